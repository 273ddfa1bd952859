"""Read a TOML file, and find the line of a key in it: the standard library's reader does not say."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from finder.errors import DataFault
from finder.language import _
from finder.sources.curated.row_locations import Keys

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-\.\"']+)\s*=")


@dataclass(frozen=True, slots=True)
class FactLine:
    """A TOML file, or a fact in it; the file is searched for the line only if there is a fault to report."""

    path: str
    text: str
    keys: Keys = ()

    @property
    def number(self) -> int:
        """The line of the fact, counted from 1."""
        return line_of(self.text, self.keys)

    def at(self, *keys: str | int) -> FactLine:
        """Return the location of a fact inside this one."""
        return FactLine(self.path, self.text, (*self.keys, *keys))

    def fault(self, message: str) -> DataFault:
        """Return a fault at this line."""
        return DataFault(self.path, self.number, message)


def read_toml(file: Path, label: str, faults: list[DataFault]) -> tuple[FactLine, dict[str, object]] | None:
    """Return the location of a file and its content, or None after adding to `faults` why it cannot be read.

    Dates are text, because a date of data/ may be a year or a month.
    """
    try:
        text = file.read_text(encoding="utf-8")
        return FactLine(label, text), {name: _plain(value) for name, value in tomllib.loads(text).items()}
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


def read_named(
    file: Path, label: str, faults: list[DataFault]
) -> Iterator[tuple[FactLine, dict[str, object]]]:
    """Yield the tables of a TOML file of named tables, each with its name as the value of `key`."""
    location, tables = read_toml(file, label, faults) or (None, {})
    for key, table in tables.items():
        if location and isinstance(table, dict):
            yield location.at(key), {"key": key, **table}
        elif location:
            faults.append(location.at(key).fault(_("`%(key)s` must be a table: [%(key)s]") % {"key": key}))


def line_of(text: str, path: Keys) -> int:
    """Return the line of the deepest part of `path` that the file names, or 1.

    `path` is like ("site", 0, "phone", 1, "number"): table names, indexes in arrays of tables, a key.
    """
    lines = _lines(text)
    for length in range(len(path), 0, -1):
        if number := lines.get(path[:length]):
            return number
    return 1


@lru_cache(maxsize=256)
def _lines(text: str) -> dict[Keys, int]:
    lines: dict[Keys, int] = {}
    counts: dict[Keys, int] = {}
    here: Keys = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = _resolve(header[2].split("."), counts)
            if header[1] == "[[":
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            lines.setdefault(here, number)
        elif key := _KEY.match(line):
            lines.setdefault((*here, *(part.strip("\"'") for part in key[1].split("."))), number)
    return lines


def _resolve(names: list[str], counts: dict[Keys, int]) -> Keys:
    """Return the path of a header: an array of tables on the way means its latest element."""
    here: Keys = ()
    for name in names[:-1]:
        here = (*here, name.strip().strip("\"'"))
        if here in counts:
            here = (*here, counts[here])
    return (*here, names[-1].strip().strip("\"'"))


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
