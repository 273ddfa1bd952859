"""What to read: a few documents about a cancer, chosen for a patient and for the doctor."""

from __future__ import annotations

import pytest

from finder.errors import NotFound
from finder.language import using_language
from finder.search.documents.reader import Reader
from finder.search.documents.to_read import FEWEST, MOST, what_to_read
from finder.store.read_catalog import catalog_of

#: Types with fewer than two documents for patients in English, as of November 2026: neither NCI nor NCCN
#: has a guide for patients on the first two; the others have the overview of a wider group alone.
_FEWER = {
    "ampullary-cancer": 0,
    "castleman-disease": 0,
    "appendix-cancer": 1,
    "large-granular-lymphocytic-leukemia": 1,
    "nut-carcinoma": 1,
}


def _shelf(snapshot, cancer, audience, reader=None):
    shelves = what_to_read(snapshot, cancer, reader or Reader()).shelves
    return next(each for each in shelves if each.audience == audience)


def _facts(shelf):
    return [(each.title, each.what, *each.marks) for each in shelf.readings]


def test_every_type_has_two_to_four_documents_for_patients_or_says_that_there_are_none(real):
    fewer = {}
    for slug in catalog_of(real).cancers:
        shelf = _shelf(real, slug, "patient")
        assert len(shelf.readings) <= MOST
        assert bool(shelf.none) == (not shelf.readings)
        if len(shelf.readings) < FEWEST:
            fewer[slug] = len(shelf.readings)
    assert fewer == _FEWER


def test_every_type_and_group_has_at_most_four_documents_in_every_language(real):
    catalog = catalog_of(real)
    for slug in (*catalog.cancers, *catalog.cancer_groups):
        for reader in (Reader("patient", "es"), Reader("professional", "en"), Reader("patient", "zh")):
            for shelf in what_to_read(real, slug, reader).shelves:
                assert len(shelf.readings) <= MOST
                assert len({each.document.url for each in shelf.readings}) == len(shelf.readings)
                for each in shelf.readings:
                    assert each.document.status == "current"
                    assert each.document.audience == shelf.audience
                    assert len(each.what.split()) <= 6


def test_a_patient_is_given_the_treatment_summary_then_the_guide_then_the_overview(real):
    read = what_to_read(real, "pancreatic-cancer")
    assert [each.heading for each in read.shelves] == ["For you", "For your doctor"]
    assert _facts(read.shelves[0]) == [
        ("Pancreatic Cancer Treatment", "NCI's treatment summary, for patients"),
        ("Pancreatic Cancer", "NCCN's guide, for patients"),
        ("Pancreatic cancer", "NCI's overview, for patients"),
    ]
    assert _facts(read.shelves[1]) == [
        ("Pancreatic Cancer Treatment", "NCI's treatment summary, for doctors"),
        ("Pancreatic Adenocarcinoma", "NCCN's guideline, for doctors", "free login needed"),
    ]
    assert read.total > 100


def test_a_reader_of_spanish_has_spanish_documents_first_and_the_others_marked(real):
    with using_language("es"):
        read = what_to_read(real, "pancreatic-cancer")
        own = read.shelves[0].readings
        assert [each.document.language for each in own] == ["es", "es", "en"]
        assert [each.title for each in own][:2] == ["Cáncer de páncreas", "Cáncer de páncreas"]
        assert own[0].marks == ("PDF",)
        assert own[2].marks == ("en inglés",)
        assert all(each.document.language == "en" for each in read.shelves[1].readings)


def test_a_spanish_summary_replaces_the_english_one(real):
    with using_language("es"):
        titles = [each.title for each in _shelf(real, "melanoma", "patient").readings]
    assert titles[0] == "Tratamiento del melanoma"
    assert not any("Treatment" in each for each in titles)


def test_a_doctor_has_the_documents_for_doctors_first(real):
    read = what_to_read(real, "pancreatic-cancer", Reader("professional", "en"))
    assert [each.heading for each in read.shelves] == ["For doctors", "For your patients"]


@pytest.mark.parametrize(
    ("cancer", "topic"),
    [
        ("diffuse-large-b-cell-lymphoma", "Aggressive B-Cell Non-Hodgkin Lymphoma Treatment"),
        ("dcis", "Breast Cancer Treatment"),
    ],
)
def test_a_narrow_type_has_the_narrowest_summary_for_everyone(real, cancer, topic):
    assert _shelf(real, cancer, "professional").readings[0].document.topic == topic


def test_a_cancer_of_adults_and_children_has_documents_on_both(real):
    shelf = _shelf(real, "burkitt-lymphoma", "patient")
    assert {each.document.population for each in shelf.readings} >= {"adult", "pediatric"}
    assert "about children, in a wider group" in shelf.readings[-1].marks


def test_a_cancer_of_children_has_nothing_about_adults_where_there_is_enough(real):
    for slug, cancer in catalog_of(real).cancers.items():
        readings = _shelf(real, slug, "patient").readings
        if cancer.population == "pediatric" and len(readings) > FEWEST:
            assert all(each.document.population != "adult" for each in readings), slug


def test_a_group_of_types_does_not_say_that_its_overview_covers_a_wider_group(real):
    (reading,) = _shelf(real, "leukemia", "patient").readings
    assert reading.title == "Leukemia"
    assert reading.marks == ()


def test_an_unknown_type_is_not_found(snapshot):
    with pytest.raises(NotFound):
        what_to_read(snapshot, "no-such-cancer")
