"""A knowledge response as Atom (RFC 4287) and as the JSON of HL7's implementation guide.

Elements are in the order of HL7's schema, which is stricter than Atom's.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from finder.formats.infobutton.feed import Category, Entry, Feed, Link
from finder.formats.json.encode import Json, encode

_ATOM = "http://www.w3.org/2005/Atom"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def atom(feed: Feed) -> bytes:
    """Return a response as an Atom feed."""
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:base": feed.base, "xml:lang": feed.language})
    _text(root, "title", feed.title, "text")
    _text(root, "subtitle", feed.subtitle, "text")
    _author(root, feed.author)
    _text(root, "updated", feed.updated)
    _categories(root, feed.categories)
    _text(root, "id", feed.id)
    _links(root, feed.links)
    for entry in feed.entries:
        element = ElementTree.SubElement(root, "entry", {"xml:lang": entry.language})
        _text(element, "title", entry.title, "text")
        _links(element, [entry.link])
        _text(element, "id", entry.id)
        _text(element, "updated", entry.updated)
        _author(element, entry.author)
        _text(element, "summary", entry.summary, "text")
        _categories(element, entry.categories)
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def json(feed: Feed) -> bytes:
    """Return a response as JSON; the text of an Atom element is in `_value`."""
    return encode(
        {
            "feed": {
                "xsi": _XSI,
                "base": feed.base,
                "lang": feed.language,
                "title": _typed(feed.title),
                "subtitle": _typed(feed.subtitle),
                "author": _person(feed.author),
                "updated": {"_value": feed.updated},
                "category": _pairs(feed.categories),
                "id": {"_value": feed.id},
                "link": [_link(each) for each in feed.links],
                "entry": [_entry(each) for each in feed.entries],
            }
        }
    )


def _entry(entry: Entry) -> Json:
    return {
        "lang": entry.language,
        "title": _typed(entry.title),
        "link": [_link(entry.link)],
        "id": {"_value": entry.id},
        "updated": {"_value": entry.updated},
        "author": _person(entry.author),
        "summary": _typed(entry.summary),
        "category": _pairs(entry.categories),
    }


def _text(parent: ElementTree.Element, name: str, text: str, kind: str | None = None) -> None:
    ElementTree.SubElement(parent, name, {"type": kind} if kind else {}).text = text


def _author(parent: ElementTree.Element, author: tuple[str, str]) -> None:
    person = ElementTree.SubElement(parent, "author")
    _text(person, "name", author[0])
    _text(person, "uri", author[1])


def _categories(parent: ElementTree.Element, categories: Iterable[Category]) -> None:
    for scheme, term in categories:
        ElementTree.SubElement(parent, "category", {"scheme": scheme, "term": term})


def _links(parent: ElementTree.Element, links: Iterable[Link]) -> None:
    for each in links:
        ElementTree.SubElement(parent, "link", _link(each))


def _link(each: Link) -> dict[str, str]:
    return {
        "href": each.href,
        "rel": each.rel,
        "type": each.media,
        "hreflang": each.language,
        "title": each.title,
    }


def _typed(text: str) -> Json:
    return {"_value": text, "type": "text"}


def _person(author: tuple[str, str]) -> Json:
    return {"name": {"_value": author[0]}, "uri": {"_value": author[1]}}


def _pairs(categories: Iterable[Category]) -> list[Json]:
    return [{"scheme": scheme, "term": term} for scheme, term in categories]
