"""Load a public file into its extract: read, compare with the last load, write, report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder.domain.curated import Curated
from finder.errors import BadFile
from finder.ingest import cms
from finder.ingest.columns import Refused
from finder.ingest.deactivated import extract_deactivated
from finder.ingest.extract import (
    Extracted,
    Facts,
    Progress,
    now,
    read_extract,
    read_facts,
    write_extract,
)
from finder.ingest.home import Home
from finder.ingest.newest import newest_of
from finder.ingest.nppes import Codes, extract_nppes
from finder.ingest.people import CLINICS


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
        raise BadFile(f"{path.name} has {found.read:,} rows where CMS says {rows:,}; download it again")
    if found.refused.total and found.refused.total >= found.read:
        raise BadFile(f"{path.name}: no row can be used; the first: {found.refused.told[0]}")
    place = home.extract(kind)
    old, facts = read_extract(place), read_facts(place)
    table, day = found.table, as_of or found.as_of
    if kind == "nppes":
        table = newest_of(table)
    elif kind == "nppes-weekly" and old is not None:
        table = newest_of(pa.concat_tables([old, table]))
        day = max(day, facts.as_of if facts else "")
    if old is not None and old.equals(table) and facts and facts.kept_for == wanted.mark(kind):
        counts: tuple[int | None, int | None, int | None] = (0, 0, 0)
    else:
        counts = _changes(old, table, _KEYS[kind])
        write_extract(place, table, Facts(path.name, day, now(), found.read, wanted.mark(kind)))
    pa.default_memory_pool().release_unused()
    return Report(
        kind, path.name, day, found.read, _held(found.table), found.refused, found.left_out, *counts
    )


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
    "clinicians": lambda path, wanted, told: cms.extract_clinicians(path, wanted.cms, told),
    "affiliations": lambda path, _, told: cms.extract_affiliations(path, told),
    "hospitals": lambda path, _, told: cms.extract_hospitals(path, told),
}


def _held(table: pa.Table) -> int:
    """Count the rows that stand for somebody; a weekly file also says who is none of ours."""
    if "gone" not in table.schema.names:
        return int(table.num_rows)
    return int(table.num_rows - (pc.sum(table.column("gone")).as_py() or 0))


def _changes(old: pa.Table | None, new: pa.Table, key: str) -> tuple[int | None, int | None, int | None]:
    """Count the keys that are new, that say something else, and that are gone."""
    if old is None:
        return None, None, None
    before, after = _said(old, key), _said(new, key)
    changed = sum(before[each] != said for each, said in after.items() if each in before)
    return len(after.keys() - before.keys()), changed, len(before.keys() - after.keys())


def _said(table: pa.Table, key: str) -> dict[str, int]:
    """Return key → a digest of all that its rows say, in any order; a piece at a time, to spare memory."""
    said: dict[str, int] = {}
    names = [name for name in table.schema.names if name != "as_of"]
    for batch in table.to_batches(max_chunksize=1 << 16):
        lines = pc.binary_join_element_wise(*(_as_text(batch.column(name)) for name in names), "|")
        for each, line in zip(batch.column(key).to_pylist(), lines.to_pylist(), strict=True):
            said[each] = said.get(each, 0) ^ hash(line)
    return said


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_list(column.type):
        if pa.types.is_string(column.type.value_type):
            return pc.fill_null(pc.binary_join(column, " "), "")
        return pa.array([str(value) for value in column.to_pylist()], pa.string())
    return pc.fill_null(column.cast(pa.string()), "")
