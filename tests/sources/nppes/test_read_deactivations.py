"""The report of deactivated NPIs: a spreadsheet in a zip."""

from __future__ import annotations

import pytest

from finder.errors import BadFile
from finder.sources.nppes.read_deactivations import read_deactivations
from tests.sources.files.made_up_files import READERS, REPORT_HEAD, npi, report, spreadsheet, written, zipped

deactivated = READERS["deactivated"]
ROWS = [[npi(1), "01/02/2026"], [npi(2), "3/4/26"], [npi(3), "2025-12-31"]]
FOUND = [
    {"npi": npi(1), "deactivated": "2026-01-02"},
    {"npi": npi(2), "deactivated": "2026-03-04"},
    {"npi": npi(3), "deactivated": "2025-12-31"},
]


def test_the_report_is_read_from_its_zip(tmp_path):
    found = deactivated(report(tmp_path, ROWS))
    assert found.table.to_pylist() == FOUND
    assert (found.read, found.refused.total, found.as_of) == (3, 0, "2026-09-14")


@pytest.mark.parametrize("head", [REPORT_HEAD, REPORT_HEAD[1:], [["", ""], *REPORT_HEAD]])
def test_the_header_may_stand_in_any_row(tmp_path, head):
    path = written(tmp_path / "report.xlsx", spreadsheet([*head, *ROWS]))
    assert deactivated(path).table.to_pylist() == FOUND


def test_a_spreadsheet_on_its_own_is_as_old_as_its_last_row_unless_its_name_tells(tmp_path):
    content = spreadsheet([*REPORT_HEAD, *ROWS])
    assert deactivated(written(tmp_path / "my copy.xlsx", content)).as_of == "2026-03-04"
    named = written(tmp_path / "NPPES Deactivated NPI Report 20260914.XLSX", content)
    assert deactivated(named).as_of == "2026-09-14"


def test_more_columns_do_no_harm(tmp_path):
    rows = [REPORT_HEAD[0] + [""], REPORT_HEAD[1] + ["Reason"], *([*row, "x"] for row in ROWS)]
    assert deactivated(written(tmp_path / "r.xlsx", spreadsheet(rows))).table.to_pylist() == FOUND


def test_rows_that_cannot_be_right_are_set_aside_with_number_and_reason(tmp_path):
    rows = [
        [npi(1), "01/02/2026"],
        ["2000000000", "01/02/2026"],
        [npi(2), "soon"],
        [npi(3), ""],
        [npi(4), "01/02/2099"],
        [f"{npi(5)}.0", "01/02/2026"],
        ["", ""],
    ]
    found = deactivated(report(tmp_path, rows))
    assert found.table.column("npi").to_pylist() == [npi(1), npi(5)]
    assert found.refused.examples == [
        "row 4: the NPI fails its check digit",
        "row 5: a date cannot be read",
        "row 6: a date cannot be read",
        "row 7: a date is in the future",
    ]
    assert found.read == 6


def test_a_report_without_rows_is_refused(tmp_path):
    with pytest.raises(BadFile, match="It has no rows"):
        deactivated(report(tmp_path, []))


@pytest.mark.parametrize(
    "rows", [[["Some", "other sheet"]], [["NPI"], [npi(1)]], [["NPI", "Name"], [npi(1), "MADE UP"]]]
)
def test_another_spreadsheet_is_refused(tmp_path, rows):
    with pytest.raises(BadFile, match="no columns NPI and NPPES Deactivation Date"):
        deactivated(written(tmp_path / "other.xlsx", spreadsheet(rows)))


def test_a_zip_without_a_spreadsheet_or_with_two_is_refused(tmp_path):
    sheet = spreadsheet([*REPORT_HEAD, *ROWS])
    for named in ({"a.txt": b"NPI\n"}, {"a.xlsx": sheet, "b.xlsx": sheet}):
        with pytest.raises(BadFile, match=r"should have the NPPES report of deactivated NPIs \(one \.xlsx\)"):
            deactivated(zipped(tmp_path / "report.zip", named))


def test_a_csv_file_without_rows_is_refused(tmp_path):
    with pytest.raises(BadFile, match="It has no rows"):
        deactivated(written(tmp_path / "report.csv", b"NPI,NPPES Deactivation Date\n"))


@pytest.mark.parametrize("keep", [0, 4, 100, 900])
@pytest.mark.parametrize("inside", [True, False], ids=["in a zip", "alone"])
def test_a_spreadsheet_cut_short_is_refused(tmp_path, keep, inside):
    content = spreadsheet([*REPORT_HEAD, *ROWS])[:keep]
    if inside:
        path = zipped(tmp_path / "report.zip", {"r.xlsx": content})
    else:
        path = written(tmp_path / "report.xlsx", content)
    with pytest.raises(
        BadFile, match=r"Download report\.(zip|xlsx) again\. We cannot read it as a spreadsheet"
    ):
        deactivated(path)


def test_a_web_page_saved_as_the_report_is_refused(tmp_path):
    page = b"<!DOCTYPE html><html><body>Not found</body></html>"
    with pytest.raises(BadFile, match="web page"):
        deactivated(written(tmp_path / "report.zip", page))
    with pytest.raises(BadFile, match=r"cannot read it as a spreadsheet|web page"):
        deactivated(written(tmp_path / "report.xlsx", page))


def test_progress_is_reported(tmp_path):
    steps = []
    read_deactivations(report(tmp_path, ROWS), lambda *step: steps.append(step))
    assert steps[-1][0] == 3
    assert steps[-1][1] == steps[-1][2]
