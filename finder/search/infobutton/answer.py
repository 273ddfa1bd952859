"""Find the documents for a code, which an electronic health record shows beside a diagnosis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from finder.domain.cancers.types import CancerType
from finder.domain.documents import DOCUMENT_KINDS
from finder.domain.infobutton import (
    CODE_SYSTEMS,
    ICD_10,
    ICD_10_CM,
    Criterion,
    DocumentMatch,
    KnowledgeRequest,
    KnowledgeResponse,
    Stage,
)
from finder.errors import BadQuery
from finder.language import SOURCE, languages, translate, using_language
from finder.search.documents.find import find_cancer_page, listed_documents
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import CancerDocument
from finder.words.cancer.codes.answers import SPREAD
from finder.words.cancer.codes.forms import without_tags
from finder.words.cancer.codes.icd10cm import CodeMeaning, of_title, read_code
from finder.words.cancer.codes.other_systems import read_other_code
from finder.words.cancer.find import find_cancers

#: The most documents that somebody would look through beside a diagnosis.
MOST = 20

#: The kinds of document that come first, by the kind of code: treatment, unless nobody is treated yet.
_FIRST = {
    "screening": ("screening", "prevention"),
    "family": ("genetics", "screening", "prevention"),
    "risk": ("genetics", "screening", "prevention"),
}
_SCOPES = ("own", "broader")
_ICD_9_CM = "ICD-9-CM"
#: How codes begin that both ICD-9-CM and ICD-10-CM may have.
_OF_ICD_9_TOO = ("V", "v", "E", "e")

Ranked = tuple[tuple[int, int, int, int], DocumentMatch]


def find_knowledge(snapshot: Snapshot, request: KnowledgeRequest) -> KnowledgeResponse:
    """Return the documents for a request; none for a code or code system that leads to no cancer type."""
    cancers: dict[str, CancerType] = {}
    ranked: list[Ranked] = []
    notes: list[str] = []
    language = request.language if request.language in languages() else SOURCE
    for criterion in request.criteria:
        slugs, first, note = _read(snapshot, criterion)
        of_age = _types_for_age([catalog_of(snapshot).cancers[each] for each in slugs], request.stage)
        with using_language(language):
            notes += [translate(note)] if note else []
        for cancer in of_age:
            if cancer.slug not in cancers:
                ranked += _ranked(snapshot, request, criterion, cancer, first, len(cancers))
                cancers[cancer.slug] = cancer
    best: dict[str, DocumentMatch] = {}
    for _, match in sorted(ranked, key=lambda each: each[0]):
        best.setdefault(match.document.id, match)
    return KnowledgeResponse(request, tuple(cancers.values()), tuple(best.values())[:MOST], " ".join(notes))


def _read(snapshot: Snapshot, criterion: Criterion) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return the cancer types (slugs) of a criterion, the kinds of document that come first, and a note.

    The name counts where the code is not known: the official title of a code as that code, other words only
    if they surely mean one cancer, or say that it has spread.
    """
    words = without_tags(criterion.words)
    reading = (_of_code(snapshot, criterion) if criterion.code else None) or of_title(snapshot, words)
    if reading:
        return reading.cancers, _FIRST.get(reading.kind, ("treatment",)), reading.note
    try:
        matches = find_cancers(snapshot, words)
    except BadQuery:
        return (), (), ""
    said = matches.sure or matches.about == SPREAD
    slugs = tuple(each.slug for each in matches.matches) if said else ()
    return slugs, ("treatment",), matches.note if matches.about == SPREAD else ""


def _of_code(snapshot: Snapshot, criterion: Criterion) -> CodeMeaning | None:
    """Return what a code means; a code of ICD-10-CM also under the number of an older ICD."""
    if criterion.system in (ICD_10_CM, ICD_10):
        return read_code(snapshot, criterion.code)
    system = CODE_SYSTEMS.get(criterion.system)
    other = read_other_code(snapshot, criterion.code)
    if other and other.system == system and other.meaning:
        return other.meaning
    if system == _ICD_9_CM and not criterion.code.startswith(_OF_ICD_9_TOO):
        return read_code(snapshot, criterion.code)
    return None


def _ranked(
    snapshot: Snapshot,
    request: KnowledgeRequest,
    criterion: Criterion,
    cancer: CancerType,
    first: tuple[str, ...],
    position: int,
) -> Iterator[Ranked]:
    """Yield a type's documents with their rank.

    Documents on the type itself come before those on a broader one, then they are sorted by kind. Among
    equals each cancer type has its turn; `position` is that of this type.
    """
    kinds = [*first, *(kind for kind in DOCUMENT_KINDS if kind not in first)]
    count: Counter[tuple[int, int]] = Counter()
    for each in _documents(snapshot, request, cancer):
        group = (_SCOPES.index(each.scope), kinds.index(each.document.kind))
        match = DocumentMatch(each.document, cancer, criterion, each.scope == "broader")
        yield (*group, count[group], position), match
        count[group] += 1


def _documents(snapshot: Snapshot, request: KnowledgeRequest, cancer: CancerType) -> list[CancerDocument]:
    """Return a type's documents for the reader: in the requested language, or else in English."""
    every = snapshot.cached(
        ("infobutton", cancer.slug), lambda: listed_documents(find_cancer_page(snapshot, cancer.slug))
    )
    for_reader = [
        each for each in every if each.scope in _SCOPES and each.document.audience == request.audience
    ]
    in_language = _in_language(request.language, for_reader) or _in_language("en", for_reader)
    return _documents_for_age(in_language, request.stage)


def _in_language(language: str, documents: Iterable[CancerDocument]) -> list[CancerDocument]:
    return [each for each in documents if each.document.language == language]


def _types_for_age(cancers: Sequence[CancerType], stage: Stage | None) -> Sequence[CancerType]:
    """Leave out the types of the other age group, unless there are no others."""
    other = {"child": "adult", "adult": "pediatric"}.get(stage or "")
    return [each for each in cancers if each.population != other] or cancers


def _documents_for_age(documents: list[CancerDocument], stage: Stage | None) -> list[CancerDocument]:
    """Leave out the documents on the other age group, if there are any on the patient's."""
    same, other = {"child": ("pediatric", "adult"), "adult": ("adult", "pediatric")}.get(
        stage or "", ("", "")
    )
    if all(each.document.population != same for each in documents):
        return documents
    return [each for each in documents if each.document.population != other]
