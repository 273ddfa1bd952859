"""What NCI's PDQ index pages and NCCN's lists of guidelines name: titles and addresses, nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from finder.domain.documents import Audience

#: NCI's index pages, and the kind of document and the ages that each is about (None: all).
NCI_LISTS: dict[str, tuple[str, str | None]] = {
    "adult-treatment": ("treatment", "adult"),
    "pediatric-treatment": ("treatment", "pediatric"),
    "supportive-care": ("supportive", None),
    "screening": ("screening", None),
    "prevention": ("prevention", None),
    "genetics": ("genetics", None),
    "cam": ("complementary", None),
}
NCCN_LISTS = ("category_1", "category_2", "category_3", "category_4")
#: The list of NCCN's booklets for patients, as we call it.
PATIENT_LIST = "guidelines-for-patients"
#: Where the lists are, for reading them live.
LIVE = (
    *(f"https://www.cancer.gov/publications/pdq/information-summaries/{name}" for name in NCI_LISTS),
    *(f"https://www.nccn.org/guidelines/{name}" for name in NCCN_LISTS),
    f"https://www.nccn.org/patientresources/patient-resources/{PATIENT_LIST}",
)

Key = tuple[str, ...]
_READERS: dict[str, Audience] = {
    "patient": "patient", "patients": "patient", "paciente": "patient", "pacientes": "patient",
    "health professional": "professional", "health professionals": "professional",
    "professional": "professional", "professionals": "professional", "hp": "professional",
    "profesionales": "professional", "profesionales de salud": "professional",
}  # fmt: skip
_LABEL = re.compile(r"^[\[(]?\s*(?:for |para )?(.*?)\s*(?:version)?\s*[\])]?$", re.IGNORECASE)
_VERSION = re.compile(r"\s*\(PDQ®?\)\s*(?:[-–—].*)?$", re.IGNORECASE)
_BESIDE = "nav, header, footer, aside, script, style, template"
#: What stood around and between links that were taken out of a text.
_LEFT = re.compile(r"[\[(][\s|/,;·]*[\])]|(?<=\s)[|/·](?=\s|$)")
_SUMMARY = re.compile(r"/publications/pdq/information-summaries/[^/]+/.")
_SAID = re.compile(r"(?:^|[-/])(patient|hp|paciente|pro)(?=[-/]|$)")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document that a list names. `key` knows it again: NCI's path, or NCCN's category and number.

    `whole` tells whether the title is that of the page, or only the topic that the list sorts it under.
    """

    key: Key
    url: str
    title: str
    whole: bool
    readers: Audience | None
    list: str

    @property
    def publisher(self) -> Literal["NCI", "NCCN"]:
        """Return who publishes it."""
        return "NCI" if self.key[0] == "nci" else "NCCN"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it was read; `name` is empty where the page does not tell which of the lists it is.

    `linked` are all addresses that it links to, those included that do not look like a document's.
    """

    origin: str
    name: str
    documents: tuple[Listed, ...]
    linked: frozenset[Key]


def read_listing(html: bytes, origin: str) -> Listing:
    """Return what a page lists. `origin` is its address, or the name of its file."""
    tree = LexborHTMLParser(html.decode("utf-8", errors="replace"))
    address = _address(tree, origin)
    for beside in tree.css(_BESIDE):
        beside.decompose()
    part = tree.css_first("main") or tree.css_first("#main-content") or tree.body
    name = _name(address)
    found: dict[Key, Listed] = {}
    linked: set[Key] = set()
    for link in part.css("a[href]") if part else ():
        for each in _listed(link, address, name):
            linked.add(each.key)
            better = each.key not in found or (each.whole and not found[each.key].whole)
            if better and (each.publisher == "NCCN" or _is_document(each)):
                found[each.key] = each
    return Listing(origin, name, tuple(found.values()), frozenset(linked))


def key_of(url: str) -> Key | None:
    """Return what an address is known by: NCI's path; NCCN's category and number; None for others."""
    parts = urlsplit(url)
    host, asked = (parts.hostname or "").removeprefix("www."), parse_qs(parts.query)
    if host == "cancer.gov":
        return ("nci", parts.path.rstrip("/").lower())
    if host != "nccn.org":
        return None
    asked = {name.lower(): values for name, values in asked.items()}
    if "category" in asked and "id" in asked and "guidelines-detail" in parts.path:
        return ("nccn", asked["category"][0], asked["id"][0])
    if "patientguidelineid" in asked:
        return ("nccn-patient", asked["patientguidelineid"][0])
    return None


def plain(title: str) -> str:
    """Return a title as it is compared: without marks of version, differences of dash, case and blanks."""
    text = unicodedata.normalize("NFKC", _VERSION.sub("", title)).casefold()
    return " ".join(re.sub(r"[‐-―−]", "-", text).replace("®", "").replace("™", "").split())


def readers_of(path: str) -> Audience | None:
    """Return whom the shape of NCI's address says a summary is for; None where it does not say."""
    said = {match[1] for match in _SAID.finditer(path)}
    told = {"patient" if each in ("patient", "paciente") else "professional" for each in said}
    if told == {"patient"}:
        return "patient"
    return "professional" if told == {"professional"} else None


def _address(tree: LexborHTMLParser, origin: str) -> str:
    """Return the address of a page: as it says itself, or by the name of its file."""
    for selector, name in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(selector)
        if node and (address := node.attributes.get(name)):
            return address
    if urlsplit(origin).scheme in ("http", "https"):
        return origin
    stem = re.sub(r"\.html?$", "", origin.replace("\\", "/").rpartition("/")[2], flags=re.IGNORECASE).lower()
    return next((url for url in LIVE if _name(url) == stem), "")


def _name(address: str) -> str:
    last = urlsplit(address).path.rstrip("/").rpartition("/")[2].lower()
    return last if last in (*NCI_LISTS, *NCCN_LISTS, PATIENT_LIST) else ""


def _listed(link: LexborNode, address: str, name: str) -> Iterator[Listed]:
    try:
        url = urljoin(address, link.attributes.get("href") or "").partition("#")[0]
        key = key_of(url)
    except ValueError:
        return
    text = _text(link.text())
    if key is None or not text:
        return
    label = (_LABEL.sub(r"\1", text)).lower()
    readers = _READERS.get(label)
    title = _topic(link) if readers else text
    if key[0] != "nci":
        yield Listed(key, url, title, whole=True, readers=None, list=name)
    else:
        whole = readers is None and bool(_VERSION.search(text))
        told = readers or readers_of(key[1])
        yield Listed(key, f"https://www.cancer.gov{urlsplit(url).path}", title, whole, told, name)


def _is_document(each: Listed) -> bool:
    """Tell whether an address in an NCI list is a document's: by its shape, or by what the list calls it."""
    path = each.key[1]
    return each.readers is not None or path.endswith("-pdq") or bool(_SUMMARY.match(path))


def _topic(link: LexborNode) -> str:
    """Return what stands beside links such as “Patients | Health Professionals”: the topic of both."""
    node = link.parent
    while node is not None and node.tag not in ("body", "html"):
        text = _text(node.text())
        for other in node.css("a"):
            text = text.replace(_text(other.text()), " ", 1)
        text = _text(_LEFT.sub(" ", re.sub(r"\(PDQ®?\)", " ", text))).strip(" -–—|/,;:")
        if re.search(r"\w", text):
            return text
        node = node.parent
    return ""


def _text(text: str) -> str:
    return " ".join(text.split())
