"""What to read: the few documents about one cancer for a patient and for the doctor, and what each is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finder.domain.cancers.types import CancerType, Population
from finder.domain.documents import Audience, Document
from finder.language import _, current_language, language_name, marked

#: What each document is, by series, audience and kind.
_WHAT = {
    ("PDQ", "patient", "treatment"): marked("NCI's treatment summary, for patients"),
    ("PDQ", "professional", "treatment"): marked("NCI's treatment summary, for doctors"),
    ("cancer.gov", "patient", "treatment"): marked("NCI's treatment page, for patients"),
    ("cancer.gov", "patient", "overview"): marked("NCI's overview, for patients"),
    ("cancer.gov", "professional", "treatment"): marked("NCI's page on this cancer"),
    ("NCCN Guidelines for Patients", "patient", "treatment"): marked("NCCN's guide, for patients"),
    ("NCCN Guidelines", "professional", "treatment"): marked("NCCN's guideline, for doctors"),
}
_HEADINGS: dict[tuple[str, str], str] = {
    # reader, audience of the documents
    ("patient", "patient"): marked("For you"),
    ("patient", "professional"): marked("For your doctor"),
    ("professional", "professional"): marked("For doctors"),
    ("professional", "patient"): marked("For your patients"),
}
_NONE: dict[Audience, str] = {
    "patient": marked(
        "Ask your care team what to read. NCI and NCCN have no guide for patients that we know of."
    ),
    "professional": marked("NCI and NCCN have no guide for doctors that we know of."),
}
#: How the title of a PDQ summary ends in English. What a document is says it in the reader's language.
_VERSION = re.compile(r"\s*\(PDQ®\)\s*[–-].*$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to read. `what` and `marks` are in the current language, the title in `title_language`."""

    document: Document
    #: Whom the cancer is found in, and whether the document covers a wider group than this cancer.
    population: Population
    wider: bool

    @property
    def title(self) -> str:
        """The title without the version, and without the publisher where the title is ours."""
        title = _VERSION.sub("", self.document.title)
        is_ours = self.document.kind == "overview" or self.document.replaces
        return title.partition(": ")[0] if is_ours else title

    @property
    def title_language(self) -> str:
        """The language of the title: an English topic where the document's own title was never seen."""
        document = self.document
        return document.language if document.title != document.topic else "en"

    @property
    def what(self) -> str:
        """What the document is, in about five words."""
        document = self.document
        return _(_WHAT[document.series, document.audience, document.kind])

    @property
    def marks(self) -> tuple[str, ...]:
        """What to know before opening it: another language, a PDF, a login, a wider group or another age."""
        document = self.document
        language = language_name(document.language)
        return tuple(
            mark
            for mark in (
                _("in %(language)s") % {"language": language}
                if document.language != current_language()
                else "",
                "PDF" if document.format == "pdf" else "",
                _("free login needed") if document.needs_login else "",
                reach(document, self.population, self.wider),
            )
            if mark
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents chosen for one audience; none where NCI and NCCN have none that we may link to."""

    audience: Audience
    reader: str
    readings: tuple[Reading, ...]

    @property
    def heading(self) -> str:
        """Whom the documents are for, as the reader says it: "For you", "For your doctor"."""
        return _(_HEADINGS[self.reader, self.audience])

    @property
    def none(self) -> str:
        """What to say if there are no documents, or an empty string."""
        return "" if self.readings else _(_NONE[self.audience])


@dataclass(frozen=True, slots=True)
class WhatToRead:
    """The documents chosen about one cancer, the reader's own first. `total` counts all in its list.

    `languages` are the codes of the other languages in which there is something on this cancer.
    """

    cancer: CancerType
    shelves: tuple[Shelf, ...]
    languages: tuple[str, ...]
    total: int


def reach(document: Document, population: Population, wider: bool) -> str:
    """Return a note if a document covers a wider group of cancers, or another age group than the cancer's."""
    if document.population in ("any", population):
        return _("covers a wider group") if wider else ""
    if document.population == "adult":
        return _("about adults, in a wider group") if wider else _("about adults")
    return _("about children, in a wider group") if wider else _("about children")
