"""The joined answer: places near a point for a cancer and its specialists, and the documents for it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, ParamSpec, TypeVar

from finder.domain.answers import Answer, Found, Understood
from finder.domain.care import CareSite
from finder.domain.places import Place
from finder.errors import BadQuery, Fault, Unsure
from finder.search.parameters import Arguments
from finder.search.place import find_place
from finder.search.query import NearQuery
from finder.search.specialists import find_specialty, proposed_for
from finder.search.words import find_cancer
from finder.store.care_sites import care_sites_numbered
from finder.store.catalog import catalog
from finder.store.connect import Connection, Snapshot
from finder.store.near import ADULTS, ANY, CHILDREN, NCCN, NCI, Wanted, find_page

P = ParamSpec("P")
Value = TypeVar("Value")

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
    catalog(snapshot)  # before a connection is held: who holds one must not wait for a second
    with snapshot.connect() as connection:
        place, understood = understand(snapshot, connection, query)
        return _answer(snapshot, connection, query, place, understood)


def answer_to(snapshot: Snapshot, arguments: Arguments) -> tuple[NearQuery, Answer]:
    """Read a question and answer it. Raises one error with everything that is wrong with it."""
    try:
        query = NearQuery.parse(arguments)
    except BadQuery as error:
        raise BadQuery(*error.faults, *_wrong_words(snapshot, arguments, error)) from None
    return query, find_near(snapshot, query)


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


def nearest_anyway(snapshot: Snapshot, query: NearQuery, answer: Answer) -> Found | None:
    """Return the nearest place for a question that has none within its distance."""
    if answer.total or query.miles is None:
        return None
    wanted = replace(query, miles=None, limit=1, page=1)
    with snapshot.connect() as connection:
        nearest = _answer(snapshot, connection, wanted, answer.place, answer.understood).results
    return nearest[0] if nearest else None


def nearest_designated(snapshot: Snapshot, query: NearQuery, answer: Answer) -> Found | None:
    """Return the nearest NCI-designated center for the same question, unless the page shows it already.

    For a child's cancer there is none to name: most children's hospitals are not designated by NCI, and
    the one that is would look like the nearest help.
    """
    if query.show is not None or answer.understood.patients == "children":
        return None
    wanted = replace(query, show="nci", kind=(), miles=None, limit=1, page=1)
    with snapshot.connect() as connection:
        nearest = _answer(snapshot, connection, wanted, answer.place, answer.understood).results
    shown = {each.site.id for each in answer.results}
    return nearest[0] if nearest and nearest[0].site.id not in shown else None


def _answer(
    snapshot: Snapshot, connection: Connection, query: NearQuery, place: Place, understood: Understood
) -> Answer:
    page = find_page(
        snapshot,
        connection,
        place.point,
        _wanted(query, understood),
        miles=query.miles,
        offset=(query.page - 1) * query.limit,
        limit=query.limit,
    )
    sites = care_sites_numbered(snapshot, connection, [number for number, _ in page.places])
    found = tuple(
        Found(site, miles, about=place.precision != "exact" or _is_about(site))
        for site, (_, miles) in zip(sites, page.places, strict=True)
    )
    pages = max(1, math.ceil(page.total / query.limit))
    return Answer(place, understood, found, page.total, page.within, query.page, pages)


def understand(snapshot: Snapshot, connection: Connection, query: NearQuery) -> tuple[Place, Understood]:
    """Read the words for place, cancer and specialists. Raises one error with all that is wrong."""
    wrong: list[BadQuery] = []
    place = _tried(wrong, find_place, connection, query.near)
    specialties = [_tried(wrong, find_specialty, snapshot, text) for text in query.specialty]
    cancer, note = None, ""
    if query.cancer:
        cancer, note = _tried(wrong, find_cancer, snapshot, query.cancer) or (None, "")
    if wrong or place is None:
        kind = Unsure if all(isinstance(error, Unsure) for error in wrong) else BadQuery
        raise kind(*(fault for error in wrong for fault in error.faults))
    patients = None
    if cancer and query.show not in ("all", "children"):
        patients = _PATIENTS.get(cancer.population, (0, None))[1]
    proposed = proposed_for(snapshot, connection, cancer.slug) if cancer else ()
    asked_for = tuple(dict.fromkeys(each for each in specialties if each))
    return place, Understood(cancer, note, asked_for, patients, proposed)


def _tried(wrong: list[BadQuery], read: Callable[P, Value], *args: P.args, **named: P.kwargs) -> Value | None:
    """Read one part of a question; what is wrong with it is kept, so that the other parts are read too."""
    try:
        return read(*args, **named)
    except BadQuery as error:
        wrong.append(error)
        return None


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
