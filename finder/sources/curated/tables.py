"""CSV files of data/ → records, every fault with its line.

The columns of a file are the fields of its record. Lists in a cell are separated by `|`, truths are `yes`
and `no`, an empty cell is "not known".
"""

from __future__ import annotations

import csv
import dataclasses
import io
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, get_type_hints

import msgspec

from finder.errors import DataFault
from finder.language import _

Record = TypeVar("Record")


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """Where a record stands: the file as people call it, and the line in it."""

    path: str
    number: int

    def fault(self, message: str) -> DataFault:
        """Return a fault at this line."""
        return DataFault(self.path, self.number, message)


def read_table(
    file: Path, label: str, record: type[Record], faults: list[DataFault]
) -> list[tuple[Line, Record]]:
    """Return the rows of `file` as records with their lines; what cannot be read is added to `faults`."""
    rows: list[tuple[Line, Record]] = []
    hints = get_type_hints(record)
    for line, cells in _rows(file, label, list(hints), faults):
        try:
            values = {name: _value(name, hints[name], text) for name, text in cells.items()}
            given = {name: value for name, value in values.items() if value is not None}
            rows.append((line, msgspec.convert(given, record, strict=False)))
        except (msgspec.ValidationError, ValueError) as error:
            faults.append(line.fault(readable(str(error))))
    return rows


def readable(message: str) -> str:
    """Return a validation message in a curator's words: "Expected … - at `$.latitude`" → "latitude: …"."""
    reason, _at, where = message.partition(" - at `$")
    field = where.strip("`").lstrip(".")
    return f"{field}: {reason}" if field else reason


def _rows(
    file: Path, label: str, columns: list[str], faults: list[DataFault]
) -> Iterator[tuple[Line, dict[str, str]]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.append(DataFault(label, 0, _("the file is missing")))
        return
    except UnicodeDecodeError as error:
        number = file.read_bytes()[: error.start].count(b"\n") + 1
        faults.append(DataFault(label, number, _("not UTF-8: save the file with the encoding UTF-8")))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if sorted(header) != sorted(columns):
            missing = ", ".join(sorted(set(columns) - set(header))) or _("none")
            unknown = ", ".join(sorted(set(header) - set(columns))) or _("none")
            twice = ", ".join(sorted({name for name in header if header.count(name) > 1})) or _("none")
            reason = _("columns missing: %(missing)s; unknown: %(unknown)s; given twice: %(twice)s")
            values = {"missing": missing, "unknown": unknown, "twice": twice}
            faults.append(DataFault(label, 1, reason % values))
            return
        start = reader.line_num + 1
        for cells in reader:
            line, start = Line(label, start), reader.line_num + 1
            if len(cells) == len(header):
                yield line, dict(zip(header, map(str.strip, cells), strict=True))
            elif cells:
                faults.append(
                    line.fault(
                        _("%(count)s cells where the header has %(expected)s")
                        % {"count": len(cells), "expected": len(header)}
                    )
                )
    except csv.Error as error:
        faults.append(
            DataFault(label, reader.line_num, _("not readable as CSV: %(error)s") % {"error": error})
        )


def _value(name: str, hint: object, text: str) -> object:
    if typing.get_origin(hint) is tuple:
        return tuple(part.strip() for part in text.split("|") if part.strip())
    if not text and types.NoneType in typing.get_args(hint):
        return None
    if not text:
        raise ValueError(_("%(name)s: must not be empty") % {"name": name})
    if hint is bool:
        if text not in ("yes", "no"):
            raise ValueError(
                _("%(name)s: expected `yes` or `no`, got `%(text)s`") % {"name": name, "text": text}
            )
        return text == "yes"
    return text
