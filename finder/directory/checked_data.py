"""data/, read and checked once with the ZIP table, for everything that one command does with it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from finder.directory.gazetteer_file import places_file
from finder.domain.curated import Curated
from finder.sources.curated import read
from finder.store.storage.places_file import PlacesFile


@dataclass(frozen=True, slots=True)
class CheckedData:
    """What data/ holds, the gazetteer it was checked with, and a fingerprint of its files."""

    folder: Path
    curated: Curated
    places: PlacesFile
    fingerprint: str


def read_data(home: Path, data: Path) -> CheckedData:
    """Read and check data/, with the gazetteer of `home`. Raises BadData with every fault."""
    fingerprint = read.fingerprint(data)  # before the files are read: if one changes now, that shows
    with without_collector():
        places = places_file(home)
        return CheckedData(data, read.read_curated(data, places), places, fingerprint)


def read_changes(checked: CheckedData, home: Path) -> CheckedData:
    """Return the data as given, or read and checked again if a file has changed. Raises BadData."""
    if read.fingerprint(checked.folder) == checked.fingerprint:
        return checked
    return read_data(home, checked.folder)


@contextmanager
def without_collector() -> Iterator[None]:
    """Turn the garbage collector off: a build makes half a million objects and no cycles.

    The collector would take half of its time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
