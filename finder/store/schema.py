"""The tables of a directory. It is built anew each time and never migrated.

Small catalogs keep one JSON document a row; what is searched by has columns and indexes of its own.
"""

from __future__ import annotations

import hashlib
from functools import cache

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

meta = Table(
    "meta", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)
)

zip_code = Table(
    "zip_code",
    metadata,
    Column("zip", String(5), primary_key=True),
    Column("city", String(60), nullable=False),
    Column("state", String(2), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("cell", BigInteger),
    Index("zip_code_by_cell", "cell", "latitude", "longitude", "city", "state"),
)

#: A city of so many people is meant by nearly its name, or by the beginning of it.
LARGE_CITY = 50_000
_OF_LARGE = text(f"people >= {LARGE_CITY}")

city = Table(
    "city",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(60), nullable=False),
    Column("state", String(2), nullable=False),
    Column("name", String(60), nullable=False),
    Column("label", String(120), nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("zips", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("county", String(60), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("near", String(80), nullable=False),
    Index("city_by_key", "key", "state"),
    Index("city_by_state", "state", "key", "people", "label"),
    # Few cities: those that are offered beside a place of nearly their name.
    Index("city_by_people", "key", "people", sqlite_where=_OF_LARGE),
)

#: Counties by name, with the labels of their largest towns, one a line.
county = Table(
    "county",
    metadata,
    Column("key", String(60), nullable=False),
    Column("state", String(2), nullable=False),
    Column("name", String(60), nullable=False),
    Column("people", Integer, nullable=False),
    Column("towns", Text, nullable=False),
    PrimaryKeyConstraint("key", "state", "name"),
    sqlite_with_rowid=False,
)

#: The tables of the gazetteer: they change with the ZIP package alone, and are written once for each release.
PLACES = (meta, zip_code, city, county)

#: Everything a search can find, numbered in the order in which ties are ranked: centers, programs,
#: hospitals, then clinicians and clinics by NPI. `key` is a slug, a CCN or an NPI. State and name are for
#: lists of a kind; clinicians are too many to list, and have neither.
record = Table(
    "record",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),
    Column("key", String(80), nullable=False),
    Column("state", String(2)),
    Column("name", String(120)),
    Column("document", Text, nullable=False),
    Index("record_by_key", "kind", "key", unique=True),
)

#: What records are found under, such as `center:surgery`, with their locations as arrays (store.locations).
facet = Table(
    "facet",
    metadata,
    Column("name", String(80), primary_key=True),
    *(Column(name, LargeBinary, nullable=False) for name in ("cell", "record", "flags", "x", "y", "z")),
)

#: The words of clinicians' and clinics' names; `records` are record numbers of four bytes, the lowest first.
name_word = Table(
    "name_word",
    metadata,
    Column("word", String(60), primary_key=True),
    Column("records", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

#: Places of care, hospitals and clinics by name: `words` are those of the name in their common form
#: (finder/place_words.py).
care_name = Table(
    "care_name",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(10), nullable=False),
    Column("key", String(80), nullable=False),
    Column("name", String(160), nullable=False),
    Column("words", String(160), nullable=False),
    Column("city", String(60), nullable=False),
    Column("state", String(2), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Index("care_name_by_kind", "kind"),
)

#: The words of these names, their initials and towns (store.names.gather_names); `records` as in name_word.
care_word = Table(
    "care_word",
    metadata,
    Column("word", String(62), primary_key=True),
    Column("records", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

#: Who works where: `workplace` is a CCN or the path of a place of care; `records` as in name_word.
affiliation = Table(
    "affiliation",
    metadata,
    Column("workplace", String(100), primary_key=True),
    Column("records", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

#: A trial that is recruiting, numbered from 0 by its NCT number.
trial = Table(
    "trial",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("nct", String(11), nullable=False, unique=True),
    Column("document", Text, nullable=False),
)

#: The sites of trials, numbered from 0: those of trial 0 first.
trial_site = Table(
    "trial_site",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("trial", Integer, nullable=False, index=True),
    Column("document", Text, nullable=False),
)

#: Trials by what they are found under, as numbers of four bytes, the lowest first: `own` and `wider` by
#: cancer type, `place` by the path of a curated place where they recruit, `any` without a name.
trial_list = Table(
    "trial_list",
    metadata,
    Column("kind", String(8), nullable=False),
    Column("name", String(100), nullable=False),
    Column("trials", LargeBinary, nullable=False),
    PrimaryKeyConstraint("kind", "name"),
    sqlite_with_rowid=False,
)

#: Columns of numbers, each as bytes: of trials, and of sites that are on the map (store.near_trials).
trial_column = Table(
    "trial_column",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("numbers", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

#: One row a table of data/: its name, and its records in their order as one JSON array, read whole.
catalog = Table(
    "catalog",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("documents", LargeBinary, nullable=False),
)

#: Indexes of the words in the catalog, packed, so that a first question does not wait until they are made.
word_index = Table(
    "word_index",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

#: The numbering of FHIR resources as packed columns (store.fhir.columns); `kind` is NumPy's name of a type.
fhir_column = Table(
    "fhir_column",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("packed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

care_team = Table(
    "care_team",
    metadata,
    Column("cancer", String(60), nullable=False),
    Column("place", Integer, nullable=False),
    Column("specialty", String(60)),
    Column("role", String(20), nullable=False),
    Column("seldom", Boolean, nullable=False),
    Column("document", Text, nullable=False),
    PrimaryKeyConstraint("cancer", "place"),
    Index("care_team_by_specialty", "specialty", "cancer", "place", "role", "seldom"),
    sqlite_with_rowid=False,
)

group_rule = Table(
    "group_rule",
    metadata,
    Column("cancer", String(60), nullable=False),
    Column("group", String(40), nullable=False),
    Column("document", Text, nullable=False),
    PrimaryKeyConstraint("cancer", "group"),
    sqlite_with_rowid=False,
)

guideline = Table(
    "guideline",
    metadata,
    Column("id", String(160), primary_key=True),
    Column("status", String(12), nullable=False),
    Column("place", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Index("guideline_by_place", "status", "place", unique=True),
)

#: Which documents serve which cancer type; the type `*` means every type.
serves = Table(
    "serves",
    metadata,
    Column("cancer", String(60), nullable=False),
    Column("guideline", String(160), nullable=False),
    Column("scope", String(8), nullable=False),
    PrimaryKeyConstraint("cancer", "guideline"),
    sqlite_with_rowid=False,
)


@cache
def form() -> str:
    """Return a digest of all tables and columns: a directory of another form cannot be read by this code."""
    columns = (
        f"{each.table.name}.{each.name} {each.type}" for table in metadata.sorted_tables for each in table.c
    )
    return hashlib.sha256("\n".join(columns).encode()).hexdigest()[:16]
