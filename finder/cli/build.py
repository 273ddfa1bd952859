"""Commands for curators: check data/, and build the directory from it."""

from __future__ import annotations

import time

import click

from finder.directory.build import make_directory
from finder.directory.checked_data import read_data
from finder.language import _, marked, number
from finder.settings import Settings
from finder.sources.files.data_folder import EXTRACTS, DataFolder


@click.command(help=marked("Check every file in data/, and list each error with its file and line."))
@click.pass_obj
def check(settings: Settings) -> None:
    """Check every file in data/, and list each error with its file and line."""
    data = read_data(settings.home, settings.data).curated
    message = _(
        "No errors: %(places)s places, %(cancers)s cancer types, %(specialties)s specialties, %(documents)s "
        "documents, %(chapters)s chapters of the guide, %(sources)s sources."
    )
    counts = {
        "places": len(data.care_sites),
        "cancers": len(data.cancers),
        "specialties": len(data.specialties),
        "documents": len(data.guidelines),
        "chapters": len(data.chapters),
        "sources": len(data.sources),
    }
    click.echo(message % counts)


@click.command(help=marked("Rebuild the directory from data/ and the loaded files, and replace the old one."))
@click.pass_obj
def build(settings: Settings) -> None:
    """Rebuild the directory from data/ and the loaded files, and replace the old one."""
    started = time.perf_counter()
    folder = DataFolder(settings.home / EXTRACTS)
    with folder.locked(lambda: click.echo(_("Waiting for another load or build to finish."), err=True)):
        built = make_directory(settings.directory, settings.data)
    for name, count in {**built.counts, **built.records}.items():
        click.echo(f"{number(count):>8}  {name}")
    message = _("Built and checked in %(seconds)s seconds: %(path)s")
    click.echo(message % {"seconds": f"{time.perf_counter() - started:.1f}", "path": built.path})


COMMANDS = (check, build)
