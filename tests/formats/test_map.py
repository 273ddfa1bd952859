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
from finder.domain.places import Place, Streets, Town
from finder.formats.map.draw import SHAPES, draw, kinds
from finder.formats.map.frame import APART, WIDTH
from finder.geo.points import Point
from finder.language import using_language
from finder.search.near import find_near
from tests.people_oracle import question
from tests.people_world import HERE, HOSPITALS, WORKERS

SVG = "{http://www.w3.org/2000/svg}"
STREETS = Streets("https://tiles.example.org/{z}/{x}/{y}.png?a=1&b=2", "Example")


@pytest.fixture
def answer(people):
    """Centers, programs and specialists near Boston."""
    return find_near(people, question(kind=["center", "program", "clinician"], limit="20"))


def drawn(answer, *more, **options):
    """The parsed map."""
    return ElementTree.fromstring(draw(answer, *more, **options).svg)  # fails where it is not well formed


def classed(picture, name, tag="text"):
    return [each for each in picture.iter(f"{SVG}{tag}") if name in each.get("class", "").split()]


def here(picture):
    (dot,) = classed(picture, "map-here", "circle")
    return float(dot.get("cx")), float(dot.get("cy"))


def pins(picture):
    """Number → where the pin stands on the sheet."""
    return {
        int(each.find(f"{SVG}text").text): tuple(map(float, re.findall(r"-?\d+", each.get("transform"))))
        for each in classed(picture, "map-pin", "a")
    }


def spots(picture):
    """Number → where it is: the pin, or where the line of a pin that stands aside begins."""
    leads = {}
    for each in classed(picture, "map-lead", "path"):
        x, y, to_x, to_y = map(float, re.findall(r"-?\d+", each.get("d")))
        leads[to_x, to_y] = (x, y)
    shown = {number: leads.pop(pin, pin) for number, pin in pins(picture).items()}
    assert leads == {}  # every line leads to a pin
    return shown


def scale(picture):
    """Units a mile, by the rings, whose radii agree."""
    miles = [int(each.text.removesuffix(" mi").replace(",", "")) for each in classed(picture, "map-miles")]
    radii = [float(each.get("r")) for each in classed(picture, "map-ring", "circle")]
    scales = [radius / mile for mile, radius in zip(miles, radii, strict=True)]
    assert scales
    assert max(scales) == pytest.approx(min(scales), rel=0.01)
    return max(zip(radii, scales, strict=True))[1]


def found_at(miles, turn):
    """A specialist so many miles away in a direction, 0 being north."""
    latitude = 42.3427 + miles * math.cos(math.radians(turn)) / 69.0
    longitude = -71.0922 + miles * math.sin(math.radians(turn)) / (69.0 * math.cos(math.radians(42.3427)))
    practice = msgspec.structs.replace(HERE, latitude=latitude, longitude=longitude)
    return FoundClinician(WORKERS[0], practice, miles, False)


def among(answer, *places):
    return replace(answer, results=tuple(found_at(*place) for place in places))


def test_every_result_stands_at_its_distance(answer):
    picture = drawn(answer)
    shown, units = spots(picture), scale(picture)
    assert sorted(shown) == list(range(1, len(answer.results) + 1))
    for number, found in enumerate(answer.results, start=1):
        assert math.dist(shown[number], here(picture)) == pytest.approx(found.miles * units, abs=2)


@pytest.mark.parametrize(("turn", "east", "south"), [(0, 0, -1), (90, 1, 0), (180, 0, 1), (270, -1, 0)])
def test_north_is_up_and_east_to_the_right(answer, turn, east, south):
    picture = drawn(among(answer, (5, turn)))
    x, y = here(picture)
    far = 5 * scale(picture)
    assert spots(picture)[1] == pytest.approx((x + east * far, y + south * far), abs=3)


@pytest.mark.parametrize("miles", [0.2, 1, 9, 30, 251, 900, 5001])
def test_the_sheet_holds_asker_and_farthest_and_rings_tell_the_miles(answer, miles):
    picture = drawn(among(answer, (miles, 265)))
    width, height = map(int, picture.get("viewBox").split()[2:])
    assert width == WIDTH
    assert 0.75 * width <= height <= 1.1 * width + 1
    for x, y in (here(picture), *spots(picture).values()):
        assert 0 < x < width
        assert 0 < y < height
    assert 1 <= len(classed(picture, "map-ring", "circle")) <= 4
    for each in picture.iter(f"{SVG}text"):
        half = len(each.text) * 5
        assert each.get("x") is None or half < float(each.get("x")) < width - half


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 359)), min_size=1, max_size=40))
def test_no_pin_hides_another_or_the_asker_or_leaves_the_map(answer_without, places):
    picture = drawn(among(answer_without, *places))
    at = [here(picture), *pins(picture).values()]
    width, height = map(int, picture.get("viewBox").split()[2:])
    assert min(math.dist(one, other) for n, one in enumerate(at) for other in at[:n]) >= APART - 2
    for x, y in at[1:]:
        assert 26 <= x <= width - 26
        assert 26 <= y <= height - 26


@pytest.fixture(scope="module")
def answer_without(people):
    return find_near(people, question())


def test_many_in_one_spot_are_all_to_be_seen(answer):
    picture = drawn(among(answer, *[(3, 10)] * 100))
    at = list(pins(picture).values())
    assert len(at) == 100
    assert min(math.dist(one, other) for n, one in enumerate(at) for other in at[:n]) >= APART - 2
    assert len(set(spots(picture).values())) == 1
    assert draw(among(answer, *[(3, 10)] * 2)).has_leads
    assert not draw(among(answer, (3, 10))).has_leads


def test_numbers_go_on_from_the_page_before(answer):
    drawing = draw(answer, 41)
    numbers = list(range(41, 41 + len(answer.results)))
    assert sorted(pins(ElementTree.fromstring(drawing.svg))) == numbers
    assert sorted(drawing.shown) == sorted(drawing.numbers.values()) == numbers


def test_pins_lead_to_their_cards_with_names_that_are_escaped(answer):
    evil = msgspec.structs.replace(HOSPITALS[0], name="<SCRIPT>\"&' HOSPITAL")
    drawing = draw(replace(answer, results=(FoundHospital(evil, 2.5, True), found_at(3.25, 0))))
    links = classed(ElementTree.fromstring(drawing.svg), "map-pin", "a")
    names = [each.find(f"{SVG}title").text for each in links]
    assert names == ["1. <script>\"&' Hospital, about 2 miles", "2. Anna Madeup, 3.2 miles"]
    assert [each.get("href").removeprefix("#") for each in links] == list(drawing.numbers)
    assert [each.get("id") for each in links] == ["pin-1", "pin-2"]
    assert "<SCRIPT" not in drawing.svg.upper()


def test_a_screen_reader_is_told_the_pins_and_not_the_ground(answer):
    picture = drawn(answer)
    assert picture.get("role") == "group"
    assert picture.get("aria-label") == f"Map of {len(answer.results)} results around {answer.place.name}"
    ground, *links = list(picture)
    assert ground.get("aria-hidden") == "true"
    assert {each.tag for each in links} == {f"{SVG}a"}
    assert not [each for each in ground.iter() if each.get("href") or each.get("tabindex")]


def test_it_has_no_style_of_its_own_and_asks_nobody(answer):
    svg = draw(answer).svg
    assert "style" not in svg
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_who_has_no_point_is_left_out_and_without_any_there_is_no_map(answer):
    nowhere = FoundHospital(msgspec.structs.replace(HOSPITALS[0], latitude=None, longitude=None), 1.0, True)
    drawing = draw(replace(answer, results=(nowhere, found_at(2, 0))))
    assert set(drawing.numbers.values()) == {1, 2}
    assert drawing.shown == {2}
    assert draw(replace(answer, results=(nowhere,))) is None
    assert draw(replace(answer, results=())) is None


def test_the_legend_names_the_kinds_that_are_shown(people):
    for asked in (["center", "program"], ["clinician"], ["hospital"], ["clinic"], list(SHAPES)):
        answer = find_near(people, question(kind=asked, limit="100"))
        drawing = draw(answer)
        assert list(drawing.kinds) == kinds(answer.results)
        assert {kind for kind, _, _ in drawing.kinds} == set(asked)
        shown = {each.get("class") for each in classed(ElementTree.fromstring(drawing.svg), "map-pin", "a")}
        assert shown == {f"map-pin map-{kind}" for kind in asked}
        for kind, path, words in drawing.kinds:
            assert (path, words) == SHAPES[kind]


def test_shapes_tell_kinds_apart_without_color():
    assert len({path for path, _ in SHAPES.values()}) == len(SHAPES)


def test_states_are_named_and_drawn_where_the_map_is_wide_and_left_out_where_it_is_not(answer):
    wide, close = drawn(among(answer, (90, 270), (30, 180))), drawn(among(answer, (6, 270)))
    assert "Massachusetts" in {each.text for each in classed(wide, "map-name")}
    assert classed(wide, "map-state", "path")
    assert not classed(close, "map-name")
    assert not classed(close, "map-state", "path")
    assert draw(among(answer, (90, 270))).has_outlines
    assert not draw(among(answer, (6, 270))).has_outlines


@pytest.mark.parametrize(
    ("place", "state"),
    [((61.2, -149.9), "Alaska"), ((20.9, -157.0), "Hawaii"), ((18.2, -66.4), "Puerto Rico"),
     ((13.45, 144.7), "Guam"), ((44.0, -110.0), "Wyoming")],
)  # fmt: skip
def test_every_part_of_the_country_has_its_land(answer, place, state):
    asker = Point(*place)
    there = [
        FoundClinician(WORKERS[0], msgspec.structs.replace(HERE, latitude=asker.latitude + step,
                                                           longitude=asker.longitude + step), 30, False)
        for step in (-0.3, 0.3)
    ]  # fmt: skip
    picture = drawn(replace(answer, place=Place("There", asker, "exact"), results=tuple(there)))
    assert state in {each.text for each in classed(picture, "map-name")}
    assert classed(picture, "map-land", "path")


def test_land_lies_under_those_who_stand_on_it_and_not_under_the_sea(answer):
    """Boston is on land; thirty miles to the east is the Atlantic."""
    picture = drawn(among(answer, (60, 270), (30, 90)))
    (land,) = classed(picture, "map-land", "path")
    x, y = here(picture)
    units = scale(picture)
    assert inside(land.get("d"), (x - 5 * units, y))
    assert not inside(land.get("d"), (x + 30 * units, y))


def inside(path, point):
    """Whether a point lies within a path of rings, by the rule of even and odd."""
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


def test_towns_are_named_the_largest_first_and_cover_no_pin(answer):
    towns = [
        Town("Near <Boston>", "MA", Point(42.36, -71.06), 50),
        Town("Covered by the one before", "MA", Point(42.361, -71.061), 9),
        Town("Worcester", "MA", Point(42.26, -71.80), 8),
        Town("Far away", "CA", Point(34.0, -118.0), 98),
    ]
    asked = []
    picture = drawn(among(answer, (60, 270), (30, 90)), find_towns=lambda miles: asked.append(miles) or towns)
    assert [each.text for each in classed(picture, "map-town")] == ["Near <Boston>", "Worcester"]
    assert 30 < asked[0] < 200
    boxes = [(float(each.get("x")), float(each.get("y")) - 8) for each in classed(picture, "map-town")]
    for x, y in boxes:
        for pin_x, pin_y in pins(picture).values():
            assert abs(x - pin_x) > 26 or abs(y - pin_y) > 26


def test_it_speaks_the_language_that_is_spoken(answer):
    with using_language("es"):
        drawing = draw(answer)  # which must not fail; that messages are translated is tested elsewhere
    assert 'role="group"' in drawing.svg


def test_it_stays_small(answer):
    wide = among(answer, *[(60 * step, 9 * step) for step in range(1, 40)])
    assert len(draw(wide).svg) < 30_000


def test_streets_are_pictures_around_the_nearest_with_a_bar_of_miles(answer):
    drawing = draw(among(answer, (2, 10), (9, 200), (80, 0)), streets=STREETS)
    picture = ElementTree.fromstring(drawing.svg)
    assert drawing.shown == {1, 2}
    assert not drawing.has_outlines
    images = [each.attrib for each in picture.iter(f"{SVG}image")]
    assert 4 <= len(images) <= 16
    assert all(each["href"].startswith("https://tiles.example.org/") for each in images)
    assert all(each["href"].endswith("?a=1&b=2") for each in images)
    assert len(classed(picture, "map-scale", "path")) == 1
    assert not classed(picture, "map-ring", "circle")
    width, height = map(int, picture.get("viewBox").split()[2:])
    covered = [[int(each[name]) for each in images] for name in ("x", "y", "width", "height")]
    assert min(covered[0]) <= 0
    assert min(covered[1]) <= 0
    assert max(x + wide for x, wide in zip(covered[0], covered[2], strict=True)) >= width
    assert max(y + high for y, high in zip(covered[1], covered[3], strict=True)) >= height


def test_the_asker_stands_on_the_right_spot_of_the_right_picture(answer):
    """The formula of slippy maps: column and row of a point at a zoom."""
    picture = drawn(among(answer, (2, 10), (3, 200)), streets=STREETS)
    point = answer.place.point
    x, y = here(picture)
    for each in picture.iter(f"{SVG}image"):
        zoom, column, row = map(int, re.findall(r"/(\d+)(?=[/.])", each.get("href")))
        left, top, wide, high = (int(each.get(name)) for name in ("x", "y", "width", "height"))
        if left <= x < left + wide and top <= y < top + high:
            break
    else:
        pytest.fail("the asker stands on no picture")
    latitude = math.radians(point.latitude)
    exact_column = (point.longitude + 180) / 360 * 2**zoom
    exact_row = (1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * 2**zoom
    assert (x - left) / wide == pytest.approx(exact_column - column, abs=0.01)
    assert (y - top) / high == pytest.approx(exact_row - row, abs=0.01)


def test_where_all_are_far_the_streets_lead_to_the_nearest(answer):
    assert draw(among(answer, (90, 10), (300, 200)), streets=STREETS).shown == {1}
