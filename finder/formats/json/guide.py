"""JSON of the guide to a second opinion."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.guide import second_opinion
from finder.formats.json.encode import Answer, Json, Listing, fields


class Statement(Answer, frozen=True, kw_only=True):
    """A statement of the guide. `center` is the slug of the center that it is about; `sources` are keys."""

    name: str | None
    text: str
    note: str | None
    center: str | None
    grade: second_opinion.Grade
    sources: tuple[str, ...]
    checked: str | None


class Section(Answer, frozen=True, kw_only=True):
    """A section of a chapter."""

    id: str
    heading: str
    kind: str
    lead: str | None
    specialty: str | None
    statements: tuple[Statement, ...]


class Chapter(Answer, frozen=True, kw_only=True):
    """A chapter of the guide to a second opinion."""

    chapter: str
    title: str
    summary: str
    url: str
    sections: tuple[Section, ...]


class Chapters(Listing, frozen=True, kw_only=True):
    """The guide to a second opinion."""

    results: tuple[Chapter, ...]


def chapter(each: second_opinion.Chapter) -> Chapter:
    """Return a chapter of the guide to a second opinion."""
    return Chapter(
        chapter=each.slug,
        title=each.title,
        summary=each.summary,
        url=f"/second-opinion/{each.slug}",
        sections=tuple(
            Section(
                id=section.id,
                heading=section.heading,
                kind=section.kind,
                lead=section.lead,
                specialty=section.specialty,
                statements=tuple(map(_statement, section.statements)),
            )
            for section in each.sections
        ),
    )


def chapters(every: Iterable[second_opinion.Chapter]) -> Chapters:
    """Return every chapter of the guide."""
    rows = tuple(map(chapter, every))
    return Chapters(results=rows, total=len(rows))


def statements(each: second_opinion.Chapter) -> list[Json]:
    """Return the statements of a chapter, one row each."""
    return [
        {"chapter": each.slug, "section": section.id, "kind": section.kind, **fields(_statement(one))}
        for section in each.sections
        for one in section.statements
    ]


def _statement(each: second_opinion.Statement) -> Statement:
    return Statement(
        name=each.name,
        text=each.text,
        note=each.note,
        center=each.center,
        grade=each.grade,
        sources=each.source,
        checked=each.checked,
    )
