"""A registry that refuses, fails, answers slowly or is not there."""

import gzip
import itertools
import json

import pytest

from finder.errors import BadSetting
from finder.sources.registry import client as registry_client
from finder.sources.registry import requests as registry_requests
from finder.sources.registry.requests import MOST_FAILED
from finder.sources.registry.search import NOTES, WORKERS, live_registry
from tests.sources.registry.searches import (
    HEMATOLOGY_ONCOLOGY,
    RADIATION_ONCOLOGY,
    no_worker_left,
    npis,
    question,
    radiation,
)
from tests.sources.registry_server import npi, serving

#: Requests to a registry that always fails: each twice, those under way, and those until it is given up.
MOST_ASKED = 2 * (WORKERS + MOST_FAILED - 1)


def test_a_refused_question_is_told_and_the_others_are_answered(server, ask):
    refusal = json.dumps({"Errors": [{"description": "Made up", "field": "x", "number": "05"}]}).encode()
    server.fault = lambda asked: (200, {}, refusal) if "Hematology" in asked["taxonomy_description"] else None
    server.people = [radiation(1)]
    answer = ask(question("10001", specialties=[HEMATOLOGY_ONCOLOGY, RADIATION_ONCOLOGY]))
    assert npis(answer) == [npi(1)]
    assert (answer.complete, answer.note) == (False, NOTES["refused"])


def test_a_refused_wording_does_no_harm_where_the_other_works(server, ask):
    refusal = json.dumps({"Errors": [{"description": "Made up", "field": "x", "number": "05"}]}).encode()
    server.fault = lambda asked: (200, {}, refusal) if "," in asked["taxonomy_description"] else None
    server.people = [radiation(1)]
    answer = ask(question("10001"))
    assert (npis(answer), answer.complete, answer.note) == ([npi(1)], True, "")


RUBBISH = {
    "html": b"<!doctype html><title>Maintenance</title>",
    "nothing": b"",
    "cut json": b'{"result_count": 200, "results": [{"number": "1',
    "a list": b"[]",
    "no results": b'{"result_count": 3}',
    "results of no list": b'{"results": {"0": {}}}',
    "rows of another shape": b'{"results": [{"npi": 1}, 7, null]}',
    "deep": b"[" * 100_000,
    "no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("body", RUBBISH.values(), ids=RUBBISH)
def test_rubbish_is_told_and_asked_for_no_more(server, ask, body):
    server.fault = lambda asked: (200, {"Content-Type": "text/html"}, body)
    answer = ask(question(*(f"10{n}01" for n in range(9))))
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])
    assert len(server.asked) <= MOST_ASKED


BAD = {
    "500": (500, {}, b"oops"),
    "404": (404, {}, b"gone"),
    "302": (302, {"Location": "https://example.invalid/"}, b""),
    "429 for long": (429, {"Retry-After": "600"}, b""),
    "429 until a date": (429, {"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}, b""),
    "bad gzip": (200, {"Content-Encoding": "gzip"}, b"no gzip"),
    "short": (200, {"Content-Length": "5000", "Connection": "close"}, b'{"results": []'),
    "bad length": (200, {"Content-Length": "many", "Connection": "close"}, b"x"),
}


@pytest.mark.parametrize("said", BAD.values(), ids=BAD)
def test_a_failing_registry_is_told_and_left_alone(server, ask, said):
    def fault(asked):
        return said

    server.fault = fault
    zips = [f"10{n}01" for n in range(9)]
    answer = ask(question(*zips))
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])
    assert len(server.asked) <= MOST_ASKED
    tries = len(server.asked)
    assert ask(question(*zips)).note == NOTES["silent"]
    assert len(server.asked) == tries


def test_a_registry_that_fails_once_is_asked_again(server, ask):
    server.people = [radiation(1)]
    for said in ((503, {}, b""), (429, {"Retry-After": "0"}, b""), (200, {}, b'{"results": [')):
        del server.asked[:]
        server.fault = lambda asked, said=said: said if len(server.asked) == 1 else None
        answer = live_registry(server.url, limit_seconds=20).near(question("10001"))
        assert (npis(answer), answer.complete) == ([npi(1)], True)
        assert len(server.asked) == 2


def test_after_a_failure_the_registry_is_asked_again_in_a_while(server, ask, clock):
    server.people = [radiation(1)]
    server.fault = lambda asked: (500, {}, b"")
    assert ask(question("10001")).note == NOTES["silent"]
    server.fault = None
    clock.ahead = 29
    assert ask(question("10001")).note == NOTES["silent"]
    clock.ahead = 31
    assert npis(ask(question("10001"))) == [npi(1)]


def test_a_registry_that_is_busy_for_long_is_left_alone_for_long(server, ask, clock):
    server.fault = lambda asked: (429, {"Retry-After": "600"}, b"")
    ask(question("10001"))
    server.fault = None
    clock.ahead = 500
    assert ask(question("10001")).note == NOTES["silent"]
    assert len(server.asked) == 1
    clock.ahead = 601
    assert ask(question("10001")).complete


def test_what_is_kept_is_shown_while_the_registry_is_down(server, ask):
    server.people = [radiation(1), radiation(2, "10101")]
    ask(question("10101"))
    server.fault = lambda asked: (500, {}, b"")
    for _ in range(2):
        answer = ask(question("10001", "10101"))
        assert (npis(answer), answer.complete, answer.note) == ([npi(2)], False, NOTES["down"])
    assert ask(question("10101")).complete


def test_a_registry_that_is_not_there_is_told():
    with serving() as registry:
        url = registry.url
    answer = live_registry(url).near(question("10001"))
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])


@pytest.mark.parametrize("where", ["head", "body"])
def test_an_answer_that_drips_is_not_waited_for(server, where):
    server.fault = lambda asked: where
    ask = live_registry(server.url, limit_seconds=0.4).near
    answer = ask(question("10001", "10101"))
    # The server drips until it is hung up on: that the call is back shows that it did not wait.
    assert server.dripped
    assert not server.stopped.is_set()
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])
    assert server.daemons
    assert all(server.daemons)
    assert no_worker_left()
    tries = len(server.asked)
    assert ask(question("10001")).note == NOTES["silent"]
    assert len(server.asked) == tries


def test_what_came_in_time_is_shown_and_the_rest_asked_the_next_time(server):
    server.people = [radiation(1), radiation(2, "10101")]
    server.fault = lambda asked: "body" if asked["postal_code"] == "101*" else None
    ask = live_registry(server.url, limit_seconds=0.8).near
    answer = ask(question("10001", "10101"))
    assert (npis(answer), answer.complete, answer.note) == ([npi(1)], False, NOTES["time"])
    del server.asked[:]
    server.fault = None
    answer = ask(question("10001", "10101"))
    assert (npis(answer), answer.complete) == (sorted([npi(1), npi(2)]), True)
    assert [each["postal_code"] for each in server.asked] == ["101*"]


def test_threads_end_with_the_question(server, ask):
    ask(question("10001", "10101"))
    assert no_worker_left()


def test_a_wrong_address_of_the_registry_is_told():
    for url in ("npiregistry.cms.hhs.gov/api", "ftp://example.invalid/", "https://"):
        with pytest.raises(BadSetting, match="https://"):
            live_registry(url)


@pytest.mark.parametrize("packed", [True, False])
def test_an_endless_answer_is_not_read(server, ask, monkeypatch, packed):
    monkeypatch.setattr(registry_client, "MOST_BYTES", 1000)
    body = b" " * 2000
    said = ({"Content-Encoding": "gzip"}, gzip.compress(body)) if packed else ({}, body)
    server.fault = lambda asked: (200, *said)
    assert ask(question("10001")).note == NOTES["silent"]


def test_a_registry_that_fails_now_and_then_is_asked_on(server, ask):
    server.people = [radiation(number, f"10{number}01") for number in range(9)]
    server.fault = lambda asked: (503, {}, b"") if asked["postal_code"] == "103*" else None
    answer = ask(question(*(f"10{number}01" for number in range(9))))
    assert len(npis(answer)) == 8
    assert (answer.complete, answer.note) == (False, NOTES["down"])
    server.fault = None
    answer = ask(question(*(f"10{number}01" for number in range(9))))
    assert (len(npis(answer)), answer.complete) == (9, True)


def test_a_registry_without_end_is_left_in_the_middle(server, ask, monkeypatch):
    monkeypatch.setattr(registry_requests, "MOST_FOUND", 300)
    numbers = itertools.count()
    server.fault = lambda _asked: (
        200,
        {},
        json.dumps({"results": [radiation(next(numbers)) for _ in range(200)]}).encode(),
    )
    answer = ask(question("10001", "10101", "10201"))
    assert (answer.complete, answer.note) == (False, NOTES["full"])
    assert 300 <= len(npis(answer)) < 200 * 6 * (WORKERS + 1)
    assert len(server.asked) < 6 * (WORKERS + 1)


def test_a_mark_of_the_byte_order_does_no_harm(server, ask):
    body = json.dumps({"results": [radiation(1)]}).encode("utf-8-sig")
    server.fault = lambda _asked: (200, {}, body)
    assert npis(ask(question("10001"))) == [npi(1)]


def test_a_pause_of_the_past_is_no_pause(server, ask):
    server.people = [radiation(1)]
    past = {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}
    server.fault = lambda _asked: (429, past, b"") if len(server.asked) == 1 else None
    assert npis(ask(question("10001"))) == [npi(1)]
