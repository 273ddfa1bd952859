"""The command that lists help lines: whom to call now."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import click

from finder import utc
from finder.cli.search import as_json
from finder.directory.build import open_directory
from finder.domain.documents import EMERGENCY_NUMBER, Helpline
from finder.formats import display, opening_hours
from finder.formats.json import helplines as helplines_json
from finder.formats.json.encode import encode
from finder.geo.time_zones import zone_of
from finder.language import _, language_name, marked, translate
from finder.settings import Settings
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.place.find import find_place

_WIDTH = 92


@click.command(
    "help-lines",
    help=marked(
        "List help lines to call now and their hours, the open ones first.\n\nIn an emergency call 911."
    ),
)
@click.option(
    "--near", help=marked("Also show times in the time zone of this ZIP code, city or coordinates.")
)
@as_json
@click.pass_obj
def help_lines(settings: Settings, /, near: str | None, form: str | None) -> None:
    """Who to call now: help lines, the open ones first."""
    snapshot = open_directory(settings.where, settings.data).snapshot()
    reader = _zone(snapshot, near) if near else None
    now = utc.now()
    lines = catalog_of(snapshot).helplines.values()
    if form == "json":
        click.echo(encode(helplines_json.helplines(lines, now)))
        return
    click.echo(_("In an emergency call %(number)s.") % {"number": EMERGENCY_NUMBER})
    shown = [(each, opening_hours.telephone(each, now, reader)) for each in lines if each.phone]
    for line, phone in sorted(shown, key=lambda pair: (not pair[1].is_open, translate(pair[0].name))):
        click.echo()
        for text in _lines(line, phone, opening_hours.chat(line, now, reader)):
            click.echo(text)
    click.echo()
    click.echo(_("We list hours only if we could check them. For the others, try calling."))


COMMANDS = (help_lines,)


def _zone(snapshot: Snapshot, near: str) -> ZoneInfo | None:
    """Return the time zone of a place. Raises BadQuery or Unsure if the place cannot be read."""
    catalog_of(snapshot)  # before a connection is taken: a thread holds one at a time
    with snapshot.connect() as connection:
        return zone_of(find_place(connection, near).point)


def _lines(
    line: Helpline, phone: opening_hours.Availability, chat: opening_hours.Availability | None
) -> Iterator[str]:
    yield f"{translate(line.name)}: {display.phone(line.phone or '')}"
    texts = [_open(phone), phone.hours if phone.changes else ""]
    if line.tty:
        texts.append(_("TTY %(number)s") % {"number": display.phone(line.tty)})
    if chat:
        texts.append(" ".join((_("Chat on its website:"), _open(chat), chat.hours)))
    cost = translate(line.cost or "")
    texts += [" ".join(translate(each) for each in (line.use_for, line.note or "") if each)]
    texts += [cost[:1].upper() + cost[1:], ", ".join(map(language_name, line.languages)), line.url or ""]
    for each in filter(None, texts):
        yield textwrap.fill(
            each, _WIDTH, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
        )


def _open(hours: opening_hours.Availability) -> str:
    """Return whether a line is open, when that changes in the reader's time zone, and a warning."""
    return " ".join(each for each in (f"{hours.state}.", hours.mine, hours.note) if each)
