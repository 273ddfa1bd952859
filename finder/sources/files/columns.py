"""Read a large CSV file as batches of the columns we need, found by the names in its header.

Columns may stand in any order, and others may be there. A row with the wrong number of fields is set aside
with its number.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
#: Refused rows that are told one by one; the others are only counted.
TOLD = 20


@dataclass(slots=True)
class Refused:
    """Rows set aside: how many for each reason, and the first of them with their row numbers."""

    reasons: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    #: How many of them have more or fewer cells than the header.
    uneven: int = 0
    #: How a row is told of: asked once, as rows may be set aside in other threads.
    form: str = field(default_factory=lambda: _("row %(row)s: %(reason)s"))

    def add(self, row: int | None, reason: str) -> None:
        """Set a row aside; `row` counts from 1, the header being row 1."""
        self.reasons[reason] += 1
        if len(self.told) < TOLD:
            self.told.append(self.form % {"row": f"{row:,}", "reason": reason} if row else reason)

    @property
    def total(self) -> int:
        """How many rows were set aside."""
        return self.reasons.total()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column: the names it has had, newest first, and whether the file is useless without it."""

    names: tuple[str, ...]
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows in the order of the file, without those of nothing; the columns are bytes.

    `places` tells where each row stands in its piece of the file, before which `good` rows were read;
    `before` tells of each row that was set aside how many good rows stand before it.
    """

    good: int
    rows: pa.RecordBatch
    read_bytes: int
    places: Sequence[int]
    before: Sequence[int]

    def number(self, at: int) -> int:
        """Return the number in the file of the row at a place of this batch; the header is row 1."""
        place = self.good + self.places[at]
        return place + 2 + bisect_right(self.before, place)


def read_batches(part: Part, wanted: Mapping[str, Wanted], what: str, refused: Refused) -> Iterator[Batch]:
    """Yield the rows of `part` with the columns `wanted`, under our names; a missing column is left out.

    Raises BadFile if the file is none of this kind (`what`), or breaks off.
    """
    stream = part.open()
    try:
        header, start = _header(stream)
        columns = _columns(header, wanted, part.name, what)
        source = io.BufferedReader(_Rest(start, stream), _BLOCK)
        yield from _batches(source, stream, header, columns, refused)
    finally:
        stream.close()


def _batches(
    source: io.BufferedReader[_Rest],
    stream: Stream,
    header: Sequence[str],
    columns: Mapping[str, str],
    refused: Refused,
) -> Iterator[Batch]:
    before: list[int] = []
    uneven = _("%(actual)s fields where the header has %(expected)s")

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        refused.add(row.number, uneven % {"actual": row.actual_columns, "expected": row.expected_columns})
        refused.uneven += 1
        before.append((row.number or 0) - 2 - len(before))
        return "skip"

    try:
        reader = arrow_csv.open_csv(
            source,
            # One thread: rows then know their number. Reading the zip is the longer part anyway.
            read_options=arrow_csv.ReadOptions(
                block_size=_BLOCK, use_threads=False, column_names=header, skip_rows=1
            ),
            parse_options=arrow_csv.ParseOptions(invalid_row_handler=set_aside, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=list(columns.values()),
                column_types={name: pa.binary() for name in columns.values()},
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        good = 0
        for batch in reader:
            rows, places = batch.rename_columns(list(columns)), _filled(batch)
            filled = rows if len(places) == rows.num_rows else rows.take(pa.array(places, pa.int64()))
            yield Batch(good, filled, stream.read_bytes, places, before)
            good += batch.num_rows
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error) or "Could not skip" in str(error):  # nothing follows the header
            return
        raise BadFile(
            _("%(name)s cannot be read as CSV: %(error)s") % {"name": stream.part.name, "error": error}
        ) from None


def _filled(rows: pa.RecordBatch) -> Sequence[int]:
    """Return the places of the rows that say anything: spreadsheets save rows of nothing."""
    blank = pc.equal(pc.binary_length(rows.column(0)), 0)
    if not pc.any(blank).as_py():
        return range(rows.num_rows)
    for column in rows.columns[1:]:
        blank = pc.and_(blank, pc.equal(pc.binary_length(column), 0))
    return cast(Sequence[int], pc.indices_nonzero(pc.invert(blank)).to_pylist())


def text_of(values: pa.Array) -> list[str]:
    """Return a column of bytes as text. What is not UTF-8 is taken for Windows-1252, as old exports are."""
    return [_text(value) for value in values.to_pylist()]


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _header(stream: Stream) -> tuple[list[str], bytes]:
    """Read the first line. Returns its names and all bytes read so far."""
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


def _columns(header: Sequence[str], wanted: Mapping[str, Wanted], name: str, what: str) -> dict[str, str]:
    """Return our names → the names in the file, as they are written there."""
    known: dict[str, str] = {}
    for written in header:
        known.setdefault(_plain(written), written)
    found: dict[str, str] = {}
    missing: list[str] = []
    for ours, column in wanted.items():
        if names := [known[_plain(each)] for each in column.names if _plain(each) in known]:
            found[ours] = names[0]
        elif column.needed:
            missing.append(column.names[0])
    if missing:
        raise BadFile(
            _("%(name)s is not %(what)s: it has no column “%(names)s”")
            % {"name": name, "what": _(what), "names": "”, “".join(missing)}
        )
    return found


def _plain(name: str) -> str:
    """Return a column name without case, blanks and signs: they are written irregularly."""
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
