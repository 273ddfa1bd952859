"""ZIP codes and cities as the package has them, with its faults guarded."""

from collections import Counter, defaultdict

import pytest

from finder.geo.city_names import city_key
from finder.geo.points import Point, miles_between
from finder.geo.states import MILITARY, STATES
from finder.sources.zip_codes import read_package
from finder.sources.zip_codes.read_places import NamedPlace


@pytest.fixture(scope="module")
def by_zip(gazetteer):
    return {each.zip: each for each in gazetteer.zips}


@pytest.fixture(scope="module")
def by_name(gazetteer):
    found = {}
    for each in gazetteer.cities:
        found.setdefault((each.key, each.state), []).append(each)
    return found


def test_every_zip_code_is_there_once_in_order(gazetteer, by_zip):
    digits = [each.zip for each in gazetteer.zips]
    assert len(digits) > 41_000
    assert digits == sorted(set(digits))
    assert all(len(each) == 5 and each.isascii() and each.isdigit() for each in digits)
    assert gazetteer.release.startswith("zipcodes ")


def test_no_point_is_in_the_ocean_at_zero(gazetteer):
    points = [each.point for each in (*gazetteer.zips, *gazetteer.cities) if each.point]
    assert not [point for point in points if abs(point.latitude) < 1 and abs(point.longitude) < 1]


def test_military_zip_codes_are_known_and_make_no_city(by_zip, by_name):
    military = [each for each in by_zip.values() if each.state in MILITARY]
    assert len(military) > 300
    assert {each.kind for each in military} == {"military"}
    assert not [state for _, state in by_name if state in MILITARY]
    assert not {"apo", "fpo", "dpo"} & {name for name, _ in by_name}
    assert {by_zip[digits].state for digits in ("09905", "09980", "09984")} == {"AE"}


def test_nearly_every_other_zip_code_has_a_point(by_zip):
    without = [each for each in by_zip.values() if each.state not in MILITARY and not each.point]
    assert len(without) < 300
    assert not [each.zip for each in without if each.kind == "standard" and each.active]


@pytest.mark.parametrize(
    ("digits", "city", "state", "kind"),
    [
        ("02115", "Boston", "MA", "standard"),
        ("59715", "Bozeman", "MT", "standard"),
        ("00901", "San Juan", "PR", "standard"),
        ("00802", "St Thomas", "VI", "standard"),
        ("96913", "Barrigada", "GU", "standard"),
        ("96799", "Pago Pago", "AS", "po box"),
        ("20892", "Bethesda", "MD", "unique"),
        ("02112", "Boston", "MA", "po box"),
        ("09012", "Apo", "AE", "military"),
        ("96201", "Apo", "AP", "military"),
        ("34001", "Dpo", "AA", "military"),
    ],
)
def test_zip_codes_of_every_kind_and_territory_are_there(by_zip, digits, city, state, kind):
    found = by_zip[digits]
    assert (found.city.casefold(), found.state, found.kind) == (city.casefold(), state, kind)


@pytest.mark.parametrize(
    ("key", "state", "point", "miles"),
    [
        ("boston", "MA", Point(42.36, -71.06), 5),
        ("newyork", "NY", Point(40.74, -73.99), 8),
        ("losangeles", "CA", Point(34.05, -118.25), 12),
        ("chicago", "IL", Point(41.88, -87.63), 8),
        ("houston", "TX", Point(29.76, -95.37), 10),
        ("stlouis", "MO", Point(38.63, -90.24), 8),
        ("anchorage", "AK", Point(61.20, -149.87), 15),
        ("honolulu", "HI", Point(21.31, -157.86), 8),
        ("sanjuan", "PR", Point(18.42, -66.07), 8),
        ("washington", "DC", Point(38.91, -77.03), 5),
        ("billings", "MT", Point(45.78, -108.53), 8),
        ("coeurdalene", "ID", Point(47.70, -116.78), 8),
    ],
)
def test_a_city_lies_where_it_lies(by_name, key, state, point, miles):
    (found,) = by_name[key, state]
    assert miles_between(found.point, point) < miles


def test_springfield_is_in_more_states_than_any_list_of_post_offices_has(by_name):
    assert len([1 for key, _ in by_name if key == "springfield"]) == 27


def test_a_city_of_one_name_and_state_is_one_unless_far_apart(gazetteer, by_name):
    several = {name: found for name, found in by_name.items() if len(found) > 1}
    assert len(several) < 1_200  # 300 of them townships
    for found in several.values():
        labels = [each.label for each in found]
        assert len(set(labels)) == len(labels)
        assert all(label.endswith(")") for label in labels)
    labels = Counter(each.label for each in gazetteer.cities)
    assert max(labels.values()) == 1


def test_a_big_city_is_not_split_by_a_stray_zip_code(by_name):
    for name in (("houston", "TX"), ("newyork", "NY"), ("losangeles", "CA"), ("chicago", "IL")):
        assert len(by_name[name]) == 1


def test_every_state_has_cities(by_name):
    assert {state for _, state in by_name} == set(STATES)


@pytest.mark.parametrize(
    ("key", "state", "people"),
    [
        ("paradise", "NV", 150_000),
        ("brick", "NJ", 70_000),
        ("greenburgh", "NY", 80_000),
        ("ramapo", "NY", 100_000),
    ],
)
def test_a_place_without_a_post_office_of_its_name_is_there(by_name, key, state, people):
    assert by_name[key, state][0].people > people


def test_a_city_is_where_its_people_are(by_name):
    (found,) = by_name["bozeman", "MT"]
    assert miles_between(found.point, Point(45.669, -111.024)) < 2


def test_the_main_zip_code_of_every_town_is_within_2_miles_of_it(gazetteer):
    delivered = defaultdict(list)
    for each in gazetteer.zips:
        if each.active and each.point and each.kind == "standard":
            delivered[city_key(each.city), each.state].append(each.point)
    far, checked = [], 0
    for town in gazetteer.cities:
        points = delivered.get((town.key, town.state), ())
        if town.people and points and not town.label.endswith(")"):
            checked += 1
            if min(miles_between(town.point, point) for point in points) > 2:
                far.append(town.label)
    assert checked > 12_000
    assert far == []


def test_every_zip_code_of_alaska_is_near_its_town(gazetteer, by_name):
    far, checked = [], 0
    for each in gazetteer.zips:
        towns = [town for town in by_name.get((city_key(each.city), "AK"), ()) if town.people]
        if each.state == "AK" and each.point and each.active and towns:
            checked += 1
            if min(miles_between(each.point, town.point) for town in towns) > 16:
                far.append((each.zip, each.city))
    assert checked > 120
    assert far == []


def test_a_zip_code_of_boxes_in_the_middle_of_its_county_does_not_move_the_town(by_name):
    (found,) = by_name["sanysidro", "CA"]
    assert miles_between(found.point, Point(32.56, -117.04)) < 2


def test_the_regions_of_connecticut_have_their_largest_towns(gazetteer):
    regions = {each.name: each for each in gazetteer.counties if each.name.endswith(" Planning Region")}
    assert len(regions) == 9
    labels = {each.label for each in gazetteer.cities}
    assert all(set(each.towns) <= labels and len(each.towns) >= 4 for each in regions.values())
    assert regions["Western Connecticut Planning Region"].towns[0] == "Stamford, CT"


@pytest.mark.parametrize(
    ("digits", "point"),
    [
        ("95616", Point(38.5535, -121.7367)),
        ("59801", Point(46.866, -113.985)),
        ("80487", Point(40.4650, -106.8230)),
        ("90095", Point(34.065, -118.447)),
        ("44195", Point(41.503, -81.621)),
        ("66160", Point(39.056, -94.611)),
        ("14642", Point(43.123, -77.624)),
        ("27710", Point(36.007, -78.938)),
        ("99701", Point(64.84, -147.72)),
        ("99723", Point(71.29, -156.79)),
        ("99615", Point(57.79, -152.40)),
        ("96960", Point(7.09, 171.38)),
        ("96898", Point(19.28, 166.65)),
        ("96941", Point(6.96, 158.21)),
        ("99762", Point(64.5, -165.41)),
        ("99574", Point(60.54, -145.76)),
    ],
)
def test_a_zip_code_lies_where_people_live(by_zip, digits, point):
    assert miles_between(by_zip[digits].point, point) < 5


def test_two_places_of_one_name_in_a_state_are_told_apart_by_county(by_name):
    labels = [each.label for each in by_name["shelby", "MI"]]
    assert labels == ["Shelby, MI (Oceana County)", "Shelby, MI (Macomb County)"]


def test_a_county_has_its_largest_towns(gazetteer):
    (cook,) = (each for each in gazetteer.counties if (each.key, each.state) == ("cook", "IL"))
    assert cook.name == "Cook County"
    assert cook.people > 4_000_000
    assert cook.towns[0] == "Chicago, IL"
    assert len(cook.towns) == 6


def _row(digits, lat, long, city="Here", state="MT", kind="STANDARD", active=True, county="A County"):
    return {
        "zip_code": digits,
        "zip_code_type": kind,
        "active": active,
        "city": city,
        "acceptable_cities": [],
        "state": state,
        "county": county,
        "lat": lat,
        "long": long,
    }


@pytest.fixture
def read(monkeypatch):
    def of(*rows, places=(), better=None):
        monkeypatch.setattr(read_package.zipcodes, "list_all", lambda: list(rows))
        return read_package.read_gazetteer(places, better or {})

    return of


def test_a_zip_code_at_zero_gets_the_middle_of_its_city(read):
    found = read(
        _row("59001", "45.0", "-110.0"),
        _row("59002", "45.2", "-110.2"),
        _row("59003", "0.0", "0.0"),
        _row("59004", "", "", city="Elsewhere"),
        _row("59005", "46.9", "-110.9", active=False),
    )
    points = {each.zip: each.point for each in found.zips}
    assert points["59003"].latitude == pytest.approx(45.1)
    assert points["59003"].longitude == pytest.approx(-110.1)
    assert points["59004"] is None
    assert [each.name for each in found.cities] == ["Here"]


def test_two_towns_of_one_name_carry_their_counties(read):
    found = read(
        _row("59001", "45.0", "-105.0", county="East County"),
        _row("59002", "45.0", "-110.0", county="West County"),
    )
    assert [each.label for each in found.cities] == ["Here, MT (East County)", "Here, MT (West County)"]


def test_a_city_is_where_its_own_delivered_zip_codes_are(read):
    found = read(
        _row("59001", "45.0", "-110.0"),
        _row("59002", "45.3", "-110.3", kind="PO BOX"),
        _row("59003", "45.3", "-110.3", city="There") | {"acceptable_cities": ["Here"]},
    )
    (here,) = (each for each in found.cities if each.name == "Here")
    assert here.point == Point(45.0, -110.0)
    assert here.zips == 3


def test_the_point_of_the_people_of_a_zip_code_replaces_that_of_the_package(read):
    found = read(
        _row("59001", "45.0", "-110.0"), _row("59002", "0.0", "0.0"), better={"59001": Point(45.4, -110.4)}
    )
    assert [each.point for each in found.zips] == [Point(45.4, -110.4)] * 2
    assert found.cities[0].point == Point(45.4, -110.4)


def _place(latitude, longitude, people=500, name="Here"):
    return NamedPlace(city_key(name), "MT", "place", name, people, Point(latitude, longitude))


def test_a_city_takes_the_point_and_people_of_the_place_near_it(read):
    found = read(_row("59001", "45.0", "-110.0"), places=[_place(45.1, -110.0)])
    assert [(each.point, each.people, each.label) for each in found.cities] == [
        (Point(45.1, -110.0), 500, "Here, MT")
    ]


def test_the_main_zip_code_of_a_town_comes_within_2_miles_of_it(read):
    found = read(
        _row("59001", "45.0", "-110.0"), _row("59002", "44.9", "-110.0"), places=[_place(45.1, -110.0)]
    )
    near, far = found.zips
    assert 1.9 < miles_between(near.point, Point(45.1, -110.0)) <= 2
    assert far.point == Point(44.9, -110.0)


def test_a_large_town_comes_within_2_miles_of_its_main_zip_code(read):
    found = read(_row("59001", "45.0", "-110.0"), places=[_place(45.1, -110.0, 90_000)])
    assert found.zips[0].point == Point(45.0, -110.0)
    assert 1.9 < miles_between(found.cities[0].point, Point(45.0, -110.0)) <= 2


def test_a_zip_code_of_boxes_is_in_its_town_unless_its_building_is_known(read):
    boxes = _row("59002", "45.3", "-110.0", kind="PO BOX")
    rows = (_row("59001", "45.1", "-110.0"), boxes)
    town = Point(45.1, -110.0)
    moved = read(*rows, places=[_place(45.1, -110.0)]).zips[1].point
    assert miles_between(moved, town) <= 2
    known = read(*rows, places=[_place(45.1, -110.0)], better={"59002": Point(45.3, -110.0)})
    assert known.zips[1].point == Point(45.3, -110.0)


def test_a_place_far_from_a_city_of_its_name_is_another_one(read):
    rows = (
        _row("59001", "45.0", "-105.0", county="East County"),
        _row("59002", "45.0", "-110.0", city="There"),
    )
    found = read(*rows, places=[_place(45.1, -110.0)])
    labels = [each.label for each in found.cities if each.name == "Here"]
    assert labels == ["Here, MT (East County)", "Here, MT (A County)"]


def test_two_places_of_one_name_in_a_county_are_told_apart_by_a_larger_town(read):
    large = [_place(45.0, -110.0, 9_000, "North Town"), _place(44.0, -110.0, 9_000, "South Town")]
    rows = [_row("59001", "45.0", "-110.0", city="Middle"), _row("59002", "44.0", "-110.0", city="Lower")]
    found = read(*rows, places=[*large, _place(45.1, -110.0), _place(43.9, -110.0)])
    labels = [each.label for each in found.cities if each.name == "Here"]
    assert labels == ["Here, MT (A County, near North Town)", "Here, MT (A County, near South Town)"]


def test_military_zip_codes_have_no_point(gazetteer):
    assert not [each.zip for each in gazetteer.zips if each.state in MILITARY and each.point]
