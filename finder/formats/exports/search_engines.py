"""What search engines and browsers read: sitemaps (sitemaps.org) and an OpenSearch description (1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
#: The longest names that OpenSearch allows.
_SHORT, _LONG = 16, 48


def sitemap_index(parts: Iterable[str], day: str) -> bytes:
    """Return the list of sitemaps, given as full addresses; `day` is the date of what they list."""
    root = ET.Element("sitemapindex", {"xmlns": SITEMAP})
    for address in parts:
        part = ET.SubElement(root, "sitemap")
        ET.SubElement(part, "loc").text = address
        ET.SubElement(part, "lastmod").text = day
    return _written(root)


def sitemap(paths: Iterable[str], roots: Mapping[str, str], day: str) -> bytes:
    """Return pages by their paths, each in every language, with the others as alternates.

    `roots` has the beginning of a full address for each code of a language; `day` is the date of the pages.
    """
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for path in paths:
        for begins in roots.values():
            page = ET.SubElement(root, "url")
            ET.SubElement(page, "loc").text = f"{begins}{path}"
            ET.SubElement(page, "lastmod").text = day
            for code, other in roots.items():
                link = {"rel": "alternate", "hreflang": code, "href": f"{other}{path}"}
                ET.SubElement(page, "xhtml:link", link)
    return _written(root)


def open_search(name: str, about: str, root: str, icon: str, language: str) -> bytes:
    """Return how a browser searches here: the words typed are the place that care is searched near.

    `root` begins every address of the site in `language`, `icon` is the full address of a picture of 32
    pixels.
    """
    whole = ET.Element("OpenSearchDescription", {"xmlns": OPEN_SEARCH})
    texts = {
        "ShortName": _cut(name, _SHORT),
        "LongName": _cut(name, _LONG),
        "Description": about,
        "Language": language,
        "InputEncoding": "UTF-8",
        "OutputEncoding": "UTF-8",
    }
    for tag, text in texts.items():
        ET.SubElement(whole, tag).text = text
    ET.SubElement(whole, "Image", {"width": "32", "height": "32", "type": "image/png"}).text = icon
    template = f"{root}/search?near={{searchTerms}}"
    ET.SubElement(whole, "Url", {"type": "text/html", "rel": "results", "template": template})
    return _written(whole)


def _cut(text: str, most: int) -> str:
    """Return as many whole words as fit, or the first letters of a long word."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0] or text[:most]


def _written(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
