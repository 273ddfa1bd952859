"""Read a large CSV file as batches of the columns we need, found by the names in its header.

Columns may come in any order, among others. A row with the wrong number of fields is refused.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from finder.errors import BadFile
from finder.language import _, number
from finder.sources.files.blocks import Blocks, ahead
from finder.sources.files.header import Column, Header, read_header
from finder.sources.files.long_rows import MOST_LINES, long_row, open_quote
from finder.sources.files.refused import Refused
from finder.sources.files.sieve import Sieve, Sieved, Wanted, joined
from finder.sources.files.stream import Part, Stream

_BLOCK = 1 << 22
#: The lines that a sieve leaves are taken apart so many bytes at a time.
_GATHERED = 1 << 20


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows in the order of the file, without empty ones. The columns are bytes."""

    rows: pa.RecordBatch
    #: How many rows of the file these are, without empty ones: more than `rows` if only some are wanted.
    read: int
    #: How many bytes of the file were read so far.
    read_bytes: int
    #: How many rows with the right number of fields were read before this batch.
    offset: int
    #: The index of each row among those of its batch before empty and unwanted ones were left out.
    indexes: Sequence[int]
    #: For each row with the wrong number of fields: how many rows with the right number come before it.
    uneven: Sequence[int]
    lines_above: int

    def number(self, at: int) -> int:
        """Return the number in the file of the row at an index of this batch; the first line is 1."""
        index = self.offset + self.indexes[at]
        return self.lines_above + index + 2 + bisect_right(self.uneven, index)


def read_batches(
    part: Part, columns: Mapping[str, Column], what: str, refused: Refused, wanted: Wanted | None = None
) -> Iterator[Batch]:
    """Yield the rows of `part` with these columns, under our names; an optional column may be missing.

    If only some rows are wanted, most of the others are left out. Raises BadFile if a required column is
    missing (`what` names the kind of file), or the file is damaged or ends within a row.
    """
    stream = part.open()
    try:
        header = read_header(stream, columns, what)
        refused.lines_above = header.lines_above
        with Blocks(header.rest, stream) as blocks:
            yield from _Reader(stream, header, blocks, refused).batches(wanted)
            blocks.check_end(len(header.fields), header.delimiter)
    finally:
        stream.close()


class _Reader:
    """Takes the rows of a file apart and counts them."""

    def __init__(self, stream: Stream, header: Header, blocks: Blocks, refused: Refused) -> None:
        self._stream, self._header, self._blocks, self._refused = stream, header, blocks, refused
        self._even = 0
        self._uneven: list[int] = []
        self._reasons = (
            _("%(actual)s fields, but the header has %(expected)s"),
            _("1 field, but the header has %(expected)s"),
        )

    def batches(self, wanted: Wanted | None) -> Iterator[Batch]:
        """Yield the rows of the file."""
        blocks = iter(self._blocks)
        skip = 1  # the header
        if wanted is None:
            yield from self._whole(blocks, skip)
            return
        sieve = Sieve(self._header, wanted)

        def sift(numbered: tuple[int, bytes]) -> tuple[bytes, Sieved | None]:
            at, block = numbered  # the first has the header; by the rows of the second a file is known
            return block, sieve.left_of(block) if at > 1 else None

        with ThreadPoolExecutor(1) as thread:
            sifted = ahead(thread, sift, enumerate(blocks))
            for is_whole, some in groupby(sifted, lambda each: each[1] is None):
                if is_whole:
                    yield from self._whole((block for block, _left in some), skip)
                    skip = 0
                else:
                    yield from self._sieved(left for _block, left in some if left)

    def _whole(self, blocks: Iterator[bytes], skip: int) -> Iterator[Batch]:
        """Yield all rows of blocks, without the first `skip`."""
        first = self._even + len(self._uneven)
        swallowed: list[tuple[int, int]] = []

        def refuse(row: arrow_csv.InvalidRow) -> str:
            place = first + (row.number or 0) - 1 - skip
            if (lines := row.text.count("\n")) > MOST_LINES:
                swallowed.append((self._header.lines_above + place + 2, lines))
            return self._refuse(row, place)

        for batch in self._read(io.BufferedReader(_Joined(blocks), _BLOCK), skip, refuse):
            if swallowed:
                break
            rows, indexes = _filled(batch)
            yield self._batch(rows, rows.num_rows, indexes)
            self._even += batch.num_rows
        if swallowed:
            self._blocks.check_rest()
            raise open_quote(self._stream.part, *swallowed[0])

    def _sieved(self, some: Iterator[Sieved]) -> Iterator[Batch]:
        """Yield the rows that are left of blocks, those of many blocks at once."""
        while gathered := joined(some, _GATHERED):
            first = self._even + len(self._uneven)
            uneven: list[int] = []

            def refuse(row: arrow_csv.InvalidRow) -> str:
                uneven.append((row.number or 0) - 1)  # noqa: B023 (it is called within this turn)
                return self._refuse(row, first + int(gathered.places[uneven[-1]]))  # noqa: B023

            batches = list(self._read(io.BytesIO(gathered.lines), 0, refuse))
            odd, places = gathered.places[uneven], np.delete(gathered.places, uneven)
            indexes = (places - odd.searchsorted(places)).tolist()
            count = gathered.rows - len(uneven)
            rows, filled = _filled(pa.concat_batches(batches) if batches else self._none())
            read = count - gathered.blank - (len(indexes) - len(filled))
            yield self._batch(rows, read, [indexes[at] for at in filled])
            self._even += count

    def _none(self) -> pa.RecordBatch:
        names = self._header.names
        return pa.RecordBatch.from_arrays([pa.array([], pa.binary())] * len(names), list(names))

    def _batch(self, rows: pa.RecordBatch, read: int, indexes: Sequence[int]) -> Batch:
        above = self._header.lines_above
        return Batch(rows, read, self._stream.read_bytes, self._even, indexes, self._uneven, above)

    def _refuse(self, row: arrow_csv.InvalidRow, place: int) -> str:
        """Set a row with the wrong number of fields aside; the first behind the header has the place 0."""
        reason = self._reasons[row.actual_columns == 1]
        values = {"actual": row.actual_columns, "expected": row.expected_columns}
        self._refused.add(self._header.lines_above + place + 2, reason % values)
        self._refused.uneven += 1
        self._uneven.append(place - len(self._uneven))
        return "skip"

    def _read(
        self, source: io.BufferedIOBase, skip: int, refuse: Callable[[arrow_csv.InvalidRow], str]
    ) -> Iterator[pa.RecordBatch]:
        names = self._header.names
        try:
            reader = arrow_csv.open_csv(
                source,
                # With one thread, Arrow knows the numbers of rows. Reading the zip takes longer anyway.
                read_options=arrow_csv.ReadOptions(
                    block_size=_BLOCK, use_threads=False, column_names=self._header.fields, skip_rows=skip
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self._header.delimiter, invalid_row_handler=refuse, ignore_empty_lines=False
                ),
                convert_options=arrow_csv.ConvertOptions(
                    include_columns=list(names.values()),
                    column_types={name: pa.binary() for name in names.values()},
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
            )
            for batch in reader:
                yield batch.rename_columns(list(names))
        except pa.ArrowInvalid as error:
            if "Empty CSV" in str(error) or "Could not skip" in str(error):  # nothing follows the header
                return
            self._blocks.check_rest()
            raise _unreadable(self._stream.part, str(error)) from None


def _unreadable(part: Part, error: str) -> BadFile:
    """Return the error of a file that Arrow cannot read; it says the row if that is too long."""
    row = long_row(part, _BLOCK) if "straddling" in error else None
    if row is None:
        return BadFile(_("%(name)s cannot be read as CSV: %(error)s") % {"name": part.name, "error": error})
    message = _(
        "Look at row %(row)s of %(name)s. It is longer than %(most)s MB: a quotation mark may be missing."
    )
    return BadFile(message % {"row": number(row), "name": part.name, "most": _BLOCK >> 20})


def _filled(rows: pa.RecordBatch) -> tuple[pa.RecordBatch, Sequence[int]]:
    """Return the rows that are not empty, and their indexes: spreadsheets save empty rows."""
    blank = pc.equal(pc.binary_length(rows.column(0)), 0)
    if not pc.any(blank).as_py():
        return rows, range(rows.num_rows)
    for column in rows.columns[1:]:
        blank = pc.and_(blank, pc.equal(pc.binary_length(column), 0))
    indexes = cast(Sequence[int], pc.indices_nonzero(pc.invert(blank)).to_pylist())
    return (rows if len(indexes) == rows.num_rows else rows.take(pa.array(indexes, pa.int64()))), indexes


class _Joined(io.RawIOBase):
    """Blocks as one stream."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._rest = self._rest or memoryview(next(self._blocks, b""))
        data = self._rest[: len(buffer)]
        self._rest = self._rest[len(data) :]
        buffer[: len(data)] = data
        return len(data)
