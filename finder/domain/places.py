"""ZIP codes and cities, and the place somebody asks from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal, Protocol

from finder.geo.circle import Point

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
