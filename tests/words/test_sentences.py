"""Sentences about a cancer: people and times go first, and words against a cancer make no sure type."""

import pytest

from finder.words.cancer.find import find_cancers
from finder.words.cancer.word_forms import word_forms


def sure(snapshot, text):
    found = find_cancers(snapshot, text)
    return found.matches[0].slug if found.sure else None


@pytest.mark.parametrize(
    "text",
    [
        "breast cancer diagnosed 4 years ago",
        "5 months of chemo for breast cancer",
        "breast cancer 5 year survival",
        "breast cancer, mammogram every 6 months",
        "in remission from breast cancer for 10 years",
        "I am 7 months pregnant and have breast cancer",
        "her CA 15-3 level is 9 and she has breast cancer",
        "breast cancer, el tumor tiene 4 cm",
    ],
)
def test_a_length_of_time_is_no_age(snapshot, text):
    assert sure(snapshot, text) == "breast-cancer"


@pytest.mark.parametrize(
    "text",
    [
        "my 6 year old has ALL", "ALL, 4 yo", "8-year-old with ALL", "ALL aged 11", "my son is 5 and has ALL",
        "baby 9 months old with ALL", "mi hijo de 5 años tiene ALL", "mi hija tiene 9 años, ALL",
    ],
)  # fmt: skip
def test_the_age_of_a_child_is_read(snapshot, text):
    assert sure(snapshot, text) == "childhood-all"


@pytest.mark.parametrize("text", ["mi mamá tiene cáncer", "my mama has cancer", "mama's cancer, my mama"])
def test_a_mother_is_no_breast(snapshot, text):
    assert "breast" not in word_forms(text)
    assert sure(snapshot, text) is None


def test_not_knowing_is_not_a_cancer_of_unknown_primary(real):
    for text in ("i don't know", "I don't know what kind", "no sé", "not sure"):
        found = find_cancers(real, text)
        assert (found.matches, found.sure) == ((), False)
        assert found.note.startswith("Which cancer is it?"), text
    assert sure(real, "don't know where it started") == "cancer-of-unknown-primary"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no colon cancer", "may mean that it is not cancer"),
        ("it is not breast cancer", "may mean that it is not cancer"),
        ("biopsy negative for breast cancer", "may mean that it is not cancer"),
        ("colon cancer was ruled out", "may mean that it is not cancer"),
        ("no es cáncer de colon, es benigno", ""),
        ("descartaron cáncer de colon", "may mean that it is not cancer"),
        ("unlikely to be colon cancer", "may mean that it is not cancer"),
        ("she doesn't have breast cancer", "may mean that it is not cancer"),
        ("cleared of breast cancer", "may mean that it is not cancer"),
        ("no sé si es cáncer de colon", "may mean that it is not cancer"),
        ("not sure if it is colon cancer", "may mean that it is not cancer"),
        ("no se encontró cáncer de colon", "may mean that it is not cancer"),
        ("la biopsia salió negativa, cáncer de colon", "may mean that it is not cancer"),
        ("breast cancer in my family", "A family history is not cancer."),
        ("am i at risk for colon cancer", "A family history is not cancer."),
        ("benign breast tumor", "Benign means"),
        ("family history of breast cancer", "A family history is not cancer."),
        ("screening for colon cancer", "Screening looks for cancer"),
    ],
)
def test_words_against_a_cancer_make_an_offer(snapshot, text, says):
    found = find_cancers(snapshot, text)
    assert not found.sure
    assert says in found.note


@pytest.mark.parametrize(
    "text",
    [
        "breast cancer that has not spread",
        "breast cancer without metastasis",
        "colon cancer, no evidence of disease",
        "colon cancer not otherwise specified",
        "i don't have insurance and have colon cancer",
        "no tengo seguro, cáncer de colon",
    ],
)
def test_words_that_deny_something_else_do_not_matter(real, text):
    assert sure(real, text) in ("breast-cancer", "colon-cancer")


@pytest.mark.parametrize("text", ["rectal prolapse", "anal fissure", "lymphedema", "adrenal insufficiency"])
def test_an_illness_of_an_organ_is_said_to_be_perhaps_no_cancer(real, text):
    assert find_cancers(real, text).note.startswith("This may be an illness that is not cancer.")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("cáncer de hígado que empezó en el colon", "colon-cancer"),
        ("cancer in the liver that started in the colon", "colon-cancer"),
        ("colon cancer came back in the liver", "colon-cancer"),
        ("cáncer de mama que pasó al pulmón", "breast-cancer"),
        ("cáncer de los riñones", "kidney-cancer"),
    ],
)
def test_where_a_cancer_started_is_told_from_where_it_went(real, text, slug):
    assert sure(real, text) == slug


@pytest.mark.parametrize(
    "text",
    ["rectal disease", "lump in my breast", "thyroid malformation", "polyp of the larynx", "renal failure"],
)
def test_an_organ_with_another_illness_is_no_cancer(real, text):
    assert not find_cancers(real, text).sure


@pytest.mark.parametrize(
    "text",
    [
        "uterine leiomyoma",
        "lipoma of the spinal cord",
        "papilloma of the nasal cavity",
        "adenoma of the thyroid",
    ],
)
def test_a_benign_growth_is_no_cancer(real, text):
    found = find_cancers(real, text)
    assert (found.matches, found.sure) == ((), False)
    assert "usually a benign growth" in found.note


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("breast cancer all over", "breast-cancer"),
        ("colon cancer, tumor of 8 mm", "colon-cancer"),
        ("breast cancer, PCP in VA", "breast-cancer"),
        ("colon cancer appointment at 3 pm", "colon-cancer"),
    ],
)
def test_an_abbreviation_in_small_letters_is_a_word_of_every_day(real, text, slug):
    assert sure(real, text) == slug


def test_an_everyday_word_alone_is_an_offer(real):
    for text in ("all", "mm", "cup", "et"):
        assert not find_cancers(real, text).sure, text
    assert sure(real, "MM") == "multiple-myeloma"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("liver metastasis from colon cancer", "colon-cancer"),
        ("cancer in my liver that came from my breast", "breast-cancer"),
        ("melanoma that spread to the posterior wall of the bladder", "melanoma"),
        ("prostate cancer in his bones", "prostate-cancer"),
    ],
)
def test_the_cancer_is_where_it_started(real, text, slug):
    assert sure(real, text) == slug


@pytest.mark.parametrize(
    "text",
    [
        "secondary malignant neoplasm of liver",
        "secondary cancer in the splenic flexure of colon",
        "metastatic cancer to the liver",
        "tumor maligno secundario del riñón",
        "cancer that went to the lungs",
        "metástasis hepáticas",
        "metástasis pulmonares",
        "mets bone",
        "lymph node metastasis",
    ],
)
def test_where_it_spread_to_is_no_type(real, text):
    found = find_cancers(real, text)
    assert not found.sure
    assert found.about == "/spread"


@pytest.mark.parametrize(
    "text", ["Kohler's disease", "capillary disease", "glanders", "flushing", "PSAT deficiency"]
)
def test_a_distant_correction_is_not_sure(real, text):
    assert not find_cancers(real, text).sure


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Lungenkrebs", "German"),
        ("tumeur maligne du poumon", "French"),
        ("neoplasia maligna da bexiga", "Portuguese"),
        ("tumore al polmone", "Italian"),
        ("рак груди", "Russian"),
        ("乳がん", "Japanese"),
        ("肺癌", "Chinese"),
        ("ung thư phổi", "Vietnamese"),
        ("سرطان الثدي", "Arabic"),
        ("kanser sa suso", "Tagalog"),
    ],
)
def test_another_language_is_named_and_never_sure(real, text, language):
    found = find_cancers(real, text)
    assert not found.sure
    assert f"the word for cancer in {language}" in found.note
    assert found.about == "/help/languages"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("metastatic cancer of the thyroid", "thyroid-cancer"),
        ("metastatic cancer of the left kidney", "kidney-cancer"),
        ("cáncer metastásico de la vejiga", "bladder-cancer"),
    ],
)
def test_a_metastatic_cancer_of_an_organ_started_there(real, text, slug):
    found = find_cancers(real, text)
    assert (found.sure, [each.slug for each in found.matches]) == (True, [slug])


@pytest.mark.parametrize("text", ["metastatic cancer of the liver", "metastatic carcinoma of the bones"])
def test_a_metastatic_cancer_where_most_cancers_spread_to_started_elsewhere(real, text):
    found = find_cancers(real, text)
    assert (found.sure, found.about) == (False, "/spread")


def test_an_early_form_is_said_to_be_one(real):
    found = find_cancers(real, "mom was told she has smoldering myeloma")
    assert (found.sure, found.matches[0].slug) == (True, "multiple-myeloma")
    assert "early form" in found.note


def test_mucosal_melanoma_is_no_melanoma_of_the_skin(real):
    found = find_cancers(real, "mucosal melanoma of the vagina")
    assert not found.sure
    assert [each.slug for each in found.matches] == ["vaginal-cancer", "melanoma"]
    assert {"anal-cancer", "melanoma"} < {
        each.slug for each in find_cancers(real, "mucosal melanoma").matches
    }
    assert not find_cancers(real, "vulvar melanoma").sure


def test_a_krukenberg_tumor_came_from_elsewhere(real):
    found = find_cancers(real, "krukenberg tumor")
    assert not found.sure
    assert "stomach-cancer" in [each.slug for each in found.matches]


@pytest.mark.parametrize("text", ["recurrent cancer", "her cancer came back", "cáncer recurrente"])
def test_a_cancer_that_came_back_asks_which_it_is(real, text):
    found = find_cancers(real, text)
    assert found.matches == ()
    assert found.note.startswith("Which cancer is it?")


def test_cancer_in_young_adults_asks_which_it_is(real):
    found = find_cancers(real, "AYA cancer")
    assert found.matches == ()
    assert "Which cancer is it?" in found.note
