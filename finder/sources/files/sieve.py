"""Leave out the lines of a CSV file that nobody wants before it is taken apart into fields.

A monthly NPPES file has 330 fields a row and one row of cancer care in sixty: taking every row apart is most
of the time of a load. A line is only left out if it is a whole row by itself: all its fields are in quotation
marks, there are as many as in the header, and no cell has a quotation mark in it. Every other way to write a
row is left to the reader of the file (docs/decisions/2026-11-30-sieve.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from finder.sources.files.bits import Counted, Places, after, before, bits_of
from finder.sources.files.header import Header

_QUOTE, _NEWLINE, _RETURN = b'"\n\r'
#: Of a code, so many bytes are compared here.
_KEY = 8
#: If more than one of so many lines in a block are not plain, the block is not worth it.
_ODD = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are wanted: those in which one of the codes stands somewhere, or a column is filled in.

    The codes have the same length, at least 8 capital letters and digits. A file may write them in small
    letters. `filled` is our name of the column.
    """

    codes: Collection[str]
    filled: str


@dataclass(frozen=True, slots=True)
class Sieved:
    """What is left of a block: its lines, the place of each among the rows of the block, and their number."""

    lines: bytes
    places: Places
    rows: int
    #: How many of the rows have nothing in any field.
    blank: int


def joined(some: Iterator[Sieved], size: int) -> Sieved | None:
    """Return what is left of the next blocks as one, about `size` bytes; None if there are none."""
    lines, places, rows, blank = list[bytes](), list[Places](), 0, 0
    for each in some:
        lines.append(each.lines)
        places.append(each.places + rows)
        rows, blank = rows + each.rows, blank + each.blank
        size -= len(each.lines)
        if size <= 0:
            break
    return Sieved(b"".join(lines), np.concatenate(places), rows, blank) if places else None


class Sieve:
    """Leaves the wanted lines in blocks of a file with this header."""

    def __init__(self, header: Header, wanted: Wanted) -> None:
        self._fields = len(header.fields)
        self._delimiter = ord(header.delimiter)
        self._filled = header.fields.index(header.names[wanted.filled])
        (self._length,) = {len(code) for code in wanted.codes}
        self._last = sorted({ord(code[-1]) for code in wanted.codes})
        self._keys = np.unique([_key(code.encode()) for code in wanted.codes])
        sign = re.escape(header.delimiter.encode())
        cell = rb'"[^"]*+(?:""[^"]*+)*+"'
        self._whole = re.compile(cell + rb"(?:" + sign + cell + rb")*+\r?\n?")

    def left_of(self, block: bytes) -> Sieved | None:
        """Return what is left of a block; None if it has lines that are not a row each."""
        if not block.startswith(b'"') or not block.endswith(b"\n") or b"\0" in block:
            return None
        signs = np.frombuffer(block, np.uint8)
        lines = _Lines.of(block, signs)
        quotes = bits_of(signs == _QUOTE)
        # Between two fields: a delimiter with a quotation mark on either side, which no other one shares.
        between = bits_of(signs == self._delimiter) & after(quotes, 1) & before(quotes, 1)
        between &= ~after(between, 2)
        fields = Counted.of(between)
        first = fields.before(lines.starts)
        plain = self._plain(signs, lines, Counted.of(quotes), fields)
        odd = np.flatnonzero(~plain)
        if len(odd) * _ODD > len(plain):
            return None
        if not all(self._whole.fullmatch(block, lines.starts[at], lines.ends[at]) for at in odd):
            return None
        chosen = ~plain
        chosen[lines.of_places(self._places_of_codes(block, signs))] = True
        rest = np.flatnonzero(~chosen)
        chosen[rest[self._is_filled(signs, lines.starts[rest], first[rest], fields)]] = True
        places = np.flatnonzero(chosen)
        left = b"".join([block[start:end] for start, end in zip(*lines.spans(places), strict=True)])
        blank = np.count_nonzero(plain & (lines.last - lines.starts + 1 == 3 * self._fields - 1))
        return Sieved(left, places, len(lines.starts), int(blank))

    def _plain(
        self, signs: NDArray[np.uint8], lines: _Lines, quotes: Counted, fields: Counted
    ) -> NDArray[np.bool_]:
        """Tell which lines are a row each, with no quotation marks but those around the fields."""
        starts, ends = lines.starts, lines.ends
        plain: NDArray[np.bool_] = (
            (quotes.before(ends) - quotes.before(starts) == 2 * self._fields)
            & (fields.before(ends) - fields.before(starts) == self._fields - 1)
            & (signs[starts] == _QUOTE)
            & (signs[lines.last] == _QUOTE)
        )
        # The outer quotation marks must belong to no delimiter, as in the cell ",".
        inner = np.minimum(starts + 1, len(signs) - 1), np.maximum(lines.last - 1, 0)
        return plain & ~fields.marked(inner[0]) & ~fields.marked(inner[1])

    def _places_of_codes(self, block: bytes, signs: NDArray[np.uint8]) -> Places:
        """Return where something stands that may be a code: the rest of it is compared later."""
        if any(chr(last).lower().encode() in block for last in self._last if chr(last).isalpha()):
            signs = np.frombuffer(block.upper(), np.uint8)
        ends = np.concatenate([np.flatnonzero(signs == last) for last in self._last])
        starts = ends[ends >= self._length - 1] - (self._length - 1)
        keys = sliding_window_view(signs, _KEY)[starts].view(np.uint64).ravel()
        at = np.minimum(self._keys.searchsorted(keys), len(self._keys) - 1)
        found: Places = starts[self._keys[at] == keys]
        return found

    def _is_filled(
        self, signs: NDArray[np.uint8], starts: Places, first: Places, fields: Counted
    ) -> NDArray[np.bool_]:
        """Tell which of these plain lines have something in the column; `first` counts delimiters before."""
        cells = fields.nth(first + self._filled) + 2 if self._filled else starts + 1
        filled: NDArray[np.bool_] = signs[cells] != _QUOTE
        return filled


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a block: where each starts, where its last sign is, and where the next line starts."""

    starts: Places
    last: Places
    ends: Places

    @classmethod
    def of(cls, block: bytes, signs: NDArray[np.uint8]) -> _Lines:
        ends = np.flatnonzero(signs == _NEWLINE) + 1
        last = ends - 2
        if b"\r" in block:
            last = np.where(signs[last] == _RETURN, last - 1, last)
        return cls(np.concatenate([[0], ends[:-1]]), last, ends)

    def of_places(self, places: Places) -> Places:
        """Return the numbers of the lines in which places lie."""
        return self.ends.searchsorted(places, side="right")

    def spans(self, numbers: Places) -> tuple[list[int], list[int]]:
        """Return where lines start and end."""
        return self.starts[numbers].tolist(), self.ends[numbers].tolist()


def _key(code: bytes) -> np.uint64:
    key: np.uint64 = np.frombuffer(code[:_KEY], np.uint64)[0]
    return key
