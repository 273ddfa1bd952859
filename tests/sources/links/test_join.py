"""The states of links in a build."""

from dataclasses import replace

import pytest

from finder.domain.documents import GUIDELINES, Document, as_document
from finder.domain.links import LinkRecord
from finder.sources.curated.read import read_curated
from finder.sources.links.join_states import with_links
from tests.conftest import WORLD

DAY = "2026-11-20"


@pytest.fixture(scope="session")
def curated(gazetteer):
    return read_curated(WORLD, gazetteer)


@pytest.fixture
def joined(curated):
    def join(*records, data=curated):
        return with_links(data, {each.url: each for each in records})

    return join


def url_of(curated, id_):
    return next(each.url for each in curated.guidelines if each.id == id_)


def dead(url):
    return LinkRecord(url, "gone", DAY, 404, died=DAY)


def document(data, id_):
    return next(each for each in data.guidelines if each.id == id_)


def test_without_a_check_documents_are_as_they_were(joined, curated):
    documents = joined().guidelines
    assert [each.last_seen for each in documents] == [each.last_seen for each in curated.guidelines]
    assert {each.link for each in documents} == {None}


def test_the_later_of_two_days_counts(curated):
    guideline = replace(document(curated, "nccn-breast"), last_seen="2026-11")
    for last_alive, seen in (("2026-11-20", "2026-11-20"), ("2026-10-31", "2026-11"), (None, "2026-11")):
        record = LinkRecord(guideline.url, "alive", DAY, last_alive=last_alive)
        assert as_document(guideline, record).last_seen == seen


def test_a_dead_document_leads_to_ncis_page_in_its_language(joined, curated):
    ids = ("pdq-breast-patient-en", "pdq-breast-patient-es", "nccn-patient-breast-zh-pdf")
    data = joined(*(dead(url_of(curated, each)) for each in ids))
    assert [document(data, each).instead for each in ids] == [
        "https://types.example.org/breast",
        "https://types.example.org/es/seno",
        "https://types.example.org/breast",
    ]
    assert {document(data, each).status for each in ids} == {"gone"}


def test_a_dead_document_for_every_type_leads_nowhere(joined, curated):
    data = joined(dead(url_of(curated, "pdq-pain-patient-en")))
    assert document(data, "pdq-pain-patient-en").instead is None


def test_a_dead_page_of_ncis_stands_in_for_nothing(joined, curated):
    data = joined(dead("https://types.example.org/breast"), dead(url_of(curated, "nccn-breast")))
    assert document(data, "nccn-breast").instead is None
    assert next(each for each in data.cancers if each.slug == "breast-cancer").nci_page_en is None


def test_what_the_table_calls_gone_is_gone_without_a_check(joined, curated):
    rows = [replace(each, status="gone") if each.id == "nccn-bone" else each for each in curated.guidelines]
    data = joined(data=curated.with_rows(GUIDELINES, rows))
    assert document(data, "nccn-bone").status == "gone"


def test_a_document_that_is_not_linked_is_not_made_alive_by_a_check(joined, curated):
    hidden = "pdq-colon-patient-es"
    data = joined(LinkRecord(url_of(curated, hidden), "alive", DAY, last_alive=DAY))
    assert document(data, hidden) == as_document(document(curated, hidden))
    assert isinstance(document(data, hidden), Document)


@pytest.mark.parametrize(
    ("moved_to", "followed"),
    [
        ("https://documents.example.org/new", True),
        ("https://deep.documents.example.org/new", True),
        ("https://www.cancer.gov/new", True),
        ("https://www.nccn.org/new", False),
        ("http://documents.example.org/new", False),
        ("https://cancer.gov.example.com/new", False),
        ("https://notcancer.gov/new", False),
        ("javascript:alert(1)", False),
    ],
)
def test_a_link_follows_its_document_only_within_the_publishers_site(curated, moved_to, followed):
    guideline = document(curated, "pdq-breast-patient-en")
    found = as_document(guideline, LinkRecord(guideline.url, "moved", DAY, moved_to=moved_to))
    assert found.url == (moved_to if followed else guideline.url)
    assert found.former_url == (guideline.url if followed else None)
    assert found.link.moved_to == moved_to
