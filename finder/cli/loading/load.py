"""The command that loads the public files, and what it shares with other commands for operators."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from finder.cli.loading import load_quick, load_trials
from finder.cli.loading.download import attempt, downloaded
from finder.cli.loading.load_quick import QUICK
from finder.cli.loading.rejoin import rejoin
from finder.cli.loading.report import counted, report_lines
from finder.directory import build
from finder.directory.checked_data import CheckedData, read_changes, read_data
from finder.directory.fhir.kept import renew
from finder.domain.kinds import PROVIDERS, Kind
from finder.errors import NothingLoaded
from finder.language import _, marked, number
from finder.settings import Settings
from finder.sources.cms import CLINICIANS
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.sources.files.public_file import PublicFile
from finder.sources.public_files import BY_NAME, PUBLIC_FILES
from finder.sources.trials import TRIALS
from finder.store.storage.where import at

if TYPE_CHECKING:  # what needs PyArrow is imported when it runs: see finder/sources/files/public_file.py
    from finder.directory.load import Report

no_build = click.option(
    "--no-build", is_flag=True, help=marked("Leave the directory as it is; run `finder build` later.")
)


class _Load(click.Command):
    """A command with the table of files in its help."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the help, with a row for each kind of file in place of {files}."""
        labels = {QUICK: load_quick.LABEL, TRIALS: load_trials.LABEL}
        labels |= {file.name: file.label for file in PUBLIC_FILES}
        rows = (f"{name:<15}{_(label)}" for name, label in labels.items())
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text((self.help or "").format(files="\n".join(["\b", *rows])))


@click.command(
    cls=_Load,
    help=marked(
        "Load the public FILES of clinicians and hospitals, then rebuild the directory.\n\n"
        "`finder load quick` needs no files: it asks CMS only for cancer care. `finder load trials` without"
        " files asks ClinicalTrials.gov for recruiting cancer trials.\n\n"
        "{files}\n\n"
        "The site keeps using the old directory until the new one has been checked. If a file cannot be"
        " loaded, the error says why, and the others are still loaded. The exit status is 1 if none could be"
        " loaded."
    ),
)
@click.argument("kind", required=False, type=click.Choice([QUICK, TRIALS, *BY_NAME]))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--download", is_flag=True, help=marked("Download the current files from CMS (all, or those of KIND).")
)
@click.option("--as-of", default="", metavar="YYYY-MM-DD", help=marked("The date of the file."))
@click.option(
    "--accept-loss",
    is_flag=True,
    help=marked("Load a file even if we can use far fewer of its rows than are loaded now."),
)
@click.option("--states", metavar="MT,WY", help=marked("With quick: only these states."))
@click.option(
    "--partial", "partly", is_flag=True, help=marked("With trials: load them even if some are missing.")
)
@click.option(
    "--only-new", is_flag=True, help=marked("With --download: leave out files that are loaded already.")
)
@no_build
@click.pass_obj
def load(
    settings: Settings,
    kind: str | None,
    files: tuple[Path, ...],
    download: bool,
    as_of: str,
    states: str | None,
    partly: bool,
    accept_loss: bool,
    only_new: bool,
    no_build: bool,
) -> bool:
    """Load the public FILES of clinicians and hospitals, then rebuild the directory.

    Return whether all of them could be loaded.
    """
    if kind == QUICK and states is None:
        states = settings.quick_states or None
    chosen_states = () if states is None else load_quick.read_states(states)
    _check_options(kind, files, download=download, as_of=as_of, states=chosen_states, partly=partly)
    quick = kind == QUICK

    _yield_processor()
    folder = DataFolder(settings.home / EXTRACTS)
    with folder.locked(lambda: click.echo(_("Waiting for another load or build to finish."), err=True)):
        data = checked_data(settings)
        care = CancerCare.of(data.curated)
        reports: list[Report] = []
        load_file = partial(_load_file, folder, care, accept_loss, reports)
        chosen = [BY_NAME[kind]] if kind in BY_NAME else PUBLIC_FILES
        if quick:
            received = load_quick.receive(settings, data.curated, chosen_states)
            done = [
                attempt(partial(load_file, each.file, each.path, as_of=each.as_of, rows=each.rows))
                for each in received
            ]
        elif kind == TRIALS:
            file = load_trials.trials_file(settings, data.curated, files, partly)
            path = files[0] if files else settings.home / "downloads" / TRIALS / "page-001.json"
            accept = accept_loss or partly
            done = [attempt(lambda: _load_file(folder, care, accept, reports, file, path, as_of))]
        elif download:
            done = [
                each
                for file in chosen
                for each in downloaded(settings, folder, file, load_file, only_new=only_new)
            ]
        else:
            done = [attempt(partial(load_file, chosen[0], path, as_of=as_of)) for path in files]
        if not any(done):
            raise NothingLoaded(_("Nothing could be loaded. The directory has not changed."))
        rejoin(folder, reports, lambda path, day: attempt(partial(load_file, CLINICIANS, path, as_of=day)))
        if quick:
            click.echo(load_quick.contents(chosen_states))
        if not no_build:
            build_directory(settings, data)
        if not all(done):
            message = _("%(count)s of %(total)s files could not be loaded: see above.")
            click.echo(message % {"count": done.count(False), "total": len(done)}, err=True)
    return all(done)


COMMANDS = (load,)


def _check_options(
    kind: str | None,
    files: Sequence[Path],
    *,
    download: bool,
    as_of: str,
    states: Sequence[str],
    partly: bool,
) -> None:
    """Raise UsageError for options that do not go together."""
    if kind == QUICK and (files or download or as_of):
        raise click.UsageError(_("`finder load quick` takes no FILES, no --download and no --as-of."))
    if states and kind != QUICK:
        raise click.UsageError(_("Use --states only with `finder load quick`."))
    if partly and kind != TRIALS:
        raise click.UsageError(_("Use --partial only with `finder load trials`."))
    asks_itself = kind == QUICK or (kind == TRIALS and not files)
    if not asks_itself and (download == bool(files) or (files and kind is None)):
        raise click.UsageError(_("Say what to load and give its FILES, or use --download."))


def _yield_processor() -> None:
    """Use the processor only when nothing else needs it: the site on this machine stays as fast as before.

    On Linux an idle task gives way at once; a low priority elsewhere only gets a smaller share.
    """
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(19)


def checked_data(settings: Settings) -> CheckedData:
    """Return data/, read and checked. Raises BadData with every fault."""
    return read_data(settings.home, settings.data)


def _load_file(
    folder: DataFolder,
    care: CancerCare,
    accept_loss: bool,
    reports: list[Report],
    file: PublicFile,
    path: Path,
    as_of: str = "",
    rows: int | None = None,
) -> None:
    """Load a file, print its report, and add it to `reports`."""
    from finder.directory.load import load as load_one  # noqa: PLC0415

    with _bar(file.name) as progress:
        report = load_one(folder, file, path, care, progress, as_of=as_of, rows=rows, accept_loss=accept_loss)
    for line in report_lines(report):
        click.echo(line)
    reports.append(report)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int, int], None]]:
    """Show the progress of reading a file: bytes with rate and time left, and rows."""
    with tqdm(unit="B", unit_scale=True, desc=label, disable=None) as bar:

        def progress(rows: int, read: int, size: int) -> None:
            bar.total = max(size, read)
            bar.set_postfix_str(_("%(count)s rows") % {"count": number(rows)}, refresh=False)
            bar.update(read - bar.n)

        yield progress


def build_directory(
    settings: Settings, data: CheckedData, err: bool = False, *, offer_streets: bool = True
) -> None:
    """Build the directory and report it, on the error stream if `err` (where a report goes to the other).

    `offer_streets` names the command that finds streets, if some are on the map by their ZIP code only.
    data/ is read again only if it changed since it was checked: a load or a check of links may take hours.
    """
    from finder.sources.files.extract import give_memory_back  # noqa: PLC0415

    give_memory_back()
    started = time.perf_counter()
    click.echo(_("Building the directory …"), err=True)
    built = build.build_directory(settings.where, read_changes(data, settings.home))
    message = _(
        "Doctors and clinics: %(clinicians)s, hospitals: %(hospitals)s. Built and checked in %(seconds)s "
        "seconds. The site shows them now."
    )
    values = {
        "clinicians": number(sum(built.records.get(kind, 0) for kind in PROVIDERS)),
        "hospitals": number(built.records.get(Kind.HOSPITAL, 0)),
        "seconds": f"{time.perf_counter() - started:.1f}",
    }
    click.echo(message % values, err=err)
    renew(at(settings.where).open())
    about = built.streets.get("zip", 0) + built.streets.get("city", 0)
    if offer_streets and about:
        offer = _(
            "%(about)s of %(streets)s addresses are on the map by ZIP code or city. To find their streets, "
            "run: finder geocode"
        )
        click.echo(counted(offer, {"about": about, "streets": sum(built.streets.values())}), err=err)
