"""One list of results near a place: a page of them, nearest first, with the counts over all pages."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from finder.domain.answers import CareSiteResult, ClinicianResult, HospitalResult, Result, Results, Understood
from finder.domain.cancers.specialists import Specialty
from finder.domain.cancers.types import CancerType
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import Kind
from finder.domain.places import Place
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS
from finder.geo.points import Point, miles_of_chord, vector
from finder.language import _, marked
from finder.search.criteria import ONLY, criteria_for
from finder.search.questions import NearQuery
from finder.search.trials.trials_at import trials_at
from finder.search.understand import understand
from finder.search.workplaces import workplaces_by_ccn
from finder.store.connect import Connection, Snapshot
from finder.store.flags import ANY
from finder.store.near import Criteria, count_by_facet, find_page
from finder.store.read_catalog import catalog_of
from finder.store.read_records import hospitals_with, records_numbered

NO_AFFILIATIONS = marked(
    "This site does not have Medicare's list of which doctors work at which hospital. The person who runs it"
    " can load it: finder load affiliations --download."
)
#: How facets of clinicians begin.
_CLINICIANS = f"{Kind.CLINICIAN}:"


def find_near(snapshot: Snapshot, query: NearQuery, *, by_specialty: bool = True) -> Results:
    """Answer a question from the directory alone. Raises BadQuery or Unsure with every fault."""
    catalog_of(snapshot)  # before a connection is taken: a thread holds one at a time
    with snapshot.connect() as connection:
        place, understood = understand(snapshot, connection, query)
        return find_results(snapshot, connection, query, place, understood, by_specialty=by_specialty)


def find_results(
    snapshot: Snapshot,
    connection: Connection,
    query: NearQuery,
    place: Place,
    understood: Understood,
    *,
    by_miles: bool = False,
    by_specialty: bool = True,
) -> Results:
    """Return the list for a question whose words have been read.

    `by_miles`: by distance alone, whatever order the question asks for. `by_specialty`: with the clinicians
    of each subspecialty counted.
    """
    criteria = criteria_for(query, understood)
    if by_miles:
        criteria = replace(criteria, specialized=0)
    page = find_page(
        snapshot,
        connection,
        place.point,
        criteria,
        miles=query.miles,
        offset=(query.page - 1) * query.limit,
        limit=query.limit,
        by_facet=by_specialty and query.kinds == (Kind.CLINICIAN,),
    )
    found = results_at(snapshot, connection, place, page.places, understood.cancer)
    people = [each.clinician for each in found if isinstance(each, ClinicianResult)]
    names = workplaces_by_ccn(snapshot, connection, [ccn for each in people for ccn in each.hospitals])
    pages = max(1, math.ceil(page.total / query.limit))
    counts: Mapping[str, Mapping[int, int]] = {}
    if by_specialty and Kind.CLINICIAN in query.kinds:
        clinicians = replace(criteria, facets=tuple(f for f in criteria.facets if f.startswith(_CLINICIANS)))
        counts = _by_specialty(snapshot, connection, place.point, clinicians, query.miles, page.by_facet)
    return Results(
        place,
        understood,
        found,
        page.total,
        page.within,
        query.page,
        pages,
        page.unknown,
        page.unknown_within,
        by_specialty=counts,
        workplaces=names,
        note="" if page.total else _why_none(snapshot, query),
    )


def _why_none(snapshot: Snapshot, query: NearQuery) -> str:
    """Return why no doctors are found at hospitals, where a file is missing that an operator can load."""
    sources = catalog_of(snapshot).sources
    hospitals, affiliations = (
        key in sources and sources[key].loaded for key in (CMS_HOSPITALS, CMS_AFFILIATIONS)
    )
    about_hospitals = Kind.HOSPITAL in query.kinds or query.filters.keys() & {"hospital", "team"}
    return _(NO_AFFILIATIONS) if about_hospitals and hospitals and not affiliations else ""


def _by_specialty(
    snapshot: Snapshot,
    connection: Connection,
    here: Point,
    wanted: Criteria,
    miles: float | None,
    counted: Mapping[str, Mapping[int, int]],
) -> dict[str, Mapping[int, int]]:
    """Count the clinicians of each subspecialty; for a group, those of each of its subspecialties.

    `counted` are the counts by facet of the list itself, if they are known.
    """
    specialties = catalog_of(snapshot).specialties
    shown: dict[str, str] = {}  # facet → slug
    for slug in (facet.removeprefix(_CLINICIANS) for facet in wanted.facets):
        own = slug.removeprefix(ONLY)
        if own != slug or not _is_group(slug, specialties):
            slugs = [own]
        else:
            slugs = [
                each.slug
                for each in specialties.values()
                if each.searchable and each.tier == "A" and (slug == ANY or slug in each.groups)
            ]
        for each in slugs:
            if specialties[each].nucc:
                facet = f"{ONLY}{each}" if _is_group(each, specialties) else each
                shown.setdefault(f"{_CLINICIANS}{facet}", each)
    if not counted or tuple(shown) != wanted.facets:
        counted = count_by_facet(snapshot, connection, here, replace(wanted, facets=tuple(shown)), miles)
    return {shown[facet]: rings for facet, rings in counted.items()}


def _is_group(slug: str, specialties: Mapping[str, Specialty]) -> bool:
    return slug == ANY or specialties[slug].kind == "group"


def results_at(
    snapshot: Snapshot,
    connection: Connection,
    place: Place,
    places: tuple[tuple[int, float], ...],
    cancer: CancerType | None,
) -> tuple[Result, ...]:
    """Return the results with these record numbers and miles."""
    roughly = place.precision != "exact"
    records = records_numbered(snapshot, connection, [number for number, _ in places])
    ccns = [each.ccn.number for each in records.values() if isinstance(each, CareSite) and each.ccn]
    teams = _teams(snapshot, connection, ccns) if ccns and catalog_of(snapshot).counts["hospitals"] else {}
    sites = [each.path for each in records.values() if isinstance(each, CareSite)]
    trials = trials_at(snapshot, connection, sites, cancer)
    found: list[Result] = []
    for number, miles in places:
        match records[number]:
            case CareSite() as site:
                team = teams.get(site.ccn.number) if site.ccn else None
                found.append(
                    CareSiteResult(site, miles, roughly or _is_about(site), team, trials.get(site.path))
                )
            case Hospital() as hospital:
                found.append(HospitalResult(hospital, miles, roughly or hospital.exactness != "street"))
            case clinician:
                found.append(nearest_practice(clinician, place, miles))
    return tuple(found)


def _teams(snapshot: Snapshot, connection: Connection, ccns: Sequence[str]) -> Mapping[str, Hospital | None]:
    """Return the hospital records of places of care by CCN. They are few, and read once."""
    known: dict[str, Hospital | None] = snapshot.cached("hospitals of places", dict)
    if missing := [ccn for ccn in ccns if ccn not in known]:
        known |= dict.fromkeys(missing) | hospitals_with(connection, missing)
    return known


def nearest_practice(clinician: Clinician, place: Place, miles: float | None = None) -> ClinicianResult:
    """Return a clinician with the practice nearest to a place. `miles` to it, if already worked out."""
    here = vector(place.point)

    def chord(practice: Practice) -> float:
        point = practice.point
        return here.chord_squared_to(vector(point)) if point else math.inf

    practices = clinician.practices
    practice = practices[0] if len(practices) == 1 else min(practices, key=chord)
    away = miles if miles is not None else miles_of_chord(chord(practice))
    about = place.precision != "exact" or practice.exactness != "street"
    return ClinicianResult(clinician, practice, away, about)


def _is_about(site: CareSite) -> bool:
    return site.position is None or site.position.precision == "zip"
