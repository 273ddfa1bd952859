"""The joined answer: places near a point for a cancer and its specialists, and the documents for it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from finder.domain.answers import Answer, Found, Understood
from finder.domain.cancers import Specialty
from finder.domain.care import CareSite
from finder.domain.places import Place
from finder.errors import BadQuery, Fault, Unsure
from finder.search.place import find_place
from finder.search.query import NearQuery
from finder.search.specialists import find_specialty, proposed_for
from finder.search.words import find_cancer
from finder.store.care_sites import care_sites_numbered
from finder.store.connect import Connection, Snapshot
from finder.store.near import ADULTS, ANY, CHILDREN, NCCN, NCI, Wanted, find_page

#: What each value of `show` asks of a place: flags, and kinds (none given: any).
_SHOWN: dict[str, tuple[int, tuple[str, ...]]] = {
    "all": (0, ()),
    "nci": (NCI, ()),
    "nccn": (NCCN, ()),
    "children": (CHILDREN, ()),
    "programs": (0, ("program",)),
}
_PATIENTS: dict[str, tuple[int, Literal["adults", "children"]]] = {
    "adult": (ADULTS, "adults"),
    "pediatric": (CHILDREN, "children"),
}


def find_near(snapshot: Snapshot, query: NearQuery) -> Answer:
    """Answer a question about places. Raises BadQuery or Unsure with every field that needs the asker."""
    with snapshot.connect() as connection:
        place, understood = understand(snapshot, connection, query)
        start = (query.page - 1) * query.limit
        page = find_page(
            snapshot,
            connection,
            place.point,
            _wanted(query, understood),
            miles=query.miles,
            offset=start,
            limit=query.limit,
        )
        sites = care_sites_numbered(snapshot, connection, [number for number, _ in page.places])
    found = tuple(
        Found(site, miles, about=place.precision != "exact" or _is_about(site))
        for site, (_, miles) in zip(sites, page.places, strict=True)
    )
    pages = max(1, math.ceil(page.total / query.limit))
    return Answer(place, understood, found, page.total, page.within, query.page, pages)


def nearest_designated(snapshot: Snapshot, query: NearQuery, answer: Answer) -> Found | None:
    """Return the nearest NCI-designated center for the same question, unless the page shows it already."""
    nearest = find_near(snapshot, replace(query, show="nci", kind=(), miles=None, limit=1, page=1)).results
    shown = {each.site.id for each in answer.results}
    return nearest[0] if nearest and nearest[0].site.id not in shown else None


def understand(snapshot: Snapshot, connection: Connection, query: NearQuery) -> tuple[Place, Understood]:
    """Read the words for place, cancer and specialists. Raises one error with all that is wrong."""
    faults: list[Fault] = []
    unsure: list[Fault] = []
    place, understood = None, Understood()
    try:
        place = find_place(connection, query.near)
    except Unsure as error:
        unsure.extend(error.faults)
    except BadQuery as error:
        faults.extend(error.faults)
    try:
        understood = _understood(snapshot, query)
    except Unsure as error:
        unsure.extend(error.faults)
    except BadQuery as error:
        faults.extend(error.faults)
    if faults:
        raise BadQuery(*faults, *unsure)
    if unsure or place is None:
        raise Unsure(*unsure)
    return place, understood


def _understood(snapshot: Snapshot, query: NearQuery) -> Understood:
    faults: list[Fault] = []
    unsure: list[Fault] = []
    specialties: list[Specialty] = []
    cancer, note = None, ""
    for text in query.specialty:
        try:
            specialties.append(find_specialty(snapshot, text))
        except BadQuery as error:
            faults.extend(error.faults)
    if query.cancer:
        try:
            cancer, note = find_cancer(snapshot, query.cancer)
        except Unsure as error:
            unsure.extend(error.faults)
        except BadQuery as error:
            faults.extend(error.faults)
    if faults:
        raise BadQuery(*faults, *unsure)
    if unsure:
        raise Unsure(*unsure)
    patients = None
    if cancer and query.show not in ("all", "children"):
        patients = _PATIENTS.get(cancer.population, (0, None))[1]
    proposed = proposed_for(snapshot, cancer.slug) if cancer else ()
    return Understood(cancer, note, tuple(dict.fromkeys(specialties)), patients, proposed)


def _wanted(query: NearQuery, understood: Understood) -> Wanted:
    """Turn the question into facets, kinds and flags. A subspecialty is looked for under its groups."""
    groups = {
        group
        for specialty in understood.specialties
        for group in ((specialty.slug,) if specialty.kind == "group" else specialty.groups)
    }
    flags, kinds = _SHOWN[query.show or "all"]
    if understood.patients and understood.cancer:
        flags |= _PATIENTS[understood.cancer.population][0]
    if query.kind:
        kinds = tuple(kind for kind in query.kind if not kinds or kind in kinds) or ("none",)
    return Wanted(tuple(sorted(groups)) or (ANY,), kinds, flags)


def _is_about(site: CareSite) -> bool:
    return site.position is None or site.position.precision == "zip"
