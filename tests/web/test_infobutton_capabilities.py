"""What Infobutton says that it can do is what it does."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from finder.app import create_app
from tests.conftest import DATA, settings_for

ADDRESSES = ("/infobutton/capabilities", "/infobutton/capabilities.json", "/infobutton/profile.xml")


@pytest.fixture(scope="module")
def client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


@pytest.fixture(scope="module")
def able(client):
    return client.get("/infobutton/capabilities.json").json


def asked(client, **parameters):
    given = {"knowledgeResponseType": "application/json", **parameters}
    return client.get("/infobutton", query_string=given)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_account_and_no_parameter_is_needed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{address}?codes=all").status_code == 400


def test_the_example_is_answered(client, able):
    address = urlsplit(able["example"])
    assert address.geturl().startswith(able["url"])
    answer = client.get(f"{address.path}?{address.query}&knowledgeResponseType=application/json")
    assert answer.json["feed"]["entry"]


def test_the_template_names_the_parameters_that_are_read(able):
    named = {*parse_qs(urlsplit(able["url_template"]).query)}
    read = {each["name"] for each in able["parameters"]}
    assert named - read == {"age.v.u"}
    assert read - named == {"ageGroup.v.c"}


def test_every_media_type_and_reader_is_answered(client, able):
    values = {each["name"]: each["values"] for each in able["parameters"]}
    for media in values["knowledgeResponseType"]:
        answer = asked(client, **{"mainSearchCriteria.v.c": "C50.9", "knowledgeResponseType": media})
        assert answer.status_code in (200, 303)
        assert answer.status_code == 303 or answer.mimetype.split("/")[1].split("+")[-1] in media
    for reader in values["informationRecipient"]:
        feed = asked(client, **{"mainSearchCriteria.v.c": "C50.9", "informationRecipient": reader}).json[
            "feed"
        ]
        assert feed["entry"]


def test_codes_are_read_as_it_says(client, able):
    known = {
        "ICD-10-CM": "C50.9",
        "ICD-10": "C50.9",
        "ICD-9-CM": "174.9",
        "NCIt": "C2926",
        "UMLS": "C0007131",
    }
    for system in able["code_systems"]:
        code = known.get(system["name"], "1")
        coded = {"mainSearchCriteria.v.c": code, "mainSearchCriteria.v.cs": system["oid"]}
        found = asked(client, **coded).json["feed"]["entry"]
        assert bool(found) == (system["reads"] != "name"), system
        named = asked(client, **coded, **{"mainSearchCriteria.v.dn": "Breast cancer"}).json["feed"]["entry"]
        assert named, system


def test_documents_are_in_the_languages_that_it_says(client, able):
    codes = [each["code"] for each in able["languages"]]
    assert {"en", "es"} <= {*codes}
    assert all(each["documents"] > 0 for each in able["languages"])
    documents = client.get("/api/v1/guidelines?language=es").json["total"]
    assert next(each for each in able["languages"] if each["code"] == "es")["documents"] == documents


def test_the_profile_leads_to_the_endpoint(client, able):
    profile = ElementTree.fromstring(client.get("/infobutton/profile.xml").data)
    systems = [each.get("id") for each in profile.iter("supportedTerminology")]
    assert systems == [each["oid"] for each in able["code_systems"] if each["reads"] != "name"]
    tasks = {each.get("code") for each in profile.iter("code")}
    assert {"PROBLISTREV", "DIAGLISTREV"} <= tasks
    (location,) = profile.iter("knowledgeRequestServiceLocation")
    address = urlsplit(location.get("url") + "mainSearchCriteria.v.c=C50.9&mainSearchCriteria.v.cs=ICD10CM")
    feed = ElementTree.fromstring(client.get(f"{address.path}?{address.query}").data)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) > 3
    definition = next(profile.iter("contextDefinition"))
    assert [each.tag for each in definition] == [
        "patientAgeGroup", "task", "informationRecipientLanguage", "informationRecipientUserType",
        "conceptOfInterest", "subTopics",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["", "/es"])
def test_the_page_shows_what_the_json_has(client, able, language):
    page = client.get(f"{language}/infobutton/capabilities").text.replace("<wbr>", "")
    for each in (*able["parameters"], *able["code_systems"]):
        assert each["name"] in page
    assert 'href="/infobutton/profile.xml"' in page or 'href="/es/infobutton/profile.xml"' in page
