"""Single records by NPI, and wider circles where few were found."""

from finder.domain.live import Circle, LiveQuestion
from finder.sources.registry.search import NOTES
from tests.sources.registry.searches import (
    HEMATOLOGY_ONCOLOGY,
    RADIATION_ONCOLOGY,
    npis,
    radiation,
)
from tests.sources.registry_server import npi

CIRCLES = (
    Circle(25.0, ("10001",)),
    Circle(50.0, ("10001", "10101")),
    Circle(100.0, ("10001", "10101", "10201")),
)


def test_records_are_asked_for_by_number_alone(server, registry):
    server.people = [radiation(number) for number in (1, 2, 3)]
    answer = registry.named((npi(3), npi(1), npi(9)), (RADIATION_ONCOLOGY,))
    assert npis(answer) == [npi(1), npi(3)]
    assert (answer.complete, answer.note) == (True, "")
    assert sorted(each["number"] for each in server.asked) == sorted([npi(1), npi(3), npi(9)])
    assert all(each.keys() == {"version", "number"} for each in server.asked)
    registry.named((npi(3),), (RADIATION_ONCOLOGY,))
    assert len(server.asked) == 3  # cached


def test_a_record_of_other_than_cancer_care_is_not_found(server, registry):
    server.people = [radiation(1)]
    answer = registry.named((npi(1),), (HEMATOLOGY_ONCOLOGY,))
    assert (answer.clinicians, answer.complete) == ((), True)


def test_a_record_of_another_number_is_left_out(server, registry):
    server.people = [radiation(1)]
    server.ignores_number = True
    assert registry.named((npi(2),), (RADIATION_ONCOLOGY,)).clinicians == ()


def test_a_failure_is_told_for_records_too(server, registry):
    server.fault = lambda asked: (503, {}, b"")
    answer = registry.named((npi(1),), (RADIATION_ONCOLOGY,))
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])


def test_a_wider_circle_is_asked_about_only_if_few_were_found(server, registry):
    server.people = [radiation(1), radiation(2, "10101"), radiation(3, "10201")]
    for enough, miles, count in ((1, 25.0, 1), (2, 50.0, 2), (5, 100.0, 3)):
        answer = registry.near(LiveQuestion(CIRCLES, (RADIATION_ONCOLOGY,), enough))
        assert (answer.miles, len(answer.clinicians), answer.complete) == (miles, count, True)
    assert [each["postal_code"] for each in server.asked][:3] == ["100*", "101*", "102*"]


def test_no_wider_circle_is_asked_about_after_a_failure(server, registry):
    server.fault = lambda asked: (500, {}, b"")
    answer = registry.near(LiveQuestion(CIRCLES, (RADIATION_ONCOLOGY,), 5))
    assert (answer.miles, answer.note) == (25.0, NOTES["silent"])
    assert {each["postal_code"] for each in server.asked} == {"100*"}
