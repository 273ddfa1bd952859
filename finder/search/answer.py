"""The joined answer: places near a point for a cancer and its specialists, and the documents for it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ParamSpec, TypeVar

from finder.domain.answers import Answer, AnyFound, Found, FoundClinician, FoundHospital, Understood
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Practice
from finder.domain.places import Place
from finder.errors import BadQuery, Fault, Unsure
from finder.geo.circle import Point, miles_of_chord, vector
from finder.search.facets import PATIENTS, looked_for, wanted_for
from finder.search.parameters import Arguments
from finder.search.questions import NearQuery
from finder.store.connect import Connection, Snapshot
from finder.store.index_people import FIRST_HOSPITAL
from finder.store.near.find import Wanted, count_by_facet, find_page
from finder.store.read_care_sites import care_sites_numbered
from finder.store.read_catalog import catalog
from finder.store.read_people import clinicians_numbered, hospitals_numbered, hospitals_with
from finder.words.cancer.find import find_cancer
from finder.words.place.find import find_place
from finder.words.specialist import find_specialty, proposed_for
from finder.words.workplace import find_workplace, workplaces_named

P = ParamSpec("P")
Value = TypeVar("Value")

_FIRST_NPI = 1_000_000_000


def find_near(snapshot: Snapshot, query: NearQuery) -> Answer:
    """Answer a question about places. Raises BadQuery or Unsure with every field that needs the asker."""
    catalog(snapshot)  # before a connection is held: who holds one must not wait for a second
    with snapshot.connect() as connection:
        place, understood = understand(snapshot, connection, query)
        return answer_at(snapshot, connection, query, place, understood)


def answer_to(snapshot: Snapshot, arguments: Arguments) -> tuple[NearQuery, Answer]:
    """Read a question and answer it. Raises one error with everything that is wrong with it."""
    query = read_question(snapshot, arguments)
    return query, find_near(snapshot, query)


def read_question(snapshot: Snapshot, arguments: Arguments) -> NearQuery:
    """Read a question. Raises one error with everything that is wrong with it, its words included."""
    try:
        return NearQuery.parse(arguments)
    except BadQuery as error:
        raise BadQuery(*error.faults, *_wrong_words(snapshot, arguments, error)) from None


def _wrong_words(snapshot: Snapshot, arguments: Arguments, told: BadQuery) -> list[Fault]:
    """Return what is wrong with the words for place and cancer, where other fields were wrong already."""
    wrong = {fault.field for fault in told.faults}
    given = {name: texts[0] for name, texts in arguments.items() if len(texts) == 1 and texts[0].strip()}
    asked = {name: given[name] for name in ("near", "cancer") if name in given and name not in wrong}
    if "near" not in asked:
        return []
    catalog(snapshot)
    try:
        with snapshot.connect() as connection:
            understand(snapshot, connection, NearQuery(near=asked["near"], cancer=asked.get("cancer")))
    except BadQuery as error:
        return list(error.faults)
    return []


def nearest_anyway(snapshot: Snapshot, query: NearQuery, answer: Answer) -> AnyFound | None:
    """Return the nearest place for a question that has none within its distance."""
    if answer.total or query.miles is None or answer.live:
        return None
    wanted = replace(query, miles=None, limit=1, page=1)
    with snapshot.connect() as connection:
        nearest = answer_at(snapshot, connection, wanted, answer.place, answer.understood).results
    return nearest[0] if nearest else None


def nearest_designated(snapshot: Snapshot, query: NearQuery, answer: Answer) -> Found | None:
    """Return the nearest NCI-designated center for the same question, unless the page shows it already.

    For a child's cancer there is none to name: most children's hospitals are not designated by NCI, and
    the one that is would look like the nearest help.
    """
    if query.show is not None or answer.understood.patients == "children":
        return None
    wanted = NearQuery(near=query.near, show="nci", limit=1)
    understood = replace(answer.understood, workplace="")
    with snapshot.connect() as connection:
        nearest = answer_at(snapshot, connection, wanted, answer.place, understood).results
    shown = {each.site.id for each in answer.results if isinstance(each, Found)}
    first = nearest[0] if nearest else None
    return first if isinstance(first, Found) and first.site.id not in shown else None


def answer_at(
    snapshot: Snapshot, connection: Connection, query: NearQuery, place: Place, understood: Understood
) -> Answer:
    """Answer a question whose words have been read."""
    wanted = wanted_for(query, understood)
    page = find_page(
        snapshot,
        connection,
        place.point,
        wanted,
        miles=query.miles,
        offset=(query.page - 1) * query.limit,
        limit=query.limit,
    )
    found = _found(snapshot, connection, place, page.places)
    people = [each.clinician for each in found if isinstance(each, FoundClinician)]
    names = workplaces_named(snapshot, connection, [ccn for each in people for ccn in each.hospitals])
    pages = max(1, math.ceil(page.total / query.limit))
    counts: Mapping[str, Mapping[int, int]] = {}
    if "clinician" in query.kinds:
        clinicians = replace(wanted, facets=tuple(f for f in wanted.facets if f.startswith("clinician:")))
        within = page.within if query.kinds == ("clinician",) else None
        counts = _by_specialty(snapshot, connection, place.point, clinicians, query.miles, within)
    return Answer(
        place,
        understood,
        found,
        page.total,
        page.within,
        query.page,
        pages,
        by_specialty=counts,
        workplaces=names,
    )


def _by_specialty(
    snapshot: Snapshot,
    connection: Connection,
    here: Point,
    wanted: Wanted,
    miles: float | None,
    within: Mapping[int, int] | None,
) -> dict[str, Mapping[int, int]]:
    """Count each subspecialty that is looked for; where a group is, the subspecialties of the group.

    `within` are the counts of the whole answer, where it holds clinicians alone.
    """
    known = catalog(snapshot).specialties
    asked = [facet.removeprefix("clinician:") for facet in wanted.facets]
    shown: list[str] = []
    # Who reports no more than a group ("only-pathology") reports none of its subspecialties.
    for slug in (each for each in asked if not each.startswith("only-")):
        of_group = [
            each.slug
            for each in known.values()
            if each.searchable and each.tier == "A" and each.nucc and (slug == "any" or slug in each.groups)
        ]
        is_group = slug == "any" or known[slug].kind == "group"
        shown += of_group if is_group else [slug]
    facets = tuple(f"clinician:{slug}" for slug in dict.fromkeys(shown) if known[slug].kind != "group")
    if within is not None and facets == wanted.facets and len(facets) == 1:
        return {shown[0]: within}
    counted = count_by_facet(snapshot, connection, here, replace(wanted, facets=facets), miles)
    return {facet.removeprefix("clinician:"): rings for facet, rings in counted.items()}


def _found(
    snapshot: Snapshot, connection: Connection, place: Place, places: tuple[tuple[int, float], ...]
) -> tuple[AnyFound, ...]:
    """Return what stands behind row numbers and miles: care sites, hospitals, clinicians."""
    roughly = place.precision != "exact"
    numbers = [number for number, _ in places]
    few = [number for number in numbers if number < FIRST_HOSPITAL]
    sites = dict(zip(few, care_sites_numbered(snapshot, connection, few), strict=True)) if few else {}
    middle = [number for number in numbers if FIRST_HOSPITAL <= number < _FIRST_NPI]
    hospitals = hospitals_numbered(connection, middle) if middle else {}
    many = [number for number in numbers if number >= _FIRST_NPI]
    clinicians = clinicians_numbered(connection, many) if many else {}
    ccns = [site.ccn.number for site in sites.values() if site.ccn]
    teams = hospitals_with(connection, ccns) if ccns and catalog(snapshot).counts["hospitals"] else {}
    found: list[AnyFound] = []
    for number, miles in places:
        if site := sites.get(number):
            team = teams.get(site.ccn.number) if site.ccn else None
            found.append(Found(site, miles, roughly or _is_about(site), team))
        elif hospital := hospitals.get(number):
            found.append(FoundHospital(hospital, miles, roughly or hospital.exactness != "street"))
        else:
            found.append(nearest_practice(clinicians[number], place, miles))
    return tuple(found)


def nearest_practice(clinician: Clinician, place: Place, miles: float | None = None) -> FoundClinician:
    """Return a clinician with the practice nearest a place; `miles` to it, where they are known already."""
    here = vector(place.point)

    def chord(practice: Practice) -> float:
        point = practice.point
        return here.chord_squared_to(vector(point)) if point else math.inf

    practice = min(clinician.practices, key=chord)
    away = miles if miles is not None else miles_of_chord(chord(practice))
    about = place.precision != "exact" or practice.exactness != "street"
    return FoundClinician(clinician, practice, away, about)


def understand(snapshot: Snapshot, connection: Connection, query: NearQuery) -> tuple[Place, Understood]:
    """Read the words for place, cancer and specialists. Raises one error with all that is wrong."""
    wrong: list[BadQuery] = []
    place = _tried(wrong, find_place, connection, query.near)
    specialties = [_tried(wrong, find_specialty, snapshot, text) for text in query.specialty]
    cancer, note = None, ""
    if query.cancer:
        cancer, note = _tried(wrong, find_cancer, snapshot, query.cancer) or (None, "")
    workplace = ""
    if query.hospital:
        here = place.point if place else None
        workplace = _tried(wrong, find_workplace, snapshot, connection, query.hospital, here) or ""
    if wrong or place is None:
        kind = Unsure if all(isinstance(error, Unsure) for error in wrong) else BadQuery
        raise kind(*(fault for error in wrong for fault in error.faults))
    patients = None
    if cancer and query.show not in ("all", "children"):
        patients = PATIENTS.get(cancer.population, (0, None))[1]
    proposed = proposed_for(snapshot, connection, cancer.slug) if cancer else ()
    asked_for = tuple(dict.fromkeys(each for each in specialties if each))
    treating = tuple(each.specialty for each in proposed)
    wanted = looked_for(cancer, asked_for, treating, catalog(snapshot).specialties)
    return place, Understood(cancer, note, asked_for, patients, proposed, wanted, workplace)


def _tried(wrong: list[BadQuery], read: Callable[P, Value], *args: P.args, **named: P.kwargs) -> Value | None:
    """Read one part of a question; what is wrong with it is kept, so that the other parts are read too."""
    try:
        return read(*args, **named)
    except BadQuery as error:
        wrong.append(error)
        return None


def _is_about(site: CareSite) -> bool:
    return site.position is None or site.position.precision == "zip"
