"""What many pages show: sources with their dates, facts, numbers to call, words explained once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from finder.domain.cancers import GroupRule, Treater
from finder.domain.care import DesignationKind
from finder.domain.documents import Helpline
from finder.domain.sources import Origin
from finder.formats.display import date
from finder.language import current_language, translate
from finder.store.read_catalog import Catalog
from finder.web.context import catalog, exported
from finder.web.language import translate as shown
from finder.web.links import link
from finder.web.reader import first_time


@dataclass(frozen=True, slots=True)
class Call:
    """A number to call (+1-617-555-0100): who answers, and what to know of it."""

    label: str
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as a page shows it: what it is about, and what it says (in `language`, if that is another)."""

    label: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: a link, and a few words about it."""

    link: Markup
    about: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of the form: its value, what it says, a hint, and whether it is chosen."""

    value: str
    label: str
    hint: str = ""
    current: bool = False


def source_name(key: str, known: Catalog) -> str:
    """Return the name of a source, marked as English on a page in another language."""
    return in_english(known.sources[key].name)


def in_english(text: str) -> str:
    """Return an English text; on a page in another language it is marked as English."""
    return text if current_language() == "en" else Markup('<span lang="en">{}</span>').format(text)


def when_seen(seen: Origin | Treater | GroupRule | Helpline | DesignationKind, known: Catalog) -> str:
    """Return the date a source was seen, unless its name has it: ", June 2026" or ", date not known"."""
    source = known.sources[seen.source]
    if seen.checked:
        return "" if seen.checked[:4] in source.name else f", {date(seen.checked)}"
    return "" if source.as_of and source.as_of[:4] in source.name else f", {date(None)}"


def origin(seen: Origin | Treater | GroupRule | Helpline | DesignationKind, known: Catalog) -> Markup:
    """Return where a fact comes from: the name of its source, and the date it was seen."""
    return escape(source_name(seen.source, known)) + when_seen(seen, known)


def joined(parts: Iterable[object], between: str = ", ") -> Markup:
    """Return the parts that say anything as one text."""
    return escape(between).join(escape(part) for part in parts if part)


def explain(key: str, words: str = "") -> Markup:
    """Return a word, explained where the page uses it first; `words` stand for the term.

    On a page it is a button that opens a note, without script, by key, mouse or touch. In a folder of pages
    it is a link to the words at the end of the page.
    """
    found = first_time(key)
    if found is None:
        known = catalog().glossary.get(key)
        return escape(words or (translate(known.term) if known else key))
    term = words or shown(found.term)
    if exported():
        return link(f"#word-{key}", term, class_="why")
    note = Markup("<b>{}.</b> {}").format(capitalize_first(shown(found.term)), shown(found.definition))
    button = Markup('<button class="why" type="button" popovertarget="why-{}">{}</button>').format(key, term)
    return button + Markup('<span class="why-note" id="why-{}" popover>{}</span>').format(key, note)


def capitalize_first(text: str) -> str:
    """Return text with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]
