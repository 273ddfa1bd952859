"""The cache of answers, and several searches at once."""

import datetime
import threading

from finder.sources.registry.client import PageCache
from finder.sources.registry.search import NOTES, live_registry
from tests.sources.registry.searches import (
    HEMATOLOGY,
    HEMATOLOGY_DESC,
    RADIATION,
    RADIATION_DESC,
    npis,
    question,
    radiation,
    specialty,
)
from tests.sources.registry_server import npi, person, taxonomy

NOON = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)


def test_the_second_time_the_registry_is_not_asked(server, ask, clock):
    server.people = [radiation(number) for number in range(250)]
    first = ask(question("10001"))
    asked = len(server.asked)
    assert ask(question("10001")) == first
    assert len(server.asked) == asked == 2
    clock.ahead = 24 * 3600 + 1
    ask(question("10001"))
    assert len(server.asked) == 4


def test_what_is_kept_answers_another_selection_of_specialties(server, ask):
    server.people = [
        person(1, "10001", taxonomy(RADIATION, RADIATION_DESC), taxonomy(HEMATOLOGY, HEMATOLOGY_DESC))
    ]
    ask(question("10001"))
    (found,) = ask(question("10001", specialties=[specialty("other", RADIATION, HEMATOLOGY)])).clinicians
    assert [each.specialty for each in found.specialties] == ["other"]


def test_a_refusal_is_kept_for_a_short_time(server, ask, clock):
    server.people = [radiation(1)]
    server.fault = lambda asked: (200, {}, b'{"Errors": [{"number": "05"}]}')
    ask(question("10001"))
    asked = len(server.asked)
    server.fault = None
    assert ask(question("10001")).note == NOTES["refused"]
    assert len(server.asked) == asked
    clock.ahead = 31
    assert npis(ask(question("10001"))) == [npi(1)]


def test_the_memory_forgets_what_was_used_longest_ago(clock):
    memory = PageCache(20, clock)  # bytes: two of these pages
    for name in "ab":
        memory.put(name, name.encode(), NOON, 10)
    assert (memory.get("a").body, memory.get("a").asked) == (b"a", NOON)
    memory.put("c", b"c", NOON, 10)
    assert [bool(memory.get(name)) for name in "abc"] == [True, False, True]
    clock.ahead = 11
    assert memory.get("a") is None


def test_a_page_larger_than_the_cache_is_not_kept(clock):
    memory = PageCache(20, clock)
    memory.put("a", bytes(range(256)), NOON, 10)
    assert memory.get("a") is None


def test_an_answer_says_when_its_oldest_page_was_asked_for(server, clock):
    server.people = [radiation(1), radiation(2, "10101")]
    times = iter([NOON, NOON + datetime.timedelta(hours=2)])
    ask = live_registry(server.url, limit_seconds=20, clock=clock, now=lambda: next(times)).near
    assert ask(question("10001")).asked == NOON
    answer = ask(question("10001", "10101"))
    assert answer.asked == NOON
    assert [each.asked for each in answer.clinicians] == [
        "2026-11-30T12:00:00+00:00",
        "2026-11-30T14:00:00+00:00",
    ]


def test_no_more_is_asked_than_a_minute_allows(server, clock):
    server.people = [radiation(1)]
    ask = live_registry(server.url, limit_seconds=20, most_a_minute=2, clock=clock).near
    assert ask(question("10001")).complete
    answer = ask(question("10001", "10101", "10201"))
    assert (npis(answer), answer.note) == ([npi(1)], NOTES["busy"])
    assert len(server.asked) == 2
    clock.ahead = 61
    assert ask(question("10201")).complete  # nobody is blamed: the registry did not fail


def test_several_visitors_at_once_get_their_answers(server, ask):
    server.people = [radiation(number, f"1{number}01") for number in range(10, 18)]
    answers = {}

    def visit(number):
        answers[number] = npis(ask(question(f"1{number}01")))

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(10, 18)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: [npi(number)] for number in range(10, 18)}
