"""Records in short, as a list shows them. They name their sources by key; the answer has these once.

`detail=full` gives records whole instead (care_sites.py, people.py; records.py chooses).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from finder.domain import care, claims, clinicians
from finder.domain.claims import Scheme
from finder.formats import proper_names
from finder.formats.display import phones_for_patients
from finder.formats.json import people
from finder.formats.json.care_sites import CareSiteKind, kind_of
from finder.formats.json.encode import Answer
from finder.formats.json.people import HOSPITAL_SOURCES, provider_kind, source_keys
from finder.store.read_catalog import Catalog

Fact = care.Phone | care.Link | claims.Designation


class BriefAddress(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """An address in short. A street that is not given is left out."""

    street: str | None = None
    city: str
    state: str
    zip: str | None = None


class BriefPosition(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A point on the map, in degrees. Without `precision` it is that of the street address."""

    latitude: float
    longitude: float
    precision: Literal["address", "zip", "city"] | None = "address"


class BriefPhone(Answer, frozen=True, kw_only=True):
    """A telephone number for patients, and what it is for."""

    number: str
    purpose: str = msgspec.field(name="for")


class BriefDesignation(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A list that includes a center: NCI designation with its level, NCCN membership, PPS exemption."""

    scheme: Scheme
    level: Literal["comprehensive", "clinical", "basic-laboratory"] | None = None


class BriefPartOf(Answer, frozen=True, kw_only=True):
    """The center that a site belongs to (`own`) or works with (`linked`), and its designations."""

    id: str
    name: str
    relation: care.Relation | None
    designations: tuple[BriefDesignation, ...]


class BriefCareSite(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A place of care in short. What is not known, and what it has none of, is left out.

    `source_keys` are the keys of the sources of its facts. `specialties` left out: which specialists work
    there is not known.
    """

    kind: CareSiteKind
    id: str
    name: str
    url: str
    host: str | None = None
    part_of: BriefPartOf | None = None
    treats_adults: care.Answer
    treats_children: care.Answer
    studies_only: bool = False
    veterans_only: bool = False
    care_note: str | None = None
    specialties: tuple[str, ...] = ()
    address: BriefAddress
    position: BriefPosition | None = None
    phones: tuple[BriefPhone, ...]
    website: str | None = None
    designations: tuple[BriefDesignation, ...] = ()
    ccn: str | None = None
    source_keys: tuple[str, ...]


class BriefClinician(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A clinician or clinic in short, at the practice nearest to the place searched from.

    `specialties` are those that they report: not board certification. `hospital_ccns` are the CMS
    numbers of hospitals that they are affiliated with.
    `mailing_only`: a post office box, where nobody is seen. `withheld`: the street looks like a home.
    """

    kind: Literal["clinician", "clinic"]
    id: str
    name: str
    credentials: str = ""
    url: str
    specialties: tuple[str, ...]
    practice: str | None = None
    address: BriefAddress | None = None
    withheld: bool = False
    mailing_only: bool = False
    position: BriefPosition | None = None
    phones: tuple[BriefPhone, ...]
    site: str | None = None
    hospital_ccns: tuple[str, ...] = ()
    telehealth: bool | None = None
    accepts_assignment: bool | None = None
    updated: str | None = None
    asked: str | None = None
    source_keys: tuple[str, ...]


class BriefHospital(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A hospital of Medicare in short, with the number of affiliated clinicians by specialist group."""

    kind: Literal["hospital"] = msgspec.field(default_factory=lambda: "hospital")
    id: str
    name: str
    url: str
    type: str | None = None
    emergency: bool | None = None
    specialties: tuple[str, ...]
    team: Mapping[str, int]
    address: BriefAddress
    position: BriefPosition | None = None
    phones: tuple[BriefPhone, ...]
    site: str | None = None
    source_keys: tuple[str, ...]


def care_site(site: care.CareSite, catalog: Catalog) -> BriefCareSite:
    """Return a place of care in short."""
    position, website, address = site.position, site.link("website"), site.address
    phones = phones_for_patients(site.phones)
    shown: tuple[Fact, ...] = (*site.designations, *phones, *((website,) if website else ()))
    origins = (*site.main_origins, *(each.origin for each in shown))
    return BriefCareSite(
        kind=kind_of(site),
        id=site.id,
        name=site.name,
        url=f"/{site.path}",
        host=site.host,
        part_of=_part_of(site, catalog),
        treats_adults=site.treated("adults"),
        treats_children=site.treated("children"),
        studies_only=site.studies_only,
        veterans_only=site.veterans_only,
        care_note=site.care_note.text if site.care_note else None,
        specialties=site.groups,
        address=BriefAddress(street=address.street, city=address.city, state=address.state, zip=address.zip),
        position=BriefPosition(
            latitude=position.point.latitude,
            longitude=position.point.longitude,
            precision=position.precision,
        )
        if position
        else None,
        phones=tuple(BriefPhone(number=each.number, purpose=each.purpose) for each in phones),
        website=website.url if website else None,
        designations=_designations(site.designations),
        ccn=site.ccn.number if site.ccn else None,
        source_keys=tuple(dict.fromkeys(each.source for each in origins)),
    )


def _part_of(site: care.CareSite, catalog: Catalog) -> BriefPartOf | None:
    center = catalog.center_of(site)
    if center is None:
        return None
    return BriefPartOf(
        id=center.id,
        name=center.name,
        relation=site.relation,
        designations=_designations(center.designations),
    )


def _designations(every: tuple[claims.Designation, ...]) -> tuple[BriefDesignation, ...]:
    return tuple(BriefDesignation(scheme=each.scheme, level=each.level) for each in every)


def clinician(each: clinicians.Clinician, place: clinicians.Practice | None) -> BriefClinician:
    """Return a clinician or clinic in short, at one of their practices."""
    return BriefClinician(
        kind=provider_kind(each),
        id=each.npi,
        name=proper_names.full_name(each),
        credentials=proper_names.credentials(each.credentials) if provider_kind(each) == "clinician" else "",
        url=f"/{each.path}?live=yes" if each.live else f"/{each.path}",
        specialties=tuple(one.specialty for one in each.specialties),
        practice=proper_names.title(place.name) if place and place.name else None,
        address=_address(place) if place else None,
        withheld=bool(place and place.withheld),
        mailing_only=bool(place and place.mailing_only),
        position=_position(place) if place else None,
        phones=tuple(BriefPhone(number=one.number, purpose="practice") for one in place.phones)
        if place
        else (),
        site=f"/{place.site}" if place and place.site else None,
        hospital_ccns=each.hospitals,
        telehealth=each.telehealth,
        accepts_assignment=each.assignment,
        updated=each.updated,
        asked=each.asked,
        source_keys=source_keys(each),
    )


def hospital(each: clinicians.Hospital) -> BriefHospital:
    """Return a hospital in short."""
    phones = (BriefPhone(number=each.phone, purpose="Medicare records"),) if each.phone else ()
    return BriefHospital(
        id=each.ccn,
        name=proper_names.title(each.name),
        url=f"/{each.path}",
        type=each.type,
        emergency=each.emergency,
        specialties=tuple(each.team),
        team=each.team,
        address=_address(each),
        position=_position(each),
        phones=phones,
        site=each.site and f"/{each.site}",
        source_keys=HOSPITAL_SOURCES,
    )


def _position(place: clinicians.Practice | clinicians.Hospital) -> BriefPosition | None:
    found = people.position(place)
    if found is None:
        return None
    return BriefPosition(latitude=found.latitude, longitude=found.longitude, precision=found.precision)


def _address(place: clinicians.Practice | clinicians.Hospital) -> BriefAddress:
    return BriefAddress(
        street=proper_names.street(place) or None,
        city=proper_names.city(place.city),
        state=place.state,
        zip=place.zip,
    )
