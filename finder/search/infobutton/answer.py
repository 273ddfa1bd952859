"""The documents for a code: those a records system shows beside a diagnosis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from finder.domain.cancers import CancerType
from finder.domain.documents import DOCUMENT_KINDS
from finder.domain.infobutton import ICD_10_CM, Criterion, Knowledge, KnowledgeRequest, Piece, Stage
from finder.errors import BadQuery
from finder.search.documents.find import find_cancer_page
from finder.search.documents.panel import listed
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog
from finder.store.read_guidelines import Serving
from finder.words.cancer.find import find_cancers
from finder.words.cancer.icd10cm import read_code

#: As many documents as somebody looks through beside a diagnosis.
MOST = 20

#: What comes first, by what a code says of the patient: treatment, unless nobody is treated yet.
_FIRST = {
    "screening": ("screening", "prevention"),
    "family": ("genetics", "screening", "prevention"),
    "risk": ("genetics", "screening", "prevention"),
}
_SCOPES = ("own", "broader")

Ranked = tuple[tuple[int, int, int, int], Piece]


def find_knowledge(snapshot: Snapshot, request: KnowledgeRequest) -> Knowledge:
    """Return the documents for what is asked; none for a code or system that leads to no cancer type."""
    cancers: dict[str, CancerType] = {}
    ranked: list[Ranked] = []
    notes: list[str] = []
    for criterion in request.criteria:
        slugs, first, note = _read(snapshot, criterion)
        fitting = _of_age([catalog(snapshot).cancers[each] for each in slugs], request.stage)
        notes += [note] if note else []
        for cancer in fitting:
            if cancer.slug not in cancers:
                ranked += _ranked(snapshot, request, criterion, cancer, first, len(cancers))
                cancers[cancer.slug] = cancer
    best: dict[str, Piece] = {}
    for _, piece in sorted(ranked, key=lambda each: each[0]):
        best.setdefault(piece.document.id, piece)
    return Knowledge(request, tuple(cancers.values()), tuple(best.values())[:MOST], " ".join(notes))


def _read(snapshot: Snapshot, criterion: Criterion) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return the cancer types of a criterion, the kinds of document to begin with, and what to say."""
    if not criterion.code:
        try:
            matches = find_cancers(snapshot, criterion.words)
        except BadQuery:
            return (), (), ""
        return tuple(each.slug for each in matches.matches) if matches.sure else (), ("treatment",), ""
    reading = read_code(snapshot, criterion.code) if criterion.system == ICD_10_CM else None
    if reading is None:
        return (), (), ""
    return reading.cancers, _FIRST.get(reading.kind, ("treatment",)), reading.note


def _ranked(
    snapshot: Snapshot,
    request: KnowledgeRequest,
    criterion: Criterion,
    cancer: CancerType,
    first: tuple[str, ...],
    place: int,
) -> Iterator[Ranked]:
    """Yield a type's documents with their rank: own before broader, then by kind, then each type in turn."""
    kinds = [*first, *(kind for kind in DOCUMENT_KINDS if kind not in first)]
    before: Counter[tuple[int, int]] = Counter()
    for serving in _servings(snapshot, request, cancer):
        document = serving.document
        row = (_SCOPES.index(serving.scope), kinds.index(document.kind))
        yield (*row, before[row], place), Piece(document, cancer, criterion, serving.scope == "broader")
        before[row] += 1


def _servings(snapshot: Snapshot, request: KnowledgeRequest, cancer: CancerType) -> list[Serving]:
    """Return a type's documents for the reader; in English where there is none in the language asked for."""
    whole = snapshot.cached(
        ("infobutton", cancer.slug), lambda: listed(find_cancer_page(snapshot, cancer.slug))
    )
    for_reader = [
        each for each in whole if each.scope in _SCOPES and each.document.audience == request.audience
    ]
    in_language = _in(request.language, for_reader) or _in("en", for_reader)
    return _on_age(in_language, request.stage)


def _in(language: str, servings: Iterable[Serving]) -> list[Serving]:
    return [each for each in servings if each.document.language == language]


def _of_age(cancers: Sequence[CancerType], stage: Stage | None) -> Sequence[CancerType]:
    """Leave out the types of the other age, unless there are no others."""
    other = {"child": "adult", "adult": "pediatric"}.get(stage or "")
    return [each for each in cancers if each.population != other] or cancers


def _on_age(servings: list[Serving], stage: Stage | None) -> list[Serving]:
    """Leave out the documents on the other age where there are some on the patient's."""
    wanted, other = {"child": ("pediatric", "adult"), "adult": ("adult", "pediatric")}.get(
        stage or "", ("", "")
    )
    if all(each.document.population != wanted for each in servings):
        return servings
    return [each for each in servings if each.document.population != other]
