"""The list of all documents, filtered and counted, and the feed of what was seen last."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from flask import Blueprint, Response, render_template, request

from finder.domain.documents import DOCUMENT_KINDS, Document
from finder.errors import BadQuery, Fault
from finder.formats import atom
from finder.language import _, language_name, translate
from finder.search.documents.arrange import Reader
from finder.search.documents.find import DocumentList, find_guidelines
from finder.search.fields import GUIDELINES
from finder.search.questions import GuidelineQuery
from finder.web.addresses import address, arguments, asked_again, local
from finder.web.context import known, snapshot
from finder.web.reader import page_arguments, remember

blueprint = Blueprint("guidelines", __name__)

#: The filters of the list: field → its label and the values it can have.
FILTERS = {each.name: (each.label, each.values) for each in GUIDELINES if each.values}
#: So many documents that their topics are folded.
MANY = 150
FEED = "/guidelines.atom"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is on: what it says, and the address of the list without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter, with how many documents it would list."""

    value: str
    label: str
    count: int
    current: bool


@blueprint.get("/guidelines")
def guidelines() -> str:
    """List the documents, filtered."""
    query = GuidelineQuery.parse(page_arguments())
    remember(Reader(query.audience or "patient", query.language or Reader().language))
    found = find_guidelines(snapshot(), query)
    kinds: dict[str, dict[str, list[Document]]] = {kind: {} for kind in DOCUMENT_KINDS}
    for document in found.all:
        kinds[document.kind].setdefault(document.topic, []).append(document)
    return render_template(
        "guidelines/guidelines.html",
        query=query,
        found=found,
        kinds={kind: topics for kind, topics in kinds.items() if topics},
        options={field: _options(field, query, found) for field in FILTERS},
        labels={field: label for field, (label, _) in FILTERS.items()},
        chosen=_chosen(query, found),
        by_cancer=found.counts["cancer"],
        folded=len(found.all) > MANY,
        feed=address(local(FEED), _for_feed(query)),
    )


@blueprint.get(FEED)
def feed() -> Response:
    """Say which documents were seen or came out in a new version, newest first."""
    query = GuidelineQuery.parse(arguments())
    if query.status not in (None, "current"):
        raise BadQuery(Fault("status", _("A feed links, so it holds only documents that may be linked."),
                             _("Leave status out.")))  # fmt: skip
    found = find_guidelines(snapshot(), query)
    title = _("Guidelines: seen or new")
    if found.cancer:
        title = _("Guidelines for %(cancer)s: seen or new") % {"cancer": translate(found.cancer.name)}
    root = request.url_root.rstrip("/")  # with the language
    asked = _for_feed(query)
    body = atom.feed(
        found.documents,
        title,
        page=root + address("/guidelines", asked),
        own=root + address(FEED, asked),
        built_on=known().built_on,
    )
    response = Response(body, mimetype="application/atom+xml")
    response.add_etag()
    response.make_conditional(request)
    return response


def _for_feed(query: GuidelineQuery) -> dict[str, str | None]:
    """Return a question as the feed takes it, always in one order: the feed is known by its address."""
    asked = replace(query, status=None)
    return {each.name: getattr(asked, each.name) for each in fields(asked)}


def _options(field: str, query: GuidelineQuery, found: DocumentList) -> list[Option]:
    counted = found.counts[field]
    now = getattr(query, field) or ("current" if field == "status" else None)
    return [
        Option(value, _word(field, value, label), counted.get(value, 0), value == now)
        for value, label in FILTERS[field][1].items()
    ]


def _word(field: str, value: str, label: str) -> str:
    return language_name(value) if field == "language" else _(label)


def _chosen(query: GuidelineQuery, found: DocumentList) -> list[Chosen]:
    cancer = [Chosen(translate(found.cancer.name), asked_again(cancer=None))] if found.cancer else []
    return cancer + [
        Chosen(_word(field, value, options[value]), asked_again(**{field: None}))
        for field, (_, options) in FILTERS.items()
        if (value := getattr(query, field)) and not (field == "status" and value == "current")
    ]
