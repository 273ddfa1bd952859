"""The command that checks the settings and data/."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import NoReturn

import click

from finder.directory.build import open_directory
from finder.directory.checked_data import read_data
from finder.errors import BadSetting
from finder.language import _, marked, ngettext, number
from finder.settings import SETTINGS, Settings
from finder.settings.check import chosen, faults
from finder.web.operator.colors import stylesheet
from finder.web.operator.start_place import start_place


@click.command(
    help=marked(
        "Check the settings and every file in data/. It lists what is set, and each error in data/ with "
        "its file and line."
    )
)
def check() -> None:
    """Check the settings and every file in data/, and list what is set and what is wrong."""
    if wrong := faults(os.environ):
        _refuse(wrong)
    settings = Settings.read(os.environ)
    counted = _check_data(settings)
    if wrong := list(_faults_of_pages(settings)):
        _refuse(wrong)
    for line in (*_chosen(), counted):
        click.echo(line)


def _chosen() -> Iterator[str]:
    own = chosen(os.environ)
    for name, value in own.items():
        yield f"{name}={value}"
    count = len(SETTINGS) - len(own)
    rest = ngettext("%(count)s setting has its default.", "%(count)s settings have their defaults.", count)
    yield rest % {"count": number(count)}


def _check_data(settings: Settings) -> str:
    """Return what data/ holds. Raises BadData if it has faults."""
    data = read_data(settings.home, settings.data).curated
    message = _(
        "No errors: %(places)s places, %(cancers)s cancer types, %(specialties)s specialties,"
        " %(documents)s documents, %(chapters)s chapters of the guide, %(sources)s sources."
    )
    counts = {
        "places": len(data.care_sites),
        "cancers": len(data.cancers),
        "specialties": len(data.specialties),
        "documents": len(data.guidelines),
        "chapters": len(data.chapters),
        "sources": len(data.sources),
    }
    return message % counts


def _faults_of_pages(settings: Settings) -> Iterator[str]:
    """Yield what is wrong with the colors and the start place: they need the stylesheet and the directory."""
    try:
        stylesheet(settings.colors)
    except BadSetting as error:
        yield str(error)
    if settings.start_place:
        directory = open_directory(settings.where, settings.data)
        try:
            start_place(directory, settings.start_place)
        except BadSetting as error:
            yield str(error)


def _refuse(wrong: list[str]) -> NoReturn:
    """Print what is set and what is wrong with it, and end with status 1."""
    for line in (*_chosen(), *wrong):
        click.echo(line, err=True)
    sys.exit(1)


COMMANDS = (check,)
