"""Every kind of text that people type for a place, among the real cities and the curated names."""

import pytest

from finder.errors import BadQuery, Unsure
from finder.geo.points import Point, miles_between
from finder.words.place.find import find_place

CASPER, BUTTE = Point(42.85, -106.32), Point(46.0, -112.53)


@pytest.fixture
def near(real_connection):
    """Returns the miles from a point to the place that a text means."""

    def miles(words, point):
        return miles_between(find_place(real_connection, words).point, point)

    return miles


@pytest.fixture
def fault(real_connection):
    """Returns the one fault of a text that is not one place."""

    def fault_of(words, kind=BadQuery):
        with pytest.raises(kind) as caught:
            find_place(real_connection, words)
        (only,) = caught.value.faults
        return only

    return fault_of


@pytest.fixture
def offered(fault):
    return lambda words: [choice.value for choice in fault(words).choices]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("41500 Garfield Rd, Meridian Township, MI", "Meridian, MI"),
        ("27500 Franklin Road Southfield MI", "Southfield, MI"),
        ("59801 Reserve St, Missoula, Montana", "Missoula, MT"),
        ("12 Elm Street Casper WY", "Casper, WY"),
        ("12 Elm Street Apt 3, Casper, Wyo.", "Casper, WY"),
        ("700 N 4th Ave Sioux Falls SD", "Sioux Falls, SD"),
        ("4 Calle Sol, Ponce, PR", "Ponce, PR"),
        ("18 Oak Ln Saint Cloud Minnesota", "Saint Cloud, MN"),
        ("77 Congress Street, Portland Maine", "Portland, ME"),
        ("500 Wisconsin Ave NW, Washington DC", "Washington, DC"),
    ],
)
def test_only_the_town_of_a_street_address_is_read_and_we_say_so(real_connection, words, name):
    found = find_place(real_connection, words)
    assert found.name == name
    assert found.note == f"We used the town in your address: {name}."


def test_a_house_number_is_no_zip_code_even_if_there_is_one(real_connection):
    assert find_place(real_connection, "59801").name == "Missoula, MT 59801"
    assert find_place(real_connection, "59801 Harrison Ave, Butte, MT").name == "Butte, MT"


@pytest.mark.parametrize(
    "words", ["Missoula, 59801", "Apt 9, 59801", "59801, Missoula", "Missoula, 59801, MT", "MT59801"]
)
def test_a_zip_code_with_other_words_is_read(real_connection, words):
    assert find_place(real_connection, words).name == "Missoula, MT 59801"


@pytest.mark.parametrize(
    "words",
    [
        "(59801)", "59801–1234", "59801 – 1234", "zip 59801", "ZIP Code: 59801", "my zip is 59801",
        "código postal 59801", "#59801", "5980I", "598O1", "5 9 8 0 1", "59801.0", "５９８０１", "59801/1234",
    ],
)  # fmt: skip
def test_a_zip_code_in_another_form_is_read(real_connection, words):
    assert find_place(real_connection, words).name == "Missoula, MT 59801"


def test_letters_that_are_read_as_digits_are_told(real_connection):
    assert find_place(real_connection, "598O1").note == "We read this as the ZIP code 59801."
    assert find_place(real_connection, "zip 59801").note == ""


def test_several_zip_codes_are_a_choice(fault):
    asked = fault("59801 or 59601", Unsure)
    assert [choice.value for choice in asked.choices] == ["59801", "59601"]


def test_a_zip_code_without_its_leading_zeros_is_offered_with_them(offered):
    assert offered("4401") == ["04401"]


@pytest.mark.parametrize(
    "words",
    [
        "42.85N, 106.32W", "42.85° N 106.32° W", "N42.85 W106.32", "42.85, −106.32", "geo:42.85,-106.32",
        "lat 42.85 lon -106.32", "latitude: 42.85, longitude: -106.32", "POINT(-106.32 42.85)",
        "[42.85, -106.32]", "@42.85,-106.32,12z", "42,85 -106,32", "42°51'0\"N 106°19'12\"W",
        "42.850000000000000001,-106.32",
    ],
)  # fmt: skip
def test_coordinates_in_another_form_are_read(near, words):
    assert near(words, CASPER) < 0.5


@pytest.mark.parametrize(
    "state", ["Colorado", "Vermont", "West Virginia", "US Virgin Islands", "Washington", "PR"]
)
def test_a_state_alone_is_the_state(fault, state):
    assert fault(state).reason.endswith("is a whole state or territory.")


def test_a_village_of_a_states_name_is_one_of_the_choices(offered):
    labels = offered("Michigan")
    assert labels[0] == "Detroit, MI"
    assert "Michigan, ND" in labels


def test_the_capital_is_offered_first_for_the_name_it_shares_with_a_state(offered):
    labels = offered("Washington")
    assert labels[0] == "Washington, DC"
    assert "Seattle, WA" in labels


def test_a_nickname_that_is_a_states_code_too_is_offered_first(offered):
    assert offered("LA")[0] == "Los Angeles, CA"
    assert "New Orleans, LA" in offered("LA")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Butte, Mont.", "Butte, MT"), ("Fargo, N. Dak.", "Fargo, ND"), ("Fargo, No. Dakota", "Fargo, ND"),
        ("Akron, O.", "Akron, OH"), ("Hilo, H.I.", "Hilo, HI"), ("Beckley, W.Va.", "Beckley, WV"),
        ("Greenville, So. Car.", "Greenville, SC"), ("Casper, State of Wyoming", "Casper, WY"),
        ("Lubbock, Tejas", "Lubbock, TX"), ("Christiansted, U.S.V.I.", "Christiansted, VI"),
        ("Erie, Pensylvannia", "Erie, PA"), ("Duluth, Minnesotta", "Duluth, MN"),
        ("Ogden, Uttah", "Ogden, UT"),
        ("Lubbock TX EE. UU.", "Lubbock, TX"), ("Lubbock, Texas, Estados Unidos", "Lubbock, TX"),
        ("TX Lubbock", "Lubbock, TX"), ("Lubbock/TX", "Lubbock, TX"), ("Lubbock-TX", "Lubbock, TX"),
        ("Lubbock [TX]", "Lubbock, TX"), ("Lubbock (TX)", "Lubbock, TX"), ("Lubbock in Texas", "Lubbock, TX"),
    ],
)  # fmt: skip
def test_every_form_of_a_state_is_read(real_connection, words, name):
    assert find_place(real_connection, words).name == name


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Owtlanta", "Atlanta, GA"), ("Sotckton", "Stockton, CA"), ("Minaepolis", "Minneapolis, MN"),
        ("Choclahoma City", "Oklahoma City, OK"), ("Wilmingtn", "Wilmington, DE"),
    ],
)  # fmt: skip
def test_a_misspelled_city_without_a_state_is_offered(offered, words, label):
    assert label in offered(words)


def test_a_large_city_is_offered_beside_a_place_of_nearly_its_name(offered):
    assert "Pittsburgh, PA" in offered("Pittsburg")


def test_a_name_that_is_cut_short_is_offered_whole(offered):
    assert offered("Murfree, TN")[0] == "Murfreesboro, TN"


def test_a_city_with_the_wrong_state_is_offered_with_its_own(offered):
    assert "Tallahassee, FL" in offered("Tallahassee, GA")


@pytest.mark.parametrize(
    "words", ["Ravalli County, MT", "condado de Ravalli, MT", "Ravalli Co., Montana", "County of Ravalli, MT"]
)
def test_a_county_is_a_choice_of_its_largest_towns(fault, words):
    asked = fault(words, Unsure)
    assert asked.reason == "Ravalli County, MT has several towns."
    assert "Hamilton, MT" in [choice.value for choice in asked.choices]


@pytest.mark.parametrize(
    ("words", "town"),
    [
        ("Capitol Region, CT", "Hartford, CT"),
        ("Naugatuck Valley Planning Region, Connecticut", "Waterbury, CT"),
        ("Western Connecticut", "Stamford, CT"),
        ("Southeastern CT", "Norwich, CT"),
        ("South Central Connecticut Council of Governments", "New Haven, CT"),
        ("Northwest Hills CT", "Torrington, CT"),
    ],
)
def test_a_planning_region_of_connecticut_is_a_choice_of_its_largest_towns(fault, words, town):
    asked = fault(words)
    assert asked.choices[0].value == town
    assert asked.reason.endswith(" Planning Region, CT has several towns.")


def test_a_remark_that_a_place_is_historical_is_no_part_of_its_name(offered, real_connection):
    assert find_place(real_connection, "Casper (historical), WY").name == "Casper, WY"
    assert "Butte, MT" in offered("Butte North (historical), MT")


@pytest.mark.parametrize(
    "words", ["PSC 41 Box 15, APO AE", "Unit 2050 Box 190, AP", "CMR 402 Box 77 APO", "USS Example FPO AP"]
)
def test_a_military_address_has_no_place_on_the_map(fault, words):
    assert fault(words).reason == "A military or diplomatic post office has no place on the map."


def test_a_county_without_a_state_is_a_choice_of_towns_in_each(fault):
    asked = fault("Custer County", Unsure)
    assert asked.reason == "There are 6 counties called Custer County."
    labels = [choice.label for choice in asked.choices]
    assert "Miles City, MT (Custer County)" in labels


@pytest.mark.parametrize(
    ("words", "towns"),
    [
        ("Vermilion Parish", ["Abbeville, LA"]),
        ("Saint Louis County, Missouri", ["Florissant, MO"]),
        ("Capitol Region", ["Hartford, CT"]),
        ("Baltimore County", ["Dundalk, MD"]),
    ],
)
def test_a_county_is_meant_by_what_it_is_called(offered, words, towns):
    found = offered(words)
    assert found[: len(towns)] == towns
    assert len({town.split(" (")[0][-2:] for town in found}) == 1


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Baltimore City", "Baltimore, MD"),
        ("Garden District", "Garden District, New Orleans, LA"),
        ("the District of Columbia", "Washington, DC"),
    ],
)
def test_a_city_or_district_is_no_county(real_connection, words, name):
    assert find_place(real_connection, words).name == name


@pytest.mark.parametrize("words", ["Union Township, NJ", "Union Twp NJ", "Township of Union, New Jersey"])
def test_townships_of_one_name_are_told_apart_by_county(offered, words):
    assert offered(words) == ["Union Township, NJ (Union County)", "Union Township, NJ (Hunterdon County)"]


def test_a_township_with_its_county_is_one_place(real_connection):
    for words in ("Union Township, NJ (Hunterdon County)", "Jackson Township, Stark County, OH"):
        assert " Township, " in find_place(real_connection, words).name
    assert find_place(real_connection, "Washington, NJ").name == "Washington, NJ"


@pytest.mark.parametrize("words", ["598 01", "59 801", "5 9 8 0 1", "ZIP 598 01"])
def test_a_zip_code_with_blanks_is_read(real_connection, words):
    assert find_place(real_connection, words).name == "Missoula, MT 59801"


@pytest.mark.parametrize(
    "words", ["oncologists near me", "a hospital close to me", "clinics in my area", "cerca de mi casa"]
)
def test_a_question_for_the_own_place_asks_for_it(fault, words):
    assert fault(words).reason == "We don't know where you are."


@pytest.mark.parametrize(
    "words", ["Hamilton ON", "Leeds UK", "Victoria, BC", "Kingston Jamaica", "Guatemala City", "Ramstein"]
)
def test_a_place_abroad_is_said_to_be_abroad(fault, words):
    assert fault(words).reason == "We only list care in the United States."


@pytest.mark.parametrize(
    ("words", "first"), [("Phoneix AZ", "Phoenix, AZ"), ("Colombus, Ohio", "Columbus, OH")]
)
def test_a_misspelled_town_is_meant_before_a_hospital_named_after_it(offered, words, first):
    assert offered(words)[0] == first


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Mayo Rochester", "Rochester, MN"),
        ("Mayo Phoenix", "Phoenix, AZ"),
        ("Moffit cancer center", "Tampa, FL"),
    ],
)
def test_the_name_of_a_center_with_its_town_is_that_town(offered, words, first):
    assert offered(words)[0] == first


@pytest.mark.parametrize(
    ("words", "town"), [("Orleans Parish, LA", "New Orleans, LA"), ("Maui County", "Kahului, HI")]
)
def test_parishes_and_island_counties_are_read(offered, words, town):
    assert town in offered(words)


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("Astoria, Queens", Point(40.77, -73.93)), ("Fordham, Bronx", Point(40.86, -73.9)),
        ("Harlem NYC", Point(40.81, -73.95)), ("The Bronx, NY", Point(40.85, -73.87)),
        ("Capitol Hill, Seattle", Point(47.62, -122.32)), ("Montrose, Houston, TX", Point(29.74, -95.39)),
        ("NOLA", Point(29.95, -90.08)), ("OKC", Point(35.47, -97.52)),
        ("L.A., California", Point(34.05, -118.24)),
        ("Cape Cod", Point(41.65, -70.28)), ("East L.A.", Point(34.02, -118.17)),
        ("Navajo Nation", Point(35.68, -109.05)), ("Fort Campbell, KY", Point(36.65, -87.46)),
        ("Nueva Orleans, Luisiana", Point(29.95, -90.08)), ("Buckhead, Atlanta", Point(33.84, -84.38)),
    ],
)  # fmt: skip
def test_neighborhoods_nicknames_and_regions_are_read(near, words, point):
    assert near(words, point) < 8


def test_a_wide_area_says_where_distances_are_from(real_connection):
    note = find_place(real_connection, "Cape Cod").note
    assert note == "Distances are from Hyannis, MA. For closer results, type your own town or ZIP code."


def test_a_name_of_two_places_in_a_state_is_told_apart_by_county(real_connection, offered):
    labels = offered("Shelby, MI")
    assert labels == ["Shelby, MI (Macomb County)", "Shelby, MI (Oceana County)"]
    assert find_place(real_connection, labels[0]).name == labels[0]


def test_a_village_beside_a_neighborhood_of_its_name_has_its_county(real_connection, offered):
    assert offered("Buckhead, GA") == ["Buckhead, Atlanta, GA", "Buckhead, GA (Morgan County)"]
    assert find_place(real_connection, "Buckhead, GA (Morgan County)").name == "Buckhead, GA"


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("Paradise, NV", Point(36.1, -115.13)), ("Brick Township, NJ", Point(40.06, -74.11)),
        ("Township of Ramapo, NY", Point(41.13, -74.1)),
        ("Town of Greenburgh, New York", Point(41.03, -73.83)),
        ("city of Casper WY", CASPER), ("Greater Casper, WY", CASPER), ("Casper area, WY", CASPER),
        ("I live in Casper WY", CASPER), ("cerca de Casper, WY", CASPER), ("Downtown Butte MT", BUTTE),
        ("Butte, Silver Bow County, MT", BUTTE), ("St. James Hospital, Butte, MT", BUTTE),
    ],
)  # fmt: skip
def test_words_around_a_town_are_left_out(near, words, point):
    assert near(words, point) < 10


@pytest.mark.parametrize("words", ["near me", "Here", "cerca de mí", "my location", "Current location"])
def test_here_offers_the_place_of_the_device(fault, words):
    asked = fault(words)
    assert asked.reason == "We don't know where you are."
    assert "Use my location" in asked.hint


@pytest.mark.parametrize(
    "words",
    [
        "Toronto, Canada",
        "Calgary, Alberta",
        "Lyon, France",
        "Lima, Peru",
        "Guantanamo Bay, Cuba",
        "Tijuana Mexico",
    ],
)
def test_a_place_abroad_is_refused_with_what_to_do(fault, words):
    assert fault(words).reason == "We only list care in the United States."


@pytest.mark.parametrize("words", ["USA", "EE. UU.", "the United States"])
def test_the_whole_country_is_too_large(fault, words):
    assert fault(words).reason == "The United States is too large to search at once."


def test_an_unknown_state_is_refused_with_the_places_of_the_name(fault):
    refused = fault("Bozeman, XX")
    assert refused.reason == "We couldn't find a state or territory called “XX”."
    assert "Bozeman, MT" in [choice.value for choice in refused.choices]


def test_every_choice_that_is_offered_is_one_place(real_connection, fault):
    asked = (
        "Springfield",
        "Michigan",
        "LA",
        "Orange County",
        "Pittsburg",
        "Buckhead, GA",
        "Hollywood",
        "Harlem",
    )
    for words in asked:
        for choice in fault(words).choices:
            assert find_place(real_connection, choice.value).point


def test_every_curated_name_is_found_by_its_label(real_connection, real):
    from finder.store.read_places import every_city  # noqa: PLC0415

    curated = [each for each in every_city(real_connection) if each.kind != "city"]
    assert len(curated) > 1_000
    wrong = []
    for each in curated:
        try:
            found = find_place(real_connection, each.label)
        except BadQuery as error:
            wrong.append(f"{each.label}: {error}")
        else:
            if miles_between(found.point, each.point) > 25:
                wrong.append(f"{each.label}: {found}")
    assert not wrong, f"{len(wrong)}: {wrong[:20]}"
