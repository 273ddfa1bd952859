"""Commands for the operator: load the public files, and find where practices stand."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from tqdm import tqdm

from finder.errors import BadFile, NothingLoaded, SourceDown
from finder.formats import words
from finder.ingest.home import EXTRACTS, KINDS, Home
from finder.settings import Settings

if TYPE_CHECKING:  # the readers of large files take a while to start: each command loads what it needs
    from finder.domain.curated import Curated
    from finder.ingest.load import Report, Wanted


@click.command()
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--download", is_flag=True, help="Ask CMS for the current files (all, or those of KIND).")
@click.option("--as-of", default="", metavar="YYYY-MM-DD", help="The day the file tells of.")
@click.option("--no-build", is_flag=True, help="Leave the directory as it is; run `finder build` later.")
@click.pass_obj
def load(
    settings: Settings, kind: str | None, files: tuple[Path, ...], download: bool, as_of: str, no_build: bool
) -> None:
    """Load the public FILES of clinicians and hospitals, then build the directory anew.

    \b
    nppes          the monthly file of National Provider Identifiers (zip)
    nppes-weekly   its weekly updates, any number, in any order (zip)
    deactivated    the report of deactivated NPIs (zip)
    clinicians     CMS Doctors and Clinicians (DAC_NationalDownloadableFile.csv)
    affiliations   CMS Facility Affiliation (csv)
    hospitals      CMS Hospital General Information (csv)

    The site keeps answering from the old directory until the new one is verified. Files that cannot be
    loaded are told, the others loaded; the exit status is 1 only where nothing could be.
    """
    if download == bool(files) or (files and kind is None):
        raise click.UsageError("Name what to load and its FILES, or ask for --download.")
    from finder.ingest.load import Wanted  # noqa: PLC0415

    _let_others_first()
    home = Home(settings.home / EXTRACTS)
    with home.locked(lambda: click.echo("Another load or build is running; waiting for it.", err=True)):
        wanted = Wanted.of(checked_data(settings))
        done = (
            _downloaded(settings, home, kind, wanted)
            if download
            else [_try(partial(_load_file, home, kind or "", path, wanted, as_of, None)) for path in files]
        )
        if not any(done):
            raise NothingLoaded("Nothing could be loaded; the directory is as it was.")
        if not no_build:
            build_directory(settings)
        if not all(done):
            click.echo(f"{done.count(False)} of {len(done)} files could not be loaded: see above.", err=True)


@click.command()
@click.option("--service", default="census", show_default=True, help="The Census, or a service of geopy.")
@click.option("--user-agent", default="", help="Who asks: services other than the Census want to know.")
@click.option("--pause", default=2.0, show_default=True, help="Seconds between two batches.")
@click.option("--limit", type=click.IntRange(min=1), help="Ask for at most so many addresses.")
@click.option("--no-build", is_flag=True, help="Leave the directory as it is; run `finder build` later.")
@click.pass_obj
def geocode(
    settings: Settings, service: str, user_agent: str, pause: float, limit: int | None, no_build: bool
) -> None:
    """Find the street addresses of practices and hospitals, in place of the middle of their ZIP codes.

    What is found is kept and survives every load; stop and start again at will.
    """
    from finder.ingest.geocode_census import ask_census  # noqa: PLC0415
    from finder.ingest.geocode_geopy import ask_geopy  # noqa: PLC0415
    from finder.ingest.street_points import improve_points  # noqa: PLC0415

    if service == "census":
        asker = partial(ask_census, url=settings.census_url, timeout=600, tries=3, wait=time.sleep)
    else:
        asker = ask_geopy(service, user_agent)  # type: ignore[assignment]
    home = Home(settings.home / EXTRACTS)
    with home.locked(lambda: click.echo("A load or build is running; waiting for it.", err=True)):
        with tqdm(unit=" addresses", unit_scale=True, disable=None) as bar:
            size = 10_000 if service == "census" else 100
            report = improve_points(home, settings.data, asker, pause, _by(bar), size=size, limit=limit)
        click.echo(
            f"{report.asked:,} addresses asked: {report.exact + report.non_exact:,} found, "
            f"{report.none + report.tie:,} not found, {report.set_aside:,} too far from their ZIP code, "
            f"{report.unanswered:,} without an answer; {report.skipped:,} have no street."
        )
        for failure in report.failures:
            click.echo(failure, err=True)
        if report.exact + report.non_exact and not no_build:
            build_directory(settings)
        if report.gave_up:
            raise SourceDown("The service failed again and again; run this later to go on.")
        if report.failures:
            raise SourceDown("Not every batch was answered; run this again to ask for the rest.")


COMMANDS = (load, geocode)


def _let_others_first() -> None:
    """Take the processor's spare time only: the site beside us keeps its pace.

    Under Linux whoever has work goes before an idle task at once; a low priority has it wait its turn.
    """
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(19)


def checked_data(settings: Settings) -> Curated:
    """Read data/ and check it. Raises BadData with every fault."""
    from finder.ingest.directory import check_data  # noqa: PLC0415

    return check_data(settings.home, settings.data)


def _by(bar: tqdm[NoReturn]) -> Callable[[int], None]:
    def progress(count: int) -> None:
        bar.update(count)

    return progress


def _try(load_one: Callable[[], None]) -> bool:
    try:
        load_one()
    except (BadFile, SourceDown) as error:
        click.echo(str(error), err=True)
        return False
    return True


def _load_file(home: Home, kind: str, path: Path, wanted: Wanted, as_of: str, rows: int | None) -> None:
    from finder.ingest.load import load as load_one  # noqa: PLC0415

    with _bar(kind) as progress:
        report = load_one(home, kind, path, wanted, progress, as_of=as_of, rows=rows)
    for line in _told(report):
        click.echo(line)


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int, int], None]]:
    """Show how far a file is read: bytes with rate and time left, and rows."""
    with tqdm(unit="B", unit_scale=True, desc=label, disable=None) as bar:

        def progress(rows: int, read: int, size: int) -> None:
            bar.total = max(size, read)
            bar.set_postfix_str(f"{rows:,} rows", refresh=False)
            bar.update(read - bar.n)

        yield progress


def _told(report: Report) -> Iterator[str]:
    """Yield the report of a load, line by line."""
    yield f"{report.kind}: {report.file}, as of {words.date(report.as_of)}"
    yield f"  {report.read:,} rows read, {report.kept:,} kept, {report.refused.total:,} set aside"
    for reason, count in report.left_out.items():
        if count:
            yield f"  left out: {count:,} {reason}"
    for reason, count in report.refused.reasons.most_common():
        yield f"  set aside: {count:,} because {reason}"
    yield from (f"    {line}" for line in report.refused.told)
    if report.is_first:
        yield "  the first load of this kind"
    else:
        yield f"  since the last load: {report.new:,} new, {report.changed:,} changed, {report.gone:,} gone"


def _downloaded(settings: Settings, home: Home, kind: str | None, wanted: Wanted) -> list[bool]:
    """Ask CMS for the current files, fetch and load them; tell of each whether it was loaded."""
    from finder.ingest.download import Addresses, Remote, discover, fetch_newest  # noqa: PLC0415

    addresses = Addresses(nppes=settings.nppes_url, provider_data=settings.provider_data_url)
    done: list[bool] = []

    def fetch_and_load(remotes: Sequence[Remote], each: str) -> None:
        folder = settings.home / "downloads" / each
        with tqdm(unit="B", unit_scale=True, desc=f"fetching {remotes[0].name}", disable=None) as bar:

            def progress(read: int, size: int | None) -> None:
                bar.total = size
                bar.update(read - bar.n)

            remote, path = fetch_newest(remotes, folder, progress)
        _load_file(home, each, path, wanted, remote.as_of or "", remote.rows)
        if each != "nppes-weekly":
            _tidy(folder, [path.name])

    for each in (kind,) if kind else KINDS:
        try:
            remotes = discover(addresses, [each], since=_month_loaded(home))
        except SourceDown as error:
            click.echo(str(error), err=True)
            done.append(False)
            continue
        weeks = [[remote] for remote in remotes] if each == "nppes-weekly" else [remotes]
        done += [_try(partial(fetch_and_load, some, each)) for some in weeks if some]
        if each == "nppes-weekly":
            _tidy(settings.home / "downloads" / each, [remote.name for remote in remotes])
    return done


def _month_loaded(home: Home) -> str:
    """Return the month of the NPPES file that is loaded: it may be older than the newest that CMS lists."""
    from finder.ingest.extract import read_facts  # noqa: PLC0415

    facts = read_facts(home.extract("nppes"))
    return facts.as_of[:7] if facts else ""


def _tidy(folder: Path, names: Sequence[str]) -> None:
    """Remove the files of before, and the notes on them: `names` are those that stay."""
    for other in folder.iterdir() if folder.is_dir() else ():
        if not other.name.startswith(tuple(names)):
            other.unlink()


def build_directory(settings: Settings, err: bool = False) -> None:
    """Build the directory anew and tell of it; `err`: on the error stream, as a report is on the other."""
    from finder.ingest.directory import make_directory  # noqa: PLC0415
    from finder.ingest.extract import give_memory_back  # noqa: PLC0415

    give_memory_back()
    started = time.perf_counter()
    click.echo("Building the directory …", err=True)
    built = make_directory(settings.directory, settings.data)
    click.echo(
        f"{built.counts['clinician']:,} clinicians and clinics, {built.counts['hospital']:,} hospitals: "
        f"built and verified in {time.perf_counter() - started:.1f} s; the site shows them now.",
        err=err,
    )
