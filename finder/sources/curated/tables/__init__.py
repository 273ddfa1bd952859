"""Every table of data/, one record each. A new table is a record in the module of its subject."""

from __future__ import annotations

from typing import Any

from finder.sources.curated.data_table import DataTable
from finder.sources.curated.tables import (
    body,
    cancers,
    care,
    centers,
    documents,
    emergencies,
    guide,
    places,
    specialists,
)

TABLES: tuple[DataTable[Any], ...] = (
    *centers.TABLES,
    *care.TABLES,
    *cancers.TABLES,
    *body.TABLES,
    *specialists.TABLES,
    *documents.TABLES,
    *guide.TABLES,
    *emergencies.TABLES,
    *places.TABLES,
)
