"""Build the directory from data/ and the extracts, and tell whether it is up to date."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from finder import directory, domain, geo, language, sources, store, words
from finder.directory.cancer_groups import with_groups
from finder.directory.checked_data import CheckedData, read_data, without_collector
from finder.directory.gazetteer_file import code_digest, made_with
from finder.directory.published.followed import followed_at
from finder.disk_errors import explain
from finder.domain.clinicians import Clinician, People
from finder.domain.curated import Curated
from finder.domain.trials import Trials
from finder.errors import BadData, BadDirectory, BadFile, OtherRelease
from finder.formats import fhir
from finder.language import _
from finder.sources.curated.read import fingerprint
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.sources.public_files import PUBLIC_FILES
from finder.sources.trials import TRIALS
from finder.store.read_catalog import catalog_of, read_meta
from finder.store.storage.interface import OpenDirectory
from finder.store.storage.where import Where, at
from finder.store.write_directory import Built, build
from finder.words.indexes import INDEXES

log = logging.getLogger("finder")

#: What a build can raise. The last verified directory is better than none, whatever the reason is: PyArrow,
#: for one, raises ValueError, KeyError and NotImplementedError for extracts that a newer finder wrote.
_FAILURES = (
    BadData, BadFile, BadDirectory, OSError, MemoryError, LookupError, RuntimeError, TypeError, ValueError,
)  # fmt: skip


def make_directory(where: Where, data: Path, *, accept_loss: bool = False) -> Built:
    """Read data/ and build the directory there. Raises as `build_directory`, and BadData for data/."""
    return build_directory(where, read_data(at(where).home, data), accept_loss=accept_loss)


def build_directory(where: Where, data: CheckedData, *, accept_loss: bool = False) -> Built:
    """Join the sources; write the directory beside the old one, verify it, put it in place.

    Raises BadFile for an extract that is damaged, or gone unless `accept_loss`, and BadDirectory if the new
    directory does not verify; the old one then stays.
    """
    place = at(where)
    folder = DataFolder(place.home / EXTRACTS)
    if not accept_loss:
        _refuse_loss(place.open(), folder)
    mark, files = directory_fingerprint(data.fingerprint, folder), folder.names()
    with without_collector():
        data = replace(data, curated=_with_points(data.curated, folder))
        curated = _with_link_states(data.curated, folder)
        people, trials = _join(data, folder), _join_trials(data, folder)
        streets: Counter[str] = Counter()
        people = replace(people, clinicians=_counted(people.clinicians, streets))
        from finder.directory.fhir.numbering import Numberer  # noqa: PLC0415 (NumPy: only a build needs it)

        whole = with_groups(curated)
        built = build(where, whole, data.places, mark, people, trials, files, INDEXES, Numberer)
        return replace(built, streets=streets)


def _counted(clinicians: Iterable[Clinician], streets: Counter[str]) -> Iterator[Clinician]:
    """Yield the clinicians, and count the streets where they work by the exactness of their point."""
    for each in clinicians:
        streets.update(
            at.exactness for at in each.practices if at.exactness and at.street and not at.mailing_only
        )
        yield each


def is_current(current: OpenDirectory, data: Path) -> bool:
    """Tell whether the directory was built from these data and extracts, by this version of the finder."""
    folder = DataFolder(current.home / EXTRACTS)
    try:
        with current.snapshot().connect() as connection:
            return read_meta(connection, "fingerprint") == directory_fingerprint(fingerprint(data), folder)
    except BadDirectory:
        return False


def open_directory(where: Where, data: Path) -> OpenDirectory:
    """Return the directory, built first if it is neither current nor one that was published elsewhere.

    One that other machines use too is built only if there is none.

    If that fails, the last verified directory is used, and a line in the log says why and what to do. Where
    there is none, the error is raised.
    """
    place = at(where)
    opened = place.open()
    try:
        if followed_at(opened.path) or is_current(opened, data):
            opened.restore()
        elif not (place.is_shared and _is_there(opened)):
            make_directory(where, data)
    except _FAILURES as error:
        try:
            day = catalog_of(opened.snapshot()).built_on
        except BadDirectory:
            raise error from None
        message = _("%(reason)s Until then, the directory of %(day)s is used.")
        log.warning(message, {"reason": _reason(error), "day": day})
    return opened


def _is_there(opened: OpenDirectory) -> bool:
    """Tell whether there is a directory, if only one that another release made: ours might lack doctors."""
    try:
        opened.snapshot()
    except OtherRelease:
        return True
    except BadDirectory:
        return False
    return True


def _reason(error: BaseException) -> str:
    """Return what to do so that the next build succeeds, and why it failed."""
    if isinstance(error, BadData):
        return _("Run: finder check. The directory could not be built: data/ has errors.")
    if isinstance(error, OSError):
        told = explain(error)
    elif isinstance(error, (BadFile, BadDirectory)):
        told = str(error)
    else:
        told = f"{type(error).__name__}: {error}".partition("\n")[0]
    return _("Run: finder build. The directory could not be built. %(reason)s") % {"reason": told}


def _refuse_loss(opened: OpenDirectory, folder: DataFolder) -> None:
    """Raise BadFile if the directory in use was made with a loaded file that is gone."""
    try:
        with opened.snapshot().connect() as connection:
            before = read_meta(connection, "files").split()
    except BadDirectory:
        return
    if missing := [f"{each}.parquet" for each in before if each not in folder.names()]:
        raise BadFile(
            _(
                "Load it again: %(files)s is missing from %(folder)s. "
                "To build without it: finder build --accept-loss."
            )
            % {"files": ", ".join(missing), "folder": folder.path}
        )


def _with_points(curated: Curated, folder: DataFolder) -> Curated:
    """Return the data with the points of streets that `finder geocode` found for curated places."""
    if not folder.points.exists():
        return curated
    from finder.directory.located_sites import with_points  # noqa: PLC0415 (PyArrow, as below)

    return with_points(curated, folder.points)


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


def directory_fingerprint(data: str, folder: DataFolder) -> str:
    """Return a digest of everything that a directory is made from: data/, extracts, ZIP package, code.

    The translations of data/ count too: the names of the types are in the directory in every language.
    """
    code = code_digest(geo, domain, store, sources, directory, words, fhir)
    translated = hashlib.sha256()
    for file in sorted(language.FOLDER.glob("*/LC_MESSAGES/data.po")):
        translated.update(file.read_bytes())
    parts = (made_with(), data, folder.fingerprint(), code, translated.hexdigest())
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()
