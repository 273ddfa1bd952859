"""The knowledge response of HL7's Infobutton: what its feed says. infobutton_shapes.py writes it out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from finder.domain.documents import Audience
from finder.domain.infobutton import Criterion, Knowledge, KnowledgeRequest, Piece
from finder.formats.infobutton.summaries import spoken, subtitle, summary, title_language

TITLE = "The finder"
PATH = "infobutton"

_PUBLISHERS = {
    "NCI": ("National Cancer Institute", "https://www.cancer.gov"),
    "NCCN": ("National Comprehensive Cancer Network", "https://www.nccn.org"),
}
_ROLES: dict[Audience, str] = {"patient": "PAT", "professional": "PROV"}
#: The age groups of MeSH that stand for the two ages told apart here.
_AGE_GROUPS = {"child": "D002648", "adult": "D000328"}
_MEDIA = {"page": "text/html", "pdf": "application/pdf"}

Category = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """An address with all that the standard's schema wants beside it."""

    href: str
    rel: str
    media: str
    language: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: its title and its link, never its text."""

    language: str
    title: str
    link: Link
    id: str
    updated: str
    author: tuple[str, str]
    summary: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """The whole response; `author` is a name with its address."""

    base: str
    language: str
    title: str
    subtitle: str
    author: tuple[str, str]
    updated: str
    categories: tuple[Category, ...]
    id: str
    links: tuple[Link, ...]
    entries: tuple[Entry, ...]


def response(knowledge: Knowledge, base: str, media: str, built_on: str) -> Feed:
    """Return the response to a request: without entries where nothing goes with the code."""
    request = knowledge.request
    language = spoken(request.language)
    asked = _asked(request)
    address = f"{base}{PATH}?{urlencode([*asked, ('knowledgeResponseType', media)])}"
    return Feed(
        base=base,
        language=language,
        title=TITLE,
        subtitle=subtitle(knowledge),
        author=(TITLE, base),
        updated=_instant(built_on),
        categories=(*chain(*map(_criterion, request.criteria)), *_reader(request)),
        id=_id(urlencode(asked)),
        links=(
            Link(address, "self", media, language, TITLE),
            *(
                Link(f"{base}cancers/{each.slug}", "related", "text/html", "en", each.name)
                for each in knowledge.cancers
            ),
        ),
        entries=tuple(_entry(each, built_on) for each in knowledge.pieces),
    )


def refusal(reason: str, base: str, media: str, built_on: str) -> Feed:
    """Return a response without entries that says what is wrong with the request."""
    link = Link(f"{base}{PATH}", "self", media, "en", TITLE)
    updated = _instant(built_on)
    return Feed(base, "en", TITLE, reason, (TITLE, base), updated, (), _id("refused"), (link,), ())


def _entry(piece: Piece, built_on: str) -> Entry:
    document = piece.document
    return Entry(
        language=title_language(piece),
        title=document.title,
        link=Link(document.url, "alternate", _MEDIA[document.format], document.language, document.title),
        id=_id(document.id),
        updated=_instant(document.last_seen or built_on),
        author=_PUBLISHERS[document.publisher],
        summary=summary(piece),
        categories=(
            *_criterion(piece.criterion),
            ("informationRecipient", _ROLES[document.audience]),
            ("informationRecipient.languageCode.c", document.language),
        ),
    )


def _asked(request: KnowledgeRequest) -> list[Category]:
    """Return what was read of a request as its parameters: nothing else of it comes back."""
    criteria = [
        (f"{scheme}{number or ''}", term)
        for number, each in enumerate(request.criteria)
        for scheme, term in _criterion(each)
    ]
    group = [("ageGroup.v.c", _AGE_GROUPS[request.stage])] if request.stage else []
    return [*criteria, *_reader(request), *group]


def _reader(request: KnowledgeRequest) -> list[Category]:
    return [
        ("informationRecipient", _ROLES[request.audience]),
        ("informationRecipient.languageCode.c", request.language),
    ]


def _criterion(each: Criterion) -> list[Category]:
    coded = [("mainSearchCriteria.v.c", each.code), ("mainSearchCriteria.v.cs", each.system)]
    worded = [("mainSearchCriteria.v.dn", each.words)] if each.words else []
    return (coded if each.code else []) + worded


def _instant(partial: str) -> str:
    """Return the beginning of a year, month or day as RFC 3339 wants it."""
    return f"{partial}{'-01-01'[len(partial) - 4 :]}T00:00:00Z"


def _id(of: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{PATH}:{of}')}"
