"""Records in, text out: the names other programs rely on, and text that does no harm."""

import csv
import io
import json
from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.answers import Match, Matches
from finder.errors import BadQuery, Choice, Fault
from finder.formats import csv as csv_format
from finder.formats import display
from finder.formats.json import cancers as cancers_json
from finder.formats.json import care_sites as care_sites_json
from finder.formats.json import documents as documents_json
from finder.formats.json import errors as errors_json
from finder.formats.json import helplines as helplines_json
from finder.formats.json import matches as matches_json
from finder.formats.json import search as search_json
from finder.formats.json.encode import encode, listing
from finder.language import using_language
from finder.search.near import find_near
from finder.search.questions import NearQuery
from finder.store.read_catalog import catalog
from finder.store.read_guidelines import all_guidelines
from finder.store.read_records import care_sites_of


@pytest.fixture
def answer(snapshot):
    asked = {"near": ["02115"], "cancer": ["brest cancer"], "specialty": ["surgery"], "limit": ["5"]}
    return find_near(snapshot, NearQuery.parse(asked))


@pytest.fixture
def known(snapshot):
    return catalog(snapshot)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_json_of_a_search_has_the_names_that_others_rely_on(answer, known):
    found = json.loads(search_json.search_results(answer, known, "/next"))
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
    assert found["total"] == answer.total == 12


def test_the_json_of_a_place_holds_every_fact_with_its_source(answer, known):
    first = json.loads(search_json.search_results(answer, known, None))["results"][0]
    assert {
        "kind", "id", "name", "miles", "about", "specialties", "address", "phones", "links", "designations",
        "claims", "sources", "position", "treats", "veterans_only", "notes", "conflicts", "ccn", "url",
    } <= set(first)  # fmt: skip
    assert (first["kind"], first["id"], first["about"]) == ("center", "example-boston", True)
    assert first["miles"] == round(answer.results[0].miles, 3)
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


def test_a_claim_is_told_with_its_year_and_where_to_check_it(known, connection):
    sites = {site.id: care_sites_json.care_site(site, known) for site in care_sites_of(connection, "program")}
    claims = sites["example-north-ak"]["claims"]
    assert claims[0]["text"] == "Listed as accredited by the Commission on Cancer in 2022"
    assert claims[0]["link"] == "https://finder.example.org/coc"
    assert claims[1]["text"] == "Listed in 2018 as a site of an invented trial"
    assert "(date not known)" in sites["example-isla-pr"]["claims"][0]["text"]
    assert sites["example-veterans-nm"]["veterans_only"] is True
    assert sites["example-north-ak"]["specialties_known"] is False


def test_the_json_of_a_document_has_the_names_that_others_rely_on(connection):
    (first, *_) = (documents_json.document(each) for each in all_guidelines(connection))
    assert {
        "title", "publisher", "series", "audience", "language", "kind", "url", "needs_login", "last_seen",
        "status",
    } <= set(first)  # fmt: skip


def test_the_json_of_words_for_a_cancer_has_the_names_that_others_rely_on():
    found = json.loads(matches_json.cancer_matches(Matches((Match("a", "A", 91.5),), False, "Which?")))
    assert found == {"matches": [{"slug": "a", "name": "A", "score": 91.5}], "sure": False, "note": "Which?"}


def test_errors_have_one_shape():
    error = BadQuery(Fault("near", "Why.", "Do.", (Choice("02115", "Boston"),)), Fault("miles", "No."))
    assert json.loads(errors_json.errors(error)) == {
        "errors": [
            {
                "field": "near",
                "reason": "Why.",
                "hint": "Do.",
                "choices": [{"value": "02115", "label": "Boston"}],
            },
            {"field": "miles", "reason": "No.", "hint": "", "choices": []},
        ]
    }
    (missing,) = json.loads(errors_json.failure("Not here.", (Choice("/a", "A"),)))["errors"]
    assert set(missing) == {"field", "reason", "hint", "choices"}
    assert missing["choices"] == [{"value": "/a", "label": "A"}]


def test_the_csv_of_a_search_equals_its_json(answer, known):
    as_json = json.loads(search_json.search_results(answer, known, None))["results"]
    as_csv = rows_of(csv_format.search(answer, known))
    assert [row["id"] for row in as_csv] == [row["id"] for row in as_json]
    for row, same in zip(as_csv, as_json, strict=True):
        assert float(row["miles"]) == same["miles"]
        assert row["about"] == ("yes" if same["about"] else "no")
        assert row["specialties"] == "|".join(same["specialties"])
        assert row["designations"] == "|".join(each["name"] for each in same["designations"])
        assert row["claims"] == "|".join(each["text"] for each in same["claims"])
        assert row["sources"] == "|".join(each["key"] for each in same["sources"])
        assert (row["zip"], row["city"]) == (same["address"]["zip"], same["address"]["city"])


def test_the_csv_tells_each_purpose_of_a_phone_apart(answer, known):
    first = rows_of(csv_format.search(answer, known))[0]
    assert (first["phone_new_patients"], first["phone_second_opinions"], first["phone_main"]) == (
        "617-555-0101", "617-555-0102", "617-555-0100"
    )  # fmt: skip
    assert "617-555-0103" not in first.values()


def test_the_csv_of_places_holds_those_that_treat_nobody(connection, known):
    rows = {row["id"]: row for row in rows_of(csv_format.sites(care_sites_of(connection, "center"), known))}
    assert len(rows) == 8
    assert rows["example-laboratory"]["treats"] == ""
    assert rows["example-consortium"]["latitude"] == ""


def test_an_empty_csv_keeps_its_header(snapshot, known):
    asked = {"near": ["58102"], "miles": ["1"]}
    text = csv_format.search(find_near(snapshot, NearQuery.parse(asked)), known)
    assert text.startswith("miles,about,kind,id,name")
    assert text.count("\r\n") == 1


@pytest.mark.parametrize("first", "=+-@")
def test_text_that_a_spreadsheet_would_run_is_made_harmless(first):
    ((cell,),) = list(csv.reader(io.StringIO(csv_format.table([{"a": f"{first}cmd|x"}]))))[1:]
    assert cell == f"'{first}cmd|x"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), (True, "yes"), (False, "no"), (-71.1, "-71.1"), ("-71.1", "-71.1"), (("a", "b"), "a|b"),
        ((), ""), (3, "3"), ('a "b", c', 'a "b", c'), ("two\nlines", "two\nlines"), ("é", "é"),
        (("=1+1", "b"), "'=1+1|b"),
    ],
)  # fmt: skip
def test_values_become_cells(value, cell):
    text = csv_format.table([{"a": value, "b": "x"}])
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], [cell, "x"]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=5))
def test_no_cell_begins_like_a_formula_and_all_come_back(texts):
    row = {str(number): text for number, text in enumerate(texts)}
    _, cells = csv.reader(io.StringIO(csv_format.table([row])))
    for text, cell in zip(texts, cells, strict=True):
        assert cell in (text, f"'{text}")
        assert cell[:1] not in ("=", "@")
        assert cell[:1] not in ("+", "-") or float(cell) is not None


def test_a_list_says_how_many_it_holds():
    assert msgspec.json.decode(listing([{"a": 1}, {"a": 2}])) == {
        "results": [{"a": 1}, {"a": 2}],
        "total": 2,
    }


@pytest.mark.parametrize(
    ("distance", "about", "said"),
    [
        (0, False, "less than 1 mile"),
        (0.99, True, "about 1 mile or less"),
        (1.2, True, "about 1 mile"),
        (1.6, True, "about 2 miles"),
        (2.44, False, "2.4 miles"),
        (2.44, True, "about 2 miles"),
        (10, False, "10 miles"),
        (343.4, True, "about 343 miles"),
        (1234.5, False, "1,234 miles"),
        (3805.2, True, "about 3,805 miles"),
    ],
)
def test_miles_in_words(distance, about, said):
    assert display.miles(distance, about) == said


@pytest.mark.parametrize(
    ("partial", "said"),
    [
        ("2023", "2023"),
        ("2026-06", "June 2026"),
        ("2025-12-30", "December 30, 2025"),
        ("2025-01-02", "January 2, 2025"),
        (None, "date not known"),
        ("", "date not known"),
    ],
)
def test_dates_in_words(partial, said):
    assert display.date(partial) == said


@pytest.mark.parametrize(
    ("distance", "about", "said"),
    [
        (0, False, "menos de 1 milla"),
        (1.2, True, "alrededor de 1 milla"),
        (1.4, False, "1.4 millas"),
        (1234.5, False, "1,234 millas"),
    ],
)
def test_miles_in_spanish_words(distance, about, said):
    with using_language("es"):
        assert display.miles(distance, about) == said


@pytest.mark.parametrize(
    ("partial", "said"),
    [("2023", "2023"), ("2026-05", "mayo de 2026"), ("2025-12-30", "30 de diciembre de 2025")],
)
def test_dates_in_spanish_words(partial, said):
    with using_language("es"):
        assert display.date(partial) == said


def test_what_is_said_of_a_missing_date_and_of_a_number_is_spanish_too(known, connection):
    site = next(each for each in care_sites_of(connection, "center") if each.phones)
    english = (display.date(None), display.phone_label(site.phones[0], site), display.treats(("adults",)))
    with using_language("es"):
        spanish = (display.date(None), display.phone_label(site.phones[0], site), display.treats(("adults",)))
    assert all(spanish)
    assert not set(english) & set(spanish)


@pytest.mark.parametrize(("number", "said"), [("+1-801-587-7000", "801-587-7000"), ("211", "211")])
def test_phones_in_words(number, said):
    assert display.phone(number) == said


def test_the_json_of_every_record_is_readable(known, connection):
    every = [cancers_json.cancer(each) for each in known.cancers.values()]
    every += [cancers_json.specialty(each) for each in known.specialties.values()]
    every += [helplines_json.helpline(each) for each in known.helplines.values()]
    every += [care_sites_json.care_site(each, known) for each in care_sites_of(connection, "center")]
    assert Counter(len(json.loads(encode(each))) > 5 for each in every) == {True: 8 + 16 + 2 + 8}
