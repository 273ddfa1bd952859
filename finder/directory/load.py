"""Load a public file into its extract: read, compare with the last load, write, report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder.directory.people.lookups import CLINICS
from finder.domain.curated import Curated
from finder.errors import BadFile
from finder.language import _, number
from finder.sources.cms import tables as cms_tables
from finder.sources.files.columns import Refused
from finder.sources.files.data_folder import Home
from finder.sources.files.extract import (
    Extracted,
    Facts,
    Progress,
    digests,
    now,
    read_extract,
    read_facts,
    written,
)
from finder.sources.nppes.current_records import newest_of
from finder.sources.nppes.read_deactivations import extract_deactivated
from finder.sources.nppes.read_providers import Codes, extract_nppes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of the public files are cancer care."""

    codes: Codes
    cms: frozenset[str]

    @classmethod
    def of(cls, curated: Curated) -> Wanted:
        """Return what data/ counts as cancer care."""
        person = {code for each in curated.specialties if each.searchable for code in each.nucc}
        clinic = {code for each in curated.specialties if each.slug in CLINICS for code in each.nucc}
        return cls(
            Codes(frozenset(person), frozenset(clinic)),
            frozenset(each.cms for each in curated.cms_specialties),
        )

    def mark(self, kind: str) -> str:
        """Return what an extract of a kind was kept for, so that it is known when that has changed."""
        if kind.startswith("nppes"):
            return self.codes.mark
        return " | ".join(sorted(self.cms)) if kind == "clinicians" else ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did. `new`, `changed` and `gone` count against the load before; None if it is the first."""

    kind: str
    file: str
    as_of: str
    read: int
    kept: int
    refused: Refused
    left_out: Mapping[str, int] = field(default_factory=dict)
    new: int | None = None
    changed: int | None = None
    gone: int | None = None

    @property
    def is_first(self) -> bool:
        """Nothing of this kind had been loaded before."""
        return self.new is None


#: What tells rows of an extract apart.
_KEYS = {
    "nppes": "npi", "nppes-weekly": "npi", "deactivated": "npi", "clinicians": "npi", "affiliations": "npi",
    "hospitals": "ccn",
}  # fmt: skip


def load(
    home: Home,
    kind: str,
    path: Path,
    wanted: Wanted,
    progress: Progress,
    *,
    as_of: str = "",
    rows: int | None = None,
) -> Report:
    """Load one file into the extract of its kind. The caller holds the lock of `home`.

    `as_of` is the day the source gives for the file, if it gives one; `rows` what it says the file has.
    Raises BadFile if nothing can be loaded; the extract of before then stays.
    """
    found = _READERS[kind](path, wanted, progress)
    if rows is not None and rows != found.read:
        raise BadFile(
            _("%(name)s has %(read)s rows where CMS says %(rows)s; download it again")
            % {"name": path.name, "read": number(found.read), "rows": number(rows)}
        )
    if found.refused.total and found.refused.total >= found.read:
        raise BadFile(
            _("%(name)s: no row can be used; the first: %(told)s")
            % {"name": path.name, "told": found.refused.told[0]}
        )
    place, kept = home.extract(kind), _held(found.table)
    table, day, before = found.table, as_of or found.as_of, read_facts(place)
    if kind == "nppes":
        table = newest_of(table)
    elif kind == "nppes-weekly" and (old := read_extract(place)) is not None:
        table = newest_of(pa.concat_tables([old, table]))
        day = max(day, before.as_of if before else "")
    counts = _replace(place, table, Facts(path.name, day, now(), found.read, wanted.mark(kind)), _KEYS[kind])
    return Report(kind, path.name, day, found.read, kept, found.refused, found.left_out, *counts)


def _replace(
    place: Path, table: pa.Table, facts: Facts, key: str
) -> tuple[int | None, int | None, int | None]:
    """Put a table in the place of an extract, unless it says the same; return what is new, changed, gone."""
    before = read_facts(place)
    with written(place, table, facts) as new:
        counts = _changes(place, new, key)
        told = before and (before.as_of, before.kept_for) == (facts.as_of, facts.kept_for)
        if not (told and counts == (0, 0, 0)):
            new.replace(place)
    return counts


def outdated(home: Home, wanted: Wanted) -> list[str]:
    """Return the kinds of extracts that were made for other specialties than data/ names now."""
    return [
        kind
        for kind in _READERS
        if (facts := read_facts(home.extract(kind))) and facts.kept_for != wanted.mark(kind)
    ]


_READERS: dict[str, Callable[[Path, Wanted, Progress], Extracted]] = {
    "nppes": lambda path, wanted, told: extract_nppes(path, wanted.codes, False, told),
    "nppes-weekly": lambda path, wanted, told: extract_nppes(path, wanted.codes, True, told),
    "deactivated": lambda path, _, told: extract_deactivated(path, told),
    "clinicians": lambda path, wanted, told: cms_tables.extract_clinicians(path, wanted.cms, told),
    "affiliations": lambda path, _, told: cms_tables.extract_affiliations(path, told),
    "hospitals": lambda path, _, told: cms_tables.extract_hospitals(path, told),
}


def _held(table: pa.Table) -> int:
    """Count the rows that stand for somebody; a weekly file also says who is none of ours."""
    if "gone" not in table.schema.names:
        return int(table.num_rows)
    return int(table.num_rows - (pc.sum(table.column("gone")).as_py() or 0))


def _changes(old: Path, new: Path, key: str) -> tuple[int | None, int | None, int | None]:
    """Count the keys that are new, that say something else, and that are gone."""
    if not old.exists():
        return None, None, None
    before, after = digests(old, key), digests(new, key)
    changed = sum(before[each] != said for each, said in after.items() if each in before)
    return len(after.keys() - before.keys()), changed, len(before.keys() - after.keys())
