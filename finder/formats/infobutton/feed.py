"""The content of a knowledge response of HL7's Infobutton standard; serialize.py writes it as text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from finder.domain.documents import Audience
from finder.domain.infobutton import Criterion, DocumentMatch, KnowledgeRequest, KnowledgeResponse
from finder.formats.infobutton.summaries import response_language, subtitle, summary, title_language
from finder.language import SOURCE, translate, using_language

PATH = "infobutton"

_PUBLISHERS = {
    "NCI": ("National Cancer Institute", "https://www.cancer.gov"),
    "NCCN": ("National Comprehensive Cancer Network", "https://www.nccn.org"),
}
_ROLES: dict[Audience, str] = {"patient": "PAT", "professional": "PROV"}
#: The MeSH age groups for the two ages that we distinguish.
_AGE_GROUPS = {"child": "D002648", "adult": "D000328"}
_MEDIA = {"page": "text/html", "pdf": "application/pdf"}

Category = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with all attributes that HL7's schema requires."""

    href: str
    rel: str
    media: str
    language: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: its title and link, never its text. `author` is a name and its address."""

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
    """A whole response. `author` is a name and its address."""

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


def response(
    knowledge: KnowledgeResponse, base: str, root: str, media: str, built_on: str, title: str
) -> Feed:
    """Return the response to a request; it has no entries if there are no documents for the code.

    `base` is the address of this website with a slash at its end, `root` the same without a language,
    `media` the media type of the response, `built_on` the date of the directory, and `title` the name of the
    site.
    """
    request = knowledge.request
    language = response_language(request.language)
    with using_language(language):
        names = [translate(each.name) for each in knowledge.cancers]
    pages = f"{root}{'' if language == SOURCE else f'{language}/'}"
    parameters = _parameters(request)
    address = f"{base}{PATH}?{urlencode([*parameters, ('knowledgeResponseType', media)])}"
    return Feed(
        base=base,
        language=language,
        title=title,
        subtitle=subtitle(knowledge),
        author=(title, base),
        updated=_moment(built_on),
        categories=(*chain(*map(_criterion, request.criteria)), *_reader(request)),
        id=_id(urlencode(parameters)),
        links=(
            Link(address, "self", media, language, title),
            *(
                Link(f"{pages}cancers/{each.slug}", "related", "text/html", language, name)
                for each, name in zip(knowledge.cancers, names, strict=True)
            ),
        ),
        entries=tuple(_entry(each, built_on) for each in knowledge.matches),
    )


def refusal(reason: str, language: str, base: str, media: str, built_on: str, title: str) -> Feed:
    """Return a response without entries that says in a language what is wrong with the request."""
    link = Link(f"{base}{PATH}", "self", media, language, title)
    updated = _moment(built_on)
    return Feed(base, language, title, reason, (title, base), updated, (), _id("refused"), (link,), ())


def _entry(piece: DocumentMatch, built_on: str) -> Entry:
    document = piece.document
    return Entry(
        language=title_language(piece),
        title=document.title,
        link=Link(document.url, "alternate", _MEDIA[document.format], document.language, document.title),
        id=_id(document.id),
        updated=_moment(document.last_seen or built_on),
        author=_PUBLISHERS[document.publisher],
        summary=summary(piece),
        categories=(
            *_criterion(piece.criterion),
            ("informationRecipient", _ROLES[document.audience]),
            ("informationRecipient.languageCode.c", document.language),
        ),
    )


def _parameters(request: KnowledgeRequest) -> list[Category]:
    """Return the parameters of a request that were understood; no others are repeated in the response."""
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


def _moment(partial: str) -> str:
    """Return the first moment of a year, month or day by RFC 3339."""
    return f"{partial}{'-01-01'[len(partial) - 4 :]}T00:00:00Z"


def _id(of: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{PATH}:{of}')}"
