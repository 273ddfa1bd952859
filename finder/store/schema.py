"""The tables of a directory. It is built anew each time and never migrated (docs/decisions.md).

Small catalogs keep one JSON document a row; what is searched by has columns and indexes of its own.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
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
    Column("cell", Integer),
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

#: Where each place may be found, once per facet it answers to; both orders hold all that a search reads.
near = Table(
    "near",
    metadata,
    Column("facet", String(40), nullable=False),
    Column("cell", Integer, nullable=False),
    Column("site", Integer, nullable=False),
    Column("region", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("flags", SmallInteger, nullable=False),
    Column("x", Float, nullable=False),
    Column("y", Float, nullable=False),
    Column("z", Float, nullable=False),
    PrimaryKeyConstraint("facet", "cell", "site"),
    Index("near_by_region", "facet", "region", "kind", "flags", "x", "y", "z", "site"),
    sqlite_with_rowid=False,
)

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
