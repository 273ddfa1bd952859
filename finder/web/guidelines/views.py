"""View values of documents: link, publisher, audience, language, and when we last saw it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from finder import utc
from finder.domain.cancers.types import CancerType
from finder.domain.documents import DOCUMENT_KINDS, Document, Guideline
from finder.domain.to_read import reach
from finder.formats import link_status
from finder.formats.display import in_sentence
from finder.language import _, current_language, language_name, marked, ngettext, translate
from finder.search.documents.arrange import CollapsedGroup, Part
from finder.search.documents.panel import Panel
from finder.search.fields import AUDIENCES
from finder.store.read_guidelines import CancerDocument
from finder.web.context import exported, site
from finder.web.elements import optional
from finder.web.links import link
from finder.web.page.views import joined
from finder.web.reader import Version, kept, versions, view, when

_DOT = Markup("&nbsp;· ")
PUBLISHERS = {
    "NCI": marked("National Cancer Institute (NCI)"),
    "NCCN": marked("National Comprehensive Cancer Network (NCCN)"),
}
PATIENT_SERIES = "NCCN Guidelines for Patients"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list: its title, as a link if we may link to it, and the facts about it."""

    title: Markup
    about: Markup


@dataclass(frozen=True, slots=True)
class PublisherRows:
    """The documents of one publisher; `note` says if none of them is about this cancer alone."""

    name: str
    note: str
    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class FoldView:
    """Documents under a heading that can be expanded."""

    label: str
    count: int
    is_open: bool
    publishers: tuple[PublisherRows, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """The documents of one part.

    `publishers` holds those for this reader; `none` says why there are none; `collapsed` holds the others.
    """

    kind: str
    label: str
    publishers: tuple[PublisherRows, ...]
    none: Markup
    collapsed: tuple[FoldView, ...]


@dataclass(frozen=True, slots=True)
class PanelView:
    """The documents next to the results; `more` links to those that only the page of the cancer shows."""

    title: str
    stale: str
    part: PartView
    more: Markup


def document_row(document: Document, note: str = "", says_audience: bool = False) -> DocumentRow:
    """Return a document for a list. It has no link if it is gone or has never been checked."""
    if document.status == "gone":
        return _gone(document, note)
    return DocumentRow(_title(document), _about(document, note, says_audience))


def stale(documents: Iterable[Document]) -> str:
    """Return a warning if the links were last checked longer ago than the site's setting allows."""
    today = utc.today()
    said = link_status.staleness(list(documents), today, site().stale_days)
    return said and " ".join((said, _("If one fails, look for its title on the publisher’s own site.")))


def switches() -> list[list[Version]]:
    """Return the switches for audience and language above the documents. An exported page has none."""
    return [] if exported() else list(versions("documents"))


def part_view(part: Part, cancer: CancerType) -> PartView:
    """Return one part of the documents on a cancer.

    An exported page leaves out the documents for every cancer: the exported list of documents has them.
    """
    return PartView(
        part.kind,
        _(DOCUMENT_KINDS[part.kind]),
        _by_publisher(part.first, cancer),
        Markup("") if part.first or not part.is_specific else _none(part, cancer),
        tuple(_fold(each, cancer) for each in part.collapsed if not (exported() and each.general)),
    )


def panel_view(panel: Panel, cancer: CancerType, near: str) -> PanelView:
    """Return the panel of documents next to the results near a place."""
    more = _("%(count)s more: screening, support, other languages")
    to = kept(f"/cancers/{cancer.slug}#documents", near=near)
    return PanelView(
        _("Guidelines for %(cancer)s") % {"cancer": in_sentence(translate(cancer.name))},
        stale(each.document for each in panel.part.first),
        part_view(panel.part, cancer),
        link(to, more % {"count": panel.more}) if panel.more else Markup(""),
    )


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
    unseen = _("not linked: nobody has seen this page alive yet")
    return joined(
        (
            _(document.series_name),
            _(AUDIENCES[document.audience]).lower() if audience else "",
            language_name(document.language),
            "PDF" if document.format == "pdf" else "",
            _("free login needed") if document.needs_login else "",
            when(document),
            link_status.note(document),
            replaces if document.replaces else "",
            optional("b", note),
            unseen if document.status != "current" else "",
        ),
        _DOT,
    )


def _gone(document: Document, note: str) -> DocumentRow:
    """Return a document that no longer exists, without a link."""
    gone = link_status.note(document) or _("no longer there")
    about = joined(
        (_(document.series_name), language_name(document.language), gone, when(document), note), _DOT
    )
    instead = link(document.instead, _("NCI’s page on this cancer"))
    if instead:
        about = Markup("{}. {} {}").format(about, _("Instead:"), instead)
    title = Markup("<span{}>{}</span>").format(_lang(_title_language(document)), document.title)
    return DocumentRow(title, about)


def _lang(code: str) -> Markup:
    return Markup(' lang="{}"').format(code) if code else Markup("")


def _by_publisher(
    servings: Sequence[CancerDocument], cancer: CancerType, general: bool = False
) -> tuple[PublisherRows, ...]:
    found = []
    for publisher, name in PUBLISHERS.items():
        own = [each for each in servings if each.document.publisher == publisher]
        if own:
            only_wider = not general and all(each.scope == "broader" for each in own)
            rows = tuple(
                document_row(
                    e.document, reach(e.document, cancer.population, not general and e.scope == "broader")
                )
                for e in own
            )
            found.append(PublisherRows(_(name), _wider(cancer, len(own)) if only_wider else "", rows))
    return tuple(found)


def _wider(cancer: CancerType, count: int) -> str:
    said = ngettext(
        "Nothing here is on %(cancer)s alone. This covers a wider group that it belongs to.",
        "Nothing here is on %(cancer)s alone. These cover a wider group that it belongs to.",
        count,
    )
    return said % {"cancer": in_sentence(translate(cancer.name))}


def _none(part: Part, cancer: CancerType) -> Markup:
    """Say that there are no documents for this reader; link to NCI's page in Spanish if there is one."""
    now = view()
    said = _("None %(whom)s in %(language)s that we may link to.") % {
        "whom": _(AUDIENCES[now.audience]).lower(),
        "language": language_name(now.language),
    }
    if part.kind != "treatment" or now.language != "es" or not cancer.nci_page_es:
        return Markup("{}").format(said)
    page = link(cancer.nci_page_es, "en español", hreflang="es", lang="es")
    return Markup("{} {} {}.").format(said, _("NCI’s page for this cancer:"), page)


def _fold(fold: CollapsedGroup, cancer: CancerType) -> FoldView:
    return FoldView(
        _fold_label(fold),
        len(fold.documents),
        fold.open,
        _by_publisher(fold.documents, cancer, fold.general),
    )


def _fold_label(fold: CollapsedGroup) -> str:
    whom = _(AUDIENCES[fold.audience])
    if fold.general:
        return _("For every cancer, %(whom)s") % {"whom": whom.lower()}
    if fold.language:
        return _("In %(language)s, %(whom)s") % {
            "language": language_name(fold.language),
            "whom": whom.lower(),
        }
    return whom
