"""Ids of FHIR resources, and references between them.

An id has at most 64 of the letters A-Z and a-z, digits, "-" and ".". A key that is too long for that, or has
other characters, is cut and gets "." and eight hexadecimal digits of a hash of the whole: the same key always
has the same id.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind, split_record
from finder.formats.json.encode import Json

LONGEST: Final = 64
_ALLOWED = re.compile(r"[A-Za-z0-9-]+")
_CUT = re.compile(r"(?P<start>.*)\.(?P<digest>[0-9a-f]{8})")
_DIGEST: Final = 8

#: The kinds of records that are an Organization, by the beginning of their ids.
ORGANIZATIONS: Final = {
    kind.value: kind for kind in (Kind.CENTER, Kind.PROGRAM, Kind.SITE, Kind.HOSPITAL, Kind.CLINIC)
}


def organization_id(record: CareSite | Hospital | Clinician) -> str:
    """Return the id of a place of care, a hospital or a clinic, as Organization and as Location."""
    return id_of(record.kind, _key(record))


def id_of(kind: Kind, key: str) -> str:
    """Return the id of the organization with a kind and a key: `center-huntsman`, `hospital-460009`."""
    return fitted(f"{kind}-{key}")


def id_of_path(path: str) -> str:
    """Return the id of the place of care with a path: `centers/huntsman`. Raises ValueError for no path."""
    found = split_record(path)
    if found is None:
        raise ValueError(path)
    return id_of(*found)


def practice_id(npi: str, number: int) -> str:
    """Return the id of the Location of a practice; the first practice of a record is number 1."""
    return f"practice-{npi}-{number}"


def role_id(npi: str, at: int | str) -> str:
    """Return the id of a PractitionerRole, at a practice by its number or at a hospital by its CCN."""
    return f"{npi}-{at}"


def service_id(organization: str, service: str) -> str:
    """Return the id of a HealthcareService of the organization with an id."""
    return f"{fitted(organization, LONGEST - len(service) - 1)}-{service}"


def fitted(text: str, longest: int = LONGEST) -> str:
    """Return a text as an id: itself if it is one, else its beginning, "." and the digest of the whole."""
    already = _CUT.fullmatch(text)
    whole = _ALLOWED.fullmatch(text) or already
    if whole and len(text) <= longest:
        return text
    start, digest = (already["start"], already["digest"]) if already else (text, _digest(text))
    room = longest - _DIGEST - 1
    return f"{re.sub('[^A-Za-z0-9-]', '-', start)[:room]}.{digest}"


def reference(resource_type: str, resource_id: str, display: str | None = None) -> Json:
    """Return a reference to a resource of this server."""
    found: Json = {"reference": f"{resource_type}/{resource_id}"}
    return found | {"display": display} if display else found


def _key(record: CareSite | Hospital | Clinician) -> str:
    match record:
        case CareSite():
            return record.id
        case Hospital():
            return record.ccn
        case _:
            return record.npi


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]
