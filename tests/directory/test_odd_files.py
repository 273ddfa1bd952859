"""Files as people really have them: other encodings, packings, delimiters and headers."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile

import pyarrow.parquet as pq
import pytest

from finder.directory.load import load
from finder.errors import BadFile
from finder.sources.files.data_folder import DataFolder
from finder.sources.public_files import BY_NAME
from tests.sources.files.layouts import AFFILIATIONS, DAC, HOSPITALS, V2
from tests.sources.files.made_up_files import (
    CARE,
    affiliation_row,
    cms_row,
    csv_bytes,
    hospital_row,
    npi,
    person,
    pfile,
    silent,
    spreadsheet,
    written,
    zipped,
)

DOCTORS = [cms_row(1), cms_row(2, "Radiation-Oncology"), cms_row(3, "CARDIOLOGY")]
PLAIN = csv_bytes(DOCTORS, DAC)
PEOPLE = [person(number) for number in (1, 2, 3)]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "extracts").mkdir()
    return DataFolder(tmp_path / "extracts")


@pytest.fixture
def loaded(folder, tmp_path):
    """Load bytes as a file of a name, and return the report."""

    def go(kind, name, content, **options):
        return load(folder, BY_NAME[kind], written(tmp_path / name, content), CARE, silent, **options)

    return go


def packed(named, packing=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    zipped(out, named, packing)
    return out.getvalue()


def delimited(delimiter, rows, header):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([header, *([row.get(name.strip(), "") for name in header] for row in rows)])
    return out.getvalue().encode()


def lower_header(content):
    head, rest = content.split(b"\n", 1)
    return head.lower().replace(b" ", b"_") + b"\n" + rest


READABLE = {
    "byte-order mark": ("d.csv", b"\xef\xbb\xbf" + PLAIN),
    "lines of Windows": ("d.csv", csv_bytes(DOCTORS, DAC, end="\r\n")),
    "lines of old Macs": ("d.csv", csv_bytes(DOCTORS, DAC, end="\r")),
    "semicolons": ("d.csv", delimited(";", DOCTORS, DAC)),
    "tabs": ("d.tsv", delimited("\t", DOCTORS, DAC)),
    "bars": ("d.txt", delimited("|", DOCTORS, DAC)),
    "names in snake case": ("d.csv", lower_header(PLAIN)),
    "more columns": ("d.csv", csv_bytes(DOCTORS, ["Row", *DAC, "Remark"])),
    "two lines above the header": ("d.csv", b'"Doctors and Clinicians"\n"June 2026"\n' + PLAIN),
    "a line for Excel": ("d.csv", b"sep=,\n" + PLAIN),
    "blank lines above the header": ("d.csv", b"\n\n" + PLAIN),
    "a NUL in a cell": ("d.csv", PLAIN.replace(b"MADE UP ONCOLOGY", b"MADE UP\0 ONCOLOGY")),
    "NULs behind the end": ("d.csv", PLAIN + b"\0" * 4096),
    "Control-Z behind the end": ("d.csv", PLAIN + b"\x1a"),
    "no line end": ("d.csv", PLAIN[:-1]),
    "a cell of 100,000 letters": (
        "d.csv",
        csv_bytes([cms_row(1, **{"Facility Name": "X" * 100_000}), *DOCTORS[1:]], DAC),
    ),
    "a line break in a cell": (
        "d.csv",
        csv_bytes([cms_row(1, **{"Facility Name": "ONE\nTWO"}), *DOCTORS[1:]], DAC),
    ),
    "each row three times": ("d.csv", csv_bytes(DOCTORS * 3, DAC)),
    "zip": ("d.zip", packed({"DAC.csv": PLAIN})),
    "zip without compression": ("d.zip", packed({"DAC.csv": PLAIN}, zipfile.ZIP_STORED)),
    "zip called csv": ("d.csv", packed({"DAC.csv": PLAIN})),
    "zip with folders": ("d.zip", packed({"a/b/DAC.CSV": PLAIN, "a/readme.txt": b"made up"})),
    "zip with another ending": ("d.zip", packed({"DAC.txt": PLAIN, "readme.txt": b"made up"})),
    "zip of macOS": ("d.zip", packed({"D.csv": PLAIN, "__MACOSX/._D.csv": b"\0\5", ".DS_Store": b"x"})),
    "gzip": ("d.csv.gz", gzip.compress(PLAIN)),
    "gzip in pieces": ("d.csv.gz", gzip.compress(PLAIN[:300]) + gzip.compress(PLAIN[300:])),
}


@pytest.mark.parametrize(("name", "content"), READABLE.values(), ids=READABLE)
def test_a_file_is_read_however_it_was_saved(loaded, name, content):
    report = loaded("clinicians", name, content)
    assert report.kept == 2
    assert report.refused.total <= 1  # what is behind the end


REFUSED = {
    "empty": (b"", "Download d.csv again. It is empty."),
    "only a header": (csv_bytes([], DAC), "It has a header but no rows"),
    "only blank lines": (b"\n\n\n", "it has no column “NPI”"),
    "cut off": (PLAIN[:-40], "It ends in the middle of a row"),
    "cut off, with tabs": (delimited("\t", DOCTORS, DAC)[:-80], "It ends in the middle of a row"),
    "UTF-16": (PLAIN.decode().encode("utf-16"), "It looks like UTF-16"),
    "UTF-16 without a mark": (PLAIN.decode().encode("utf-16-le"), "It looks like UTF-16"),
    "a web page": (b"<!doctype html><html>not found</html>", "It is a web page"),
    "hospitals": (csv_bytes([hospital_row(1)], HOSPITALS), "it has no column “NPI”"),
    "JSON": (b'{"results": []}', "is not the CMS file of doctors and clinicians"),
    "PDF": (b"%PDF-1.7\n" + b"x" * 200, "is not the CMS file of doctors and clinicians"),
    "a zip in a zip": (packed({"inner.zip": packed({"D.csv": PLAIN})}), "but has inner.zip"),
    "an empty zip": (packed({}), "but has nothing"),
    "a zip of another kind": (
        packed({"D.csv": PLAIN}, zipfile.ZIP_LZMA),
        "Compress D.csv as an ordinary zip",
    ),
    "gzip cut off": (gzip.compress(PLAIN)[:-20], "It is incomplete or damaged"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_do_and_nothing_is_lost(loaded, folder, content, said):
    loaded("clinicians", "good.csv", PLAIN)
    before = folder.extract("clinicians").read_bytes()
    with pytest.raises(BadFile, match=said):
        loaded("clinicians", "d.csv", content)
    assert folder.extract("clinicians").read_bytes() == before


def test_a_row_with_one_field_is_named_with_its_number(loaded):
    report = loaded("clinicians", "d.csv", PLAIN + b'"Total: 3"\n')
    assert report.refused.examples == ["row 5: 1 field, but the header has 31"]


@pytest.mark.parametrize("form", ["{}", " {} ", "{}.0", "'{}", '="{}"', "\u00a0{}"])
def test_a_number_is_read_with_what_a_spreadsheet_puts_around_it(loaded, folder, form):
    loaded("clinicians", "d.csv", csv_bytes([cms_row(1) | {"NPI": form.format(npi(1))}], DAC))
    assert pq.read_table(folder.extract("clinicians")).column("npi").to_pylist() == [npi(1)]
    hospital = hospital_row(1)
    loaded("hospitals", "h.csv", csv_bytes([hospital | {"Facility ID": form.format("019001")}], HOSPITALS))
    assert pq.read_table(folder.extract("hospitals")).column("ccn").to_pylist() == ["019001"]


def test_a_number_in_groups_is_read_also_of_people_whom_nppes_knows(loaded, folder):
    loaded("nppes", pfile(), csv_bytes(PEOPLE))
    care_npi = npi(1)
    row = cms_row(1, "CARDIOLOGY") | {"NPI": f"{care_npi[:4]}-{care_npi[4:7]}-{care_npi[7:]}"}
    report = loaded("clinicians", "d.csv", csv_bytes([row], DAC))
    assert report.kept == 1


MONTHLY = {
    "csv": (pfile(), csv_bytes(PEOPLE)),
    "gzip": (f"{pfile()}.gz", gzip.compress(csv_bytes(PEOPLE))),
    "zip with folders": ("n.zip", packed({f"NPPES/{pfile()}": csv_bytes(PEOPLE)})),
    "zip with capitals": ("n.zip", packed({pfile().upper(): csv_bytes(PEOPLE)})),
    "zip with another name": ("n.zip", packed({"npidata.csv": csv_bytes(PEOPLE), "readme.pdf": b"%PDF"})),
    "tabs": ("n.txt", delimited("\t", PEOPLE, V2)),
    "semicolons, lines of Windows": ("n.csv", delimited(";", PEOPLE, V2)),
    "snake case": ("n.csv", lower_header(csv_bytes(PEOPLE))),
    "before 2025": ("n.csv", csv_bytes(PEOPLE).replace(b"Provider Sex Code", b"Provider Gender Code")),
    "each row twice": ("n.csv", csv_bytes(PEOPLE * 2)),
    "entity types as numbers": (
        "n.csv",
        csv_bytes([person(1, entity="1.0"), person(2, entity=" 1 "), person(3, entity="01")]),
    ),
    "codes in small letters": (
        "n.csv",
        csv_bytes([person(1, "207rh0003x"), person(2, " 207RH0003X"), person(3, "207RH0003X ")]),
    ),
}


@pytest.mark.parametrize(("name", "content"), MONTHLY.values(), ids=MONTHLY)
def test_the_monthly_file_is_read_however_it_was_saved(loaded, name, content):
    assert loaded("nppes", name, content).kept == 3


@pytest.mark.parametrize(
    ("written_as", "day"),
    [
        ("06/15/2026", "2026-06-15"),
        (" 06/15/2026 ", "2026-06-15"),
        ("6/15/26", "2026-06-15"),
        ("06/15/2026 12:00:00 AM", "2026-06-15"),
        ("2026-06-15T00:00:00", "2026-06-15"),
        ("2026/06/15", "2026-06-15"),
        ("20260615", "2026-06-15"),
        ("00/00/0000", ""),
        ("<UNAVAIL>", ""),
        ("15-Jun-2026", ""),
        ("13/45/2026", ""),
        ("12/31/9999", ""),
        ("46188", ""),
    ],
)
def test_a_person_stays_whatever_a_date_looks_like(loaded, folder, written_as, day):
    assert loaded("nppes", pfile(), csv_bytes([person(1, updated=written_as)])).kept == 1
    assert pq.read_table(folder.extract("nppes")).column("updated").to_pylist() == [day]


def test_a_weekly_file_with_a_few_older_rows_is_recognized_by_its_dates(loaded):
    week = [person(number, updated=f"08/{10 + number % 6}/2026") for number in range(1, 29)]
    older = [person(number, updated=f"03/01/20{number - 20}") for number in (30, 31)]
    with pytest.raises(BadFile, match="Use `finder load nppes-weekly`"):
        loaded("nppes", "renamed.csv", csv_bytes(week + older))


def test_a_report_asks_whether_a_few_rows_of_one_week_are_a_weekly_file(loaded):
    question = "if this is a weekly file, load it with finder load nppes-weekly"
    few = [person(number, updated="08/12/2026") for number in (1, 2)]
    assert question in "".join(loaded("nppes", "renamed.csv", csv_bytes(few)).notes)
    assert not loaded("nppes", pfile(), csv_bytes(few)).notes
    spread = [person(1, updated="08/12/2026"), person(2, updated="01/12/2019")]
    assert not loaded("nppes", "renamed.csv", csv_bytes(spread)).notes


HEAD = ["NPI", "NPPES Deactivation Date"]
ENTRY = [npi(1), "09/20/2026"]
REPORTS = {
    "as CMS writes it": [["NPPES Deactivated NPIs"], HEAD, ENTRY],
    "no title": [HEAD, ENTRY],
    "other names": [["npi number ", "Deactivation  date"], ENTRY],
    "a column before": [["Row", *HEAD], ["1", *ENTRY]],
    "the other order": [HEAD[::-1], ENTRY[::-1]],
    "blank rows": [HEAD, ["", ""], ENTRY, ["", ""]],
    "a number with decimals": [HEAD, [f"{npi(1)}.0", "2026-09-20 00:00:00"]],
}


@pytest.mark.parametrize("rows", REPORTS.values(), ids=REPORTS)
@pytest.mark.parametrize("as_csv", [False, True], ids=["xlsx", "csv"])
def test_the_report_of_deactivated_numbers_is_read_by_its_columns(loaded, folder, rows, as_csv):
    if as_csv:
        report = loaded("deactivated", "r.csv", "\r\n".join(",".join(row) for row in rows).encode())
    else:
        report = loaded("deactivated", "r.xlsx", spreadsheet(rows))
    assert (report.read, report.kept, report.refused.total) == (1, 1, 0)
    (row,) = pq.read_table(folder.extract("deactivated")).to_pylist()
    assert row == {"npi": npi(1), "deactivated": "2026-09-20"}


@pytest.mark.parametrize(
    ("ccn", "parent", "hospital"),
    [
        ("270057", "", "270057"),
        ("70057", "", "070057"),
        ("270057.0", "", "270057"),
        ("27S057", "270057", "270057"),
        ("27T057", "", "270057"),
        ("27Z301", "", "271301"),
        ("27s057", "27-0057", "270057"),
    ],
)
def test_a_unit_counts_for_its_hospital_however_its_number_is_written(loaded, folder, ccn, parent, hospital):
    row = affiliation_row(1, ccn) | {"Facility Type Certification Number": parent}
    loaded("affiliations", "a.csv", csv_bytes([row], [*AFFILIATIONS]))
    assert pq.read_table(folder.extract("affiliations")).column("ccn").to_pylist() == [hospital]


def test_a_quotation_mark_that_is_missing_refuses_the_file_rather_than_lose_the_rows_below_it(loaded):
    """Up to 4 MB of rows are one cell then, and would be counted as one row that was skipped."""
    rows = [cms_row(number) for number in range(1, 400)]
    lines = csv_bytes(rows, DAC, quoting=csv.QUOTE_MINIMAL).splitlines(keepends=True)
    lines[100] = lines[100].replace(b",", b',"', 1)
    lines[300] = lines[300].replace(b",", b'",', 1)
    with pytest.raises(BadFile, match=r"Look at row 101 of .* A quotation mark is missing there"):
        loaded("clinicians", "DAC.csv", b"".join(lines))
