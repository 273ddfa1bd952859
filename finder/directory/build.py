"""Build the directory from data/ and the extracts, and tell whether it is up to date."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from finder import directory, domain, geo, language, sources, store, words
from finder.directory.cancer_groups import with_groups
from finder.directory.checked_data import CheckedData, read_data, without_collector
from finder.directory.gazetteer_file import code_digest, made_with
from finder.domain.clinicians import People
from finder.domain.curated import Curated
from finder.domain.trials import Trials
from finder.errors import BadData, BadDirectory, BadFile
from finder.sources.curated.read import fingerprint
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.sources.public_files import PUBLIC_FILES
from finder.sources.trials import TRIALS
from finder.store.connect import Directory
from finder.store.read_catalog import read_meta
from finder.store.write_directory import Built, build
from finder.words.indexes import INDEXES

log = logging.getLogger("finder")


def make_directory(path: Path, data: Path) -> Built:
    """Read data/ and build the directory at `path`. Raises as `build_directory`, and BadData for data/."""
    return build_directory(path, read_data(path.parent, data))


def build_directory(path: Path, data: CheckedData) -> Built:
    """Join the sources; write the directory beside the old one at `path`, verify it, put it in place.

    Raises BadFile for a damaged extract and BadDirectory if the new directory does not verify; the old one
    then stays.
    """
    folder = DataFolder(path.parent / EXTRACTS)
    mark = _fingerprint(data.fingerprint, folder)
    with without_collector():
        curated = _with_link_states(data.curated, folder)
        people, trials = _join(data, folder), _join_trials(data, folder)
        return build(path, with_groups(curated), data.places, mark, people, trials, INDEXES)


def is_current(current: Directory, data: Path) -> bool:
    """Tell whether the directory was built from these data and extracts, by this version of the finder."""
    folder = DataFolder(current.path.parent / EXTRACTS)
    try:
        with current.snapshot().connect() as connection:
            return read_meta(connection, "fingerprint") == _fingerprint(fingerprint(data), folder)
    except BadDirectory:
        return False


def open_directory(path: Path, data: Path) -> Directory:
    """Return the directory, built first if it is not current.

    If data/ has faults, the old directory stays in use, and BadData is raised only if there is none.
    """
    opened = Directory(path)
    if is_current(opened, data):
        return opened
    try:
        make_directory(path, data)
    except BadData as error:
        try:
            opened.snapshot()
        except BadDirectory:
            raise error from None
        log.warning("data/ has faults; the directory of before stays in use. Run: finder check")
    return opened


def _with_link_states(curated: Curated, folder: DataFolder) -> Curated:
    """Return the data with the states of links that `finder links check` found."""
    if not folder.links.exists() and all(each.status != "gone" for each in curated.guidelines):
        return curated
    # Imported here because PyArrow takes 0.3 s, a fifth of the start of a command; most installations
    # have checked no links.
    from finder.sources.links.join_states import with_links  # noqa: PLC0415
    from finder.sources.links.states_file import read_states  # noqa: PLC0415

    try:
        states = read_states(folder.links)
    except BadFile as error:  # without the states of links a directory still serves
        log.warning("%s. The documents are shown as data/ has them.", error)
        states = {}
    return with_links(curated, states)


def _join(data: CheckedData, folder: DataFolder) -> People:
    """Return the clinicians and hospitals of the extracts, joined with the curated data."""
    if not any(folder.extract(file.name).exists() for file in PUBLIC_FILES):
        return People()
    from finder.directory.people.join import join_people  # noqa: PLC0415 (PyArrow, as above)
    from finder.directory.people.lookups import make_lookups  # noqa: PLC0415

    return join_people(folder, make_lookups(data.curated, data.places, folder.points))


def _join_trials(data: CheckedData, folder: DataFolder) -> Trials:
    """Return the trials of the extract, joined with the curated data."""
    if not folder.extract(TRIALS).exists():
        return Trials()
    from finder.directory.trials.join import join_trials  # noqa: PLC0415 (PyArrow, as above)

    return join_trials(folder, data)


def _fingerprint(data: str, folder: DataFolder) -> str:
    """Return a digest of everything that a directory is made from: data/, extracts, ZIP package, code.

    The translations of data/ count too: the names of the types are in the directory in every language.
    """
    code = code_digest(geo, domain, store, sources, directory, words)
    translated = hashlib.sha256()
    for file in sorted(language.FOLDER.glob("*/LC_MESSAGES/data.po")):
        translated.update(file.read_bytes())
    parts = (made_with(), data, folder.fingerprint(), code, translated.hexdigest())
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()
