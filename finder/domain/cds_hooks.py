"""What an electronic health record tells about a patient who is opened (CDS Hooks), and the cards it gets."""

from __future__ import annotations

from dataclasses import dataclass

from finder.domain.answers import Result, StartHere
from finder.domain.cancers.types import CancerType
from finder.domain.documents import Guideline
from finder.domain.infobutton import Criterion, Stage

#: The hook that is answered, the id of the service, and what is asked of the record before.
HOOK, SERVICE = "patient-view", "cancer-care"
PREFETCH = {
    "patient": "Patient/{{context.patientId}}",
    "conditions": "Condition?patient={{context.patientId}}",
}


@dataclass(frozen=True, slots=True)
class PatientView:
    """All that is read of a patient: codes of conditions, child or adult, ZIP code, preferred language."""

    criteria: tuple[Criterion, ...]
    stage: Stage | None
    zip: str
    language: str


@dataclass(frozen=True, slots=True)
class CareCard:
    """One cancer of a patient: documents for the clinician and for the patient, and the nearest places.

    `start` is the specialized center to call first, if there is a reason to name one.
    """

    cancer: CancerType
    for_clinician: tuple[Guideline, ...]
    for_patient: tuple[Guideline, ...]
    start: StartHere | None
    nearest: tuple[Result, ...]
    place: str
    zip: str
