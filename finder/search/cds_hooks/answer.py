"""The cards for a patient: for each cancer, what to read, and the nearest places for it."""

from __future__ import annotations

from contextlib import suppress

from finder.domain.cancers.types import CancerType
from finder.domain.cds_hooks import CareCard, PatientView
from finder.domain.documents import Audience, Guideline
from finder.domain.infobutton import KnowledgeRequest, KnowledgeResponse, Stage
from finder.domain.kinds import Patients
from finder.errors import BadQuery
from finder.language import current_language
from finder.search.answer import Answer, answer
from finder.search.infobutton.answer import find_knowledge
from finder.search.understand import read_question
from finder.store.connect import Snapshot

#: The most cards, and of each how many documents for the clinician, for the patient, and how many places.
MOST_CARDS, _FOR_CLINICIAN, _FOR_PATIENT, _PLACES = 3, 3, 2, 3
_SHOW: dict[Stage, Patients] = {"child": "children", "adult": "adults"}


def cards_for(snapshot: Snapshot, patient: PatientView) -> list[CareCard]:
    """Return a card for each cancer among the conditions of a patient, at most three."""
    if not patient.criteria:
        return []
    theirs = patient.language or current_language()
    for_clinician = _knowledge(snapshot, patient, "professional", current_language())
    for_patient = _knowledge(snapshot, patient, "patient", theirs)
    cards = []
    for cancer in for_clinician.cancers[:MOST_CARDS]:
        found = _nearest(snapshot, cancer, patient)
        cards.append(
            CareCard(
                cancer,
                _about(for_clinician, cancer)[:_FOR_CLINICIAN],
                _about(for_patient, cancer)[:_FOR_PATIENT],
                found.start_here if found else None,
                found.results.results if found else (),
                found.results.place.name if found else "",
                patient.zip if found else "",
            )
        )
    return cards


def _knowledge(
    snapshot: Snapshot, patient: PatientView, audience: Audience, language: str
) -> KnowledgeResponse:
    return find_knowledge(snapshot, KnowledgeRequest(patient.criteria, audience, language, patient.stage))


def _about(knowledge: KnowledgeResponse, cancer: CancerType) -> tuple[Guideline, ...]:
    return tuple(each.document for each in knowledge.matches if each.cancer.slug == cancer.slug)


def _nearest(snapshot: Snapshot, cancer: CancerType, patient: PatientView) -> Answer | None:
    """Return the answer of a search for places; None without a ZIP code that we know."""
    if not patient.zip:
        return None
    asked = {"near": [patient.zip], "cancer": [cancer.slug], "limit": [str(_PLACES)]}
    if patient.stage:
        asked["show"] = [_SHOW[patient.stage]]
    with suppress(BadQuery):
        return answer(snapshot, read_question(snapshot, asked))
    return None
