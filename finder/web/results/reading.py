"""View values of what to read: the few documents for this reader, and the way to all of them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain import to_read
from finder.language import _, current_language, language_name, number
from finder.web.links import link
from finder.web.page.views import joined
from finder.web.reader import kept


@dataclass(frozen=True, slots=True)
class ToOpen:
    """A document to open: its title as a link, and what it is."""

    title: Markup
    what: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents for one audience; without one, `none` says so."""

    heading: str
    documents: tuple[ToOpen, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What to read about the cancer of a search."""

    shelves: tuple[Shelf, ...]
    more: Markup


def reading(read: to_read.WhatToRead, near: str) -> Reading:
    """Return the documents chosen for a reader, and links to all of them and to the other languages."""
    page = f"/cancers/{read.cancer.slug}"
    every = link(
        kept(f"{page}#documents", near=near), _("Browse all %(count)s") % {"count": number(read.total)}
    )
    other = "es" if current_language() != "es" else "en"
    in_other = link(
        kept(f"{page}#documents", near=near, language=other),
        _("In %(language)s") % {"language": language_name(other)},
        class_="no-print",
    )
    return Reading(tuple(_shelf(each) for each in read.shelves), joined((every, in_other), " "))


def _shelf(each: to_read.Shelf) -> Shelf:
    return Shelf(each.heading, tuple(_to_open(one) for one in each.readings), each.none)


def _to_open(each: to_read.Reading) -> ToOpen:
    language = each.title_language if each.title_language != current_language() else ""
    title = link(each.document.url, each.title, lang=language, hreflang=each.document.language)
    return ToOpen(title, " · ".join((each.what, *each.marks)))
