"""Write a new directory beside the old one, verify it, and swap it in.

A crash at any instant leaves the old directory whole: until the swap, nothing has touched it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from finder.domain.cancers.types import CANCER_GROUPS
from finder.domain.clinicians import People
from finder.domain.curated import Curated
from finder.domain.places import Gazetteer
from finder.domain.sources import TRIALS
from finder.domain.trials import Trials
from finder.replace_file import put_in_place
from finder.store.copies.checksum import seal
from finder.store.read_catalog import WordIndex
from finder.store.storage.interface import WriteTable
from finder.store.storage.places_file import PlacesFile
from finder.store.storage.sqlite_file import beside, write_file
from finder.store.storage.where import Where, at
from finder.store.trials.write_trials import write_trials
from finder.store.write_curated import curated_rows, located, place_rows, with_numbers_of_centers
from finder.store.write_records import MakeNumbering, write_records


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: rows per table, records per kind, and streets of practices per exactness.

    `path` is where the directory lies, a file or a database.
    """

    path: Where
    counts: dict[str, int]
    records: dict[str, int]
    streets: Mapping[str, int] = field(default_factory=dict)


def write_places(path: Path, gazetteer: Gazetteer, made_with: str) -> PlacesFile:
    """Write the gazetteer to `path`, in place of what is there."""
    with beside(path) as new:
        write_file(new, place_rows(gazetteer, made_with))
        seal(new)
        put_in_place(new, path)
    return PlacesFile(path)


def build(
    where: Where,
    curated: Curated,
    places: PlacesFile,
    fingerprint: str,
    people: People | None = None,
    trials: Trials | None = None,
    files: Sequence[str] = (),
    indexes: Iterable[WordIndex[Any]] = (),
    numbering: MakeNumbering | None = None,
) -> Built:
    """Build the directory at a path or in a database; `files` names what was loaded for it.

    It gets `indexes` of its words, and the `numbering` of FHIR resources.

    Raises BadDirectory if what was written does not verify, and OSError where it cannot be written.
    """
    people, trials = people or People(), trials or Trials()
    sites = with_numbers_of_centers([located(site, places) for site in curated.care_sites])
    days = {**people.days, **({TRIALS: trials.as_of} if trials.trials else {})}
    loaded = {**people.loaded, **({TRIALS: trials.loaded} if trials.trials else {})}
    made_from = {"fingerprint": fingerprint, "files": " ".join(files)}
    rows = curated_rows(curated, days, loaded, made_from, indexes)

    def write_rest(write: WriteTable) -> dict[str, int]:
        return write_records(write, curated, sites, people, numbering) | write_trials(
            write, curated.cancers, curated.rows(CANCER_GROUPS), trials
        )

    with at(where).writing(places) as new:
        written = new.write(rows, write_rest)
        counts, records = new.verify(written)
        new.put_in_place()
    return Built(where, counts, records)
