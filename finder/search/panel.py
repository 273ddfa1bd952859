"""The guideline panel beside a search: the documents on treating one cancer, for each kind of reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from finder.search.documents import find_cancer_page
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


@lru_cache(maxsize=512)
def panel_for(snapshot: Snapshot, cancer: str) -> Panel:
    """Return the panel of a cancer type. Raises NotFound."""
    page = find_cancer_page(snapshot, cancer)
    shown = without_second_forms(
        [
            each
            for each in page.documents
            if each.scope != "general"
            and each.document.kind in _KINDS
            and each.document.language in _LANGUAGES
        ]
    )
    return Panel(
        tuple(_nci_first(each for each in shown if each.document.audience == "patient")),
        tuple(_nci_first(each for each in shown if each.document.audience == "professional")),
        len(page.documents) - len(shown),
    )


def without_second_forms(servings: list[Serving]) -> list[Serving]:
    """Leave out the PDF of a document whose page is there too: the page outlives its file."""
    pages = {_work(each) for each in servings if each.document.format == "page"}
    return [each for each in servings if each.document.format == "page" or _work(each) not in pages]


def _work(serving: Serving) -> tuple[str, str, str, str]:
    document = serving.document
    return document.series, document.topic, document.audience, document.language


def _nci_first(servings: Iterable[Serving]) -> list[Serving]:
    return sorted(
        servings,
        key=lambda each: (each.document.publisher != "NCI", each.document.language, each.scope == "broader"),
    )
