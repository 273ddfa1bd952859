"""What stands beside the places of care: the nearest specialists, and hospitals with the whole team."""

from __future__ import annotations

from dataclasses import replace

from finder.domain.answers import Answer
from finder.domain.live_registry import LiveRegistry
from finder.search.answer import answer_at, find_near
from finder.search.live import live_answer, with_live
from finder.search.questions import NearQuery
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog

#: How many of each stand beside the places; their own lists hold all.
CLINICIANS, HOSPITALS = 5, 3

_PEOPLE = {"clinician", "clinic"}


def find_all(snapshot: Snapshot, query: NearQuery, live: LiveRegistry | None) -> Answer:
    """Answer a question; clinicians come from the live registry where none are loaded."""
    answer = find_near(snapshot, query)
    if _PEOPLE & set(query.kinds) and not has_people(snapshot):
        if set(query.kinds) <= _PEOPLE:
            return live_answer(snapshot, query, answer, live)
        return with_live(snapshot, query, answer, live)
    return answer


def beside(
    snapshot: Snapshot, query: NearQuery, answer: Answer, live: LiveRegistry | None
) -> dict[str, Answer]:
    """Return the beginnings of the lists of clinicians and hospitals, for a question about places at large.

    A narrower question has but its own list.
    """
    if query.kind or query.show or query.page > 1 or query.kinds != ("center", "program"):
        return {}
    found: dict[str, Answer] = {}
    if has_people(snapshot):
        found["clinicians"] = _beginning(snapshot, query, answer, "clinician", CLINICIANS)
    elif live:
        asked = replace(query, kind=("clinician",), limit=CLINICIANS, page=1)
        found["clinicians"] = live_answer(snapshot, asked, answer, live)
    if catalog(snapshot).counts["hospitals"]:
        found["hospitals"] = _beginning(snapshot, query, answer, "hospital", HOSPITALS, team=("all",))
    return found


def has_people(snapshot: Snapshot) -> bool:
    """Tell whether clinicians or clinics are loaded."""
    counts = catalog(snapshot).counts
    return bool(counts["clinicians"] or counts["clinics"])


def _beginning(
    snapshot: Snapshot, query: NearQuery, answer: Answer, kind: str, limit: int, team: tuple[str, ...] = ()
) -> Answer:
    asked = replace(query, kind=(kind,), team=team, limit=limit, page=1)
    # A hospital with the whole team answers to every specialist.
    understood = replace(answer.understood, specialties=()) if team else answer.understood
    with snapshot.connect() as connection:
        return answer_at(snapshot, connection, asked, answer.place, understood)
