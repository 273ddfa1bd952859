"""Read a large CSV file as batches of the columns we need, found by the names in its header.

Columns may come in any order, among others. A row with the wrong number of fields is refused.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from finder.errors import BadFile
from finder.language import _, number
from finder.sources.files import clean
from finder.sources.files.header import Column, Header, read_header
from finder.sources.files.long_rows import MOST_LINES, long_row, open_quote
from finder.sources.files.stream import Part, Stream

_BLOCK = 1 << 22
#: How much of the end of a file is looked at: more than the longest row has.
_END = 1 << 17
#: What old systems write behind the last row: NULs up to the end of a block, and Control-Z.
_AFTER_THE_END = b"\0\x1a"
#: How many refused rows a report shows; the others are only counted.
EXAMPLES = 20


@dataclass(slots=True)
class Refused:
    """Rows that cannot be used: how many for each reason, and the first of them with their row numbers."""

    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    #: How many of them have more or fewer fields than the header.
    uneven: int = 0
    #: How many lines above the header were skipped, such as a title.
    lines_above: int = 0
    #: How an example is written. Translated once here, as rows may be refused in threads without a language.
    template: str = field(default_factory=lambda: _("row %(row)s: %(reason)s"))

    def add(self, row: int | None, reason: str, where: str = "") -> None:
        """Refuse a row. Rows are counted from 1, the header being row 1; `where` names what has no number."""
        self.reasons[reason] += 1
        if len(self.examples) < EXAMPLES:
            numbered = self.template % {"row": f"{row:,}", "reason": reason} if row else reason
            self.examples.append(f"{where}: {reason}" if where else numbered)

    @property
    def total(self) -> int:
        """How many rows were refused."""
        return self.reasons.total()

    def notes(self) -> tuple[str, ...]:
        """Return a sentence about the lines above the header, if there are any."""
        if not self.lines_above:
            return ()
        return (_("lines above the header that were skipped: %(count)s") % {"count": self.lines_above},)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows in the order of the file, without empty ones. The columns are bytes."""

    rows: pa.RecordBatch
    #: How many bytes of the file were read so far.
    read_bytes: int
    #: How many rows with the right number of fields were read before this batch.
    offset: int
    #: The index of each row among those of its batch before empty ones were left out.
    indexes: Sequence[int]
    #: For each row with the wrong number of fields: how many rows with the right number come before it.
    uneven: Sequence[int]
    lines_above: int

    def number(self, at: int) -> int:
        """Return the number in the file of the row at an index of this batch; the first line is 1."""
        index = self.offset + self.indexes[at]
        return self.lines_above + index + 2 + bisect_right(self.uneven, index)


def read_batches(part: Part, columns: Mapping[str, Column], what: str, refused: Refused) -> Iterator[Batch]:
    """Yield the rows of `part` with these columns, under our names; an optional column may be missing.

    Raises BadFile if a required column is missing (`what` names the kind of file), or the file is damaged or
    ends within a row.
    """
    stream = part.open()
    try:
        header = read_header(stream, columns, what)
        refused.lines_above = header.lines_above
        rest = _Rest(header.rest, stream)
        yield from _batches(io.BufferedReader(rest, _BLOCK), stream, header, refused)
        rest.check_end(len(header.fields), header.delimiter)
    finally:
        stream.close()


def _batches(
    source: io.BufferedReader[_Rest],
    stream: Stream,
    header: Header,
    refused: Refused,
) -> Iterator[Batch]:
    names, above = header.names, header.lines_above
    uneven: list[int] = []
    reason, one = (
        _("%(actual)s fields, but the header has %(expected)s"),
        _("1 field, but the header has %(expected)s"),
    )

    swallowed: list[tuple[int, int]] = []

    def refuse(row: arrow_csv.InvalidRow) -> str:
        if (lines := row.text.count("\n")) > MOST_LINES:
            swallowed.append(((row.number or 0) + above, lines))
        refused.add(
            (row.number or 0) + above,
            (one if row.actual_columns == 1 else reason)
            % {"actual": row.actual_columns, "expected": row.expected_columns},
        )
        refused.uneven += 1
        uneven.append((row.number or 0) - 2 - len(uneven))
        return "skip"

    try:
        reader = arrow_csv.open_csv(
            source,
            # With one thread, Arrow knows the numbers of rows. Reading the zip takes longer anyway.
            read_options=arrow_csv.ReadOptions(
                block_size=_BLOCK, use_threads=False, column_names=header.fields, skip_rows=1
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=header.delimiter, invalid_row_handler=refuse, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(names.values()),
                column_types={name: pa.binary() for name in names.values()},
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        offset = 0
        for batch in reader:
            if swallowed:
                raise open_quote(stream.part, *swallowed[0])
            rows, indexes = batch.rename_columns(list(names)), _filled(batch)
            filled = rows if len(indexes) == rows.num_rows else rows.take(pa.array(indexes, pa.int64()))
            yield Batch(filled, stream.read_bytes, offset, indexes, uneven, above)
            offset += batch.num_rows
        if swallowed:
            raise open_quote(stream.part, *swallowed[0])
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error) or "Could not skip" in str(error):  # nothing follows the header
            return
        raise _unreadable(stream.part, str(error)) from None


def _unreadable(part: Part, error: str) -> BadFile:
    """Return the error of a file that Arrow cannot read; it says the row if that is too long."""
    row = long_row(part, _BLOCK) if "straddling" in error else None
    if row is None:
        return BadFile(_("%(name)s cannot be read as CSV: %(error)s") % {"name": part.name, "error": error})
    message = _(
        "Look at row %(row)s of %(name)s. It is longer than %(most)s MB: a quotation mark may be missing."
    )
    return BadFile(message % {"row": number(row), "name": part.name, "most": _BLOCK >> 20})


def _filled(rows: pa.RecordBatch) -> Sequence[int]:
    """Return the indexes of the rows that are not empty: spreadsheets save empty rows."""
    blank = pc.equal(pc.binary_length(rows.column(0)), 0)
    if not pc.any(blank).as_py():
        return range(rows.num_rows)
    for column in rows.columns[1:]:
        blank = pc.and_(blank, pc.equal(pc.binary_length(column), 0))
    return cast(Sequence[int], pc.indices_nonzero(pc.invert(blank)).to_pylist())


def any_column_in(
    rows: pa.RecordBatch, names: Iterable[str], keys: Collection[str], keys_of: Callable[[str], Iterable[str]]
) -> pa.Array:
    """Return for each row whether one of these columns, of those it has, holds one of the keys.

    `keys_of` returns the keys of a value. It is called once for each different value of a batch.
    """
    columns = [rows.column(name) for name in names if name in rows.schema.names]
    return reduce(pc.or_, (_holds(column, keys, keys_of) for column in columns))


def any_code_in(rows: pa.RecordBatch, names: Iterable[str], codes: Collection[str]) -> pa.Array:
    """Return the same for codes of capital letters and digits, however the file writes them.

    Nearly every file writes them plainly; then nothing is folded, which takes a fifth of the time.
    """
    columns = [rows.column(name) for name in names if name in rows.schema.names]
    exact = pa.array([code.encode() for code in codes], pa.binary())
    return reduce(
        pc.or_,
        (
            pc.is_in(column, value_set=exact) if _is_plain(column) else _holds(column, codes, clean.codes)
            for column in columns
        ),
    )


def _is_plain(column: pa.Array) -> bool:
    """Tell whether a column of bytes has only capital letters and digits, and nothing to fold."""
    _, offsets, values = column.buffers()
    ends = np.frombuffer(offsets, np.int32, len(column) + 1, column.offset * 4)
    signs = np.frombuffer(values, np.uint8)[ends[0] : ends[-1]] if values else np.empty(0, np.uint8)
    return not signs.size or bool(signs.min() >= ord("0") and signs.max() <= ord("Z"))


def _holds(column: pa.Array, keys: Collection[str], keys_of: Callable[[str], Iterable[str]]) -> pa.Array:
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    values = encoded.dictionary
    texts = text_of(values) if pa.types.is_binary(values.type) else values.to_pylist()
    holds = pa.array([any(key in keys for key in keys_of(text)) for text in texts], pa.bool_())
    return pc.fill_null(holds.take(encoded.indices), False)


def npis_of(rows: pa.RecordBatch) -> pa.Array:
    """Return the NPIs of rows as bytes, without what spreadsheets put around them."""
    column = rows.column("npi")
    if pc.all(pc.equal(pc.binary_length(column), 10)).as_py() is not False:
        return column
    return pa.array([clean.npi(each).encode() for each in text_of(column)], pa.binary())


def text_of(values: pa.Array) -> list[str]:
    """Return a column of bytes as text. What is not UTF-8 is read as Windows-1252, as old exports are."""
    return [_text(value) for value in values.to_pylist()]


def _text(value: bytes) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("cp1252", errors="replace")
    return text.replace("\0", "") if "\0" in text else text


class _Rest(io.RawIOBase):
    """A stream with the bytes that were read from it already put back in front, and its last bytes."""

    def __init__(self, start: bytes, stream: Stream) -> None:
        super().__init__()
        self._start, self._stream = start, stream
        self._end = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._start[: len(buffer)] or self._stream.read(len(buffer))
        self._start = self._start[len(data) :] if self._start else b""
        if len(data) >= _END:
            self._end = data[-_END:]
        elif data:
            self._end = (self._end + data)[-_END:]
        buffer[: len(data)] = data
        return len(data)

    def check_end(self, fields: int, delimiter: str) -> None:
        """Raise BadFile if the file ends within a row: its last line is not ended and lacks fields."""
        line = re.split(rb"[\r\n]", self._end)[-1].strip(_AFTER_THE_END)
        if not line.strip():
            return
        quotes = line.count(b'"')
        unquoted = quotes >= 2 * (fields - 1) and not line.rstrip().endswith(b'"')
        if len(next(csv.reader([_text(line)], delimiter=delimiter), [])) < fields or quotes % 2 or unquoted:
            raise BadFile(
                _("Download %(name)s again. It ends in the middle of a row.")
                % {"name": self._stream.part.name}
            )
