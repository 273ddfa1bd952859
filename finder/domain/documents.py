"""Guideline documents, the cancer types they serve, and help lines."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal
from urllib.parse import urlsplit

from finder.domain.links import LinkNote, LinkRecord, host_of
from finder.domain.table import Table
from finder.language import marked

Audience = Literal["patient", "professional"]
Publisher = Literal["NCI", "NCCN"]

DOCUMENT_KINDS = {
    "overview": marked("Overview"),
    "treatment": marked("Treatment"),
    "screening": marked("Screening"),
    "prevention": marked("Prevention"),
    "genetics": marked("Genetics"),
    "supportive": marked("Supportive care"),
    "complementary": marked("Complementary medicine"),
    "populations": marked("By age or group"),
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
    "PDQ": marked("NCI PDQ summary"),
    "cancer.gov": marked("NCI page"),
    "NCCN Guidelines": marked("NCCN Guidelines"),
    "NCCN Guidelines for Patients": marked("NCCN Guidelines for Patients"),
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
    status: Literal["current", "unverified", "gone"]
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


GUIDELINES = Table("guideline", Guideline, key=("id",), in_catalog=False)


#: The sites of the publishers: a document that moves within them is followed there.
PUBLISHER_HOSTS: dict[Publisher, tuple[str, ...]] = {
    "NCI": ("cancer.gov", "nci.nih.gov"),
    "NCCN": ("nccn.org",),
}


@dataclass(frozen=True, slots=True)
class Document(Guideline):
    """A guideline as pages show it, with the result of the last check of its link.

    `url` is where its link goes, `former_url` the address in data/ where that is another. A document of
    status `gone` is no longer there: it has no link, `instead` is NCI's page on the type. `replaces` is the
    title of such a document, on a link that replaces it.
    """

    link: LinkNote | None = None
    former_url: str | None = None
    instead: str | None = None
    replaces: str | None = None


def as_document(guideline: Guideline, seen: LinkRecord | None = None) -> Document:
    """Return a guideline with the state of its link; of two days on which it was seen the later counts.

    A link follows its document only within the publisher's own site.
    """
    values = {field.name: getattr(guideline, field.name) for field in fields(Guideline)}
    if seen is None or guideline.status != "current":
        return Document(**values)
    values["last_seen"] = max(guideline.last_seen or "", seen.last_alive or "") or None
    values["link"] = LinkNote(seen.state, seen.checked, seen.moved_to, seen.last_alive)
    if seen.died:
        values["status"] = "gone"
    elif seen.state == "moved" and seen.moved_to and _is_publishers(guideline, seen.moved_to):
        values |= {"url": seen.moved_to, "former_url": guideline.url}
    return Document(**values)


def _is_publishers(guideline: Guideline, url: str) -> bool:
    there, host = urlsplit(url), host_of(url)
    own = (host_of(guideline.url), *PUBLISHER_HOSTS[guideline.publisher])
    safe = there.scheme == "https" or urlsplit(guideline.url).scheme == "http"
    return safe and any(host == each or host.endswith(f".{each}") for each in own)


@dataclass(frozen=True, slots=True)
class Serves:
    """A topic and a cancer type it serves: a slug, `*` for every type, `children` for the pediatric ones."""

    series_group: Literal["nci", "nccn", "nccn-patients"]
    topic: str
    cancer: str
    scope: Literal["own", "broader"]


SERVES = Table("serves", Serves, key=("series_group", "topic", "cancer"), in_catalog=False)


#: The number to call in an emergency, everywhere in the United States. It is no row of data/: it is no
#: help line, and no page may be without it.
EMERGENCY_NUMBER = "911"
#: The line of data/ that helps to find trials.
NCI_LINE = "nci-cis"
#: The lines of data/ that every page and answer offers, in this order: anyone with any question can call.
LINES_FOR_ANYONE = ("acs", NCI_LINE)


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
    #: The hours as domain/hours.py reads them: "always", "mon-fri 07:00-18:30 America/Chicago".
    opens: str | None = None
    chat_opens: str | None = None
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


HELPLINES = Table("helpline", Helpline, key=("key",))
