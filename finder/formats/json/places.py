"""JSON of the place that distances are measured from, and of what typed words may mean for a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from finder.domain import places
from finder.domain.guide.emergencies import Emergency
from finder.errors import Choice
from finder.formats.json.emergencies import WithDanger, danger
from finder.formats.json.encode import Answer, fields
from finder.store.read_catalog import Catalog


class Place(Answer, frozen=True, kw_only=True):
    """A place that distances are measured from, in degrees; `note` says how its words were read."""

    name: str
    latitude: float
    longitude: float
    precision: Literal["zip", "city", "exact"]
    note: str


class PlaceMatch(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A place that words mean, with its point; or one to choose from, with what to send as `near` for it."""

    name: str
    near: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Literal["zip", "city", "exact"] | None = None
    note: str | None = None


class PlaceMatches(WithDanger, frozen=True, kw_only=True):
    """The one place that words mean (`sure`), or the places to choose from."""

    matches: tuple[PlaceMatch, ...]
    sure: bool
    note: str


def place(each: places.Place) -> Place:
    """Return the place that distances are measured from."""
    return Place(
        name=each.name,
        latitude=each.point.latitude,
        longitude=each.point.longitude,
        precision=each.precision,
        note=each.note,
    )


def place_matches(
    found: places.Place | None,
    choices: Sequence[Choice],
    note: str,
    signs: Iterable[Emergency],
    catalog: Catalog,
) -> PlaceMatches:
    """Return the danger signs in words, and the place that they mean or the choices to type instead."""
    matches = [PlaceMatch(name=choice.label, near=choice.value) for choice in choices]
    if found:
        matches = [PlaceMatch(**fields(place(found)))]
    return PlaceMatches(
        danger=danger(signs, catalog), matches=tuple(matches), sure=found is not None, note=note
    )
