"""Guideline documents: all, or those that serve a cancer type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

import msgspec
from sqlalchemy import Connection, select

from finder.domain.documents import Document
from finder.store.schema import guideline, serves

EVERY_TYPE = "*"

Scope = Literal["own", "broader", "general"]

_SERVES = select(serves.c.cancer, serves.c.guideline, serves.c.scope).order_by(
    serves.c.cancer, serves.c.guideline
)
_decode = msgspec.json.Decoder(Document).decode


@dataclass(frozen=True, slots=True)
class CancerDocument:
    """A document and how it serves a type: its own, one of a broader group, or one for every type."""

    document: Document
    scope: Scope


def all_guidelines(connection: Connection, status: str | None = "current") -> list[Document]:
    """Return every document of a status, or of any status, in the order of data/."""
    query = select(guideline.c.document).order_by(guideline.c.place)
    if status is not None:
        query = query.where(guideline.c.status == status)
    return [_decode(document) for document in connection.execute(query).scalars()]


def all_serves(connection: Connection) -> list[tuple[str, str, Scope]]:
    """Return for every cancer type, and for `*`, the documents that serve it."""
    rows = connection.execute(_SERVES)
    return [(cancer, document, scope) for cancer, document, scope in rows]


def guidelines_for(connection: Connection, cancer: str, status: str = "current") -> list[CancerDocument]:
    """Return the documents that serve a cancer type, those for every type included."""
    rows = connection.execute(
        select(guideline.c.document, serves.c.cancer, serves.c.scope)
        .join(serves, serves.c.guideline == guideline.c.id)
        .where(serves.c.cancer.in_([cancer, EVERY_TYPE]), guideline.c.status == status)
        .order_by(guideline.c.place, serves.c.cancer.desc())
    )
    found: dict[str, CancerDocument] = {}
    for document, served, scope in rows:
        record = _decode(document)
        kind = "general" if served == EVERY_TYPE else cast(Literal["own", "broader"], scope)
        found.setdefault(record.id, CancerDocument(record, kind))
    return list(found.values())
