"""The contents of the second-opinion pack, which its page and its PDF both show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from finder.domain.answers import StartHere
from finder.domain.cancers.specialists import VolumeStudy
from finder.domain.cancers.types import CancerType
from finder.domain.guide.second_opinion import (
    PACK_PARTS,
    PACK_SECTIONS,
    PACK_SECTIONS_FOR_A_CHILD,
    Chapter,
    Section,
    Statement,
)
from finder.domain.to_read import Reading as ToRead
from finder.formats.contacts.contact import Contact
from finder.formats.display import in_sentence
from finder.formats.paper import first_page
from finder.formats.paper.first_page import FirstPage
from finder.formats.paper.signs import SignGroup, sign_groups
from finder.language import _, translate
from finder.store.read_catalog import Catalog


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to read: its title in `language`, `meta` (what it is), and its address."""

    title: str
    meta: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the pack with the sections of the guide that belong in it."""

    key: str
    label: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """The whole pack in the current language. `signs` are danger signs, at the end."""

    title: str
    about: str
    first: FirstPage
    signs: tuple[SignGroup, ...]
    parts: tuple[Part, ...]
    calls: tuple[Contact, ...]
    readings: tuple[Reading, ...]


def make(
    catalog: Catalog,
    cancer: CancerType | None,
    place: str,
    calls: Sequence[Contact],
    documents: Sequence[ToRead],
    chosen: Sequence[str] = (),
    volume: VolumeStudy | None = None,
    start: StartHere | None = None,
) -> Pack:
    """Return the pack for a shortlist, with the `chosen` parts, or all if none is chosen.

    It has sections about children if the cancer is a childhood type. `place` is the name of the place that
    distances are measured from, or empty. With `volume`, the questions begin with how often it is done.
    Where the shortlist is empty, the first page names the center to `start` at.
    """
    chapters = list(catalog.chapters.values())
    sections = [section for chapter in chapters for section in chapter.sections]
    return Pack(
        title=_title(cancer),
        about=_about(place),
        first=first_page.make(calls, cancer, sections, catalog, start),
        signs=sign_groups(catalog, cancer),
        parts=tuple(
            _with_volume(each, volume)
            for each in parts(chapters, chosen, child=bool(cancer and cancer.population == "pediatric"))
        ),
        calls=tuple(calls),
        readings=tuple(reading(each) for each in documents),
    )


def reading(each: ToRead) -> Reading:
    """Return a document to read."""
    meta = " · ".join((each.what, *each.marks))
    return Reading(each.title, meta, each.document.url, each.title_language)


def parts(chapters: Iterable[Chapter], chosen: Sequence[str], child: bool) -> tuple[Part, ...]:
    """Return the `chosen` parts, or all if none is chosen, with their sections of the guide."""
    sections = {section.id: section for chapter in chapters for section in chapter.sections}
    result = []
    for key, label in PACK_PARTS.items():
        if not chosen or key in chosen:
            ids = (*PACK_SECTIONS.get(key, ()), *(PACK_SECTIONS_FOR_A_CHILD.get(key, ()) if child else ()))
            available = tuple(sections[each] for each in ids if each in sections)
            result.append(Part(key, _(label), available))
    return tuple(result)


def _with_volume(part: Part, volume: VolumeStudy | None) -> Part:
    """Put the advice to ask how often a treatment is done before the other questions."""
    if part.key != "questions" or volume is None or volume.advice is None:
        return part
    asked = Statement(volume.advice, "B", (volume.source,), volume.checked)
    section = Section("how-often-done", volume.treatment, "questions", (asked,))
    return replace(part, sections=(section, *part.sections))


def lines(section: Section) -> list[str]:
    """Return the statements of a section in the current language, one line each."""
    return [_line(section, each) for each in section.statements]


def _title(cancer: CancerType | None) -> str:
    if not cancer:
        return _("Second-opinion pack")
    return _("Second-opinion pack: %(cancer)s") % {"cancer": in_sentence(translate(cancer.name))}


def _about(place: str) -> str:
    if not place:
        return _("For the visit with another doctor: who to call, what to bring, what to ask.")
    return _("Miles are from %(place)s.") % {"place": place}


def _line(section: Section, each: Statement) -> str:
    text = f"“{translate(each.text)}”" if section.kind == "words" else translate(each.text)
    if not each.note:
        return text
    return f"{text}{'' if text.endswith(('.', '?', '!', '”')) else '.'} {translate(each.note)}"
