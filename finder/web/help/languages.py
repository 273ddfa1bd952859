"""View values of help by language: which lines speak it, and what there is to read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.documents import Document, Helpline
from finder.formats.display import phone
from finder.language import _, marked, number
from finder.store.read_catalog import Catalog
from finder.web.addresses import address, local
from finder.web.elements import dial, optional
from finder.web.help.views import ORDER
from finder.web.language import language_heading
from finder.web.language import translate as shown
from finder.web.links import link
from finder.web.page.views import Entry, joined

_PUBLISHERS = {"NCCN": marked("NCCN booklets for patients"), "NCI": marked("NCI pages for patients")}


@dataclass(frozen=True, slots=True)
class Speaking:
    """The lines that speak a language; `name` is the language's own name, then its name on this page."""

    name: Markup
    lines: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """The number of documents for patients in each language, for one publisher."""

    anchor: str
    title: str
    languages: tuple[tuple[Markup, str], ...]


def speaking(catalog: Catalog) -> list[Speaking]:
    """Return the lines by language, without English; within a language, lines to talk to come first."""
    lines = sorted(
        (each for each in catalog.helplines.values() if each.phone),
        key=lambda each: (*ORDER, each.kind).index(each.kind),
    )
    codes = sorted({code for each in lines for code in each.languages} - {"en"})
    return [
        Speaking(language_heading(code), tuple(_entry(each) for each in lines if code in each.languages))
        for code in codes
    ]


def readings(documents: Iterable[Document]) -> list[Readings]:
    """Return the number of documents in each language, the highest first."""
    counts = Counter((each.publisher, each.language) for each in documents if each.audience == "patient")
    return [
        Readings(
            publisher,
            _(title),
            tuple(
                (_to_documents(publisher, code), number(count))
                for (own, code), count in sorted(counts.items(), key=lambda each: each[1], reverse=True)
                if own == publisher
            ),
        )
        for publisher, title in _PUBLISHERS.items()
    ]


def elsewhere(catalog: Catalog) -> list[Markup]:
    """Return what other sites offer in many languages, and the right to an interpreter."""
    lines = catalog.helplines
    said = []
    if medline := lines.get("medlineplus"):
        said.append(joined((link(medline.url, "MedlinePlus"), _(_MEDLINE)), " "))
    if acs := lines.get("acs"):
        said.append(joined((link(acs.url, shown(acs.name)), _(_LEAFLETS), dial(acs.phone or "")), " "))
    if rights := lines.get("interpreters"):
        said.append(Markup("{}").format(shown(rights.use_for)))
    return said


_MEDLINE = marked(
    "has health information in English and Spanish. In 2008, its library said that it had some in more "
    "than 40 languages. Search for “languages” there."
)
_LEAFLETS = marked("has information in English, Spanish and other languages. Ask for yours:")


def _entry(line: Helpline) -> Entry:
    number = dial(line.phone or "", optional("b", phone(line.phone or "")))
    return Entry(Markup("{} {}").format(number, shown(line.name)), shown(line.use_for))


def _to_documents(publisher: str, code: str) -> Markup:
    to = address(local("/guidelines"), {"publisher": publisher, "audience": "patient", "language": code})
    own, dot, name = language_heading(code).partition(" · ")
    return link(to, own) + dot + name
