"""From places, clinicians and hospitals to the rows by which they are found, one at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import msgspec
from sqlalchemy import Table

from finder.domain.cancers import Specialty
from finder.domain.care import GROUPS, CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.geo.cells import cell
from finder.geo.points import Point, vector
from finder.plain_text import searchable_words
from finder.store import schema
from finder.store.near import find as near

#: Row numbers of hospitals: above those of places of care, below every NPI.
FIRST_HOSPITAL = 1_000_000
#: An oncology clinic may answer to these groups; which specialists work there is on no record.
CLINIC_GROUPS = {
    "oncology-clinic": ("medical-oncology",),
    "radiation-oncology-clinic": ("radiation-oncology",),
}

#: How the slugs of specialties for children begin (data/specialties.csv).
_OF_CHILDREN = "pediatric-"

#: facet, cell, place, spot, flags, x, y, z
Near = tuple[int, int, int, int, int, float, float, float]


@dataclass(slots=True)
class Facets:
    """The facets met so far, each with its number and how many rows it has."""

    numbers: dict[str, int] = field(default_factory=dict)
    rows: Counter[int] = field(default_factory=Counter)
    crowds: Counter[tuple[tuple[int, ...], int]] = field(default_factory=Counter)

    def number(self, name: str) -> int:
        """Return the number of a facet, a new one for a new facet."""
        return self.numbers.setdefault(name, len(self.numbers) + 1)

    def near(self, names: Iterable[str], place: int, flags: int, points: Sequence[Point]) -> Iterator[Near]:
        """Yield the rows by which a place with these spots is found under these facets."""
        numbers = sorted({self.number(name) for name in names})
        if points:
            self.crowds[tuple(numbers), flags] += 1
        for spot, point in enumerate(dict.fromkeys(points)):
            here, square = vector(point), cell(point)
            for number in numbers:
                self.rows[number] += 1
                yield number, square, place, spot, flags, here.x, here.y, here.z


@dataclass(slots=True)
class Teams:
    """How many clinicians of each specialist group, and of each specialty, are affiliated with a hospital."""

    groups: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    specialties: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, clinician: Clinician, known: Mapping[str, Specialty]) -> None:
        """Count a clinician at each hospital."""
        self.kinds[clinician.kind] += 1
        slugs = [each.specialty for each in clinician.specialties]
        groups = {group for slug in slugs for group in _groups(known[slug])}
        for ccn in clinician.hospitals:
            self.groups[ccn].update(groups)
            self.specialties[ccn].update(slugs)

    def of(self, hospital: Hospital) -> Hospital:
        """Return a hospital with its team."""
        groups = self.groups.get(hospital.ccn, Counter())
        specialties = self.specialties.get(hospital.ccn, Counter())
        return msgspec.structs.replace(
            hospital,
            team={group: groups[group] for group in GROUPS if groups[group]},
            subspecialties=dict(specialties.most_common()),
        )


def site_near(number: int, site: CareSite, facets: Facets) -> Iterator[Near]:
    """Yield the rows by which a place of care is found: under "any", and under each group it answers to.

    Nothing says which groups work at a community program, so it answers to all four: the page then says
    that this is not on record. Leaving it out would hide the hospital next door.
    """
    if not site.treats_patients or not site.position:
        return
    groups = site.groups or (GROUPS if site.kind == "program" else ())
    names = [f"{site.kind}:{each}" for each in (near.ANY, *groups)]
    yield from facets.near(names, number, near.flags_of(site), [site.position.point])


def clinician_near(clinician: Clinician, facets: Facets, known: Mapping[str, Specialty]) -> Iterator[Near]:
    """Yield the rows by which a clinician or clinic is found, at each place of work.

    "any" and the groups hold those whose specialty is about cancer by itself (tier A): a general surgeon or
    a urologist treats some cancers, and is found by these, not as "surgery" (data/specialties.csv).
    """
    points = [point for each in clinician.practices if (point := each.point)]
    names = [f"{clinician.kind}:{each}" for each in answers_to(clinician, known)]
    yield from facets.near(names, int(clinician.npi), flags_of(clinician), points)


def hospital_near(number: int, hospital: Hospital, facets: Facets) -> Iterator[Near]:
    """Yield the rows by which a hospital with a team is found."""
    if hospital.team and (point := hospital.point):
        names = [f"hospital:{each}" for each in (near.ANY, *hospital.team)]
        flags = near.ANYBODY | sum(near.TEAM[group] for group in hospital.team)
        yield from facets.near(names, number, flags, [point])


def answers_to(clinician: Clinician, known: Mapping[str, Specialty]) -> list[str]:
    """Return what a clinician or clinic is found under, apart from its kind."""
    slugs = [each.specialty for each in clinician.specialties]
    if clinician.kind == "clinic":
        groups = [group for slug in slugs for group in CLINIC_GROUPS.get(slug, ())]
        return list(dict.fromkeys([near.ANY, *slugs, *groups]))
    # A group that is all somebody reports is a facet of its own too: who asks for a pathologist of a
    # certain kind is not sent to it, who asks for a cancer's pathologists is (search.facets).
    alone = [f"only-{slug}" for slug in slugs if known[slug].kind == "group" and not known[slug].nucc]
    of_cancer = [slug for slug in slugs if known[slug].tier == "A"]
    groups = [group for slug in of_cancer for group in _groups(known[slug])]
    names = [*slugs, *groups, *alone, *([near.ANY] if of_cancer else [])]
    return list(dict.fromkeys(names))


def flags_of(clinician: Clinician) -> int:
    """Return the flags by which a clinician is filtered; children's doctors do not answer for adults."""
    of_children = all(each.specialty.startswith(_OF_CHILDREN) for each in clinician.specialties)
    return (
        (near.CHILDREN if of_children else near.ANYBODY)
        | near.FEMALE * (clinician.sex == "F")
        | near.MALE * (clinician.sex == "M")
        | near.TELEHEALTH * bool(clinician.telehealth)
        | near.ASSIGNMENT * bool(clinician.assignment)
    )


def name_words(clinician: Clinician) -> set[str]:
    """Return the words of a name, as they are looked for."""
    names = (
        clinician.last, clinician.first, clinician.middle, clinician.other_last, clinician.organization,
        *(each.name or "" for each in clinician.practices if clinician.kind == "clinic"),
    )  # fmt: skip
    return {word[:60] for name in names for word in searchable_words(name)}


def workplaces(clinician: Clinician, site_of_ccn: Mapping[str, str]) -> set[str]:
    """Return where a clinician works: hospitals by CCN, and the curated places these or the addresses are."""
    addresses = {each.site for each in clinician.practices if each.site}
    hospitals = {site_of_ccn[ccn] for ccn in clinician.hospitals if ccn in site_of_ccn}
    return {*clinician.hospitals, *addresses, *hospitals}


@dataclass(frozen=True, slots=True)
class Joined:
    """What clinicians are joined with while they are written; facets and teams grow along."""

    specialties: Mapping[str, Specialty]
    site_of_ccn: Mapping[str, str]
    facets: Facets
    teams: Teams


def people_rows(
    clinicians: Iterable[Clinician], joined: Joined, size: int = 4000
) -> Iterator[dict[Table, list[tuple[object, ...]]]]:
    """Yield the rows of clinicians, some thousands at a time."""
    encode = msgspec.json.Encoder().encode
    rest = iter(clinicians)
    while some := list(islice(rest, size)):
        rows: dict[Table, list[tuple[object, ...]]] = {table: [] for table in (*schema.PEOPLE, schema.near)}
        for each in some:
            npi = int(each.npi)
            rows[schema.clinician].append((npi, encode(each).decode()))
            rows[schema.near].extend(clinician_near(each, joined.facets, joined.specialties))
            rows[schema.name_word].extend((word, npi) for word in name_words(each))
            rows[schema.affiliation].extend((at, npi) for at in workplaces(each, joined.site_of_ccn))
            joined.teams.add(each, joined.specialties)
        yield rows


def _groups(specialty: Specialty) -> tuple[str, ...]:
    return specialty.groups or ((specialty.slug,) if specialty.kind == "group" else ())
