"""The title and headings of a page, whether it is a login page, and whether it is the expected page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz import fuzz
from selectolax.lexbor import LexborHTMLParser

from finder.plain_text import printable

#: The most tags of a page that are read: the parser needs the square of the depth to which they are nested.
MOST_TAGS = 20_000
#: What sites add after or before the title of every page.
_SITE = re.compile(
    r"\s*[-–—|:·]\s*(NCI|NCCN|National Cancer Institute|National Comprehensive Cancer Network|"
    r"Cancer\.gov|NIH|Instituto Nacional del Cáncer)\s*$|^\s*(NCCN|NCI)\s*[-–—|:]\s*",
    re.IGNORECASE,
)
#: Words about the version of a document, not its topic.
_VERSION = re.compile(
    r"\(PDQ®?\)|[-–—]\s*(Patient|Health Professional)s? Version|"
    r"[-–—:]\s*Versión para (pacientes|profesionales( de (la )?salud)?)|®|™",
    re.IGNORECASE,
)
#: Titles that a site gives to many pages: they do not identify one.
_GENERIC = {
    "", "home", "guidelines", "guidelines detail", "guidelines details", "nccn guidelines", "nccn", "nci",
    "guidelines for patients", "nccn guidelines for patients", "guidelines for patients details",
    "patient guidelines", "national cancer institute", "cancer.gov", "untitled",
}  # fmt: skip
_LOGIN = re.compile(r"\b(log ?in|login|sign ?in|sign on|iniciar sesión|inicie sesión)\b", re.IGNORECASE)
_LOGIN_PATH = re.compile(r"/(log[-_]?in|sign[-_]?in|sso|oauth2?|saml2?|account/log)", re.IGNORECASE)
_MISSING = re.compile(
    r"\b(page|file) (was )?(not|cannot be|can't be) found\b|\b404\b|página no encontrada", re.IGNORECASE
)
#: Words that many titles have, so that they do not distinguish topics.
_COMMON = {
    "a", "about", "adult", "adults", "an", "and", "at", "by", "cancer", "cancers", "cáncer", "con", "de",
    "del", "disease", "during", "el", "en", "for", "from", "guide", "guidelines", "health", "in", "la",
    "las", "los", "nccn", "nci", "of", "on", "or", "overview", "patient", "patients", "pdq", "para",
    "professional", "professionals", "summary", "the", "to", "tratamiento", "treatment", "tumor", "tumors",
    "versus", "with", "y",
}  # fmt: skip
#: Words for the same thing, and words for different kinds of document on one topic.
_SYNONYMS = dict.fromkeys(("childhood", "children", "pediatric", "infantil", "niños"), "child")
_KINDS = {"screening", "prevention", "genetics", "treatment"}
#: How similar (0 to 100) a word must be to count as the same (a plural, a misspelling); and a whole title.
_SAME_WORD, _SAME_TITLE = 85, 90


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Title and headings of a page, and whether it has a password field."""

    title: str
    headings: tuple[str, ...] = ()
    asks_password: bool = False


def read_page(html: bytes, encoding: str | None = None) -> PageInfo:
    """Return title and headings of a page; an incomplete page is read as far as it goes."""
    try:
        text = html.decode(encoding or "utf-8", errors="replace")
    except (LookupError, ValueError):  # not an encoding of text
        text = html.decode("utf-8", errors="replace")
    tree = LexborHTMLParser("<".join(text.split("<", MOST_TAGS)[:MOST_TAGS]))
    title = tree.css_first("head title") or tree.css_first("title")
    headings = tuple(_text(each.text()) for each in tree.css("h1, h2")[:12])
    return PageInfo(
        _text(title.text()) if title else "",
        tuple(each for each in headings if each),
        tree.css_first("input[type=password i]") is not None,
    )


def is_login(page: PageInfo, url: str) -> bool:
    """Tell whether a page is a login page: by a password field, its title or its address."""
    return (
        page.asks_password or bool(_LOGIN.search(page.title)) or bool(_LOGIN_PATH.search(urlsplit(url).path))
    )


def is_missing(page: PageInfo) -> bool:
    """Tell whether a page with status 200 says in its title that there is no such page."""
    return bool(_MISSING.search(page.title))


def matches(page: PageInfo, expected: Sequence[str]) -> bool:
    """Tell whether a page may be the one with one of these titles.

    Where its title is one that the site gives to many pages, a heading must match, if there are any.
    """
    title = bare_title(page.title)
    if title not in _GENERIC:
        return any(_similar(title, bare_title(each)) for each in expected) or (
            title.startswith(("guidelines", "nccn")) and _heading_matches(page, expected)
        )
    return not page.headings or _heading_matches(page, expected)


def bare_title(title: str) -> str:
    """Return a title without the name of the site, the version and trademark signs."""
    text = unicodedata.normalize("NFKC", title)
    while (shorter := _VERSION.sub(" ", _SITE.sub("", text))) != text:
        text = shorter
    return " ".join(text.split()).strip(" -–—|:·").casefold()


def _heading_matches(page: PageInfo, expected: Sequence[str]) -> bool:
    return any(
        _similar(bare_title(heading), bare_title(each)) for heading in page.headings for each in expected
    )


def _similar(title: str, expected: str) -> bool:
    """Tell whether two titles may be of one document, one of them perhaps broader or shorter."""
    words, expected_words = _words(title), _words(expected)
    kinds = words & _KINDS, expected_words & _KINDS
    if all(kinds) and not kinds[0] & kinds[1]:
        return False
    if "child" in expected_words and "child" not in words:
        return False
    words, expected_words = words - _COMMON, expected_words - _COMMON
    if not expected_words - {"child"}:  # only common words: the whole titles must be the same
        return fuzz.token_sort_ratio(title, expected) >= _SAME_TITLE
    both = {word for word in expected_words if _has_similar(words, word)}
    broader = both == expected_words
    shorter = all(_has_similar(expected_words, word) for word in words) and len(both) * 2 > len(
        expected_words
    )
    return broader or shorter


def _words(title: str) -> set[str]:
    return {_SYNONYMS.get(word, word) for word in re.findall(r"[\w-]+", title)}


def _has_similar(words: set[str], word: str) -> bool:
    return any(fuzz.ratio(word, other) >= _SAME_WORD for other in words)


def _text(text: str) -> str:
    return " ".join(printable(text).split())[:300]
