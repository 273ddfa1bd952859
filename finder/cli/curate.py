"""Commands for who looks after data/: check it, build the directory from it."""

from __future__ import annotations

import time

import click

from finder.ingest.directory import check_data, make_directory
from finder.ingest.home import EXTRACTS, Home
from finder.settings import Settings


@click.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Check every file of data/: each fault with its file and line."""
    read = check_data(settings.home, settings.data)
    click.echo(
        f"No fault: {len(read.care_sites)} places, {len(read.cancers)} cancer types, "
        f"{len(read.specialties)} specialties, {len(read.guidelines)} documents, "
        f"{len(read.chapters)} chapters of the guide, {len(read.sources)} sources."
    )


@click.command()
@click.pass_obj
def build(settings: Settings) -> None:
    """Build the directory anew from data/ and the loaded files, and put it in place of the old one."""
    started = time.perf_counter()
    home = Home(settings.home / EXTRACTS)
    with home.locked(lambda: click.echo("A load or build is running; waiting for it.", err=True)):
        built = make_directory(settings.directory, settings.data)
    for table, rows in built.counts.items():
        click.echo(f"{rows:>8,}  {table}")
    click.echo(f"Built and verified in {time.perf_counter() - started:.1f} s: {built.path}")


COMMANDS = (check, build)
