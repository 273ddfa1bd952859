"""The guideline panel beside a search: the documents on treating one cancer, for each kind of reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finder.search.documents import CancerPage, find_cancer_page
from finder.store.connect import Snapshot
from finder.store.guidelines import Serving

_KINDS = ("overview", "treatment")
_LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Panel:
    """Documents on one cancer type, NCI first; `elsewhere` counts those that only its page shows."""

    patient: tuple[Serving, ...]
    professional: tuple[Serving, ...]
    elsewhere: int


def panel_for(snapshot: Snapshot, cancer: str) -> Panel:
    """Return the panel of a cancer type. Raises NotFound."""
    return snapshot.keep(("panel", cancer), lambda: _panel(listed(find_cancer_page(snapshot, cancer))))


def listed(page: CancerPage) -> list[Serving]:
    """Return the documents that the page of a cancer type lists: general ones in English and Spanish only."""
    pages = {_work(each) for each in page.documents if each.document.format == "page"}
    return [
        each
        for each in page.documents
        # The page of a document outlives its PDF; where both are there, the page stands for both.
        if (each.document.format == "page" or _work(each) not in pages)
        and (each.scope != "general" or each.document.language in _LANGUAGES)
    ]


def _panel(documents: list[Serving]) -> Panel:
    shown = [
        each
        for each in documents
        if each.scope != "general" and each.document.kind in _KINDS and each.document.language in _LANGUAGES
    ]
    return Panel(
        tuple(_nci_first(each for each in shown if each.document.audience == "patient")),
        tuple(_nci_first(each for each in shown if each.document.audience == "professional")),
        len(documents) - len(shown),
    )


def _work(serving: Serving) -> tuple[str, str, str, str]:
    document = serving.document
    return document.series, document.topic, document.audience, document.language


def _nci_first(servings: Iterable[Serving]) -> list[Serving]:
    return sorted(
        servings,
        key=lambda each: (
            each.document.publisher != "NCI",
            each.document.language,
            each.scope == "broader",
            len(each.document.topic),
        ),
    )
