"""Rules for the guide to a second opinion. Each rule yields every fault it finds, with its line."""

from __future__ import annotations

from collections.abc import Iterator

from finder.domain.guide.second_opinion import CHAPTERS, Chapter, Statement
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated import messages
from finder.sources.curated.data_table import Read
from finder.sources.curated.row_locations import Location


def link_faults(read: Read) -> Iterator[DataFault]:
    """A section's `link` is a page of this site, such as /help, and comes with its `link_text`."""
    for row in read.rows(CHAPTERS):
        for number, section in enumerate(row.record.sections):
            if bool(section.link) != bool(section.link_text) or not (section.link or "/").startswith("/"):
                yield row.location.at("section", number, "link").fault(
                    _("link: give a page of this site (/help) and its link_text, or neither")
                )


def unsourced_faults(read: Read) -> Iterator[DataFault]:
    """Every statement names at least one source."""
    for row in read.rows(CHAPTERS):
        for line, statement in _statements(row.location, row.record):
            if not statement.source:
                yield line.at("source").fault(_("source: add one. Every statement names its source."))


def order_faults(read: Read) -> Iterator[DataFault]:
    """The first chapter opens with its emergency sections, and no other section is of that kind."""
    # An emergency section names an urgency and has no statements: they come from emergencies.toml.
    first = min((row.record.order for row in read.rows(CHAPTERS)), default=0)
    for row in read.rows(CHAPTERS):
        chapter, location = row.record, row.location
        urgent = [number for number, each in enumerate(chapter.sections) if each.kind == "emergency"]
        if chapter.order == first and urgent[:1] != [0]:
            yield location.at("section", 0).fault(
                _("kind: start the first chapter with its emergency section")
            )
        for number, section in enumerate(chapter.sections):
            place = location.at("section", number)
            if number in urgent and (chapter.order != first or number >= len(urgent)):
                yield place.fault(_("kind: only the first chapter can start with emergencies"))
            if (number in urgent) != (section.urgency is not None) or (
                section.urgency and section.statements
            ):
                yield place.fault(
                    _("urgency: an emergency section has it instead of statements, and no other section does")
                )


def repeated_faults(read: Read) -> Iterator[DataFault]:
    """The `id` of a section is the same nowhere else in the guide; under one heading no text is repeated."""
    ids: dict[str, Location] = {}
    texts: dict[tuple[str, str], Location] = {}
    for row in read.rows(CHAPTERS):
        for number, section in enumerate(row.record.sections):
            line = row.location.at("section", number, "id")
            if other := ids.get(section.id):
                yield line.fault(messages.duplicate("id", section.id, other.path, other.number))
            ids.setdefault(section.id, line)
            for index, each in enumerate(section.statements):
                line = row.location.at("section", number, "statement", index, "text")
                if other := texts.get((section.id, each.text)):
                    message = _("text: change or remove it. It says the same as %(path)s:%(number)s.")
                    yield line.fault(message % {"path": other.path, "number": other.number})
                texts.setdefault((section.id, each.text), line)


def empty_faults(read: Read) -> Iterator[DataFault]:
    """A chapter has sections, a section has statements; no title, summary, id, heading, text is empty."""
    for row in read.rows(CHAPTERS):
        chapter, location = row.record, row.location
        yield from _empty(location, chapter, "title", "summary")
        if not chapter.sections:
            yield location.fault(_("section: add one. A chapter needs at least one."))
        for number, section in enumerate(chapter.sections):
            yield from _empty(location.at("section", number), section, "id", "heading")
            if not section.statements and not section.urgency:
                yield location.at("section", number).fault(
                    _("statement: add one. A section needs at least one.")
                )
        for line, statement in _statements(location, chapter):
            yield from _empty(line, statement, "text")


def _empty(location: Location, record: object, *names: str) -> Iterator[DataFault]:
    for name in names:
        if not getattr(record, name).strip():
            yield location.at(name).fault(messages.empty(name))


def _statements(location: Location, chapter: Chapter) -> Iterator[tuple[Location, Statement]]:
    for number, section in enumerate(chapter.sections):
        for index, statement in enumerate(section.statements):
            yield location.at("section", number, "statement", index), statement
