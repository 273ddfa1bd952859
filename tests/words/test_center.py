"""Names of places of care that are typed where a cancer is asked for."""

import pytest

from finder.errors import BadQuery, Unsure
from finder.geo.points import miles_of_chord, vector
from finder.search.answer import answer
from finder.search.questions import NearQuery
from finder.store.names.find_names import names_numbered
from finder.words.center import named_place
from finder.words.place.find import find_place


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
        ("Mayo Clinic", "/find?name=Mayo+Clinic"),
        ("Bozeman Deaconess", "/programs/bozeman-health-deaconess-hospital-mt"),
        ("St Vincent Billings", "/find?name=St+Vincent+Billings"),
        ("M. D. Anderson", "/centers/md-anderson"),
        ("MSKCC", "/centers/mskcc"),
    ],
)
def test_a_center_is_found_by_its_name_with_misspellings(real_connection, words, page):
    fault = named_place(real_connection, words).faults[0]
    assert fault.reason == f"“{words}” is a place of care, not a cancer type."
    assert fault.about == page


@pytest.mark.parametrize("words", ["cancer center", "the hospital", "zzyzx", "breast cancer", "children"])
def test_words_that_many_names_have_are_no_center(real_connection, words):
    assert named_place(real_connection, words) is None


def test_a_search_for_a_center_says_where_its_page_is(real):
    with pytest.raises(BadQuery) as caught:
        answer(real, NearQuery(near="77030", cancer="MD Anderson"))
    (fault,) = caught.value.faults
    assert (fault.field, fault.about) == ("cancer", "/centers/md-anderson")


@pytest.mark.parametrize(
    ("typed", "reason", "first"),
    [
        (
            "MD Anderson",
            "The University of Texas MD Anderson Cancer Center is in Houston, TX.",
            "Houston, TX",
        ),
        ("near Sloan Ketering", "Memorial Sloan Kettering Cancer Center is in New York, NY.", "New York, NY"),
        ("Bozeman Deaconess", "Bozeman Health Deaconess Hospital is in Bozeman, MT.", "Bozeman, MT"),
        ("Mayo Clinic", "There are places called “Mayo Clinic” in several towns.", "Jacksonville, FL"),
    ],
)
def test_a_place_of_care_typed_for_a_place_offers_its_town(real_connection, typed, reason, first):
    with pytest.raises(BadQuery) as caught:
        find_place(real_connection, typed)
    fault = caught.value.faults[0]
    assert (fault.field, fault.reason, fault.choices[0].value) == ("near", reason, first)


def test_a_misspelled_town_is_not_read_as_a_hospital_there(real_connection):
    with pytest.raises(BadQuery) as caught:
        find_place(real_connection, "Nashvile")
    fault = caught.value.faults[0]
    assert fault.reason.startswith("We couldn't find")
    assert fault.choices[0].value == "Nashville, TN"


@pytest.mark.parametrize(
    ("typed", "town", "center"),
    [("Dartmouth", "Dartmouth, MA", "Lebanon, NH"), ("City of Hope", "Hope, AR", "Duarte, CA")],
)
def test_a_town_and_a_center_of_one_name_are_both_offered(real_connection, typed, town, center):
    with pytest.raises(Unsure) as caught:
        find_place(real_connection, typed)
    assert {town, center} <= {each.value for each in caught.value.faults[0].choices}


def test_the_town_of_every_place_of_care_is_read_as_a_place_near_it(real_connection):
    far = []
    for each in names_numbered(real_connection, range(1, 5000)):
        try:
            found = [find_place(real_connection, each.town)]
        except Unsure as error:
            found = [find_place(real_connection, one.value) for one in error.faults[0].choices]
        if each.point:
            here = vector(each.point)
            away = min(miles_of_chord(here.chord_squared_to(vector(one.point))) for one in found)
            far += [(each.name, each.town, away)] * (away > 25)
    assert not far
