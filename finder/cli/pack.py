"""The command that writes the second-opinion pack as a PDF."""

from __future__ import annotations

from typing import BinaryIO

import click

from finder.directory.build import open_directory
from finder.domain.guide.second_opinion import PACK_PARTS
from finder.formats.contacts.contact import contact
from finder.formats.paper import contents
from finder.language import _, marked
from finder.search.care_teams import volume_advice
from finder.search.documents.reader import Reader
from finder.search.fields import LIVE
from finder.search.shortlist.find import find_shortlist
from finder.search.shortlist.pack_question import PackQuery, pack_documents, pack_start
from finder.settings import Settings
from finder.sources.registry.live import live_from
from finder.store.read_catalog import catalog_of


@click.command(
    help=marked(
        "Make a second-opinion pack as a PDF: who to call, records to gather, questions to ask,"
        " what to read.\n\n"
        "PICK is the path of a record, as for a shortlist: centers/mayo-rochester, clinicians/ and an NPI,"
        " hospitals/ and a CMS number."
    )
)
@click.argument("picks", nargs=-1, metavar="[PICK]...")
@click.option("--cancer", help=marked("Cancer type: any of its names."))
@click.option("--near", help=marked("Miles from this ZIP code, city or coordinates."))
@click.option("--live", is_flag=True, help=LIVE.help)
@click.option(
    "--part", "parts", multiple=True, type=click.Choice(list(PACK_PARTS)),
    help=marked("Only this part; may be repeated. Every pack has the emergencies."),
)  # fmt: skip
@click.option("--large", is_flag=True, help=marked("Large print."))
@click.option(
    "--output", required=True, type=click.File("wb", lazy=True), metavar="FILE.pdf",
    help=marked("Write the PDF to this file; - is the standard output."),
)  # fmt: skip
@click.pass_obj
def pack(
    settings: Settings,
    /,
    picks: tuple[str, ...],
    cancer: str | None,
    near: str | None,
    live: bool,
    parts: tuple[str, ...],
    large: bool,
    output: BinaryIO,
) -> None:
    """Write a pack for a second opinion as a PDF."""
    from finder.formats.paper import pdf  # noqa: PLC0415 (the other commands need no typesetter)

    snapshot = open_directory(settings.where, settings.data).snapshot()
    catalog = catalog_of(snapshot)
    asked = {"pick": picks, "near": [near or ""], "cancer": [cancer or ""], "live": ["yes"] if live else []}
    query = PackQuery.parse({**asked, "part": parts})
    registry = live_from(settings.live_registry, settings.registry_url, settings.live_seconds)
    result = find_shortlist(snapshot, query.list, registry)
    if result.note:
        click.echo(result.note, err=True)
    for path in result.missing:
        click.echo(_("We left out %(path)s. We do not have that record.") % {"path": path}, err=True)
    pack_contents = contents.make(
        catalog,
        result.cancer,
        result.place.name if result.place else "",
        [contact(each.record, catalog, each.result) for each in result.picked],
        pack_documents(snapshot, result.cancer.slug, Reader()) if result.cancer else (),
        query.part,
        volume_advice(catalog, result.cancer.slug) if result.cancer else None,
        pack_start(snapshot, query.list, result),
    )
    output.write(pdf.render(pack_contents, "", large, catalog.built_on, str(settings.name)))


COMMANDS = (pack,)
