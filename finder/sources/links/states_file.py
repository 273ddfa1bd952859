"""The states of links: their extract, and the journal of the check that is running.

The extract changes once, when a check ends, because each change requires a new build. Until then each visit
is a line of the journal, on the disk before the next link is visited. An interrupted check continues from
there.
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
from finder.sources.json_documents import BadJson, reader

#: A check that was interrupted longer ago is not continued: its records are saved, and a new one starts.
CONTINUED_DAYS = 7

_read_record = reader(LinkRecord)
_NAMES = [field.name for field in fields(LinkRecord)]
SCHEMA = pa.schema([(name, pa.int16() if name == "status" else pa.string()) for name in _NAMES])


def read_states(path: Path) -> dict[str, LinkRecord]:
    """Return the records of links by URL; none where no check has run. Raises BadFile for a damaged file."""
    table = read_extract(path)
    if table is None:
        return {}
    if not table.schema.remove_metadata().equals(SCHEMA):
        raise BadFile(
            _("Move %(path)s to another folder, then check the links again. It is not a file of link checks.")
            % {"path": path}
        )
    records = (LinkRecord(**row) for row in table.to_pylist())
    return {each.url: each for each in records if each.state in STATES}


def write_states(path: Path, states: Mapping[str, LinkRecord]) -> None:
    """Replace the extract with these states. The caller holds the lock of the folder."""
    ordered = sorted(states.values(), key=lambda each: each.url)
    rows = [{name: getattr(each, name) for name in _NAMES} for each in ordered]
    latest = max((each.checked for each in ordered), default="")
    write_extract(
        path, pa.Table.from_pylist(rows, SCHEMA), Facts("links", latest, utc.timestamp(), len(rows))
    )


@dataclass(frozen=True, slots=True)
class UnfinishedCheck:
    """A check that has not ended: when it began, and its records so far."""

    day: datetime.date
    records: tuple[LinkRecord, ...]


class Journal:
    """The records of the running check, one line each; the first line is the day it began."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> UnfinishedCheck | None:
        """Return the check that has not ended, if there is one, without an incomplete last line."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return None
        records: dict[str, LinkRecord] = {}
        try:
            day = datetime.date.fromisoformat(lines[0].decode())
        except ValueError:
            return None
        for line in lines[1:-1]:
            try:
                record = _read_record(line)
            except BadJson:
                continue
            records[record.url] = record
        return UnfinishedCheck(day, tuple(records.values()))

    def begin(self, day: datetime.date) -> None:
        """Start a new journal, in place of an older one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._write([f"{day.isoformat()}\n".encode()], "wb")

    def add(self, records: Iterable[LinkRecord]) -> None:
        """Add records; they are on the disk when this returns. Raises OSError where it is full."""
        self._write([msgspec.json.encode(each) + b"\n" for each in records], "ab")

    def repair(self) -> None:
        """Remove an incomplete last line, so that the next one starts on its own line."""
        data = self.path.read_bytes()
        if not data.endswith(b"\n"):
            os.truncate(self.path, data.rfind(b"\n") + 1)

    def end(self) -> None:
        """Remove the journal: its records are in the extract."""
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
