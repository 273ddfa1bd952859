"""JSON of clinicians, clinics and hospitals."""

from __future__ import annotations

from collections.abc import Mapping

from finder.domain.answers import Workplace
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS, NPI_REGISTRY, NPPES, Source
from finder.formats import proper_names
from finder.language import _, marked
from finder.store.read_catalog import Catalog

Json = dict[str, object]

#: Said with every clinician: what the specialties are, and what they are not.
SELF_REPORTED = marked("Specialties are what the clinician reports; they are not board certification.")


def clinician(
    each: Clinician, known: Catalog, workplaces: Mapping[str, Workplace], nearest: Practice | None = None
) -> Json:
    """Return a clinician or clinic; address, phones and position are those of the nearest practice.

    `workplaces` names hospitals by CCN.
    """
    first = nearest or (each.practices[0] if each.practices else None)
    shown: Json = {
        "kind": each.kind,
        "id": each.npi,
        "name": proper_names.full_name(each),
        "credentials": proper_names.credentials(each.credentials) if each.kind == "clinician" else "",
        "url": f"/clinicians/{each.npi}",
        "specialties": [one.specialty for one in each.specialties],
        "reported": [
            {
                "specialty": one.specialty,
                "name": known.specialties[one.specialty].name,
                "one": known.specialties[one.specialty].one,
                "primary": one.primary,
                "sources": one.sources,
            }
            for one in each.specialties
        ],
        "specialties_note": _(SELF_REPORTED),
        "taxonomies": each.taxonomies,
    }
    shown |= _practice(first, each, known) if first else dict.fromkeys(("practice", "address", "position"))
    return shown | {
        "practices": [_practice(place, each, known) for place in each.practices],
        "hospitals": [_workplace(ccn, workplaces.get(ccn)) for ccn in each.hospitals],
        "telehealth": each.telehealth,
        "accepts_assignment": each.assignment,
        "enumerated": each.enumerated,
        "updated": each.updated,
        "live": each.live,
        "sources": [source_of(known.sources[key]) for key in _sources_of(each)],
    }


def hospital(each: Hospital, known: Catalog) -> Json:
    """Return a hospital with how many clinicians of each group are affiliated with it."""
    source = known.sources[CMS_HOSPITALS]
    seen: Json = {"source": CMS_HOSPITALS, "checked": source.as_of}
    return {
        "kind": "hospital",
        "id": each.ccn,
        "name": proper_names.title(each.name),
        "url": f"/hospitals/{each.ccn}",
        "type": each.type,
        "emergency": each.emergency,
        "specialties": list(each.team),
        "team": each.team,
        "subspecialties": each.subspecialties,
        "address": _address(each, seen),
        "position": _position(each),
        "phones": [{"number": each.phone, "for": "main"} | seen] if each.phone else [],
        "site": each.site and f"/{each.site}",
        "sources": [source_of(known.sources[key]) for key in (CMS_HOSPITALS, CMS_AFFILIATIONS)],
    }


def source_of(each: Source) -> Json:
    """Return where facts come from."""
    return {
        "key": each.key,
        "name": each.name,
        "publisher": each.publisher,
        "url": each.url,
        "as_of": each.as_of,
    }


def checked(each: Clinician, source: str, known: Catalog) -> str | None:
    """Return the date of what a source says of a clinician: of its own record, or of the file."""
    return each.updated if source in (NPPES, NPI_REGISTRY) else known.sources[source].as_of


def _practice(place: Practice, each: Clinician, known: Catalog) -> Json:
    seen: Json = {"sources": [{"source": key, "checked": checked(each, key, known)} for key in place.sources]}
    return {
        "practice": proper_names.title(place.name) if place.name else None,
        "address": _address(place, seen) | {"withheld": place.withheld},
        "position": _position(place),
        "phones": [
            {
                "number": phone.number,
                "for": "practice",
                "source": phone.source,
                "checked": checked(each, phone.source, known),
            }
            for phone in place.phones
        ],
        "site": place.site and f"/{place.site}",
    }


def _workplace(ccn: str, at: Workplace | None) -> Json:
    return {
        "ccn": ccn,
        "name": proper_names.title(at.name) if at else None,
        "url": at.url if at else None,
    }


def _address(place: Practice | Hospital, seen: Json) -> Json:
    return {
        "street": proper_names.street(place) or None,
        "city": proper_names.title(place.city),
        "state": place.state,
        "zip": place.zip,
    } | seen


def _position(place: Practice | Hospital) -> Json | None:
    if place.point is None:
        return None
    precision = "address" if place.exactness == "street" else "zip"
    return {"latitude": place.latitude, "longitude": place.longitude, "precision": precision}


def _sources_of(each: Clinician) -> tuple[str, ...]:
    return each.sources + ((CMS_AFFILIATIONS,) if each.hospitals else ())
