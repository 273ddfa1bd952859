"""The small catalogs, read whole once per directory: cancer types, specialties, sources, wordings, lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, select

from finder.domain.cancers import (
    CancerCode,
    CancerName,
    CancerType,
    NotCancer,
    OncoTreeCode,
    Specialty,
    Term,
)
from finder.domain.care import ClaimKind, DesignationKind
from finder.domain.documents import Helpline
from finder.domain.kinds import CARE_SITES
from finder.domain.outward_links import Explained, OutwardLink
from finder.domain.second_opinion import Chapter
from finder.domain.sources import Source
from finder.store import schema
from finder.store.connect import Snapshot

Record = TypeVar("Record")

#: What the first page counts, written by the build.
COUNTS = (*(kind.path for kind in CARE_SITES), "documents", "languages", "clinicians", "clinics", "hospitals")


@dataclass(frozen=True, slots=True)
class Catalog:
    """All small catalogs of a directory, by key, in the order of data/ (cancer types by name)."""

    cancers: Mapping[str, CancerType]
    cancer_names: tuple[CancerName, ...]
    codes: Mapping[str, CancerCode]
    oncotree_codes: tuple[OncoTreeCode, ...]
    terms: tuple[Term, ...]
    not_cancers: tuple[NotCancer, ...]
    specialties: Mapping[str, Specialty]
    sources: Mapping[str, Source]
    claim_kinds: Mapping[str, ClaimKind]
    designation_kinds: Mapping[tuple[str, str | None], DesignationKind]
    helplines: Mapping[str, Helpline]
    outward_links: tuple[OutwardLink, ...]
    glossary: Mapping[str, Explained]
    chapters: Mapping[str, Chapter]
    built_on: str
    counts: Mapping[str, int]
    gazetteer: str
    #: The JSON of places by kind and id, made when first asked for.
    texts: dict[tuple[str, str], bytes] = field(default_factory=dict, compare=False)


def catalog(snapshot: Snapshot) -> Catalog:
    """Return the catalogs of a directory; they are read once and kept with it."""
    return snapshot.cached("catalog", lambda: _read(snapshot))


def _read(snapshot: Snapshot) -> Catalog:
    with snapshot.connect() as connection:
        cancers = sorted(_records(connection, "cancer", CancerType), key=lambda each: each.name.casefold())
        return Catalog(
            cancers={each.slug: each for each in cancers},
            cancer_names=tuple(_records(connection, "cancer name", CancerName)),
            codes={each.prefix: each for each in _records(connection, "cancer code", CancerCode)},
            oncotree_codes=tuple(_records(connection, "oncotree code", OncoTreeCode)),
            terms=tuple(_records(connection, "term", Term)),
            not_cancers=tuple(_records(connection, "not cancer", NotCancer)),
            specialties={each.slug: each for each in _records(connection, "specialty", Specialty)},
            sources={each.key: each for each in _records(connection, "source", Source)},
            claim_kinds={each.claim: each for each in _records(connection, "claim kind", ClaimKind)},
            designation_kinds={
                (each.scheme, each.level): each
                for each in _records(connection, "designation kind", DesignationKind)
            },
            helplines={each.key: each for each in _records(connection, "helpline", Helpline)},
            outward_links=tuple(_records(connection, "outward link", OutwardLink)),
            glossary={each.key: each for each in _records(connection, "explained", Explained)},
            chapters={each.slug: each for each in _records(connection, "chapter", Chapter)},
            built_on=read_meta(connection, "built_at")[:10],
            gazetteer=read_meta(connection, "gazetteer"),
            counts={name: int(read_meta(connection, name) or 0) for name in COUNTS},
        )


def read_meta(connection: Connection, name: str) -> str:
    """Return a fact about the directory itself, or an empty string."""
    found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == name)).scalar()
    return found or ""


def _records(connection: Connection, kind: str, record: type[Record]) -> list[Record]:
    table = schema.catalog
    documents = connection.execute(
        select(table.c.document).where(table.c.kind == kind).order_by(table.c.place)
    ).scalars()
    return [msgspec.json.decode(document, type=record) for document in documents]
