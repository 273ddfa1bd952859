"""JSON of places of care: centers, community programs, and other hospitals and clinics."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from finder.domain import care, claims, trials
from finder.domain.claims import Scheme
from finder.domain.kinds import Kind
from finder.formats.claims import claim_in_english
from finder.formats.json.encode import Answer
from finder.formats.json.sources import Source, Sourced, origin, sources_of
from finder.store.read_catalog import Catalog

CareSiteKind = Literal["center", "program", "site"]


class Address(Sourced, frozen=True, kw_only=True):
    """A street address in the United States."""

    street: str | None
    city: str
    state: str
    zip: str | None


class Position(Sourced, frozen=True, kw_only=True):
    """A point on the map, in degrees. Precision `zip` is the middle of the ZIP code."""

    latitude: float
    longitude: float
    precision: care.Precision


class Phone(Sourced, frozen=True, kw_only=True):
    """A telephone number, and what it is for."""

    number: str
    purpose: care.PhonePurpose = msgspec.field(name="for")
    note: str | None


class Link(Sourced, frozen=True, kw_only=True):
    """A web page, and what it is for."""

    url: str
    purpose: Literal["website", "second opinions", "Spanish"] = msgspec.field(name="for")


class Designation(Sourced, frozen=True, kw_only=True):
    """A list that includes a center, and what that means."""

    scheme: Scheme
    level: Literal["comprehensive", "clinical", "basic-laboratory"] | None
    name: str
    meaning: str
    note: str | None


class Claim(Sourced, frozen=True, kw_only=True):
    """Something that a source once said about a place: evidence for its time (`as_of`), not for today."""

    claim: str
    text: str
    meaning: str
    as_of: str | None
    count: int | None
    seen_in: str | None
    note: str | None
    link: str | None


class Note(Sourced, frozen=True, kw_only=True):
    """A sentence that a reader may need."""

    about: str | None
    text: str


class TreatsOrigins(Answer, frozen=True, kw_only=True):
    """Where it comes from that a place treats adults, and children; null where that is not known."""

    adults: Sourced | None
    children: Sourced | None


class PartOf(Answer, frozen=True, kw_only=True):
    """The center that a site belongs to (`own`) or works with (`linked`), and that center's designations."""

    id: str
    name: str
    url: str
    relation: care.Relation | None
    designations: tuple[Designation, ...]


class TrialCount(Answer, frozen=True, kw_only=True):
    """How many trials recruit at a place, and how many of these name the cancer of the search."""

    recruiting: int
    for_this_cancer: int | None
    as_of: str | None


class CareSite(Answer, frozen=True, kw_only=True):
    """A place of care with the source and date of each fact.

    `specialties_known` false: which specialists work there is not known. `ccn` is the CMS certification
    number of the hospital that it is, or belongs to.
    """

    kind: CareSiteKind
    id: str
    name: str
    url: str
    host: str | None
    part_of: PartOf | None
    treats_patients: bool
    treats: tuple[str, ...]
    treats_adults: care.Answer
    treats_children: care.Answer
    treats_origins: TreatsOrigins
    studies_only: bool
    care_note: str | None
    specialties: tuple[str, ...]
    specialties_known: bool
    veterans_only: bool
    address: Address
    position: Position | None
    phones: tuple[Phone, ...]
    links: tuple[Link, ...]
    designations: tuple[Designation, ...]
    claims: tuple[Claim, ...]
    notes: tuple[Note, ...]
    conflicts: tuple[care.Conflict, ...]
    ccn: str | None
    sources: tuple[Source, ...]
    trials: TrialCount | UnsetType = UNSET


def care_site(site: care.CareSite, catalog: Catalog, counted: trials.TrialCount | None = None) -> CareSite:
    """Return a place of care with the source and date of each fact; `counted` are the trials there."""
    return CareSite(
        kind=kind_of(site),
        id=site.id,
        name=site.name,
        url=f"/{site.path}",
        host=site.host,
        part_of=_part_of(site, catalog),
        treats_patients=site.treats_patients,
        treats=site.treats,
        treats_adults=site.treated("adults"),
        treats_children=site.treated("children"),
        treats_origins=TreatsOrigins(
            adults=origin(site.adults.origin) if site.adults.origin else None,
            children=origin(site.children.origin) if site.children.origin else None,
        ),
        studies_only=site.studies_only,
        care_note=site.care_note.text if site.care_note else None,
        specialties=site.groups,
        specialties_known=bool(site.groups),
        veterans_only=site.veterans_only,
        address=_address(site.address),
        position=_position(site.position) if site.position else None,
        phones=tuple(
            Phone(
                number=each.number,
                purpose=each.purpose,
                note=each.note,
                source=each.origin.source,
                checked=each.origin.checked,
            )
            for each in site.phones
        ),
        links=tuple(
            Link(url=each.url, purpose=each.purpose, source=each.origin.source, checked=each.origin.checked)
            for each in site.links
        ),
        designations=tuple(_designation(each, catalog) for each in site.designations),
        claims=tuple(_claim(each, catalog) for each in site.claims),
        notes=tuple(
            Note(about=each.about, text=each.text, source=each.origin.source, checked=each.origin.checked)
            for each in site.notes
        ),
        conflicts=site.conflicts,
        ccn=site.ccn.number if site.ccn else None,
        sources=sources_of(site.source_keys(), catalog),
        trials=trial_count(counted) if counted else UNSET,
    )


def kind_of(site: care.CareSite) -> CareSiteKind:
    """Return the kind of a place of care, as JSON names it."""
    return _KINDS[site.kind]


_KINDS: dict[Kind, CareSiteKind] = {Kind.CENTER: "center", Kind.PROGRAM: "program", Kind.SITE: "site"}


def trial_count(each: trials.TrialCount) -> TrialCount:
    """Return how many trials recruit at a place of care."""
    return TrialCount(recruiting=each.trials, for_this_cancer=each.for_cancer, as_of=each.as_of or None)


def _part_of(site: care.CareSite, catalog: Catalog) -> PartOf | None:
    """Return the center that a site belongs to, with the center's designations; None for other places."""
    center = catalog.center_of(site)
    if center is None:
        return None
    return PartOf(
        id=center.id,
        name=center.name,
        url=f"/{center.path}",
        relation=site.relation,
        designations=tuple(_designation(each, catalog) for each in center.designations),
    )


def _address(address: care.Address) -> Address:
    return Address(
        street=address.street,
        city=address.city,
        state=address.state,
        zip=address.zip,
        source=address.origin.source,
        checked=address.origin.checked,
    )


def _position(position: care.Position) -> Position:
    return Position(
        latitude=position.point.latitude,
        longitude=position.point.longitude,
        precision=position.precision,
        source=position.origin.source,
        checked=position.origin.checked,
    )


def _designation(each: claims.Designation, catalog: Catalog) -> Designation:
    kind = catalog.designation_kinds[each.scheme, each.level]
    return Designation(
        scheme=each.scheme,
        level=each.level,
        name=kind.name,
        meaning=kind.meaning,
        note=each.note,
        source=each.origin.source,
        checked=each.origin.checked,
    )


def _claim(each: claims.Claim, catalog: Catalog) -> Claim:
    kind = catalog.claim_kinds[each.kind]
    return Claim(
        claim=each.kind,
        text=claim_in_english(each, kind),
        meaning=kind.meaning,
        as_of=each.as_of,
        count=each.count,
        seen_in=each.seen_in,
        note=each.note,
        link=kind.link,
        source=each.origin.source,
        checked=each.origin.checked,
    )
