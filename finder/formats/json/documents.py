"""JSON of guideline documents."""

from __future__ import annotations

from finder.domain.documents import Document
from finder.domain.to_read import WhatToRead
from finder.formats.json.encode import Json


def document(each: Document) -> Json:
    """Return a document: its title and link, never its text. One that is gone has no `url`."""
    link = each.link
    return {
        "id": each.id,
        "title": each.title,
        "topic": each.topic,
        "publisher": each.publisher,
        "series": each.series,
        "audience": each.audience,
        "language": each.language,
        "kind": each.kind,
        "population": each.population,
        "format": each.format,
        "url": None if each.status == "gone" else each.url,
        "former_url": each.url if each.status == "gone" else each.former_url,
        "needs_login": each.needs_login,
        "version_year": each.version_year,
        "last_seen": each.last_seen,
        "pmid": each.pmid,
        "cdr_id": each.cdr_id,
        "status": each.status,
        "link_state": link.state if link else None,
        "link_checked": link.checked if link else None,
        "moved_to": link.moved_to if link else None,
        "instead": each.instead,
        "replaces": each.replaces,
        "sources": each.source,
        "note": each.note,
    }


def what_to_read(read: WhatToRead) -> Json:
    """Return the few documents chosen about a cancer, for each audience, and how many there are in all."""
    chosen: Json = {
        shelf.audience: [
            {
                "id": each.document.id,
                "title": each.title,
                "language": each.document.language,
                "what": each.what,
                "marks": each.marks,
                "url": each.document.url,
            }
            for each in shelf.readings
        ]
        for shelf in read.shelves
    }
    return chosen | {"languages": read.languages, "total": read.total}
