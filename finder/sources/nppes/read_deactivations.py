"""Read the NPPES report of deactivated NPIs: a zip with one spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from finder.domain.clinicians import is_npi
from finder.errors import BadFile
from finder.language import _, marked
from finder.sources.files import clean
from finder.sources.files.day_in_name import day_in_names
from finder.sources.files.extract import Extracted
from finder.sources.files.public_file import Progress
from finder.sources.files.refused import Refused
from finder.sources.files.stream import ZIP_ERRORS, check_sizes, one_part

_WHAT = marked("the NPPES report of deactivated NPIs")
_SCHEMA = pa.schema([("npi", pa.string()), ("deactivated", pa.string())])


def read_deactivations(path: Path, progress: Progress) -> Extracted:
    """Read the report, zipped or not: NPI and day (YYYY-MM-DD). Raises BadFile if it is not the report."""
    rows, as_of = _sheet(path)
    header = next((at for at, row in enumerate(rows) if _columns(row)), None)
    if header is None:
        raise BadFile(
            _("%(name)s is not %(what)s: its sheet has no columns NPI and NPPES Deactivation Date")
            % {"name": path.name, "what": _(_WHAT)}
        )
    refused, kept, read = Refused(), [], 0
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        npi, date = ("".join(row[at : at + 1]) for at in _columns(rows[header]))
        if not (npi or date):
            continue
        read += 1
        try:
            day = clean.day(date)
        except ValueError:
            day = ""
        text = clean.npi(npi)
        if is_npi(text) and day and not clean.is_future(day):
            kept.append({"npi": text, "deactivated": day})
        else:
            bad_date = _("a date is in the future") if day else _("a date cannot be read")
            refused.add(number, bad_date if is_npi(text) else _("the NPI fails its check digit"))
    if not read:
        raise BadFile(_("Download %(name)s again. It has no rows.") % {"name": path.name})
    progress(read, 1, 1)
    table = pa.Table.from_pylist(kept, schema=_SCHEMA)
    latest = max((row["deactivated"] for row in kept), default="")
    return Extracted(table, read, refused, as_of or latest, {})


def _columns(row: list[str]) -> tuple[int, ...]:
    """Return where a header has the NPI and the date; () if the row is no header."""
    names = [clean.key(cell) for cell in row]
    npi = next((at for at, name in enumerate(names) if name in ("NPI", "NPI NUMBER")), None)
    date = next((at for at, name in enumerate(names) if "DEACTIVATION DATE" in name), None)
    return () if npi is None or date is None else (npi, date)


def _sheet(path: Path) -> tuple[list[list[str]], str]:
    """Return the rows of the first sheet, and the day in the name of the spreadsheet ("" if it has none)."""
    try:
        if path.suffix.lower() == ".xlsx":
            name, content = path.name, path.read_bytes()
        else:
            part = one_part(path, r".*\.(xlsx|csv)", _("%(what)s (one .xlsx)") % {"what": _(_WHAT)})
            name = part.name
            with part.open() as stream:
                content = b"".join(iter(stream.read, b""))
        if name.lower().endswith(".xlsx") or content.startswith(b"PK"):
            check_sizes(io.BytesIO(content), name)
            cells: Sequence[Sequence[object]] = (
                CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
            )
        else:  # saved as CSV
            cells = list(csv.reader(content.decode("utf-8-sig", errors="replace").splitlines()))
    except (CalamineError, csv.Error, *ZIP_ERRORS) as error:
        raise BadFile(
            _("Download %(name)s again. We cannot read it as a spreadsheet (%(error)s).")
            % {"name": path.name, "error": error}
        ) from None
    return [[str(cell).strip() for cell in row] for row in cells], day_in_names((name, path.name))
