"""The map of results: true distances and directions, every pin visible, and nothing the list does not say."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.answers import ClinicianResult, HospitalResult
from finder.domain.kinds import Kind
from finder.domain.places import Place, Town
from finder.formats.map.draw import draw, kinds
from finder.formats.map.frame import PIN_DISTANCE, WIDTH
from finder.formats.map.pins import SHAPES
from finder.geo.points import Point
from finder.language import using_language
from finder.search.near import find_near
from tests.formats.map_reader import (
    SVG,
    arrows,
    classed,
    drawn,
    found_at,
    here,
    locations,
    pins,
    scale,
    with_results,
)
from tests.people_oracle import question
from tests.people_world import HERE, HOSPITALS, WORKERS


@pytest.fixture
def answer(people):
    """Centers, programs and specialists near Boston."""
    return find_near(people, question(kind=["center", "program", "clinician"], limit="20"))


def test_every_result_is_shown_at_its_distance(answer):
    picture = drawn(answer)
    shown, units = locations(picture), scale(picture)
    assert sorted([*shown, *arrows(picture)]) == list(range(1, len(answer.results) + 1))
    for number, found in enumerate(answer.results, start=1):
        if number in arrows(picture):
            continue
        assert math.dist(shown[number], here(picture)) == pytest.approx(found.miles * units, abs=2)


@pytest.mark.parametrize(("bearing", "east", "south"), [(0, 0, -1), (90, 1, 0), (180, 0, 1), (270, -1, 0)])
def test_north_is_up_and_east_to_the_right(answer, bearing, east, south):
    picture = drawn(with_results(answer, (5, bearing)))
    x, y = here(picture)
    far = 5 * scale(picture)
    assert locations(picture)[1] == pytest.approx((x + east * far, y + south * far), abs=3)


@pytest.mark.parametrize("miles", [0.2, 1, 9, 30, 251, 900, 5001])
def test_the_sheet_shows_the_reader_and_the_farthest_result_with_one_to_four_rings(answer, miles):
    picture = drawn(with_results(answer, (miles, 265)))
    width, height = map(int, picture.get("viewBox").split()[2:])
    assert width == WIDTH
    assert 0.75 * width <= height <= 1.1 * width + 1
    for x, y in (here(picture), *locations(picture).values()):
        assert 0 < x < width
        assert 0 < y < height
    assert 1 <= len(classed(picture, "map-ring", "circle")) <= 4
    for each in picture.iter(f"{SVG}text"):
        half = len(each.text) * 5
        assert each.get("x") is None or half < float(each.get("x")) < width - half


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 359)), min_size=1, max_size=40))
def test_no_pin_covers_another_or_the_reader_or_leaves_the_map(default_answer, places):
    picture = drawn(with_results(default_answer, *places))
    at = [here(picture), *pins(picture).values()]
    width, height = map(int, picture.get("viewBox").split()[2:])
    assert min(math.dist(one, other) for n, one in enumerate(at) for other in at[:n]) >= PIN_DISTANCE - 2
    for x, y in at[1:]:
        assert 26 <= x <= width - 26
        assert 26 <= y <= height - 26


@pytest.fixture(scope="module")
def default_answer(people):
    return find_near(people, question())


def test_100_results_at_one_location_are_all_visible(answer):
    picture = drawn(with_results(answer, *[(3, 10)] * 100))
    at = list(pins(picture).values())
    assert len(at) == 100
    assert min(math.dist(one, other) for n, one in enumerate(at) for other in at[:n]) >= PIN_DISTANCE - 2
    assert len(set(locations(picture).values())) == 1
    assert draw(with_results(answer, *[(3, 10)] * 2)).has_leads
    assert not draw(with_results(answer, (3, 10))).has_leads


def test_numbers_continue_from_the_previous_page(answer):
    drawing = draw(answer, 41)
    numbers = list(range(41, 41 + len(answer.results)))
    picture = ElementTree.fromstring(drawing.svg)
    assert sorted([*pins(picture), *arrows(picture)]) == numbers
    assert sorted(drawing.shown) == sorted(drawing.numbers.values()) == numbers


@pytest.mark.parametrize(
    ("bearing", "arrow", "edge"),
    [(0, "↑", "top"), (90, "→", "right"), (180, "↓", "bottom"), (270, "←", "left"), (225, "↙", "bottom")],
)
def test_what_is_far_is_an_arrow_at_the_edge_in_its_direction(answer, bearing, arrow, edge):
    near = [found_at(each, 60 * each) for each in (1, 2, 3, 4, 5)]
    picture = drawn(replace(answer, results=(*near, found_at(340, bearing))))
    assert sorted(pins(picture)) == [1, 2, 3, 4, 5]
    ((label, (x, y), half),) = arrows(picture).values()
    assert label == f"{arrow} 6 · 340 mi"
    width, height = map(int, picture.get("viewBox").split()[2:])
    ends = {"left": x - half, "right": width - x - half, "top": y - 20, "bottom": height - y - 20}
    assert ends[edge] <= 16
    assert min(ends.values()) >= 0


def test_pins_link_to_their_cards_and_names_are_escaped(answer):
    evil = msgspec.structs.replace(HOSPITALS[0], name="<SCRIPT>\"&' HOSPITAL")
    drawing = draw(replace(answer, results=(HospitalResult(evil, 2.5, True), found_at(3.25, 0))))
    links = classed(ElementTree.fromstring(drawing.svg), "map-pin", "a")
    names = [each.find(f"{SVG}title").text for each in links]
    assert names == ["1. <Script>\"&' Hospital, about 2 miles", "2. Anna Madeup, 3.2 miles"]
    assert [each.get("href").removeprefix("#") for each in links] == list(drawing.numbers)
    assert [each.get("id") for each in links] == ["pin-1", "pin-2"]
    assert "<SCRIPT" not in drawing.svg.upper()


def test_screen_readers_read_the_pins_and_skip_the_background(answer):
    picture = drawn(answer)
    assert picture.get("role") == "group"
    assert picture.get("aria-label") == f"Map of {len(answer.results)} results around {answer.place.name}"
    background, *links = list(picture)
    assert background.get("aria-hidden") == "true"
    assert {each.tag for each in links} == {f"{SVG}a"}
    assert not [each for each in background.iter() if each.get("href") or each.get("tabindex")]


def test_it_has_no_inline_style_and_loads_nothing(answer):
    svg = draw(answer).svg
    assert "style" not in svg
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_results_without_a_location_are_left_out_and_without_any_there_is_no_map(answer):
    unplaced = HospitalResult(msgspec.structs.replace(HOSPITALS[0], latitude=None, longitude=None), 1.0, True)
    drawing = draw(replace(answer, results=(unplaced, found_at(2, 0))))
    assert set(drawing.numbers.values()) == {1, 2}
    assert drawing.shown == {2}
    assert draw(replace(answer, results=(unplaced,))) is None
    assert draw(replace(answer, results=())) is None


def test_the_legend_names_the_kinds_on_the_map(people):
    for kinds_of_query in (["center", "program"], ["clinician"], ["hospital"], ["clinic"], list(Kind)):
        answer = find_near(people, question(kind=kinds_of_query, limit="100"))
        drawing = draw(answer)
        on_sheet = [kind for kind, _, _ in drawing.kinds]
        assert on_sheet == [kind for kind, _, _ in kinds(answer.results) if kind in on_sheet]
        shown = {each.get("class") for each in classed(ElementTree.fromstring(drawing.svg), "map-pin", "a")}
        assert shown == {f"map-pin map-{kind}" for kind in on_sheet}
        for kind, path, legend in drawing.kinds:
            assert (path, legend) == (SHAPES[kind], kind.singular)


def test_each_kind_has_its_own_shape():
    assert set(SHAPES) == set(Kind)
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_wide_maps_have_states_and_close_ones_do_not(answer):
    wide, close = drawn(with_results(answer, (90, 270), (30, 180))), drawn(with_results(answer, (6, 270)))
    assert "Massachusetts" in {each.text for each in classed(wide, "map-name")}
    assert classed(wide, "map-state", "path")
    assert not classed(close, "map-name")
    assert not classed(close, "map-state", "path")
    assert draw(with_results(answer, (90, 270))).has_outlines
    assert not draw(with_results(answer, (6, 270))).has_outlines


@pytest.mark.parametrize(
    ("place", "state"),
    [((61.2, -149.9), "Alaska"), ((20.9, -157.0), "Hawaii"), ((18.2, -66.4), "Puerto Rico"),
     ((13.45, 144.7), "Guam"), ((44.0, -110.0), "Wyoming")],
)  # fmt: skip
def test_every_part_of_the_country_has_land_and_a_name(answer, place, state):
    center = Point(*place)
    there = [
        ClinicianResult(WORKERS[0], msgspec.structs.replace(HERE, latitude=center.latitude + step,
                                                           longitude=center.longitude + step), 30, False)
        for step in (-0.3, 0.3)
    ]  # fmt: skip
    picture = drawn(replace(answer, place=Place("There", center, "exact"), results=tuple(there)))
    assert state in {each.text for each in classed(picture, "map-name")}
    assert classed(picture, "map-land", "path")


def test_land_is_drawn_where_there_is_land_and_not_in_the_sea(answer):
    """West of Boston is land; 30 miles east is the Atlantic."""
    picture = drawn(with_results(answer, (60, 270), (30, 90)))
    (land,) = classed(picture, "map-land", "path")
    x, y = here(picture)
    units = scale(picture)
    assert inside(land.get("d"), (x - 5 * units, y))
    assert not inside(land.get("d"), (x + 30 * units, y))


def inside(path, point):
    """Whether a point is inside a path of rings, by the even-odd rule."""
    crossed = 0
    for ring in path.split("z")[:-1]:
        first, steps = ring.removeprefix("M").split("l")
        x, y = map(int, re.findall(r"-?\d+", first))
        corners = [(x, y)]
        numbers = list(map(int, re.findall(r"-?\d+", steps)))
        for east, south in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + east, y + south
            corners.append((x, y))
        for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
            if (y1 > point[1]) != (y2 > point[1]):
                crossed += point[0] < x1 + (point[1] - y1) / (y2 - y1) * (x2 - x1)
    return crossed % 2 == 1


def test_towns_are_labeled_in_order_without_covering_a_pin(answer):
    towns = [
        Town("Near <Boston>", "MA", Point(42.36, -71.06), 50),
        Town("Covered by the one before", "MA", Point(42.361, -71.061), 9),
        Town("Worcester", "MA", Point(42.26, -71.80), 8),
        Town("Far away", "CA", Point(34.0, -118.0), 98),
    ]
    miles_asked_for = []
    picture = drawn(
        with_results(answer, (60, 270), (30, 90)),
        find_towns=lambda miles: miles_asked_for.append(miles) or towns,
    )
    assert [each.text for each in classed(picture, "map-town")] == ["Near <Boston>", "Worcester"]
    assert 30 < miles_asked_for[0] < 200
    boxes = [(float(each.get("x")), float(each.get("y")) - 8) for each in classed(picture, "map-town")]
    for x, y in boxes:
        for pin_x, pin_y in pins(picture).values():
            assert abs(x - pin_x) > 26 or abs(y - pin_y) > 26


def test_it_is_drawn_in_spanish(answer):
    with using_language("es"):
        legends = {legend for _, _, legend in draw(answer).kinds}
    assert "especialista" in legends


def test_the_svg_is_small(answer):
    wide = with_results(answer, *[(60 * step, 9 * step) for step in range(1, 40)])
    assert len(draw(wide).svg) < 30_000
