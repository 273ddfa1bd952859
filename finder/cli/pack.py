"""The second-opinion pack in the terminal: a PDF to print or to send."""

from __future__ import annotations

from typing import BinaryIO

import click

from finder.directory.build import open_directory
from finder.domain.second_opinion import PACK_PARTS
from finder.formats.contacts.contact import contact
from finder.formats.paper import contents
from finder.language import _, marked
from finder.search.documents.arrange import View
from finder.search.shortlist.find import find_shortlist
from finder.search.shortlist.pack_question import PackQuery, documents_to_take
from finder.settings import Settings
from finder.store.read_catalog import catalog


@click.command(
    help=marked(
        "A pack for a second opinion as a PDF: whom to call, records to gather, questions to ask,"
        " what to read.\n\n"
        "PICK is the path of a record, as for a shortlist: centers/mayo-rochester, clinicians/ and an NPI,"
        " hospitals/ and a CMS number."
    )
)
@click.argument("picks", nargs=-1, metavar="[PICK]...")
@click.option("--cancer", help=marked("Cancer type, by any of its names."))
@click.option("--near", help=marked("Miles from this ZIP code, city or coordinates."))
@click.option(
    "--part", "chosen", multiple=True, type=click.Choice(list(PACK_PARTS)),
    help=marked("Only this part; may be given several times. Emergencies are in every pack."),
)  # fmt: skip
@click.option("--large", is_flag=True, help=marked("Large type."))
@click.option(
    "--output", required=True, type=click.File("wb", lazy=True), metavar="FILE.pdf",
    help=marked("Write the PDF here; - is the standard output."),
)  # fmt: skip
@click.pass_obj
def pack(
    settings: Settings,
    /,
    picks: tuple[str, ...],
    cancer: str | None,
    near: str | None,
    chosen: tuple[str, ...],
    large: bool,
    output: BinaryIO,
) -> None:
    """Write a pack for a second opinion as a PDF."""
    from finder.formats.paper import pdf  # noqa: PLC0415 (the other commands need no typesetter)

    snapshot = open_directory(settings.directory, settings.data).snapshot()
    known = catalog(snapshot)
    query = PackQuery.parse({"pick": picks, "near": [near or ""], "cancer": [cancer or ""], "part": chosen})
    found = find_shortlist(snapshot, query.list)
    for path in found.missing:
        click.echo(_("There is no record %(path)s here; it is left out.") % {"path": path}, err=True)
    made = contents.make(
        list(known.chapters.values()),
        found.cancer,
        found.place.name if found.place else "",
        [contact(each.record, known, each.found) for each in found.picked],
        documents_to_take(snapshot, found.cancer.slug, View()) if found.cancer else (),
        query.part,
    )
    output.write(pdf.render(made, "", large, known.built_on))


COMMANDS = (pack,)
