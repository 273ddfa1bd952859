"""How far a record is from a place."""

from __future__ import annotations

from finder.domain.answers import CareSiteResult, HospitalResult, Result
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.places import Place
from finder.geo.points import Point, miles_of_chord, vector
from finder.search.near import nearest_practice
from finder.store.read_records import Record


def with_miles(record: Record, place: Place) -> Result | None:
    """Return a record with the miles to it; None if its location is not known."""
    about = place.precision != "exact"
    match record:
        case Clinician():
            known = any(practice.point for practice in record.practices)
            return nearest_practice(record, place) if known else None
        case Hospital():
            if record.point is None:
                return None
            away = miles_between(place.point, record.point)
            return HospitalResult(record, away, about or record.exactness != "street")
        case _:
            if record.position is None:
                return None
            away = miles_between(place.point, record.position.point)
            return CareSiteResult(record, away, about or record.position.precision == "zip")


def miles_between(start: Point, end: Point) -> float:
    """Return the miles between two points."""
    return miles_of_chord(vector(start).chord_squared_to(vector(end)))
