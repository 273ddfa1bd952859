"""The cache of answers, and several searches at once."""

import threading

from finder.sources.registry.client import PageCache
from finder.sources.registry.search import NOTES
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
    memory = PageCache(2, clock)
    memory.put("a", b"1", 10)
    memory.put("b", b"2", 10)
    assert memory.get("a") == b"1"
    memory.put("c", b"", 10)
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (b"1", None, b"")
    clock.ahead = 11
    assert memory.get("a") is None


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
