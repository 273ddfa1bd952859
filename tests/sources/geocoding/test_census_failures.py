"""A Census geocoder that fails: tries, pauses and giving up."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from finder.errors import SourceDown
from finder.sources.geocoding import census as geocode_census
from finder.sources.geocoding.census import ask_census
from tests.sources.census_server import HTML, CensusServer, Reply
from tests.sources.geocoding.answers import missing, streets
from tests.sources.slow_server import dripping

PASSING = {
    "an HTML page": lambda _: Reply(200, HTML),
    "nothing": lambda _: Reply(200, ""),
    "rubbish": lambda _: Reply(200, "\x00\x01,,,\n" * 50),
    "an error": lambda _: Reply(500, HTML),
    "a gateway error": lambda _: Reply(504, HTML),
    "too many": lambda _: Reply(429, ""),
    "a torn answer": lambda _: Reply(200, '"1","1 MADEUP AVE', promised=999),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_failure_that_passes_is_tried_again(census, ask, waits, fault):
    census.faults += [fault, fault]
    assert ask(streets(1)) == {streets(1)[0]: missing()}
    assert len(census.asked) == 3
    assert waits == [5, 10]


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_failure_that_stays_is_told_after_the_last_try(census, ask, waits, fault):
    census.faults += [fault] * 3
    with pytest.raises(SourceDown, match="the Census geocoder"):
        ask(streets(1))
    assert len(census.asked) == 3
    assert waits == [5, 10]


def test_silence_ends_after_the_timeout(census, ask, waits):
    census.faults.append(lambda _: Reply(silent=True))
    with pytest.raises(SourceDown, match=r"did not answer within 0\.1 seconds"):
        ask(streets(1), timeout=0.1, tries=1)
    assert waits == []


def test_an_answer_without_end_is_cut(census, ask, monkeypatch):
    monkeypatch.setattr(geocode_census, "ANSWER_BYTES", 1000)
    census.faults.append(lambda _: Reply(body="x" * 5000))
    with pytest.raises(SourceDown, match="did not end"):
        ask(streets(1), tries=1)


def test_an_answer_that_comes_byte_by_byte_is_ended(ask):
    with (
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 10_000) as address,
        pytest.raises(SourceDown, match=r"did not answer within 0\.5 seconds"),
    ):
        ask(streets(1), url=address, timeout=0.5, tries=1)


def test_a_service_that_is_not_there_is_told(waits):
    with CensusServer() as gone:
        url = gone.url
    with pytest.raises(SourceDown, match=r"at 127\.0\.0\.1 cannot be reached"):
        ask_census(streets(1), url=url, timeout=1, tries=2, wait=waits.append)
    assert waits == [5]


def test_waits_between_tries_double_up_to_a_minute(census, ask, waits):
    census.faults += [lambda _: Reply(503)] * 6
    ask(streets(1), tries=7)
    assert waits == [5, 10, 20, 40, 60, 60]


@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_that_the_service_asks_for_is_kept(census, ask, waits, status):
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True)
    past = format_datetime(datetime.now(UTC) - timedelta(seconds=300), usegmt=True)
    for header in ("120", then, past, "soon"):
        census.faults.append(lambda _, header=header: Reply(status, headers={"Retry-After": header}))
    ask(streets(1), tries=5)
    assert waits == [120, pytest.approx(300, abs=60), 0, 40]


def test_a_service_that_wants_long_peace_is_left_alone(census, ask, waits):
    census.faults.append(lambda _: Reply(429, headers={"Retry-After": "7200"}))
    with pytest.raises(SourceDown, match="wait 120 minutes"):
        ask(streets(1))
    assert (len(census.asked), waits) == (1, [])


@pytest.mark.parametrize(
    "fault",
    [lambda _: Reply(400, HTML), lambda _: Reply(302, headers={"Location": "/elsewhere"})],
    ids=["refused", "moved"],
)
def test_a_refusal_is_not_tried_again(census, ask, waits, fault):
    census.faults.append(fault)
    with pytest.raises(SourceDown, match=r"error \((400|302)\): is its address right"):
        ask(streets(1))
    assert (len(census.asked), waits) == (1, [])


def test_a_wrong_address_of_the_service_is_told(census, waits):
    with pytest.raises(SourceDown, match=r"error \(404\)"):
        ask_census(streets(1), url=census.url + "s", timeout=5, tries=3, wait=waits.append)
    assert waits == []


def test_at_least_one_try_is_made(ask):
    with pytest.raises(ValueError, match="tries"):
        ask(streets(1), tries=0)
