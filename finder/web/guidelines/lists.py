"""View values of the list of all documents: filters with counts, and documents by kind and topic."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.documents import DOCUMENT_KINDS, Document
from finder.language import _, language_name, marked, ngettext, number, translate
from finder.search.documents.find import DocumentList
from finder.search.fields import GUIDELINES
from finder.search.questions import GuidelineQuery
from finder.web.addresses import asked_again, local
from finder.web.guidelines.views import DocumentRow, document_row
from finder.web.language import translate as shown
from finder.web.links import link

#: The filters of the list: parameter → (label, allowed values).
FILTERS = {each.name: (each.label, each.values) for each in GUIDELINES if each.values}
STATUS, CURRENT = "status", "current"
#: The note on a document that is about more than the cancer searched for, by scope.
_SCOPES = {"broader": marked("covers a wider group"), "general": marked("for every cancer")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is on: its label, and the address of the list without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter; its label includes the number of documents that it would list."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A filter of the form, with the values that would list at least one document."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """The documents on one topic."""

    name: str
    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class KindView:
    """The topics of one kind of document; `counted` is their number in words."""

    key: str
    label: str
    counted: str
    topics: tuple[Topic, ...]


def fields(query: GuidelineQuery, found: DocumentList) -> list[Field]:
    """Return the filters of the form, each with "any" as its default.

    The status is a filter of the address alone: which links are checked is of use to curators only.
    """
    return [
        Field(name, _(label), _options(name, query, found))
        for name, (label, _v) in FILTERS.items()
        if name != STATUS
    ]


def filters_open(query: GuidelineQuery) -> bool:
    """Tell whether a filter of the form is on, besides the cancer."""
    return any(getattr(query, name) for name in FILTERS if name != STATUS)


def chosen(query: GuidelineQuery, found: DocumentList) -> list[Chosen]:
    """Return the filters that are on."""
    cancer = [Chosen(translate(found.cancer.name), asked_again(cancer=None))] if found.cancer else []
    return cancer + [
        Chosen(_word(name, value, options[value]), asked_again(**{name: None}))
        for name, (_label, options) in FILTERS.items()
        if (value := getattr(query, name)) and (name, value) != (STATUS, CURRENT)
    ]


def take_all_off(query: GuidelineQuery, found: DocumentList) -> Markup:
    """Return the link that removes all filters, or nothing unless at least two are on."""
    several = len(chosen(query, found)) > 1
    return link(local("/guidelines"), _("Clear all")) if several else Markup("")


def kinds(found: DocumentList, says_audience: bool) -> list[KindView]:
    """Return the documents by kind and topic, in the order of the data files."""
    by_kind: dict[str, dict[str, list[Document]]] = {kind: {} for kind in DOCUMENT_KINDS}
    for document in found.all:
        by_kind[document.kind].setdefault(document.topic, []).append(document)
    return [
        KindView(
            kind,
            _(DOCUMENT_KINDS[kind]),
            ngettext("%(count)s topic", "%(count)s topics", len(topics)) % {"count": len(topics)},
            tuple(
                Topic(
                    shown(topic),
                    tuple(document_row(each, _note(each, found), says_audience) for each in documents),
                )
                for topic, documents in topics.items()
            ),
        )
        for kind, topics in by_kind.items()
        if topics
    ]


def _note(document: Document, found: DocumentList) -> str:
    """Return a note that a document is about children, or about more than the cancer searched for."""
    if document.status == "gone":
        return ""
    scope = _SCOPES.get(found.scopes.get(document.id, ""), "")
    children = _("about children") if document.population == "pediatric" else ""
    return ", ".join(part for part in (children, _(scope)) if part)


def _options(name: str, query: GuidelineQuery, found: DocumentList) -> tuple[Option, ...]:
    counted = found.counts[name]
    now = getattr(query, name)
    values = tuple(
        Option(value, f"{_word(name, value, label)} ({number(counted.get(value, 0))})", value == now)
        for value, label in FILTERS[name][1].items()
        if counted.get(value) or value == now
    )
    return (Option("", _("any"), current=False), *values)


def _word(name: str, value: str, label: str) -> str:
    return language_name(value) if name == "language" else _(label)
