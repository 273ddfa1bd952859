"""Guideline documents as DocumentReference: title and link, never their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from finder.domain.documents import DOCUMENT_KINDS, Document
from finder.domain.sources import Origin
from finder.formats.fhir import ids
from finder.formats.fhir.parts import codes, elements
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

_MEDIA: Final = {"page": "text/html", "pdf": "application/pdf"}
_PUBLISHERS: Final = {"NCI": "National Cancer Institute", "NCCN": "National Comprehensive Cancer Network"}
AUDIENCES: Final = {"patient": "For patients", "professional": "For health professionals"}


def document_id(guideline: str) -> str:
    """Return the id of the DocumentReference of a document with an id."""
    return ids.fitted(guideline)


def document_reference(document: Document, cancers: Sequence[str], catalog: Catalog) -> Json:
    """Return a document; `cancers` are the slugs of the types that it serves, none for every type.

    One whose page is gone is superseded and has no address.
    """
    gone = document.status == "gone"
    origin = Origin(document.source[0], document.last_seen)
    attachment = elements.filled(
        {
            "contentType": _MEDIA[document.format],
            "language": document.language,
            "url": None if gone else document.url,
            "title": document.title,
        }
    )
    return elements.resource(
        "DocumentReference",
        document_id(document.id),
        elements.meta(None, origin, catalog),
        extension=[{"url": codes.own("needs-login"), "valueBoolean": True}] if document.needs_login else [],
        masterIdentifier={"system": codes.own("document"), "value": document.id},
        identifier=_identifiers(document),
        status="superseded" if gone else "current",
        type=codes.concept(text=document.series),
        category=[
            _coded("document-kind", document.kind, DOCUMENT_KINDS[document.kind]),
            _coded("audience", document.audience, AUDIENCES[document.audience]),
        ],
        author=[{"display": _PUBLISHERS[document.publisher]}],
        description=document.title,
        content=[{"attachment": attachment}],
        context=_context(cancers, catalog),
    )


def _identifiers(document: Document) -> list[Json]:
    numbers = ((codes.PUBMED, document.pmid), (codes.own("pdq"), document.cdr_id))
    return [{"system": system, "value": value} for system, value in numbers if value]


def _context(cancers: Sequence[str], catalog: Catalog) -> Json:
    types = [catalog.type_or_group(slug) for slug in cancers]
    events = [_coded("cancer", each.slug, each.name) for each in types if each]
    return {"event": events} if events else {}


def _coded(system: str, code: str, display: str) -> Json:
    return codes.concept(codes.coding(codes.own(system), code, display))
