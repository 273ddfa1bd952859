"""Join what is known of links to the data, for a build."""

from __future__ import annotations

from dataclasses import replace

from finder.domain.curated import Curated
from finder.domain.documents import Guideline, as_document
from finder.ingest.home import Home
from finder.ingest.link_states import read_states


def with_links(curated: Curated, home: Home) -> Curated:
    """Return the data with what is known of their links. Raises BadFile for a damaged extract of links.

    Documents of dead links, and those that data/ calls gone, are led to NCI's page on their type. A page of
    NCI's whose own link is dead is left out.
    """
    states = read_states(home.links) if home.links.exists() else {}
    dead = {url for url, record in states.items() if record.died}
    cancers = tuple(
        replace(
            each,
            nci_page_en=None if each.nci_page_en in dead else each.nci_page_en,
            nci_page_es=None if each.nci_page_es in dead else each.nci_page_es,
        )
        for each in curated.cancers
    )
    curated = replace(curated, cancers=cancers)
    pages = _pages(curated)
    documents: list[Guideline] = []
    for guideline in curated.guidelines:
        document = as_document(guideline, states.get(guideline.url))
        if document.status == "gone":
            en, es = pages.get((document.series_group, document.topic), (None, None))
            document = replace(document, instead=(es or en) if document.language == "es" else en)
        documents.append(document)
    return replace(curated, guidelines=tuple(documents))


def _pages(curated: Curated) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """Return topic → NCI's English and Spanish pages on the type that it is about, its own type first."""
    cancers = {each.slug: (each.nci_page_en, each.nci_page_es) for each in curated.cancers}
    found: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for each in sorted(curated.serves, key=lambda each: each.scope != "own"):
        if each.cancer in cancers:
            found.setdefault((each.series_group, each.topic), cancers[each.cancer])
    return found
