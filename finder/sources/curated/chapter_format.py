"""The format of data/second_opinion/<slug>.toml, and how a chapter is made of it."""

from __future__ import annotations

import msgspec

from finder.domain.guide.second_opinion import Chapter, Grade, Section, SectionKind, Statement, Urgency


class _Part(msgspec.Struct, kw_only=True):
    pass


class _Statement(_Part):
    text: str
    grade: Grade
    source: str | tuple[str, ...]
    checked: str | None = None
    note: str | None = None
    name: str | None = None
    center: str | None = None


class _Section(_Part):
    id: str
    heading: str
    kind: SectionKind = "points"
    lead: str | None = None
    specialty: str | None = None
    urgency: Urgency | None = None
    link: str | None = None
    link_text: str | None = None
    statement: tuple[_Statement, ...] = ()


class ChapterFile(_Part):
    """A file as it is written."""

    order: int
    title: str
    summary: str
    section: tuple[_Section, ...] = ()


def chapter_of(slug: str, file: ChapterFile) -> Chapter:
    """Return the chapter of `data/second_opinion/<slug>.toml`."""
    sections = tuple(
        Section(
            each.id,
            each.heading,
            each.kind,
            tuple(_statement(statement) for statement in each.statement),
            each.lead,
            each.specialty,
            each.urgency,
            each.link,
            each.link_text,
        )
        for each in file.section
    )
    return Chapter(slug, file.order, file.title, file.summary, sections)


def _statement(each: _Statement) -> Statement:
    source = (each.source,) if isinstance(each.source, str) else each.source
    return Statement(each.text, each.grade, source, each.checked, each.note, each.name, each.center)
