"""The report of deactivated NPIs: a workbook in a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"
#: The parts of a workbook of one sheet, but for the sheet.
WORKBOOK = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook {_MAIN} xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="DeactivatedNPIs" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def write_deactivated(path: Path, day: date, stubs: Sequence[tuple[str, str]]) -> None:
    """Write the deactivation report: a zip with one workbook of one sheet, all cells text."""
    rows = [("NPPES Deactivated NPI Report",), ("NPI", "NPPES Deactivation Date"), *stubs]
    cells = "".join(f"<row>{''.join(map(_cell_text, row))}</row>" for row in rows)
    parts = WORKBOOK | {_SHEET: f"<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>"}
    name = f"NPPES Deactivated NPI Report {day:%Y%m%d}.xlsx"
    stamp = (day.year, day.month, day.day, 12, 0, 0)
    with (
        zipfile.ZipFile(path, "w") as outer,
        outer.open(zipfile.ZipInfo(name, stamp), "w") as book,
        zipfile.ZipFile(book, "w") as inner,
    ):
        for part, text in parts.items():
            inner.writestr(zipfile.ZipInfo(part, stamp), XML + text, zipfile.ZIP_DEFLATED)


def _cell_text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
