"""Read a part page by page into a CSV file, as the readers of the whole files read it; resume if cut short.

Beside `<name>.csv.part` is `<name>.csv.json`, which says how far it goes. It is replaced after each page, so
a crash at any moment loses one page at most.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from finder.errors import SourceDown
from finder.language import _
from finder.replace_file import naming, put_in_place, replacing
from finder.sources.files.public_file import PublicFile
from finder.sources.json_documents import BadJson, reader
from finder.sources.quick.answers import Page, TooManyRows
from finder.sources.quick.client import Client
from finder.sources.quick.queries import SPECIALTIES, Part, Query

#: Called with the pages received, the pages in all as far as is known by now, and the rows received.
Progress = Callable[[int, int, int], None]

#: How often a part is started over because its data set changed while it was read.
_MOST_STARTS = 3


@dataclass(frozen=True, slots=True)
class Received:
    """A part that is complete: its CSV file, the day of the data set ("" if it has none), its rows."""

    file: PublicFile
    path: Path
    as_of: str
    rows: int


class _Changed(Exception):
    """The data set is no longer the one that the first pages came from."""


class _Position(msgspec.Struct):
    """How far a part was read."""

    digest: str  # of what is asked
    version: str  # of the data set
    as_of: str
    at: int = 0  # the query that comes next
    offset: int = 0  # rows of it that were received
    count: int | None = None  # rows that it has, once known
    release: str = ""  # that pages were answered from
    last: str = ""  # hash of the rows of the last page of this query
    pages: int = 0
    rows: int = 0  # written
    size: int = 0  # bytes written
    complete: bool = False


_read_position = reader(_Position)


def read_part(
    client: Client, part: Part, folder: Path, progress: Progress, say: Callable[[str], None]
) -> Received:
    """Return a part, read from where the last run stopped if the data set is still the same.

    If it changed, the part is started over, and `say` is called with a sentence about that. Raises SourceDown
    where CMS fails, and OSError where the disk is full; what was received stays for the next run.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"quick-{part.file.name}.csv"
    for _start in range(_MOST_STARTS):
        try:
            return _read(client, part, path, progress, say)
        except _Changed:
            _discard(path)
            say(_changed_message(part))
    raise SourceDown(
        _("Run this again later. CMS changed its data set %(data_set)s while we read it. Nothing was loaded.")
        % {"data_set": part.file.data_set}
    )


def _changed_message(part: Part) -> str:
    message = _("CMS has changed its data set %(data_set)s (%(kind)s). We are reading it again.")
    return message % {"data_set": part.file.data_set, "kind": part.file.name}


def _read(client: Client, part: Part, path: Path, progress: Progress, say: Callable[[str], None]) -> Received:
    described = client.describe(part.file.data_set)
    new = _Position(part.digest, described.version, described.day or "")
    position = _resume(path, new)
    if position and position.version != new.version:
        say(_changed_message(part))
        position = None
    if position is None:
        _discard(path)
        position = new
    if not position.complete:
        _read_rest(client, part, path, position, progress)
        if client.describe(part.file.data_set).version != position.version:
            raise _Changed
        put_in_place(_part_of(path), path)
        position.complete = True
        _save(path, position)
    return Received(part.file, path, position.as_of, position.rows)


def _read_rest(client: Client, part: Part, path: Path, position: _Position, progress: Progress) -> None:
    with naming(_part_of(path)), _part_of(path).open("ab") as file:
        file.truncate(position.size)
        if not position.size:
            position.size += file.write(_lines([part.columns]))
        while position.at < len(part.queries):
            query = part.queries[position.at]
            page = _next_page(client, part, query, position.offset)
            _check(page, part, query, position)
            last = _hash(page)
            if position.offset and last == position.last:
                raise _Changed  # the same page again: what comes next cannot be known
            position.last = last
            rows = _without_earlier(page, query)
            position.size += file.write(_lines([[*row.values()] for row in rows]))
            file.flush()
            os.fsync(file.fileno())
            _advance(position, page, len(rows))
            _save(path, position)
            progress(position.pages, position.pages + _pages_left(client, part, position), position.rows)


def _next_page(client: Client, part: Part, query: Query, offset: int) -> Page:
    """Return the next page, in shorter pages from now on where the server allows no longer ones."""
    while True:
        try:
            return client.page(part, query, offset)
        except TooManyRows as refusal:
            if refusal.most >= client.page_size:
                raise
            client.page_size = refusal.most


def _check(page: Page, part: Part, query: Query, position: _Position) -> None:
    """Raise _Changed for a page of another release, and SourceDown for rows that were not asked for."""
    other_release = page.release and position.release not in ("", page.release)
    if other_release or position.count not in (None, page.count):
        raise _Changed
    if not all(all(each.met_by(page.rows)) for each in query.conditions):
        raise SourceDown(
            _("CMS sent rows of data set %(data_set)s that we did not ask for. Nothing was loaded.")
            % {"data_set": part.file.data_set}
        )


def _without_earlier(page: Page, query: Query) -> list[Mapping[str, str]]:
    """Return the rows but those that an earlier query gave."""
    given = [each.met_by(page.rows) for each in query.earlier]
    return [row for at, row in enumerate(page.rows) if not any(each[at] for each in given)]


def _hash(page: Page) -> str:
    return hashlib.sha256(repr(page.rows).encode()).hexdigest()


def _advance(position: _Position, page: Page, written: int) -> None:
    position.release = position.release or page.release
    position.pages += 1
    position.rows += written
    position.offset += len(page.rows)
    position.count = page.count
    if position.offset >= page.count:
        position.at, position.offset, position.count = position.at + 1, 0, None


def _pages_left(client: Client, part: Part, position: _Position) -> int:
    """Return how many pages are left, if each query that was not asked yet has one."""
    left = max(0, (position.count or 0) - position.offset)
    return -(-left // client.page_size) + len(part.queries) - position.at - (position.count is not None)


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _resume(path: Path, new: _Position) -> _Position | None:
    """Return how far an earlier run of the same queries came; None if it left nothing to resume."""
    try:
        position = _read_position(_position_file(path).read_bytes())
        size = (path if position.complete else _part_of(path)).stat().st_size
    except (FileNotFoundError, BadJson):
        return None
    whole = size == position.size if position.complete else size >= position.size
    return position if whole and position.digest == new.digest else None


def _save(path: Path, position: _Position) -> None:
    with replacing(_position_file(path), ".new") as new:
        new.write_bytes(msgspec.json.encode(position))


def _discard(path: Path) -> None:
    for each in (path, _part_of(path), _position_file(path)):
        each.unlink(missing_ok=True)


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _position_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def npis_in(path: Path) -> Sequence[str]:
    """Return the NPIs in a CSV file of clinicians that was read here, each once, in order."""
    with path.open(encoding="utf-8", newline="") as file:
        return sorted({row["npi"] for row in csv.DictReader(file) if row["npi"]})


def without_rows(path: Path, specialties: Sequence[str]) -> list[str]:
    """Return those of the specialties that nobody in a CSV file of clinicians reports."""
    with path.open(encoding="utf-8", newline="") as file:
        seen = {row[column].strip().casefold() for row in csv.DictReader(file) for column in SPECIALTIES}
    return [each for each in specialties if each.casefold() not in seen]
