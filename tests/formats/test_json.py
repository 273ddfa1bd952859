"""JSON: the fields that other programs rely on."""

import json
from collections import Counter

import pytest

from finder import utc
from finder.domain.answers import Match, Matches
from finder.domain.kinds import Kind
from finder.errors import BadQuery, Choice, Fault, NotFound
from finder.formats.json import cancers as cancers_json
from finder.formats.json import care_sites as care_sites_json
from finder.formats.json import documents as documents_json
from finder.formats.json import errors as errors_json
from finder.formats.json import helplines as helplines_json
from finder.formats.json import matches as matches_json
from finder.formats.json.encode import encode
from finder.formats.json.search import Asked, search_answer
from finder.search.near import find_near
from finder.search.questions import NearQuery
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import all_guidelines
from finder.store.read_records import care_sites_of


@pytest.fixture
def answer(snapshot):
    arguments = {"near": ["02115"], "cancer": ["brest cancer"], "specialty": ["surgery"], "limit": ["5"]}
    return find_near(snapshot, NearQuery.parse(arguments))


@pytest.fixture
def known(snapshot):
    return catalog_of(snapshot)


def written(answer, known, asked):
    return json.loads(encode(search_answer(answer, known, asked, "nearest")))


def test_the_json_of_a_search_has_the_documented_fields(answer, known):
    found = written(answer, known, Asked("/next", detail="full"))
    assert {"place", "understood", "results", "total", "rings", "page", "pages", "next"} <= set(found)
    assert found["place"] == {
        "name": "Boston, MA 02115",
        "latitude": pytest.approx(42.3427),
        "longitude": pytest.approx(-71.0922),
        "precision": "zip",
        "note": "",
    }
    assert set(found["rings"]) == {"25", "50", "100", "250"}
    assert found["understood"]["cancer"] == {"slug": "breast-cancer", "name": "Breast cancer"}
    assert found["understood"]["specialties"] == [{"slug": "surgery", "name": "Surgery"}]
    assert found["understood"]["patients"] == "adults"
    assert found["next"] == "/next"
    assert found["total"] == answer.total == 16


def test_the_json_of_a_place_has_every_fact_with_its_source(answer, known):
    first = written(answer, known, Asked(detail="full"))["results"][0]
    assert {
        "kind", "id", "name", "miles", "about", "specialties", "address", "phones", "links", "designations",
        "claims", "sources", "position", "treats", "treats_adults", "treats_children",
        "veterans_only", "notes", "conflicts", "ccn", "url",
    } <= set(first)  # fmt: skip
    assert (first["kind"], first["id"], first["about"]) == ("center", "example-boston", True)
    assert first["miles"] == round(answer.results[0].miles, 3)
    assert (first["treats_adults"], first["treats_children"]) == ("yes", "unknown")
    assert "patients_unknown" not in first  # it is only said where it is so
    assert first["treats_origins"] == {
        "adults": {"source": "example-list", "checked": "2025-10"},
        "children": None,
    }
    assert first["address"] == {
        "street": "1 Example Street",
        "city": "Boston",
        "state": "MA",
        "zip": "02115",
        "source": "example-list",
        "checked": "2025",
    }
    assert first["phones"][1] == {
        "number": "+1-617-555-0101",
        "for": "new patients",
        "note": None,
        "source": "example-site",
        "checked": "2025-06",
    }
    assert first["designations"][0]["name"] == "NCI-designated comprehensive cancer center"
    keys = {source["key"] for source in first["sources"]}
    cited = {each["source"] for name in ("phones", "links", "designations", "notes") for each in first[name]}
    assert cited <= keys


def test_a_claim_has_its_year_and_a_link_to_check_it(known, connection):
    sites = {
        site.id: json.loads(encode(care_sites_json.care_site(site, known)))
        for site in care_sites_of(connection, Kind.PROGRAM)
    }
    claims = sites["example-north-ak"]["claims"]
    assert claims[0]["text"] == "Listed as accredited by the Commission on Cancer in 2022"
    assert claims[0]["link"] == "https://finder.example.org/coc"
    assert claims[1]["text"] == "Listed in 2018 as a site of an invented trial"
    assert "(date not known)" in sites["example-isla-pr"]["claims"][0]["text"]
    assert sites["example-veterans-nm"]["veterans_only"] is True
    assert sites["example-north-ak"]["specialties_known"] is False


def test_the_json_of_a_document_has_the_documented_fields(connection):
    (first, *_) = (json.loads(encode(documents_json.document(each))) for each in all_guidelines(connection))
    assert {
        "title", "publisher", "series", "audience", "language", "kind", "url", "needs_login", "last_seen",
        "status",
    } <= set(first)  # fmt: skip


def test_the_json_of_cancer_matches_has_the_documented_fields(known):
    matches = Matches((Match("a", "A", 91.5),), False, "Which?")
    found = json.loads(encode(matches_json.cancer_matches(matches, (), known)))
    assert found == {
        "danger": [],
        "matches": [{"slug": "a", "name": "A", "score": 91.5}],
        "sure": False,
        "note": "Which?",
    }


def test_all_errors_have_the_same_fields(known):
    error = BadQuery(Fault("near", "Why.", "Do.", (Choice("02115", "Boston"),)), Fault("miles", "No."))
    assert json.loads(encode(errors_json.errors(error, (), known))) == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "near: Why. Do. miles: No.",
        "danger": [],
        "errors": [
            {
                "field": "near",
                "reason": "Why.",
                "hint": "Do.",
                "choices": [{"value": "02115", "label": "Boston"}],
            },
            {"field": "miles", "reason": "No.", "hint": "", "choices": []},
        ],
    }
    (failed,) = json.loads(encode(errors_json.failure("Not here.", 404)))["errors"]
    assert set(failed) == {"field", "reason", "hint", "choices"}
    near = (Choice("/a", "A"),)
    missing = json.loads(encode(errors_json.missing(NotFound("Not here."), near, (), known)))
    assert (missing["danger"], missing["status"], missing["detail"]) == ([], 404, "Not here.")
    assert missing["errors"][0]["choices"] == [{"value": "/a", "label": "A"}]


def test_in_short_a_search_has_its_sources_once_and_what_a_list_shows(answer, known):
    short, full = (written(answer, known, Asked(detail=detail)) for detail in ("brief", "full"))
    assert [row["id"] for row in short["results"]] == [row["id"] for row in full["results"]]
    keys = [source["key"] for source in short["sources"]]
    assert len(keys) == len(set(keys))
    for row in short["results"]:
        assert set(row["source_keys"]) <= set(keys)
    first, whole = short["results"][0], full["results"][0]
    same = ("kind", "id", "name", "url", "miles", "about", "specialties", "treats_adults", "treats_children")
    assert {name: first[name] for name in same} == {name: whole[name] for name in same}
    assert first["phones"][0] == {"number": "+1-617-555-0101", "for": "new patients"}
    assert first["website"] == next(each["url"] for each in whole["links"] if each["for"] == "website")
    assert first["designations"][0] == {"scheme": "nci", "level": "comprehensive"}
    assert "claims" not in first
    assert len(encode(short["results"])) < len(encode(full["results"])) / 2


def test_every_record_can_be_written_as_json(known, connection):
    every = [cancers_json.cancer(each) for each in known.cancers.values()]
    every += [cancers_json.specialty(each) for each in known.specialties.values()]
    every += [helplines_json.helpline(each, utc.now()) for each in known.helplines.values()]
    every += [care_sites_json.care_site(each, known) for each in care_sites_of(connection, Kind.CENTER)]
    assert Counter(len(json.loads(encode(each))) > 5 for each in every) == {True: 8 + 16 + 4 + 8}
