"""Read a TOML file, and tell where in it a key stands: the standard library's reader does not say."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from finder.errors import DataFault
from finder.language import _

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-\.\"']+)\s*=")


@dataclass(frozen=True, slots=True)
class FactLine:
    """Where a fact of a TOML file stands; the file is searched only if a fault has to be told."""

    path: str
    text: str
    keys: tuple[str | int, ...]

    @property
    def number(self) -> int:
        """The line of the fact, counted from 1."""
        return line_of(self.text, self.keys)

    def fault(self, message: str) -> DataFault:
        """Return a fault at this line."""
        return DataFault(self.path, self.number, message)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file as read: its text tells on which line a fact stands."""

    label: str
    text: str

    def line(self, *keys: str | int) -> FactLine:
        """Return the line of a fact, by its keys in the file."""
        return FactLine(self.label, self.text, keys)


def read_toml(file: Path, label: str, faults: list[DataFault]) -> tuple[str, dict[str, Any]] | None:
    """Return the text of a file and what it holds, or None after adding to `faults` why it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        faults.append(DataFault(label, 0, _("the file is missing")))
    except UnicodeDecodeError:
        faults.append(DataFault(label, 1, _("not UTF-8: save the file with the encoding UTF-8")))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        faults.append(
            DataFault(label, int(at[1]) if at else 1, _("not readable as TOML: %(error)s") % {"error": error})
        )
    return None


def line_of(text: str, path: tuple[str | int, ...]) -> int:
    """Return the line of the deepest part of `path` that the file names, or 1.

    `path` is like ("site", 0, "phone", 1, "number"): table names, indexes in arrays of tables, a key.
    """
    lines = _lines(text)
    for length in range(len(path), 0, -1):
        if found := lines.get(path[:length]):
            return found
    return 1


@lru_cache(maxsize=256)
def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    here: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = _resolve(header[2].split("."), counts)
            if header[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            found.setdefault((*here, *(part.strip("\"'") for part in key[1].split("."))), number)
    return found


def _resolve(names: list[str], counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """Return the path of a header: every array of tables on the way stands for its latest element."""
    here: tuple[str | int, ...] = ()
    for name in names[:-1]:
        here = (*here, name.strip("\"' "))
        if here in counts:
            here = (*here, counts[here])
    return (*here, names[-1].strip("\"' "))


def dates_as_text(value: object) -> object:
    """Return a value of TOML with its dates as text: ours may be a year or a month only."""
    if isinstance(value, dict):
        return {name: dates_as_text(each) for name, each in value.items()}
    if isinstance(value, list):
        return [dates_as_text(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def path_in(message: str) -> tuple[str | int, ...]:
    """Turn "… - at `$.site[0].zip`" into ("site", 0, "zip")."""
    where = message.partition(" - at `$")[2].rstrip("`")
    return tuple(int(index) if index else name for name, index in re.findall(r"\.([\w-]+)|\[(\d+)\]", where))
