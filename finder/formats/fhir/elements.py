"""Parts that several FHIR resources share: meta, identifiers, addresses, telephone numbers, sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.sources import CMS_HOSPITALS, NPI_REGISTRY, NPPES, Origin
from finder.formats import proper_names
from finder.formats.fhir.codes import CCN, IDENTIFIER_TYPE, LAST_SYNC, NPI, coding, concept, own, profile
from finder.formats.json.encode import Json
from finder.geo.points import Point
from finder.store.read_catalog import Catalog

#: How exact a position is, where it is not that of the address.
_ABOUT: Final = ("zip", "city")


def meta(name: str | None, origin: Origin, catalog: Catalog) -> Json:
    """Return the meta of a resource: its Plan-Net profile, when the directory was built, and its source.

    `lastUpdated` is that of the directory: every resource is made anew with it. The day on which the source
    was checked, or of its record, is an extension.
    """
    source = catalog.sources[origin.source]
    found: Json = {
        "lastUpdated": catalog.built_at,
        "source": source.url or own(f"source:{source.key}"),
    }
    if checked := origin.checked or source.as_of:
        found["extension"] = [{"url": LAST_SYNC, "valueDateTime": checked}]
    if name:
        found["profile"] = [profile(name)]
    return found


def resource(kind: str, resource_id: str, meta_of_it: Json, **elements: object) -> Json:
    """Return a resource. Elements without a value are left out: FHIR has no empty ones."""
    named = {name.rstrip("_"): value for name, value in elements.items()}
    return {"resourceType": kind, "id": resource_id, "meta": meta_of_it} | filled(named)


def filled(elements: Json) -> Json:
    """Return elements without those that have no value."""
    return {name: value for name, value in elements.items() if value not in (None, "", [], {}, ())}


def source_of(origin: Origin, main: Origin | None = None) -> list[Json]:
    """Return the extension that says where one fact comes from, and when it was checked.

    A fact has none if it comes from where its record comes from, `main`: the meta says that.
    """
    if origin == main:
        return []
    inner: list[Json] = [{"url": "source", "valueCoding": coding(own("source"), origin.source)}]
    if origin.checked:
        inner.append({"url": "checked", "valueDateTime": origin.checked})
    return [{"url": own("origin"), "extension": inner}]


def origin_of(record: CareSite | Hospital | Clinician) -> Origin:
    """Return where a record comes from, with the date of the record itself."""
    match record:
        case CareSite():
            return record.origin
        case Hospital():
            return Origin(CMS_HOSPITALS)
        case _:
            source = record.sources[0] if record.sources else NPPES
            return Origin(source, record.updated if source in (NPPES, NPI_REGISTRY) else None)


def npi(number: str) -> Json:
    """Return a National Provider Identifier."""
    return {"type": _type("NPI", "National provider identifier"), "system": NPI, "value": number}


def ccn(number: str, use: str = "official", assigned_to: str | None = None) -> Json:
    """Return a certification number of CMS; `assigned_to` is the hospital that has it, if it is another."""
    text = f"CMS certification number of {assigned_to}" if assigned_to else "CMS certification number"
    return {"use": use, "type": concept(text=text), "system": CCN, "value": number}


def _type(code: str, display: str) -> Json:
    return concept(coding(IDENTIFIER_TYPE, code, display))


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
    if exactness in _ABOUT:
        extensions.append({"url": own("position-of"), "valueCode": exactness})
    found: Json = {"longitude": point.longitude, "latitude": point.latitude}
    return found | {"extension": extensions} if extensions else found


def telecom_of_site(site: CareSite) -> list[Json]:
    """Return the telephone numbers of a place of care, each with what it is for, and its web pages."""
    telephone = [("phone", each.number, each.purpose, each.origin) for each in site.phones]
    pages = [("url", each.url, each.purpose, each.origin) for each in site.links]
    return [
        _contact(system, value, rank, [_purpose(purpose), *source_of(origin, site.origin)])
        for rank, (system, value, purpose, origin) in enumerate([*telephone, *pages], start=1)
    ]


def telecom_of_practice(practice: Practice, main: Origin) -> list[Json]:
    """Return the telephone numbers of a practice."""
    return [
        _contact(
            "phone", each.number, rank, [] if each.source == main.source else source_of(Origin(each.source))
        )
        for rank, each in enumerate(practice.phones, start=1)
    ]


def telecom_of_hospital(hospital: Hospital) -> list[Json]:
    """Return the telephone number of a hospital."""
    return [_contact("phone", hospital.phone, 1, [])] if hospital.phone else []


def _contact(system: str, value: str, rank: int, extensions: list[Json]) -> Json:
    found: Json = {"system": system, "value": value, "use": "work", "rank": rank}
    return {"extension": extensions} | found if extensions else found


def _purpose(purpose: str) -> Json:
    return {"url": own("purpose"), "valueString": purpose}
