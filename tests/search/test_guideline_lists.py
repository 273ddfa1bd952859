"""The page of a cancer type and the list of guidelines: which documents are on them."""

import pytest

from finder.errors import NotFound, Unsure
from finder.search.documents.find import find_cancer_page, find_guidelines
from finder.search.questions import GuidelineQuery


@pytest.mark.parametrize(("slug", "near"), [("breast-cancr", "/cancers/breast-cancer"), ("qqqq", None)])
def test_an_unknown_type_suggests_the_one_with_the_most_similar_slug(snapshot, slug, near):
    with pytest.raises(NotFound) as caught:
        find_cancer_page(snapshot, slug)
    assert [choice.value for choice in caught.value.near][:1] == ([near] if near else [])


def test_the_page_of_a_type_has_its_names_specialists_and_documents(snapshot):
    page = find_cancer_page(snapshot, "breast-cancer")
    assert [each.name for each in page.names] == [
        "breast carcinoma", "TNBC", "brest cancer", "cáncer de mama"
    ]  # fmt: skip
    assert [(each.doctor, each.roles) for each in page.teams["adults"]] == [
        ("breast surgeon", ("leads", "operates")), ("medical oncologist", ("gives medicine",)),
        ("pathologist", ("reads slides",)), ("dietitian", ("supports",)),
    ]  # fmt: skip
    assert {group: rule.applies for group, rule in page.rules.items()} == {
        "surgery": "yes", "medical-oncology": "yes", "radiation-oncology": "seldom", "pathology": "yes"
    }  # fmt: skip
    scopes = [each.scope for each in page.documents]
    assert scopes == sorted(scopes, key=["own", "broader", "general"].index)
    assert page.documents[0].document.kind == "overview"
    assert {each.document.id for each in page.documents if each.scope == "general"} == {
        "pdq-pain-patient-en", "nccn-distress"
    }  # fmt: skip


def documents(snapshot, **filters):
    query = GuidelineQuery.parse({name: [text] for name, text in filters.items()})
    return [each.id for each in find_guidelines(snapshot, query).documents]


def test_without_filters_all_current_documents_are_listed(snapshot):
    every = documents(snapshot)
    assert len(every) == 24
    assert every[0] == "nci-breast-overview-en"


def test_documents_with_broken_links_are_never_listed(snapshot):
    assert "pdq-colon-patient-es" not in documents(snapshot) + documents(snapshot, cancer="colon cancer")
    assert documents(snapshot, cancer="colon", language="es") == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"language": "es"}, ["pdq-breast-patient-es", "nccn-patient-breast-es-pdf"]),
        ({"language": "zh"}, ["nccn-patient-breast-zh-pdf"]),
        ({"audience": "professional"}, ["pdq-breast-professional-en", "nccn-breast", "nccn-distress"]),
        ({"kind": "screening"}, ["pdq-breast-screening-patient-en"]),
        ({"publisher": "NCCN", "audience": "professional"}, ["nccn-breast", "nccn-distress"]),
        ({"population": "pediatric"}, []),
    ],
)
def test_every_filter_narrows_the_list(snapshot, filters, expected):
    assert documents(snapshot, cancer="breast cancer", **filters) == expected


def test_a_childhood_type_has_the_documents_for_all_children(snapshot):
    assert "nci-children-overview-en" in documents(snapshot, cancer="childhood leukemia")
    assert "pdq-childhood-all-patient-en" in documents(snapshot, cancer="neuroblastoma")
    assert "nci-children-overview-en" not in documents(snapshot, cancer="breast cancer")


def test_an_ambiguous_cancer_is_a_choice(snapshot):
    with pytest.raises(Unsure):
        documents(snapshot, cancer="ALL")
