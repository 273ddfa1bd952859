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

#: The exit status where links died, although the check itself worked.
DIED = 3


@click.group(help=marked("Look after the links of the directory's documents."))
def links() -> None:
    """Look after the links of the directory's documents."""


@links.command(
    help=marked(
        "Visit every link: documents, NCI's pages, help lines, centers and programs.\n\n"
        "What is found is kept as it comes, survives every load, and a check that was cut short goes on"
        " from there. Then the directory is built anew, so that the pages know. The exit status is 3 where"
        " links died."
    )
)
@click.option("--limit", type=click.IntRange(min=1), help=marked("Visit at most so many links."))
@click.option(
    "--older-than", default=0, type=click.IntRange(min=0), metavar="DAYS",
    help=marked("Only links that were not checked for so many days; all by default."),
)  # fmt: skip
@click.option("--host", default="", help=marked("Only links of this host, such as www.cancer.gov."))
@click.option(
    "--pause", default=2.0, show_default=True, type=click.FloatRange(min=0.0),
    help=marked("Seconds between two requests to one host; robots.txt may ask for more."),
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
    """Visit every link: documents, NCI's pages, help lines, centers and programs."""
    from finder.sources.links.rate_limit import RateLimit  # noqa: PLC0415
    from finder.sources.links.run import Options, check_links  # noqa: PLC0415
    from finder.sources.links.targets import targets  # noqa: PLC0415

    folder = DataFolder(settings.home / EXTRACTS)
    data = checked_data(settings)
    options = Options(limit, older_than, host.strip().lower(), settings.report_to)
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
            waiting=lambda: click.echo(
                _("Another check, load or build is running; waiting for it."), err=True
            ),
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
        "Compare data/guidelines.csv with NCI's PDQ index pages and NCCN's lists, saved as HTML FILES or"
        " --live.\n\n"
        "What is new, renamed or gone comes out as a patch for `git apply`, what that means on the error"
        " stream, and what a person has to decide with it. Nothing is changed here."
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--live", is_flag=True, help=marked("Read the lists from NCI and NCCN themselves."))
@click.option("--as-of", default="", metavar="YYYY-MM-DD", help=marked("The day FILES were saved."))
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help=marked("Write the patch there.")
)  # fmt: skip
@click.option(
    "--pause", default=2.0, show_default=True, type=click.FloatRange(min=0.0), help=marked("As of check.")
)  # fmt: skip
@click.pass_obj
def discover(
    settings: Settings, files: tuple[Path, ...], live: bool, as_of: str, output: Path | None, pause: float
) -> None:
    """Compare data/guidelines.csv with NCI's PDQ index pages and NCCN's lists."""
    if live == bool(files):
        raise click.UsageError(_("Name the HTML FILES of the lists, or ask for --live."))
    from finder.sources.links.discovery.discover import find_changes, from_files, from_the_web  # noqa: PLC0415
    from finder.sources.links.rate_limit import RateLimit  # noqa: PLC0415

    curated = checked_data(settings).curated
    listings, day = from_the_web(RateLimit(pause), settings.report_to) if live else from_files(files, as_of)
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
        line = _("%(count)s links visited, %(before)s of them before the check was cut short")
    else:
        line = _("%(count)s links visited")
    yield line % {"count": number(report.visited), "before": number(report.continued)}
    for state, count in report.states.items():
        if count:
            yield f"{number(count):>8}  {state}: {_(STATES[state])}"  # type: ignore[index]
    if report.postponed:
        postponed = _("put off until the next check: the host fails, or asked to wait")
        yield f"{number(report.postponed):>8}  {postponed}"
    parts = (
        (_("Died"), report.died),
        (_("Answer again"), report.back),
        (_("Moved"), report.moved),
        (
            _("Another title than expected"),
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
