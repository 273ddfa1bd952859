"""Add the states of links to the curated data, for a build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from finder.domain.cancers.types import CANCERS, CancerType
from finder.domain.curated import Curated
from finder.domain.documents import GUIDELINES, Guideline, as_document
from finder.domain.links import LinkRecord


def with_links(curated: Curated, states: Mapping[str, LinkRecord]) -> Curated:
    """Return the data with the states of their links; `states` are by URL.

    Documents with a dead link, and those that data/ marks as gone, get NCI's page on their cancer type as a
    replacement. A page of NCI's whose own link is dead is left out.
    """
    dead = {url for url, record in states.items() if record.died}
    cancers = tuple(
        replace(
            each,
            nci_page_en=None if each.nci_page_en in dead else each.nci_page_en,
            nci_page_es=None if each.nci_page_es in dead else each.nci_page_es,
        )
        for each in curated.cancers
    )
    curated = curated.with_rows(CANCERS, cancers)
    pages = _pages(curated)
    documents: list[Guideline] = []
    for guideline in curated.guidelines:
        document = as_document(guideline, states.get(guideline.url))
        if document.status == "gone":
            topic_pages = pages.get((document.series_group, document.topic), _NO_PAGES)
            page = (document.language == "es" and topic_pages["es"]) or topic_pages["en"]
            document = replace(document, instead=page or None)
        documents.append(document)
    return curated.with_rows(GUIDELINES, documents)


Pages = dict[Literal["en", "es"], str]
_NO_PAGES: Pages = {"en": "", "es": ""}


def _pages(curated: Curated) -> dict[tuple[str, str], Pages]:
    """Return NCI's page on each topic, by language: "" where its cancer types have different pages."""
    cancers = {each.slug: each for each in curated.cancers}
    types: dict[tuple[str, str], list[CancerType]] = defaultdict(list)
    own = {(each.series_group, each.topic) for each in curated.serves if each.scope == "own"}
    for each in curated.serves:
        topic = (each.series_group, each.topic)
        if each.cancer in cancers and (each.scope == "own" or topic not in own):
            types[topic].append(cancers[each.cancer])
    return {
        topic: {
            "en": _only({each.nci_page_en for each in some}),
            "es": _only({each.nci_page_es for each in some}),
        }
        for topic, some in types.items()
    }


def _only(pages: set[str | None]) -> str:
    return (pages.pop() if len(pages) == 1 else None) or ""
