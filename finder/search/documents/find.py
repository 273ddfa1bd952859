"""The documents for a cancer type, and everything its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from finder.domain.cancers import CancerName, CancerType, GroupRule, Treater
from finder.domain.documents import DOCUMENT_KINDS, Document
from finder.errors import Choice, NotFound
from finder.language import _, translate, using_language
from finder.search.documents.library import counts, library, matching
from finder.search.questions import GuidelineQuery
from finder.store import read_guidelines, read_treaters
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog
from finder.store.read_guidelines import Scope, Serving
from finder.words.cancer.find import find_cancer
from finder.words.similar_names import similar_names

_SCOPES = ("own", "broader", "general")


@dataclass(frozen=True, slots=True)
class Documents:
    """A list of documents, and the cancer type they are for, if one was asked for.

    `gone` are those that are no longer there: kept as history, without a link.
    """

    documents: tuple[Document, ...]
    cancer: CancerType | None = None
    note: str = ""
    gone: tuple[Document, ...] = ()
    #: For a cancer type: id of a document → whether it is its own, a broader group's, or for every type.
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    #: filter → value → documents there would be with it, the other filters being as they are
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Document, ...]:
        """Return all of them, those that are gone last."""
        return self.documents + self.gone


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
    gone = matching(pool, replace(query, status="gone")) if query.status in (None, "gone") else []
    return Documents(
        tuple(matching(pool, query)) if query.status != "gone" else (),
        cancer,
        note,
        tuple(_with_page(cancer, each) for each in gone),
        {each.document.id: each.scope for each in servings},
        counts(whole, pool, query, catalog(snapshot).cancers),
    )


def _with_page(cancer: CancerType | None, document: Document) -> Document:
    """Name NCI's page on the type asked for beside a document that is no longer there."""
    return replace(document, instead=_page(cancer, document) or document.instead) if cancer else document


def _page(cancer: CancerType, document: Document) -> str | None:
    """Return NCI's page on a type, in the language of a document where there is one."""
    return (document.language == "es" and cancer.nci_page_es) or cancer.nci_page_en


def find_cancer_page(snapshot: Snapshot, slug: str) -> CancerPage:
    """Return all about one cancer type. Raises NotFound with the types of like names."""
    known = catalog(snapshot)
    cancer = known.cancers.get(slug)
    if cancer is None:
        near = similar_names(slug, known.cancers, limit=3)
        choices = tuple(Choice(f"/cancers/{each}", translate(known.cancers[each].name)) for each in near)
        raise NotFound(_("There is no cancer type “%(slug)s”.") % {"slug": slug}, choices)
    with snapshot.connect() as connection:
        servings = read_guidelines.guidelines_for(connection, slug)
        servings += _in_place_of(read_guidelines.guidelines_for(connection, slug, "gone"), servings, cancer)
        return CancerPage(
            cancer,
            tuple(each for each in known.cancer_names if each.cancer == slug),
            read_treaters.group_rules_of(connection, slug),
            tuple(read_treaters.treaters_of(connection, slug)),
            tuple(_in_order(servings)),
        )


def _in_place_of(gone: Iterable[Serving], there: Iterable[Serving], cancer: CancerType) -> Iterator[Serving]:
    """Yield NCI's page on the type in place of documents that are gone, once for each kind of reader.

    Where that page is in the list for those readers already, it stands for them all.
    """
    shown = {(each.document.url, each.document.audience) for each in there}
    for each in gone:
        lost, page = each.document, _page(cancer, each.document)
        if each.scope == "general" or lost.language not in ("en", "es"):
            continue
        if page is None or (page, lost.audience) in shown:
            continue
        shown.add((page, lost.audience))
        language = "es" if page == cancer.nci_page_es else "en"
        document = Document(
            id=f"{lost.id}-instead",
            topic=lost.topic,
            title=_page_title(cancer, language),
            publisher="NCI",
            series="cancer.gov",
            audience=lost.audience,
            language=language,
            kind=lost.kind,
            population=lost.population,
            format="page",
            url=page,
            needs_login=False,
            status="current",
            source=(cancer.source,),
            replaces=lost.title,
        )
        yield Serving(document, each.scope)


def _page_title(cancer: CancerType, language: str) -> str:
    """Return what NCI's page on a type is called here: as any title, in the language of the document."""
    with using_language(language):
        return _("%(cancer)s: page of the National Cancer Institute") % {"cancer": translate(cancer.name)}


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
