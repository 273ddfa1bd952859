"""The map of results: everything where it is, every number to be seen, nothing that the list does not say."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.answers import FoundClinician, FoundHospital
from finder.formats.map import SHAPES, draw, kinds
from finder.search.find import find_near
from finder.search.joined import find_all
from finder.store.near import RINGS
from tests.people_oracle import question
from tests.people_world import HERE, HOSPITALS, WORKERS

SVG = "{http://www.w3.org/2000/svg}"
SIZE = 440


@pytest.fixture
def answer(people):
    """Centers, programs and specialists near Boston."""
    return find_near(people, question(kind=["center", "program", "clinician"], limit="20"))


def drawn(answer, first=1):
    """The parsed map."""
    return ElementTree.fromstring(draw(answer, first))  # which fails where it is not well formed


def pins(picture):
    """Number → how far east and south of the middle the pin stands."""
    found = {}
    for each in picture.iter(f"{SVG}g"):
        x, y = map(float, re.findall(r"-?[\d.]+", each.get("transform")))
        found[int(each.find(f"{SVG}text").text)] = (x - SIZE / 2, y - SIZE / 2)
    return found


def spots(picture):
    """Number → where it is: the pin, or where the line of a pin that stands aside begins."""
    leads = {}
    for each in picture.iter(f"{SVG}path"):
        if each.get("class") == "map-lead":
            x, y, to_x, to_y = map(float, re.findall(r"-?[\d.]+", each.get("d")))
            leads[to_x - SIZE / 2, to_y - SIZE / 2] = (x - SIZE / 2, y - SIZE / 2)
    at = pins(picture)
    shown = {number: leads.pop(pin, pin) for number, pin in at.items()}
    assert leads == {}  # every line leads to a pin
    return shown


def rings(picture):
    """Miles → radius."""
    texts = [each for each in picture.iter(f"{SVG}text") if each.get("class") == "map-miles"]
    circles = [each for each in picture.iter(f"{SVG}circle") if each.get("class") == "map-ring"]
    miles = (int(each.text.removesuffix(" mi").replace(",", "")) for each in texts)
    return {mile: float(each.get("r")) for mile, each in zip(miles, circles, strict=True)}


def found_at(miles, turn):
    """A specialist so many miles away in a direction, 0 being north."""
    latitude = 42.3427 + miles * math.cos(math.radians(turn)) / 69.0
    longitude = -71.0922 + miles * math.sin(math.radians(turn)) / (69.0 * math.cos(math.radians(42.3427)))
    practice = msgspec.structs.replace(HERE, latitude=latitude, longitude=longitude)
    return FoundClinician(WORKERS[0], practice, miles, False)


def test_every_result_stands_at_its_distance_in_its_direction(answer):
    picture = drawn(answer)
    reach, radius = max(rings(picture).items())
    shown = spots(picture)
    assert sorted(shown) == list(range(1, len(answer.results) + 1))
    for number, found in enumerate(answer.results, start=1):
        assert math.hypot(*shown[number]) == pytest.approx(found.miles / reach * radius, abs=0.1)
        assert found.miles <= reach


@pytest.mark.parametrize(("turn", "east", "south"), [(0, 0, -1), (90, 1, 0), (180, 0, 1), (270, -1, 0)])
def test_north_is_up_and_east_to_the_right(answer, turn, east, south):
    picture = drawn(replace(answer, results=(found_at(5, turn),)))
    radius = rings(picture)[5]
    assert spots(picture)[1] == pytest.approx((east * radius, south * radius), abs=1)


def test_the_outer_ring_reaches_the_farthest(answer):
    for miles, reach in ((0.2, 1), (1.0, 1), (1.1, 2), (30, 50), (251, 500), (5001, 12_500)):
        picture = drawn(replace(answer, results=(replace(found_at(1, 45), miles=miles),)))
        assert max(rings(picture)) == reach
        assert f"the outer ring is {reach:,} miles away" in picture.get("aria-label")
        assert all(0 < radius <= SIZE / 2 for radius in rings(picture).values())


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 359)), min_size=1, max_size=40))
def test_no_pin_hides_another_or_the_asker_or_leaves_the_map(answer_without, places):
    picture = drawn(replace(answer_without, results=tuple(found_at(*place) for place in places)))
    at = [(0.0, 0.0), *pins(picture).values()]
    apart = [math.dist(one, other) for n, one in enumerate(at) for other in at[:n]]
    assert min(apart) >= 24.8  # the size of a pin, less the rounding
    assert all(max(map(abs, spot)) <= SIZE / 2 - 11 for spot in at)


@pytest.fixture(scope="module")
def answer_without(people):
    return find_near(people, question())


def test_many_in_one_spot_are_all_to_be_seen(answer):
    picture = drawn(replace(answer, results=(found_at(3, 10),) * 100))
    assert len(pins(picture)) == 100
    at = list(pins(picture).values())
    assert min(math.dist(one, other) for n, one in enumerate(at) for other in at[:n]) >= 24.8
    assert len(set(spots(picture).values())) == 1


def test_numbers_go_on_from_the_page_before(answer):
    assert set(pins(drawn(answer, first=41))) == set(range(41, 41 + len(answer.results)))


def test_pins_tell_what_they_are_and_names_are_escaped(answer):
    evil = msgspec.structs.replace(HOSPITALS[0], name="<SCRIPT>\"&' HOSPITAL")
    picture = drawn(replace(answer, results=(FoundHospital(evil, 2.5, True), found_at(3.25, 0))))
    labels = [each.get("aria-label") for each in picture.iter(f"{SVG}g")]
    assert labels == ["1. <script>\"&' Hospital, about 2 miles", "2. Anna Madeup, 3.2 miles"]
    assert "<SCRIPT" not in draw(replace(answer, results=(FoundHospital(evil, 2.5, True),))).upper()


def test_who_has_no_point_is_left_out_and_without_any_there_is_no_map(answer):
    nowhere = FoundHospital(msgspec.structs.replace(HOSPITALS[0], latitude=None, longitude=None), 1.0, True)
    assert set(pins(drawn(replace(answer, results=(nowhere, found_at(2, 0)))))) == {2}
    assert draw(replace(answer, results=(nowhere,))) == ""
    assert draw(replace(answer, results=())) == ""


def test_the_legend_names_the_kinds_that_are_shown(people):
    for asked in (["center", "program"], ["clinician"], ["hospital"], ["clinic"], list(SHAPES)):
        answer = find_all(people, question(kind=asked, limit="100"), None)
        legend = kinds(answer.results)
        assert {kind for kind, _, _ in legend} == set(asked)
        shown = {each.get("class") for each in drawn(answer).iter(f"{SVG}g")}
        assert shown == {f"map-pin map-{kind}" for kind in asked}
        for kind, path, words in legend:
            assert (path, words) == SHAPES[kind]


def test_rings_of_the_map_are_those_of_the_list_where_it_is_large(answer):
    picture = drawn(replace(answer, results=(found_at(200, 0),)))
    assert {25, 50, 100, 250} & set(rings(picture)) == {ring for ring in RINGS if 250 / 6 < ring <= 250}
