"""Rows of a CSV file that took the ones below them, because a quotation mark is missing."""

from __future__ import annotations

from finder.errors import BadFile
from finder.language import _, number
from finder.sources.files.stream import Part

#: A row with the wrong number of fields that has more lines than this has taken other rows into a cell.
MOST_LINES = 50


def long_row(part: Part, most: int) -> int | None:
    """Return the number of the first row of at least `most` bytes, counted from 1; None if there is none."""
    stream, number, length, quoted = part.open(), 1, 0, False
    try:
        while block := stream.read():
            for line in block.splitlines(keepends=True):
                length += len(line)
                quoted ^= line.count(b'"') % 2 == 1
                if length >= most:
                    return number
                if not quoted and line.endswith((b"\n", b"\r")):
                    number, length = number + 1, 0
        return None
    finally:
        stream.close()


def open_quote(part: Part, row: int, lines: int) -> BadFile:
    """Return the error of a row that took the ones below it: all of them are one cell."""
    message = _(
        "Look at row %(row)s of %(name)s. A quotation mark is missing there, so the %(lines)s lines below it"
        " cannot be told apart. Nothing was loaded."
    )
    return BadFile(message % {"row": number(row), "name": part.name, "lines": number(lines)})
