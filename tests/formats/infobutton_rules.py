"""The rules of RFC 4287 and HL7's implementation guide for knowledge responses."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"

#: The elements of a feed and an entry in the order of HL7's schema, with the least and most of each.
FEED = {
    "title": (1, 1), "subtitle": (0, 1), "author": (0, None), "updated": (1, 1), "category": (0, None),
    "id": (1, 1), "link": (0, None), "entry": (0, None),
}  # fmt: skip
ENTRY = {
    "title": (1, 1), "link": (0, None), "id": (1, 1), "updated": (1, 1), "author": (0, None),
    "summary": (0, 1), "category": (0, None),
}  # fmt: skip
#: The schemes of categories in HL7's schema that are used here.
SCHEMES = {
    "mainSearchCriteria.v.c",
    "mainSearchCriteria.v.cs",
    "mainSearchCriteria.v.dn",
    "informationRecipient",
    "informationRecipient.languageCode.c",
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MEDIA = re.compile(r"[^/\s]+/[^/\s]+")
TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def read_atom(body: bytes) -> ElementTree.Element:
    """Check every rule and return the feed."""
    feed = ElementTree.fromstring(body)
    assert feed.tag == f"{ATOM}feed"
    _check_element(feed, FEED)
    assert len([each for each in feed.findall(f"{ATOM}link") if each.get("rel") == "self"]) == 1
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _check_element(entry, ENTRY)
        assert entry.findall(f"{ATOM}author")
        alternates = [each for each in entry.findall(f"{ATOM}link") if each.get("rel") == "alternate"]
        kinds = [(each.get("type"), each.get("hreflang")) for each in alternates]
        assert alternates, "an entry without content needs an alternate"
        assert len(kinds) == len(set(kinds))
    ids = [each.findtext(f"{ATOM}id") for each in (feed, *entries)]
    assert len(ids) == len(set(ids))
    return feed


def _check_element(element: ElementTree.Element, allowed: dict[str, tuple[int, int | None]]) -> None:
    names = [each.tag.removeprefix(ATOM) for each in element]
    assert set(names) <= set(allowed), names
    assert names == sorted(names, key=list(allowed).index), "out of the schema's order"
    for name, (least, most) in allowed.items():
        assert names.count(name) >= least, name
        assert most is None or names.count(name) <= most, name
    assert TAG.fullmatch(element.get(f"{XML}lang"))
    for each in element:
        _CHECKS.get(each.tag.removeprefix(ATOM), lambda _: None)(each)


def _check_text(element: ElementTree.Element) -> None:
    assert element.get("type") in ("text", "html")
    assert element.text


def _check_person(element: ElementTree.Element) -> None:
    assert [each.tag for each in element] == [f"{ATOM}name", f"{ATOM}uri"]
    assert element[0].text
    assert urlsplit(element[1].text).scheme


def _check_instant(element: ElementTree.Element) -> None:
    check_instant(element.text)


def check_instant(text: str) -> None:
    assert INSTANT.fullmatch(text), text
    datetime.datetime.fromisoformat(text)


def _check_id(element: ElementTree.Element) -> None:
    assert urlsplit(element.text).scheme, "an id is an absolute IRI"
    assert not re.search(r"\s", element.text)


def _check_link(element: ElementTree.Element) -> None:
    assert element.keys() == ["href", "rel", "type", "hreflang", "title"]
    assert urlsplit(element.get("href")).scheme in ("http", "https")
    assert MEDIA.fullmatch(element.get("type"))
    assert TAG.fullmatch(element.get("hreflang"))
    assert element.get("title")


def _check_category(element: ElementTree.Element) -> None:
    assert set(element.keys()) == {"scheme", "term"}
    assert element.get("scheme") in SCHEMES
    assert element.get("term")


_CHECKS = {
    "title": _check_text,
    "subtitle": _check_text,
    "summary": _check_text,
    "author": _check_person,
    "updated": _check_instant,
    "id": _check_id,
    "link": _check_link,
    "category": _check_category,
}

VALUE = {"_value": str}
TYPED = {"_value": str, "type": str}
PERSON = {"name": VALUE, "uri": VALUE}
CATEGORIES = [{"scheme": str, "term": str}]
LINKS = [{"href": str, "rel": str, "type": str, "hreflang": str, "title": str}]
ENTRIES = [
    {
        "lang": str, "title": TYPED, "link": LINKS, "id": VALUE, "updated": VALUE, "author": PERSON,
        "summary": TYPED, "category": CATEGORIES,
    }
]  # fmt: skip
#: The JSON of the guide: an object has exactly these fields, a list any number of such items.
RESPONSE = {
    "feed": {
        "xsi": str, "base": str, "lang": str, "title": TYPED, "subtitle": TYPED, "author": PERSON,
        "updated": VALUE, "category": CATEGORIES, "id": VALUE, "link": LINKS, "entry": ENTRIES,
    }
}  # fmt: skip


def read_json(answer: object) -> dict:
    """Check the fields of a response and return its feed."""
    _check_fields(answer, RESPONSE, "")
    feed = answer["feed"]
    for each in (feed, *feed["entry"]):
        check_instant(each["updated"]["_value"])
    return feed


def _check_fields(value: object, expected: object, path: str) -> None:
    if isinstance(expected, dict):
        assert isinstance(value, dict), path
        assert set(value) == set(expected), path
        for name, inner in expected.items():
            _check_fields(value[name], inner, f"{path}/{name}")
    elif isinstance(expected, list):
        assert isinstance(value, list), path
        for number, each in enumerate(value):
            _check_fields(each, expected[0], f"{path}/{number}")
    else:
        assert isinstance(value, expected), path
