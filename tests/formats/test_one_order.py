"""One question, one order: every format gives the same records in the same order.

A new format adds one line to FORMATS.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from finder.domain.kinds import Kind

Question = dict[str, str]


@dataclass(frozen=True)
class Format:
    """A format: how it is asked for a question, and the paths of its records in their order.

    `kinds` are those that it can answer a question about, None for all.
    """

    read: Callable[[FlaskClient, Question], list[str]]
    kinds: frozenset[str] | None = None


def _get(client: FlaskClient, path: str, question: Question) -> str:
    answer = client.get(f"{path}?{urlencode(question)}")
    assert answer.status_code == 200, answer.text
    return answer.text


def _path(kind: str, key: str) -> str:
    return Kind(kind).record(key)


def of_json(client: FlaskClient, question: Question) -> list[str]:
    found = json.loads(_get(client, "/api/v1/search", question))["results"]
    return [_path(each["kind"], each["id"]) for each in found]


def of_csv(client: FlaskClient, question: Question) -> list[str]:
    rows = csv.DictReader(io.StringIO(_get(client, "/api/v1/search.csv", question)))
    return [_path(row["kind"], row["id"]) for row in rows]


def of_geojson(client: FlaskClient, question: Question) -> list[str]:
    return [each["id"] for each in json.loads(_get(client, "/api/v1/search.geojson", question))["features"]]


def of_vcard(client: FlaskClient, question: Question) -> list[str]:
    """Return the names, as a card has no other key; the test compares them with those of the map."""
    text = _get(client, "/api/v1/search.vcf", question).replace("\r\n ", "").replace("\r\n", "\n")
    return re.findall(r"^FN:(.*)$", text, re.MULTILINE)


def of_hsds(client: FlaskClient, question: Question) -> list[str]:
    """Return the paths of services; `limit` is called per_page there."""
    asked = {"per_page" if name == "limit" else name: text for name, text in question.items()}
    found = json.loads(_get(client, "/hsds/services", asked))["contents"]
    return [urlsplit(each["organization"]["uri"]).path.removeprefix("/") for each in found]


def of_page(client: FlaskClient, question: Question) -> list[str]:
    """Return the records that the cards of the page lead to."""
    return cards_of(LexborHTMLParser(_get(client, "/search", question)))


def cards_of(page: LexborHTMLParser) -> list[str]:
    links = page.css("ol.cards > li.card > .card-head h3 a[href^='/']")
    return [urlsplit(each.attributes["href"] or "").path.removeprefix("/") for each in links]


FORMATS = {
    "page": Format(of_page),
    "csv": Format(of_csv),
    "geojson": Format(of_geojson),
    "hsds": Format(of_hsds, frozenset(("center", "program", "site", "hospital", "clinic"))),
}

PLACES = ("02115", "Bozeman, MT", "61.2,-149.9", "Barrigada, GU")
CANCERS = ("", "breast", "leukemia in children", "pancreatic")
KINDS = ("", "center", "program", "site", "hospital", "clinician", "clinic")
#: A page has fewer results than an answer of the API, so each question says how many.
#: What narrows, orders and pages a question, each once with every place.
NARROWED = (
    {"limit": "3", "page": "2"}, {"order": "specialized"}, {"miles": "100"}, {"show": "nci"},
    {"specialty": "surgery", "kind": "center"}, {"kind": "clinician", "sex": "female", "limit": "5"},
    {"kind": "hospital", "team": "all"}, {"cancer": "leukemia", "show": "children"},
)  # fmt: skip
QUESTIONS = [
    {
        name: text
        for name, text in (("near", near), ("cancer", cancer), ("kind", kind), ("limit", "8"))
        if text
    }
    for near, cancer, kind in itertools.product(PLACES, CANCERS, KINDS)
] + [{"near": near, "limit": "8", **more} for near, more in itertools.product(PLACES, NARROWED)]


@pytest.fixture(scope="module")
def asked(people_app) -> dict[int, list[str]]:
    """The records of each question in their order, as the JSON has them."""
    client = people_app.test_client()
    return {number: of_json(client, question) for number, question in enumerate(QUESTIONS)}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_records_of_the_json_in_its_order(people_client, asked, name):
    form = FORMATS[name]
    compared = 0
    for number, question in enumerate(QUESTIONS):
        if form.kinds is None or question.get("kind", "center") in form.kinds:
            assert form.read(people_client, question) == asked[number], question
            compared += len(asked[number])
    assert compared > 300


def test_contacts_have_the_names_of_the_records_in_the_same_order(people_client, asked):
    for number, question in enumerate(QUESTIONS[::3]):
        names = of_vcard(people_client, question)
        found = json.loads(_get(people_client, "/api/v1/search.geojson", question))["features"]
        assert len(names) == len(asked[number * 3]) == len(found)
        for name, each in zip(names, found, strict=True):
            whole = each["properties"]["name"].replace(",", "\\,").replace(";", "\\;")
            assert name.startswith(whole.split("\\,")[0]), question


@pytest.mark.parametrize(
    "question",
    [
        "near=02115", "near=02115&page=2", "near=02115&specialty=surgery",
        "near=02115&specialty=surgery&page=2",
        "near=02115&specialty=surgery&kind=center", "near=59715&cancer=breast&miles=any&order=specialized",
        "near=02115&kind=hospital&team=all", "near=02115&name=testperson", "near=02115&audience=professional",
    ],
)  # fmt: skip
def test_the_files_of_a_page_of_results_have_what_the_page_shows(people_client, question):
    page = LexborHTMLParser(people_client.get(f"/search?{question}").text)
    shown = cards_of(page)
    assert shown
    files = [
        each.attributes["href"] or "" for each in page.css("a") if "/api/v1/search" in each.attributes["href"]
    ]
    assert {urlsplit(each).path.rpartition("/")[2] for each in files} == {
        "search", "search.csv", "search.geojson", "search.vcf"
    }  # fmt: skip
    for each in files:
        answer = people_client.get(each)
        assert answer.status_code == 200, answer.text
        match urlsplit(each).path.rpartition(".")[2]:
            case "csv":
                rows = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
                assert [_path(row["kind"], row["id"]) for row in rows] == shown
            case "geojson":
                assert [feature["id"] for feature in json.loads(answer.text)["features"]] == shown
            case "vcf":
                assert answer.text.count("BEGIN:VCARD") == len(shown)
            case _:
                assert [one["url"].removeprefix("/") for one in answer.json["results"]] == shown
