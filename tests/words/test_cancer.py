"""From words to a cancer type: surely one, a choice of some, or a plain no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.answers import Matches
from finder.errors import BadQuery, NotFound, Unsure
from finder.search.documents.find import find_cancer_page, find_guidelines
from finder.search.questions import GuidelineQuery
from finder.store.read_catalog import catalog
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
def test_a_name_leads_surely_to_its_type(snapshot, words, slug):
    found = find_cancers(snapshot, words)
    assert found.sure
    assert [match.slug for match in found.matches] == [slug]
    assert find_cancer(snapshot, words)[0].slug == slug


def test_a_name_that_is_not_the_shown_one_is_said_back(snapshot):
    assert find_cancers(snapshot, "bowel cancer").note == "We read “bowel cancer” as Colon cancer."
    assert find_cancers(snapshot, "colon CANCER").note == ""
    assert find_cancer(snapshot, "colon-cancer")[1] == ""


def test_a_name_of_two_types_asks_which(snapshot):
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
def test_a_misspelling_of_one_type_alone_is_read_and_said(snapshot, words, slug, name):
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
def test_words_around_a_type_do_not_hide_it(snapshot, words, slug):
    found = find_cancers(snapshot, words)
    assert (found.sure, [match.slug for match in found.matches]) == (True, [slug])


def test_where_a_cancer_went_does_not_tell_what_it_is(snapshot):
    for words in ("bone mets", "metastatic cancer", "stage 4 cancer"):
        found = find_cancers(snapshot, words)
        assert not found.sure, words
        assert "not where it started" in found.note
        assert found.about == "/spread"
    assert find_cancers(snapshot, "C79.5").about == "/spread"
    assert find_cancers(snapshot, "breast").about == ""


def test_an_oncotree_code_is_read_short_ones_in_capitals_alone(real):
    for words, slug in (("PAAD", "pancreatic-cancer"), ("paad", "pancreatic-cancer"), ("OS", "osteosarcoma")):
        found = find_cancers(real, words)
        assert (found.sure, found.matches[0].slug) == (True, slug), words
    assert not find_cancers(real, "os").sure
    assert "no cancer type here" in find_cancers(real, "ADMA").note


def test_every_oncotree_code_leads_to_its_types_or_says_that_there_is_none(real):
    known = catalog(real)
    assert len(known.oncotree_codes) > 1100
    named = {name.name for name in known.cancer_names}
    for each in known.oncotree_codes:
        found = find_cancers(real, each.code)
        if each.code not in named and each.cancers:
            assert set(each.cancers) & {match.slug for match in found.matches}, each.code


def test_a_code_is_read_and_said(snapshot):
    found = find_cancers(snapshot, "c50.911")
    assert (found.sure, found.note) == (True, "We read the code C50.911 as Breast cancer.")
    found = find_cancers(snapshot, "Z85.3")
    assert (found.sure, found.matches[0].slug) == (True, "breast-cancer")
    assert found.note.endswith("The code says that there was such a cancer.")
    found = find_cancers(snapshot, "D17.1")
    assert found == Matches((), False, "The code D17.1 names no cancer. A fatty lump is not a cancer.")
    assert find_cancers(snapshot, "C99.9").note == "C99.9 is no code of ICD-10-CM that we know."


def test_a_word_that_is_no_cancer_is_told_so(snapshot):
    found = find_cancers(snapshot, "diabetes")
    assert found == Matches((), False, "Diabetes is not a cancer.")


def test_beginnings_of_names_are_offered(snapshot):
    found = find_cancers(snapshot, "leuk")
    assert not found.sure
    assert "childhood-all" in [match.slug for match in found.matches]


@pytest.mark.parametrize("words", ["xyzzy", "🙂", "123456", "' OR 1=1 --", "cancer", "my tumor", ""])
def test_what_is_no_cancer_is_said_plainly_with_the_groups(snapshot, words):
    found = find_cancers(snapshot, words)
    assert (found.matches, found.sure) == ((), False)
    assert "The groups are: Blood, Bone and soft tissue, Breast, Childhood cancers" in found.note
    with pytest.raises(BadQuery) as caught:
        find_cancer(snapshot, words)
    assert type(caught.value) is BadQuery
    assert "leave it empty" in caught.value.faults[0].hint


@given(st.text(max_size=60))
def test_any_words_get_matches(snapshot, words):
    found = find_cancers(snapshot, words)
    assert isinstance(found, Matches)
    assert not found.sure or [match.score for match in found.matches] == [100.0]
    assert len(found.matches) <= MAX_CHOICES


def test_every_name_in_the_real_data_leads_to_its_type(real):
    known = catalog(real)
    lost = [
        f"{name} → {slug}"
        for slug, name in [(each.slug, each.name) for each in known.cancers.values()]
        + [(each.slug, each.slug) for each in known.cancers.values()]
        if [match.slug for match in find_cancers(real, name).matches] != [slug]
    ]
    assert not lost
    lost = [
        f"{each.name} → {each.cancer}"
        for each in known.cancer_names
        if each.cancer not in [match.slug for match in find_cancers(real, each.name).matches]
    ]
    assert not lost


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
def test_common_words_on_the_real_data(real, words, slug):
    found = find_cancers(real, words)
    assert found.matches
    assert slug is None or (found.sure and found.matches[0].slug == slug)


@pytest.mark.parametrize(("slug", "near"), [("breast-cancr", "/cancers/breast-cancer"), ("qqqq", None)])
def test_the_page_of_an_unknown_type_offers_the_nearest(snapshot, slug, near):
    with pytest.raises(NotFound) as caught:
        find_cancer_page(snapshot, slug)
    assert [choice.value for choice in caught.value.near][:1] == ([near] if near else [])


def test_the_page_of_a_type_holds_who_treats_it_and_its_documents(snapshot):
    page = find_cancer_page(snapshot, "breast-cancer")
    assert [each.name for each in page.names] == [
        "breast carcinoma", "TNBC", "brest cancer", "cáncer de mama"
    ]  # fmt: skip
    assert [(each.role, each.words) for each in page.treaters] == [
        ("leads", "breast surgeon"), ("diagnoses", "pathologist"), ("supports", "dietitian")
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


def documents(snapshot, **asked):
    found = find_guidelines(snapshot, GuidelineQuery.parse({name: [text] for name, text in asked.items()}))
    return [each.id for each in found.documents]


def test_documents_without_words_are_all_that_are_current_by_kind_and_topic(snapshot):
    every = documents(snapshot)
    assert len(every) == 24
    assert every[0] == "nci-breast-overview-en"


def test_documents_not_seen_alive_are_never_shown(snapshot):
    assert "pdq-colon-patient-es" not in documents(snapshot) + documents(snapshot, cancer="colon cancer")
    assert documents(snapshot, cancer="colon", language="es") == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"language": "es"}, ["pdq-breast-patient-es", "nccn-patient-breast-es-pdf"]),
        ({"language": "zh"}, ["nccn-patient-breast-zh-pdf"]),
        ({"audience": "professional"}, ["pdq-breast-professional-en", "nccn-breast", "nccn-distress"]),
        ({"kind": "screening"}, ["pdq-breast-screening-patient-en"]),
        ({"publisher": "NCCN", "audience": "professional"}, ["nccn-breast", "nccn-distress"]),
        ({"population": "pediatric"}, []),
    ],
)
def test_documents_are_narrowed_by_every_wish(snapshot, asked, expected):
    assert documents(snapshot, cancer="breast cancer", **asked) == expected


def test_a_childs_type_has_the_documents_for_all_children(snapshot):
    assert "nci-children-overview-en" in documents(snapshot, cancer="childhood leukemia")
    assert "pdq-childhood-all-patient-en" in documents(snapshot, cancer="neuroblastoma")
    assert "nci-children-overview-en" not in documents(snapshot, cancer="breast cancer")


def test_documents_for_an_unsure_cancer_ask_which(snapshot):
    with pytest.raises(Unsure):
        documents(snapshot, cancer="ALL")


def test_throat_cancer_may_be_of_the_larynx_too(real):
    found = find_cancers(real, "throat cancer")
    assert not found.sure
    assert {"laryngeal-cancer", "oropharyngeal-cancer"} <= {match.slug for match in found.matches}


def test_a_word_for_leukemia_offers_no_lymphoma(real):
    offered = {match.slug for match in find_cancers(real, "leukaemia").matches}
    assert not offered & {"burkitt-lymphoma", "multiple-myeloma"}
