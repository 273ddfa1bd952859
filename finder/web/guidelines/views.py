"""View values of documents: link, publisher, audience, language, and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from finder import utc
from finder.domain.documents import Document, Guideline
from finder.domain.to_read import Reading, WhatToRead
from finder.formats import link_status
from finder.formats.display import date
from finder.language import (
    _,
    current_language,
    direction,
    language_name,
    native_name,
    number,
)
from finder.search.fields import AUDIENCES
from finder.web.context import exported, site
from finder.web.elements import optional
from finder.web.links import link, page_link, sentence
from finder.web.page.views import joined

_DOT = Markup("&nbsp;· ")
PATIENT_SERIES = "NCCN Guidelines for Patients"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list: its title, as a link if we may link to it, and the facts about it."""

    title: Markup
    about: Markup


@dataclass(frozen=True, slots=True)
class ShelfView:
    """The few documents for one audience under their heading; `none` says that there are none."""

    heading: str
    none: str
    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What to read about a cancer, and the link to everything that there is."""

    shelves: tuple[ShelfView, ...]
    languages: Markup
    stale: str
    browse_all: Markup


def document_row(document: Document, note: str = "", says_audience: bool = False) -> DocumentRow:
    """Return a document for a list. It has no link if it is gone or has never been checked."""
    if document.status == "gone":
        return _gone(document, note)
    return DocumentRow(_title(document), _about(document, note, says_audience))


def reading_view(read: WhatToRead, browse: bool = True) -> ReadingView:
    """Return the view of what to read about a cancer. The macro `to_read` shows it.

    Without `browse` it has no link to all documents, for the page that lists them.
    """
    listed = f"/guidelines?cancer={read.cancer.slug}"
    languages = [
        page_link(f"{listed}&language={code}#all", native_name(code), lang=code, dir=direction(code))
        for code in read.languages
        if not exported()
    ]
    words = _("Browse all %(count)s") % {"count": number(read.total)}
    return ReadingView(
        tuple(
            ShelfView(shelf.heading, shelf.none, tuple(_reading(each) for each in shelf.readings))
            for shelf in read.shelves
        ),
        sentence(_("Also in %(languages)s."), languages=joined(languages, ", ")) if languages else Markup(""),
        stale(each.document for shelf in read.shelves for each in shelf.readings),
        page_link(f"{listed}#all", words) if browse else Markup(""),
    )


def _reading(each: Reading) -> DocumentRow:
    here, language = current_language(), each.document.language
    title = link(
        each.document.url,
        each.title,
        hreflang="" if language == here else language,
        lang="" if each.title_language == here else each.title_language,
    )
    return DocumentRow(title, joined((each.what, *each.marks, link_status.note(each.document)), _DOT))


def stale(documents: Iterable[Document]) -> str:
    """Return a warning if the links were last checked longer ago than the site's setting allows."""
    return link_status.staleness(documents, utc.today(), site().stale_days)


def _title(document: Document) -> Markup:
    if document.status != "current":
        return optional("b", document.title, lang=_title_language(document))
    language = document.language if document.language != current_language() else ""
    return link(document.url, document.title, hreflang=language, lang=_title_language(document))


def _title_language(document: Guideline) -> str:
    """Return the language of a title if it differs from the language of the page, else "".

    If we have never seen the title in the document's own language, the title is the English topic.
    """
    own = document.language if document.title != document.topic else "en"
    return "" if own == current_language() else own


def _about(document: Document, note: str, says_audience: bool) -> Markup:
    audience = says_audience and document.series != PATIENT_SERIES
    replaces = _("in place of “%(title)s”, which is no longer there") % {"title": document.replaces}
    return joined(
        (
            _(document.series_name),
            _(AUDIENCES[document.audience]).lower() if audience else "",
            language_name(document.language) if document.language != current_language() else "",
            "PDF" if document.format == "pdf" else "",
            _("free login needed") if document.needs_login else "",
            *_dates(document),
            link_status.note(document),
            replaces if document.replaces else "",
            optional("b", note),
            _("no link yet: we have not checked this page") if document.status != "current" else "",
        ),
        _DOT,
    )


def _dates(document: Document) -> list[str]:
    """Return the year of a document's version, and the month in which we found its page."""
    found = document.link.last_alive if document.link else None
    return [
        words % {"day": day}
        for words, day in (
            (_("updated %(day)s"), document.version_year),
            (_("link checked %(day)s"), date(found[:7]) if found else ""),
        )
        if day
    ]


def _gone(document: Document, note: str) -> DocumentRow:
    """Return a document that no longer exists, without a link."""
    gone = link_status.note(document) or _("no longer there")
    about = joined(
        (_(document.series_name), language_name(document.language), gone, *_dates(document), note), _DOT
    )
    instead = link(document.instead, _("NCI’s page on this cancer"))
    if instead:
        about = Markup("{}. {} {}").format(about, _("Instead:"), instead)
    title = Markup("<span{}>{}</span>").format(_lang(_title_language(document)), document.title)
    return DocumentRow(title, about)


def _lang(code: str) -> Markup:
    return Markup(' lang="{}"').format(code) if code else Markup("")
