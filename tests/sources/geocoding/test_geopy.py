"""Addresses located by geopy's services."""

import pytest
from geopy.extra import rate_limiter

from finder.errors import BadSetting, SourceDown
from finder.geo.points import Point
from finder.sources.geocoding.geopy_services import ask_geopy
from finder.sources.geocoding.points_file import Located, read_points
from finder.sources.geocoding.run import Report
from tests.sources.census_server import HTML, Reply
from tests.sources.geocoding.answers import TODAY, at, streets


@pytest.fixture
def naps(monkeypatch):
    """The seconds that geopy's pacing would sleep; a clock that only sleeping moves."""
    slept = []
    monkeypatch.setattr(rate_limiter, "sleep", slept.append)
    monkeypatch.setattr(rate_limiter, "default_timer", lambda: sum(slept))
    return slept


@pytest.fixture
def nominatim(census, naps):
    return ask_geopy("Nominatim", "made-up-agent", domain=census.domain, scheme="http")


def place(name, latitude="44.25", longitude="-100.1"):
    return [{"lat": latitude, "lon": longitude, "display_name": name}]


def question(number):
    return f"{number} MADEUP AVE, MADEUPVILLE, SD 57501, USA"


def test_geopy_finds_are_taken_where_they_name_the_house(census, nominatim, naps):
    named, other, town, unknown = some = streets(4)
    census.finds = {
        question(1): place("A Clinic, 1, Madeup Avenue, Madeupville, South Dakota, 57501, United States"),
        question(2): place("2, Another Street, Madeupville, South Dakota, 57501, United States"),
        question(3): place("Madeupville, South Dakota, 57501, United States"),
    }
    source = "geopy:nominatim"
    assert nominatim(some) == {
        named: Located(Point(44.25, -100.1), "exact", source, TODAY),
        other: Located(Point(44.25, -100.1), "non-exact", source, TODAY),
        town: Located(None, "none", source, TODAY),
        unknown: Located(None, "none", source, TODAY),
    }
    assert census.questions[0] == (question(1), "made-up-agent")
    assert naps == [1, 1, 1]


def test_a_direction_is_no_street_name(census, nominatim):
    address = at("1 N Madeup Ave")
    census.finds = {"1 N MADEUP AVE, MADEUPVILLE, SD 57501, USA": place("1, North Madeup Avenue")}
    assert nominatim([address])[address].how == "exact"


def test_nominatim_is_never_asked_more_than_once_a_second(census, naps):
    ask = ask_geopy("nominatim", "made-up-agent", delay=0, domain=census.domain, scheme="http")
    ask(streets(3))
    assert naps == [1, 1]


@pytest.mark.parametrize(
    "fault",
    [
        lambda _: Reply(500, HTML),
        lambda _: Reply(400, "{}"),
        lambda _: Reply(200, HTML),
        lambda _: Reply(200, '["place"]'),
        lambda _: Reply(200, '[{"display_name": "1 Madeup Ave"}]'),
        lambda _: Reply(200, '[{"lat": "north", "lon": "west", "display_name": "1 Madeup Ave"}]'),
        lambda _: Reply(200, '{"error": "the made-up database is gone"}'),
    ],
)
def test_an_address_that_geopy_stumbles_over_is_left_for_the_next_run(census, nominatim, fault, caplog):
    first, second = some = streets(2)
    census.faults.append(fault)
    assert nominatim(some) == {second: Located(None, "none", "geopy:nominatim", TODAY)}
    assert set(nominatim(some)) == {first, second}
    assert not caplog.records


def test_a_geopy_service_that_keeps_failing_is_told(census, nominatim):
    census.faults += [lambda _: Reply(403)] * 3
    with pytest.raises(SourceDown, match=r"geopy:nominatim did not answer: .*403"):
        nominatim(streets(10))
    assert len(census.questions) == 3


def test_geopy_failures_with_answers_between_do_not_stop_a_batch(census, nominatim):
    some = streets(6)
    fails, finds = [lambda _: Reply(500)] * 2, [lambda _: Reply(body="[]")]
    census.faults += [*fails, *finds, *fails, *finds]
    assert set(nominatim(some)) == {some[2], some[5]}


def test_what_geopy_found_before_it_failed_is_kept(census, nominatim):
    some = streets(10)
    census.faults += [lambda _: Reply(body="[]"), *[lambda _: Reply(429)] * 3]
    assert set(nominatim(some)) == {some[0]}
    assert len(census.questions) == 4


def test_geopy_answers_are_kept_by_a_run(run, census, nominatim, path):
    census.finds = {question(1): place("1, Madeup Avenue, Madeupville")}
    report = run(streets(2), ask=nominatim)
    assert report == Report(asked=2, exact=1, none=1)
    assert read_points(path)[streets(1)[0]].source == "geopy:nominatim"


@pytest.mark.parametrize(
    ("service", "agent", "options", "told"),
    [
        ("madeup", "made-up-agent", {}, "`madeup`: Unknown geocoder"),
        ("nominatim", "", {}, "Nominatim"),
        ("opencage", "made-up-agent", {}, "api_key"),
        ("nominatim", "made-up-agent", {"planet": "mars"}, "planet"),
        ("nominatim", "made-up-agent", {"scheme": "ftp"}, "https"),
    ],
)
def test_a_geopy_service_that_cannot_work_as_set_is_told_at_once(service, agent, options, told):
    with pytest.raises(BadSetting, match=told):
        ask_geopy(service, agent, **options)
