"""Load a public file into its extract: read it, compare it with the last load, write it, report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder import utc
from finder.errors import BadFile
from finder.language import _, number
from finder.replace_file import put_in_place
from finder.sources.cms import AFFILIATIONS, CLINICIANS, HOSPITALS
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.data_folder import DataFolder
from finder.sources.files.extract import (
    Extracted,
    Facts,
    digests,
    read_extract,
    read_facts,
    temporary_extract,
)
from finder.sources.files.public_file import Progress, PublicFile
from finder.sources.files.refused import Refused
from finder.sources.nppes import MONTHLY, WEEKLY
from finder.sources.nppes.current_records import active_npis, newest_of

#: A file that keeps a smaller share of rows than this of the last one is refused: it is likely to be cut
#: short, or of another kind.
_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did: rows read, kept, refused and left out.

    `kept` counts NPIs (hospitals: CCNs, trials: numbers) in `rows` rows. `unjoined` counts NPIs new in NPPES
    of whom Medicare's file, loaded before, may say more. `new`, `changed` and `gone` count against the last
    load; None if this is the first.
    """

    file: PublicFile
    path: Path
    as_of: str
    read: int
    kept: int
    rows: int
    refused: Refused
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    new: int | None = None
    changed: int | None = None
    gone: int | None = None
    unjoined: int = 0

    @property
    def is_first(self) -> bool:
        """Nothing was loaded from this public file before."""
        return self.new is None


def load(
    folder: DataFolder,
    file: PublicFile,
    path: Path,
    care: CancerCare,
    progress: Progress,
    *,
    as_of: str = "",
    rows: int | None = None,
    accept_loss: bool = False,
) -> Report:
    """Load the file at `path` into its extract. The caller holds the lock of `folder`.

    `as_of` is the day (YYYY-MM-DD) of its contents and `rows` its number of rows, if its source says so.
    Raises BadFile if nothing can be loaded, or much less than from the last file of its kind, unless
    `accept_loss`; the old extract then stays.
    """
    place = folder.extract(file.name)
    if file.of_known_people:
        care = replace(care, npis=active_npis(folder))
    extracted = file.read(path, care, progress)
    _check(extracted, path, rows)
    kept = _kept(extracted.table, file.key)
    if not file.adds_up and not accept_loss:
        _check_loss(extracted, len(kept), path, place, file.key)
    table, day = extracted.table, as_of or extracted.as_of
    if file.adds_up and (before := read_facts(place)):
        table = pa.concat_tables([read_extract(place), table])
        day = max(day, before.as_of)
    if file.newest_only:
        table = newest_of(table)
        extracted = replace(extracted, table=table)  # of the other one the memory is needed
    before_npis = _npis_with_medicare(folder, file)
    # Downloads that were read whole are gone by now.
    where = (str(path.absolute()), path.stat().st_size) if path.exists() else ("", 0)
    counts = _replace(place, table, Facts(path.name, day, utc.timestamp(), extracted.read, *where), file.key)
    return Report(
        file,
        path,
        day,
        extracted.read,
        len(kept.unique()),
        len(kept),
        extracted.refused,
        extracted.left_out,
        extracted.notes + _missing(folder, file),
        *counts,
        unjoined=len(active_npis(folder) - before_npis) if before_npis is not None else 0,
    )


def _missing(folder: DataFolder, file: PublicFile) -> tuple[str, ...]:
    """Return a sentence on the file without which hospitals have no doctors, if it is not loaded."""
    if file is not HOSPITALS or folder.extract(AFFILIATIONS.name).exists():
        return ()
    return (_("No doctors are found at hospitals until you load this too: finder load affiliations FILE"),)


def _npis_with_medicare(folder: DataFolder, file: PublicFile) -> frozenset[str] | None:
    """Return the NPIs about whom Medicare's file was asked; None if it is not loaded, or `file` adds none."""
    if file not in (MONTHLY, WEEKLY):
        return None
    medicare = read_extract(folder.extract(CLINICIANS.name), ["npi"])
    return (
        active_npis(folder) | frozenset(medicare.column("npi").to_pylist()) if medicare is not None else None
    )


def _check(extracted: Extracted, path: Path, rows: int | None) -> None:
    """Raise BadFile if the file has not the rows that its source says, or none that can be used."""
    if rows is not None and rows != extracted.read:
        raise BadFile(
            _("Download %(name)s again. It has %(read)s rows, but CMS says %(rows)s.")
            % {"name": path.name, "read": number(extracted.read), "rows": number(rows)}
        )
    if extracted.refused.total and extracted.refused.total >= extracted.read:
        raise BadFile(
            _("%(name)s: no row can be used. The first one: %(told)s")
            % {"name": path.name, "told": extracted.refused.examples[0]}
        )


def _check_loss(extracted: Extracted, kept: int, path: Path, place: Path, key: str) -> None:
    """Raise BadFile if a file keeps nothing, or much less than the extract in place holds."""
    old = read_extract(place)
    before = len(_kept(old, key)) if old is not None else 0
    if kept and kept >= before * _SHARE:
        return
    if not before:
        message = _("%(name)s was not loaded: none of its %(read)s rows is about cancer care.")
    else:
        message = _(
            "%(name)s was not loaded: we could use only %(kept)s of its %(read)s rows, and %(before)s are "
            "loaded now. If that is right, load it with --accept-loss."
        )
    values = {"read": extracted.read, "kept": kept, "before": before}
    texts = {name: number(value) for name, value in values.items()}
    notes = [f"{note[:1].upper()}{note[1:]}." for note in extracted.notes]
    raise BadFile(" ".join([message % {"name": path.name, **texts}, *notes]))


def _replace(
    place: Path, table: pa.Table, facts: Facts, key: str
) -> tuple[int | None, int | None, int | None]:
    """Replace an extract, unless its file and rows are the same; return how many are new, changed, gone."""
    before = read_facts(place)
    with temporary_extract(place, table, facts) as new:
        counts = _changes(place, new, key)
        same = before and (before.as_of, before.path, before.size) == (facts.as_of, facts.path, facts.size)
        if not (same and counts == (0, 0, 0)):
            put_in_place(new, place)
    return counts


def _kept(table: pa.Table, key: str) -> pa.ChunkedArray:
    """Return the keys of the rows but those that a weekly file has of NPIs that are not cancer care."""
    keys = table.column(key).cast(pa.string())
    return keys.filter(pc.invert(table.column("gone"))) if "gone" in table.schema.names else keys


def _changes(old: Path, new: Path, key: str) -> tuple[int | None, int | None, int | None]:
    """Count the keys that are new, those whose rows differ, and those gone; None without an old extract."""
    if not old.exists():
        return None, None, None
    before, after = digests(old, key), digests(new, key)
    changed = sum(before[each] != digest for each, digest in after.items() if each in before)
    return len(after.keys() - before.keys()), changed, len(before.keys() - after.keys())
