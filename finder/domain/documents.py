"""Guideline documents, the cancer types they serve, and help lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Audience = Literal["patient", "professional"]
Publisher = Literal["NCI", "NCCN"]

DOCUMENT_KINDS = {
    "overview": "Overview",
    "treatment": "Treatment",
    "screening": "Screening",
    "prevention": "Prevention",
    "genetics": "Genetics",
    "supportive": "Supportive care",
    "complementary": "Complementary medicine",
    "populations": "By age or group",
}
LANGUAGES = {
    "en": "English", "es": "Spanish", "ar": "Arabic", "de": "German", "fr": "French", "hi": "Hindi",
    "hu": "Hungarian", "ja": "Japanese", "ko": "Korean", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

SERIES_GROUPS = {
    "PDQ": "nci",
    "cancer.gov": "nci",
    "NCCN Guidelines": "nccn",
    "NCCN Guidelines for Patients": "nccn-patients",
}
SERIES_NAMES = {
    "PDQ": "NCI PDQ summary",
    "cancer.gov": "NCI page",
    "NCCN Guidelines": "NCCN Guidelines",
    "NCCN Guidelines for Patients": "NCCN Guidelines for Patients",
}


@dataclass(frozen=True, slots=True)
class Guideline:
    """A document of NCI or NCCN about a topic, for one audience in one language: its title and its link."""

    id: str
    topic: str
    title: str
    publisher: Publisher
    series: Literal["PDQ", "cancer.gov", "NCCN Guidelines", "NCCN Guidelines for Patients"]
    audience: Audience
    language: str
    kind: str
    population: Literal["adult", "pediatric", "any"]
    format: Literal["page", "pdf"]
    url: str
    needs_login: bool
    status: Literal["current", "unverified"]
    source: tuple[str, ...]
    version_year: str | None = None
    last_seen: str | None = None
    pmid: str | None = None
    cdr_id: str | None = None
    note: str | None = None

    @property
    def series_group(self) -> str:
        """The group of series that a row of serves.csv speaks of."""
        return SERIES_GROUPS[self.series]

    @property
    def series_name(self) -> str:
        """The series with its publisher; PDQ is named for PDQ summaries alone."""
        return SERIES_NAMES[self.series]


@dataclass(frozen=True, slots=True)
class Serves:
    """A topic and a cancer type it serves: a slug, `*` for every type, `children` for the pediatric ones."""

    series_group: Literal["nci", "nccn", "nccn-patients"]
    topic: str
    cancer: str
    scope: Literal["own", "broader"]


@dataclass(frozen=True, slots=True)
class Helpline:
    """A line or service to turn to; hours only where they are confirmed."""

    key: str
    name: str
    use_for: str
    kind: str
    source: str
    url: str | None = None
    phone: str | None = None
    hours: str | None = None
    chat_hours: str | None = None
    hours_note: str | None = None
    tty: str | None = None
    cost: str | None = None
    note: str | None = None
    languages: tuple[str, ...] = ()
    checked: str | None = None
    #: Where it shows one clinician ({npi}, {first}, {last}, {state}), or hospitals ({city}, {state}, {zip}).
    clinician_url: str | None = None
    hospital_url: str | None = None
