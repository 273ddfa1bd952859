"""Names of OncoTree and parts of official titles, read without asking back where they mean one type."""

import pytest

from finder.store.read_catalog import catalog_of
from finder.words.cancer.find import find_cancers


def read(snapshot, text):
    found = find_cancers(snapshot, text)
    return found.sure, {each.slug for each in found.matches}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Adenoid Cystic Breast Cancer", "breast-cancer"),
        ("Salivary Carcinoma, Other", "salivary-gland-cancer"),
        ("Mammary Analogue Secretory Carcinoma of Salivary Gland Origin", "salivary-gland-cancer"),
        ("Colonic Type Adenocarcinoma of the Appendix", "appendix-cancer"),
    ],
)
def test_the_name_of_a_laboratory_code_means_its_type(real, text, slug):
    assert read(real, text) == (True, {slug})


def test_a_name_of_the_tree_without_an_organ_is_an_offer(real):
    for text in ("Signet Ring Mucinous Carcinoma", "Metaplastic Squamous Cell Carcinoma"):
        sure, slugs = read(real, text)
        assert not sure
        assert len(slugs) > 1


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Malignant neoplasm of overlapping lesion of stomach", "stomach-cancer"),
        ("malignant neoplasm of other specified sites of pancreas", "pancreatic-cancer"),
        ("malignant neoplasm of larynx, part unspecified", "laryngeal-cancer"),
        ("carcinoma of the lateral wall of the bladder", "bladder-cancer"),
        ("tumor maligno del recto, parte no especificada", "rectal-cancer"),
        ("lesión de sitios contiguos del páncreas", "pancreatic-cancer"),
        ("tumor maligno de la pared lateral de la vejiga", "bladder-cancer"),
        ("kaposi sarcoma of the larynx", "kaposi-sarcoma"),
        ("meningioma of the orbit", "meningioma"),
        ("extramammary paget disease of the vulva", "vulvar-cancer"),
        ("vip-producing tumor of the pancreas", "pancreatic-neuroendocrine-tumor"),
        ("renal Wilms tumour with two foci", "wilms-tumor"),
        ("langerhans cell histiocytosis of lymph nodes", "langerhans-cell-histiocytosis"),
        ("adenosarcoma of the cervix", "cervical-cancer"),
    ],
)
def test_words_that_say_nothing_more_do_not_ask_back(real, text, slug):
    assert read(real, text) == (True, {slug})


def test_what_is_outside_an_organ_is_not_its_cancer(real):
    sure, _slugs = read(real, "germ cell tumor outside the ovaries")
    assert not sure


def test_paget_disease_of_bone_is_no_cancer(real):
    assert not read(real, "paget disease of bone")[0]


def test_no_name_of_the_tree_surely_means_another_type_than_its_code(real):
    wrong = [
        (each.code, each.name)
        for each in catalog_of(real).oncotree_codes
        if each.name and each.cancers
        for sure, slugs in [read(real, each.name)]
        if slugs.isdisjoint(each.cancers) and (sure or slugs)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "slugs"),
    [
        ("MCD", {"systemic-mastocytosis", "castleman-disease"}),
        ("LBL", {"diffuse-large-b-cell-lymphoma", "childhood-non-hodgkin-lymphoma"}),
    ],
)
def test_a_code_that_is_also_another_abbreviation_offers_both(real, code, slugs):
    assert read(real, code) == (False, slugs)


def test_a_name_of_several_codes_means_the_types_of_all(real):
    sure, slugs = read(real, "Mature Teratoma")
    assert not sure
    assert {"cns-germ-cell-tumor", "extragonadal-germ-cell-tumor", "ovarian-germ-cell-tumor"} <= slugs


@pytest.mark.parametrize(
    "text", ["papa syndrome", "stiff-man syndrome", "pulmonary vein", "pulmonary artery", "válvula pulmonar"]
)
def test_other_illnesses_and_vessels_are_no_type(real, text):
    sure, slugs = read(real, text)
    assert not sure
    assert "non-small-cell-lung-cancer" not in slugs


@pytest.mark.parametrize("text", ["MEN syndrome", "MEN type 1", "men 2", "MEN1"])
def test_the_abbreviation_of_multiple_endocrine_neoplasia_is_not_men(real, text):
    assert read(real, text) == (True, {"multiple-endocrine-neoplasia"})


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("hypereosinophilic syndrome", "mln-eosinophilia"),
        ("POEMS syndrome", "multiple-myeloma"),
        ("acromegaly", "pituitary-tumor"),
    ],
)
def test_an_illness_that_may_be_no_cancer_is_an_offer_with_a_sentence(real, text, slug):
    found = find_cancers(real, text)
    assert (found.sure, [each.slug for each in found.matches]) == (False, [slug])
    assert found.note


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("feocromocytoma", "pheochromocytoma-paraganglioma"),
        ("thyroid cancre", "thyroid-cancer"),
        ("pancreatic neuroendocrin tumr", "pancreatic-neuroendocrine-tumor"),
        ("EGJ adenocarcinoma", "gastroesophageal-junction-cancer"),
        ("borderline tumour in the ovary", "ovarian-borderline-tumor"),
    ],
)
def test_a_slip_that_every_likely_spelling_reads_alike_is_not_asked_back(real, text, slug):
    assert read(real, text) == (True, {slug})


def test_a_slip_between_two_types_offers_both(real):
    assert read(real, "neroblastoma") == (False, {"neuroblastoma", "wilms-tumor"})
