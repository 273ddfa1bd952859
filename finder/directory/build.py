"""Make the directory from data/ and the ZIP table, and know whether it is still up to date."""

from __future__ import annotations

import gc
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from finder import directory, domain, geo, sources, store
from finder.directory.gazetteer_file import code_digest, made_with, places_file
from finder.domain.clinicians import People
from finder.domain.curated import Curated
from finder.errors import BadData, BadDirectory, BadFile
from finder.sources.curated import read as curated
from finder.sources.files.data_folder import EXTRACTS, Home
from finder.store.connect import Directory
from finder.store.read_catalog import read_meta
from finder.store.write_directory import Built, PlacesFile, build

log = logging.getLogger("finder")


def check_data(home: Path, data: Path) -> Curated:
    """Read data/ and check it. Raises BadData with every fault."""
    with _without_collector():
        return curated.read_curated(data, places_file(home))


def make_directory(path: Path, data: Path) -> Built:
    """Build the directory at `path` from `data` and what is loaded beside it.

    Raises BadData, BadFile or BadDirectory; the old one then stays.
    """
    home = Home(path.parent / EXTRACTS)
    mark = _fingerprint(data, home)
    with _without_collector():
        places = places_file(path.parent)
        read = _with_links(home, curated.read_curated(data, places))
        return build(path, read, places, mark, _people(home, read, places))


def _with_links(home: Home, read: Curated) -> Curated:
    """Return the data with what is known of their links. Parquet is opened only where links were checked."""
    if not home.links.exists() and all(each.status != "gone" for each in read.guidelines):
        return read
    from finder.sources.links.join_states import with_links  # noqa: PLC0415 (most who start the finder check nothing)
    from finder.sources.links.states_file import read_states  # noqa: PLC0415

    try:
        states = read_states(home.links)
    except BadFile as error:  # what is known of links is no reason to be without a directory
        log.warning("%s. The documents are shown as data/ has them.", error)
        states = {}
    return with_links(read, states)


def _people(home: Home, read: Curated, places: PlacesFile) -> People:
    """Return who and what the loaded files hold. Parquet is opened only where something is loaded."""
    if not home.has_people():
        return People()
    from finder.directory.people import join as people  # noqa: PLC0415 (most who start the finder load nothing)
    from finder.directory.people.lookups import known_from  # noqa: PLC0415

    known = known_from(read.specialties, read.cms_specialties, read.care_sites, places, home.points)
    return People(people.clinicians(home, known), people.hospitals(home, known), people.days(home))


def is_current(directory: Directory, data: Path) -> bool:
    """Tell whether the directory was built from these data and files by this version of the finder."""
    home = Home(directory.path.parent / EXTRACTS)
    try:
        with directory.snapshot().connect() as connection:
            return read_meta(connection, "fingerprint") == _fingerprint(data, home)
    except BadDirectory:
        return False


def open_directory(path: Path, data: Path) -> Directory:
    """Return the directory, built anew where needed. A fault in data/ leaves a running directory in use."""
    directory = Directory(path)
    if is_current(directory, data):
        return directory
    try:
        make_directory(path, data)
    except BadData as error:
        try:
            directory.snapshot()
        except BadDirectory:
            raise error from None
        log.warning("data/ has faults; the directory of before stays in use. Run: finder check")
    return directory


def _fingerprint(data: Path, home: Home) -> str:
    """Return a digest of all that shapes a directory: the data, what is loaded, the ZIP package, the code."""
    code = code_digest(geo, domain, store, sources, directory)
    parts = (made_with(), curated.fingerprint(data), home.mark(), code)
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


@contextmanager
def _without_collector() -> Iterator[None]:
    """A build makes half a million objects and no cycles: the collector would take half of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
