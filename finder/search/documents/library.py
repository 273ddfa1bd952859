"""Every document and the cancer types it is for: filter the list, and count what each filter would leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES, Document
from finder.search.questions import GuidelineQuery
from finder.store import read_guidelines
from finder.store.connect import Snapshot
from finder.store.read_guidelines import EVERY_TYPE, CancerDocument, Scope

#: The filters of a list of documents, apart from the cancer type. Each is counted.
FIELDS = ("publisher", "audience", "language", "kind", "population", "status")
EVERY_STATUS = "all"


@dataclass(frozen=True, slots=True)
class Library:
    """Every document of every status, by kind and topic, and which documents are for each cancer type."""

    documents: tuple[Document, ...]
    #: slug, or `*` for every type → id of a document → scope of the document for that type
    scopes: Mapping[str, Mapping[str, Scope]]
    #: id of a document → how many cancer types it is for; those for every type count as one
    breadth: Mapping[str, int]

    def documents_for(self, cancer: str) -> list[CancerDocument]:
        """Return the documents for a type (a slug), in the order of lists."""
        specific, general = self.scopes.get(cancer, {}), self.scopes.get(EVERY_TYPE, {})
        documents = []
        for document in self.documents:
            if scope := specific.get(document.id):
                documents.append(CancerDocument(document, scope))
            elif document.id in general:
                documents.append(CancerDocument(document, "general"))
        return documents


def library(snapshot: Snapshot) -> Library:
    """Return the library of a directory. It is read once and cached with the snapshot."""
    return snapshot.cached("library", lambda: _read(snapshot))


def _read(snapshot: Snapshot) -> Library:
    with snapshot.connect() as connection:
        documents = read_guidelines.all_guidelines(connection, status=None)
        rows = read_guidelines.all_serves(connection)
    scopes: dict[str, dict[str, Scope]] = defaultdict(dict)
    for cancer, document, scope in rows:
        scopes[cancer][document] = scope
    breadth = Counter(document for _, document, _ in rows)
    return Library(tuple(sorted(documents, key=_sort_key)), scopes, breadth)


def _sort_key(each: Document) -> tuple[object, ...]:
    return (
        list(DOCUMENT_KINDS).index(each.kind),
        each.topic.casefold(),
        each.publisher != "NCI",
        each.audience != "patient",
        list(LANGUAGES).index(each.language),
        each.format != "page",
    )


def matching(documents: Iterable[Document], query: GuidelineQuery, ignore: str = "") -> list[Document]:
    """Return the documents that match a query; the filter named `ignore` is not applied."""
    values = {field: getattr(query, field) for field in FIELDS if field != ignore}
    if "status" in values:
        values["status"] = query.status or "current"
        if query.status == EVERY_STATUS:
            del values["status"]
    required = [(field, value) for field, value in values.items() if value is not None]
    return [each for each in documents if all(getattr(each, field) == value for field, value in required)]


def counts(
    every: Library, pool: Sequence[Document], query: GuidelineQuery, cancers: Iterable[str]
) -> dict[str, dict[str, int]]:
    """Return filter → value → how many documents it would list, the other filters staying as they are.

    `pool` are the documents for the cancer type of the query. Cancer types are counted over all documents.
    """
    result: dict[str, dict[str, int]] = {}
    for field in FIELDS:
        counted = Counter(getattr(each, field) for each in matching(pool, query, field))
        result[field] = dict(counted)
    result["status"][EVERY_STATUS] = sum(result["status"].values())
    matches = {each.id for each in matching(every.documents, query)}
    general = matches & every.scopes.get(EVERY_TYPE, {}).keys()
    specific = {slug: every.scopes.get(slug, {}).keys() & matches for slug in cancers}
    result["cancer"] = {slug: len(general | ids) for slug, ids in specific.items()}
    return result
