"""Searches for clinicians, clinics and hospitals, compared with the made-up records themselves."""

from dataclasses import replace

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.domain.answers import Workplace
from finder.domain.clinicians import Hospital
from finder.errors import BadQuery
from finder.search.answer import answer
from finder.search.near import find_near
from finder.search.records.providers import find_clinician
from tests import people_oracle as oracle
from tests.people_oracle import question
from tests.people_world import (
    AT_CENTER,
    CCNS,
    CLINIC_OF,
    CLINICS,
    EVERYBODY,
    HOSPITALS,
    NOWHERE,
    OF_GROUP,
    ON_TEAM,
    TOWNS,
    TWICE,
    WHOLE,
    WORKERS,
    team_of,
)

OF_SURGERY, OF_PATHOLOGY = OF_GROUP["surgery"], OF_GROUP["pathology"]
#: Who gives medicine against most cancers: not gynecologic or children's oncologists.
MEDICAL = {"medical-oncology", "hematology-oncology"}
#: Specialties that can be searched for, with their groups.
GROUP_OF = {
    slug: [group for group, slugs in ON_TEAM.items() if slug in slugs]
    for slug in set().union(*ON_TEAM.values())
}
FILTERS = {
    "sex": {"female": lambda each: each.sex == "F", "male": lambda each: each.sex == "M"},
    "telehealth": {"yes": lambda each: each.telehealth is True},
    "assignment": {"yes": lambda each: each.assignment is True},
    "name": {
        "madeup": lambda each: oracle.named(each, "madeup"),
        "De La": lambda each: oracle.named(each, "de", "la"),
        "Andre O'Made": lambda each: oracle.named(each, "andre", "omade"),
        "TESTPERSÖN": lambda each: oracle.named(each, "testperson"),
    },
    "hospital": {
        "990001": lambda each: oracle.works_at(each, "990001"),
        "example-boston": lambda each: oracle.works_at(each, "centers/example-boston"),
        "programs/example-north-ak": lambda each: oracle.works_at(each, "programs/example-north-ak"),
        "019006": lambda each: False,
    },
}  # fmt: skip
points = st.builds(
    lambda town, north, east: (round(town[3] + north, 3), round(town[4] + east, 3)),
    st.sampled_from(TOWNS), st.floats(-0.7, 0.7), st.floats(-0.7, 0.7),
)  # fmt: skip
filters = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(list(kept)) for name, kept in FILTERS.items()}
)


@pytest.fixture(scope="module")
def ask(people):
    return lambda **arguments: find_near(people, question(limit="100", **arguments))


def npis(answer):
    return {found.clinician.npi for found in answer.results}


def npis_reporting(slugs=None, keep=lambda each: True, among=WORKERS):
    """Return the NPIs of clinicians with a location who report one of the slugs."""
    on_map = [each for each in among if each is not NOWHERE and keep(each)]
    return {each.npi for each in on_map if slugs is None or oracle.slugs_of(each) & slugs}


def matching_slugs(specialties, everybody):
    """Return the slugs that a clinician must report to match any of these specialties, without a cancer."""
    if not specialties:
        return None if everybody else set().union(*OF_GROUP.values())
    return {reported for slug in specialties for reported in {slug} | OF_GROUP.get(slug, set())}


OF_CHILDREN = {
    "pediatric-hematology-oncology",
    "pediatric-surgery",
    "pediatric-pathology",
    "pediatric-urology",
}


@settings(max_examples=150)
@given(
    point=points,
    specialties=st.lists(st.sampled_from(sorted(GROUP_OF)), max_size=3, unique=True),
    arguments=filters,
)
def test_results_equal_those_of_the_oracle(ask, point, specialties, arguments):
    answer = ask(near="{},{}".format(*point), kind="clinician", specialty=specialties, **arguments)
    keep = [FILTERS[name][value] for name, value in arguments.items()]
    slugs = matching_slugs(specialties, everybody={"name", "hospital"} & set(arguments))
    fitting = npis_reporting(slugs, lambda each: all(one(each) for one in keep))
    expected = oracle.ranked(point, lambda each: oracle.id_of(each) in fitting)
    assert oracle.same_order([(found.miles, found.clinician.npi) for found in answer.results], expected)
    assert answer.total == len(expected)
    assert all(oracle.ring_fits(count, expected, ring) for ring, count in answer.within.items())
    for slug, rings in answer.by_specialty.items():
        mine = [each for each in expected if each[1] in npis_reporting({slug})]
        assert all(oracle.ring_fits(count, mine, ring) for ring, count in rings.items())


@pytest.mark.parametrize(
    ("cancer", "specialty", "slugs"),
    [
        ("colon-cancer", (), OF_SURGERY | {"general-surgery"} | OF_PATHOLOGY | MEDICAL),
        ("colon-cancer", ("surgery",), OF_SURGERY | {"general-surgery"}),
        (None, ("surgery",), OF_SURGERY),
        (None, ("general-surgery",), {"general-surgery"}),
        ("breast-cancer", (), {"breast-surgery", "surgery"} | OF_PATHOLOGY | MEDICAL),
        ("breast-cancer", ("surgery",), {"breast-surgery", "surgery"}),
        ("breast-cancer", ("breast-surgery",), {"breast-surgery"}),
        ("breast-cancer", ("neuropathology",), {"neuropathology"}),
        ("breast-cancer", ("neuropathology", "urology"), {"neuropathology", "urology"}),
        (None, ("anatomic-and-clinical",), {"anatomic-and-clinical"}),
        ("acute-lymphoblastic-leukemia", ("medical-oncology",), MEDICAL),
        ("acute-lymphoblastic-leukemia", (), {"hematology-oncology"} | OF_PATHOLOGY),
        ("breast-cancer", ("radiation-oncology",), {"radiation-oncology"}),
    ],
)
def test_a_cancer_finds_those_who_treat_it_and_a_group_its_cancer_specialists(ask, cancer, specialty, slugs):
    answer = ask(kind="clinician", specialty=specialty, **({"cancer": cancer} if cancer else {}))
    # These are cancers of adults: clinicians who report only children's specialties are left out.
    of_children = (
        npis_reporting(slugs, lambda each: oracle.slugs_of(each) <= OF_CHILDREN) if cancer else set()
    )
    assert npis(answer) == npis_reporting(slugs) - of_children
    # Only specialties of the list are counted, no others of the group.
    assert all(npis_reporting({slug}) - of_children <= npis(answer) for slug in answer.by_specialty)
    assert not set(answer.by_specialty) & {"surgery", "pathology"}


def test_a_general_pathologist_is_found_for_a_cancer_but_not_for_a_subspecialty(ask):
    only = {each.npi for each in WORKERS if oracle.slugs_of(each) == {"pathology"}}
    assert only
    assert only <= npis(ask(kind="clinician", cancer="osteosarcoma"))
    assert only <= npis(ask(kind="clinician", specialty="pathology"))
    assert not only & npis(ask(kind="clinician", specialty=["neuropathology", "anatomic-and-clinical"]))


@pytest.mark.parametrize(("cancer", "patients"), [("neuroblastoma", "children"), ("colon-cancer", "adults")])
def test_a_cancer_of_one_age_group_narrows_places_but_not_people_or_hospitals(ask, cancer, patients):
    answer = ask(kind="clinician", cancer=cancer)
    assert answer.understood.patients == patients
    surgeons = OF_SURGERY if patients == "children" else OF_SURGERY | {"general-surgery"}
    assert npis(answer) == npis_reporting(surgeons | MEDICAL | OF_PATHOLOGY)
    assert ask(kind="hospital", cancer=cancer).total == ask(kind="hospital").total == 4
    assert ask(cancer=cancer).total < ask().total


@pytest.mark.parametrize(
    ("arguments", "field", "hint"),
    [
        ({"kind": "center", "sex": "female"}, "sex", "Use kind=clinician."),
        ({"kind": "clinic", "telehealth": "yes"}, "telehealth", "Use kind=clinician."),
        ({"kind": ["clinician", "clinic"], "assignment": "yes"}, "assignment", "Use kind=clinician."),
        ({"kind": "hospital", "name": "madeup"}, "name", "Use kind=clinician or kind=clinic."),
        ({"kind": "program", "hospital": "990001"}, "hospital", "Use kind=clinician or kind=clinic."),
        ({"kind": "clinician", "team": "all"}, "team", "Use kind=hospital."),
        (
            {"kind": ["center", "clinician"], "show": "nci"},
            "show",
            "Use kind=center, kind=program, or kind=site.",
        ),
        ({"team": "all", "sex": "male"}, "sex", "Use kind=clinician."),
    ],
)
def test_a_filter_that_a_kind_does_not_support_is_refused(ask, arguments, field, hint):
    with pytest.raises(BadQuery) as caught:
        ask(**arguments)
    (fault,) = caught.value.faults
    assert (fault.field, fault.hint) == (field, hint)
    assert fault.reason.startswith("We don't know this about ")


@pytest.mark.parametrize("text", ["x", "-", "a b c", "madeup testperson de la cruz"])
def test_text_that_is_not_a_name_is_refused(ask, text):
    with pytest.raises(BadQuery) as caught:
        ask(name=text)
    assert [fault.field for fault in caught.value.faults] == ["name"]


@pytest.mark.parametrize(
    ("text", "reason", "offered"),
    [
        ("example-bostn", "We couldn't find a hospital called “example-bostn”.", "centers/example-boston"),
        ("programs/example-nort-ak", "We couldn't find a hospital", "programs/example-north-ak"),
        ("019099", "We couldn't find a hospital with the number 019099.", None),
        ("zzz", "We couldn't find a hospital called “zzz”.", None),
    ],
)
def test_an_unknown_workplace_is_refused_with_similar_names(ask, text, reason, offered):
    with pytest.raises(BadQuery) as caught:
        ask(hospital=text)
    (fault,) = caught.value.faults
    assert fault.field == "hospital"
    assert fault.reason.startswith(reason)
    choices = [choice.value for choice in fault.choices]
    assert offered in choices if offered else choices == []


def test_a_hospital_and_its_center_have_the_same_people_including_those_at_its_address(ask):
    by_number, by_name = npis(ask(hospital="990001")), npis(ask(hospital="centers/Example-Boston"))
    assert by_name - by_number == {AT_CENTER.npi}
    assert by_number < by_name == npis(ask(hospital="example-boston"))


def test_clinics_are_found_by_group_and_name_together_with_clinicians(ask):
    for group in OF_GROUP:
        answer = ask(kind="clinic", specialty=group)
        assert npis(answer) == {c.npi for c in CLINICS if CLINIC_OF[c.specialties[0].specialty] == group}
        assert answer.by_specialty == {}
    assert npis(ask(name="made")) == npis_reporting(
        keep=lambda each: oracle.named(each, "made"), among=EVERYBODY
    )


def test_clinics_are_not_counted_among_the_clinicians_of_a_specialty(ask):
    alone = ask(kind="clinician", specialty="hematology-oncology")
    both = ask(kind=["clinician", "clinic"], specialty="hematology-oncology")
    assert both.total == alone.total + 2
    assert both.by_specialty == alone.by_specialty == {"hematology-oncology": alone.within}


def test_hospitals_with_the_whole_team_are_found(ask):
    assert {found.hospital.ccn for found in ask(team="all").results} == set(WHOLE)
    assert {found.hospital.ccn for found in ask(team=["pathology", "surgery"]).results} == set(WHOLE)
    assert {found.hospital.ccn for found in ask(team="surgery").results} == set(CCNS[:4])
    for found in ask(kind="hospital").results:
        assert found.hospital.team == team_of(found.hospital.ccn)


def test_the_nearest_practice_is_shown_with_its_precision(ask):
    for found in ask(near="42.3,-71.2", name="madeup").results:
        apart = {
            one: geodesic((42.3, -71.2), (one.latitude, one.longitude)).miles
            for one in found.clinician.practices
            if one.point
        }
        assert apart[found.practice] <= min(apart.values()) * (1 + 1e-4)
        assert found.miles == pytest.approx(apart[found.practice], rel=5e-3, abs=1e-3)
        assert found.about == (found.practice.exactness == "zip")
    assert all(found.about for found in ask(name="madeup").results)


def test_workplaces_have_the_name_of_the_curated_place_or_of_cms(ask):
    names = ask(kind="clinician").workplaces
    assert names["990001"] == Workplace("Example Hospital", "/centers/example-boston")
    assert names["019003"] == Workplace("MADE UP HOSPITAL 2", "/hospitals/019003")


def test_a_center_shows_the_team_of_its_hospital_record(ask):
    teams = {each.site.id: each.hospital for each in ask().results}
    assert isinstance(teams["example-boston"], Hospital)
    assert teams["example-boston"].team == team_of("990001")
    assert {site for site, hospital in teams.items() if hospital} == {"example-boston", "example-north-ak"}


def test_a_clinician_without_a_location_has_a_page_but_is_in_no_search(people, ask):
    assert find_clinician(people, NOWHERE.npi).clinician == NOWHERE
    assert ask(name="nowheremadeup").total == 0
    assert ask(name="twicemadeup").within == {25: 1, 50: 1, 100: 1, 250: 1}
    assert npis(ask(name="twicemadeup")) == {TWICE.npi}


def test_the_nearest_is_named_if_none_is_within_the_distance(people):
    query = question(near="58102", kind="clinician", specialty="urology", miles="5")
    found = answer(people, query)
    assert found.results.total == 0
    first = find_near(people, replace(query, miles=None)).results[0]
    assert found.nearest == first
    assert found.designated.site.id == "example-rockies-foothills-fort-collins-co"


def test_the_made_up_hospitals_cover_every_case():
    assert len(HOSPITALS) == 6
    assert [ccn for ccn in CCNS if not team_of(ccn)] == ["019006"]
