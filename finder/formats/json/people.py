"""JSON of clinicians, clinics and hospitals."""

from __future__ import annotations

from collections.abc import Mapping

from finder.domain.answers import Workplace
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import Kind
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS
from finder.formats import proper_names
from finder.formats.json.encode import Json
from finder.formats.json.sources import date_checked, source
from finder.language import _, marked
from finder.store.read_catalog import Catalog

#: Shown with every clinician: what their specialties mean.
SELF_REPORTED = marked("Specialties are what the clinician reports; they are not board certification.")


def clinician(
    each: Clinician, catalog: Catalog, workplaces: Mapping[str, Workplace], nearest: Practice | None = None
) -> Json:
    """Return a clinician or clinic.

    `workplaces` are the hospitals they are affiliated with, by CCN. Address, phones and position at the top
    level are those of the practice `nearest` to the place searched from, or of the first one.
    """
    shown = nearest or (each.practices[0] if each.practices else None)
    practice = (
        _practice(shown, each, catalog) if shown else dict.fromkeys(("practice", "address", "position"))
    )
    return {
        "kind": each.kind,
        "id": each.npi,
        "name": proper_names.full_name(each),
        "credentials": proper_names.credentials(each.credentials) if each.kind is Kind.CLINICIAN else "",
        "url": f"/{each.path}?live=yes" if each.live else f"/{each.path}",
        "specialties": [one.specialty for one in each.specialties],
        "reported": [
            {
                "specialty": one.specialty,
                "name": catalog.specialties[one.specialty].name,
                "one": catalog.specialties[one.specialty].one,
                "primary": one.primary,
                "sources": one.sources,
            }
            for one in each.specialties
        ],
        "specialties_note": _(SELF_REPORTED),
        "taxonomies": each.taxonomies,
        **practice,
        "practices": [_practice(one, each, catalog) for one in each.practices],
        "hospitals": [_workplace(ccn, workplaces.get(ccn)) for ccn in each.hospitals],
        "telehealth": each.telehealth,
        "accepts_assignment": each.assignment,
        "enumerated": each.enumerated,
        "updated": each.updated,
        "live": each.live,
        "asked": each.asked,
        "sources": [source(catalog.sources[key]) for key in _source_keys(each)],
    }


def hospital(each: Hospital, catalog: Catalog) -> Json:
    """Return a hospital with the number of clinicians of each specialist group affiliated with it."""
    origin: Json = {"source": CMS_HOSPITALS, "checked": catalog.sources[CMS_HOSPITALS].as_of}
    return {
        "kind": Kind.HOSPITAL,
        "id": each.ccn,
        "name": proper_names.title(each.name),
        "url": f"/{each.path}",
        "type": each.type,
        "emergency": each.emergency,
        "specialties": list(each.team),
        "team": each.team,
        "subspecialties": each.subspecialties,
        "address": _address(each) | origin,
        "position": _position(each),
        "phones": [{"number": each.phone, "for": "Medicare records"} | origin] if each.phone else [],
        "site": each.site and f"/{each.site}",
        "sources": [source(catalog.sources[key]) for key in (CMS_HOSPITALS, CMS_AFFILIATIONS)],
    }


def _practice(place: Practice, each: Clinician, catalog: Catalog) -> Json:
    sources = [{"source": key, "checked": date_checked(each, key, catalog)} for key in place.sources]
    return {
        "practice": proper_names.title(place.name) if place.name else None,
        "address": _address(place) | {"sources": sources, "withheld": place.withheld},
        "mailing_only": place.mailing_only,
        "position": _position(place),
        "phones": [
            {
                "number": phone.number,
                "for": "practice",
                "source": phone.source,
                "checked": date_checked(each, phone.source, catalog),
            }
            for phone in place.phones
        ],
        "site": place.site and f"/{place.site}",
    }


def _workplace(ccn: str, hospital: Workplace | None) -> Json:
    name = proper_names.title(hospital.name) if hospital else None
    return {"ccn": ccn, "name": name, "url": hospital.url if hospital else None}


def _address(place: Practice | Hospital) -> Json:
    return {
        "street": proper_names.street(place) or None,
        "city": proper_names.city(place.city),
        "state": place.state,
        "zip": place.zip,
    }


def _position(place: Practice | Hospital) -> Json | None:
    if place.point is None:
        return None
    precision = "address" if place.exactness == "street" else place.exactness
    return {"latitude": place.latitude, "longitude": place.longitude, "precision": precision}


def _source_keys(each: Clinician) -> tuple[str, ...]:
    return each.sources + ((CMS_AFFILIATIONS,) if each.hospitals else ())
