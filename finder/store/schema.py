"""The tables of a directory. It is built anew each time and never migrated.

Small catalogs keep one JSON document a row; what is searched by has columns and indexes of its own.
"""

from __future__ import annotations

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
    SmallInteger,
    String,
    Table,
    Text,
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
    Index("city_by_key", "key", "state"),
    Index("city_by_state", "state", "key", "zips", "label"),
)

care_site = Table(
    "care_site",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("slug", String(80), nullable=False),
    Column("name", String(120), nullable=False),
    Column("state", String(2), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("document", Text, nullable=False),
    Index("care_site_by_slug", "kind", "slug", unique=True),
    Index("care_site_by_state", "kind", "state", "name"),
)

#: The tables of the gazetteer: they change with the ZIP package alone, and are written once for each release.
PLACES = (meta, zip_code, city)

#: What can be looked for, such as `center:surgery`; `rows` tells how crowded it is.
facet = Table(
    "facet",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("rows", Integer, nullable=False),
)

#: How many answer to the same facets with the same flags: any question's total is a sum of these.
crowd = Table(
    "crowd",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("facets", Text, nullable=False),  # their numbers, with blanks between
    Column("flags", Integer, nullable=False),
    Column("places", Integer, nullable=False),
)

#: Where each place, clinician and hospital may be found, once per facet it answers to and spot it has.
#: `place` is the row number in care_site, clinician (the NPI) or hospital: their ranges do not meet.
near = Table(
    "near",
    metadata,
    Column("facet", Integer, nullable=False),
    Column("cell", BigInteger, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("spot", SmallInteger, nullable=False),
    Column("flags", Integer, nullable=False),
    Column("x", Float, nullable=False),
    Column("y", Float, nullable=False),
    Column("z", Float, nullable=False),
    PrimaryKeyConstraint("facet", "cell", "place", "spot"),
    Index("near_by_place", "place", "facet", "flags", "x", "y", "z"),
    sqlite_with_rowid=False,
)

#: The rows of `near` once more as arrays, one row a facet (finder.store.near.arrays): for counting.
spots = Table(
    "spots",
    metadata,
    Column("facet", Integer, primary_key=True),
    Column("places", Integer, nullable=False),
    *(Column(name, LargeBinary, nullable=False) for name in ("cell", "who", "flags", "x", "y", "z")),
)

#: Clinicians and clinics by NPI.
clinician = Table(
    "clinician",
    metadata,
    Column("npi", BigInteger, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
)

#: The words of clinicians' and clinics' names.
name_word = Table(
    "name_word",
    metadata,
    Column("word", String(60), nullable=False),
    Column("npi", BigInteger, nullable=False),
    PrimaryKeyConstraint("word", "npi"),
    Index("name_word_by_npi", "npi", "word"),
    sqlite_with_rowid=False,
)

hospital = Table(
    "hospital",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ccn", String(6), nullable=False),
    Column("state", String(2), nullable=False),
    Column("name", String(120), nullable=False),
    Column("document", Text, nullable=False),
    Index("hospital_by_ccn", "ccn", unique=True),
    Index("hospital_by_state", "state", "name"),
)

#: Who works where: `workplace` is a CCN, or `centers/<slug>` or `programs/<slug>`.
affiliation = Table(
    "affiliation",
    metadata,
    Column("workplace", String(100), nullable=False),
    Column("npi", BigInteger, nullable=False),
    PrimaryKeyConstraint("workplace", "npi"),
    sqlite_with_rowid=False,
)

#: Tables that are filled person by person, and may well be empty.
PEOPLE = (clinician, name_word, affiliation)

#: One row a catalog record: `catalog` names its kind, `place` its order.
catalog = Table(
    "catalog",
    metadata,
    Column("kind", String(20), nullable=False),
    Column("place", Integer, nullable=False),
    Column("document", Text, nullable=False),
    PrimaryKeyConstraint("kind", "place"),
    sqlite_with_rowid=False,
)

treater = Table(
    "treater",
    metadata,
    Column("cancer", String(60), nullable=False),
    Column("place", Integer, nullable=False),
    Column("specialty", String(60)),
    Column("role", String(12), nullable=False),
    Column("document", Text, nullable=False),
    PrimaryKeyConstraint("cancer", "place"),
    Index("treater_by_specialty", "specialty", "cancer", "role"),
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

#: Which documents serve which cancer type; the type `*` stands for all of them.
serves = Table(
    "serves",
    metadata,
    Column("cancer", String(60), nullable=False),
    Column("guideline", String(160), nullable=False),
    Column("scope", String(8), nullable=False),
    PrimaryKeyConstraint("cancer", "guideline"),
    sqlite_with_rowid=False,
)
