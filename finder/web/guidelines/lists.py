"""What the list of all documents shows: its filters with counts, and the documents by kind and topic."""

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

#: The filters of the list: parameter → its label and the values it can have.
FILTERS = {each.name: (each.label, each.values) for each in GUIDELINES if each.values}
STATUS, CURRENT = "status", "current"
#: What a document's scope says in a list for one cancer.
_SCOPES = {"broader": marked("covers a wider group"), "general": marked("for every cancer")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is on: what it says, and the address of the list without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter; its label has how many documents it would list."""

    value: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A filter of the form, with the values that would list anything."""

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
    """The topics of one kind of document, and how many there are."""

    key: str
    label: str
    counted: str
    topics: tuple[Topic, ...]


def fields(query: GuidelineQuery, found: DocumentList) -> list[Field]:
    """Return the filters of the form. Without a choice a filter is at "any", the status at "current"."""
    return [Field(name, _(label), _options(name, query, found)) for name, (label, _v) in FILTERS.items()]


def chosen(query: GuidelineQuery, found: DocumentList) -> list[Chosen]:
    """Return the filters that are on."""
    cancer = [Chosen(translate(found.cancer.name), asked_again(cancer=None))] if found.cancer else []
    return cancer + [
        Chosen(_word(name, value, options[value]), asked_again(**{name: None}))
        for name, (_label, options) in FILTERS.items()
        if (value := getattr(query, name)) and (name, value) != (STATUS, CURRENT)
    ]


def take_all_off(query: GuidelineQuery, found: DocumentList) -> Markup:
    """Return the link to the list without filters, where more than one is on."""
    several = len(chosen(query, found)) > 1
    return link(local("/guidelines"), _("Take all off")) if several else Markup("")


def kinds(found: DocumentList, says_audience: bool) -> list[KindView]:
    """Return the documents by kind and topic, in the order of data/."""
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
    """Return whom a document is about, and whether it is about more than the cancer asked for."""
    if document.status == "gone":
        return ""
    scope = _SCOPES.get(found.scopes.get(document.id, ""), "")
    children = _("about children") if document.population == "pediatric" else ""
    return ", ".join(part for part in (children, _(scope)) if part)


def _options(name: str, query: GuidelineQuery, found: DocumentList) -> tuple[Option, ...]:
    counted = found.counts[name]
    now = getattr(query, name) or (CURRENT if name == STATUS else None)
    values = tuple(
        Option(
            "" if (name, value) == (STATUS, CURRENT) else value,
            f"{_word(name, value, label)} ({number(counted.get(value, 0))})",
            value == now,
        )
        for value, label in FILTERS[name][1].items()
        if counted.get(value) or value == now
    )
    return values if name == STATUS else (Option("", _("any"), current=False), *values)


def _word(name: str, value: str, label: str) -> str:
    return language_name(value) if name == "language" else _(label)
