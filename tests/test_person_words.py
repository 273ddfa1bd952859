"""Names of doctors as people type them and as public files write them."""

import pytest

from finder.domain.clinicians import Clinician
from finder.domain.kinds import Kind
from finder.person_words import is_of_doctor, typed_words, words_of
from finder.search.filters import FILTERS


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Dr. Madeup", {"madeup"}),
        ("Dra. Madeup", {"madeup"}),
        ("Alex Madeup, MD", {"alex", "madeup"}),
        ("Alex B. Madeup, M.D., Ph.D., FACS", {"alex", "madeup"}),
        ("Alex Madeup MD", {"alex", "madeup"}),
        ("Madeup, Alex", {"alex", "madeup"}),
        ("Madeup, Alex, DO", {"alex", "madeup"}),
        ("Linh Do", {"linh", "do"}),
        ("o'madeup", {"omadeup"}),
        ("O Madeup", {"omadeup"}),
        ("Mc Madeup", {"mcmadeup"}),
        ("Dr. Madeup (oncologist)", {"madeup"}),
        ("Madeup, Alex, surgeon", {"alex", "madeup"}),
        ("Dr", {"dr"}),
    ],
)
def test_titles_and_letters_are_left_out_of_a_name(typed, words):
    assert set(typed_words(typed)) == words


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("O MADEUP", "o'madeup"), ("O'MADEUP", "O Madeup"), ("O'MADEUP", "omadeup"),
        ("MC MADEUP", "McMadeup"),
        ("MADEUP-JONES", "Madeup Jones"), ("MADEUP-JONES", "madeupjones"), ("MADEUP JONES", "madeup-jones"),
        ("DE LA MADEUP", "delamadeup"), ("NÚÑEZ", "nunez"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(name, typed):
    words = words_of(name)
    assert all(any(word.startswith(start) for word in words) for start in typed_words(typed))


def test_a_first_name_that_only_medicare_has_finds_the_person():
    person = Clinician("1000000004", Kind.CLINICIAN, last="MADEUP", first="WILLIAM", other_first="BILL")
    (by_name,) = (each for each in FILTERS if each.name == "name")
    assert by_name.matches(person, "Dr. Bill Madeup")
    assert by_name.matches(person, "Madeup, William")
    assert not by_name.matches(person, "Alex Madeup")


def test_a_title_or_a_degree_says_that_somebody_is_a_doctor():
    for text in ("Dr. Madeup", "dra madeup", "Alex Madeup, M.D.", "Madeup, Alex, D.O."):
        assert is_of_doctor(text), text
    for text in ("doctor", "breast cancer", "Madeup", "MD Anderson", "Baltimore, MD"):
        assert not is_of_doctor(text), text
