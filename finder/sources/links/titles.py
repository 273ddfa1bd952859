"""What a page says it is: its title and headings, whether it asks to log in; and whether that fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz import fuzz
from selectolax.lexbor import LexborHTMLParser

#: What sites put behind, or before, the title of every page.
_SITE = re.compile(
    r"\s*[-–—|:·]\s*(NCI|NCCN|National Cancer Institute|National Comprehensive Cancer Network|"
    r"Cancer\.gov|NIH|Instituto Nacional del Cáncer)\s*$|^\s*(NCCN|NCI)\s*[-–—|:]\s*",
    re.IGNORECASE,
)
#: What is said of a version, not of the topic.
_VERSION = re.compile(
    r"\(PDQ®?\)|[-–—]\s*(Patient|Health Professional)s? Version|"
    r"[-–—:]\s*Versión para (pacientes|profesionales( de (la )?salud)?)|®|™",
    re.IGNORECASE,
)
#: Titles that a site gives to many pages: they say nothing of this one.
_NOTHING = {
    "", "home", "guidelines", "guidelines detail", "guidelines details", "nccn guidelines", "nccn", "nci",
    "guidelines for patients", "nccn guidelines for patients", "guidelines for patients details",
    "patient guidelines", "national cancer institute", "cancer.gov", "untitled",
}  # fmt: skip
_LOGIN = re.compile(r"\b(log ?in|login|sign ?in|sign on|iniciar sesión|inicie sesión)\b", re.IGNORECASE)
_LOGIN_PATH = re.compile(r"/(log[-_]?in|sign[-_]?in|sso|oauth2?|saml2?|account/log)", re.IGNORECASE)
_MISSING = re.compile(
    r"\b(page|file) (was )?(not|cannot be|can't be) found\b|\b404\b|página no encontrada", re.IGNORECASE
)
#: Words that many titles share, so that they tell no topic from another.
_COMMON = {
    "a", "about", "adult", "adults", "an", "and", "at", "by", "cancer", "cancers", "cáncer", "con", "de",
    "del", "disease", "during", "el", "en", "for", "from", "guide", "guidelines", "health", "in", "la",
    "las", "los", "nccn", "nci", "of", "on", "or", "overview", "patient", "patients", "pdq", "para",
    "professional", "professionals", "summary", "the", "to", "tratamiento", "treatment", "tumor", "tumors",
    "versus", "with", "y",
}  # fmt: skip
#: Words for one thing; and words that name different kinds of document on one topic.
_SAME = dict.fromkeys(("childhood", "children", "pediatric", "infantil", "niños"), "child")
_KINDS = {"screening", "prevention", "genetics", "treatment"}
#: How alike (0 to 100) a word must be to be the same, as a plural or a misspelling is; and a whole title.
_SAME_WORD, _SAME_TITLE = 85, 90


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says it is: its title as it stands, headings, and whether it has a field for a password."""

    title: str
    headings: tuple[str, ...] = ()
    asks_password: bool = False


def read_page(html: bytes, encoding: str | None = None) -> Said:
    """Return what a page says it is; a page cut off somewhere is read as far as it goes."""
    try:
        text = html.decode(encoding or "utf-8", errors="replace")
    except (LookupError, UnicodeError):  # no such encoding, or none that text is written in
        text = html.decode("utf-8", errors="replace")
    tree = LexborHTMLParser(text)
    title = tree.css_first("head title") or tree.css_first("title")
    headings = tuple(_text(each.text()) for each in tree.css("h1, h2")[:12])
    return Said(
        _text(title.text()) if title else "",
        tuple(each for each in headings if each),
        tree.css_first("input[type=password i]") is not None,
    )


def is_login(said: Said, url: str) -> bool:
    """Tell whether a page asks to log in: by a field for a password, by its title or its address."""
    return (
        said.asks_password or bool(_LOGIN.search(said.title)) or bool(_LOGIN_PATH.search(urlsplit(url).path))
    )


def says_missing(said: Said) -> bool:
    """Tell whether a page that answers 200 says itself that there is no such page."""
    return bool(_MISSING.search(said.title))


def fits(said: Said, expected: Sequence[str]) -> bool:
    """Tell whether a page may be the one with one of these titles.

    A title that the site gives to many pages says nothing: then a heading must fit, where there are any.
    """
    found = core(said.title)
    if found not in _NOTHING:
        return any(_alike(found, core(each)) for each in expected) or (
            found.startswith(("guidelines", "nccn")) and _heading_fits(said, expected)
        )
    return not said.headings or _heading_fits(said, expected)


def core(title: str) -> str:
    """Return the part of a title that tells the document: without the site's name, version and marks."""
    text = unicodedata.normalize("NFKC", title)
    while (shorter := _VERSION.sub(" ", _SITE.sub("", text))) != text:
        text = shorter
    return " ".join(text.split()).strip(" -–—|:·").casefold()


def _heading_fits(said: Said, expected: Sequence[str]) -> bool:
    return any(_alike(core(heading), core(each)) for heading in said.headings for each in expected)


def _alike(found: str, expected: str) -> bool:
    """Tell whether two titles may be those of one document, one of them perhaps wider or shorter."""
    there, wanted = _words(found), _words(expected)
    kinds = there & _KINDS, wanted & _KINDS
    if all(kinds) and not kinds[0] & kinds[1]:
        return False
    if "child" in wanted and "child" not in there:
        return False
    there, wanted = there - _COMMON, wanted - _COMMON
    if not wanted - {"child"}:  # words that many titles share are all there is: all of them must be there
        return fuzz.token_sort_ratio(found, expected) >= _SAME_TITLE
    both = {word for word in wanted if _among(word, there)}
    widened = both == wanted
    shortened = all(_among(word, wanted) for word in there) and len(both) * 2 > len(wanted)
    return widened or shortened


def _words(title: str) -> set[str]:
    return {_SAME.get(word, word) for word in re.findall(r"[\w-]+", title)}


def _among(word: str, words: set[str]) -> bool:
    return any(fuzz.ratio(word, other) >= _SAME_WORD for other in words)


def _text(text: str) -> str:
    return " ".join(text.split())[:300]
