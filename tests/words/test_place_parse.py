"""Parsing what people type for a place."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import BadQuery
from finder.geo.points import Point
from finder.geo.states import MILITARY, STATES, state_codes
from finder.words.place.parse import City, Coordinates, ZipCode, parse_place


@pytest.mark.parametrize(
    ("typed", "digits", "state"),
    [
        ("02115", "02115", None),
        (" 02115 ", "02115", None),
        ("02115,", "02115", None),
        ("02115-1234", "02115", None),
        ("02115 1234", "02115", None),
        ("021151234", "02115", None),
        ("00601", "00601", None),
        ("\t59715\n", "59715", None),
        ("Boston, MA 02115", "02115", "MA"),
        ("Boston MA 02115-1234", "02115", "MA"),
        ("boston massachusetts 02115", "02115", "MA"),
        ("450 Brookline Avenue, Boston, MA 02215", "02215", "MA"),
        ("Boston 02115", "02115", None),
        ("02115 USA", "02115", None),
        ("Boston, MA 02115, United States of America", "02115", "MA"),
    ],
)
def test_a_zip_code_is_read(typed, digits, state):
    assert parse_place(typed) == ZipCode(digits, state)


@pytest.mark.parametrize(
    ("typed", "key", "state"),
    [
        ("Boston MA", "boston", "MA"),
        ("Boston, MA", "boston", "MA"),
        ("boston,ma", "boston", "MA"),
        ("BOSTON ,  Ma.", "boston", "MA"),
        ("boston, massachusetts", "boston", "MA"),
        ("boston massachusetts", "boston", "MA"),
        ("Boston, Mass.", "boston", "MA"),
        ("Boston, MA, USA", "boston", "MA"),
        ("Boston, MA, U.S.A.", "boston", "MA"),
        ("Roxbury, Boston, MA", "boston", "MA"),
        ("Boston", "boston", None),
        ("St. Louis MO", "stlouis", "MO"),
        ("St Louis, MO", "stlouis", "MO"),
        ("Saint Louis, Missouri", "stlouis", "MO"),
        ("SAINT LOUIS MO", "stlouis", "MO"),
        ("Ste. Genevieve, MO", "stegenevieve", "MO"),
        ("Sainte Genevieve, MO", "stegenevieve", "MO"),
        ("Fort Worth, TX", "ftworth", "TX"),
        ("Ft. Worth TX", "ftworth", "TX"),
        ("Mount Vernon NY", "mtvernon", "NY"),
        ("Coeur d'Alene ID", "coeurdalene", "ID"),
        ("Coeur d’Alene, Idaho", "coeurdalene", "ID"),
        ("O'Fallon, IL", "ofallon", "IL"),
        ("Mayagüez, Puerto Rico", "mayaguez", "PR"),
        ("Can\u0303on City CO", "canoncity", "CO"),
        ("Española, NM", "espanola", "NM"),
        ("Hawaiʻi Kai, HI", "hawaiikai", "HI"),
        ("Winston-Salem, NC", "winstonsalem", "NC"),
        ("Washington DC", "washington", "DC"),
        ("Washington, D.C.", "washington", "DC"),
        ("Washington, District of Columbia", "washington", "DC"),
        ("New York, New York", "newyork", "NY"),
        ("New York NY", "newyork", "NY"),
        ("New York", "newyork", None),
        ("Charleston, West Virginia", "charleston", "WV"),
        ("Charleston West Virginia", "charleston", "WV"),
        ("Kansas City, Kansas", "kansascity", "KS"),
        ("Kansas City Missouri", "kansascity", "MO"),
        ("Charlotte Amalie, US Virgin Islands", "charlotteamalie", "VI"),
        ("Hagatna, Guam", "hagatna", "GU"),
        ("Nome, Alaska", "nome", "AK"),
        ("Santa Fe, N.M.", "santafe", "NM"),
        ("Montana", "montana", None),
        ("Fargo, Dakota del Norte", "fargo", "ND"),
        ("Albuquerque Nuevo México", "albuquerque", "NM"),
        ("Filadelfia, Pensilvania", "filadelfia", "PA"),
        ("Truth or Consequences, NM", "truthorconsequences", "NM"),
        ("Ninety Six SC", "ninetysix", "SC"),
    ],
)
def test_a_city_is_read(typed, key, state):
    read = parse_place(typed)
    assert isinstance(read, City)
    assert (read.key, read.state) == (key, state)


def test_a_county_in_parentheses_is_read():
    assert parse_place("Springfield, VA (Fairfax County)") == City(
        "Springfield", "springfield", "VA", "Fairfax County"
    )


@pytest.mark.parametrize(
    ("typed", "latitude", "longitude"),
    [
        ("42.34,-71.11", 42.34, -71.11),
        ("42.34, -71.11", 42.34, -71.11),
        ("42.34 -71.11", 42.34, -71.11),
        ("(42.34, -71.11)", 42.34, -71.11),
        ("42.34°, -71.11°", 42.34, -71.11),
        ("42.34; -71.11", 42.34, -71.11),
        ("+13.5,144.8", 13.5, 144.8),
        ("61,-149", 61, -149),
        ("-14.3, -170.7", -14.3, -170.7),
        ("0,0", 0, 0),
        ("90, 180", 90, 180),
        ("-90,-180", -90, -180),
        ("42.336999999999, -71.", 42.336999999999, -71),
    ],
)
def test_coordinates_are_read(typed, latitude, longitude):
    assert parse_place(typed) == Coordinates(Point(latitude, longitude))


@pytest.mark.parametrize(
    ("typed", "reason", "hint"),
    [
        ("", "Enter your city or ZIP code", "5-digit ZIP"),
        ("   ", "Enter your city or ZIP code", "5-digit ZIP"),
        ("0213", "has 5 digits; this has 4", "Type a 5-digit ZIP code"),
        ("2139", "has 5 digits; this has 4", "did you mean 02139"),
        ("501", "this has 3", "did you mean 00501"),
        ("021155", "this has 6", "5-digit ZIP"),
        ("95,200", "(95, 200) is not a place on Earth", "Latitude comes first"),
        ("42.34,-181", "not a place on Earth", "between -180 and 180"),
        ("90.0001, 0", "not a place on Earth", "between -90 and 90"),
        ("-71.11, 242", "not a place on Earth", "Latitude comes first"),
        ("999,999", "not a place on Earth", "Latitude comes first"),
        ("42.34,", "5 digits; this has 4", ""),
        ("--", "not a ZIP code, a city, or coordinates", "5-digit ZIP"),
        (",", "not a ZIP code, a city, or coordinates", "5-digit ZIP"),
        ("💉💊", "not a ZIP code, a city, or coordinates", "5-digit ZIP"),
        ("٠٢١١٥", "not a ZIP code, a city, or coordinates", "5-digit ZIP"),
        ("०२११५", "not a ZIP code, a city, or coordinates", "5-digit ZIP"),
        ("0211\x005", "that we can't read", "type the place again"),
        ("Boston\x00, MA", "that we can't read", "type the place again"),
        ("\u202eBoston, MA", "that we can't read", "type the place again"),
        ("Bos\u200bton, MA", "that we can't read", "type the place again"),
        ("Boston\ue000", "that we can't read", "type the place again"),
        ("Boston\ud800", "that we can't read", "type the place again"),
        ("a" * 121, "121 characters long", "5-digit ZIP"),
        ("9" * 10_240, "10240 characters long", "5-digit ZIP"),
        ("Paris, France", "only list care in the United States", "US city or ZIP code"),
        ("北京", "couldn't find a city", "5-digit ZIP"),
        ("مدينة", "couldn't find a city", "5-digit ZIP"),
    ],
)
def test_anything_else_is_refused_with_a_reason_and_a_hint(typed, reason, hint):
    with pytest.raises(BadQuery) as caught:
        parse_place(typed)
    (fault,) = caught.value.faults
    assert fault.field == "near"
    assert any(part in fault.reason for part in reason.split("|")), fault.reason
    assert hint in fault.hint


@given(st.text())
def test_any_text_is_read_or_refused(typed):
    _read_or_refused(typed)


@given(st.text(alphabet=string.digits + string.punctuation + " °'’\u0301\u202e\x00éMATX", max_size=40))
def test_any_mix_of_digits_and_punctuation_is_read_or_refused(typed):
    _read_or_refused(typed)


@given(st.text(alphabet=st.characters(), max_size=130))
def test_any_character_is_read_or_refused(typed):
    _read_or_refused(typed)


def _read_or_refused(typed):
    try:
        read = parse_place(typed)
    except BadQuery as error:
        faults = error.faults
    else:
        faults = ()
        assert isinstance(read, ZipCode | City | Coordinates)
        assert not isinstance(read, City) or (read.key.isascii() and read.key.isalnum())
    assert all(fault.field == "near" and fault.reason for fault in faults)


@given(st.from_regex(r"[0-9]{5}", fullmatch=True), st.sampled_from(["", "-1234", " 1234", "1234", ".", " "]))
def test_five_digits_are_always_a_zip_code(digits, suffix):
    assert parse_place(digits + suffix) == ZipCode(digits)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_coordinates_are_read_to_five_decimals(latitude, longitude):
    read = parse_place(f"{latitude:.5f},{longitude:.5f}")
    assert isinstance(read, Coordinates)
    assert read.point.latitude == pytest.approx(latitude, abs=1e-5)
    assert read.point.longitude == pytest.approx(longitude, abs=1e-5)


@pytest.mark.parametrize("code", STATES)
@pytest.mark.parametrize("between", [" ", ", "])
def test_a_state_is_read_by_code_and_by_name(code, between):
    for written in (code, code.lower(), STATES[code], STATES[code].upper()):
        read = parse_place(f"Example{between}{written}")
        assert isinstance(read, City)
        assert (read.key, read.state) == ("example", code)


def test_military_codes_are_not_states():
    assert not set(MILITARY) & set(STATES)
    assert set(state_codes().values()) == set(STATES)
