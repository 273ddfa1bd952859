"""The command that locates the street addresses of practices and hospitals."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import NoReturn

import click
from tqdm import tqdm

from finder.cli.loading.load import build_directory, checked_data, no_build
from finder.cli.loading.report import counted
from finder.errors import SourceDown
from finder.language import _, marked
from finder.settings import Settings
from finder.sources.files.data_folder import EXTRACTS, DataFolder


@click.command(
    help=marked(
        "Put practices, hospitals and cancer centers on the map by street address, not by ZIP code.\n\n"
        "Results are saved and survive every load. You can stop and start again at any time."
    )
)
@click.option(
    "--service", default="census", show_default=True, help=marked("The US Census, or a geopy service.")
)
@click.option("--user-agent", default="", help=marked("Name to send to geopy services. They require one."))
@click.option("--pause", default=2.0, show_default=True, help=marked("Seconds to wait between batches."))
@click.option("--limit", type=click.IntRange(min=1), help=marked("Look up at most this many addresses."))
@no_build
@click.pass_obj
def geocode(
    settings: Settings, service: str, user_agent: str, pause: float, limit: int | None, no_build: bool
) -> None:
    """Put practices, hospitals and cancer centers on the map by street address, not by ZIP code."""
    from finder.directory.geocode_places import improve_points  # noqa: PLC0415
    from finder.sources.geocoding.census import ask_census  # noqa: PLC0415
    from finder.sources.geocoding.geopy_services import ask_geopy  # noqa: PLC0415

    if service == "census":
        asker = partial(ask_census, url=settings.census_url, timeout=600, tries=3, wait=time.sleep)
    else:
        asker = ask_geopy(service, user_agent)  # type: ignore[assignment]
    folder = DataFolder(settings.home / EXTRACTS)
    with folder.locked(lambda: click.echo(_("Waiting for another load or build to finish."), err=True)):
        data = checked_data(settings)
        with tqdm(unit=_(" addresses"), unit_scale=True, disable=None) as bar:
            size = 10_000 if service == "census" else 100
            report = improve_points(folder, data, asker, pause, _progress(bar), size=size, limit=limit)
        sentence = _(
            "%(asked)s addresses looked up: %(found)s found, %(missing)s not found, %(far)s too far from "
            "their ZIP code, %(unanswered)s without an answer. %(skipped)s have no street."
        )
        counts = {
            "asked": report.asked,
            "found": report.exact + report.non_exact,
            "missing": report.none + report.tie,
            "far": report.set_aside,
            "unanswered": report.unanswered,
            "skipped": report.skipped,
        }
        click.echo(counted(sentence, counts))
        for failure in report.failures:
            click.echo(failure, err=True)
        if report.exact + report.non_exact and not no_build:
            build_directory(settings, data, offer_streets=False)
        if report.gave_up:
            raise SourceDown(_("Run this again later to continue. The service failed several times."))
        if report.failures:
            raise SourceDown(_("Run this again to look up the rest. Some batches got no answer."))


COMMANDS = (geocode,)


def _progress(bar: tqdm[NoReturn]) -> Callable[[int], None]:
    def progress(count: int) -> None:
        bar.update(count)

    return progress
