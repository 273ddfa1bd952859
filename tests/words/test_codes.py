"""Codes as people paste them and records systems send them: forms, tags, other systems, official titles."""

import pytest

from finder.words.cancer.codes.forms import code_form, without_tags
from finder.words.cancer.find import find_cancers


def sure(snapshot, text):
    found = find_cancers(snapshot, text)
    return found.matches[0].slug if found.sure else None


def slugs(snapshot, text):
    return [each.slug for each in find_cancers(snapshot, text).matches]


@pytest.mark.parametrize(
    "text",
    [
        "C25.9", "c25.9", "C 25.9", "C259-", "(C25.9)", "[C25.9]", "C25 9", "C25. 9", "C25,9", "C25·9",
        "C25.9.",
        "C25.-", "C25.x", "C25.*",
        "C25-C25", "Dx: C25.9", "ICD-10 C25.9", "ICD-10-CM: C25.9", "icd10 code C25.9",
        "diagnosis code C25.9", "C25.9X", "C25.9 - malignant neoplasm",
        "Malignant neoplasm of pancreas (C25.9)", "C25.9; C79.51", "código C25.9",
    ],
)  # fmt: skip
def test_a_code_is_read_in_every_form(snapshot, text):
    assert sure(snapshot, text) == "pancreatic-cancer"


def test_the_letter_o_is_read_as_zero(snapshot):
    assert sure(snapshot, "DO5.1O") == "breast-cancer"


def test_a_code_that_does_not_exist_is_not_read(snapshot):
    found = find_cancers(snapshot, "C50.999")
    assert not found.sure
    assert found.note.startswith("We couldn't find C50.999 in ICD-10-CM.")
    assert [each.slug for each in found.matches] == ["breast-cancer"]


def test_four_digits_without_a_dot_may_be_of_another_system(snapshot):
    found = find_cancers(snapshot, "C7490")
    assert (found.sure, found.matches[0].slug) == (False, "neuroblastoma")
    assert "Is C74.90 a code of ICD-10-CM?" in found.note


def test_several_codes_mean_the_cancer_that_one_of_them_names(snapshot):
    assert sure(snapshot, "C79.51, C18.9") == "colon-cancer"
    found = find_cancers(snapshot, "C18-C25")
    assert {each.slug for each in found.matches} >= {"colon-cancer", "pancreatic-cancer"}


def test_the_name_beside_a_code_says_which_of_its_types_it_is(real):
    assert not find_cancers(real, "C71.9").sure
    assert sure(real, "Glioblastoma [C71.9]") == "glioma-adult"
    assert not find_cancers(real, "C78.7 liver cancer").sure


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("C50.911 (HCC)", "breast-cancer"),
        ("Breast cancer (CMS/HCC)", "breast-cancer"),
        ("Breast cancer [CMS-HCC]", "breast-cancer"),
        ("Breast cancer (HHS-HCC)", "breast-cancer"),
    ],
)
def test_a_billing_tag_says_nothing(snapshot, text, slug):
    assert sure(snapshot, text) == slug


def test_hcc_alone_is_liver_cancer_and_a_tag_is_not(real):
    assert sure(real, "HCC") == sure(real, "(HCC)") == "liver-cancer"
    assert sure(real, "Hepatocellular carcinoma (HCC)") == "liver-cancer"
    for text in (
        "Diabetes (HCC)",
        "Malignant neoplasm of rectosigmoid junction (HCC)",
        "Morbid obesity (HCC)",
    ):
        assert "liver-cancer" not in [each.slug for each in find_cancers(real, text).matches], text
    assert without_tags("Rectal cancer (CMS/HCC) (HCC 11)") == "Rectal cancer"


def test_official_titles_are_read_as_their_codes(snapshot, real):
    assert sure(snapshot, "Malignant neoplasm of large bowel") == "colon-cancer"
    assert sure(real, "Malignant neoplasm of bladder, unspecified") == "bladder-cancer"
    title, code = "Acute myeloblastic leukemia, not having achieved remission", "C92.00"
    assert find_cancers(real, title).matches == find_cancers(real, code).matches
    assert "ovarian-cancer" in slugs(real, "malignant neoplasm of unspecified ovary")
    found = find_cancers(real, "Secondary malignant neoplasm of liver and intrahepatic bile duct")
    assert (found.sure, found.about) == (False, "/spread")
    assert "no cancer" in find_cancers(real, "Benign lipomatous neoplasm of spermatic cord").note or not (
        find_cancers(real, "Benign lipomatous neoplasm of spermatic cord").matches
    )


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("C9999", "NCIt"),
        ("NCIT:C99999", "NCIt"),
        ("C0006142", "UMLS"),
        ("D001943", "MeSH"),
        ("254837009", "SNOMED CT"),
        ("SNOMED CT 254837009", "SNOMED CT"),
        ("8500/3", "ICD-O-3"),
        ("ICD-O-3 M-8070/3", "ICD-O-3"),
        ("morphology 8140/3", "ICD-O-3"),
        ("C42.1", "ICD-O-3"),
        ("ICD-O C77.9", "ICD-O-3"),
        ("MeSH Unique ID: D001943", "MeSH"),
        ("C04.588.180", "MeSH"),
        ("NCI Thesaurus C99999", "NCIt"),
        ("LOINC 85319-2", "LOINC"),
        ("2C61", "ICD-11"),
        ("DOID:1612", "Disease Ontology"),
        ("ORPHA:227535", "Orphanet"),
        ("OMIM:114480", "OMIM"),
    ],
)
def test_a_code_of_another_system_is_named_as_such(snapshot, text, system):
    found = find_cancers(snapshot, text)
    assert (found.sure, found.matches) == (False, ())
    assert system in found.note
    assert "Type the name of the cancer" in found.note


def test_a_code_of_another_system_is_answered_where_a_table_leads_on(snapshot):
    assert sure(snapshot, "153.9") == "colon-cancer"
    assert sure(snapshot, "ICD-9 157.9") == "pancreatic-cancer"
    assert sure(snapshot, "NCIT:C9145") == "osteosarcoma"
    found = find_cancers(snapshot, "157")
    assert (found.sure, found.matches[0].slug) == (False, "pancreatic-cancer")
    assert "Is 157 a code of ICD-9-CM?" in found.note


def test_a_code_that_two_systems_have_offers_both_readings(real):
    found = find_cancers(real, "C3400")
    assert not found.sure
    assert {"non-small-cell-lung-cancer", "soft-tissue-sarcoma"} <= {each.slug for each in found.matches}
    assert "“C3400” can be a code of ICD-10-CM or of NCIt." in found.note
    assert "soft-tissue-sarcoma" in slugs(real, "NCIT:C3400")
    assert "non-small-cell-lung-cancer" not in slugs(real, "NCIT:C3400")
    assert "soft-tissue-sarcoma" not in slugs(real, "C34.00")


def test_a_code_of_another_system_that_means_several_types_names_the_system(real):
    assert find_cancers(real, "C3224").note.startswith("The NCIt code C3224 can mean several cancers.")
    assert find_cancers(real, "153").note.startswith("The ICD-9-CM code 153 can mean several cancers.")


def test_a_place_of_icd_o_offers_the_types_of_the_organ(snapshot):
    found = find_cancers(snapshot, "ICD-O-3 topography C50.9")
    assert (found.sure, found.matches[0].slug) == (False, "breast-cancer")
    assert "part of the body" in found.note
    assert find_cancers(snapshot, "C50.9").sure


@pytest.mark.parametrize(
    "text",
    [
        "SNOMED CT 254837009 Breast cancer",
        "SNOMED: 254837009 |Breast cancer|",
        "NCIT C99999 (breast cancer)",
        "DOID 1612 breast cancer",
        "ICD-O-3: 8500/3 breast cancer",
    ],
)
def test_the_name_beside_the_code_of_a_named_system_is_used(snapshot, text):
    assert sure(snapshot, text) == "breast-cancer"


def test_the_name_beside_an_unknown_code_is_used(snapshot):
    assert sure(snapshot, "254837009 Breast cancer") == "breast-cancer"
    assert sure(snapshot, "D001943 - breast cancer") == "breast-cancer"


def test_a_code_of_another_chapter_is_not_the_code_of_a_cancer(snapshot):
    assert find_cancers(snapshot, "E11.9").note == "The code E11.9 is not the code of a cancer."


def test_words_are_not_codes():
    for text in ("B cell lymphoma", "breast cancer stage 2", "T4 N2", "vitamin B12", "p53"):
        assert not [code for code in code_form(text).codes if len(code) > 3], text
