"""Find documents by a query, and everything that the page of a cancer type shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from finder.domain.cancers.specialists import GroupRule, TeamDoctor, VolumeStudy
from finder.domain.cancers.types import CancerName, CancerType
from finder.domain.documents import DOCUMENT_KINDS, Document
from finder.domain.kinds import Patients
from finder.errors import Choice, NotFound
from finder.language import _, translate, using_language
from finder.search.care_teams import studies_of, teams_of
from finder.search.documents.library import counts, library, matching
from finder.search.questions import GuidelineQuery
from finder.store import read_care_teams, read_guidelines
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import CancerDocument, Scope
from finder.words.cancer.find import find_cancer
from finder.words.similar_names import similar_names

_SCOPES = ("own", "broader", "general")


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Documents that match a query, and its cancer type, if it has one.

    `gone` are documents that their publisher took down: listed as history, without a link.
    """

    documents: tuple[Document, ...]
    cancer: CancerType | None = None
    note: str = ""
    gone: tuple[Document, ...] = ()
    #: For a cancer type: id of a document → whether it is about this type, a broader one, or every type.
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    #: filter → value → how many documents it would list, the other filters staying as they are
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Document, ...]:
        """All documents, those that are gone last."""
        return self.documents + self.gone


@dataclass(frozen=True, slots=True)
class CancerPage:
    """Everything the page of a cancer type shows."""

    cancer: CancerType
    names: tuple[CancerName, ...]
    rules: dict[str, GroupRule]
    #: Whose → the doctors of their care team, in its order.
    teams: Mapping[Patients, tuple[TeamDoctor, ...]]
    documents: tuple[CancerDocument, ...]
    studies: tuple[VolumeStudy, ...] = ()


def find_guidelines(snapshot: Snapshot, query: GuidelineQuery) -> DocumentList:
    """Return the documents that match a query. Raises BadQuery or Unsure if its cancer cannot be read."""
    cancer, note = find_cancer(snapshot, query.cancer) if query.cancer else (None, "")
    every = library(snapshot)
    for_cancer = _in_order(every.documents_for(cancer.slug)) if cancer else []
    pool = [each.document for each in for_cancer] if cancer else every.documents
    gone = matching(pool, replace(query, status="gone")) if query.status in (None, "gone") else []
    return DocumentList(
        tuple(matching(pool, query)) if query.status != "gone" else (),
        cancer,
        note,
        tuple(_with_replacement(cancer, each) for each in gone),
        {each.document.id: each.scope for each in for_cancer},
        counts(every, pool, query, catalog_of(snapshot).cancers),
    )


def _with_replacement(cancer: CancerType | None, document: Document) -> Document:
    """Link NCI's page on the cancer type from a document that is gone."""
    return replace(document, instead=_nci_page(cancer, document) or document.instead) if cancer else document


def _nci_page(cancer: CancerType, document: Document) -> str | None:
    """Return the address of NCI's page on a type, in the document's language if NCI has one."""
    return (document.language == "es" and cancer.nci_page_es) or cancer.nci_page_en


def find_cancer_page(snapshot: Snapshot, slug: str) -> CancerPage:
    """Return everything about one cancer type. Raises NotFound, offering the types with similar names."""
    catalog = catalog_of(snapshot)
    cancer = catalog.type_or_group(slug)
    if cancer is None:
        near = similar_names(slug, catalog.cancers, limit=3)
        choices = tuple(Choice(f"/cancers/{each}", translate(catalog.cancers[each].name)) for each in near)
        raise NotFound(_("There is no cancer type “%(slug)s”.") % {"slug": slug}, choices)
    with snapshot.connect() as connection:
        documents = read_guidelines.guidelines_for(connection, slug)
        gone = read_guidelines.guidelines_for(connection, slug, "gone")
        documents += _replacements(gone, documents, cancer)
        return CancerPage(
            cancer,
            tuple(each for each in catalog.cancer_names if each.cancer == slug),
            read_care_teams.group_rules_of(connection, slug),
            teams_of(read_care_teams.team_members_of(connection, slug)),
            tuple(_in_order(documents)),
            studies_of(catalog, slug),
        )


def _replacements(
    gone: Iterable[CancerDocument], current: Iterable[CancerDocument], cancer: CancerType
) -> Iterator[CancerDocument]:
    """Yield NCI's page on the type to replace documents that are gone, once for each audience.

    An audience whose list has that page already gets no second entry.
    """
    shown = {(each.document.url, each.document.audience) for each in current}
    for each in gone:
        old, page = each.document, _nci_page(cancer, each.document)
        if each.scope == "general" or old.language not in ("en", "es"):
            continue
        if page is None or (page, old.audience) in shown:
            continue
        shown.add((page, old.audience))
        language = "es" if page == cancer.nci_page_es else "en"
        document = Document(
            id=f"{old.id}-instead",
            topic=old.topic,
            title=_page_title(cancer, language),
            publisher="NCI",
            series="cancer.gov",
            audience=old.audience,
            language=language,
            kind=old.kind,
            population=old.population,
            format="page",
            url=page,
            needs_login=False,
            status="current",
            source=(cancer.source,),
            replaces=old.title,
        )
        yield CancerDocument(document, each.scope)


def _page_title(cancer: CancerType, language: str) -> str:
    """Return our title for NCI's page on a type. Like any title, it is in the language of the document."""
    with using_language(language):
        return _("%(cancer)s: page of the National Cancer Institute") % {"cancer": translate(cancer.name)}


def _in_order(documents: list[CancerDocument]) -> list[CancerDocument]:
    """Sort by relevance: first those on this very cancer, then overviews and treatment, then NCI's."""
    in_english = {each.document.topic for each in documents if each.document.language == "en"}
    return sorted(
        documents,
        key=lambda each: (
            _SCOPES.index(each.scope),
            each.document.topic not in in_english,  # most readers read English; others filter by language
            list(DOCUMENT_KINDS).index(each.document.kind),
            each.document.publisher != "NCI",
            len(each.document.topic),  # the plain topic before its special cases: "…", "… During Pregnancy"
            each.document.language not in ("en", "es"),
            each.document.format != "page",
        ),
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


def _edition(each: CancerDocument) -> tuple[str, str, str, str]:
    """Return what the web page and the PDF of a document have in common."""
    document = each.document
    return document.series, document.topic, document.audience, document.language
