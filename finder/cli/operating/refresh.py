"""The command that brings everything up to date: load what changed, check links, build, report."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterable
from typing import TextIO

import click
import filelock
import msgspec

from finder import utc
from finder.cli.export import write_data
from finder.cli.geocode import geocode
from finder.cli.links import check as check_links
from finder.cli.loading import load_quick
from finder.cli.loading.load import build_directory, checked_data, load
from finder.cli.operating.publish import say_published
from finder.cli.operating.refresh_report import Outcome, Report, Step, save, summary
from finder.directory.build import is_current
from finder.directory.published.publish import latest, publish, remove_old
from finder.domain.sources import is_overdue
from finder.errors import BadData, BadDirectory, BadFile, BadSetting, NothingLoaded, SourceDown
from finder.language import _, marked
from finder.settings import Settings
from finder.settings.values import PARTS, Part
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.sources.published.places import open_to_write
from finder.store.copies import checksum
from finder.store.read_catalog import catalog_of
from finder.store.storage.interface import OpenDirectory
from finder.store.storage.where import at

BUILD, DATA, PUBLISH = "build", "data", "publish"
#: Exit statuses: a step failed; the build failed, so that nothing new is shown; another refresh is running.
STEP_FAILED, BUILD_FAILED, RUNNING = 1, 2, 3
#: Links checked less than so many days ago are left alone: a weekly refresh that came early checks them too.
_LINK_DAYS = 5
#: What a step may raise; the next steps go on.
_FAILURES = (BadData, BadDirectory, BadFile, BadSetting, NothingLoaded, SourceDown, OSError, click.UsageError)


@click.command(
    help=marked(
        "Bring the site up to date: load what changed, look up new addresses, check links, build.\n\n"
        "FINDER_REFRESH says which steps. What is new is published if FINDER_PUBLISH says where. The files of"
        " finder export data are made again if they are there. If a step"
        " fails, the others still run, and the site keeps what it has."
        " Only one refresh runs at a time. The exit status is 1 if a step failed, 2 if the directory could"
        " not be built, 3 if another refresh is running."
    )
)
@click.option(
    "--only", "parts", multiple=True, type=click.Choice(PARTS), help=marked("Only this step.")
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=marked("Print the report as JSON."))
@click.pass_context
def refresh(context: click.Context, parts: tuple[Part, ...], as_json: bool) -> None:
    """Load what changed, look up new addresses, check links, build the directory, report."""
    settings: Settings = context.obj
    settings.home.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(settings.home / ".refresh.lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        click.echo(_("Another refresh is running. Nothing was done."), err=True)
        sys.exit(RUNNING)
    try:
        report = _run(context, [each for each in PARTS if each in (parts or settings.refresh)], as_json)
    finally:
        lock.release()
    if as_json:
        click.echo(msgspec.json.encode(report))
    else:
        for line in summary(report):
            click.echo(line)
    if report.failed:
        sys.exit(BUILD_FAILED if BUILD in report.failed else STEP_FAILED)


COMMANDS = (refresh,)


def _run(context: click.Context, parts: Iterable[Part], quiet: bool) -> Report:
    """Run the steps, build if anything is new, keep the report. If `quiet`, lines go to the error stream."""
    settings: Settings = context.obj
    folder = DataFolder(settings.home / EXTRACTS)
    began, out = utc.timestamp(), sys.stderr if quiet else sys.stdout
    steps = [_step(each, lambda each=each: _do(context, each), folder, out) for each in parts]  # type: ignore[misc]
    directory = at(settings.where).open()
    if not is_current(directory, settings.data):
        steps.append(_step(BUILD, lambda: _build(settings, folder), folder, out))
    if BUILD not in (each.name for each in steps if each.outcome == "failed"):
        if settings.dataset.exists():
            steps.append(_step(DATA, lambda: _renew_data(settings), folder, out))
        if settings.publish:
            steps.append(_step(PUBLISH, lambda: _publish(settings), folder, out))
    report = Report(began, utc.timestamp(), tuple(steps), _overdue(directory))
    save(report, settings.home)
    return report


def _step(name: str, run: Callable[[], bool | None], folder: DataFolder, out: TextIO) -> Step:
    """Run a step; whatever it writes goes to `out` and into the report.

    It returns whether all of it worked; None if there was nothing to do.
    """
    click.echo(f"== {name}", file=out)
    began, before, tee = time.monotonic(), folder.fingerprint(), _Tee(out)
    with contextlib.redirect_stdout(tee), contextlib.redirect_stderr(tee):
        try:
            whole = run()
        except _FAILURES as error:
            click.echo(error.format_message() if isinstance(error, click.UsageError) else str(error))
            whole = False
    changed = whole is not None and (name in (BUILD, DATA, PUBLISH) or folder.fingerprint() != before)
    outcome: Outcome = "failed" if whole is False else "changed" if changed else "unchanged"
    return Step(name, outcome, round(time.monotonic() - began, 1), tuple(tee.getvalue().splitlines()))


class _Tee(io.StringIO):
    """A stream that keeps what is written, and passes it on."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out

    def write(self, text: str) -> int:
        self._out.write(text)
        self._out.flush()
        return super().write(text)


def _do(context: click.Context, part: Part) -> bool:
    """Run one step without a build; return whether all of it worked."""
    settings: Settings = context.obj
    match part:
        case "quick":
            states = settings.quick_states or None
            return bool(context.invoke(load, kind=load_quick.QUICK, states=states, no_build=True))
        case "nppes" | "cms":
            done = [
                bool(context.invoke(load, kind=kind, download=True, only_new=True, no_build=True))
                for kind in _FILES[part]
            ]
            return all(done)
        case "trials":
            return bool(context.invoke(load, kind="trials", no_build=True))
        case "geocode":
            context.invoke(geocode, no_build=True)
        case "links":
            with contextlib.suppress(SystemExit):  # links that stopped working are in the report
                context.invoke(check_links, older_than=_LINK_DAYS, no_build=True)
    return True


_FILES = {
    "nppes": ("nppes", "nppes-weekly", "deactivated"),
    "cms": ("clinicians", "affiliations", "hospitals"),
}


def _build(settings: Settings, folder: DataFolder) -> bool:
    with folder.locked(lambda: click.echo(_("Waiting for another load or build to finish."), err=True)):
        build_directory(settings, checked_data(settings))
    return True


def _renew_data(settings: Settings) -> bool | None:
    """Write the data set that the site offers again, unless it was made of this directory."""
    from finder.directory.dataset.write import is_dataset, is_of  # noqa: PLC0415 (it reads pyarrow)

    snapshot = at(settings.where).open().snapshot()
    if not is_dataset(settings.dataset) or is_of(settings.dataset, snapshot):
        return None
    write_data(settings, snapshot, settings.dataset)
    return True


def _publish(settings: Settings) -> bool | None:
    """Publish the directory, unless it is the latest there already."""
    place = open_to_write(settings.publish)
    there = latest(place)
    if there and there.latest.checksum == checksum.sealed(settings.directory):
        click.echo(_("This is the latest published version."))
        return None
    pointer = publish(settings.directory, place)
    say_published(pointer, place.shown)
    remove_old(place, pointer)
    return True


def _overdue(directory: OpenDirectory) -> tuple[str, ...]:
    """Return the keys of the loaded sources that are older than they should be."""
    try:
        sources = catalog_of(directory.snapshot()).sources.values()
    except BadDirectory:
        return ()
    return tuple(each.key for each in sources if is_overdue(each, utc.today()))
