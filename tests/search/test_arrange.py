"""Whose version comes first, and that nothing is left out for it."""

from itertools import product

import pytest

from finder.errors import BadQuery
from finder.search.documents.arrange import CancerQuery, Reader, arrange
from finder.search.documents.find import find_cancer_page
from finder.search.documents.panel import listed_documents, panel_for
from finder.search.fields import AUDIENCES
from finder.store.read_catalog import catalog_of

VIEWS = [Reader(audience, language) for audience, language in product(AUDIENCES, ("en", "es", "zh"))]


def ids(documents):
    return [each.document.id for each in documents]


def arranged(snapshot, cancer, view):
    return arrange(listed_documents(find_cancer_page(snapshot, cancer)), view)


def part(found, kind):
    return next(each for each in found.parts if each.kind == kind)


def everything(found):
    return [
        *(each for one in found.parts for each in one.first),
        *(each for one in found.parts for group in one.collapsed for each in group.documents),
        *(each for documents in found.translations.values() for each in documents),
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_every_document_of_every_type_is_shown_once_to_every_reader(real, view):
    for slug in catalog_of(real).cancers:
        shown = ids(everything(arranged(real, slug, view)))
        assert len(shown) == len(set(shown))
        assert set(shown) == set(ids(listed_documents(find_cancer_page(real, slug))))


@pytest.mark.parametrize("view", VIEWS)
def test_the_readers_own_version_comes_first_and_the_others_are_folded(real, view):
    for one in arranged(real, "breast-cancer", view).parts:
        assert {each.document.audience for each in one.first} <= {view.audience}
        assert {each.document.language for each in one.first} <= {view.language}
        assert all(each.scope != "general" for each in one.first)
        for group in one.collapsed:
            assert group.documents
            assert {each.document.audience for each in group.documents} == {group.audience}


def test_parts_come_from_treatment_to_what_is_for_every_cancer(real):
    kinds = [each.kind for each in arranged(real, "breast-cancer", Reader()).parts]
    assert kinds == [
        "treatment", "screening", "prevention", "genetics", "supportive", "complementary", "populations",
    ]  # fmt: skip


def test_where_the_reader_has_no_version_the_nearest_one_is_open(snapshot):
    treatment = part(arranged(snapshot, "breast-cancer", Reader("professional", "es")), "treatment")
    assert treatment.first == ()
    assert treatment.is_specific
    assert treatment.collapsed[0].open
    assert (treatment.collapsed[0].audience, treatment.collapsed[0].language) == ("professional", "en")
    assert not any(group.open for group in treatment.collapsed[1:])


def test_what_is_for_every_cancer_stays_folded_and_is_not_called_the_types_own(snapshot):
    supportive = part(arranged(snapshot, "colon-cancer", Reader()), "supportive")
    assert not supportive.is_specific
    assert [(group.general, group.audience, group.open) for group in supportive.collapsed] == [
        (True, "patient", False),
        (True, "professional", False),
    ]


def test_further_languages_are_told_apart_and_the_readers_is_none_of_them(snapshot):
    assert list(arranged(snapshot, "breast-cancer", Reader()).translations) == ["zh"]
    chinese = arranged(snapshot, "breast-cancer", Reader(language="zh"))
    assert chinese.translations == {}
    assert ids(part(chinese, "treatment").first) == ["nccn-patient-breast-zh-pdf"]


def test_the_panel_holds_treatment_alone_and_counts_the_rest(snapshot):
    whole = listed_documents(find_cancer_page(snapshot, "breast-cancer"))
    panel = panel_for(snapshot, "breast-cancer", Reader("professional"))
    shown = [*panel.part.first, *(each for group in panel.part.collapsed for each in group.documents)]
    assert ids(panel.part.first) == ["pdq-breast-professional-en", "nccn-breast"]
    assert all(each.document.kind in ("overview", "treatment") for each in shown)
    assert len(shown) + panel.more == len(whole)


def test_a_pdf_gives_way_to_the_page_of_the_same_document(real):
    for slug in ("breast-cancer", "pancreatic-cancer"):
        works = [
            (each.document.series, each.document.topic, each.document.audience, each.document.language)
            for each in listed_documents(find_cancer_page(real, slug))
        ]
        assert len(works) == len(set(works))


def test_the_readers_arguments_are_told_from_the_pages_own():
    view, own = Reader.split({"near": ["02115"], "audience": ["professional"], "language": ["es"]})
    assert view == Reader("professional", "es")
    assert own == {"near": ["02115"]}
    assert Reader.split({})[0] == Reader("patient", "en")
    assert CancerQuery.parse({"near": ["02115"], "language": ["es"]}).reader == Reader("patient", "es")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({"audience": ["doctor"]}, "Choose one of: patient, professional."),
        ({"audience": ["patients"]}, "Did you mean patient?"),
        ({"language": ["Spanish"]}, "Did you mean es?"),
        ({"language": ["espanish"]}, "Did you mean es?"),
        ({"audiance": ["patient"]}, "Did you mean audience?"),
    ],
)
def test_a_wrong_reader_is_refused_with_the_nearest_right_name(asked, meant):
    with pytest.raises(BadQuery) as caught:
        CancerQuery.parse(asked)
    assert meant in caught.value.faults[0].hint
