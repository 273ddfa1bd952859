"""Ids of FHIR resources, and references between them.

An id has at most 64 of the letters A-Z and a-z, digits, "-" and ".". A key that is too long for that, or has
other characters, is cut and gets "." and eight hexadecimal digits of a hash of the whole. `read` undoes that
with the help of the directory.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
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
_PRACTICE = "practice"
_OF_PRACTICE = re.compile(r"practice-(?P<npi>[0-9]{10})-(?P<number>[1-9][0-9]{0,3})")
_OF_ROLE = re.compile(r"(?P<npi>[0-9]{10})-(?:(?P<number>[1-9][0-9]{0,3})|(?P<ccn>[0-9A-Z]{6}))")


@dataclass(frozen=True, slots=True)
class Key:
    """The kind and the key of a record; of a key that was cut, its beginning, and the id to compare."""

    kind: Kind
    key: str
    cut: str = ""

    def is_of(self, key: str) -> bool:
        """Tell whether this is the id of the record with a key."""
        digest = self.cut.rpartition(".")[2]
        return _digest(f"{self.kind}-{key}") == digest if self.cut else key == self.key


@dataclass(frozen=True, slots=True)
class RoleKey:
    """Where a clinician works: the number of a practice, the first is 1, or the CCN of a hospital."""

    npi: str
    number: int = 0
    ccn: str = ""


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
    return f"{_PRACTICE}-{npi}-{number}"


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


def read(resource_id: str) -> Key | None:
    """Return the kind and key that the id of an organization stands for; None for what is no such id."""
    name, _, key = resource_id.partition("-")
    kind = ORGANIZATIONS.get(name)
    if kind is None or not key:
        return None
    cut = _CUT.fullmatch(key)
    return Key(kind, cut["start"], resource_id) if cut else Key(kind, key)


def read_practice(resource_id: str) -> tuple[str, int] | None:
    """Return NPI and number of the practice that an id of a Location stands for; None for another id."""
    match = _OF_PRACTICE.fullmatch(resource_id)
    return (match["npi"], int(match["number"])) if match else None


def read_role(resource_id: str) -> RoleKey | None:
    """Return what the id of a PractitionerRole stands for; None for what is no such id."""
    match = _OF_ROLE.fullmatch(resource_id)
    return RoleKey(match["npi"], int(match["number"] or 0), match["ccn"] or "") if match else None


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
