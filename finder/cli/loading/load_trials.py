"""`finder load trials`: recruiting cancer trials, from saved files or asked of ClinicalTrials.gov."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from finder.domain.curated import Curated
from finder.domain.sources import TRIALS as SOURCE
from finder.errors import BadFile
from finder.language import _, marked, number
from finder.settings import Settings
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.data_folder import DataFolder
from finder.sources.files.public_file import Progress as FileProgress
from finder.sources.files.public_file import PublicFile
from finder.sources.trials import KEY, TRIALS
from finder.store.write_curated import catalog_of_data
from finder.words.cancer.conditions import types_of_study
from finder.words.cancer.name_index import names_in

if TYPE_CHECKING:  # PyArrow and requests take half a second to import
    from finder.sources.files.extract import Extracted
    from finder.sources.trials.read_trials import Read
    from finder.sources.trials.receive import Progress, Received

#: Its line in the help of `finder load`.
KEEPS = marked("trials kept: %(count)s")
LABEL = marked("Recruiting cancer trials: from saved FILES, or without FILES from ClinicalTrials.gov")
#: How many examples of doubts are printed.
_EXAMPLES = 10


def trials_file(settings: Settings, curated: Curated, files: Sequence[Path], partly: bool) -> PublicFile:
    """Return the trials as a public file that is read from `files`, or from the registry if there are none.

    Its reader raises BadFile and SourceDown. Unless `partly`, it refuses what is not the whole.
    """

    def read(_path: Path, _care: CancerCare, progress: FileProgress) -> Extracted:
        return _read(settings, curated, files, partly, progress)

    return PublicFile(name=TRIALS, label=LABEL, key=KEY, read=read, keeps=KEEPS, source=SOURCE)


def _read(
    settings: Settings, curated: Curated, files: Sequence[Path], partly: bool, progress: FileProgress
) -> Extracted:
    from finder.sources.trials.read_trials import read_trials  # noqa: PLC0415 (PyArrow, as above)

    names = names_in(catalog_of_data(curated))
    types = partial(types_of_study, names=names)
    if files:
        read = read_trials(files, types, progress)
        _refuse_loss(settings, read, partly, list(read.saved.damaged))
        extracted = read.extracted
    else:
        received = _receive(settings, curated)
        read = read_trials(received.files, types, progress)
        if read.missing and not received.unfinished:
            # Studies move between pages while they are read: those that were missed come in a second reading.
            click.echo(_missing(read), err=True)
            again = _receive(settings, curated, "again")
            read = read_trials([*received.files, *again.files], types, progress)
        if not received.unfinished:
            _forget(settings)
        faults = [received.unfinished, *read.saved.damaged, _missing(read) if read.missing else ""]
        _refuse_loss(settings, read, partly, [each for each in faults if each])
        extracted = replace(read.extracted, as_of=received.as_of or read.extracted.as_of)
    unknown = _("We use this trial, but we could not read all of it: %(told)s")
    for doubt in read.doubts[:_EXAMPLES]:
        click.echo("  " + unknown % {"told": doubt}, err=True)
    if len(read.doubts) > _EXAMPLES:
        more = _("and %(count)s more like these") % {"count": number(len(read.doubts) - _EXAMPLES)}
        click.echo(f"  {more}", err=True)
    return extracted


def _refuse_loss(settings: Settings, read: Read, partly: bool, faults: list[str]) -> None:
    """Say what is missing; raise BadFile if it must not replace what is loaded unasked.

    `faults` say why these are not all studies that were meant. Saved files are taken as meant, unless they
    hold less than half of what is loaded.
    """
    notes = [*faults, *read.saved.others]
    if read.missing and not faults:
        notes.append(_missing(read))
    elif read.saved.goes_on and not faults:
        notes.append(_("The last page says there is one more."))
    for each in notes:
        click.echo(each, err=True)
    lost = _lost(settings, read)
    if partly or not (lost or faults):
        return
    raise BadFile(
        _("%(reason)s Nothing was loaded. To load these anyway, add --partial.")
        % {"reason": lost or _("These are not all of the studies.")}
    )


def _missing(read: Read) -> str:
    message = _("The registry counted %(total)s studies; %(missing)s of them are missing here.")
    return message % {"total": number(read.saved.total or 0), "missing": number(read.missing)}


def _lost(settings: Settings, read: Read) -> str:
    """Say that these are less than half of the trials that are loaded; "" if they are not."""
    from finder.sources.files.data_folder import EXTRACTS  # noqa: PLC0415
    from finder.sources.files.extract import read_extract  # noqa: PLC0415 (PyArrow, as above)

    before = read_extract(DataFolder(settings.home / EXTRACTS).extract(TRIALS), [KEY])
    now = read.extracted.table.num_rows
    if before is None or 2 * now >= before.num_rows:
        return ""
    message = _("They have %(now)s trials; %(before)s are loaded now.")
    return message % {"now": number(now), "before": number(before.num_rows)}


def _receive(settings: Settings, curated: Curated, reading: str = "") -> Received:
    from finder.sources.download.client import open_session  # noqa: PLC0415 (requests, as above)
    from finder.sources.trials.client import Client  # noqa: PLC0415
    from finder.sources.trials.query import parameters  # noqa: PLC0415
    from finder.sources.trials.receive import receive  # noqa: PLC0415

    with open_session() as session, _bar() as progress:
        client = Client(session, settings.trials_url)
        folder = settings.home / "downloads" / TRIALS / reading
        return receive(client, parameters(curated), folder, progress, lambda line: click.echo(line, err=True))


def _forget(settings: Settings) -> None:
    from finder.sources.trials.receive import discard  # noqa: PLC0415 (requests, as above)

    for folder in (settings.home / "downloads" / TRIALS, settings.home / "downloads" / TRIALS / "again"):
        discard(folder)


@contextmanager
def _bar() -> Iterator[Progress]:
    """Show how many studies were received."""
    with tqdm(unit=_(" studies"), desc=_("asking ClinicalTrials.gov"), disable=None) as bar:

        def progress(studies: int, total: int | None) -> None:
            bar.total = total
            bar.update(studies - bar.n)

        yield progress
