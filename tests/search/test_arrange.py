"""The reader's version of documents comes first, and nothing is left out."""

from itertools import product

import pytest

from finder.errors import BadQuery
from finder.search.documents.arrange import CancerQuery, Reader, arrange
from finder.search.documents.find import find_cancer_page
from finder.search.documents.panel import listed_documents, panel_for
from finder.search.fields import AUDIENCES
from finder.store.read_catalog import catalog_of

READERS = [Reader(audience, language) for audience, language in product(AUDIENCES, ("en", "es", "zh"))]


def ids(documents):
    return [each.document.id for each in documents]


def arranged(snapshot, cancer, reader):
    return arrange(listed_documents(find_cancer_page(snapshot, cancer)), reader)


def part(found, kind):
    return next(each for each in found.parts if each.kind == kind)


def everything(found):
    return [
        *(each for one in found.parts for each in one.first),
        *(each for one in found.parts for group in one.collapsed for each in group.documents),
        *(each for documents in found.translations.values() for each in documents),
    ]


@pytest.mark.parametrize("reader", READERS)
def test_every_document_of_every_type_is_shown_once_to_every_reader(real, reader):
    for slug in catalog_of(real).cancers:
        shown = ids(everything(arranged(real, slug, reader)))
        assert len(shown) == len(set(shown))
        assert set(shown) == set(ids(listed_documents(find_cancer_page(real, slug))))


@pytest.mark.parametrize("reader", READERS)
def test_the_readers_version_comes_first_and_the_others_are_collapsed(real, reader):
    for one in arranged(real, "breast-cancer", reader).parts:
        assert {each.document.audience for each in one.first} <= {reader.audience}
        assert {each.document.language for each in one.first} <= {reader.language}
        assert all(each.scope != "general" for each in one.first)
        for group in one.collapsed:
            assert group.documents
            assert {each.document.audience for each in group.documents} == {group.audience}


def test_treatment_comes_first_and_documents_on_every_cancer_last(real):
    kinds = [each.kind for each in arranged(real, "breast-cancer", Reader()).parts]
    assert kinds == [
        "treatment", "screening", "prevention", "genetics", "supportive", "complementary", "populations",
    ]  # fmt: skip


def test_without_a_version_for_the_reader_the_next_best_group_is_open(snapshot):
    treatment = part(arranged(snapshot, "breast-cancer", Reader("professional", "es")), "treatment")
    assert treatment.first == ()
    assert treatment.is_specific
    assert treatment.collapsed[0].open
    assert (treatment.collapsed[0].audience, treatment.collapsed[0].language) == ("professional", "en")
    assert not any(group.open for group in treatment.collapsed[1:])


def test_documents_on_every_cancer_stay_collapsed_and_are_not_specific(snapshot):
    supportive = part(arranged(snapshot, "colon-cancer", Reader()), "supportive")
    assert not supportive.is_specific
    assert [(group.general, group.audience, group.open) for group in supportive.collapsed] == [
        (True, "patient", False),
        (True, "professional", False),
    ]


def test_further_languages_are_listed_separately_without_the_readers_own(snapshot):
    assert list(arranged(snapshot, "breast-cancer", Reader()).translations) == ["zh"]
    chinese = arranged(snapshot, "breast-cancer", Reader(language="zh"))
    assert chinese.translations == {}
    assert ids(part(chinese, "treatment").first) == ["nccn-patient-breast-zh-pdf"]


def test_the_panel_lists_only_treatment_and_counts_the_rest(snapshot):
    every = listed_documents(find_cancer_page(snapshot, "breast-cancer"))
    panel = panel_for(snapshot, "breast-cancer", Reader("professional"))
    shown = [*panel.part.first, *(each for group in panel.part.collapsed for each in group.documents)]
    assert ids(panel.part.first) == ["pdq-breast-professional-en", "nccn-breast"]
    assert all(each.document.kind in ("overview", "treatment") for each in shown)
    assert len(shown) + panel.more == len(every)


def test_a_pdf_is_left_out_if_the_document_has_a_web_page(real):
    for slug in ("breast-cancer", "pancreatic-cancer"):
        works = [
            (each.document.series, each.document.topic, each.document.audience, each.document.language)
            for each in listed_documents(find_cancer_page(real, slug))
        ]
        assert len(works) == len(set(works))


def test_the_readers_arguments_are_split_from_those_of_the_page():
    reader, others = Reader.split({"near": ["02115"], "audience": ["professional"], "language": ["es"]})
    assert reader == Reader("professional", "es")
    assert others == {"near": ["02115"]}
    assert Reader.split({})[0] == Reader("patient", "en")
    assert CancerQuery.parse({"near": ["02115"], "language": ["es"]}).reader == Reader("patient", "es")


@pytest.mark.parametrize(
    ("filters", "suggestion"),
    [
        ({"audience": ["doctor"]}, "Choose one of: patient, professional."),
        ({"audience": ["patients"]}, "Did you mean patient?"),
        ({"language": ["Spanish"]}, "Did you mean es?"),
        ({"language": ["espanish"]}, "Did you mean es?"),
        ({"audiance": ["patient"]}, "Did you mean audience?"),
    ],
)
def test_a_wrong_reader_is_refused_with_suggestions(filters, suggestion):
    with pytest.raises(BadQuery) as caught:
        CancerQuery.parse(filters)
    assert suggestion in caught.value.faults[0].hint
