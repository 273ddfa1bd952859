"""The one specialized center to call first: whether there is one, which, why, and with which number."""

import pytest

from finder.domain.answers import StartReason
from finder.formats.start_here import why, why_this_one
from finder.search.answer import answer
from finder.search.understand import read_question


def start(snapshot, near, cancer="", **more):
    arguments = {"near": [near]} | ({"cancer": [cancer]} if cancer else {})
    query = read_question(snapshot, arguments | {name: [value] for name, value in more.items()})
    return answer(snapshot, query).start_here


@pytest.mark.parametrize(
    ("near", "cancer", "path", "reason", "near_by"),
    [
        ("59715", "pancreatic cancer", "centers/huntsman", "volume", False),
        ("59715", "lung cancer", "centers/huntsman", "far", False),
        ("59715", "", "centers/huntsman", "far", False),
        (
            "Billings, MT",
            "child leukemia",
            "sites/primary-childrens-hospital-salt-lake-city-ut",
            "children",
            False,
        ),
        (
            "Billings, MT",
            "childhood ALL",
            "sites/primary-childrens-hospital-salt-lake-city-ut",
            "children",
            False,
        ),
        ("77030", "pancreatic cancer", "centers/md-anderson", "volume", True),
        ("77030", "wilms tumor", "centers/texas-childrens", "children", True),
        ("60611", "thymoma", "centers/northwestern-lurie", "rare", True),
        ("38105", "neuroblastoma", "centers/st-jude", "children", True),
        ("38105", "pancreatic cancer", "centers/vanderbilt-ingram", "volume", False),
        ("99508", "prostate cancer", "centers/fred-hutch", "volume", False),
        ("99508", "neuroblastoma", "programs/providence-alaska-medical-center-ak", "children", True),
        (
            "96913",
            "breast cancer",
            "programs/queens-cancer-center-the-queens-medical-center-hi",
            "far",
            False,
        ),
        ("96813", "thymoma", "programs/queens-cancer-center-the-queens-medical-center-hi", "rare", True),
    ],
)
def test_the_center_to_call_first(real, near, cancer, path, reason, near_by):
    found = start(real, near, cancer)
    assert found.found.site.path == path
    assert (found.reason, found.near) == (reason, near_by)
    assert found.phone.purpose not in ("clinical trials", "research office", "referring doctors")


@pytest.mark.parametrize(
    ("near", "cancer"), [("60611", ""), ("60611", "breast cancer"), ("60611", "lung cancer"), ("93534", "")]
)
def test_there_is_none_where_a_center_is_near_and_nothing_calls_for_it(real, near, cancer):
    """93534 has a site of City of Hope, whose campus is farther than 50 miles."""
    assert start(real, near, cancer) is None


def test_a_center_that_serves_the_state_comes_before_a_nearer_one_unless_that_is_much_nearer(real):
    served = start(real, "Las Vegas, NV", "thymoma")
    assert served.found.site.id == "huntsman"
    assert "Nevada" in served.area.text
    assert why_this_one(served) == "It serves all of Nevada."
    nearer = start(real, "Reno, NV", "thymoma")
    assert nearer.found.site.id == "uc-davis"
    assert nearer.area is None
    assert "nearest" in why_this_one(nearer)


def test_its_words_say_why_there_is_one_and_why_it_is_this_one(real):
    pancreas = start(real, "59715", "pancreatic cancer")
    assert why(pancreas).startswith("For surgery of the pancreas, results are better")
    assert why_this_one(pancreas) == "It serves all of Montana."
    assert pancreas.phone.purpose == "new patients"
    guam = start(real, "96913", "breast cancer")
    assert why(guam) == "There is no specialized cancer center within 50 miles."
    assert why_this_one(guam).endswith("Hawai'i Cancer Center, which serves all of Guam.")
    assert "treats the patients of" in why_this_one(start(real, "96813", "thymoma"))
    child = start(real, "59101", "childhood ALL")
    assert "children’s cancer" in why(child)
    assert "nearest children’s cancer program" in why_this_one(child)


def test_it_never_is_a_laboratory_a_hospital_for_some_only_or_a_place_without_a_number_far_away(real):
    for near in ("20892", "98431", "96859", "92093", "02139", "47907", "99202", "83814"):
        for cancer in ("thymoma", "neuroblastoma"):
            found = start(real, near, cancer)
            site = found.found.site
            assert site.is_open_to_all
            assert site.is_designated or site.has_childrens_program or found.center
    assert start(real, "99501", "childhood ALL").phone


def test_it_is_for_the_whole_question_not_for_certain_places_or_people(real):
    assert start(real, "59715", "pancreatic cancer", kind="clinician").found.site.id == "huntsman"
    assert start(real, "59715", "pancreatic cancer", specialty="pathology").found.site.id == "huntsman"
    for more in ({"show": "nci"}, {"show": "programs"}, {"name": "smith"}, {"page": "2"}):
        assert start(real, "59715", "pancreatic cancer", **more) is None
    assert start(real, "59715", show="children").reason is StartReason.CHILDREN


def test_it_says_whether_it_is_in_the_list(real):
    assert start(real, "77030", "pancreatic cancer").listed
    assert not start(real, "59715", "pancreatic cancer").listed
    assert start(real, "59715", "pancreatic cancer", order="specialized").listed
    assert not start(real, "77030", "pancreatic cancer", kind="clinician").listed


def test_a_treatment_on_which_studies_disagree_is_no_reason(real):
    rectum = start(real, "60611", "rectal cancer")
    assert rectum.study.slug == "bowel-review"
    assert start(real, "60611", "wilms tumor").reason is StartReason.CHILDREN
