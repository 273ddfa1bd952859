"""The shortlist command: whom to call, as text or as a file for other programs."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Iterator

import click

from finder import utc
from finder.cli.search import as_json, in_formats, print_file
from finder.formats import display
from finder.formats.contacts import calendar, local_time
from finder.formats.contacts.contact import Contact, contact
from finder.formats.exports.list_formats import CONTACT_FORMATS, Listed
from finder.formats.json import shortlist as shortlist_json
from finder.formats.json.encode import encode
from finder.language import _, marked
from finder.library import open_with
from finder.search.fields import LIVE, first_day
from finder.search.parameters import read_parameters
from finder.settings import Settings

_WIDTH = 92


@click.command(
    help=marked(
        "List who to call at the places and doctors that you choose, in your order.\n\n"
        "PICK is the path of a record: centers/mayo-rochester, clinicians/ and an NPI,"
        " hospitals/ and a CMS number."
    )
)
@click.argument("picks", nargs=-1, required=True, metavar="PICK...")
@click.option("--near", help=marked("Miles from this ZIP code, city or coordinates."))
@click.option("--cancer", help=marked("Cancer type: any of its names."))
@click.option("--live", is_flag=True, help=LIVE.help)
@click.option("--from", "first_day", help=marked("Day of the first call (2026-11-30), for --calendar."))
@as_json
@in_formats(CONTACT_FORMATS.values())
@click.option("--vcard", "form", flag_value="vcf", help=marked("The same as --vcf."))
@click.option(
    "--calendar", "form", flag_value="calendar", help=marked("Print the calls to make as a calendar file.")
)
@click.pass_obj
def shortlist(
    settings: Settings,
    /,
    picks: tuple[str, ...],
    near: str | None,
    cancer: str | None,
    live: bool,
    first_day: str | None,
    form: str | None,
) -> None:
    """List who to call at the places and doctors that you choose, in your order."""
    now = utc.now()
    day = _first_day(first_day, now)
    with open_with(settings) as finder:
        result, catalog = finder.shortlist(picks, near=near, cancer=cancer, live=live), finder.catalog
    if result.note:
        click.echo(result.note, err=True)
    contacts = [contact(each.record, catalog, each.result) for each in result.picked]
    for path in result.missing:
        click.echo(_("We left out %(path)s. We do not have that record.") % {"path": path}, err=True)
    match form:
        case "json":
            click.echo(
                encode(shortlist_json.shortlist(contacts, result.missing, result.place, result.cancer))
            )
        case "calendar":
            click.echo(calendar.calls(contacts, day, "", now), nl=False)
        case str():
            print_file(CONTACT_FORMATS[form].write(Listed(contacts, len(contacts))))
        case _:
            for each in contacts:
                click.echo("\n".join([*_lines(each, now), ""]))


COMMANDS = (shortlist,)


def _first_day(text: str | None, now: datetime.datetime) -> datetime.date:
    """Return the day of the first call, by default the next working day. Raises BadQuery."""
    values = read_parameters({"from": [text or ""]}, (first_day(now.date()),))
    tomorrow = now.date() + datetime.timedelta(days=1)
    return values.get("from") or calendar.next_working_day(tomorrow)


def _lines(each: Contact, now: datetime.datetime) -> Iterator[str]:
    yield f"{each.name} ({each.distance})" if each.distance else each.name
    lines = [each.kind, *each.cautions, *each.why, each.whom, each.address]
    if each.zone:
        lines.append(_("It is now %(time)s there.") % {"time": local_time.there(now, each.zone)})
    lines += [f"{display.phone(one.number)}  {one.called}. {one.use}" for one in each.numbers]
    lines += [each.note, each.opinions or each.website or ""]
    for line in filter(None, lines):
        yield textwrap.fill(
            line, _WIDTH, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False
        )
