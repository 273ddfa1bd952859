"""What to read: two to four documents about one cancer for the patient, and as many for the doctor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz

from finder.domain.cancers.types import Population
from finder.domain.documents import LANGUAGES, Audience
from finder.domain.to_read import Reading, Shelf, WhatToRead
from finder.language import current_language
from finder.search.documents.find import CancerPage, find_cancer_page, listed_documents
from finder.search.documents.library import library
from finder.search.documents.reader import Reader
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import CancerDocument

#: At least so many documents are chosen where there are as many, and never more.
FEWEST, MOST = 2, 4

#: A document that serves more types than this is about none of them: transplants in children, and the like.
_MOST_TYPES = 20
#: Topics about the few patients who are pregnant come last.
_PREGNANCY = "During Pregnancy"
#: What is chosen, one document a turn: the best that a turn takes.
_TURNS: tuple[Callable[[CancerDocument], bool], ...] = (
    lambda each: each.document.publisher == "NCI" and each.document.kind == "treatment",
    lambda each: each.document.publisher == "NCCN",
    lambda each: each.document.topic.endswith(": overview"),
    lambda each: each.document.publisher == "NCCN" and each.scope == "own",
    lambda each: (
        each.document.kind == "treatment" and each.scope == "own" and _PREGNANCY not in each.document.topic
    ),
)


def what_to_read(snapshot: Snapshot, cancer: str, reader: Reader | None = None) -> WhatToRead:
    """Return what to read about a cancer type (a slug). Raises NotFound."""
    reader = reader or Reader()
    return snapshot.cached(
        ("to read", cancer, reader, current_language()),
        lambda: _choose(snapshot, find_cancer_page(snapshot, cancer), reader),
    )


def _choose(snapshot: Snapshot, page: CancerPage, reader: Reader) -> WhatToRead:
    every = library(snapshot)
    breadth = every.breadth
    says_scope = page.cancer.slug in catalog_of(snapshot).cancers
    about = [
        each
        for each in listed_documents(page)
        if each.scope != "general"
        and each.document.kind in ("treatment", "overview")
        and breadth[each.document.id] <= _MOST_TYPES
    ]
    # The best comes first: about this type alone, then the narrowest group, then the name most like it.
    about.sort(
        key=lambda each: (
            _PREGNANCY in each.document.topic,
            each.scope != "own",
            each.document.population == "pediatric",
            breadth[each.document.id] if each.scope != "own" else 0,
            -fuzz.token_sort_ratio(each.document.topic, page.cancer.name),
        )
    )
    audiences: tuple[Audience, ...] = ("patient", "professional")
    if reader.audience == "professional":
        audiences = ("professional", "patient")
    shelves = tuple(
        Shelf(
            audience,
            reader.audience,
            _chosen(
                [each for each in about if each.document.audience == audience],
                _languages(reader, audience),
                page.cancer.population,
                says_scope,
            ),
        )
        for audience in audiences
    )
    listed = [each for each in every.documents_for(page.cancer.slug) if each.document.status == "current"]
    others = {each.document.language for each in about} - {reader.language}
    languages = tuple(code for code in LANGUAGES if code in others)
    return WhatToRead(page.cancer, shelves, languages, len(listed))


def _languages(reader: Reader, audience: Audience) -> tuple[str, ...]:
    """Return the languages to choose from, the best first: doctors read English, whatever a patient reads."""
    first = reader.language if audience in ("patient", reader.audience) else "en"
    return tuple(dict.fromkeys((first, current_language(), "en")))


def _chosen(
    servings: Sequence[CancerDocument],
    languages: Sequence[str],
    population: Population,
    says_scope: bool,
) -> tuple[Reading, ...]:
    """Choose from documents, the best first. The other age group fills up if there are too few."""
    in_languages = [each for code in languages for each in servings if each.document.language == code]
    fitting = [
        each
        for each in in_languages
        if population == "both" or each.document.population in ("any", population)
    ]
    chosen: dict[tuple[str, str], CancerDocument] = {}
    for takes in _TURNS:
        _take_first(chosen, (each for each in fitting if takes(each)))
    if population == "both":
        _take_first(chosen, (each for each in fitting if each.document.population == "pediatric"))
    while len(chosen) < FEWEST and _take_first(chosen, in_languages):
        pass
    in_order = sorted(list(chosen.values())[:MOST], key=lambda each: languages.index(each.document.language))
    return tuple(
        Reading(each.document, population, says_scope and each.scope == "broader") for each in in_order
    )


def _take_first(chosen: dict[tuple[str, str], CancerDocument], servings: Iterable[CancerDocument]) -> bool:
    """Add the first document that is not chosen in another language yet; tell whether there is one."""
    for each in servings:
        key = each.document.publisher, each.document.topic
        if key not in chosen:
            chosen[key] = each
            return True
    return False
