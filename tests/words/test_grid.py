"""Names made of an organ and a tissue, read by rules."""

import pytest

from finder.words.cancer.find import find_cancers


def read(snapshot, text):
    found = find_cancers(snapshot, text)
    return found.sure, {each.slug for each in found.matches}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("malignant tumor of hepatic flexure", "colon-cancer"),
        ("carcinoma of labium majus", "vulvar-cancer"),
        ("cancer of the retromolar area", "oral-cavity-cancer"),
        ("cystic duct cancer", "bile-duct-cancer"),
        ("uncinate process carcinoma", "pancreatic-cancer"),
        ("fossa of Rosenmüller carcinoma", "nasopharyngeal-cancer"),
        ("squamous cell carcinoma of the scalp", "squamous-cell-skin-cancer"),
        ("squamous cell carcinoma of the hand", "squamous-cell-skin-cancer"),
        ("cancer of the ureteric orifice", "bladder-cancer"),
        ("upper third of esophagus cancer", "esophageal-cancer"),
        ("cáncer de la glándula submaxilar", "salivary-gland-cancer"),
        ("tumor del seno etmoidal", "paranasal-sinus-nasal-cavity-cancer"),
    ],
)
def test_a_part_of_an_organ_is_the_cancer_of_the_organ(real, text, slug):
    assert read(real, text) == (True, {slug})


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("squamous cell carcinoma of the glottis", "laryngeal-cancer"),
        ("adenocarcinoma of the pylorus", "stomach-cancer"),
        ("squamous cell carcinoma of the main bronchus", "non-small-cell-lung-cancer"),
        ("small cell carcinoma of the bronchus", "small-cell-lung-cancer"),
        ("small cell carcinoma of the bladder", "bladder-cancer"),
        ("signet ring cell carcinoma of the appendix", "appendix-cancer"),
        ("lung cancer, small cell", "small-cell-lung-cancer"),
        ("cancer of the lung, small cell", "small-cell-lung-cancer"),
        ("uterine cancer, serous", "endometrial-cancer"),
    ],
)
def test_these_tissues_yield_to_the_organ(real, text, slug):
    assert read(real, text) == (True, {slug})


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("germ cell tumor of the ovary", "ovarian-germ-cell-tumor"),
        ("yolk sac tumor of the testis", "testicular-cancer"),
        ("neuroendocrine tumor of the ileum", "gi-neuroendocrine-tumor"),
        ("melanoma of the ciliary body", "uveal-melanoma"),
        ("mesothelioma of the peritoneum", "peritoneal-mesothelioma"),
        ("leiomyosarcoma of the uterus", "uterine-sarcoma"),
        ("mantle cell lymphoma of the stomach", "mantle-cell-lymphoma"),
    ],
)
def test_these_tissues_override_the_organ(real, text, slug):
    assert read(real, text) == (True, {slug})


def test_a_sarcoma_of_an_organ_offers_both(real):
    sure, slugs = read(real, "leiomyosarcoma of the esophagus")
    assert not sure
    assert {"soft-tissue-sarcoma", "esophageal-cancer"} <= slugs


def test_a_bare_tissue_is_not_sure(real):
    bare = (
        "adenocarcinoma",
        "clear cell carcinoma",
        "neuroendocrine carcinoma",
        "signet ring cell carcinoma",
        "large cell carcinoma",
    )
    for text in bare:
        assert not read(real, text)[0], text


def test_what_a_skin_or_a_bone_is_of_says_less_than_the_skin_or_the_bone(real):
    assert "osteosarcoma" in read(real, "malignant tumor of the bone of the chest wall")[1]


def test_an_organ_of_a_phrase_in_the_names_does_not_count(real):
    assert read(real, "symptoms of hydatidiform mole") == (True, {"gestational-trophoblastic-disease"})


def test_names_and_rules_that_contradict_make_a_choice(snapshot):
    sure, slugs = read(snapshot, "osteosarcoma of the breast")
    assert not sure
    assert slugs == {"breast-cancer", "osteosarcoma"}
