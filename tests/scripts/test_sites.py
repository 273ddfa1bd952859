"""How listings of trial sites become sites: names, ZIP codes, groups, matches and rows, on made-up places."""

from dataclasses import replace

import pytest

from finder.domain.care import Address, CareSite, Ccn, Position
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.geo.points import Point
from scripts.sites.geography import Geography
from scripts.sites.groups import group
from scripts.sites.hospitals import Hospital, Hospitals
from scripts.sites.listings import LATEST, RECRUITING, TRIAL_SITES, Listing
from scripts.sites.matches import Records, match
from scripts.sites.names import brand_of, clean_city, clean_name, is_office, is_person, same_place
from scripts.sites.rows import Phones, claim_rows, site_rows
from tests.conftest import ROOT

REFERENCE, SAMPLES = ROOT.parent / "shared" / "reference", ROOT.parent / "shared" / "samples"
CENTER = CareSite(
    Kind.CENTER, "mskcc", "Memorial Sloan Kettering Cancer Center",
    Address("New York", "NY", Origin("x"), "1275 York Avenue", "10065"), Origin("x"), True,
    position=Position(Point(40.764, -73.956), "address", Origin("x")),
)  # fmt: skip
PROGRAM = CareSite(
    Kind.PROGRAM, "example-hospital-mt", "Example Hospital cancer program",
    Address("Bozeman", "MT", Origin("x"), "915 Highland Boulevard", "59715"), Origin("x"), True,
    host="Example Hospital", ccn=Ccn("990001", Origin("x")),
)  # fmt: skip
NOBODY = Hospitals(())


@pytest.fixture(scope="module")
def geography(gazetteer):
    return Geography.of(gazetteer)


def listing(name, street="", city="Bozeman", state="MT", zip="59715", source=TRIAL_SITES, **more):  # noqa: A002
    return Listing(source, name, street, city, state, zip, **({"date": "2021-05"} | more))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("MSK Bergen (Limited Protocol Activities)", "MSK Bergen"),
        ("Norris Cotton Cancer Center-Nashua", "Dartmouth Cancer Center Nashua"),
        (
            "Seattle Cancer Care Alliance at EvergreenHealth",
            "Fred Hutchinson Cancer Center at EvergreenHealth",
        ),
        ("Example Oncology, P.C.", "Example Oncology"),
        ("City of Hope® Cancer Center Chicago", "City of Hope Cancer Center Chicago"),
    ],
)
def test_a_name_is_cleaned_and_follows_the_present_name_of_its_center(written, name):
    assert clean_name(written) == name


def test_a_city_has_its_usual_name():
    assert clean_city("St Louis") == clean_city("Saint Louis") == "Saint Louis"


def test_offices_and_persons_are_no_places_of_care():
    assert is_office("Example Valley CCOP")
    assert not is_office("Seattle Cancer Care Alliance at Example")
    assert is_person("Madeup Person MD LLC")
    assert not is_person("MD Anderson League City")


@pytest.mark.parametrize(
    ("name", "state", "center", "relation"),
    [
        ("Memorial Sloan Kettering Nassau", "NY", "mskcc", "own"),
        ("MD Anderson Sugar Land", "TX", "md-anderson", "own"),
        ("Banner MD Anderson Cancer Center", "AZ", "md-anderson", "linked"),
        ("Mayo Clinic Health System-Eau Claire Clinic", "WI", "mayo-rochester", "own"),
        ("Mayo Clinic Hospital in Arizona", "AZ", "mayo-arizona", "own"),
        ("UPMC Hamot", "PA", "upmc-hillman", "linked"),
    ],
)
def test_a_name_says_the_center_that_a_place_belongs_to(name, state, center, relation):
    brand = brand_of(name, state)
    assert (brand.center, brand.relation) == (center, relation)


@pytest.mark.parametrize(
    ("name", "state"),
    [("Willis-Knighton Medical and Cancer Center", "LA"), ("Mount Sinai Medical Center", "FL"),
     ("Jefferson Healthcare", "WA"), ("Providence St. Jude Medical Center", "CA"),
     ("Abbott-Northwestern Hospital", "MN")],
)  # fmt: skip
def test_a_word_of_a_name_is_not_yet_a_brand(name, state):
    assert brand_of(name, state) is None


def test_two_spellings_of_a_hospital_are_one_place_and_two_hospitals_are_not():
    assert same_place("Example Valley Hospital", "Example Valley Medical Center")
    assert not same_place("Example Valley Hospital", "Northern Plains Hospital")


def test_a_mistyped_zip_code_is_put_right_by_its_town(geography):
    found, what = geography.settled(listing("A", city="Anchorage", state="AK", zip="98508"), NOBODY)
    assert (found.zip, what) == ("99508", "ZIP code mistyped, put right by its town")
    assert geography.settled(listing("A"), NOBODY) == (listing("A"), "")


def test_a_town_without_a_zip_code_keeps_its_point_alone(geography):
    found, what = geography.settled(listing("A", city="Houston", state="TX", zip=""), NOBODY)
    assert (found.zip, what) == ("", "no ZIP code: only its town is known")
    assert geography.settled(listing("A", city="Nowhere at All", state="TX", zip=""), NOBODY)[0] is None


def test_a_zip_code_far_from_its_town_is_used_only_if_a_hospital_of_the_name_is_there(geography):
    wrong = listing("Example Lake Hospital", city="Missoula", state="MT", zip="59715")
    assert geography.settled(wrong, NOBODY)[0] is None
    there = Hospitals([hospital("Example Lake Hospital")])
    assert geography.settled(wrong, there)[0].city == "Bozeman"


def hospital(name, ccn="990009", street="1 Example Street", phone="+1-406-555-0101"):
    return Hospital(ccn, name, street, "Bozeman", "MT", "59715", phone, children=False, veterans=False)


def test_doors_of_one_campus_and_spellings_of_a_name_are_one_group(geography):
    listings = [
        listing("Example Valley Hospital", "10 Main Street Suite 4"),
        listing("Example Valley Cancer Center", "10 Main St."),
        listing("Example Valley", source=RECRUITING, trials=12),
        listing("Example Valley Hosp", source=RECRUITING, trials=7, same_as="Example Valley Hospital"),
        listing("Northern Plains Clinic", "10 Main Street Suite 9"),
    ]
    groups, _ = group(listings, NOBODY, geography)
    assert sorted(len(each.listings) for each in groups) == [1, 4]


def test_the_newest_source_with_an_address_gives_the_name(geography):
    groups, _ = group(
        [
            listing("Old Name Hospital", "10 Main Street"),
            listing("New Name Hospital", "10 Main Street", source=LATEST, seen=30),
        ],
        NOBODY,
        geography,
    )
    assert [each.first.name for each in groups] == ["New Name Hospital"]


def test_a_group_at_the_address_of_a_record_or_on_the_campus_of_its_center_is_that_record(geography):
    records = Records.of([CENTER, PROGRAM])

    def matched(one):
        (found,), _ = group([one], NOBODY, geography)
        return match(found, records, geography)[0]

    assert matched(listing("Another Name", "915 Highland Blvd Suite 2")) is PROGRAM
    assert matched(listing("Example Hospital")) is PROGRAM
    assert matched(listing("MSK Main Campus", city="New York", state="NY", zip="10065")) is CENTER
    assert matched(listing("MSK Bergen", "225 Summit Avenue", "Montvale", "NJ", "07645")) is None
    assert matched(listing("Another Name", "1 Other Street")) is None


def rows_of(listings, hospitals, geography):
    groups, _ = group(listings, hospitals, geography)
    return site_rows(groups, Records.of([CENTER, PROGRAM]), Phones.of(groups), geography)


def test_a_number_at_three_places_is_that_of_an_office(geography):
    names = ("Alpha Clinic", "Beta Clinic", "Gamma Clinic")
    shared = [listing(each, f"{n} Elm Street", phone="+1-406-555-0100") for n, each in enumerate(names, 1)]
    rows = [
        row
        for row, _ in rows_of(
            [*shared, listing("Delta", "9 Elm Street", phone="+1-406-555-0109")], NOBODY, geography
        )
    ]
    assert [row.get("office_phone") for row in rows] == [
        "+1-406-555-0100",
        "+1-406-555-0100",
        None,
        "+1-406-555-0100",
    ]
    assert [row.get("phone") for row in rows] == [None, None, "+1-406-555-0109", None]
    assert rows[2]["phone_for"] == "NCI records"


def test_the_number_of_medicares_file_comes_before_that_of_the_trials(geography):
    ((row, _),) = rows_of(
        [listing("Example Lake Hospital", "1 Example Street", phone="+1-406-555-0102")],
        Hospitals([hospital("Example Lake Hospital")]),
        geography,
    )
    assert (row["ccn"], row["phone"], row["phone_for"]) == ("990009", "+1-406-555-0101", "Medicare records")


def test_a_hospital_that_a_program_is_already_gives_no_second_number(geography):
    ((row, _),) = rows_of(
        [listing("Example Lake Hospital", "1 Example Street")],
        Hospitals([hospital("Example Lake Hospital", ccn="990001")]),
        geography,
    )
    assert "ccn" not in row


def test_the_largest_number_of_trials_counts_and_none_is_added(geography):
    groups, _ = group(
        [listing("Example Valley", source=RECRUITING, trials=each) for each in (7, 12)], NOBODY, geography
    )
    (claim,) = claim_rows("sites/a", groups, of_center=False)
    assert (claim["claim"], claim["count"]) == ("recruiting", "12")


def test_a_veterans_hospital_says_so_and_is_no_part_of_a_center(geography):
    one = listing("Example VA Medical Center", veterans=True, family="Huntsman Cancer Institute")
    ((row, _),) = rows_of([one], NOBODY, geography)
    assert (row["veterans_only"], row["center"]) == ("yes", "")


def test_slugs_are_of_name_town_and_state_and_no_two_are_the_same(geography):
    rows = rows_of(
        [listing("Clinic of Bozeman", "1 Elm Street"), listing("Alpha", "2 Elm Street"),
         replace(listing("Alpha", "3 Elm Street"), zip="59718")],
        NOBODY, geography,
    )  # fmt: skip
    assert [row["slug"] for row, _ in rows] == [
        "alpha-bozeman-mt",
        "alpha-bozeman-mt-2",
        "clinic-of-bozeman-mt",
    ]
