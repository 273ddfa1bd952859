"""View values that many pages share: sources with dates, facts, numbers to call, glossary words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from finder.domain.cancers.specialists import GroupRule, TeamMember, VolumeStudy
from finder.domain.claims import DesignationKind
from finder.domain.documents import Helpline
from finder.domain.sources import Origin
from finder.formats.display import date
from finder.language import current_language, translate
from finder.store.read_catalog import Catalog
from finder.web.context import current_catalog, exported
from finder.web.language import translate as shown
from finder.web.links import link
from finder.web.reader import first_time

#: What has a source, and a date of that source.
Seen = Origin | TeamMember | GroupRule | VolumeStudy | Helpline | DesignationKind


@dataclass(frozen=True, slots=True)
class Call:
    """A number to call, such as +1-617-555-0100: who answers, and a note."""

    label: str
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: its label and its value; `language` is set if the value is not in the page's language."""

    label: str
    value: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list: a link and a short description."""

    link: Markup
    about: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice in a form: its value, label and hint, and whether it is selected."""

    value: str
    label: str
    hint: str = ""
    current: bool = False


def source_name(key: str, catalog: Catalog) -> str:
    """Return the name of a source; on a page in another language it is marked as English."""
    return in_english(catalog.sources[key].name)


def in_english(text: str) -> str:
    """Return an English text; on a page in another language it is marked as English."""
    return text if current_language() == "en" else Markup('<span lang="en">{}</span>').format(text)


def when_seen(seen: Seen, catalog: Catalog) -> str:
    """Return when a source was checked, unless its name has the year: ", June 2026" or ", date not known"."""
    source = catalog.sources[seen.source]
    if seen.checked:
        return "" if seen.checked[:4] in source.name else f", {date(seen.checked)}"
    return "" if source.as_of and source.as_of[:4] in source.name else f", {date(None)}"


def origin(seen: Seen, catalog: Catalog) -> Markup:
    """Return the source of a fact: its name, and the date it was checked."""
    return escape(source_name(seen.source, catalog)) + when_seen(seen, catalog)


def joined(parts: Iterable[object], between: str = ", ") -> Markup:
    """Return the parts that are not empty, as one text."""
    return escape(between).join(escape(part) for part in parts if part)


def explain(key: str, words: str = "") -> Markup:
    """Return a glossary word, explained at its first use on the page; `words` replaces the term.

    It is a button that opens a note without a script. On an exported page it is a link to the list of words
    at the end of the page.
    """
    found = first_time(key)
    if found is None:
        entry = current_catalog().glossary.get(key)
        return escape(words or (translate(entry.term) if entry else key))
    term = words or shown(found.term)
    if exported():
        return link(f"#word-{key}", term, class_="why")
    note = Markup("<b>{}.</b> {}").format(capitalize_first(shown(found.term)), shown(found.definition))
    button = Markup('<button class="why" type="button" popovertarget="why-{}">{}</button>').format(key, term)
    return button + Markup('<span class="why-note" id="why-{}" popover>{}</span>').format(key, note)


def capitalize_first(text: str) -> str:
    """Return the text with its first letter in upper case and the rest unchanged."""
    return text[:1].upper() + text[1:]
