"""The small tables of a directory, read whole once: cancer types, specialties, sources, help lines, …."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import Column, Connection, select

from finder.domain.cancers.body import HISTOLOGIES, HISTOLOGY_RULES, ORGANS, OTHER_LANGUAGES
from finder.domain.cancers.specialists import SPECIALTIES, VOLUME
from finder.domain.cancers.types import (
    CANCER_GROUPS,
    CANCER_NAMES,
    CANCERS,
    CODE_TITLES,
    CODES,
    NOT_CANCERS,
    ONCOTREE_CODES,
    OTHER_CODES,
    TERMS,
    CancerType,
)
from finder.domain.care import CENTERS, CareSite
from finder.domain.claims import CLAIM_KINDS, DESIGNATION_KINDS, DesignationKind
from finder.domain.documents import HELPLINES
from finder.domain.guide.emergencies import EMERGENCIES, with_signs
from finder.domain.guide.second_opinion import CHAPTERS, Chapter
from finder.domain.kinds import CARE_SITES
from finder.domain.outward_links import GLOSSARY, OUTWARD_LINKS
from finder.domain.sources import SOURCES
from finder.domain.table import Record, Table
from finder.store import schema
from finder.store.connect import Snapshot

#: What the first page counts, written by the build.
COUNTS = (
    *(kind.path for kind in CARE_SITES),
    "documents",
    "languages",
    "clinicians",
    "clinics",
    "hospitals",
    "trials",
)


class _Rows(Generic[Record]):
    """An attribute that is the records of one table."""

    def __init__(self, table: Table[Record]) -> None:
        self.table = table

    def __get__(self, catalog: Catalog, _owner: type[Catalog]) -> tuple[Record, ...]:
        return catalog.rows(self.table)


class _ByKey(Generic[Record]):
    """An attribute that is the records of one table by their key."""

    def __init__(self, table: Table[Record]) -> None:
        self.table = table

    def __get__(self, catalog: Catalog, _owner: type[Catalog]) -> Mapping[str, Record]:
        return catalog.by_key(self.table)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The small tables of a directory, in the order of data/ (cancer types by name).

    `catalog.rows(TABLE)` and `catalog.by_key(TABLE)` give the records of any table that is kept here: a new
    table needs no attribute of its own.
    """

    #: The records of each table by its name, as a JSON array.
    documents: Mapping[str, bytes]
    built_on: str
    counts: Mapping[str, int]
    gazetteer: str
    #: When the directory was built: ISO 8601, UTC, to the second.
    built_at: str = ""
    #: The indexes of words by name, as the build packed them.
    packed: Mapping[str, bytes] = field(default_factory=dict, compare=False)
    #: The JSON of what answers repeat, made at first use.
    texts: dict[tuple[str, ...], bytes] = field(default_factory=dict, compare=False)
    #: The JSON of places of care by form, kind and id, with the keys of their sources.
    records: dict[tuple[str, ...], tuple[bytes, tuple[str, ...]]] = field(default_factory=dict, compare=False)
    _rows: dict[Table[Any], tuple[Any, ...]] = field(default_factory=dict, compare=False)
    _by_key: dict[Table[Any], Mapping[Any, Any]] = field(default_factory=dict, compare=False)

    def rows(self, table: Table[Record]) -> tuple[Record, ...]:
        """Return the records of a table; they are decoded when first asked for."""
        if table not in self._rows:
            documents = self.documents.get(table.name, b"[]")
            self._rows[table] = msgspec.json.decode(documents, type=tuple[table.record, ...])  # type: ignore[name-defined]
        rows: tuple[Record, ...] = self._rows[table]
        return rows

    def by_key(self, table: Table[Record]) -> Mapping[str, Record]:
        """Return the records of a table whose key is one field, by that key."""
        return self._keyed(table)

    def _keyed(self, table: Table[Any]) -> Mapping[Any, Any]:
        if table not in self._by_key:
            self._by_key[table] = {table.key_of(each): each for each in self.rows(table)}
        return self._by_key[table]

    def type_or_group(self, slug: str) -> CancerType | None:
        """Return the cancer type with a slug, or the group in place of one; None if there is neither."""
        group = self.cancer_groups.get(slug)
        return group.as_type(self.cancers[group.kinds[0]].body_system) if group else self.cancers.get(slug)

    @property
    def designation_kinds(self) -> Mapping[tuple[str, str | None], DesignationKind]:
        """The designations by scheme and level."""
        return self._keyed(DESIGNATION_KINDS)

    def center_of(self, site: CareSite) -> CareSite | None:
        """Return the center that a site is part of or works with; None for a place without one."""
        return self.centers.get(site.center) if site.center else None

    centers = _ByKey(CENTERS)
    cancers = _ByKey(CANCERS)
    cancer_groups = _ByKey(CANCER_GROUPS)
    cancer_names = _Rows(CANCER_NAMES)
    codes = _ByKey(CODES)
    code_titles = _ByKey(CODE_TITLES)
    oncotree_codes = _Rows(ONCOTREE_CODES)
    other_codes = _Rows(OTHER_CODES)
    organs = _Rows(ORGANS)
    histologies = _Rows(HISTOLOGIES)
    histology_rules = _Rows(HISTOLOGY_RULES)
    other_languages = _Rows(OTHER_LANGUAGES)
    terms = _Rows(TERMS)
    volume = _Rows(VOLUME)
    not_cancers = _Rows(NOT_CANCERS)
    specialties = _ByKey(SPECIALTIES)
    sources = _ByKey(SOURCES)
    claim_kinds = _ByKey(CLAIM_KINDS)
    helplines = _ByKey(HELPLINES)
    outward_links = _Rows(OUTWARD_LINKS)
    glossary = _ByKey(GLOSSARY)
    emergencies = _ByKey(EMERGENCIES)

    @property
    def chapters(self) -> Mapping[str, Chapter]:
        """The chapters of the guide; their emergency sections list the danger signs of the short list."""
        signs = self.rows(EMERGENCIES)
        return {slug: with_signs(each, signs) for slug, each in self._keyed(CHAPTERS).items()}


def kinds_of(catalog: Catalog, cancer: CancerType) -> tuple[CancerType, ...]:
    """Return the types that a group may be; none for a type."""
    group = catalog.cancer_groups.get(cancer.slug)
    return tuple(catalog.cancers[slug] for slug in group.kinds) if group else ()


def catalog_of(snapshot: Snapshot) -> Catalog:
    """Return the catalog of a directory; it is read once and cached with it."""
    return snapshot.cached("catalog", lambda: _read(snapshot))


def _read(snapshot: Snapshot) -> Catalog:
    with snapshot.connect() as connection:
        built_at = read_meta(connection, "built_at")
        return Catalog(
            documents=_blobs(connection, schema.catalog.c.kind, schema.catalog.c.documents),
            packed=_blobs(connection, schema.word_index.c.name, schema.word_index.c.packed),
            built_on=built_at[:10],
            built_at=built_at,
            gazetteer=read_meta(connection, "gazetteer"),
            counts={name: int(read_meta(connection, name) or 0) for name in COUNTS},
        )


def read_meta(connection: Connection, name: str) -> str:
    """Return a fact about the directory itself, or an empty string."""
    found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == name)).scalar()
    return found or ""


def _blobs(connection: Connection, name: Column[str], value: Column[bytes]) -> Mapping[str, bytes]:
    return {row[0]: row[1] for row in connection.execute(select(name, value))}


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class WordIndex(Generic[Value]):
    """An index of the words of a catalog: its name in the directory, its type, and what makes it."""

    name: str
    kind: Any
    make: Callable[[Catalog], Value]


def word_index(snapshot: Snapshot, index: WordIndex[Value]) -> Value:
    """Return an index as the directory has it; one that it has not is made now. It is read once."""
    return snapshot.cached(("index", index.name), lambda: _read_index(snapshot, index))


def _read_index(snapshot: Snapshot, index: WordIndex[Value]) -> Value:
    catalog = catalog_of(snapshot)
    if index.name in catalog.packed:
        with suppress(msgspec.ValidationError):  # one that an older version of the finder has packed
            value: Value = msgspec.msgpack.decode(catalog.packed[index.name], type=index.kind)
            return value
    return index.make(catalog)
