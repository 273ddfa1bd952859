"""JSON of clinicians, clinics and hospitals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from finder.domain import clinicians
from finder.domain.answers import Workplace
from finder.domain.kinds import Kind
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS
from finder.formats import proper_names
from finder.formats.json.care_sites import Phone
from finder.formats.json.encode import Answer
from finder.formats.json.sources import Source, Sourced, date_checked, sources_of
from finder.language import _, marked
from finder.store.read_catalog import Catalog

#: Shown with every clinician: what their specialties mean.
SELF_REPORTED = marked("Specialties are what the clinician reports; they are not board certification.")


class ReportedSpecialty(Answer, frozen=True, kw_only=True):
    """A specialty that the public files report, and the keys of the sources that say so."""

    specialty: str
    name: str
    one: str
    primary: bool
    sources: tuple[str, ...]


class PracticeAddress(Answer, frozen=True, kw_only=True):
    """Where a clinician works. `withheld`: the street is left out, as it looks like a home."""

    street: str | None
    city: str
    state: str
    zip: str
    sources: tuple[Sourced, ...]
    withheld: bool


class FilePosition(Answer, frozen=True, kw_only=True):
    """A point on the map, in degrees: of the street address, or the middle of its ZIP code or city."""

    latitude: float
    longitude: float
    precision: Literal["address", "zip", "city"] | None


class PracticePhone(Sourced, frozen=True, kw_only=True):
    """A telephone number of a practice."""

    number: str
    purpose: Literal["practice"] = msgspec.field(name="for", default="practice")


class Practice(Answer, frozen=True, kw_only=True):
    """A place where a clinician works. `site` is the address of the place of care that it is.

    `mailing_only`: a post office box, where nobody is seen.
    """

    practice: str | None
    address: PracticeAddress
    mailing_only: bool
    position: FilePosition | None
    phones: tuple[PracticePhone, ...]
    site: str | None


class Affiliation(Answer, frozen=True, kw_only=True):
    """A hospital with which a clinician is affiliated; name and address are null if it is not loaded."""

    ccn: str
    name: str | None
    url: str | None


class Clinician(Answer, frozen=True, kw_only=True):
    """A clinician, or a clinic, with a National Provider Identifier (`id`).

    `practice`, `address`, `mailing_only`, `position`, `phones` and `site` are those of the practice nearest
    to the place searched from, or of the first one. `live`: from the NPI Registry, asked at `asked`.
    """

    kind: Literal["clinician", "clinic"]
    id: str
    name: str
    credentials: str
    url: str
    specialties: tuple[str, ...]
    reported: tuple[ReportedSpecialty, ...]
    specialties_note: str
    taxonomies: tuple[str, ...]
    practice: str | None
    address: PracticeAddress | None
    mailing_only: bool | None
    position: FilePosition | None
    phones: tuple[PracticePhone, ...]
    site: str | None
    practices: tuple[Practice, ...]
    hospitals: tuple[Affiliation, ...]
    telehealth: bool | None
    accepts_assignment: bool | None
    enumerated: str | None
    updated: str | None
    live: bool
    asked: str | None
    sources: tuple[Source, ...]


class HospitalAddress(Sourced, frozen=True, kw_only=True):
    """The address of a hospital in the file of Medicare."""

    street: str | None
    city: str
    state: str
    zip: str


class Hospital(Answer, frozen=True, kw_only=True):
    """A hospital of Medicare by its certification number (`id`), with the clinicians affiliated to it.

    `team` counts them by specialist group, `subspecialties` by specialty. `site` is the address of the place
    of care that it is.
    """

    kind: Literal["hospital"]
    id: str
    name: str
    url: str
    type: str | None
    emergency: bool | None
    specialties: tuple[str, ...]
    team: Mapping[str, int]
    subspecialties: Mapping[str, int]
    address: HospitalAddress
    position: FilePosition | None
    phones: tuple[Phone, ...]
    site: str | None
    sources: tuple[Source, ...]


def clinician(
    each: clinicians.Clinician,
    catalog: Catalog,
    workplaces: Mapping[str, Workplace],
    nearest: clinicians.Practice | None = None,
) -> Clinician:
    """Return a clinician or clinic. `workplaces` are the hospitals they are affiliated with, by CCN."""
    shown = nearest or (each.practices[0] if each.practices else None)
    at = _practice(shown, each, catalog) if shown else None
    return Clinician(
        kind=provider_kind(each),
        id=each.npi,
        name=proper_names.full_name(each),
        credentials=proper_names.credentials(each.credentials) if each.kind is Kind.CLINICIAN else "",
        url=f"/{each.path}?live=yes" if each.live else f"/{each.path}",
        specialties=tuple(one.specialty for one in each.specialties),
        reported=tuple(
            ReportedSpecialty(
                specialty=one.specialty,
                name=catalog.specialties[one.specialty].name,
                one=catalog.specialties[one.specialty].one,
                primary=one.primary,
                sources=one.sources,
            )
            for one in each.specialties
        ),
        specialties_note=_(SELF_REPORTED),
        taxonomies=each.taxonomies,
        practice=at.practice if at else None,
        address=at.address if at else None,
        mailing_only=at.mailing_only if at else None,
        position=at.position if at else None,
        phones=at.phones if at else (),
        site=at.site if at else None,
        practices=tuple(_practice(one, each, catalog) for one in each.practices),
        hospitals=tuple(_affiliation(ccn, workplaces.get(ccn)) for ccn in each.hospitals),
        telehealth=each.telehealth,
        accepts_assignment=each.assignment,
        enumerated=each.enumerated,
        updated=each.updated,
        live=each.live,
        asked=each.asked,
        sources=sources_of(source_keys(each), catalog),
    )


def hospital(each: clinicians.Hospital, catalog: Catalog) -> Hospital:
    """Return a hospital with the number of clinicians of each specialist group affiliated with it."""
    as_of = catalog.sources[CMS_HOSPITALS].as_of
    return Hospital(
        kind="hospital",
        id=each.ccn,
        name=proper_names.title(each.name),
        url=f"/{each.path}",
        type=each.type,
        emergency=each.emergency,
        specialties=tuple(each.team),
        team=each.team,
        subspecialties=each.subspecialties,
        address=HospitalAddress(
            street=proper_names.street(each) or None,
            city=proper_names.city(each.city),
            state=each.state,
            zip=each.zip,
            source=CMS_HOSPITALS,
            checked=as_of,
        ),
        position=position(each),
        phones=hospital_phones(each, as_of),
        site=each.site and f"/{each.site}",
        sources=sources_of(HOSPITAL_SOURCES, catalog),
    )


#: The sources of a hospital and of its team.
HOSPITAL_SOURCES = (CMS_HOSPITALS, CMS_AFFILIATIONS)


def hospital_phones(each: clinicians.Hospital, as_of: str | None) -> tuple[Phone, ...]:
    """Return the number in the records of Medicare, if there is one."""
    if not each.phone:
        return ()
    number = Phone(
        number=each.phone, purpose="Medicare records", note=None, source=CMS_HOSPITALS, checked=as_of
    )
    return (number,)


def provider_kind(each: clinicians.Clinician) -> Literal["clinician", "clinic"]:
    """Return whether it is a person or an organization, as JSON names it."""
    return "clinician" if each.kind is Kind.CLINICIAN else "clinic"


def _practice(place: clinicians.Practice, each: clinicians.Clinician, catalog: Catalog) -> Practice:
    return Practice(
        practice=proper_names.title(place.name) if place.name else None,
        address=PracticeAddress(
            street=proper_names.street(place) or None,
            city=proper_names.city(place.city),
            state=place.state,
            zip=place.zip,
            sources=tuple(
                Sourced(source=key, checked=date_checked(each, key, catalog)) for key in place.sources
            ),
            withheld=place.withheld,
        ),
        mailing_only=place.mailing_only,
        position=position(place),
        phones=tuple(
            PracticePhone(
                number=one.number, source=one.source, checked=date_checked(each, one.source, catalog)
            )
            for one in place.phones
        ),
        site=place.site and f"/{place.site}",
    )


def _affiliation(ccn: str, hospital: Workplace | None) -> Affiliation:
    name = proper_names.title(hospital.name) if hospital else None
    return Affiliation(ccn=ccn, name=name, url=hospital.url if hospital else None)


def position(place: clinicians.Practice | clinicians.Hospital) -> FilePosition | None:
    """Return where a place of the public files lies, if that is known."""
    if place.latitude is None or place.longitude is None:
        return None
    precision: Literal["address", "zip", "city"] | None = (
        "address" if place.exactness == "street" else place.exactness
    )
    return FilePosition(latitude=place.latitude, longitude=place.longitude, precision=precision)


def source_keys(each: clinicians.Clinician) -> tuple[str, ...]:
    """Return the keys of the sources of a clinician."""
    return each.sources + ((CMS_AFFILIATIONS,) if each.hospitals else ())
