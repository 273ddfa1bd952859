"""Clinicians and hospital teams near a place, against a brute-force oracle over the records themselves."""

import json
import random
from dataclasses import replace

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.app import create_app
from finder.domain.clinicians import Clinician, Hospital, People, Practice, PracticePhone, Reported
from finder.domain.live import LiveAnswer
from finder.domain.npi import is_npi
from finder.errors import BadQuery
from finder.formats.people import credentials, title
from finder.ingest import curated
from finder.ingest.places import places_file
from finder.search.find import find_near
from finder.search.joined import beside, find_all
from finder.search.live import NOT_LOADED, live_answer
from finder.search.query import NearQuery
from finder.store import near
from finder.store.build import build
from finder.store.connect import Directory
from tests.conftest import WORLD, settings_for

chance = random.Random(7)
SLUGS = (
    "medical-oncology",
    "hematology-oncology",
    "surgical-oncology",
    "general-surgery",
    "urology",
    "radiation-oncology",
    "anatomic-and-clinical",
    "pathology",
    "gynecologic-oncology",
)
GROUP = {
    "medical-oncology": {"medical-oncology", "hematology-oncology", "gynecologic-oncology"},
    "surgery": {"surgical-oncology", "gynecologic-oncology"},
    "radiation-oncology": {"radiation-oncology"},
    "pathology": {"anatomic-and-clinical", "pathology"},
}
TOWNS = (("02115", "BOSTON", "MA", 42.34, -71.09), ("59715", "BOZEMAN", "MT", 45.67, -111.04))
NPIS = [str(n) for n in range(2_000_000_000, 2_000_002_000) if is_npi(str(n))]


def practice(point=None):
    zip5, city, state, latitude, longitude = chance.choice(TOWNS)
    at = (latitude + chance.uniform(-3, 3), longitude + chance.uniform(-3, 3)) if point is None else point
    phones = (PracticePhone("+1-617-555-0100", "nppes"), PracticePhone("+1-617-555-0101", "cms-clinicians"))
    return Practice(city, state, zip5, "1 EXAMPLE ST", None, phones, ("nppes",), *at, "zip")


def clinician(number):
    return Clinician(
        npi=NPIS[number],
        kind="clinician",
        last=("MADEUP DE LA CRUZ", "O'MADEUP", "MADEUP-JONES", "MADEÚP")[number % 4],
        first=("ANNA", "ANDRE", "JOHN")[number % 3],
        sex=("F", "M", None)[number % 3],
        specialties=tuple(
            Reported(slug, ("nppes",)) for slug in chance.sample(SLUGS, chance.choice((1, 1, 2)))
        ),
        practices=tuple(practice() for _ in range(chance.choice((1, 1, 2, 4)))),
        hospitals=tuple(chance.sample(["019001", "019002", "019003"], chance.choice((0, 1, 2)))),
        telehealth=chance.random() < 0.5,
        assignment=chance.random() < 0.5,
        updated="2026-05-01",
        sources=("nppes",),
    )


EVERYBODY = [clinician(number) for number in range(120)]
HIDDEN = Clinician(
    npi=NPIS[150],
    kind="clinician",
    last="MADEUPHOME",
    first="ANNA",
    specialties=(Reported("urology", ("nppes",)),),
    practices=(
        Practice("BOSTON", "MA", "02115", None, None, (), ("nppes",), 42.34, -71.09, "zip", withheld=True),
    ),
    sources=("nppes",),
    updated="2026-05-01",
)
NOWHERE = Clinician(
    npi=NPIS[151],
    kind="clinician",
    last="MADEUPNOWHERE",
    first="ANNA",
    specialties=(Reported("urology", ("nppes",)),),
    practices=(Practice("APO", "AE", "09012"),),
    sources=("nppes",),
)
HOSPITALS = [
    Hospital(
        f"01900{n}",
        f"MADE UP HOSPITAL {n}",
        "BOSTON",
        "MA",
        "02115",
        "1 EXAMPLE ST",
        "+1-617-555-0102",
        latitude=42.3 + n / 10,
        longitude=-71.1,
        exactness="zip",
    )
    for n in (1, 2, 3, 4)
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, packaged_places):
    home = tmp_path_factory.mktemp("people")
    places = places_file(home)
    read = curated.read_curated(WORLD, places)
    everybody = sorted([*EVERYBODY, HIDDEN, NOWHERE], key=lambda each: each.npi)
    build(home / "directory.sqlite", read, places, "test", People(everybody, HOSPITALS))
    return home


@pytest.fixture(scope="module")
def snapshot(folder):
    return Directory(folder / "directory.sqlite").snapshot()


def oracle(point, slugs, keep=lambda each: True, among=EVERYBODY):
    """Miles and NPI of everybody who reports one of the slugs, by geopy, nearest first."""
    ranked = []
    for each in among:
        if {one.specialty for one in each.specialties} & slugs and keep(each):
            ranked.append(
                (min(geodesic(point, (p.latitude, p.longitude)).miles for p in each.practices), each.npi)
            )
    return sorted(ranked)


def asked(snapshot, **question):
    query = NearQuery.parse(
        {name: [value] if isinstance(value, str) else list(value) for name, value in question.items()}
    )
    return find_near(snapshot, query)


points = st.tuples(st.integers(3800, 4900), st.integers(-11500, -6800)).map(
    lambda p: (p[0] / 100, p[1] / 100)
)


@settings(max_examples=40)
@given(point=points, group=st.sampled_from(sorted(GROUP)), sex=st.sampled_from([None, "female", "male"]))
def test_order_miles_total_and_rings_are_those_of_the_oracle(snapshot, point, group, sex):
    more = {"sex": sex} if sex else {}
    answer = asked(
        snapshot, near=f"{point[0]},{point[1]}", specialty=group, kind="clinician", limit="100", **more
    )
    slugs = GROUP[group]
    expected = oracle(point, slugs, lambda each: not sex or each.sex == sex[0].upper())
    assert answer.total == len(expected)
    assert [found.miles for found in answer.results] == pytest.approx(
        [miles for miles, _ in expected[:100]], rel=1e-4, abs=1e-3
    )
    assert {found.clinician.npi for found in answer.results} == {npi for _, npi in expected[:100]}
    for ring, count in answer.within.items():
        assert count == sum(miles <= ring for miles, _ in expected)
    for slug, rings in answer.by_specialty.items():
        mine = oracle(point, {slug}, lambda each: not sex or each.sex == sex[0].upper())
        assert rings == {ring: sum(miles <= ring for miles, _ in mine) for ring in rings}


@pytest.mark.parametrize(("few", "many"), [(0, 10**9), (0, 0)])
def test_growing_circles_find_the_same_as_the_oracle(snapshot, monkeypatch, few, many):
    """Where there are many, the circle grows from a mile, or a quarter of one, until the page is full."""
    monkeypatch.setattr(near, "_FEW", few)
    monkeypatch.setattr(near, "_MANY", many)
    for point in ((42.34, -71.09), (45.67, -111.04), (40.0, -95.0)):
        for limit in ("1", "5", "100"):
            snapshot.keep("counts", dict).clear()
            where = f"{point[0]},{point[1]}"
            answer = asked(snapshot, near=where, specialty="surgery", kind="clinician", limit=limit)
            expected = oracle(point, GROUP["surgery"])
            miles = [found.miles for found in answer.results]
            assert miles == pytest.approx([apart for apart, _ in expected[: int(limit)]], rel=1e-4, abs=1e-3)
            assert answer.total == len(expected)
            rings = {ring: sum(apart <= ring for apart, _ in expected) for ring in answer.within}
            assert answer.within == rings


def test_the_pages_laid_together_are_the_whole_list(snapshot):
    def page(number):
        return asked(
            snapshot, near="02115", kind="clinician", specialty="urology", limit="7", page=str(number)
        )

    pages = [page(number) for number in range(1, page(1).pages + 1)]
    laid = [found.clinician.npi for each in pages for found in each.results]
    assert len(laid) == len(set(laid)) == pages[0].total


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("cruz", lambda each: "CRUZ" in each.last),
        ("an cruz", lambda each: "CRUZ" in each.last and each.first[:2] == "AN"),
        ("madeup jones", lambda each: "JONES" in each.last),
        ("o'madeup", lambda each: each.last == "O'MADEUP"),
    ],
)
def test_names_are_found_by_the_beginnings_of_their_words(snapshot, name, fits):
    answer = asked(snapshot, near="02115", name=name, limit="100")
    assert {found.clinician.npi for found in answer.results} == {each.npi for each in EVERYBODY if fits(each)}


def test_who_works_at_a_hospital_is_found_by_its_number(snapshot):
    answer = asked(snapshot, near="02115", hospital="019002", limit="100")
    assert {found.clinician.npi for found in answer.results} == {
        e.npi for e in EVERYBODY if "019002" in e.hospitals
    }
    with pytest.raises(BadQuery) as error:
        asked(snapshot, near="02115", hospital="example-bostn")
    assert "example-boston" in [choice.value for choice in error.value.faults[0].choices]


def test_teams_count_each_clinician_once_a_group(snapshot):
    answer = asked(snapshot, near="02115", kind="hospital", limit="100")
    groups = {**GROUP, "surgery": GROUP["surgery"] | {"general-surgery", "urology"}}
    for found in answer.results:
        there = [each for each in EVERYBODY if found.hospital.ccn in each.hospitals]
        for group, slugs in groups.items():
            count = sum(bool({one.specialty for one in each.specialties} & slugs) for each in there)
            assert found.hospital.team.get(group, 0) == count
    whole = asked(snapshot, near="02115", team="all", limit="100")
    assert {f.hospital.ccn for f in whole.results} == {
        f.hospital.ccn for f in answer.results if len(f.hospital.team) == 4
    }


def test_surgery_alone_is_not_every_surgeon_in_town(snapshot):
    every = {
        found.clinician.npi
        for found in asked(snapshot, near="02115", kind="clinician", specialty="surgery", limit="100").results
    }
    only_general = {
        e.npi for e in EVERYBODY if {o.specialty for o in e.specialties} <= {"general-surgery", "urology"}
    }
    assert only_general
    assert not every & only_general
    asked_for = asked(
        snapshot, near="02115", kind="clinician", specialty="general-surgery", limit="100"
    ).results
    assert {e.npi for e in EVERYBODY if "general-surgery" in {o.specialty for o in e.specialties}} == {
        f.clinician.npi for f in asked_for
    }


@pytest.mark.parametrize(
    "question",
    [
        {"kind": "center", "sex": "female"},
        {"kind": "clinician", "team": "all"},
        {"kind": "hospital", "name": "anna"},
        {"kind": "clinician", "show": "nci"},
    ],
)
def test_filters_that_a_kind_does_not_know_are_refused(snapshot, question):
    with pytest.raises(BadQuery, match="not known of") as error:
        asked(snapshot, near="02115", **question)
    assert error.value.faults[0].hint.startswith("Ask with kind=")


def test_lists_stand_beside_the_places_for_a_plain_question_alone(snapshot):
    query = NearQuery(near="02115")
    more = beside(snapshot, query, find_near(snapshot, query), None)
    assert set(more) == {"clinicians", "hospitals"}
    assert len(more["clinicians"].results) == 5
    assert all(len(found.hospital.team) == 4 for found in more["hospitals"].results)
    narrow = replace(query, show="nci")
    assert beside(snapshot, narrow, find_near(snapshot, narrow), None) == {}


def test_the_live_registry_is_ranked_filtered_and_paged_by_us(real):
    near = Practice("BOSTON", "MA", "02115", phones=(PracticePhone("+1-617-555-0100", "npi-registry"),))
    far = Practice("BOZEMAN", "MT", "59715")
    said = [
        Clinician(
            npi=NPIS[n],
            kind="clinician",
            last=f"MADEUP{n}",
            first="ANNA",
            sex="F" if n % 2 else "M",
            practices=(far if n == 9 else near,),
            sources=("npi-registry",),
            live=True,
        )
        for n in range(10)
    ]
    questions = []

    def live(question):
        questions.append(question)
        return LiveAnswer(tuple(said), False, "It was cut short.")

    query = NearQuery(near="02115", kind=("clinician",), limit=4, page=2)
    answer = find_all(real, query, live)
    assert (answer.total, answer.pages, answer.live) == (9, 3, True)
    assert [found.clinician.npi for found in answer.results] == NPIS[4:8]
    assert "Live from the NPI Registry" in answer.note
    assert "It was cut short." in answer.note
    assert questions[0].zips[0] == "02115"
    assert find_all(real, replace(query, sex="female", page=1), live).total == 4
    assert live_answer(real, query, find_near(real, query), None).note == NOT_LOADED


# The pages


def test_every_page_of_people_is_there(folder, snapshot):
    app = create_app(settings_for(folder.parent / "other"))
    app.extensions["finder"] = replace(
        app.extensions["finder"], directory=Directory(folder / "directory.sqlite")
    )
    client = app.test_client()
    for kind in ("clinician", "hospital"):
        page = client.get(f"/search?near=02115&kind={kind}")
        data = json.loads(client.get(f"/api/v1/search?near=02115&kind={kind}").data)
        rows = client.get(f"/api/v1/search.csv?near=02115&kind={kind}").text.splitlines()
        assert page.status_code == 200
        assert len(rows) - 1 == len(data["results"]) == 20 if kind == "clinician" else len(data["results"])
        for result in data["results"]:
            assert result["url"] in page.text
            one = client.get(result["url"])
            assert one.status_code == 200
            assert result["name"].replace("'", "&#39;") in one.text
            assert json.loads(client.get(f"/api/v1{result['url']}").data)["id"] == result["id"]
    for address in (f"/clinicians/{NPIS[190]}", "/clinicians/123", "/hospitals/999999"):
        assert client.get(address).status_code == 404
    hidden = client.get(f"/clinicians/{HIDDEN.npi}").text
    assert "street not shown" in hidden
    assert client.get(f"/clinicians/{NOWHERE.npi}").status_code == 200
    assert all(
        f.clinician.npi != NOWHERE.npi for f in asked(snapshot, near="02115", name="madeupnowhere").results
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("MCDONALD", "McDonald"),
        ("O'BRIEN", "O'Brien"),
        ("DE LA CRUZ", "De La Cruz"),
        ("SMITH-JONES", "Smith-Jones"),
        ("ST. MARY'S HOSPITAL OF THE BRONX", "St. Mary's Hospital of the Bronx"),
        ("100 NE 5TH ST", "100 NE 5th St"),
        ("Already So", "Already So"),
    ],
)
def test_names_are_written_as_people_write_them(written, shown):
    assert title(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("M.D.", "MD"),
        ("M. D.", "MD"),
        ("MD PHD", "MD, PhD"),
        (" MD | PHD ", "MD, PhD"),
        ("", ""),
        ("D.O.", "DO"),
    ],
)
def test_credentials_have_one_style(written, shown):
    assert credentials(written) == shown
