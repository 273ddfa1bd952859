"""Read a question and the words in it: which place, which cancer, which specialists, which hospital."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from finder.domain.answers import Understood
from finder.domain.places import Place
from finder.errors import BadQuery, Fault, Unsure
from finder.search.criteria import PATIENTS, specialties_to_find
from finder.search.parameters import Arguments
from finder.search.questions import NearQuery
from finder.store.connect import Connection, Snapshot
from finder.store.read_catalog import catalog
from finder.words.cancer.find import find_cancer
from finder.words.place.find import find_place
from finder.words.specialist import find_specialty, proposed_for
from finder.words.workplace import find_workplace

P = ParamSpec("P")
Value = TypeVar("Value")


def read_question(snapshot: Snapshot, arguments: Arguments) -> NearQuery:
    """Read a question. Raises one error with everything that is wrong with it, its words included."""
    try:
        return NearQuery.parse(arguments)
    except BadQuery as error:
        raise BadQuery(*error.faults, *_wrong_words(snapshot, arguments, error)) from None


def _wrong_words(snapshot: Snapshot, arguments: Arguments, reported: BadQuery) -> list[Fault]:
    """Return what is wrong with the words for place and cancer, where other fields were wrong already."""
    wrong = {fault.field for fault in reported.faults}
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


def understand(snapshot: Snapshot, connection: Connection, query: NearQuery) -> tuple[Place, Understood]:
    """Read the words for place, cancer and specialists. Raises one error with all that is wrong."""
    wrong: list[BadQuery] = []
    place = _tried(wrong, find_place, connection, query.near)
    specialties = [_tried(wrong, find_specialty, snapshot, text) for text in query.specialty]
    cancer, note = None, ""
    if query.cancer:
        cancer, note = _tried(wrong, find_cancer, snapshot, query.cancer) or (None, "")
    workplace = ""
    if hospital := query.filters.get("hospital"):
        here = place.point if place else None
        workplace = _tried(wrong, find_workplace, snapshot, connection, hospital, here) or ""
    if wrong or place is None:
        kind = Unsure if all(isinstance(error, Unsure) for error in wrong) else BadQuery
        raise kind(*(fault for error in wrong for fault in error.faults))
    patients = None
    if cancer and query.filters.get("show") not in ("all", "children"):
        patients = PATIENTS.get(cancer.population, (0, None))[1]
    proposed = proposed_for(snapshot, connection, cancer.slug) if cancer else ()
    asked_for = tuple(dict.fromkeys(each for each in specialties if each))
    treating = tuple(each.specialty for each in proposed)
    looked_for = specialties_to_find(cancer, asked_for, treating, catalog(snapshot).specialties)
    return place, Understood(cancer, note, asked_for, patients, proposed, looked_for, workplace)


def _tried(wrong: list[BadQuery], read: Callable[P, Value], *args: P.args, **named: P.kwargs) -> Value | None:
    """Read one part of a question; what is wrong with it is kept, so that the other parts are read too."""
    try:
        return read(*args, **named)
    except BadQuery as error:
        wrong.append(error)
        return None
