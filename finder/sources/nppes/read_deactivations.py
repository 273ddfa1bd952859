"""Read the NPPES report of deactivated NPIs: a zip with one spreadsheet."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from finder.domain.clinicians import is_npi
from finder.errors import BadFile
from finder.language import _, marked
from finder.sources.files import clean
from finder.sources.files.columns import Refused
from finder.sources.files.day_in_name import day_in_names
from finder.sources.files.extract import Extracted
from finder.sources.files.public_file import Progress
from finder.sources.files.stream import check_sizes, one_part

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.timedelta
_WHAT = marked("the NPPES report of deactivated NPIs")
_SCHEMA = pa.schema([("npi", pa.string()), ("deactivated", pa.string())])


def read_deactivations(path: Path, progress: Progress) -> Extracted:
    """Read the report, zipped or not: NPI and day (YYYY-MM-DD). Raises BadFile if it is not the report."""
    rows, as_of = _sheet(path)
    header = next((at for at, row in enumerate(rows) if _is_header(row)), None)
    if header is None:
        raise BadFile(
            _("%(name)s is not %(what)s: its sheet has no columns NPI and NPPES Deactivation Date")
            % {"name": path.name, "what": _(_WHAT)}
        )
    refused, kept = Refused(), []
    for number, (npi, date, *_rest) in enumerate(rows[header + 1 :], start=header + 2):
        try:
            day = clean.day(str(date).strip())
        except ValueError:
            day = ""
        text = clean.npi(str(npi))
        if is_npi(text) and day and not clean.is_future(day):
            kept.append({"npi": text, "deactivated": day})
        else:
            bad_date = _("a date is in the future") if day else _("a date cannot be read")
            refused.add(number, bad_date if is_npi(text) else _("the NPI fails its check digit"))
    read = len(rows) - header - 1
    if not read:
        raise BadFile(_("Download %(name)s again. It has no rows.") % {"name": path.name})
    progress(read, 1, 1)
    table = pa.Table.from_pylist(kept, schema=_SCHEMA)
    latest = max((row["deactivated"] for row in kept), default="")
    return Extracted(table, read, refused, as_of or latest, {})


def _is_header(row: list[Cell]) -> bool:
    first, second = (clean.key(str(cell)) for cell in [*row, "", ""][:2])
    return first == "NPI" and "DEACTIVATION DATE" in second


def _sheet(path: Path) -> tuple[list[list[Cell]], str]:
    """Return the rows of the first sheet, and the day in the name of the spreadsheet ("" if it has none)."""
    try:
        if path.suffix.lower() == ".xlsx":
            name, content = path.name, path.read_bytes()
        else:
            part = one_part(path, r".*\.xlsx", _("%(what)s (one .xlsx)") % {"what": _(_WHAT)})
            name = part.name
            if part.member is None:
                raise BadFile(
                    _("%(name)s is not %(what)s: that is a zip with one .xlsx")
                    % {"name": path.name, "what": _(_WHAT)}
                )
            with part.open() as stream:
                content = b"".join(iter(stream.read, b""))
        check_sizes(io.BytesIO(content), name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python()
    except (CalamineError, zipfile.BadZipFile) as error:
        raise BadFile(
            _("Download %(name)s again. We cannot read it as a spreadsheet (%(error)s).")
            % {"name": path.name, "error": error}
        ) from None
    return rows, day_in_names((name, path.name))
