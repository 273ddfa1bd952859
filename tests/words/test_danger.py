"""Danger signs in what people type: every phrase of the list, and how they are read."""

from __future__ import annotations

import csv
import statistics
import time
from pathlib import Path

import pytest

from finder.domain.guide.emergencies import RANK
from finder.words.cancer.find import find_cancers
from finder.words.danger import find_signs

with (Path(__file__).with_name("danger_phrases.csv")).open(encoding="utf-8", newline="") as file:
    PHRASES = list(csv.DictReader(file))
SHOWN = [each for each in PHRASES if each["sign"]]
HARMLESS = [each for each in PHRASES if not each["sign"]]


def signs_of(real, text, *, is_name=False):
    return [sign.key for sign in find_signs(real, text, is_name=is_name)]


def test_the_list_is_large_enough():
    assert len(SHOWN) >= 150
    assert len(HARMLESS) >= 150


@pytest.mark.parametrize("phrase", SHOWN, ids=lambda each: each["text"])
def test_words_of_danger_show_their_sign(real, phrase):
    assert phrase["sign"] in signs_of(real, phrase["text"])


@pytest.mark.parametrize("phrase", HARMLESS, ids=lambda each: each["text"])
def test_ordinary_words_show_no_sign(real, phrase):
    assert signs_of(real, phrase["text"], is_name=phrase["box"] == "name") == []


@pytest.mark.parametrize("name", ["Amarillo, TX", "Chili, NY", "Seizurre", "Dr. Vomitt"])
def test_a_single_misspelled_word_is_a_name_where_a_name_is_asked_for(real, name):
    assert signs_of(real, name, is_name=True) == []


def test_the_most_urgent_sign_comes_first(real):
    for text in (
        "diarrhea and i cant breathe",
        "fever and seizure",
        "back pain and weak legs",
        "vomit and suicidal",
    ):
        ranks = [RANK[sign.urgency] for sign in find_signs(real, text)]
        assert len(ranks) > 1, text
        assert ranks == sorted(ranks), text


def test_what_somebody_denies_is_no_sign(real):
    assert signs_of(real, "no fever") == []
    assert signs_of(real, "no fever but chills") == ["chills-no-fever"]
    assert "urine-blocked" in signs_of(real, "no urine coming out")


@pytest.mark.parametrize(
    "text", ["fever", "back pain", "fiebre", "dolor de espalda", "lump in breast", "seizure"]
)
def test_a_symptom_is_never_read_as_a_diagnosis(real, text):
    matches = find_cancers(real, text)
    assert not matches.sure
    assert "family doctor is the one" not in matches.note
    assert "Arthritis" not in matches.note


def test_a_lump_offers_the_type_and_says_what_to_do(real):
    matches = find_cancers(real, "lump in breast")
    assert [each.slug for each in matches.matches] == ["breast-cancer"]
    assert "Have a doctor look at it soon." in matches.note


def test_a_cancer_with_a_sign_shows_both(real):
    assert signs_of(real, "seizure from melanoma") == ["brain-seizure"]
    assert [each.slug for each in find_cancers(real, "fever with breast cancer").matches] == ["breast-cancer"]


def test_most_texts_are_read_in_less_than_half_a_millisecond(real):
    times = []
    for each in PHRASES:
        start = time.perf_counter()
        find_signs(real, each["text"])
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 0.0005
