"""The guideline panel beside a search: the documents on treating one cancer, arranged for a reader."""

from __future__ import annotations

from dataclasses import dataclass

from finder.search.documents.arrange import Part, View, arrange
from finder.search.documents.find import CancerPage, find_cancer_page
from finder.store.connect import Snapshot
from finder.store.read_guidelines import Serving


@dataclass(frozen=True, slots=True)
class Panel:
    """Documents on one cancer type, NCI first; `elsewhere` counts those that only its page shows."""

    part: Part
    elsewhere: int


def panel_for(snapshot: Snapshot, cancer: str, view: View | None = None) -> Panel:
    """Return the panel of a cancer type. Raises NotFound."""
    view = view or View()
    return snapshot.cached(("panel", cancer, view), lambda: _panel(find_cancer_page(snapshot, cancer), view))


def listed(page: CancerPage) -> list[Serving]:
    """Return the documents that the page of a cancer type lists."""
    pages = {_work(each) for each in page.documents if each.document.format == "page"}
    return [
        each
        for each in page.documents
        # The page of a document outlives its PDF; where both are there, the page stands for both.
        if each.document.format == "page" or _work(each) not in pages
    ]


def _panel(page: CancerPage, view: View) -> Panel:
    documents = listed(page)
    treatment = next((each for each in arrange(documents, view).parts if each.kind == "treatment"), None)
    folds = tuple(fold for fold in treatment.folds if not fold.general) if treatment else ()
    part = Part("treatment", treatment.first if treatment else (), folds)
    return Panel(part, len(documents) - len(part.first) - sum(len(fold.servings) for fold in folds))


def _work(serving: Serving) -> tuple[str, str, str, str]:
    document = serving.document
    return document.series, document.topic, document.audience, document.language
