"""Sites of trials on the map: by ZIP code, corrected, or by the city."""

from __future__ import annotations

import pytest

from finder.directory.trials.locate import Locator
from finder.store.read_places import every_city, every_zip


@pytest.fixture
def locate(connection):
    return Locator.of(every_zip(connection), every_city(connection)).locate


@pytest.mark.parametrize(
    ("city", "state", "digits", "zip5", "exactness"),
    [
        ("Bozeman", "MT", "59715", "59715", "zip"),
        ("Anchorage", "AK", "98508", "99508", "zip"),  # of another state: one digit is wrong
        ("Bozeman", "MT", "57915", "59715", "zip"),  # two digits changed places
        ("San Diego", "CA", "92037", "92037", "zip"),  # La Jolla, written as San Diego
        ("Bozeman", "MT", "", "", "city"),
        ("Bozeman", "MT", "10001", "", "city"),  # New York's
        ("Bozeman", "MT", "00000", "", "city"),
        ("", "", "59715", "59715", "zip"),
        ("No Such Town", "MT", "59715", "59715", "zip"),
        ("San Juan", "PR", "00901", "00901", "zip"),
        ("Washington", "DC", "20010", "20010", "zip"),
    ],
)
def test_a_site_is_placed(locate, city, state, digits, zip5, exactness):
    found = locate(city, state, digits)
    assert (found.zip, found.exactness) == (zip5, exactness)
    assert found.point is not None
    assert found.state == (state or "MT")


def test_a_site_of_no_known_town_has_no_point(locate):
    assert locate("No Such Town", "MT", "").point is None
