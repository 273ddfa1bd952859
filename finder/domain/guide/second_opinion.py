"""The guide to a second opinion, chapters of short statements with their sources, and the parts of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from finder.domain.table import Table
from finder.language import marked

#: How far a statement can be trusted: A an official or guideline body or a national charity, B a named
#: hospital or a study, C somebody who relays another (the text names who), D usual practice without a source
#: (danger signs only), own our own words.
Grade = Literal["A", "B", "C", "D", "own"]

#: How soon to act on a danger sign, the most urgent first.
Urgency = Literal["911", "988", "emergency-room", "team", "today"]

#: What a section is, which decides how it is shown.
SectionKind = Literal["points", "emergency", "words", "steps", "checklist", "questions", "programs"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the guide, with its sources and the date of the source."""

    text: str
    grade: Grade
    source: tuple[str, ...]
    checked: str | None = None
    note: str | None = None
    #: A program's name, and its center's slug where the directory has one.
    name: str | None = None
    center: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Statements under one heading; `id` is the same nowhere else in the guide."""

    id: str
    heading: str
    kind: SectionKind
    statements: tuple[Statement, ...]
    lead: str | None = None
    #: The specialist whom the questions are for.
    specialty: str | None = None
    #: For an emergency section: its statements are the danger signs of this urgency on the short list.
    urgency: Urgency | None = None
    #: A page of this site with more on it, and the text of the link.
    link: str | None = None
    link_text: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the guide."""

    slug: str
    order: int
    title: str
    summary: str
    sections: tuple[Section, ...]

    def statements(self) -> Iterator[Statement]:
        """Yield every statement of the chapter."""
        for section in self.sections:
            yield from section.statements

    def emergencies(self) -> tuple[Section, ...]:
        """Return the sections that must be read first."""
        return tuple(section for section in self.sections if section.kind == "emergency")

    def texts(self) -> Iterator[str]:
        """Yield everything a reader reads, in order."""
        yield from (self.title, self.summary)
        for section in self.sections:
            yield section.heading
            if section.lead:
                yield section.lead
            for each in section.statements:
                yield from (text for text in (each.name, each.text, each.note) if text)


CHAPTERS = Table("chapter", Chapter, key=("slug",), sorted_by="order")


#: The parts of a pack in their order, by what they are called.
PACK_PARTS = {
    "calls": marked("Who to call"),
    "records": marked("Records to gather"),
    "questions": marked("Questions to ask"),
    "insurance": marked("Insurance and cost"),
    "visit": marked("At the visit, and after"),
    "reading": marked("What to read"),
    "notes": marked("Room for notes"),
}
#: The sections of the guide in each part, by their id.
PACK_SECTIONS = {
    "calls": ("words", "ask-how-long"),
    "records": ("checklist",),
    "questions": (
        "about-diagnosis",
        "about-plan",
        "about-team",
        "pathologist",
        "surgeon",
        "medical-oncologist",
        "radiation-oncologist",
    ),
    "insurance": ("call-the-plan", "medicare"),
    "visit": ("before-you-leave", "what-to-do"),
}
#: The sections that only a child's pack has.
PACK_SECTIONS_FOR_A_CHILD = {"records": ("child",)}
#: The sizes of type, in points on paper.
TYPE_SIZES = {"normal": marked("Normal print"), "large": marked("Large print")}
