"""`finder load` of files in an order that people choose: who is new is joined, and streets are offered."""

from __future__ import annotations

import pytest

from tests.sources.files.layouts import DAC
from tests.sources.files.made_up_files import cms_row, csv_bytes, npi, nppes, person, written

JOINED = "New since Medicare's file was loaded: 1. "


@pytest.fixture
def finder(finder_with):
    return finder_with()


@pytest.fixture
def medicare(tmp_path):
    """Medicare's file: what it calls the second doctor is not cancer care."""
    rows = [cms_row(1), cms_row(2, "CARDIOLOGY", **{"Facility Name": "MADE UP HEART GROUP"})]
    return written(tmp_path / "DAC_2026.csv", csv_bytes(rows, DAC))


@pytest.fixture
def month(tmp_path):
    return nppes(tmp_path, [person(1), person(2)])


def practices(finder, number):
    record = finder.site().get(f"/api/v1/clinicians/{npi(number)}").json
    return {each["practice"] for each in record["practices"]}


def test_medicares_file_is_read_again_for_people_who_are_new_in_nppes(finder, medicare, month):
    finder("load", "clinicians", medicare, "--as-of", "2026-06-15")
    output = finder("load", "nppes", month)
    assert f"{JOINED}Reading it again: DAC_2026.csv\nclinicians: DAC_2026.csv, as of June 15, 2026" in output
    assert "Made Up Heart Group" in practices(finder, 2)
    assert JOINED not in finder("load", "nppes", month)


@pytest.mark.parametrize("change", ["deleted", "another file"])
def test_the_command_is_named_where_medicares_file_is_not_there_any_more(finder, medicare, month, change):
    finder("load", "clinicians", medicare)
    if change == "deleted":
        medicare.unlink()
    else:
        medicare.write_bytes(b"something else")
    output = finder("load", "nppes", month)
    assert f"{JOINED}To add what it says about them, load it again: finder load clinicians FILE" in output
    assert len(practices(finder, 2)) == 1


def test_a_load_says_how_many_addresses_are_on_the_map_by_zip_code_and_what_helps(finder, month, tmp_path):
    offer = "1 of 2 addresses are on the map by ZIP code or city. To find their streets, run: finder geocode"
    # The first of them is at the center of tests/world/centers/example-boston.toml.
    assert offer in finder("load", "nppes", month)
    line = "Provider First Line Business Practice Location Address"
    # A post office box is no place that could be found.
    at_center, boxed = person(1, **{line: "1 EXAMPLE ST"}), person(2, **{line: "PO BOX 9"})
    assert "finder geocode" not in finder("load", "nppes", nppes(tmp_path, [at_center, boxed]))
