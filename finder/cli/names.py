"""The command that finds hospitals, clinics, centers and doctors by name."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import click

from finder.cli.search import as_json, in_formats, options_for, print_danger, print_file
from finder.domain.names import NameAnswer
from finder.formats import display
from finder.formats.contacts.contact import Contact, contact
from finder.formats.exports.list_formats import CONTACT_FORMATS, Listed
from finder.formats.json import names as names_json
from finder.formats.json.encode import encode
from finder.formats.names import counted, note
from finder.language import _, marked
from finder.library import open_with
from finder.search.fields import BY_NAME
from finder.settings import Settings

_WIDTH = 92


@click.command(
    help=marked(
        "Find hospitals, clinics, cancer centers and doctors by NAME.\n\n"
        'Part of the name is enough: "Sloan Kettering", "St Vincent Billings", "Dr. Pickering".'
    )
)
@click.argument("name")
@options_for(each for each in BY_NAME if each.name != "name")
@as_json
@in_formats(CONTACT_FORMATS.values())
@click.pass_obj
def find(settings: Settings, /, name: str, form: str | None, **options: Any) -> None:
    """Find hospitals, clinics, cancer centers and doctors by NAME."""
    with open_with(settings) as finder:
        print_danger(finder, form, name=name, **options)
        answer, catalog = finder.find(name, **options), finder.catalog
        contacts = [contact(each.record, catalog, each.result) for each in answer.found]
        if form == "json":
            signs = finder.danger(name=name, **options)
            click.echo(encode(names_json.named_records(answer, contacts, None, signs, catalog)))
        elif form:
            print_file(CONTACT_FORMATS[form].write(Listed(contacts, answer.total)))
        else:
            _print(answer, contacts)


COMMANDS = (find,)


def _print(answer: NameAnswer, contacts: list[Contact]) -> None:
    for line in (note(answer), counted(answer)):
        if line:
            click.echo(textwrap.fill(line, _WIDTH))
    for each in contacts:
        click.echo("\n" + "\n".join(_lines(each)))
    if answer.page < answer.pages:
        message = _("Page %(page)s of %(pages)s; the next: --page %(next)s")
        values = {"page": answer.page, "pages": answer.pages, "next": answer.page + 1}
        click.echo("\n" + message % values)


def _lines(each: Contact) -> Iterator[str]:
    yield f"{each.name} ({each.distance})" if each.distance else each.name
    numbers = [f"{display.phone(one.number)}  {one.called}" for one in each.numbers[:1]]
    for line in (each.kind, *each.why[:1], *each.cautions, each.address, *numbers, f"/{each.page}"):
        if line:
            yield textwrap.fill(line, _WIDTH, initial_indent="    ", subsequent_indent="      ")
