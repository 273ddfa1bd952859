"""Read NCI's PDQ index pages and NCCN's lists of guidelines: titles and addresses, nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from finder.domain.documents import Audience

#: NCI's index pages, with the kind of document and the age group of each (None: all).
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
#: Our name for the list of NCCN's booklets for patients.
PATIENT_LIST = "guidelines-for-patients"
#: Where the lists are, for reading them live.
LIVE = (
    *(f"https://www.cancer.gov/publications/pdq/information-summaries/{name}" for name in NCI_LISTS),
    *(f"https://www.nccn.org/guidelines/{name}" for name in NCCN_LISTS),
    f"https://www.nccn.org/patientresources/patient-resources/{PATIENT_LIST}",
)

Key = tuple[str, ...]
_AUDIENCES: dict[str, Audience] = {
    "patient": "patient", "patients": "patient", "paciente": "patient", "pacientes": "patient",
    "health professional": "professional", "health professionals": "professional",
    "professional": "professional", "professionals": "professional", "hp": "professional",
    "profesionales": "professional", "profesionales de salud": "professional",
}  # fmt: skip
_LABEL = re.compile(r"^[\[(]?\s*(?:for |para )?(.*?)\s*(?:version)?\s*[\])]?$", re.IGNORECASE)
_VERSION = re.compile(r"\s*\(PDQ®?\)\s*(?:[-–—].*)?$", re.IGNORECASE)
_NOT_CONTENT = "nav, header, footer, aside, script, style, template"
#: Brackets and separators that remain when links are removed from a text.
_LEFTOVERS = re.compile(r"[\[(][\s|/,;·]*[\])]|(?<=\s)[|/·](?=\s|$)")
_SUMMARY = re.compile(r"/publications/pdq/information-summaries/[^/]+/.")
_AUDIENCE = re.compile(r"(?:^|[-/])(patient|hp|paciente|pro)(?=[-/]|$)")


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
    """A list; `name` is "" where the page does not show which of the lists it is.

    `linked` are all its links, also those that do not look like a document.
    """

    origin: str
    name: str
    documents: tuple[Listed, ...]
    linked: frozenset[Key]


def read_listing(html: bytes, origin: str) -> Listing:
    """Return the documents on a page. `origin` is its address, or the name of its file."""
    tree = LexborHTMLParser(html.decode("utf-8", errors="replace"))
    address = _address(tree, origin)
    for node in tree.css(_NOT_CONTENT):
        node.decompose()
    content = tree.css_first("main") or tree.css_first("#main-content") or tree.body
    name = _name(address)
    documents: dict[Key, Listed] = {}
    linked: set[Key] = set()
    for link in content.css("a[href]") if content else ():
        for each in _listed(link, address, name):
            linked.add(each.key)
            better = each.key not in documents or (each.whole and not documents[each.key].whole)
            if better and (each.publisher == "NCCN" or _is_document(each)):
                documents[each.key] = each
    return Listing(origin, name, tuple(documents.values()), frozenset(linked))


def key_of(url: str) -> Key | None:
    """Return the key of a document's address: NCI's path, NCCN's category and number; None for others."""
    parts = urlsplit(url)
    host, parameters = (parts.hostname or "").removeprefix("www."), parse_qs(parts.query)
    if host == "cancer.gov":
        return ("nci", parts.path.rstrip("/").lower())
    if host != "nccn.org":
        return None
    parameters = {name.lower(): values for name, values in parameters.items()}
    if "category" in parameters and "id" in parameters and "guidelines-detail" in parts.path:
        return ("nccn", parameters["category"][0], parameters["id"][0])
    if "patientguidelineid" in parameters:
        return ("nccn-patient", parameters["patientguidelineid"][0])
    return None


def normalized_title(title: str) -> str:
    """Return a title for comparison: without version, and with one form of dashes, case and spaces."""
    text = unicodedata.normalize("NFKC", _VERSION.sub("", title)).casefold()
    return " ".join(re.sub(r"[‐-―−]", "-", text).replace("®", "").replace("™", "").split())


def audience_of(path: str) -> Audience | None:
    """Return who a summary is for by the words in its path at NCI; None where these do not say."""
    words = {match[1] for match in _AUDIENCE.finditer(path)}
    audiences = {"patient" if each in ("patient", "paciente") else "professional" for each in words}
    if audiences == {"patient"}:
        return "patient"
    return "professional" if audiences == {"professional"} else None


def _address(tree: LexborHTMLParser, origin: str) -> str:
    """Return the address of a page: from its own tags, or by the name of its file."""
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
    readers = _AUDIENCES.get(label)
    title = _topic(link) if readers else text
    if key[0] != "nci":
        yield Listed(key, url, title, whole=True, readers=None, list=name)
    else:
        whole = readers is None and bool(_VERSION.search(text))
        audience = readers or audience_of(key[1])
        yield Listed(key, f"https://www.cancer.gov{urlsplit(url).path}", title, whole, audience, name)


def _is_document(each: Listed) -> bool:
    """Tell whether a link in an NCI list is a document: by its path, or by its label in the list."""
    path = each.key[1]
    return each.readers is not None or path.endswith("-pdq") or bool(_SUMMARY.match(path))


def _topic(link: LexborNode) -> str:
    """Return the text beside links such as “Patients | Health Professionals”: their topic."""
    node = link.parent
    while node is not None and node.tag not in ("body", "html"):
        text = _text(node.text())
        for other in node.css("a"):
            text = text.replace(_text(other.text()), " ", 1)
        text = _text(_LEFTOVERS.sub(" ", re.sub(r"\(PDQ®?\)", " ", text))).strip(" -–—|/,;:")
        if re.search(r"\w", text):
            return text
        node = node.parent
    return ""


def _text(text: str) -> str:
    return " ".join(text.split())
