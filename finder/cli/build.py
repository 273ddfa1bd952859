"""The command that builds the directory from data/ and the loaded files."""

from __future__ import annotations

import time

import click

from finder.directory.build import make_directory
from finder.directory.fhir.kept import renew
from finder.language import _, marked, number
from finder.settings import Settings
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.store.storage.where import at


@click.command(help=marked("Rebuild the directory from data/ and the loaded files, and replace the old one."))
@click.option(
    "--accept-loss",
    is_flag=True,
    help=marked("Build even if a loaded file that the current directory was made with is gone."),
)
@click.pass_obj
def build(settings: Settings, accept_loss: bool) -> None:
    """Rebuild the directory from data/ and the loaded files, and replace the old one."""
    started = time.perf_counter()
    folder = DataFolder(settings.home / EXTRACTS)
    with folder.locked(lambda: click.echo(_("Waiting for another load or build to finish."), err=True)):
        built = make_directory(settings.where, settings.data, accept_loss=accept_loss)
        renew(at(settings.where).open())
    for name, count in {**built.counts, **built.records}.items():
        click.echo(f"{number(count):>8}  {name}")
    message = _("Built and checked in %(seconds)s seconds: %(path)s")
    click.echo(message % {"seconds": f"{time.perf_counter() - started:.1f}", "path": built.path})


COMMANDS = (build,)
