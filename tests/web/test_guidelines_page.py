"""The list of all documents: filters with counts, unverified documents, and its feed."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest

from finder.app import create_app
from tests.conftest import DATA, settings_for
from tests.web.page_reader import read

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ASKED = (
    {},
    {"cancer": "breast-cancer"},
    {"publisher": "NCCN", "audience": "patient"},
    {"language": "es", "status": "all"},
    {"kind": "supportive", "population": "any"},
    {"status": "unverified"},
)


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


def page_of(client, **arguments):
    answer = client.get("/guidelines", query_string=arguments)
    assert answer.status_code == 200, answer.text
    return read(answer.text)


def all_documents(client, **arguments):
    """Return the list of all documents of the page, without the few to read first."""
    page = client.get("/guidelines", query_string=arguments).text
    return read(page[page.index('id="all"') :])


@pytest.mark.parametrize("arguments", ASKED)
def test_page_json_and_csv_list_the_same_documents_in_one_order(real_client, arguments):
    found = real_client.get("/api/v1/guidelines", query_string=arguments).json
    as_csv = list(
        csv.DictReader(io.StringIO(real_client.get("/api/v1/guidelines.csv", query_string=arguments).text))
    )
    assert [row["id"] for row in as_csv] == [row["id"] for row in found["results"]]
    titles = [
        next(each for each in item.split(" · ")[0].split("  ") if each)
        for item in all_documents(real_client, **arguments).text("li", class_="doc")
    ]
    assert len(titles) == found["total"]
    if "cancer" not in arguments:
        assert all(
            shown.startswith(row["title"][:30]) for shown, row in zip(titles, found["results"], strict=True)
        )


@pytest.mark.parametrize("arguments", ASKED)
def test_every_filter_value_shows_how_many_documents_it_would_list(real_client, arguments):
    page = page_of(real_client, **arguments)
    counts = real_client.get("/api/v1/guidelines", query_string=arguments).json["counts"]
    for select in page.all("select"):
        field = select.attributes["name"]
        shown = [int(each.replace(",", "")) for each in re.findall(r"\(([\d,]+)\)", select.text)]
        assert shown
        assert sorted(shown) == sorted(count for count in counts[field].values() if count)
    assert len(counts["cancer"]) == 137


@pytest.mark.parametrize("arguments", ASKED[:5])
def test_no_word_of_curators_is_on_the_page(real_client, arguments):
    arguments = {name: value for name, value in arguments.items() if name != "status"}
    page = page_of(real_client, **arguments)
    text = page.text("main")[0]
    for words in ("alive", "last seen", "date not known", "Linked", "Status"):
        assert words not in text
    assert "status" not in {each.attributes["name"] for each in page.all("select")}


def test_what_to_read_comes_first_for_a_cancer_and_the_filters_are_folded(real_client):
    page = page_of(real_client, cancer="pancreatic-cancer")
    assert page.text("h2")[:2] == ["What to read", "158 documents"]
    assert page.text("h3")[:2] == ["For you", "For your doctor"]
    assert not [each for each in page.all("details") if "open" in each.attributes and "select" in each.text]
    narrowed = page_of(real_client, cancer="pancreatic-cancer", language="es")
    assert "What to read" not in narrowed.text("h2")


def test_an_active_filter_can_be_removed(real_client):
    page = page_of(real_client, cancer="breast-cancer", audience="patient", language="es")
    off = {
        each.text.split(":")[0]: each.attributes["href"]
        for each in page.all("a")
        if "remove this filter" in each.text
    }
    assert set(off) == {"Breast cancer", "For patients", "Spanish"}
    assert parse_qs(urlsplit(off["Spanish"]).query) == {"cancer": ["breast-cancer"], "audience": ["patient"]}


def test_an_unverified_document_is_named_but_not_linked(client):
    page = page_of(client, status="unverified")
    assert "no link yet: we have not checked this page" in page.text("main")[0]
    assert not [each for each in page.links() if "documents.example.org" in each]
    assert "pdq-colon-patient-es" not in client.get("/guidelines?cancer=colon-cancer").text


def test_a_document_for_children_or_a_wider_group_says_so(real_client):
    text = page_of(real_client, cancer="osteosarcoma").text("main")[0]
    for words in ("about children", "covers a wider group", "for every cancer"):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        ({"status": "dead"}, "Choose one of: current, unverified, gone"),
        ({"kind": "supportiv"}, "Did you mean supportive?"),
        ({"languge": "es"}, "Did you mean language?"),
    ],
)
def test_unknown_names_and_values_are_refused_with_suggestions(client, arguments, suggestion):
    for path in ("/guidelines", "/guidelines.atom", "/api/v1/guidelines", "/api/v1/guidelines.csv"):
        answer = client.get(path, query_string=arguments)
        assert answer.status_code == 400
        assert suggestion in answer.text


def test_the_list_links_its_feed_with_the_same_filters(client):
    for path, feed in (
        ("/guidelines", "/guidelines.atom"),
        ("/guidelines?language=es&cancer=breast+cancer", "/guidelines.atom?cancer=breast+cancer&language=es"),
    ):
        page = read(client.get(path).text)
        (link,) = page.all("link", rel="alternate", type="application/atom+xml")
        assert link.attributes["href"] == feed
        assert feed in page.links()


def test_the_feed_has_the_dated_documents_of_the_list(client):
    for arguments in ({}, {"language": "es"}, {"cancer": "breast-cancer", "audience": "patient"}):
        answer = client.get("/guidelines.atom", query_string=arguments)
        assert answer.mimetype == "application/atom+xml"
        root = ET.fromstring(answer.data)
        rows = client.get("/api/v1/guidelines", query_string=arguments).json["results"]
        dated = [row for row in rows if row["last_seen"] or row["version_year"]]
        urls = {each.find("a:link", ATOM).get("href") for each in root.findall("a:entry", ATOM)}
        assert urls == {row["url"] for row in dated}
        own = {each.get("rel"): each.get("href") for each in root.findall("a:link", ATOM)}
        assert urlsplit(own["self"]).path == "/guidelines.atom"
        assert client.get(own["self"]).data == answer.data
        assert client.get(own["alternate"]).status_code == 200


def test_an_unchanged_feed_is_not_sent_again(client):
    first = client.get("/guidelines.atom")
    again = client.get("/guidelines.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_feed_never_has_documents_that_may_not_be_linked(client):
    for status in ("unverified", "all"):
        assert client.get(f"/guidelines.atom?status={status}").status_code == 400
    assert b"pdq-colon-patient-es" not in client.get("/guidelines.atom?status=current").data
