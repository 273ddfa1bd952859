"""View values of the guide: its sections and statements, with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from finder.domain.guide.second_opinion import Chapter, Section, Statement
from finder.domain.sources import Origin
from finder.formats.display import date, in_sentence
from finder.language import _, translate
from finder.store.read_catalog import Catalog
from finder.web.elements import dialable, optional
from finder.web.language import translate as shown
from finder.web.links import link, page_link
from finder.web.page.views import Fact, joined, origin, source_name


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement. `name` is a program's name; `tick` is the key that stores its check mark on the device."""

    text: str
    note: str
    name: str
    tick: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section. `kind` is the kind of its statements; `layout` chooses the HTML elements for them."""

    id: str
    kind: str
    layout: str
    heading: str
    lead: Markup
    statements: tuple[StatementView, ...]
    links: tuple[Markup, ...]
    sources: tuple[Fact, ...]
    #: Whether each statement has a blank line to write an answer on.
    has_answers: bool


#: The layout of each kind of section; all other kinds are shown as a list of points.
_LAYOUTS = {"checklist": "ticks", "programs": "programs", "steps": "steps"}


def sections(found: Iterable[Section], catalog: Catalog) -> list[SectionView]:
    """Return sections as view values."""
    return [_section(each, catalog) for each in found]


def has_ticks(found: Iterable[SectionView]) -> bool:
    """Tell whether any of the sections has check boxes."""
    return any(each.layout == "ticks" for each in found)


def tick_key(text: str) -> str:
    """Return the key that stores a check mark on the device. It is the same in every language."""
    return sha256(text.encode()).hexdigest()[:8]


def origins(statement: Statement, catalog: Catalog) -> list[Origin]:
    """Return the sources of a statement; if there are several, each has the date of its own source."""
    if len(statement.source) == 1 and statement.checked:
        return [Origin(statement.source[0], statement.checked)]
    return [Origin(key, catalog.sources[key].as_of) for key in statement.source]


def chapter_links(chapters: Iterable[Chapter], current: str) -> list[Markup]:
    """Return the links to all chapters; the current one is marked."""
    return [
        page_link(
            f"/second-opinion/{each.slug}",
            shown(each.title),
            aria_current="page" if each.slug == current else None,
        )
        for each in chapters
    ]


def cited(chapters: Iterable[Chapter], catalog: Catalog) -> list[Markup]:
    """Return the sources that the guide cites, in the order of the data files."""
    used = {key for chapter in chapters for each in chapter.statements() for key in each.source}
    return [_cited(key, catalog) for key in catalog.sources if key in used]


def _section(section: Section, catalog: Catalog) -> SectionView:
    return SectionView(
        section.id,
        section.kind,
        _LAYOUTS.get(section.kind, "points"),
        shown(section.heading),
        dialable(shown(section.lead)),
        tuple(_statement(each, section.kind, catalog) for each in section.statements),
        tuple(each for each in (_to_specialty(section, catalog), _to_page(section)) if each),
        tuple(Fact(each.name or shown(each.text), _sources(each, catalog)) for each in section.statements),
        has_answers=section.kind == "questions",
    )


def _statement(statement: Statement, kind: str, catalog: Catalog) -> StatementView:
    text, note = shown(statement.text), shown(statement.note)
    if kind == "words":
        text = optional("q", text)
    elif kind == "checklist" or (kind == "emergency" and note):
        text = optional("b", text)
    else:
        text = dialable(text)
    if kind == "programs":
        text, note = joined((text, dialable(note)), " "), ""
    return StatementView(text, note, _program(statement, catalog), tick_key(statement.text))


def _program(statement: Statement, catalog: Catalog) -> str:
    """Return the name of a program, linked to its center's page here or to the page of its source."""
    if not statement.name:
        return ""
    if statement.center:
        return page_link(f"/centers/{statement.center}", statement.name)
    return link(catalog.sources[statement.source[0]].url, statement.name) or statement.name


def _sources(statement: Statement, catalog: Catalog) -> Markup:
    return joined(
        (
            page_link(
                f"/about#source-{each.source}",
                Markup("{}: {}").format(catalog.sources[each.source].publisher, origin(each, catalog)),
            )
            for each in origins(statement, catalog)
        ),
        "; ",
    )


def _to_specialty(section: Section, catalog: Catalog) -> Markup:
    if not section.specialty:
        return Markup("")
    name = in_sentence(translate(catalog.specialties[section.specialty].name))
    return page_link(f"/specialties/{section.specialty}", _("More about %(specialty)s") % {"specialty": name})


def _to_page(section: Section) -> Markup:
    return page_link(section.link, shown(section.link_text)) if section.link else Markup("")


def _cited(key: str, catalog: Catalog) -> Markup:
    source = catalog.sources[key]
    dated = source.as_of and source.as_of[:4] not in source.name
    day = f", {date(source.as_of)}" if dated else ""
    return Markup("{}: {}{}").format(source.publisher, source_name(key, catalog), day)
