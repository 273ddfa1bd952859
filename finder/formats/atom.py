"""An Atom feed (RFC 4287) of documents, the most recently seen or published first.

Earlier states of a document are not stored, so `updated` of an entry is when the document was last seen, or
the year of its version if that is not known.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from finder.domain.documents import Guideline
from finder.formats import display
from finder.language import SOURCE, _, current_language, language_name, marked

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Namespace of the ids of entries, made from ids of documents: they are permanent and the same on every site.
_NAMESPACE = uuid.UUID("6f0f6a3e-6a0c-5f0e-9d51-0a4b7c1d2e3f")
PUBLISHERS = {
    "NCI": marked("National Cancer Institute"),
    "NCCN": marked("National Comprehensive Cancer Network"),
}
AUDIENCES = {"patient": marked("for patients"), "professional": marked("for professionals")}
ABOUT = marked(
    "Titles and links of NCI and NCCN documents. We are not part of either group. “Updated” is when we last "
    "checked the link, not when the publisher changed the document."
)

ET.register_namespace("", ATOM)


def feed(
    documents: Iterable[Guideline], title: str, page: str, own: str, built_on: str, author: str
) -> bytes:
    """Return a feed of documents.

    `page` and `own` are the addresses of the list and of the feed itself. `built_on` is the date of the
    directory, which an empty feed has as its date. `author` is the name of the site.
    """
    dated = [(each, day) for each in documents if (day := changed(each))]
    dated.sort(key=lambda pair: (pair[1], pair[0].version_year or "", pair[0].id), reverse=True)
    root = ET.Element(_name("feed"), {XML_LANG: current_language()})
    _text(root, "id", _id(f"feed {own.partition('?')[2]}"))
    _text(root, "title", title)
    _text(root, "subtitle", _(ABOUT))
    _text(root, "updated", _moment(dated[0][1] if dated else built_on))
    _text(ET.SubElement(root, _name("author")), "name", author)
    _link(root, rel="self", type="application/atom+xml", href=own)
    _link(root, rel="alternate", type="text/html", href=page)
    for document, day in dated:
        root.append(_entry(document, day))
    ET.indent(root, "")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def changed(document: Guideline) -> str | None:
    """Return the newest date known for a document (a day, month or year), or None."""
    return document.last_seen or document.version_year


def _entry(document: Guideline, day: str) -> ET.Element:
    entry = ET.Element(_name("entry"))
    # A title that was not seen is the English topic instead.
    title_language = document.language if document.title != document.topic else SOURCE
    is_foreign = title_language != current_language()
    _text(entry, "id", _id(document.id))
    _text(entry, "title", document.title, {XML_LANG: title_language} if is_foreign else {})
    _text(entry, "updated", _moment(day))
    _text(ET.SubElement(entry, _name("author")), "name", _(PUBLISHERS[document.publisher]))
    media_type = "application/pdf" if document.format == "pdf" else "text/html"
    _link(entry, rel="alternate", type=media_type, hreflang=document.language, href=document.url)
    for scheme in ("publisher", "audience", "language", "kind"):
        ET.SubElement(
            entry, _name("category"), {"scheme": f"urn:finder:{scheme}", "term": getattr(document, scheme)}
        )
    _text(entry, "summary", _summary(document))
    return entry


def _summary(document: Guideline) -> str:
    parts = [_(document.series_name), _(AUDIENCES[document.audience]), language_name(document.language)]
    if document.version_year:
        parts.append(_("version of %(year)s") % {"year": document.version_year})
    if document.last_seen:
        parts.append(_("last checked %(day)s") % {"day": display.date(document.last_seen)})
    if document.needs_login:
        parts.append(_("free login needed"))
    return " · ".join(parts)


def _moment(partial: str) -> str:
    """Return the first moment of a day, month or year, so that nothing looks newer than it may be."""
    day = f"{partial}-01-01"[:10] if len(partial) == 4 else f"{partial}-01"[:10]
    return f"{datetime.date.fromisoformat(day).isoformat()}T00:00:00Z"


def _id(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name).urn


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _text(parent: ET.Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, _name(tag), attributes or {}).text = text


def _link(parent: ET.Element, **attributes: str) -> None:
    ET.SubElement(parent, _name("link"), attributes)
