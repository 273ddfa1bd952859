"""From records to what finds them: locations by facet, words of names, places of work."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from finder.domain.cancers.specialists import Specialty
from finder.domain.care import GROUPS, CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.geo.cells import cell
from finder.geo.points import Point, vector
from finder.person_words import words_of
from finder.store.flags import ALL, ANY, clinician_flags, site_flags, team_flags

#: The groups of oncology clinics; no source says which specialists work there.
CLINIC_GROUPS = {
    "oncology-clinic": ("medical-oncology",),
    "radiation-oncology-clinic": ("radiation-oncology",),
}


def _columns() -> dict[str, array[int] | array[float]]:
    types = {"cell": "I", "record": "i", "flags": "I", "x": "d", "y": "d", "z": "d"}
    return {name: array(code) for name, code in types.items()}


def _numbers() -> defaultdict[str, array[int]]:
    return defaultdict(lambda: array("i"))


@dataclass(frozen=True, slots=True)
class Index:
    """What finds records, while it grows.

    `columns` are all locations (store.locations), `facets` the places in them of the locations of each facet;
    `words` and `workplaces` are record numbers by word of a name, and by place of work.
    """

    columns: dict[str, array[int] | array[float]] = field(default_factory=_columns)
    facets: defaultdict[str, array[int]] = field(default_factory=_numbers)
    words: defaultdict[str, array[int]] = field(default_factory=_numbers)
    workplaces: defaultdict[str, array[int]] = field(default_factory=_numbers)

    def add(self, number: int, kind: Kind, found_under: Iterable[str], flags: int, *points: Point) -> None:
        """Add the locations of a record. Two at one point are one."""
        facets = [self.facets[f"{kind}:{each}"] for each in dict.fromkeys(found_under)]
        for point in dict.fromkeys(points):
            in_cell, x, y, z = position(point)
            for facet in facets:
                facet.append(len(self.columns["cell"]))
            for column, value in zip(self.columns.values(), (in_cell, number, flags, x, y, z), strict=True):
                column.append(value)  # type: ignore[arg-type]


@lru_cache(maxsize=1 << 14)
def position(point: Point) -> tuple[int, float, float, float]:
    """Return the cell, x, y and z of a point: the middle of a ZIP code is that of many."""
    here = vector(point)
    return cell(point), here.x, here.y, here.z


@dataclass(frozen=True, slots=True)
class Teams:
    """How many clinicians of each specialist group, and of each specialty, are affiliated with a hospital."""

    groups: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    specialties: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, clinician: Clinician, specialties: Mapping[str, Specialty]) -> None:
        """Count a clinician at each hospital."""
        slugs = [each.specialty for each in clinician.specialties]
        groups = {group for slug in slugs for group in _groups(specialties[slug])}
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


def index_site(index: Index, number: int, site: CareSite, centers: Mapping[str, CareSite]) -> None:
    """Index a place of care under "any", and under each specialist group it has.

    If nothing says which groups work at a place, it is found under all four; the page then says
    that this is unknown. Leaving it out would hide the hospital next door.
    """
    if not site.treats_patients or not site.position:
        return
    found_under = (ANY, *(site.groups or GROUPS))
    index.add(number, site.kind, found_under, site_flags(site, centers), site.position.point)


def index_hospital(index: Index, number: int, hospital: Hospital) -> None:
    """Index a hospital that has a team."""
    if hospital.team and (point := hospital.point):
        index.add(number, Kind.HOSPITAL, (ANY, *hospital.team), team_flags(hospital.team), point)


def index_clinician(
    index: Index,
    number: int,
    clinician: Clinician,
    specialties: Mapping[str, Specialty],
    site_of_ccn: Mapping[str, str],
) -> None:
    """Index a clinician or clinic at each location, by the words of the name, and by place of work."""
    points = [point for each in clinician.practices if (point := each.point)]
    index.add(
        number, clinician.kind, _found_under(clinician, specialties), clinician_flags(clinician), *points
    )
    for word in _name_words(clinician):
        index.words[word].append(number)
    for workplace in _workplaces(clinician, site_of_ccn):
        index.workplaces[workplace].append(number)


def _found_under(clinician: Clinician, specialties: Mapping[str, Specialty]) -> Sequence[str]:
    """Return what a clinician or clinic is found under.

    "any" and the groups hold those whose specialty is about cancer by itself (tier A): a general surgeon or
    a urologist treats some cancers, and is found by these, not as "surgery" (data/specialties.csv).
    """
    slugs = [each.specialty for each in clinician.specialties]
    if clinician.kind == Kind.CLINIC:
        return [ANY, *slugs, *(group for slug in slugs for group in CLINIC_GROUPS.get(slug, ()))]
    # A group that somebody reports by itself is a facet of its own too: a question for a certain kind of
    # pathologist leaves it out, one for the pathologists of a cancer does not (search.criteria).
    alone = [f"only-{slug}" for slug in slugs if specialties[slug].kind == "group"]
    of_cancer = [slug for slug in slugs if specialties[slug].tier == "A"]
    groups = [group for slug in of_cancer for group in _groups(specialties[slug])]
    return [ALL, *slugs, *groups, *alone, *([ANY] if of_cancer else [])]


def _name_words(clinician: Clinician) -> set[str]:
    """Return the words of a name, as they are looked up."""
    names = (
        clinician.last, clinician.first, clinician.other_first, clinician.middle, clinician.other_last,
        clinician.organization,
        *(each.name or "" for each in clinician.practices if clinician.kind == Kind.CLINIC),
    )  # fmt: skip
    return {word[:60] for word in words_of(*names)}


def _workplaces(clinician: Clinician, site_of_ccn: Mapping[str, str]) -> set[str]:
    """Return where a clinician works: hospitals by CCN, and the curated places these or the addresses are."""
    addresses = {each.site for each in clinician.practices if each.site}
    hospitals = {site_of_ccn[ccn] for ccn in clinician.hospitals if ccn in site_of_ccn}
    return {*clinician.hospitals, *addresses, *hospitals}


def _groups(specialty: Specialty) -> tuple[str, ...]:
    return specialty.groups or ((specialty.slug,) if specialty.kind == "group" else ())
