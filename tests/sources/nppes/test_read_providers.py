"""Who is kept of the NPPES files: taxonomies in any slot, trainees, the deactivated, addresses abroad."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.files.layouts import LOCATIONS, code, switch
from tests.sources.files.made_up_files import (
    CARE,
    CLINIC,
    MONTH,
    NURSE,
    ONCOLOGY,
    RADIATION,
    STUDENT,
    WEEK,
    clinic,
    csv_bytes,
    members,
    month,
    npi,
    nppes,
    person,
    pfile,
    place,
    records,
    stub,
    week,
    zipped,
)

TRIED = settings(max_examples=60, deadline=None)
SLOTS = range(1, 16)


def in_slots(number, codes, switches=()):
    """A person with these codes, by slot, and these primary switches."""
    changes = {code(slot): each for slot, each in dict(codes).items()}
    changes |= {switch(slot): each for slot, each in dict(switches).items()}
    return person(number) | {code(1): ""} | changes


def kept(tmp_path, rows, **more):
    return records(month(nppes(tmp_path, rows, **more)))


@pytest.mark.parametrize("filled", [True, False])
def test_a_code_is_found_in_every_one_of_the_fifteen_slots(tmp_path, filled):
    others = dict.fromkeys(SLOTS, NURSE) if filled else {}
    rows = [in_slots(slot, others | {slot: ONCOLOGY}) for slot in SLOTS]
    found = kept(tmp_path, [*rows, in_slots(99, others or {1: NURSE})])
    assert list(found) == [npi(slot) for slot in SLOTS]
    for slot in SLOTS:
        expected = [ONCOLOGY if each == slot else NURSE for each in SLOTS] if filled else [ONCOLOGY]
        assert found[npi(slot)]["codes"] == expected


TAXONOMIES = st.lists(
    st.tuples(
        st.sampled_from(["", NURSE, STUDENT, ONCOLOGY, RADIATION]), st.sampled_from(["", "X", "N", "Y"])
    ),
    min_size=15,
    max_size=15,
)


def independent_outcome(taxonomies):
    """The codes and the primary one (None: none is said), or why the person is left out."""
    given_codes = [(each, primary == "Y") for each, primary in taxonomies if each]
    if not {each for each, _ in given_codes} & CARE.person_codes:
        return "not cancer care"
    marked = [each for each, is_primary in given_codes if is_primary]
    if (marked or [given_codes[0][0]])[0] == STUDENT:
        return "in training"
    return [each for each, _ in given_codes], marked[0] if marked else None


@TRIED
@given(st.lists(TAXONOMIES, min_size=1, max_size=6))
def test_any_taxonomies_are_read_as_an_independent_reading_does(people):
    rows = [
        in_slots(
            number,
            {slot: each for slot, (each, _) in enumerate(taxonomies, start=1)},
            {slot: primary for slot, (_, primary) in enumerate(taxonomies, start=1)},
        )
        for number, taxonomies in enumerate(people, start=1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = month(nppes(Path(folder), rows))
    kept_records = records(found)
    outcomes = {npi(n): independent_outcome(each) for n, each in enumerate(people, start=1)}
    assert kept_records.keys() == {n for n, each in outcomes.items() if not isinstance(each, str)}
    assert found.left_out.get("in training", 0) == list(outcomes.values()).count("in training")
    for number, row in kept_records.items():
        codes, primary = outcomes[number]
        assert row["codes"] == codes
        assert (row["codes"][row["primary"]] if row["primary"] >= 0 else None) == primary


@pytest.mark.parametrize("slot", SLOTS)
def test_the_primary_switch_counts_in_any_slot(tmp_path, slot):
    codes = {each: RADIATION if each == slot else ONCOLOGY for each in SLOTS}
    (found,) = kept(tmp_path, [in_slots(1, codes, dict.fromkeys(SLOTS, "N") | {slot: "Y"})]).values()
    assert found["primary"] == slot - 1
    assert found["codes"][found["primary"]] == RADIATION


@pytest.mark.parametrize("answer", ["N", "X", ""])
def test_without_a_yes_none_is_primary(tmp_path, answer):
    (found,) = kept(tmp_path, [in_slots(1, {1: ONCOLOGY, 3: NURSE}, {1: answer, 3: answer})]).values()
    assert (found["primary"], found["codes"]) == (-1, [ONCOLOGY, NURSE])


def test_trainees_are_left_out_and_former_trainees_are_kept(tmp_path):
    rows = [
        in_slots(1, {1: STUDENT, 2: ONCOLOGY}, {1: "Y", 2: "N"}),
        in_slots(2, {1: STUDENT, 2: ONCOLOGY}, {1: "N", 2: "Y"}),
        in_slots(3, {1: ONCOLOGY, 2: STUDENT}),
        in_slots(4, {1: STUDENT, 2: ONCOLOGY}),
        in_slots(5, {1: STUDENT}, {1: "Y"}),
    ]
    found = month(nppes(tmp_path, rows))
    assert list(records(found)) == [npi(2), npi(3)]
    assert found.left_out["in training"] == 2


@pytest.mark.parametrize(
    ("deactivated", "reactivated", "stays"),
    [
        ("", "", True),
        ("03/01/2026", "", False),
        ("03/01/2026", "04/01/2026", True),
        ("03/01/2026", "03/01/2026", True),
        ("04/01/2026", "03/01/2026", False),
        ("12/31/2024", "01/01/2026", True),
        ("", "03/01/2026", True),
    ],
)
def test_inactive_is_who_was_deactivated_and_not_reactivated_since(tmp_path, deactivated, reactivated, stays):
    found = month(nppes(tmp_path, [person(1, deactivated=deactivated, reactivated=reactivated)]))
    assert [row["gone"] for row in records(found).values()] == [not stays]
    assert found.left_out.get("deactivated", 0) == (not stays)


def test_entity_types(tmp_path):
    rows = [
        clinic(1),
        clinic(2, ONCOLOGY),
        clinic(3, NURSE, CLINIC),
        person(4, CLINIC),
        person(5, entity=""),
        person(6, entity="3"),
        stub(7, "05/01/2026"),
    ]
    assert {n: row["entity"] for n, row in kept(tmp_path, rows).items()} == {
        npi(1): "2", npi(3): "2", npi(7): None,
    }  # fmt: skip


def test_who_has_only_an_address_abroad_is_left_out(tmp_path):
    rows = [
        person(1, country="CA"),
        person(2, country="CA"),
        person(3, country=""),
        person(4, country="DE"),
        person(5),
    ]
    places = [
        place(2, "2 EXAMPLE ST"),
        place(4, "4 EXAMPLE ST", country="CA"),
        place(5, "9 ST", country="CA"),
    ]
    found = month(nppes(tmp_path, rows, places=places))
    assert list(records(found)) == [npi(2), npi(3), npi(5)]
    assert found.left_out["abroad"] == 2
    assert records(found)[npi(5)]["places"] == []


def test_second_locations_stand_with_the_right_person(tmp_path):
    places = [
        place(2, "20 EXAMPLE ST"), place(9, "90 EXAMPLE ST"), place(1, "10 EXAMPLE ST", "LYNN"),
        place(2, "21 EXAMPLE ST", country=""), place(3, "30 EXAMPLE ST"),
    ]  # fmt: skip
    found = kept(tmp_path, [person(1), clinic(2), person(3, NURSE), person(4)], places=places)
    assert {n: [each["street"] for each in row["places"]] for n, row in found.items()} == {
        npi(1): ["10 EXAMPLE ST"],
        npi(2): ["20 EXAMPLE ST", "21 EXAMPLE ST"],
        npi(4): [],
    }
    assert found[npi(1)]["places"][0] == {
        "street": "10 EXAMPLE ST", "street2": "", "city": "LYNN", "state": "MA", "zip": "019700000",
        "phone": "9785550100",
    }  # fmt: skip


def test_a_second_location_may_lack_columns_and_rows_may_be_short(tmp_path):
    named = members([person(1)])
    header = [name for name in LOCATIONS if "Country" not in name and "Line 2" not in name]
    lines = csv_bytes([place(1, "1 EXAMPLE ST"), place(1, "2 EXAMPLE ST")], header).splitlines(keepends=True)
    named[pfile("pl")] = b"".join([lines[0], b'"2","x"\n', lines[2]])
    found = month(zipped(tmp_path / "NPPES.zip", named))
    assert [each["street"] for each in records(found)[npi(1)]["places"]] == ["2 EXAMPLE ST"]
    assert found.refused.examples == ["row 2: 2 fields, but the header has 8"]


def test_without_the_file_of_locations_there_are_none(tmp_path):
    named = {name: content for name, content in members([person(1)]).items() if not name.startswith("pl_")}
    assert records(month(zipped(tmp_path / "NPPES.zip", named)))[npi(1)]["places"] == []


def test_withheld_values_are_blank(tmp_path):
    fields = {"Provider Middle Name": "<UNAVAIL>", "Provider Name Suffix Text": "--",
              "Provider Second Line Business Practice Location Address": "NONE",
              "Provider Credential Text": " M.D.  "}  # fmt: skip
    (found,) = kept(tmp_path, [person(1, **fields)]).values()
    assert [found[name] for name in ("middle", "suffix", "street2", "credential")] == ["", "", "", "M.D."]


@pytest.mark.parametrize("name", ["NULL", "NA", "NONE"])
def test_people_are_called_so(tmp_path, name):
    (found,) = kept(tmp_path, [person(1, last=name)]).values()
    assert found["last"] == name


def test_entity_types_saved_as_decimals_are_read(tmp_path):
    (found,) = kept(tmp_path, [person(1, **{"Entity Type Code": "1.0"})]).values()
    assert found["entity"] == "1"


@pytest.mark.parametrize(("mail", "same"), [("1 EXAMPLE ST", True), ("2 EXAMPLE ST", False), ("", False)])
def test_it_is_kept_whether_mail_goes_to_the_practice(tmp_path, mail, same):
    row = person(1) | {"Provider First Line Business Mailing Address": mail}
    assert kept(tmp_path, [row])[npi(1)]["mail_same"] is same


def test_a_weekly_file_keeps_the_same_people_and_names_the_rest_as_gone(tmp_path):
    rows = [
        person(1),
        person(2, NURSE),
        stub(3, "08/12/2026"),
        person(4, country="CA"),
        in_slots(5, {1: STUDENT, 2: ONCOLOGY}),
        person(6, deactivated="08/11/2026"),
        clinic(7, ONCOLOGY),
    ]
    monthly, weekly = kept(tmp_path, rows, days=MONTH), records(week(nppes(tmp_path, rows, WEEK)))
    assert list(monthly) == [npi(1), npi(6), npi(3)]
    assert [n for n, row in monthly.items() if not row["gone"]] == [npi(1)]
    assert list(weekly) == [npi(n) for n in (1, 4, 5, 6, 2, 3, 7)]
    assert [n for n, row in weekly.items() if not row["gone"]] == [npi(1)]
    assert weekly[npi(3)]["deactivated"] == weekly[npi(3)]["stamp"] == "2026-08-12"
    assert weekly[npi(6)]["stamp"] == "2026-08-11"
    assert weekly[npi(1)] | {"as_of": ""} == monthly[npi(1)] | {"as_of": ""}


def test_a_weekly_file_tells_nothing_by_rows_that_cannot_be_right(tmp_path):
    rows = [
        person(1, NURSE, npi="2000000000"),
        person(2, NURSE, updated="soon"),
        person(3, NURSE, updated="01/01/2099"),
        person(4, updated="soon"),
        person(5),
    ]
    found = week(nppes(tmp_path, rows, WEEK))
    assert list(records(found)) == [npi(4), npi(5)]
    assert records(found)[npi(4)]["updated"] == ""
    assert found.notes == ("dates of “Last Update Date” left out because they cannot be right: 1",)
