"""The panel of documents beside search results: those on treating one cancer, arranged for a reader."""

from __future__ import annotations

from dataclasses import dataclass

from finder.search.documents.arrange import Part, Reader, arrange
from finder.search.documents.find import CancerPage, find_cancer_page
from finder.store.connect import Snapshot
from finder.store.read_guidelines import CancerDocument


@dataclass(frozen=True, slots=True)
class Panel:
    """Documents on treating one cancer type. `more` counts the others, which only the type's page lists."""

    part: Part
    more: int


def panel_for(snapshot: Snapshot, cancer: str, reader: Reader | None = None) -> Panel:
    """Return the panel of a cancer type (a slug). Raises NotFound."""
    reader = reader or Reader()
    return snapshot.cached(
        ("panel", cancer, reader), lambda: _panel(find_cancer_page(snapshot, cancer), reader)
    )


def listed_documents(page: CancerPage) -> list[CancerDocument]:
    """Return the documents that the page of a cancer type lists: a PDF only where it has no web page."""
    web_pages = {_edition(each) for each in page.documents if each.document.format == "page"}
    return [
        each
        for each in page.documents
        # The web page of a document lives longer than its PDF.
        if each.document.format == "page" or _edition(each) not in web_pages
    ]


def _panel(page: CancerPage, reader: Reader) -> Panel:
    documents = listed_documents(page)
    treatment = next((each for each in arrange(documents, reader).parts if each.kind == "treatment"), None)
    groups = tuple(each for each in treatment.collapsed if not each.general) if treatment else ()
    part = Part("treatment", treatment.first if treatment else (), groups)
    return Panel(part, len(documents) - len(part.first) - sum(len(each.documents) for each in groups))


def _edition(each: CancerDocument) -> tuple[str, str, str, str]:
    """Return what the web page and the PDF of a document have in common."""
    document = each.document
    return document.series, document.topic, document.audience, document.language
