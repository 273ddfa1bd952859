"""HSDS: every object has the fields of the specification, and every list its order and its pages."""

from __future__ import annotations

import csv
import datetime
import json
import uuid
from collections import defaultdict
from urllib.parse import urlsplit

import pytest

from finder.app import create_app
from finder.formats.hsds import ids
from finder.store.read_records import record_paths
from tests.conftest import DATA, ROOT, settings_for
from tests.people_world import CLINICS

#: The fields of the objects that we write, as in the JSON schemas of HSDS 3.0 (openreferral/specification, of
#: May 2024; 3.1 changed none of them): name, type, format, whether it is required, its object, its values.
with (ROOT / "tests" / "formats" / "hsds_fields.csv").open() as _file:
    FIELDS = defaultdict(dict)
    for _row in csv.DictReader(_file):
        FIELDS[_row["object"]][_row["field"]] = _row
#: What a page has besides its contents.
PAGE = {
    "total_items": int, "total_pages": int, "page_number": int, "size": int,
    "first_page": bool, "last_page": bool, "empty": bool,
}  # fmt: skip
TYPES = {"string": str, "number": (int, float), "array": list, "object": dict}


def is_uri(text):
    parts = urlsplit(text)
    return bool(parts.scheme and parts.netloc)


FORMATS = {
    "uuid": uuid.UUID,
    "uri": is_uri,
    "date-time": datetime.datetime.fromisoformat,
    "": lambda _text: True,
}


def check(kind, whole):
    """Fail for a field that the specification has not, one that is missing, and a value of another type."""
    fields = FIELDS[kind]
    assert whole.keys() <= fields.keys(), (kind, whole.keys() - fields.keys())
    assert {name for name, each in fields.items() if each["required"]} <= whole.keys(), (kind, whole)
    for name, value in whole.items():
        field = fields[name]
        assert isinstance(value, TYPES[field["type"]]), (kind, name, value)
        assert FORMATS[field["format"]](value), (kind, name, value)
        assert not field["values"] or value in field["values"].split("|")
        for each in value if field["type"] == "array" else [value] if field["of"] else []:
            check(field["of"], each)


def page_of(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.text
    page = answer.json
    contents = page.pop("contents")
    assert {name: type(value) for name, value in page.items()} == PAGE
    assert page["size"] == len(contents)
    assert page["empty"] == (not contents)
    assert page["first_page"] == (page["page_number"] == 1)
    assert page["last_page"] == (page["page_number"] >= page["total_pages"])
    return page, contents


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


QUESTIONS = (
    "", "?full=true", "?near=02115", "?near=02115&full=true&per_page=100", "?search=boston",
    "?page=2&per_page=5",
    "?postcode=59715&proximity=900000", "?text=made+up", "?near=99508&kind=hospital&kind=clinic",
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("world", ["real", "people"])
def test_every_object_has_the_fields_of_the_specification(request, world, question):
    client = request.getfixturevalue(f"{world}_client")
    for kind in ("service", "service_at_location", "organization"):
        _page, contents = page_of(client, f"/hsds/{kind}s{question}")
        for each in contents:
            check(kind, each)
        for each in contents[:6]:
            whole = client.get(f"/hsds/{kind}s/{each['id']}").json
            check(kind, whole)
            assert whole["id"] == each["id"]
            assert each.keys() <= whole.keys()


def test_every_record_is_written_and_found_by_its_ids(people_client, people):
    with people.connect() as connection:
        paths = [each for each in record_paths(connection, 0, 1000) if not each.startswith("clinicians/")]
    paths += [each.path for each in CLINICS]
    _page, contents = page_of(people_client, "/hsds/organizations?per_page=100")
    assert {each["id"] for each in contents} == {ids.of_record(each, ids.ORGANIZATION) for each in paths}
    for path in paths:
        whole = people_client.get(
            f"/hsds/organizations/{ids.of_record(path, ids.ORGANIZATION)}?full_service=true"
        )
        check("organization", whole.json)
        service = people_client.get(f"/hsds/services/{ids.of_record(path, ids.SERVICE)}")
        assert service.status_code == (200 if "services" in whole.json else 404)
    assert people_client.get(f"/hsds/services/{ids.of_record(paths[0], ids.LOCATION)}").status_code == 404


def test_pages_follow_each_other_and_a_line_each_is_the_same(people_client):
    first, _contents = page_of(people_client, "/hsds/services?per_page=7")
    pages = range(1, first["total_pages"] + 1)
    listed = [
        each["id"]
        for number in pages
        for each in page_of(people_client, f"/hsds/services?per_page=7&page={number}")[1]
    ]
    assert len(listed) == len(set(listed)) == first["total_items"]
    lines = people_client.get("/hsds/services?format=ndjson")
    assert lines.mimetype == "application/x-ndjson"
    assert [json.loads(each)["id"] for each in lines.text.splitlines()] == listed
    _page, minimal = page_of(people_client, "/hsds/services?minimal=true")
    assert [each["id"] for each in minimal] == listed
    assert {frozenset(each) for each in minimal} == {frozenset(("id", "modified_date"))}
    assert page_of(people_client, "/hsds/services?page=99")[0]["empty"]


def test_terms_narrow_services_with_and_without_a_place(people_client):
    taxonomies = page_of(people_client, "/hsds/taxonomies")[1]
    terms = page_of(people_client, "/hsds/taxonomy_terms?per_page=100")[1]
    for kind, rows in (("taxonomy", taxonomies), ("taxonomy_term", terms)):
        for each in rows:
            check(kind, each)
            path = "taxonomies" if kind == "taxonomy" else "taxonomy_terms"
            assert people_client.get(f"/hsds/{path}/{each['id']}").json == each
    by_code = {each["code"]: each for each in terms}
    every = page_of(people_client, "/hsds/services")[0]["total_items"]
    for code in ("hospital", "center", "surgery", "breast-cancer"):
        found, contents = page_of(
            people_client, f"/hsds/services?taxonomy_term_id={by_code[code]['id']}&full=true"
        )
        assert 0 < found["total_items"] < every
        if code in ("hospital", "center"):
            assert all(each["attributes"][0]["taxonomy_term"]["code"] == code for each in contents)
    hospitals = by_code["hospital"]["id"]
    near = page_of(people_client, f"/hsds/services?near=02115&taxonomy_term_id={hospitals}")[0]
    assert near["total_items"] > 0
    parent = by_code["surgery"]
    below = page_of(people_client, f"/hsds/taxonomy_terms?parent_id={parent['id']}&per_page=100")[1]
    assert below
    assert {each["parent_id"] for each in below} == {parent["id"]}


def test_a_site_of_a_center_names_it_as_its_parent(real_client):
    _page, contents = page_of(real_client, "/hsds/organizations?near=Houston, TX&per_page=100")
    parents = [each["parent_organization_id"] for each in contents if "parent_organization_id" in each]
    assert parents
    assert real_client.get(f"/hsds/organizations/{parents[0]}").json["id"] == parents[0]


def test_a_day_in_the_future_finds_nothing_and_a_past_one_everything(people_client):
    assert page_of(people_client, "/hsds/services?modified_after=2090-01-01")[0]["empty"]
    assert not page_of(people_client, "/hsds/services?modified_after=2020-01-01T00:00:00Z")[0]["empty"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("services?foo=1", 400), ("services?taxonomy_term_id=x", 400), ("services?near=nowhere+zz", 400),
        ("services?proximity=5", 400), ("services?page=0", 400), ("services?kind=clinician&near=02115", 400),
        ("services?modified_after=yesterday", 400), ("services?full=maybe", 400),
        ("services?taxonomy_id=x", 400),
        ("services/abc", 404), ("organizations/00000000-0000-0000-0000-000000000000", 404),
        ("taxonomies/x", 404), ("taxonomy_terms/x", 404), ("services?organization_id=x", 200),
        ("services?format=ndjson&near=nowhere+zz", 400), ("nothing", 404), ("services/a%2Fb", 404),
        (f"services?search={'x' * 17_000}", 414), ("services?search=%00", 400),
        ("services?utm_source=x", 400),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_is_not_there_is_404(people_client, address, status):
    answer = people_client.get(f"/hsds/{address}")
    assert answer.status_code == status
    assert answer.mimetype == ("application/json" if status == 200 else "application/problem+json")


def test_it_is_in_english_and_open_to_every_site(people_client):
    root = people_client.get("/hsds/")
    assert root.json["version"] == "3.0"
    assert root.headers["Access-Control-Allow-Origin"] == "*"
    assert people_client.get("/es/hsds/services?near=02115").location == "/hsds/services?near=02115"
