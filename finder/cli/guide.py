"""The command that prints the guide to a second opinion."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from finder.directory.build import open_directory
from finder.domain.documents import EMERGENCY_NUMBER
from finder.domain.guide.second_opinion import Chapter, Section, Statement
from finder.formats import csv
from finder.formats import emergencies as words
from finder.formats.json import guide as guide_json
from finder.formats.json.emergencies import DangerSigns, danger
from finder.formats.json.encode import encode
from finder.language import _, marked, translate
from finder.search.danger import every_sign
from finder.search.records.chapters import find_chapter
from finder.settings import Settings
from finder.store.read_catalog import Catalog, catalog_of

_MARKS = {"checklist": "[ ] ", "emergency": "!  "}
_WIDTH = 92


@click.command(
    "second-opinion",
    help=marked("Show how to ask for a second opinion: emergencies and a table of contents, or one CHAPTER."),
)
@click.argument("chapter", required=False)
@click.option("--json", "form", flag_value="json", help=marked("Print JSON."))
@click.pass_obj
def second_opinion(settings: Settings, /, chapter: str | None, form: str | None) -> None:
    """Show how to ask for a second opinion: emergencies and a table of contents, or one CHAPTER."""
    snapshot = open_directory(settings.where, settings.data).snapshot()
    catalog = catalog_of(snapshot)
    if chapter is None:
        chapters = list(catalog.chapters.values())
        click.echo(encode(guide_json.chapters(chapters)) if form else _contents(chapters))
        return
    found = find_chapter(snapshot, chapter)
    click.echo(encode(guide_json.chapter(found)) if form else "\n".join(_lines(found, catalog)))


@click.command(
    help=marked("Show danger signs for people with cancer: what to do, and how soon."),
)
@click.option("--json", "form", flag_value="json", help=marked("Print JSON."))
@click.option("--csv", "form", flag_value="csv", help=marked("Print CSV."))
@click.pass_obj
def emergencies(settings: Settings, /, form: str | None) -> None:
    """Show danger signs for people with cancer: what to do, and how soon."""
    snapshot = open_directory(settings.where, settings.data).snapshot()
    catalog, signs = catalog_of(snapshot), every_sign(snapshot)
    rows = danger(signs, catalog)
    if form == "json":
        click.echo(encode(DangerSigns(results=rows, total=len(rows))))
    elif form == "csv":
        click.echo(csv.table(rows), nl=False)
    else:
        click.echo(words.not_a_call())
        click.echo("\n".join(words.lines(signs, catalog, with_who=True)))


COMMANDS = (second_opinion, emergencies)


def _contents(chapters: list[Chapter]) -> str:
    lines = [_("Asking for a second opinion")]
    for section in (section for each in chapters for section in each.emergencies()):
        lines += ["", *_section(section)]
    lines += ["", _("To read a chapter: finder second-opinion CHAPTER")]
    widest = max(len(each.slug) for each in chapters)
    lines += [f"  {each.slug:<{widest}}  {translate(each.title)}" for each in chapters]
    return "\n".join(lines)


def _lines(chapter: Chapter, catalog: Catalog) -> Iterator[str]:
    yield translate(chapter.title)
    yield from textwrap.wrap(translate(chapter.summary), _WIDTH)
    if not chapter.emergencies():
        yield _("In an emergency call %(number)s.") % {"number": EMERGENCY_NUMBER}
    for section in chapter.sections:
        yield ""
        yield from _section(section)
    used = {key for each in chapter.statements() for key in each.source}
    names = "; ".join(source.name for key, source in catalog.sources.items() if key in used)
    yield from ("", *textwrap.wrap(_("From: %(sources)s") % {"sources": names}, _WIDTH))
    yield _("Not medical advice. Ask your own team how long it is safe to wait.")


def _section(section: Section) -> Iterator[str]:
    yield translate(section.heading)
    if section.lead:
        yield from textwrap.wrap(translate(section.lead), _WIDTH)
    for number, each in enumerate(section.statements, start=1):
        mark = f"{number}. " if section.kind == "steps" else _MARKS.get(section.kind, "-  ")
        yield from textwrap.wrap(
            _text(section, each), _WIDTH, initial_indent=f"  {mark}", subsequent_indent=" " * 6
        )


def _text(section: Section, each: Statement) -> str:
    text = f"“{translate(each.text)}”" if section.kind == "words" else translate(each.text)
    if each.note:
        note = translate(each.note)
        text = f"{text} {note}" if text.endswith((".", "?", "!")) else f"{text}. {note}"
    return f"{each.name}: {text}" if each.name else text
