"""CSV files of data/: their rows with their lines.

The columns of a file are the fields of its row type. Lists in a cell are separated by `|`, truths are `yes`
and `no`, an empty cell is "not known".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import inspect

from finder.errors import DataFault
from finder.language import _
from finder.sources.curated import messages
from finder.sources.curated.row_locations import Line
from finder.sources.curated.values import fields_of, plain

Cells = dict[str, object]

_NUMBERS: Mapping[type, Callable[[str], float]] = {inspect.FloatType: float, inspect.IntType: int}


def read_csv(file: Path, label: str, row: type, faults: list[DataFault]) -> Iterator[tuple[Line, Cells]]:
    """Yield the cells of each row that say something, as values, with its line; an empty list is one.

    What cannot be read is added to `faults`. A cell that is not of its type stays text.
    """
    fields = fields_of(row)
    types = {name: plain(field.type) for name, field in fields.items()}
    lists = {name for name, kind in types.items() if isinstance(kind, inspect.VarTupleType)}
    for line, cells in _rows(file, label, list(fields), faults):
        yield line, {name: _value(types[name], text) for name, text in cells.items() if text or name in lists}


def _value(kind: inspect.Type, text: str) -> object:
    if isinstance(kind, inspect.VarTupleType):
        return [part.strip() for part in text.split("|") if part.strip()]
    if isinstance(kind, inspect.BoolType):
        return {"yes": True, "no": False}.get(text, text)
    if number := _NUMBERS.get(type(kind)):
        try:
            return number(text)
        except ValueError:
            return text
    return text


def _rows(
    file: Path, label: str, columns: list[str], faults: list[DataFault]
) -> Iterator[tuple[Line, Mapping[str, str]]]:
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
        if wrong := list(_header_faults(header, columns)):
            faults.extend(DataFault(label, 1, message) for message in wrong)
            return
        start = reader.line_num + 1
        for cells in reader:
            line, start = Line(label, start), reader.line_num + 1
            if len(cells) == len(header):
                yield line, dict(zip(header, map(str.strip, cells), strict=True))
            elif cells:
                faults.append(
                    line.fault(
                        _("%(count)s cells, but the header has %(expected)s")
                        % {"count": len(cells), "expected": len(header)}
                    )
                )
    except csv.Error as error:
        faults.append(
            DataFault(label, reader.line_num, _("not readable as CSV: %(error)s") % {"error": error})
        )


def _header_faults(header: list[str], columns: list[str]) -> Iterator[str]:
    missing = {name: None for name in columns if name not in header}
    for name in dict.fromkeys(header):
        if name not in columns:
            near = messages.nearest(name, missing)
            missing.pop(near or "", None)
            yield messages.unknown_column(name, near, columns)
        elif header.count(name) > 1:
            yield _("%(name)s: remove one. The column is here twice.") % {"name": name}
    for name in missing:
        yield messages.missing_column(name)
