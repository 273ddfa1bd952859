"""Which record is current: monthly file, weekly files in any order, the report of deactivated NPIs."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.sources.files.data_folder import DataFolder
from finder.sources.files.extract import Facts, write_extract
from finder.sources.nppes.current_records import current_records, newest_of
from finder.sources.nppes.read_providers import SCHEMA
from tests.sources.files.made_up_files import (
    CLINIC,
    MONTH,
    NURSE,
    READERS,
    clinic,
    month,
    npi,
    nppes,
    person,
    report,
    stub,
    week,
)

TRIED = settings(max_examples=25, deadline=None)
#: Weeks after the monthly file, and the days in them by number.
WEEKS = [
    ("20260810", "20260816"),
    ("20260817", "20260823"),
    ("20260824", "20260830"),
    ("20260831", "20260906"),
]
DAYS = ["08/12/2026", "08/19/2026", "08/26/2026", "09/02/2026"]


def keep(folder, kind, *found):
    """Write what was read as `finder load` does: weeklies one after another into one extract."""
    table = found[0].table
    for other in found[1:]:
        table = newest_of(pa.concat_tables([table, other.table]))
    as_of = max(each.as_of for each in found)
    folder.path.mkdir(exist_ok=True)
    write_extract(folder.extract(kind), table, Facts("made up", as_of, "", 0))


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "extracts")


def cities(folder):
    """Who is kept, with the city of the record that counts, and who is known to be inactive."""
    table, inactive = current_records(folder)
    found = {row["npi"]: row["city"] for row in table.to_pylist()}
    assert not found.keys() & inactive, "nobody is both"
    return found, inactive


def test_nothing_loaded_is_no_records(folder):
    assert current_records(folder) == (None, frozenset())


def test_the_report_alone_names_the_inactive(folder, tmp_path):
    keep(folder, "deactivated", READERS["deactivated"](report(tmp_path, [[npi(1), "01/02/2026"]])))
    assert current_records(folder) == (None, {npi(1)})


def test_a_week_replaces_adds_and_removes(folder, tmp_path):
    keep(folder, "nppes", month(nppes(tmp_path, [person(n) for n in range(1, 7)])))
    rows = [
        person(1, city="QUINCY", updated=DAYS[0]),
        person(2, NURSE, updated=DAYS[0]),
        stub(3, DAYS[0]),
        person(4, country="CA", updated=DAYS[0]),
        person(7, updated=DAYS[0]),
        clinic(8, CLINIC, updated=DAYS[0]),
        person(9, NURSE, updated=DAYS[0]),
    ]
    keep(folder, "nppes-weekly", week(nppes(tmp_path, rows, WEEKS[0])))
    found, inactive = cities(folder)
    assert found == {npi(1): "QUINCY", npi(5): "BOSTON", npi(6): "BOSTON", npi(7): "BOSTON", npi(8): "BOSTON"}
    assert inactive == {npi(3)}


def test_weeks_alone_are_enough(folder, tmp_path):
    keep(folder, "nppes-weekly", week(nppes(tmp_path, [person(1), stub(2, DAYS[0])], WEEKS[0])))
    assert cities(folder) == ({npi(1): "BOSTON"}, {npi(2)})


@pytest.mark.parametrize(("days", "city"), [(("20260803", "20260809"), "BOSTON"), (WEEKS[0], "QUINCY")])
def test_a_week_up_to_the_day_of_the_month_is_ignored(folder, tmp_path, days, city):
    keep(folder, "nppes", month(nppes(tmp_path, [person(1), person(2)], MONTH)))
    rows = [person(1, city="QUINCY", updated="08/09/2026"), person(2, NURSE, updated="08/09/2026")]
    keep(folder, "nppes-weekly", week(nppes(tmp_path, rows, days)))
    assert cities(folder)[0].get(npi(1)) == city
    assert (npi(2) in cities(folder)[0]) == (city == "BOSTON")


@pytest.mark.parametrize(
    ("updated", "reactivated", "reported", "report_day", "stays"),
    [
        ("05/01/2026", "", "06/01/2026", "2026-09-14", False),
        # The later report lists it, although the record has a later date.
        ("05/01/2026", "", "04/01/2026", "2026-09-14", False),
        ("05/01/2026", "", "04/01/2026", "2026-08-09", False),
        ("05/01/2026", "", "04/01/2026", "2026-07-13", True),
        ("05/01/2026", "", "05/01/2026", "2026-07-13", False),
        ("02/01/2026", "06/02/2026", "06/01/2026", "2026-09-14", True),
        ("", "", "06/01/2026", "2026-09-14", False),
    ],
)
def test_a_report_hides_whom_it_lists_unless_the_record_is_of_a_later_file(
    folder, tmp_path, updated, reactivated, reported, report_day, stays
):
    changes = {"deactivated": "01/01/2020", "reactivated": reactivated} if reactivated else {}
    keep(folder, "nppes", month(nppes(tmp_path, [person(1, updated=updated, **changes), person(2)])))
    listed = READERS["deactivated"](report(tmp_path, [[npi(1), reported]]))
    keep(folder, "deactivated", replace(listed, as_of=report_day))
    found, inactive = cities(folder)
    assert (npi(1) in found, npi(1) in inactive) == (stays, not stays)
    assert npi(2) in found


def test_a_report_of_others_does_not_touch_a_record_without_dates(folder, tmp_path):
    keep(folder, "nppes", month(nppes(tmp_path, [person(1, updated="", enumerated="")])))
    keep(folder, "deactivated", READERS["deactivated"](report(tmp_path, [[npi(9), "01/02/2026"]])))
    assert cities(folder) == ({npi(1): "BOSTON"}, {npi(9)})


def test_who_came_back_as_something_else_is_not_inactive(folder, tmp_path):
    # CMS may still tell that this is an oncologist: an inactive NPI would hide the person.
    rows = [person(1, NURSE, deactivated="01/02/2026", reactivated=DAYS[0])]
    keep(folder, "nppes-weekly", week(nppes(tmp_path, rows, WEEKS[0])))
    keep(folder, "deactivated", READERS["deactivated"](report(tmp_path, [[npi(1), "01/02/2026"]])))
    assert cities(folder) == ({}, frozenset())


KINDS = ("cancer care", "nurse", "abroad", "deactivated", "reactivated")
WEEKLY = st.dictionaries(st.integers(1, 6), st.sampled_from(KINDS), max_size=6)


def row_of(number, kind, at):
    day = DAYS[at]
    if kind == "deactivated":
        return stub(number, day)
    if kind == "nurse":
        return person(number, NURSE, updated=day)
    changes = {"deactivated": "01/01/2026", "reactivated": day} if kind == "reactivated" else {}
    return person(
        number, updated=day, city=f"WEEK {at}", country="CA" if kind == "abroad" else "US", **changes
    )


def independent_cities(weeks):
    """The last week that tells of somebody counts; before it, the month that has 1, 2 and 3."""
    found = {npi(n): "BOSTON" for n in (1, 2, 3)}
    inactive = set()
    for at, changes in enumerate(weeks):
        for number, kind in changes.items():
            found.pop(npi(number), None)
            inactive.discard(npi(number))
            if kind in ("cancer care", "reactivated"):
                found[npi(number)] = f"WEEK {at}"
            if kind == "deactivated":
                inactive.add(npi(number))
    return found, inactive


@TRIED
@given(st.lists(WEEKLY, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_weeks_in_any_order_come_to_the_same(weeks, random):
    with tempfile.TemporaryDirectory() as made:
        folder = DataFolder(Path(made) / "extracts")
        keep(folder, "nppes", month(nppes(Path(made), [person(n) for n in (1, 2, 3)])))
        read = []
        for at, changes in enumerate(weeks):
            rows = [row_of(n, kind, at) for n, kind in changes.items()] or [person(99, NURSE)]
            read.append(week(nppes(Path(made), rows, WEEKS[at])))
        for order in random.sample(list(permutations(read)), min(2, len(read))):
            keep(folder, "nppes-weekly", *order)
            assert cities(folder) == independent_cities(weeks)
            keep(folder, "nppes-weekly", *order, *order)
            assert cities(folder) == independent_cities(weeks)


STAMPED = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["2026-08-01", "2026-08-02", "2026-08-03"]), st.booleans()),
    max_size=12,
)


def dated(rows, as_of):
    """A table of one file. A file tells of an NPI once."""
    once = {number: (stamp, gone) for number, stamp, gone in rows}
    lines = [
        {"npi": npi(n), "stamp": stamp, "gone": gone, "city": f"{as_of} {stamp}"}
        for n, (stamp, gone) in once.items()
    ]
    return pa.Table.from_pylist(lines, schema=SCHEMA).append_column("as_of", pa.repeat(as_of, len(lines)))


@TRIED
@given(st.lists(STAMPED, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_merging_is_the_same_in_any_order_and_takes_the_latest_file(files, random):
    tables = [dated(rows, f"2026-09-0{at}") for at, rows in enumerate(files, start=1)]
    at_once = newest_of(pa.concat_tables(tables))
    for _ in range(3):
        random.shuffle(tables)
        merged = newest_of(tables[0])
        for table in tables[1:]:
            merged = newest_of(pa.concat_tables([merged, table]))
        assert merged.to_pylist() == at_once.to_pylist()
    latest = {}
    for row in pa.concat_tables(tables).to_pylist():
        latest[row["npi"]] = max(latest.get(row["npi"], ("", "")), (row["as_of"], row["stamp"]))
    kept = {row["npi"]: (row["as_of"], row["stamp"]) for row in at_once.to_pylist()}
    assert kept == latest
    assert list(kept) == sorted(latest)
