"""All documents at once, in the order of lists, with what each serves: filtered, and counted by filter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES, Document
from finder.search.questions import GuidelineQuery
from finder.store import read_guidelines
from finder.store.connect import Snapshot
from finder.store.read_guidelines import EVERY_TYPE, Scope, Serving

#: What a list is filtered by, and counted by, apart from the cancer type.
FIELDS = ("publisher", "audience", "language", "kind", "population", "status")
EVERY_STATUS = "all"


@dataclass(frozen=True, slots=True)
class Library:
    """Every document of every status by kind and topic, and what serves each cancer type."""

    documents: tuple[Document, ...]
    #: slug, or `*` for every type → id of a document → how it serves
    serves: Mapping[str, Mapping[str, Scope]]

    def servings(self, cancer: str) -> list[Serving]:
        """Return what serves a type, in the order of lists."""
        own, general = self.serves.get(cancer, {}), self.serves.get(EVERY_TYPE, {})
        found = []
        for document in self.documents:
            if scope := own.get(document.id):
                found.append(Serving(document, scope))
            elif document.id in general:
                found.append(Serving(document, "general"))
        return found


def library(snapshot: Snapshot) -> Library:
    """Return the library of a directory; it is read once and kept with it."""
    return snapshot.cached("library", lambda: _read(snapshot))


def _read(snapshot: Snapshot) -> Library:
    with snapshot.connect() as connection:
        documents = read_guidelines.all_guidelines(connection, status=None)
        rows = read_guidelines.all_serves(connection)
    serves: dict[str, dict[str, Scope]] = defaultdict(dict)
    for cancer, document, scope in rows:
        serves[cancer][document] = scope
    return Library(tuple(sorted(documents, key=_place)), serves)


def _place(each: Document) -> tuple[object, ...]:
    return (
        list(DOCUMENT_KINDS).index(each.kind),
        each.topic.casefold(),
        each.publisher != "NCI",
        each.audience != "patient",
        list(LANGUAGES).index(each.language),
        each.format != "page",
    )


def matching(documents: Iterable[Document], query: GuidelineQuery, but: str = "") -> list[Document]:
    """Return the documents that a question asks for; `but` is a filter to leave out."""
    wanted = {field: getattr(query, field) for field in FIELDS if field != but}
    if "status" in wanted:
        wanted["status"] = query.status or "current"
        if query.status == EVERY_STATUS:
            del wanted["status"]
    given = [(field, value) for field, value in wanted.items() if value is not None]
    return [each for each in documents if all(getattr(each, field) == value for field, value in given)]


def counts(
    whole: Library, pool: Sequence[Document], query: GuidelineQuery, cancers: Iterable[str]
) -> dict[str, dict[str, int]]:
    """Count, for each filter, what each of its values would list with the other filters as they are.

    `pool` is what serves the cancer type asked for; the types are counted over all documents.
    """
    found: dict[str, dict[str, int]] = {}
    for field in FIELDS:
        counted = Counter(getattr(each, field) for each in matching(pool, query, field))
        found[field] = dict(counted)
    found["status"][EVERY_STATUS] = sum(found["status"].values())
    asked = {each.id for each in matching(whole.documents, query)}
    general = asked & whole.serves.get(EVERY_TYPE, {}).keys()
    own = {slug: whole.serves.get(slug, {}).keys() & asked for slug in cancers}
    found["cancer"] = {slug: len(general | ids) for slug, ids in own.items()}
    return found
