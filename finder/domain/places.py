"""ZIP codes, cities and towns, the place of a search, and the street tiles below a map."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol
from urllib.parse import urlsplit

from finder.domain.table import Table
from finder.geo.points import Point

ZipKind = Literal["standard", "po box", "unique", "military"]
#: What a name stands for. Only a city is in the gazetteer; the others are curated (data/place_names.csv).
PlaceKind = Literal[
    "city", "borough", "neighborhood", "nickname", "abbreviation", "region", "island", "reservation", "base"
]


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """A ZIP code with its city. `point` is None if its location is not known (military post offices)."""

    zip: str
    city: str
    state: str
    kind: ZipKind
    active: bool
    point: Point | None


@dataclass(frozen=True, slots=True)
class CityPlace:
    """A city by one of its names. If two cities share a name and state, `label` includes the county.

    `people` is 0 where it is not known, `county` is empty where it is not. A name that is not a city's own
    is of another `kind`; `near` is then the city whose point it has, if that is not its own.
    """

    key: str
    state: str
    name: str
    label: str
    point: Point
    zips: int
    people: int = 0
    county: str = ""
    kind: PlaceKind = "city"
    near: str = ""


class ZipPoint(NamedTuple):
    """A ZIP code whose location is known, without its names: all of them are read for a load."""

    zip: str
    kind: ZipKind
    latitude: float
    longitude: float


class TownPoint(NamedTuple):
    """A city by one of its names, without the rest: all of them are read for a load."""

    key: str
    state: str
    latitude: float
    longitude: float
    zips: int


@dataclass(frozen=True, slots=True)
class County:
    """A county with the labels of its largest towns; `key` leaves out what kind of county it is."""

    key: str
    state: str
    name: str
    people: int
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What people call a place that is no city: a neighborhood, an island, a region, or a nickname of a city.

    `also` are its other names. Its point is in or near `city`.
    """

    name: str
    also: tuple[str, ...]
    kind: PlaceKind
    city: str
    state: str
    latitude: float
    longitude: float
    source: str


PLACE_NAMES = Table("place_names", PlaceName, ("name", "city", "state"), in_catalog=False)


class ZipTable(Protocol):
    """Anything that looks up ZIP codes."""

    def get(self, digits: str) -> ZipPlace | None:
        """Return the ZIP code with these five digits, or None."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Sorted ZIP codes, cities and counties, and the release of the package that the ZIP codes come from."""

    zips: tuple[ZipPlace, ...]
    cities: tuple[CityPlace, ...]
    release: str
    counties: tuple[County, ...] = ()

    def get(self, digits: str) -> ZipPlace | None:
        """Return the ZIP code with these five digits, or None."""
        at = bisect_left(self.zips, digits, key=lambda each: each.zip)
        return self.zips[at] if at < len(self.zips) and self.zips[at].zip == digits else None


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a search. `note` is a warning to show, such as that it is far from every US town.

    `state` is the code of its state, that of the nearest town for a point; empty if no town is near.
    """

    name: str
    point: Point
    precision: Literal["zip", "city", "exact"]
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A town to label on a map. `zips` counts its ZIP codes with street delivery, a measure of its size."""

    name: str
    state: str
    point: Point
    zips: int


class TownColumns(NamedTuple):
    """Many towns in columns of one length; points are degrees, and `zips` is as in Town."""

    names: Sequence[str]
    states: Sequence[str]
    latitudes: Sequence[float]
    longitudes: Sequence[float]
    zips: Sequence[int]


@dataclass(frozen=True, slots=True)
class StreetTiles:
    """A server of map tiles: an address template with {z}, {x} and {y}, and the credit it requires.

    No tile is requested until the reader has seen the host's name and turned streets on.
    """

    template: str
    credit: str
    credit_url: str = ""

    @property
    def origin(self) -> str:
        """Scheme and host, as a content security policy writes them."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The host, shown to readers before their browser contacts it."""
        return urlsplit(self.template).netloc

    def tile_url(self, zoom: int, column: int, row: int) -> str:
        """Return the address of one tile. Columns and rows count from the northwest corner."""
        return self.template.format(z=zoom, x=column, y=row)
