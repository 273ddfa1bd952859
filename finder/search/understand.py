"""Read a question and the words in it: which place, which cancer, which specialists, which hospital."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar
from urllib.parse import urlencode

from finder.domain.answers import Understood
from finder.domain.cancers.specialists import VolumeStudy
from finder.domain.cancers.types import CancerType
from finder.domain.kinds import Kind, Patients
from finder.domain.places import Place
from finder.errors import BadQuery, Fault, Unsure
from finder.language import _
from finder.person_words import is_of_doctor
from finder.search.care_teams import proposed_for, volume_advice
from finder.search.criteria import specialties_to_find
from finder.search.parameters import Arguments
from finder.search.questions import NearQuery
from finder.store.connect import Connection, Snapshot
from finder.store.read_catalog import catalog_of, kinds_of
from finder.words.cancer.find import find_cancer
from finder.words.cancer.word_forms import is_about_a_child
from finder.words.center import named_place
from finder.words.place.find import find_place
from finder.words.specialty import find_specialty
from finder.words.workplace import find_workplace

#: The age group that a search is for, by the population of its cancer type.
_PATIENTS: dict[str, Patients] = {"adult": "adults", "pediatric": "children"}
P = ParamSpec("P")
Value = TypeVar("Value")


def read_question(snapshot: Snapshot, arguments: Arguments) -> NearQuery:
    """Read the arguments of a search. Raises one BadQuery with every fault, those of its words included."""
    try:
        return NearQuery.parse(arguments)
    except BadQuery as error:
        raise BadQuery(*error.faults, *_wrong_words(snapshot, arguments, error)) from None


def _wrong_words(snapshot: Snapshot, arguments: Arguments, reported: BadQuery) -> list[Fault]:
    """Return the faults of the words for place and cancer, to report with those of other fields."""
    wrong = {fault.field for fault in reported.faults}
    given = {name: texts[0] for name, texts in arguments.items() if len(texts) == 1 and texts[0].strip()}
    words = {name: given[name] for name in ("near", "cancer") if name in given and name not in wrong}
    if "near" not in words:
        return []
    catalog_of(snapshot)
    try:
        with snapshot.connect() as connection:
            understand(snapshot, connection, NearQuery(near=words["near"], cancer=words.get("cancer")))
    except BadQuery as error:
        return list(error.faults)
    return []


def understand(snapshot: Snapshot, connection: Connection, query: NearQuery) -> tuple[Place, Understood]:
    """Read the words for place, cancer, specialists and hospital. Raises one error with every fault."""
    wrong: list[BadQuery] = []
    place = _try(wrong, find_place, connection, query.near)
    specialties = [_try(wrong, find_specialty, snapshot, text) for text in query.specialty]
    cancer, note = None, ""
    if query.cancer:
        cancer, note = _try(wrong, _read_cancer, snapshot, connection, query.cancer) or (None, "")
    workplace = ""
    if hospital := query.filters.get("hospital"):
        here = place.point if place else None
        workplace = _try(wrong, find_workplace, snapshot, connection, hospital, here) or ""
    if wrong or place is None:
        kind = Unsure if all(isinstance(error, Unsure) for error in wrong) else BadQuery
        raise kind(*(fault for error in wrong for fault in error.faults))
    patients: Patients | None = None
    show = query.filters.get("show")
    if show in ("adults", "children"):
        patients = show
    elif cancer and show != "all":
        is_of_child = cancer.population == "both" and is_about_a_child(query.cancer or "")
        patients = "children" if is_of_child else _PATIENTS.get(cancer.population)
    team = proposed_for(snapshot, connection, cancer, patients) if cancer else ()
    requested = tuple(dict.fromkeys(each for each in specialties if each))
    looked_for = specialties_to_find(cancer, requested, team, catalog_of(snapshot).specialties)
    proposed = tuple(each for each in team if each.listed)
    volume = _volume(snapshot, cancer.slug) if cancer else None
    kinds = kinds_of(catalog_of(snapshot), cancer) if cancer else ()
    return place, Understood(
        cancer, note, requested, patients, proposed, looked_for, workplace, kinds, volume
    )


def _volume(snapshot: Snapshot, cancer: str) -> VolumeStudy | None:
    return snapshot.cached(("volume advice", cancer), lambda: volume_advice(catalog_of(snapshot), cancer))


def _read_cancer(snapshot: Snapshot, connection: Connection, text: str) -> tuple[CancerType, str]:
    """Read the words for a cancer. Where they are none, they may be the name of a place of care."""
    try:
        return find_cancer(snapshot, text)
    except BadQuery as error:
        offers = any(fault.choices or fault.about for fault in error.faults)
        found = named_place(connection, text, (Kind.CENTER,)) if offers else named_place(connection, text)
        raise found or _named_doctor(text) or error from None


def _named_doctor(text: str) -> BadQuery | None:
    """Return what to do with the name of a doctor in place of a cancer, or None if it is no such name."""
    if not is_of_doctor(text):
        return None
    reason = _("“%(name)s” looks like a doctor's name.") % {"name": text.strip()}
    hint = _("Search for the name below. To search near you, type a cancer type or leave it empty.")
    return BadQuery(Fault("cancer", reason, hint, about=f"/find?{urlencode({'name': text.strip()})}"))


def _try(wrong: list[BadQuery], read: Callable[P, Value], *args: P.args, **named: P.kwargs) -> Value | None:
    """Read one part of a question. Its faults are collected, so that the other parts are read too."""
    try:
        return read(*args, **named)
    except BadQuery as error:
        wrong.append(error)
        return None
