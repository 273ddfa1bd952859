"""Centers, hospitals and clinics by name, as people type it."""

import pytest

from finder.place_words import initials_of, words_of_place
from finder.store.names.find_names import names_numbered
from finder.words.care_names import Fit, find_care_names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("M. D. Anderson Cancer Ctr", ["md", "anderson", "cancer", "center"]),
        ("St. Jude Children's Research Hospital", ["st", "jude", "children", "research", "hospital"]),
        ("Saint Luke's Healthcare", ["st", "lukes", "health", "care"]),
        ("The Hospital of the University of Penn", ["hospital", "university", "penn"]),
        ("Centro Médico", ["center", "medical"]),
    ],
)
def test_a_name_has_the_same_words_however_it_is_written(name, words):
    assert words_of_place(name) == words


def test_initials_are_with_small_words_and_without():
    assert initials_of("Children's Hospital of Philadelphia") == {"chop", "chp"}
    assert initials_of("Mayo Clinic") == set()


@pytest.mark.parametrize(
    ("typed", "first", "fit"),
    [
        ("MD Anderson", "md-anderson", Fit.WHOLE),
        ("mdanderson", "md-anderson", Fit.WHOLE),
        ("Sloan Kettering", "mskcc", Fit.WHOLE),
        ("kettering sloan memorial", "mskcc", Fit.WHOLE),
        ("sloan ketering", "mskcc", Fit.LIKE),
        ("MSK", "mskcc", Fit.BEGINS),
        ("CHOP", "chop", Fit.WHOLE),
        ("MGH", "mass-general-brigham", Fit.WHOLE),
        ("St Jude", "st-jude", Fit.WHOLE),
        ("st judes memphis", "st-jude", Fit.LIKE),
        ("Moffitt Hospital", "moffitt", Fit.WHOLE),
        ("fred hutch", "fred-hutch", Fit.WHOLE),
        ("Dana Farber", "dana-farber", Fit.WHOLE),
        ("St Vincent Billings", "intermountain-health-st-vincent-regional-hospital-mt", Fit.WHOLE),
        ("Billings Clinic", "billings-clinic-cancer-center-mt", Fit.WHOLE),
        ("Mayo Clinic Rochester Minnesota", "mayo-rochester", Fit.WHOLE),
        ("mayo phoenix", "mayo-arizona", Fit.WHOLE),
        ("roswell park memorial buffalo", "roswell-park", Fit.PARTLY),
    ],
)
def test_a_place_is_first_by_its_name(real_connection, typed, first, fit):
    found = find_care_names(real_connection, typed)
    assert (found.names[0].key, found.fit) == (first, fit)


@pytest.mark.parametrize("typed", ["zzyzx", "", "of the", "qqqq hospital", "!!"])
def test_what_is_no_name_finds_nothing(real_connection, typed):
    assert find_care_names(real_connection, typed).names == ()


def test_words_that_many_names_have_find_them_but_mean_none_alone(real_connection):
    found = find_care_names(real_connection, "university hospital")
    assert len(found.names) > 50
    assert not found.is_alone


def test_every_place_is_found_by_its_own_name(real_connection):
    lost = [
        each.name
        for each in names_numbered(real_connection, range(1, 5000, 7))
        if each.number not in {one.number for one in find_care_names(real_connection, each.name).names}
    ]
    assert not lost
