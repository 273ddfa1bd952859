"""Finding cancer types by what people type: one for sure, several to choose from, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.answers import Matches
from finder.errors import BadQuery, Unsure
from finder.store.read_catalog import catalog_of
from finder.words.cancer.find import MAX_CHOICES, find_cancer, find_cancers


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("breast-cancer", "breast-cancer"),
        ("Breast cancer", "breast-cancer"),
        ("BREAST CANCER", "breast-cancer"),
        ("breast", "breast-cancer"),
        ("cancer of the breast", "breast-cancer"),
        ("breast tumour", "breast-cancer"),
        ("my breast cancer", "breast-cancer"),
        ("breast carcinoma", "breast-cancer"),
        ("brest cancer", "breast-cancer"),
        ("TNBC", "breast-cancer"),
        ("tnbc", "breast-cancer"),
        ("cáncer de mama", "breast-cancer"),
        ("Cancer de mama", "breast-cancer"),
        ("Cancer that starts in the breast", "breast-cancer"),
        ("bowel cancer", "colon-cancer"),
        ("pancreatic", "pancreatic-cancer"),
        ("pancriatic cancer", "pancreatic-cancer"),
        ("cancer of the pancreas", "pancreatic-cancer"),
        ("GIST", "gastrointestinal-stromal-tumor"),
        ("Gastrointestinal stromal tumor", "gastrointestinal-stromal-tumor"),
        ("gastrointestinal stromal tumour", "gastrointestinal-stromal-tumor"),
        ("Acute lymphoblastic leukemia (ALL), adult", "acute-lymphoblastic-leukemia"),
        ("acute lymphoblastic leukaemia", "acute-lymphoblastic-leukemia"),
        ("bone cancer", "osteosarcoma"),
    ],
)
def test_a_name_of_one_type_is_sure(snapshot, words, slug):
    found = find_cancers(snapshot, words)
    assert found.sure
    assert [match.slug for match in found.matches] == [slug]
    assert find_cancer(snapshot, words)[0].slug == slug


def test_the_note_says_how_another_name_was_understood(snapshot):
    assert find_cancers(snapshot, "bowel cancer").note == "We read “bowel cancer” as Colon cancer."
    assert find_cancers(snapshot, "colon CANCER").note == ""
    assert find_cancer(snapshot, "colon-cancer")[1] == ""


def test_a_name_of_two_types_is_a_choice(snapshot):
    found = find_cancers(snapshot, "ALL")
    assert not found.sure
    assert {match.slug for match in found.matches} == {"acute-lymphoblastic-leukemia", "childhood-all"}
    assert found.note == "“ALL” can mean several cancers. Which one is it?"
    with pytest.raises(Unsure) as caught:
        find_cancer(snapshot, "ALL")
    assert len(caught.value.faults[0].choices) == 2


@pytest.mark.parametrize(
    ("words", "slug", "name"),
    [
        ("pancreatic cancr", "pancreatic-cancer", "Pancreatic cancer"),
        ("osteosarkoma", "osteosarcoma", "Osteosarcoma"),
        ("neuroblastom", "neuroblastoma", "Neuroblastoma"),
        ("bowle cancer", "colon-cancer", "Colon cancer"),
    ],
)
def test_a_misspelled_name_of_one_type_is_sure_and_the_note_says_so(snapshot, words, slug, name):
    found = find_cancers(snapshot, words)
    assert (found.sure, [match.slug for match in found.matches]) == (True, [slug])
    assert found.note == f"We read “{words}” as {name}."


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("stage 3 colon cancer", "colon-cancer"),
        ("my dad was told he has cancer of the pancreas", "pancreatic-cancer"),
        ("metastatic breast cancer", "breast-cancer"),
        ("breast cancer spread to bone", "breast-cancer"),
        ("Pancreas: cancer", "pancreatic-cancer"),
        ("my 6 year old has ALL", "childhood-all"),
    ],
)
def test_a_name_is_recognized_among_other_words(snapshot, words, slug):
    found = find_cancers(snapshot, words)
    assert (found.sure, [match.slug for match in found.matches]) == (True, [slug])


def test_where_a_cancer_has_spread_does_not_determine_its_type(snapshot):
    for words in ("bone mets", "metastatic cancer", "stage 4 cancer"):
        found = find_cancers(snapshot, words)
        assert not found.sure, words
        assert "not where it started" in found.note
        assert found.about == "/spread"
    assert find_cancers(snapshot, "C79.5").about == "/spread"
    assert find_cancers(snapshot, "breast").about == ""


def test_short_oncotree_codes_count_only_in_capitals(real):
    for words, slug in (("PAAD", "pancreatic-cancer"), ("paad", "pancreatic-cancer"), ("OS", "osteosarcoma")):
        found = find_cancers(real, words)
        assert (found.sure, found.matches[0].slug) == (True, slug), words
    assert not find_cancers(real, "os").sure
    assert "none of our cancer types" in find_cancers(real, "ADMA").note


def test_every_oncotree_code_of_our_types_is_recognized(real):
    known = catalog_of(real)
    assert len(known.oncotree_codes) > 1100
    named = {name.name for name in known.cancer_names}
    for each in known.oncotree_codes:
        found = find_cancers(real, each.code)
        if each.code not in named and each.cancers:
            assert set(each.cancers) & {match.slug for match in found.matches}, each.code


def test_an_icd_10_cm_code_is_explained_in_the_note(snapshot):
    found = find_cancers(snapshot, "c50.911")
    assert (found.sure, found.note) == (True, "The code C50.911 means Breast cancer.")
    found = find_cancers(snapshot, "Z85.3")
    assert (found.sure, found.matches[0].slug) == (True, "breast-cancer")
    assert found.note.endswith("The code says that there was such a cancer.")
    found = find_cancers(snapshot, "D17.1")
    assert found == Matches(
        (), False, "The code D17.1 is not the code of a cancer. A fatty lump is not a cancer."
    )
    assert find_cancers(snapshot, "C99.9").note == "We couldn't find C99.9 in ICD-10-CM."


def test_the_note_says_that_diabetes_is_not_a_cancer(snapshot):
    found = find_cancers(snapshot, "diabetes")
    assert found == Matches((), False, "Diabetes is not a cancer.")


def test_types_are_suggested_for_the_beginning_of_a_name(snapshot):
    found = find_cancers(snapshot, "leuk")
    assert not found.sure
    assert "childhood-all" in [match.slug for match in found.matches]


@pytest.mark.parametrize("words", ["xyzzy", "🙂", "123456", "' OR 1=1 --", "cancer", "my tumor", ""])
def test_unknown_words_are_not_guessed_at(snapshot, words):
    found = find_cancers(snapshot, words)
    assert (found.matches, found.sure) == ((), False)
    assert found.note.startswith(("We couldn't find a cancer", "Which cancer is it?"))
    with pytest.raises(BadQuery) as caught:
        find_cancer(snapshot, words)
    assert type(caught.value) is BadQuery
    assert "leave it blank" in caught.value.faults[0].hint


@given(st.text(max_size=60))
def test_any_text_has_a_valid_result(snapshot, words):
    found = find_cancers(snapshot, words)
    assert isinstance(found, Matches)
    assert not found.sure or [match.score for match in found.matches] == [100.0]
    assert len(found.matches) <= MAX_CHOICES


def test_every_name_in_the_real_data_finds_its_type(real):
    known = catalog_of(real)
    not_found = [
        f"{name} → {slug}"
        for slug, name in [(each.slug, each.name) for each in known.cancers.values()]
        + [(each.slug, each.slug) for each in known.cancers.values()]
        if [match.slug for match in find_cancers(real, name).matches] != [slug]
    ]
    assert not not_found
    not_found = [
        f"{each.name} → {each.cancer}"
        for each in known.cancer_names
        if each.cancer not in [match.slug for match in find_cancers(real, each.name).matches]
    ]
    assert not not_found


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("colon cancer", "colon-cancer"),
        ("lung cancer", None),
        ("pancreatic", "pancreatic-cancer"),
        ("prostate", "prostate-cancer"),
        ("melanoma", None),
        ("brest canser", None),
        ("breast cancr", None),
        ("colon canser", None),
    ],
)
def test_common_words_with_the_real_data(real, words, slug):
    found = find_cancers(real, words)
    assert found.matches
    assert slug is None or (found.sure and found.matches[0].slug == slug)


def test_throat_cancer_may_be_of_the_larynx_or_the_oropharynx(real):
    found = find_cancers(real, "throat cancer")
    assert not found.sure
    assert {"laryngeal-cancer", "oropharyngeal-cancer"} <= {match.slug for match in found.matches}


def test_no_lymphoma_is_suggested_for_leukemia(real):
    suggested = {match.slug for match in find_cancers(real, "leukaemia").matches}
    assert not suggested & {"burkitt-lymphoma", "multiple-myeloma"}
