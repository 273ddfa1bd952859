"""The documents for a cancer type, and everything its page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from finder.domain.cancers import CancerName, CancerType, GroupRule, Treater
from finder.domain.documents import DOCUMENT_KINDS, Guideline
from finder.errors import Choice, NotFound
from finder.search.library import counts, library, matching
from finder.search.parameters import nearest_names
from finder.search.query import GuidelineQuery
from finder.search.words import find_cancer
from finder.store import guidelines as documents
from finder.store import who_treats
from finder.store.catalog import catalog
from finder.store.connect import Snapshot
from finder.store.guidelines import Scope, Serving

_SCOPES = ("own", "broader", "general")


@dataclass(frozen=True, slots=True)
class Documents:
    """A list of documents, and the cancer type they are for, if one was asked for."""

    documents: tuple[Guideline, ...]
    cancer: CancerType | None = None
    note: str = ""
    #: For a cancer type: id of a document → whether it is its own, a broader group's, or for every type.
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    #: filter → value → documents there would be with it, the other filters being as they are
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CancerPage:
    """Everything the page of a cancer type shows."""

    cancer: CancerType
    names: tuple[CancerName, ...]
    rules: dict[str, GroupRule]
    treaters: tuple[Treater, ...]
    documents: tuple[Serving, ...]


def find_guidelines(snapshot: Snapshot, query: GuidelineQuery) -> Documents:
    """Return the documents asked for. Raises BadQuery or Unsure for the words of the cancer."""
    cancer, note = find_cancer(snapshot, query.cancer) if query.cancer else (None, "")
    whole = library(snapshot)
    servings = _in_order(whole.servings(cancer.slug)) if cancer else []
    pool = [each.document for each in servings] if cancer else whole.documents
    return Documents(
        tuple(matching(pool, query)),
        cancer,
        note,
        {each.document.id: each.scope for each in servings},
        counts(whole, pool, query, catalog(snapshot).cancers),
    )


def find_cancer_page(snapshot: Snapshot, slug: str) -> CancerPage:
    """Return all about one cancer type. Raises NotFound with the types of like names."""
    known = catalog(snapshot)
    cancer = known.cancers.get(slug)
    if cancer is None:
        near = nearest_names(slug, known.cancers, limit=3)
        choices = tuple(Choice(f"/cancers/{each}", known.cancers[each].name) for each in near)
        raise NotFound(f"There is no cancer type “{slug}”.", choices)
    with snapshot.connect() as connection:
        return CancerPage(
            cancer,
            tuple(each for each in known.cancer_names if each.cancer == slug),
            who_treats.group_rules_of(connection, slug),
            tuple(who_treats.treaters_of(connection, slug)),
            tuple(_in_order(documents.guidelines_for(connection, slug))),
        )


def _in_order(servings: list[Serving]) -> list[Serving]:
    """Sort as a reader wants them: on this very cancer first, overview and treatment first, NCI first."""
    in_english = {each.document.topic for each in servings if each.document.language == "en"}
    return sorted(
        servings,
        key=lambda each: (
            _SCOPES.index(each.scope),
            each.document.topic not in in_english,  # most askers read English; others filter by language
            list(DOCUMENT_KINDS).index(each.document.kind),
            each.document.publisher != "NCI",
            len(each.document.topic),  # the plain topic before its special cases: "…", "… During Pregnancy"
            each.document.language not in ("en", "es"),
            each.document.format != "page",
        ),
    )
