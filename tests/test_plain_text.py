"""Text reduced to plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.geo.city_names import city_key
from finder.plain_text import normalize, searchable_words


@given(st.text())
def test_normalizing_twice_changes_nothing_more(text):
    plain = normalize(text)
    assert normalize(plain) == plain
    assert city_key(plain) == city_key(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Cáncer de  mama!", "cancer de mama"), ("ﬁbroma", "fibroma"), ("O'Neal", "oneal"), ("", "")],
)
def test_case_accents_and_punctuation_are_removed(text, plain):
    assert normalize(text) == plain


def test_single_letters_are_not_searched_for():
    assert searchable_words("José Q. O'Madeup-Smith") == ["jose", "omadeup", "smith"]
