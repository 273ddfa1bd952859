"""ZIP codes, cities and towns, the place somebody asks from, and the street pictures below a map."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal, Protocol
from urllib.parse import urlsplit

from finder.geo.points import Point

ZipKind = Literal["standard", "po box", "unique", "military"]


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """A ZIP code with its city; `point` is None where no location is known (military post offices)."""

    zip: str
    city: str
    state: str
    kind: ZipKind
    active: bool
    point: Point | None


@dataclass(frozen=True, slots=True)
class CityPlace:
    """A city by one of its names; two cities of one name and state carry the county in `label`."""

    key: str
    state: str
    name: str
    label: str
    point: Point
    zips: int


class ZipTable(Protocol):
    """Anything that knows ZIP codes."""

    def get(self, digits: str) -> ZipPlace | None:
        """Return the ZIP code with these five digits, if there is one."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """ZIP codes (in order) and cities with their points, and the release of the package they come from."""

    zips: tuple[ZipPlace, ...]
    cities: tuple[CityPlace, ...]
    release: str

    def get(self, digits: str) -> ZipPlace | None:
        """Return the ZIP code with these five digits, if there is one."""
        at = bisect_left(self.zips, digits, key=lambda each: each.zip)
        return self.zips[at] if at < len(self.zips) and self.zips[at].zip == digits else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: shown as `name`; `note` says what they should know about it."""

    name: str
    point: Point
    precision: Literal["zip", "city", "exact"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A town to find one's way by; `zips` counts its ZIP codes with street delivery: how large it is."""

    name: str
    state: str
    point: Point
    zips: int


@dataclass(frozen=True, slots=True)
class Streets:
    """Pictures of streets: the form of their addresses with {z}, {x} and {y}, and whom to credit.

    None is asked for before the reader has been told the host and has chosen it.
    """

    template: str
    credit: str
    credit_url: str = ""

    @property
    def origin(self) -> str:
        """Scheme and host, as a content security policy names them."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The host, as people are told whom their browser will ask."""
        return urlsplit(self.template).netloc

    def picture(self, zoom: int, column: int, row: int) -> str:
        """Return the address of one picture, counted from the north-west."""
        return self.template.format(z=zoom, x=column, y=row)
