"""The cancer types that the conditions of trials name: as sponsors write them."""

from __future__ import annotations

import pytest

from finder.store.read_catalog import catalog_of
from finder.words.cancer.conditions import read_conditions, types_of_study
from finder.words.cancer.name_index import name_index, names_in


@pytest.fixture
def names(real):
    return name_index(real)


@pytest.mark.parametrize(
    ("condition", "slugs"),
    [
        ("Metastatic Pancreatic Ductal Adenocarcinoma", {"pancreatic-cancer"}),
        ("PDAC - Pancreatic Ductal Adenocarcinoma", {"pancreatic-cancer"}),
        ("NSCLC (Advanced Non-small Cell Lung Cancer)", {"non-small-cell-lung-cancer"}),
        ("Lymphoma, Follicular", {"follicular-lymphoma"}),
        ("CRC (Colorectal Cancer)", {"colon-cancer", "rectal-cancer"}),
        ("Recurrent/Refractory Childhood Hodgkin Lymphoma", {"childhood-hodgkin-lymphoma"}),
        ("Stage IV Cutaneous Melanoma AJCC v8", {"melanoma"}),
        ("Glioblastoma", {"glioma-adult"}),
        ("MDS", {"myelodysplastic-syndromes"}),
        ("Hepatocellular Carcinoma", {"liver-cancer"}),
        ("Recurrent Castleman disease", {"castleman-disease"}),
    ],
)
def test_a_condition_names_its_types(names, condition, slugs):
    found = read_conditions([condition], names)
    assert (found.own, found.wider, found.any_solid, found.any_blood) == (slugs, frozenset(), False, False)


@pytest.mark.parametrize(
    ("condition", "solid", "blood"),
    [
        ("Solid Tumor, Adult", True, False),
        ("Advanced Malignant Solid Neoplasm", True, False),
        ("Solid Tumors With KRAS G12C", True, False),
        ("Hematologic Malignancies", False, True),
        ("Advanced Cancer", True, True),
        ("Metastatic Cancer", True, True),
        ("Neoplasms", True, True),
    ],
)
def test_a_wide_condition_is_never_a_types_own(names, condition, solid, blood):
    found = read_conditions([condition], names)
    assert (found.own, found.any_solid, found.any_blood) == (frozenset(), solid, blood)


def test_a_name_of_many_types_is_a_wider_name(names):
    found = read_conditions(["Head and Neck Cancer"], names)
    assert found.own == frozenset()
    assert "laryngeal-cancer" in found.wider


@pytest.mark.parametrize(
    "condition",
    ["Diabetes", "Kidney Diseases", "Chronic Pain", "Breast Pain", "Sickle Cell Disease",
     "Prostate Hyperplasia", "Pulmonary Fibrosis", "Anemia", "Psoriasis", ""],
)  # fmt: skip
def test_what_is_no_cancer_names_none(names, condition):
    found = read_conditions([condition], names)
    assert not found.names_any
    assert not found.says_cancer


def test_a_general_word_beside_a_name_adds_nothing(names):
    found = read_conditions(["Malignant Neoplasm", "Multiple Myeloma"], names)
    assert (found.own, found.any_solid) == ({"multiple-myeloma"}, False)


def test_a_narrower_name_makes_the_wider_one_wide(names):
    found = read_conditions(["Lung Cancer", "Non-Small Cell Lung Cancer"], names)
    assert found.own == {"non-small-cell-lung-cancer"}
    assert "small-cell-lung-cancer" in found.wider


def test_the_title_and_the_key_words_help_where_conditions_say_nothing(names):
    def read(conditions, keywords, title):
        return types_of_study(conditions, keywords, title, names).own

    assert read(["Cancer"], [], "Drug A in Patients With Metastatic Melanoma") == {"melanoma"}
    assert read([], ["melanoma"], "Drug A") == {"melanoma"}
    assert read(["Breast Cancer"], ["melanoma"], "Drug A after melanoma") == {"breast-cancer"}


def test_a_solid_tumor_stays_beside_the_type_in_the_title(names):
    found = types_of_study(["Solid Tumor"], [], "Drug A in Pancreatic Cancer", names)
    assert (found.own, found.any_solid) == ({"pancreatic-cancer"}, True)


def test_ages_choose_between_types_of_adults_and_of_children(names):
    def read(**ages):
        return types_of_study(["Acute Lymphoblastic Leukemia"], [], "", names, **ages).own

    assert read(adults=True, children=False) == {"acute-lymphoblastic-leukemia"}
    assert read(adults=True, children=True) == {"acute-lymphoblastic-leukemia", "childhood-all"}
    assert read(adults=False, children=True) == {"childhood-all"}


def test_names_of_a_catalog_are_those_of_its_directory(real, names):
    assert names_in(catalog_of(real)) == names
