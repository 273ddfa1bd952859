"""Practices of clinicians and clinics as Location (Plan-Net), as text: a search has many of them.

Doctors share addresses and telephones, so these are kept as text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from finder.domain.clinicians import Clinician, Practice, PracticePhone
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.formats import proper_names
from finder.formats.fhir import ids
from finder.formats.fhir.organization import organization_name, organization_reference
from finder.formats.fhir.parts import contacts, elements
from finder.formats.json.encode import encode
from finder.store.read_catalog import Catalog

#: How many addresses, and how many sets of telephones, are kept as text.
_KEPT: Final = 1 << 13


def practice_location(clinician: Clinician, number: int, catalog: Catalog) -> bytes:
    """Return the practice with a number as JSON; the first is 1.

    Raises IndexError for one that is not there.
    """
    practice = clinician.practices[number - 1]
    is_clinic = clinician.kind is Kind.CLINIC
    name = proper_names.title(practice.name) if practice.name else organization_name(clinician)
    origin = _origin(clinician, practice)
    return b'{"resourceType":"Location","id":"%b","meta":%b,"status":"active",%b%b"address":%b%b%b%b}' % (
        ids.practice_id(clinician.npi, number).encode(),
        _meta(origin, catalog),
        b'"name":%b,' % encode(name) if name else encode(elements.named(name))[1:-1] + b",",
        _telecom(practice.phones, origin.source) if practice.phones else b"",
        _address(practice.street, practice.city, practice.state, practice.zip, practice.mailing_only),
        _position(practice.latitude, practice.longitude, practice.exactness),
        b',"managingOrganization":%b' % encode(organization_reference(clinician)) if is_clinic else b"",
        b',"partOf":%b' % encode(ids.reference("Location", ids.id_of_path(practice.site)))
        if practice.site
        else b"",
    )


def _origin(clinician: Clinician, practice: Practice) -> Origin:
    origin = elements.origin_of(clinician)
    if not practice.sources or origin.source in practice.sources:
        return origin
    return Origin(practice.sources[0])


def _meta(origin: Origin, catalog: Catalog) -> bytes:
    """Return the meta of all practices of one origin. There are as many as days in NPPES."""
    key = ("fhir practice", origin.source, origin.checked or "")
    if key not in catalog.texts:
        catalog.texts[key] = encode(elements.meta("Location", origin, catalog))
    return catalog.texts[key]


@lru_cache(_KEPT)
def _telecom(phones: tuple[PracticePhone, ...], main: str) -> bytes:
    return b'"telecom":%b,' % encode(contacts.telecom_of_phones(phones, main))


@lru_cache(_KEPT)
def _address(street: str | None, city: str, state: str, zip_code: str, is_box: bool) -> bytes:
    return encode(contacts.address_of(Practice(city, state, zip_code, street, mailing_only=is_box)))


def _position(latitude: float | None, longitude: float | None, exactness: str | None) -> bytes:
    if latitude is None or longitude is None:
        return b""
    about = b',"extension":%b' % _about(exactness) if exactness in contacts.ABOUT else b""
    return b',"position":{"longitude":%b,"latitude":%b%b}' % (encode(longitude), encode(latitude), about)


@lru_cache(len(contacts.ABOUT))
def _about(exactness: str) -> bytes:
    return encode([contacts.position_of(exactness)])
