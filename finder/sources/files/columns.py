"""Read a large CSV file as batches of the columns we need, found by the names in its header.

Columns may come in any order, among others. A row with the wrong number of fields is refused.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from finder.errors import BadFile
from finder.language import _
from finder.sources.files.stream import Part, Stream

_BLOCK = 1 << 22
_LONGEST_HEADER = 1 << 17
#: How many refused rows a report shows; the others are only counted.
EXAMPLES = 20


@dataclass(slots=True)
class Refused:
    """Rows that cannot be used: how many for each reason, and the first of them with their row numbers."""

    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    #: How many of them have more or fewer fields than the header.
    uneven: int = 0
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


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the names it has had, newest first, and whether a file without it is refused."""

    names: tuple[str, ...]
    required: bool = False


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

    def number(self, at: int) -> int:
        """Return the number in the file of the row at an index of this batch; the header is row 1."""
        index = self.offset + self.indexes[at]
        return index + 2 + bisect_right(self.uneven, index)


def read_batches(part: Part, columns: Mapping[str, Column], what: str, refused: Refused) -> Iterator[Batch]:
    """Yield the rows of `part` with these columns, under our names; an optional column may be missing.

    Raises BadFile if a required column is missing (`what` names the kind of file), or the file is damaged.
    """
    stream = part.open()
    try:
        header, start = _header(stream)
        names = _names(header, columns, part.name, what)
        source = io.BufferedReader(_Rest(start, stream), _BLOCK)
        yield from _batches(source, stream, header, names, refused)
    finally:
        stream.close()


def _batches(
    source: io.BufferedReader[_Rest],
    stream: Stream,
    header: Sequence[str],
    names: Mapping[str, str],
    refused: Refused,
) -> Iterator[Batch]:
    uneven: list[int] = []
    reason = _("%(actual)s fields where the header has %(expected)s")

    def refuse(row: arrow_csv.InvalidRow) -> str:
        refused.add(row.number, reason % {"actual": row.actual_columns, "expected": row.expected_columns})
        refused.uneven += 1
        uneven.append((row.number or 0) - 2 - len(uneven))
        return "skip"

    try:
        reader = arrow_csv.open_csv(
            source,
            # With one thread, Arrow knows the numbers of rows. Reading the zip takes longer anyway.
            read_options=arrow_csv.ReadOptions(
                block_size=_BLOCK, use_threads=False, column_names=header, skip_rows=1
            ),
            parse_options=arrow_csv.ParseOptions(invalid_row_handler=refuse, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(names.values()),
                column_types={name: pa.binary() for name in names.values()},
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        offset = 0
        for batch in reader:
            rows, indexes = batch.rename_columns(list(names)), _filled(batch)
            filled = rows if len(indexes) == rows.num_rows else rows.take(pa.array(indexes, pa.int64()))
            yield Batch(filled, stream.read_bytes, offset, indexes, uneven)
            offset += batch.num_rows
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error) or "Could not skip" in str(error):  # nothing follows the header
            return
        raise BadFile(
            _("%(name)s cannot be read as CSV: %(error)s") % {"name": stream.part.name, "error": error}
        ) from None


def _filled(rows: pa.RecordBatch) -> Sequence[int]:
    """Return the indexes of the rows that are not empty: spreadsheets save empty rows."""
    blank = pc.equal(pc.binary_length(rows.column(0)), 0)
    if not pc.any(blank).as_py():
        return range(rows.num_rows)
    for column in rows.columns[1:]:
        blank = pc.and_(blank, pc.equal(pc.binary_length(column), 0))
    return cast(Sequence[int], pc.indices_nonzero(pc.invert(blank)).to_pylist())


def any_column_in(rows: pa.RecordBatch | pa.Table, names: Iterable[str], values: pa.Array) -> pa.Array:
    """Return for each row whether one of these columns, of those it has, holds one of the values."""
    first, *others = (name for name in names if name in rows.schema.names)
    found = pc.is_in(rows.column(first), value_set=values)
    for name in others:
        found = pc.or_(found, pc.is_in(rows.column(name), value_set=values))
    return found


def text_of(values: pa.Array) -> list[str]:
    """Return a column of bytes as text. What is not UTF-8 is read as Windows-1252, as old exports are."""
    return [_text(value) for value in values.to_pylist()]


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _header(stream: Stream) -> tuple[list[str], bytes]:
    """Read the first line. Return its names, and all bytes read so far."""
    start = b""
    while b"\n" not in start and len(start) < _LONGEST_HEADER and (data := stream.read(_LONGEST_HEADER)):
        start += data
    name = stream.part.name
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start[:1000]:
        raise BadFile(
            _("%(name)s is not UTF-8 (it looks like UTF-16): save it with the encoding UTF-8")
            % {"name": name}
        )
    if start.lstrip()[:1] == b"<":
        raise BadFile(_("%(name)s is a web page, not a CSV file; download it again") % {"name": name})
    line = (start[:_LONGEST_HEADER].splitlines() or [b""])[0]  # a lone CR ends lines of old Macs
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(
            _("%(name)s: its header is not UTF-8: save it with the encoding UTF-8") % {"name": name}
        ) from None
    if start[:3] == b"\xef\xbb\xbf":
        start = start[3:]
    return next(csv.reader([text]), []), start


def _names(header: Sequence[str], columns: Mapping[str, Column], name: str, what: str) -> dict[str, str]:
    """Return our names → the names in the file, as they are written there."""
    in_file: dict[str, str] = {}
    for written in header:
        in_file.setdefault(_plain(written), written)
    found: dict[str, str] = {}
    missing: list[str] = []
    for ours, column in columns.items():
        if names := [in_file[_plain(each)] for each in column.names if _plain(each) in in_file]:
            found[ours] = names[0]
        elif column.required:
            missing.append(column.names[0])
    if missing:
        raise BadFile(
            _("%(name)s is not %(what)s: it has no column “%(names)s”")
            % {"name": name, "what": _(what), "names": "”, “".join(missing)}
        )
    return found


def _plain(name: str) -> str:
    """Return a column name without case, blanks and punctuation, which differ between releases."""
    return "".join(character for character in name.casefold() if character.isalnum())


class _Rest(io.RawIOBase):
    """A stream with the bytes that were read from it already put back in front."""

    def __init__(self, start: bytes, stream: Stream) -> None:
        super().__init__()
        self._start, self._stream = start, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._start[: len(buffer)] or self._stream.read(len(buffer))
        self._start = self._start[len(data) :] if self._start else b""
        buffer[: len(data)] = data
        return len(data)
