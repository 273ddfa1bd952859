"""Clinicians, clinics and hospitals in the store, compared with an oracle that uses geopy on every record."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from finder.domain.care import CareSite
from finder.domain.clinicians import Hospital
from finder.geo.points import Point
from finder.store import locations, near
from finder.store.flags import ASSIGNMENT, FEMALE, MALE, TEAM, TELEHEALTH
from finder.store.locations import locations_of
from finder.store.near import Criteria, count_by_facet, find_page
from finder.store.read_catalog import catalog_of
from finder.store.read_records import (
    clinician_with,
    hospital_names,
    hospital_with,
    hospitals_with,
    records_numbered,
    working_at,
)
from finder.store.schema import record
from tests import people_oracle as oracle
from tests.people_world import (
    AT_CENTER,
    BY_NPI,
    CCNS,
    CLINICS,
    EVERYBODY,
    FREE,
    HOSPITALS,
    NOWHERE,
    OF_GROUP,
    PARTLY,
    REPORTED,
    TOWNS,
    TWICE,
    WHOLE,
    WORKERS,
    team_of,
)

BOSTON = Point(42.3427, -71.0922)
FACETS = sorted({facet for each in (*EVERYBODY, *HOSPITALS) for facet in oracle.facets_of(each)})
OF_PEOPLE = {
    FEMALE: ("sex", "F"),
    MALE: ("sex", "M"),
    TELEHEALTH: ("telehealth", True),
    ASSIGNMENT: ("assignment", True),
}
#: How far a search looks, step by step until the page is full; how small a facet is read whole; and how many
#: rows are worked on at once.
WAYS = {
    "facets read whole": (near._REACHES, 1000, locations._BATCH),
    "cells and batches": (near._REACHES, 0, 7),
    "small circles": ((30.0, 100.0, math.inf), 0, 50),
}

centers = st.one_of(
    st.sampled_from(TOWNS).map(lambda town: Point(town[3], town[4])),
    st.builds(
        lambda town, north, east: Point(town[3] + north, town[4] + east),
        st.sampled_from(TOWNS), st.floats(-1, 1), st.floats(-1, 1),
    ),
    st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)),
)  # fmt: skip
ANYBODY = ("clinician:any", "clinic:any")
facet_lists = st.one_of(
    st.sampled_from(
        [FACETS, ["clinician:any", "hospital:any"], [*ANYBODY], ["clinician:surgery", "clinic:any"]]
    ),
    st.lists(st.sampled_from([*FACETS, "clinician:nobody"]), min_size=1, max_size=12, unique=True),
).map(tuple)
flag_sums = st.sampled_from(
    [0, 0, *OF_PEOPLE, *map(sum, combinations(OF_PEOPLE, 2)), FEMALE + TELEHEALTH + ASSIGNMENT]
)
names = st.sampled_from(
    [(), ("madeup",), ("mad", "an"), ("de", "la"), ("made", "jose"), ("testperson",), ("zz",)]
)
workplaces = st.sampled_from([None, *CCNS, "centers/example-boston", "programs/example-north-ak", "019099"])
distances = st.sampled_from([None, None, 12_000, 4000, 2500, 900, 300, 250, 60, 25, 10, 1]) | st.floats(
    0.5, 12_000
)
wishes = st.one_of(
    st.builds(Criteria, facet_lists, flag_sums),
    st.builds(Criteria, facet_lists, st.just(0) | flag_sums, names, st.none() | workplaces),
)


@pytest.fixture(params=WAYS, scope="module")
def snapshot(request, people):
    """The directory, searched in each of these ways."""
    reaches, small, batch = WAYS[request.param]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "_REACHES", reaches)
        patch.setattr(locations, "_SMALL", small)
        patch.setattr(locations, "_BATCH", batch)
        yield people


def fits(record, wanted):
    if not oracle.answers(record, wanted.facets, everybody=bool(wanted.name or wanted.workplace)):
        return False
    if isinstance(record, Hospital):
        return not (wanted.flags or wanted.name or wanted.workplace)
    flagged = all(
        getattr(record, field) == value for flag, (field, value) in OF_PEOPLE.items() if wanted.flags & flag
    )
    there = wanted.workplace is None or oracle.works_at(record, wanted.workplace)
    return flagged and there and oracle.named(record, *wanted.name)


def ask(snapshot, center, wanted, miles=None, offset=0, limit=200):
    """Return the page, and its list in the oracle's format: miles and NPI or CCN."""
    with snapshot.connect() as connection:
        page = find_page(snapshot, connection, center, wanted, miles=miles, offset=offset, limit=limit)
        found = records_numbered(snapshot, connection, [number for number, _ in page.places])
    return page, [(apart, key_of(found[number])) for number, apart in page.places]


def key_of(record):
    if isinstance(record, CareSite):
        return record.id
    return record.ccn if isinstance(record, Hospital) else record.npi


def ask_oracle(center, wanted):
    return oracle.ranked((center.latitude, center.longitude), lambda each: fits(each, wanted))


@settings(max_examples=150)
@given(center=centers, wanted=wishes, miles=distances)
def test_results_and_their_order_equal_those_of_the_oracle(snapshot, center, wanted, miles):
    page, found = ask(snapshot, center, wanted, miles)
    expected = ask_oracle(center, wanted)
    numbers = {number for _, number in found}
    sure = [each for each in expected if miles is None or each[0] <= miles - oracle.slack(miles)]
    possible = [each for each in expected if miles is None or each[0] <= miles + oracle.slack(miles)]
    assert {number for _, number in sure} <= numbers
    assert oracle.same_order(found, [each for each in possible if each[1] in numbers])
    assert page.total == len(found) == len(numbers)
    assert list(page.within) == [ring for ring in oracle.RINGS if not miles or ring <= miles]
    assert all(oracle.ring_fits(count, expected, ring) for ring, count in page.within.items())


@settings(max_examples=60)
@given(center=centers, wanted=wishes, miles=distances, limit=st.integers(1, 30))
def test_the_pages_together_are_the_whole_list(snapshot, center, wanted, miles, limit):
    whole, expected = ask(snapshot, center, wanted, miles)
    laid = []
    for offset in range(0, max(whole.total, 1), limit):
        page, found = ask(snapshot, center, wanted, miles, offset, limit)
        assert (page.total, page.within) == (whole.total, whole.within)
        laid += found
    assert laid == expected


@settings(max_examples=60)
@given(center=centers, facets=facet_lists, flags=flag_sums, miles=distances)
def test_counts_by_facet_equal_those_of_the_oracle(snapshot, center, facets, flags, miles):
    wanted = Criteria(tuple(facets), flags)
    with snapshot.connect() as connection:
        counted = count_by_facet(snapshot, connection, center, wanted, miles)
    for facet in facets:
        expected = ask_oracle(center, Criteria((facet,), flags))
        for ring in (ring for ring in oracle.RINGS if not miles or ring <= miles):
            assert oracle.ring_fits(counted.get(facet, {}).get(ring, 0), expected, ring)
    assert set(counted) <= set(facets)


@given(center=centers, facets=facet_lists, flags=flag_sums)
def test_the_total_counted_by_the_build_equals_that_of_a_worldwide_search(snapshot, center, facets, flags):
    wanted = Criteria(tuple(facets), flags)
    assert (
        ask(snapshot, center, wanted, None, 0, 1)[0].total
        == ask(snapshot, center, wanted, 12_500, 0, 1)[0].total
    )


def test_a_clinician_with_several_practices_is_counted_once_at_the_nearest(snapshot):
    several = [each for each in WORKERS if len({(one.latitude, one.longitude) for one in each.practices}) > 2]
    assert len(several) > 20
    page, found = ask(snapshot, BOSTON, Criteria(("clinician:any", *FACETS)))
    assert len({number for _, number in found}) == page.total == len(found)
    assert {each.npi for each in several} <= {number for _, number in found}


def test_two_practices_at_one_point_are_one(snapshot):
    page, found = ask(snapshot, BOSTON, Criteria(("clinician:any",), name=("twicemadeup",)))
    assert found == [(0, TWICE.npi)]
    assert (page.total, page.within) == (1, {25: 1, 50: 1, 100: 1, 250: 1})
    with snapshot.connect() as connection:
        number = connection.execute(select(record.c.number).where(record.c.key == TWICE.npi)).scalar_one()
        for facet in oracle.facets_of(TWICE):
            assert (locations_of(snapshot, connection, facet).record == number).sum() == 1


def test_a_record_without_a_point_is_stored_but_in_no_search(snapshot):
    everybody = Criteria(tuple(FACETS))
    _, found = ask(snapshot, BOSTON, everybody)
    assert NOWHERE.npi not in {number for _, number in found}
    assert PARTLY.npi in {number for _, number in found}
    assert ask(snapshot, BOSTON, Criteria(("clinician:any",), name=("nowheremadeup",)))[1] == []
    with snapshot.connect() as connection:
        assert clinician_with(connection, NOWHERE.npi) == NOWHERE
        assert clinician_with(connection, FREE[0]) is None


def test_a_facet_without_records_is_an_empty_page(snapshot):
    page, found = ask(snapshot, BOSTON, Criteria(("clinician:nobody",)), miles=60)
    assert (found, page.total, page.within) == ([], 0, {25: 0, 50: 0})


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (("omadeup",), "O'MADEUP"), (("la", "madeu"), "DE LA MADEUP"), (("mcm",), "MCMADEUP"),
        (("testperson", "made"), "MADEUP-TESTPERSON"), (("testperson", "jo"), "TESTPERSÖN"),
    ],
)  # fmt: skip
def test_names_with_punctuation_and_accents_match_by_prefix(snapshot, words, last):
    _, found = ask(snapshot, BOSTON, Criteria(("clinician:any", "clinic:any"), name=words))
    expected = {each.npi for each in EVERYBODY if oracle.named(each, *words) and each is not NOWHERE}
    assert {number for _, number in found} == expected
    assert last in {BY_NPI[number].last for _, number in found}


def test_a_clinic_is_found_by_the_name_of_its_office_too(snapshot):
    for words in (("downtown",), ("office", "made", "up")):
        _, found = ask(snapshot, BOSTON, Criteria(("clinic:any", "clinician:any"), name=words))
        assert {number for _, number in found} == {each.npi for each in CLINICS}


@pytest.mark.parametrize("workplace", [*CCNS, "centers/example-boston", "programs/example-north-ak"])
def test_clinicians_of_a_workplace_are_found_and_counted(snapshot, workplace):
    there = {each.npi for each in WORKERS if oracle.works_at(each, workplace)}
    _, found = ask(snapshot, BOSTON, Criteria(("clinician:any",), workplace=workplace))
    assert {number for _, number in found} == there
    with snapshot.connect() as connection:
        assert working_at(connection, workplace) == len(there)
    assert bool(there) is (workplace != "019006")
    assert (AT_CENTER.npi in there) is (workplace == "centers/example-boston")


def test_teams_are_counted_from_the_records(snapshot):
    with snapshot.connect() as connection:
        hospitals = hospitals_with(connection, CCNS)
        assert {ccn: each.team for ccn, each in hospitals.items()} == {ccn: team_of(ccn) for ccn in CCNS}
        assert hospital_names(connection) == {each.ccn: each.name for each in HOSPITALS}
        assert hospital_with(connection, "019099") is None
    for ccn, hospital in hospitals.items():
        reported = [slug for each in WORKERS if ccn in each.hospitals for slug in oracle.slugs_of(each)]
        assert hospital.subspecialties == {slug: reported.count(slug) for slug in reported}
    assert {ccn for ccn in CCNS if len(team_of(ccn)) == 4} == set(WHOLE)


def test_hospitals_are_found_by_the_groups_of_their_team(snapshot):
    def found(*groups, flags=0):
        criteria = Criteria(tuple(f"hospital:{group}" for group in groups), flags)
        return {ccn for _, ccn in ask(snapshot, BOSTON, criteria)[1]}

    on_map = {each.ccn for each in HOSPITALS if each.point and team_of(each.ccn)}
    assert found("any") == on_map == set(CCNS) - {"019005", "019006"}
    assert found("pathology", "radiation-oncology") == set(WHOLE)
    assert found("any", flags=sum(TEAM.values())) == set(WHOLE)
    assert found("any", flags=TEAM["surgery"] | TEAM["medical-oncology"]) == on_map


def test_places_and_people_are_ranked_in_one_list(snapshot):
    wanted = Criteria(("center:any", "hospital:any", "clinician:any"))
    page, _ = ask(snapshot, BOSTON, wanted)
    apart = [ask(snapshot, BOSTON, Criteria((facet,)))[0].places for facet in wanted.facets]
    assert [miles for _, miles in page.places] == sorted(miles for each in apart for _, miles in each)
    assert page.total == sum(len(each) for each in apart)


def test_every_record_is_read_as_it_was_given(people):
    with people.connect() as connection:
        assert {npi: clinician_with(connection, npi) for npi in BY_NPI} == BY_NPI


def test_numbers_go_by_kind_and_clinicians_by_npi(people):
    with people.connect() as connection:
        rows = connection.exec_driver_sql("SELECT number, kind, key FROM record ORDER BY number").all()
    assert [number for number, _, _ in rows] == list(range(1, len(rows) + 1))
    kinds = ["clinician" if kind == "clinic" else kind for _, kind, _ in rows]
    assert list(dict.fromkeys(kinds)) == ["center", "program", "site", "hospital", "clinician"]
    assert kinds == sorted(kinds, key=list(dict.fromkeys(kinds)).index)
    assert [key for _, _, key in rows[-len(BY_NPI) :]] == sorted(BY_NPI)


def test_the_directory_counts_its_people_and_records_the_date_of_their_file(people):
    known = catalog_of(people)
    counts = (known.counts["clinicians"], known.counts["clinics"], known.counts["hospitals"])
    assert counts == (len(WORKERS), len(CLINICS), 5)
    nppes = known.sources["nppes"]
    assert (nppes.as_of, nppes.loaded) == ("2026-06-01", "2026-06-05")


def test_the_test_data_cover_every_case():
    reported = {slug for each in REPORTED for slug in each}
    assert set().union(*OF_GROUP.values()) | {"general-surgery", "urology", "neuropathology"} == reported
    combined = {(each.sex, each.telehealth, each.assignment) for each in WORKERS}
    assert len(combined) > 20
