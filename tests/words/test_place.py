"""Finding places among the real ZIP codes and cities."""

import random

import pytest

from finder.errors import BadQuery, Unsure
from finder.geo.points import Point, miles_between
from finder.search.near import find_near
from finder.search.questions import NearQuery
from finder.store.flags import DESIGNATED, site_flags
from finder.store.read_catalog import catalog_of
from finder.words.place.find import find_place


@pytest.fixture
def refused(connection):
    """Returns the one fault for a place that is not found."""

    def fault_of(words, kind=BadQuery):
        with pytest.raises(kind) as caught:
            find_place(connection, words)
        assert type(caught.value) is kind
        (fault,) = caught.value.faults
        assert fault.field == "near"
        return fault

    return fault_of


@pytest.mark.parametrize(
    ("words", "name", "precision"),
    [
        ("02115", "Boston, MA 02115", "zip"),
        ("02115-1234", "Boston, MA 02115", "zip"),
        ("Boston, MA 02115", "Boston, MA 02115", "zip"),
        ("boston, massachusetts", "Boston, MA", "city"),
        ("Boston MA", "Boston, MA", "city"),
        ("Saint Louis MO", "Saint Louis, MO", "city"),
        ("St. Louis, Missouri", "Saint Louis, MO", "city"),
        ("Coeur d'Alene ID", "Coeur D Alene, ID", "city"),
        ("Mayagüez PR", "Mayaguez, PR", "city"),
        ("Washington DC", "Washington, DC", "city"),
        ("Barrigada, Guam", "Barrigada, GU", "city"),
        ("St Thomas VI", "St Thomas, VI", "city"),
        ("45.68,-111.04", "45.68, -111.04 (near Bozeman, MT)", "exact"),
    ],
)
def test_a_place_is_found(connection, words, name, precision):
    found = find_place(connection, words)
    assert (found.name, found.precision, found.note) == (name, precision, "")


def test_coordinates_far_from_every_town_have_a_note(connection):
    found = find_place(connection, "-71.11, 42.34")
    assert found.name == "-71.11, 42.34"
    assert "latitude comes first" in found.note


def test_an_unknown_zip_code_suggests_its_neighbors_and_names_the_region(refused):
    fault = refused("02100")
    assert fault.reason == "We couldn't find the ZIP code 02100."
    assert "ZIP codes that begin with 021 belong to Boston, MA and places around it." in fault.hint
    values = [choice.value for choice in fault.choices]
    assert len(values) == 3
    assert values == sorted(values)
    assert "02108" in values
    assert all(choice.value in choice.label for choice in fault.choices)


@pytest.mark.parametrize("digits", ["00000", "99999"])
def test_an_unknown_zip_code_below_or_above_all_others_suggests_its_neighbors(refused, digits):
    assert len(refused(digits).choices) == 3


@pytest.mark.parametrize(
    ("digits", "where"),
    [("09012", "Europe, Africa and the Middle East"), ("34001", "the Americas"), ("96201", "the Pacific")],
)
def test_a_military_post_office_is_refused_as_such(refused, digits, where):
    fault = refused(digits)
    assert f"military or diplomatic post office for {where}" in fault.reason
    assert "no place on the map" in fault.reason


def test_a_retired_zip_code_has_a_note(gazetteer, connection):
    retired = next(each for each in gazetteer.zips if not each.active and each.point)
    found = find_place(connection, retired.zip)
    assert found.note.startswith("This ZIP code is no longer in use")
    assert found.point == retired.point


def test_a_zip_code_without_a_location_asks_for_a_city(gazetteer, refused):
    unplaced = next(each for each in gazetteer.zips if not each.point and each.kind != "military")
    fault = refused(unplaced.zip)
    assert "we don't know where it is" in fault.reason
    assert fault.hint == "Type a city near it."


def test_a_zip_code_with_the_wrong_state_suggests_the_right_one(refused):
    fault = refused("Dallas, TX 02115")
    assert fault.reason == "02115 is Boston, MA, not in Texas."
    assert [choice.value for choice in fault.choices] == ["02115"]


def test_springfield_is_a_choice_of_states(refused):
    fault = refused("Springfield", Unsure)
    assert fault.reason == "There are 27 places called Springfield."
    assert len(fault.choices) == 27
    assert {"Springfield, IL", "Springfield, MA", "Springfield, MO"} <= {c.value for c in fault.choices}


def test_each_choice_is_a_different_place(connection, refused):
    found = [find_place(connection, choice.value) for choice in refused("Springfield", Unsure).choices]
    assert len({place.point for place in found}) == 27


@pytest.mark.parametrize(
    ("words", "label"),
    [("Bostn, MA", "Boston, MA"), ("Philadelfia PA", "Philadelphia, PA"), ("Albuqerque", "Albuquerque, NM")],
)
def test_the_right_name_of_a_misspelled_city_is_suggested(refused, words, label):
    fault = refused(words)
    assert label in [choice.value for choice in fault.choices]
    assert "Did you mean" in fault.hint


def test_a_city_with_no_similar_name_gets_examples(refused):
    fault = refused("Xqzzkv, MA")
    assert fault.reason == "We couldn't find a place called “Xqzzkv” in Massachusetts."
    assert fault.choices == ()
    assert "02115" in fault.hint


@pytest.mark.parametrize(("words", "state"), [("New Jersey", "NJ"), ("Massachusetts", "MA"), ("N.C.", "NC")])
def test_a_state_alone_asks_for_a_city(refused, words, state):
    fault = refused(words)
    assert fault.reason.endswith("is a whole state or territory.")
    assert len(fault.choices) == 8
    assert all(choice.value.endswith(f", {state}") for choice in fault.choices)


def test_the_label_of_every_city_finds_that_city(connection, gazetteer):
    several = [each for each in gazetteer.cities if each.label.endswith(")")]
    sample = random.Random(2).sample(list(gazetteer.cities), 400) + several
    wrong = []
    for city in sample:
        try:
            found = find_place(connection, city.label)
        except BadQuery as error:
            wrong.append(f"{city.label}: {error}")
        else:
            if found.point != city.point:
                wrong.append(f"{city.label}: {found}")
    assert not wrong, f"{len(wrong)} of {len(sample)}: {wrong[:5]}"


CITIES = [
    ("02115", "Boston, MA"), ("59715", "Bozeman, MT"), ("39216", "Jackson, MS"), ("99508", "Anchorage, AK"),
    ("96813", "Honolulu, HI"), ("87108", "Albuquerque, NM"), ("83814", "Coeur d'Alene, ID"),
    ("58102", "Fargo, ND"), ("04401", "Bangor, ME"), ("79901", "El Paso, TX"), ("57701", "Rapid City, SD"),
    ("82001", "Cheyenne, WY"), ("71101", "Shreveport, LA"), ("00901", "San Juan, PR"),
]  # fmt: skip


@pytest.mark.parametrize(("digits", "city"), CITIES)
def test_the_zip_code_city_and_coordinates_of_a_place_give_the_same_order(
    real, real_connection, digits, city
):
    points = {near: find_place(real_connection, near).point for near in (digits, city)}
    exact = points[digits]
    points[f"{exact.latitude},{exact.longitude}"] = exact
    lists = {near: _miles(real, near) for near in points}
    for near, point in points.items():
        apart = miles_between(point, exact)
        assert apart < 20
        end = max(lists[near].values())  # places that only one list has come after the end of the other
        for slug, miles in lists[digits].items():
            there = lists[near].get(slug, max(end, miles))
            assert abs(there - miles) <= apart + 1
    assert lists[digits] == lists[f"{exact.latitude},{exact.longitude}"]
    slack = 2 * miles_between(points[city], exact) + 0.1
    # Specialized centers come first in each ring: both sorts of places have an order of their own.
    centers = catalog_of(real).centers
    designated = {slug for slug, each in centers.items() if site_flags(each, centers) & DESIGNATED}
    for members in (designated, set(lists[city]) - set(centers)):
        order = [slug for slug in lists[city] if slug in members]
        _same_order_within(lists[digits], order, slack)


def _miles(snapshot, near):
    """Return the miles of the 400 nearest places."""
    found = []
    for page in range(1, 5):
        asked = {"near": [near], "limit": ["100"], "page": [str(page)]}
        found += find_near(snapshot, NearQuery.parse(asked)).results
    return {each.site.id: each.miles for each in found}


def _same_order_within(one, other, slack):
    """The order may differ only for places whose distances differ by less than the two points do."""
    order = [slug for slug in other if slug in one]
    for index, slug in enumerate(order):
        for later in order[index + 1 : index + 8]:
            assert one[slug] <= one[later] + slack


def test_the_location_of_a_city_is_near_its_zip_codes(connection):
    assert miles_between(find_place(connection, "Boston, MA").point, Point(42.34, -71.07)) < 4


def test_coordinates_in_alaska_are_not_near_a_military_post_office(connection):
    assert "AP" not in find_place(connection, "64.7361,-156.9372").name
