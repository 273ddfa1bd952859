"""The guide to a second opinion as JSON."""

from __future__ import annotations

from finder.domain.second_opinion import Chapter, Statement
from finder.formats.json.people import Json


def chapter(each: Chapter) -> Json:
    """Return a chapter of the guide to a second opinion."""
    return {
        "chapter": each.slug,
        "title": each.title,
        "summary": each.summary,
        "url": f"/second-opinion/{each.slug}",
        "sections": [
            {
                "id": section.id,
                "heading": section.heading,
                "kind": section.kind,
                "lead": section.lead,
                "specialty": section.specialty,
                "statements": [_statement(said) for said in section.statements],
            }
            for section in each.sections
        ],
    }


def statements(each: Chapter) -> list[Json]:
    """Return a chapter as rows, one a statement."""
    return [
        {"chapter": each.slug, "section": section.id, "kind": section.kind, **_statement(said)}
        for section in each.sections
        for said in section.statements
    ]


def _statement(said: Statement) -> Json:
    return {
        "name": said.name,
        "text": said.text,
        "note": said.note,
        "center": said.center,
        "grade": said.grade,
        "sources": said.source,
        "checked": said.checked,
    }
