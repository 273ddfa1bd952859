"""Names of places of care that are typed where a cancer is asked for."""

import pytest

from finder.errors import BadQuery
from finder.search.answer import answer
from finder.search.questions import NearQuery
from finder.words.center import named_place


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("MD Anderson", "/centers/md-anderson"),
        ("md andersen", "/centers/md-anderson"),
        ("sloan ketering", "/centers/mskcc"),
        ("St Jude", "/centers/st-jude"),
        ("saint jude", "/centers/st-jude"),
        ("Dana Farber Cancer Institute", "/centers/dana-farber"),
        ("moffit", "/centers/moffitt"),
        ("Mayo Clinic", "/centers"),
    ],
)
def test_a_center_is_found_by_its_name_with_misspellings(real, real_connection, words, page):
    fault = named_place(real, real_connection, words).faults[0]
    assert fault.reason == f"“{words}” is a place of care, not a cancer type."
    assert fault.about == page


@pytest.mark.parametrize("words", ["cancer center", "the hospital", "zzyzx", "breast cancer", "children"])
def test_words_that_many_names_have_are_no_center(real, real_connection, words):
    assert named_place(real, real_connection, words) is None


def test_a_search_for_a_center_says_where_its_page_is(real):
    with pytest.raises(BadQuery) as caught:
        answer(real, NearQuery(near="77030", cancer="MD Anderson"))
    (fault,) = caught.value.faults
    assert (fault.field, fault.about) == ("cancer", "/centers/md-anderson")
