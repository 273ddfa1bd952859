"""CSV: the same lists as the JSON, and no text that a spreadsheet would run."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.kinds import Kind
from finder.formats import csv as csv_format
from finder.formats.json.encode import encode
from finder.formats.json.search import Asked, search_answer
from finder.search.near import find_near
from finder.search.questions import NearQuery
from finder.store.read_catalog import catalog_of
from finder.store.read_records import care_sites_of


@pytest.fixture
def answer(snapshot):
    arguments = {"near": ["02115"], "cancer": ["brest cancer"], "specialty": ["surgery"], "limit": ["5"]}
    return find_near(snapshot, NearQuery.parse(arguments))


@pytest.fixture
def known(snapshot):
    return catalog_of(snapshot)


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_of_a_search_has_the_values_of_its_json(answer, known):
    as_json = json.loads(encode(search_answer(answer, known, Asked(detail="full"), "nearest")))["results"]
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


def test_the_csv_has_a_column_for_each_important_number(answer, known):
    first = rows_of(csv_format.search(answer, known))[0]
    assert (first["phone_new_patients"], first["phone_second_opinions"], first["phone_main"]) == (
        "617-555-0101", "617-555-0102", "617-555-0100"
    )  # fmt: skip
    assert "617-555-0103" not in first.values()


def test_the_csv_of_places_includes_those_that_treat_no_patients(connection, known):
    rows = {
        row["id"]: row for row in rows_of(csv_format.sites(care_sites_of(connection, Kind.CENTER), known))
    }
    assert len(rows) == 8
    assert rows["example-laboratory"]["treats"] == ""
    assert rows["example-consortium"]["latitude"] == ""


def test_an_empty_csv_has_a_header(snapshot, known):
    arguments = {"near": ["58102"], "miles": ["1"]}
    text = csv_format.search(find_near(snapshot, NearQuery.parse(arguments)), known)
    assert text.startswith("miles,about,kind,id,name")
    assert text.count("\r\n") == 1


@pytest.mark.parametrize("first", ["=", "+", "-", "@", " =", "\t=", "\r=", "＝"])
def test_text_that_a_spreadsheet_would_run_is_quoted(first):
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
def test_no_cell_begins_like_a_formula_and_all_text_can_be_read_back(texts):
    row = {str(number): text for number, text in enumerate(texts)}
    _, cells = csv.reader(io.StringIO(csv_format.table([row])))
    for text, cell in zip(texts, cells, strict=True):
        assert cell in (text, f"'{text}")
        assert cell.lstrip(" ")[:1] not in ("=", "@", "＝", "＠")
        assert cell[:1] not in ("+", "-") or float(cell) is not None
