"""The states of links: an extract of their own, and the journal of a check under way.

The extract changes once a check, when it ends: every change of it asks for a new directory. Until then each
visit is a line of the journal, on the disk before the next link is asked for. A check that was cut short, at
whatever instant, goes on from there.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import msgspec
import pyarrow as pa

from finder import utc
from finder.domain.links import STATES, LinkRecord
from finder.errors import BadFile
from finder.language import _
from finder.sources.files.extract import Facts, read_extract, write_extract

#: A check that was cut short longer ago than this is not continued: its findings are kept, all is asked anew.
CONTINUED_DAYS = 7

_NAMES = [field.name for field in fields(LinkRecord)]
SCHEMA = pa.schema([(name, pa.int16() if name == "status" else pa.string()) for name in _NAMES])


def read_states(path: Path) -> dict[str, LinkRecord]:
    """Return url → what is kept of it; nothing where no check has run. Raises BadFile for a damaged file."""
    table = read_extract(path)
    if table is None:
        return {}
    if not table.schema.remove_metadata().equals(SCHEMA):
        raise BadFile(
            _("%(path)s does not hold states of links: move it away, and check the links again")
            % {"path": path}
        )
    records = (LinkRecord(**row) for row in table.to_pylist())
    return {each.url: each for each in records if each.state in STATES}


def write_states(path: Path, states: Mapping[str, LinkRecord]) -> None:
    """Write all states, in place of those before. The caller holds the lock of the folder."""
    ordered = sorted(states.values(), key=lambda each: each.url)
    rows = [{name: getattr(each, name) for name in _NAMES} for each in ordered]
    latest = max((each.checked for each in ordered), default="")
    write_extract(
        path, pa.Table.from_pylist(rows, SCHEMA), Facts("links", latest, utc.timestamp(), len(rows))
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """A check that was begun: when, and what it has found so far."""

    day: datetime.date
    found: tuple[LinkRecord, ...]


class Journal:
    """The findings of the check under way, one line each; the first line says when it began."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Begun | None:
        """Return the check that was begun and not ended. A line cut off in the writing is left out."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return None
        found: dict[str, LinkRecord] = {}
        try:
            day = datetime.date.fromisoformat(lines[0].decode())
        except ValueError:
            return None
        for line in lines[1:-1]:
            try:
                record = msgspec.json.decode(line, type=LinkRecord)
            except msgspec.DecodeError:
                continue
            found[record.url] = record
        return Begun(day, tuple(found.values()))

    def begin(self, day: datetime.date) -> None:
        """Begin a new journal, in place of any other."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._write([f"{day.isoformat()}\n".encode()], "wb")

    def add(self, records: Iterable[LinkRecord]) -> None:
        """Add findings; they are on the disk when this returns. Raises OSError where it is full."""
        self._write([msgspec.json.encode(each) + b"\n" for each in records], "ab")

    def mend(self) -> None:
        """Cut off a line that was not written whole, so that the next one begins on its own."""
        data = self.path.read_bytes()
        if not data.endswith(b"\n"):
            os.truncate(self.path, data.rfind(b"\n") + 1)

    def end(self) -> None:
        """Remove the journal: its findings are in the extract."""
        self.path.unlink(missing_ok=True)

    def _write(self, lines: list[bytes], mode: str) -> None:
        try:
            with self.path.open(mode) as file:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            error.filename = error.filename or str(self.path)
            raise
