"""The table of places that are no city: neighborhoods, islands, regions, nicknames."""

from __future__ import annotations

from typing import Any

from finder.domain.places import PLACE_NAMES
from finder.geo.states import STATES
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.tables.columns import LATITUDE, LONGITUDE, source

_PLACE_NAMES = DataTable(
    PLACE_NAMES,
    "place_names.csv",
    "Neighborhoods, islands, regions, reservations, bases and nicknames that are in no list of cities.",
    "reading the place that people type",
    {
        "name": Column("What people call it.", "Cape Cod"),
        "also": Column("Its other names.", "Matanuska Valley"),
        "kind": Column("What it is.", "region"),
        "city": Column("The city that it is, or where most of its people are.", "Hyannis"),
        "state": Column("The USPS code of its state.", "MA", among=STATES),
        "latitude": Column("Degrees north of where its people live.", "41.6529", within=LATITUDE),
        "longitude": Column("Degrees east.", "-70.2828", within=LONGITUDE),
        "source": source("geonames-2026"),
    },
)

TABLES: tuple[DataTable[Any], ...] = (_PLACE_NAMES,)
