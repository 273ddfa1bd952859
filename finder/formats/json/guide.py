"""JSON of the guide to a second opinion."""

from __future__ import annotations

from finder.domain.guide.second_opinion import Chapter, Statement
from finder.formats.json.encode import Json


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
                "statements": [_statement(one) for one in section.statements],
            }
            for section in each.sections
        ],
    }


def statements(each: Chapter) -> list[Json]:
    """Return the statements of a chapter, one row each."""
    return [
        {"chapter": each.slug, "section": section.id, "kind": section.kind, **_statement(one)}
        for section in each.sections
        for one in section.statements
    ]


def _statement(each: Statement) -> Json:
    return {
        "name": each.name,
        "text": each.text,
        "note": each.note,
        "center": each.center,
        "grade": each.grade,
        "sources": each.source,
        "checked": each.checked,
    }
