"""The layouts that NPPES files have had and will have, and the files that are taken for them by mistake."""

from __future__ import annotations

import csv
import random

import pytest

from finder.errors import BadFile
from finder.sources.nppes.read_providers import read_providers
from tests.sources.files.layouts import V1, V2, V3
from tests.sources.files.made_up_files import (
    CARE,
    ONCOLOGY,
    WEEK,
    clinic,
    csv_bytes,
    members,
    month,
    npi,
    nppes,
    person,
    pfile,
    records,
    stub,
    week,
    written,
    zipped,
)

SHUFFLED = random.Random(1).sample(V3, len(V3))


def some_rows():
    return [person(1, "163W00000X", ONCOLOGY), clinic(2), stub(3, "05/01/2026"), person(4, "163W00000X")]


@pytest.mark.parametrize("header", [V1, V2, V3, V2[::-1], SHUFFLED], ids=["V1", "V2", "V3", "back", "mixed"])
def test_every_layout_gives_the_same_records(tmp_path, header):
    rows = [row | {"Provider Gender Code": row.get("Provider Sex Code", "")} for row in some_rows()]
    found = month(nppes(tmp_path, rows, header=header))
    kept = records(found)
    assert list(kept) == [npi(1), npi(2), npi(3)]
    assert [number for number, row in kept.items() if row["gone"]] == [npi(3)]
    first = kept[npi(1)]
    assert first["sex"] == "F"
    assert (first["last"], first["first"], first["entity"]) == ("MADEUP1", "TEST", "1")
    assert (first["street"], first["city"], first["state"]) == ("1 EXAMPLE ST", "BOSTON", "MA")
    assert (first["zip"], first["country"], first["phone"]) == ("021150001", "US", "6175550100")
    assert (first["enumerated"], first["updated"], first["stamp"]) == (
        "2010-01-02",
        "2026-05-01",
        "2026-05-01",
    )
    assert first["codes"] == ["163W00000X", ONCOLOGY]
    assert kept[npi(2)]["org"] == "MADE UP CLINIC 2"
    assert (found.read, found.refused.total, found.as_of) == (4, 0, "2026-08-09")


def test_the_credentials_of_v3_are_a_list_and_stay_one(tmp_path):
    row = person(1, credential=" MD | PHD ") | {"npi_managed_by": "npd", "npi_activation_status": "active"}
    row |= {"npi_activation_future_change_date": "0000-00-00", "npi_fhir_url": "https://example.org/1"}
    (kept,) = records(month(nppes(tmp_path, [row], header=V3))).values()
    assert kept["credential"] == "MD | PHD"


WAYS = [
    {"quoting": csv.QUOTE_MINIMAL},
    {"end": "\r\n"},
    {"end": "\r"},
    {"encoding": "utf-8-sig"},
    {"encoding": "cp1252"},
    {"encoding": "utf-8"},
    {"quoting": csv.QUOTE_MINIMAL, "end": "\r\n", "encoding": "utf-8-sig"},
]


@pytest.mark.parametrize("ways", WAYS, ids=str)
def test_every_way_of_writing_gives_the_same_names(tmp_path, ways):
    rows = [person(1, last="MADEUP-PEÑA", city="SAINT, TEST"), person(2)]
    found = month(nppes(tmp_path, csv_bytes(rows, **ways)))
    assert [row["last"] for row in records(found).values()] == ["MADEUP-PEÑA", "MADEUP2"]
    assert records(found)[npi(1)]["city"] == "SAINT, TEST"


def test_the_main_file_alone_loads_as_from_the_zip(tmp_path):
    zipped_up = month(nppes(tmp_path, some_rows()))
    alone = month(written(tmp_path / pfile(), csv_bytes(some_rows())))
    assert records(alone) == records(zipped_up)
    assert (alone.as_of, alone.read) == (zipped_up.as_of, zipped_up.read)


def test_a_file_of_another_name_is_as_old_as_its_latest_record(tmp_path):
    rows = [person(1, updated="03/04/2026"), person(2, updated="02/01/2026", deactivated="01/01/2025",
                                                    reactivated="04/05/2026")]  # fmt: skip
    found = month(written(tmp_path / "my_copy.csv", csv_bytes(rows)))
    assert found.as_of == "2026-04-05"
    assert set(found.table.column("as_of").to_pylist()) == {"2026-04-05"}


def test_spreadsheet_dates_are_read(tmp_path):
    (kept,) = records(month(nppes(tmp_path, [person(1, updated="6/15/26", enumerated="5/23/05")]))).values()
    assert (kept["updated"], kept["enumerated"]) == ("2026-06-15", "2005-05-23")


NEEDED = [
    "NPI", "Entity Type Code", "Provider Last Name (Legal Name)", "Healthcare Provider Taxonomy Code_1",
    "NPI Deactivation Date", "NPI Reactivation Date", "Last Update Date",
    "Provider Business Practice Location Address Postal Code",
]  # fmt: skip


@pytest.mark.parametrize("missing", NEEDED)
def test_without_a_required_column_the_file_is_refused_by_its_name(tmp_path, missing):
    header = [name for name in V2 if name != missing]
    with pytest.raises(BadFile, match="is not the NPPES file of providers: it has no column") as caught:
        month(nppes(tmp_path, [person(1)], header=header))
    assert f"no column “{missing}”" in str(caught.value)


def test_columns_that_are_not_required_may_be_missing(tmp_path):
    optional = ("Middle Name", "Suffix Text", "Credential Text", "Other Last Name", "Second Line", "Mailing")
    header = [name for name in V2 if not any(part in name for part in optional)]
    whole = records(month(nppes(tmp_path, some_rows())))
    bare = records(month(nppes(tmp_path, some_rows(), header=header)))
    assert len(header) < len(V2) - 10
    blank = {number: row if row["gone"] else row | {"credential": ""} for number, row in whole.items()}
    assert bare == blank


def test_a_location_file_without_its_columns_is_refused_by_its_name(tmp_path):
    named = members([person(1)])
    named[pfile("pl")] = b'"NPI","Address"\n'
    with pytest.raises(BadFile, match=r"pl_pfile_.*is not the NPPES file of secondary locations"):
        month(zipped(tmp_path / "NPPES.zip", named))


@pytest.mark.parametrize(
    "rows", [[], b"", csv_bytes([]).rstrip(b"\n")], ids=["header", "empty", "no line end"]
)
def test_a_file_without_rows_is_refused(tmp_path, rows):
    with pytest.raises(BadFile, match=r"header but no rows|no column"):
        month(nppes(tmp_path, rows))


def test_the_twin_that_holds_only_the_header_is_refused(tmp_path):
    with pytest.raises(BadFile, match="a header but no rows"):
        month(written(tmp_path / pfile(suffix="_fileheader"), csv_bytes([])))


def test_a_weekly_file_is_not_taken_for_the_monthly_one_nor_the_reverse(tmp_path):
    with pytest.raises(BadFile, match=r"Use `finder load nppes-weekly`\. .* is a weekly file"):
        month(nppes(tmp_path, [person(1)], WEEK))
    with pytest.raises(BadFile, match=r"Use `finder load nppes`\. .* is the monthly file"):
        week(nppes(tmp_path, [person(1)]))
    assert week(nppes(tmp_path, [person(1)], WEEK)).as_of == "2026-08-16"


ROWS = {
    "short": lambda n: None,
    "bad npi": lambda n: person(n, npi="2000000000"),
    "bad date": lambda n: person(n, updated="soon"),
    "future": lambda n: person(n, updated="01/01/2099"),
    "good": person,
    "not cancer care": lambda n: person(n, "163W00000X"),
}
REASONS = {
    "bad npi": "the NPI fails its check digit",
}


def file_of(kinds):
    lines = csv_bytes([ROWS[kind](n) or {} for n, kind in enumerate(kinds, start=1)]).splitlines(
        keepends=True
    )
    for at, kind in enumerate(kinds, start=1):
        if kind == "short":
            lines[at] = b'"2000000000","1"\n'
    return b"".join(lines)


def independent_reasons(kinds):
    """The examples of refused rows, from their places alone."""
    return {f"row {at}: {REASONS[kind]}" for at, kind in enumerate(kinds, start=2) if kind in REASONS}


def test_rows_that_cannot_be_right_are_set_aside_with_number_and_reason(tmp_path):
    kinds = ["good", "bad npi", "not cancer care", "bad date", "good", "future", "good"]
    found = month(nppes(tmp_path, file_of(kinds)))
    assert set(found.refused.examples) == independent_reasons(kinds)
    assert (found.read, found.refused.total, found.table.num_rows) == (7, 1, 5)


def test_short_rows_are_counted_as_read(tmp_path):
    kinds = ["short", "good", "short", "bad npi", "good"]
    found = month(nppes(tmp_path, file_of(kinds)))
    assert (found.read, found.refused.total, found.table.num_rows) == (5, 3, 2)
    assert "row 5: the NPI fails its check digit" in found.refused.examples
    assert "row 2: 2 fields, but the header has 330" in found.refused.examples


def test_a_short_row_does_not_change_the_numbers_of_the_rows_before_it(tmp_path):
    kinds = ["good", "bad npi", "good", "short"]
    found = month(nppes(tmp_path, file_of(kinds)))
    assert independent_reasons(kinds) < set(found.refused.examples)


def test_only_rows_of_cancer_care_are_checked(tmp_path):
    rows = [person(1), person(2, "163W00000X", npi="2000000000"), person(3, "163W00000X", updated="soon")]
    assert month(nppes(tmp_path, rows)).refused.total == 0


def test_progress_is_reported_up_to_the_last_row(tmp_path):
    steps = []
    path = nppes(tmp_path, [person(n) for n in range(1, 30)])
    read_providers(path, CARE, lambda *step: steps.append(step), weekly=False)
    size = len(csv_bytes([person(n) for n in range(1, 30)]))
    assert steps[-1] == (29, size, size)
