"""Commands for links: check that they work, and find documents that are new or gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from tqdm import tqdm

from finder.cli.loading.load import build_directory, checked_data, no_build
from finder.domain.links import STATES, LinkRecord, reason_text
from finder.language import _, marked, number
from finder.settings import Settings
from finder.sources.files.data_folder import EXTRACTS, DataFolder

if TYPE_CHECKING:  # the modules for the network take a while to import
    from finder.sources.links.check import Report

#: Seconds between two requests to one host.
PAUSE = 2.0
#: The exit status where links died, although the check itself worked.
DIED = 3


@click.group(help=marked("Check the links to documents, and find new documents."))
def links() -> None:
    """Check the links to documents, and find new documents."""


@links.command(
    help=marked(
        "Check every link: documents, NCI's pages, help lines, centers and programs.\n\n"
        "Results are saved as they come in and survive every load. If the check stops, the next one"
        " continues from there. Then the directory is rebuilt, so that the pages show the results. The exit"
        " status is 3 if links stopped working."
    )
)
@click.option("--limit", type=click.IntRange(min=1), help=marked("Check at most this many links."))
@click.option(
    "--older-than", default=0, type=click.IntRange(min=0), metavar="DAYS",
    help=marked("Only links not checked for this many days. Leave it out for all links."),
)  # fmt: skip
@click.option("--host", default="", help=marked("Only links to this host, such as www.cancer.gov."))
@click.option(
    "--pause", default=lambda: PAUSE, show_default="2", type=click.FloatRange(min=0.0),
    help=marked("Seconds to wait between requests to one host; robots.txt may ask for more."),
)  # fmt: skip
@no_build
@click.option("--json", "as_json", is_flag=True, help=marked("Print the report as JSON."))
@click.pass_obj
def check(
    settings: Settings,
    limit: int | None,
    older_than: int,
    host: str,
    pause: float,
    no_build: bool,
    as_json: bool,
) -> None:
    """Check every link: documents, NCI's pages, help lines, centers and programs."""
    from finder.sources.links.rate_limit import RateLimit  # noqa: PLC0415
    from finder.sources.links.run import Options, check_links  # noqa: PLC0415
    from finder.sources.links.targets import targets  # noqa: PLC0415

    folder = DataFolder(settings.home / EXTRACTS)
    data = checked_data(settings)
    options = Options(limit, older_than, host.strip().lower(), settings.report_to, settings.private_links)
    with tqdm(unit=_(" links"), disable=None) as bar:

        def progress(record: LinkRecord | None, count: int) -> None:
            bar.total = count
            if record:
                bar.set_postfix_str(f"{record.state} {record.url[:60]}", refresh=False)
            bar.update()

        report = check_links(
            folder,
            data.curated,
            options,
            RateLimit(pause),
            progress=progress,
            waiting=lambda: click.echo(_("Waiting for another check, load or build to finish."), err=True),
        )
    used_by = {each.url: each.used_by for each in targets(data.curated)}
    if as_json:
        click.echo(msgspec.json.encode(_as_json(report, used_by)))
    else:
        for line in _report_lines(report, used_by):
            click.echo(line)
    if report.visited and not no_build:
        with folder.locked():
            build_directory(settings, data, err=True)
    if report.died:
        sys.exit(DIED)


@links.command(
    help=marked(
        "Compare data/guidelines.csv with NCI's PDQ index pages and NCCN's lists, from saved HTML"
        " FILES or --live.\n\n"
        "Writes a patch for `git apply` with what is new, renamed or gone. The error stream explains the"
        " patch and lists what you need to decide. This command changes no files."
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--live", is_flag=True, help=marked("Read the lists from the NCI and NCCN websites."))
@click.option("--as-of", default="", metavar="YYYY-MM-DD", help=marked("The day FILES were saved."))
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help=marked("Write the patch to this file.")
)  # fmt: skip
@click.option(
    "--pause", default=lambda: PAUSE, show_default="2", type=click.FloatRange(min=0.0),
    help=marked("Seconds to wait between requests to one host; robots.txt may ask for more."),
)  # fmt: skip
@click.pass_obj
def discover(
    settings: Settings, files: tuple[Path, ...], live: bool, as_of: str, output: Path | None, pause: float
) -> None:
    """Compare data/guidelines.csv with NCI's PDQ index pages and NCCN's lists."""
    if live == bool(files):
        raise click.UsageError(_("Give the saved lists as HTML FILES, or use --live."))
    from finder.sources.links.discovery.discover import find_changes, from_files, from_the_web  # noqa: PLC0415
    from finder.sources.links.rate_limit import RateLimit  # noqa: PLC0415

    curated = checked_data(settings).curated
    listings, day = (
        from_the_web(RateLimit(pause), settings.report_to, private=settings.private_links)
        if live
        else from_files(files, as_of)
    )
    for listing in listings.unread:
        click.echo(listing, err=True)
    changes = find_changes(settings.data, curated, listings.read, day)
    for line in changes.report:
        click.echo(line, err=True)
    if output:
        output.write_text(changes.patch, encoding="utf-8", newline="")
    else:
        click.echo(changes.patch, nl=False)


COMMANDS = (links,)

UsedBy = Mapping[str, tuple[str, ...]]


def _report_lines(report: Report, used_by: UsedBy) -> Iterator[str]:
    """Yield the lines of the report of a check."""
    if report.continued:
        line = _("%(count)s links checked, %(before)s of them before the check was stopped")
    else:
        line = _("%(count)s links checked")
    yield line % {"count": number(report.visited), "before": number(report.continued)}
    for state, count in report.states.items():
        if count:
            yield f"{number(count):>8}  {state}: {_(STATES[state])}"  # type: ignore[index]
    if report.postponed:
        postponed = _("postponed to the next check: the host failed or asked us to wait")
        yield f"{number(report.postponed):>8}  {postponed}"
    parts = (
        (_("Not working"), report.died),
        (_("Working again"), report.back),
        (_("Moved"), report.moved),
        (
            _("Different title"),
            tuple(one for one in report.records if one.state == "wrong-title"),
        ),
    )
    for heading, records in parts:
        if records:
            yield f"{heading}: {number(len(records))}"
        for each in records:
            yield f"  {each.url}"
            where = ", ".join(used_by.get(each.url, ())) or _("no longer linked")
            yield f"      {reason_text(each.why or each.state, _)} ({where})"


def _as_json(report: Report, used_by: UsedBy) -> dict[str, object]:
    """Return the report as JSON values: counts, and every visited link."""
    counts = {"died": report.died, "back": report.back, "moved": report.moved}
    return {
        "visited": report.visited,
        "continued": report.continued,
        "put_off": report.postponed,
        "states": report.states,
        **{name: [each.url for each in records] for name, records in counts.items()},
        "links": [
            {
                "url": each.url,
                "state": each.state,
                "status": each.status,
                "moved_to": each.moved_to,
                "title": each.title,
                "checked": each.checked,
                "last_alive": each.last_alive,
                "died": each.died,
                "why": reason_text(each.why) if each.why else None,
                "used_by": used_by.get(each.url, ()),
            }
            for each in report.records
        ],
    }
