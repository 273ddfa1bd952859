"""Addresses, positions and telephone numbers of FHIR resources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from finder.domain.care import CareSite
from finder.domain.clinicians import Hospital, Practice, PracticePhone
from finder.domain.sources import Origin
from finder.formats import proper_names
from finder.formats.fhir.parts.codes import own
from finder.formats.fhir.parts.elements import filled, source_of
from finder.formats.json.encode import Json
from finder.geo.points import Point

#: How exact a position is, where it is not that of the address.
ABOUT: Final = ("zip", "city")


def address_of_site(site: CareSite) -> Json:
    """Return the address of a place of care."""
    given = site.address
    sources = source_of(given.origin, site.origin)
    found = _address(given.street, given.city, given.state, given.zip)
    return found | {"extension": sources} if sources else found


def address_of(place: Practice | Hospital) -> Json:
    """Return the address of a practice or a hospital. A street that is withheld is left out."""
    is_box = isinstance(place, Practice) and place.mailing_only
    street, city = proper_names.street(place), proper_names.city(place.city)
    return _address(street, city, place.state, place.zip, "postal" if is_box else "physical")


def _address(street: str | None, city: str, state: str, zip_code: str | None, kind: str = "physical") -> Json:
    last = f"{city}, {state} {zip_code or ''}".rstrip()
    return filled(
        {
            "use": "work",
            "type": kind,
            "text": f"{street}, {last}" if street else last,
            "line": [street] if street else [],
            "city": city,
            "state": state,
            "postalCode": zip_code,
            "country": "US",
        }
    )


def position_of_site(site: CareSite) -> Json | None:
    """Return the position of a place of care, if it is known."""
    at = site.position
    if at is None:
        return None
    sources = source_of(at.origin, site.origin)
    return position(at.point, at.precision, sources)


def position(point: Point | None, exactness: str | None, sources: Sequence[Json] = ()) -> Json | None:
    """Return a position; one that is the middle of a ZIP code or city, not of the address, says so."""
    if point is None:
        return None
    extensions = [*sources]
    if exactness in ABOUT:
        extensions.append(position_of(exactness))
    found: Json = {"longitude": point.longitude, "latitude": point.latitude}
    return found | {"extension": extensions} if extensions else found


def position_of(exactness: str) -> Json:
    """Return the extension that says of what a position is the middle."""
    return {"url": own("position-of"), "valueCode": exactness}


def telecom_of_site(site: CareSite, shown: Callable[[str], bool] = bool) -> list[Json]:
    """Return the telephone numbers of a place of care, each with what it is for, and its web pages.

    `shown` says of a purpose whether it is meant.
    """
    telephone = [("phone", each.number, each.purpose, each.origin) for each in site.phones]
    pages = [("url", each.url, each.purpose, each.origin) for each in site.links]
    return [
        _contact(system, value, rank, [_purpose(purpose), *source_of(origin, site.origin)])
        for rank, (system, value, purpose, origin) in enumerate([*telephone, *pages], start=1)
        if shown(purpose)
    ]


def telecom_of_practice(practice: Practice, main: Origin) -> list[Json]:
    """Return the telephone numbers of a practice."""
    return telecom_of_phones(practice.phones, main.source)


def telecom_of_phones(phones: Sequence[PracticePhone], main: str) -> list[Json]:
    """Return telephone numbers; `main` is the key of the source that need not be said."""
    return [
        _contact("phone", each.number, rank, [] if each.source == main else source_of(Origin(each.source)))
        for rank, each in enumerate(phones, start=1)
    ]


def telecom_of_hospital(hospital: Hospital) -> list[Json]:
    """Return the telephone number of a hospital."""
    return [_contact("phone", hospital.phone, 1, [])] if hospital.phone else []


def _contact(system: str, value: str, rank: int, extensions: list[Json]) -> Json:
    found: Json = {"system": system, "value": value, "use": "work", "rank": rank}
    return {"extension": extensions} | found if extensions else found


def _purpose(purpose: str) -> Json:
    return {"url": own("purpose"), "valueString": purpose}
