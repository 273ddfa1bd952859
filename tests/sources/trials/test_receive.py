"""Pages of studies from a registry that fails: nothing is lost, nothing is asked twice, and it ends."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from finder.errors import SourceDown
from finder.sources.download.client import open_session
from finder.sources.trials import client
from finder.sources.trials.client import Client, Refused
from finder.sources.trials.receive import receive
from tests.sources.trials.studies import study
from tests.sources.trials_server import Fault, trials_registry

PARAMETERS = {"query.cond": "cancer", "pageSize": "1000", "countTotal": "true"}


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with trials_registry() as server:
        server.studies = [study(number) for number in range(1, 6)]
        yield server


class Run:
    """A load as one run of the command does it."""

    def __init__(self, registry, folder):
        self.registry, self.folder = registry, folder
        self.waits, self.said, self.progress = [], [], []
        self.now = 0.0

    def __call__(self, parameters=PARAMETERS, tries=3):
        def wait(seconds):
            self.waits.append(seconds)
            self.now += seconds

        with open_session() as session:
            made = Client(session, self.registry.base, tries=tries, wait=wait, clock=lambda: self.now)
            return receive(
                made,
                parameters,
                self.folder,
                lambda *numbers: self.progress.append(numbers),
                self.said.append,
            )


@pytest.fixture
def run(registry, tmp_path):
    return Run(registry, tmp_path / "trials")


def studies_of(received):
    pages = [json.loads(path.read_text()) for path in received.files]
    return [
        each["protocolSection"]["identificationModule"]["nctId"][-1]
        for page in pages
        for each in page["studies"]
    ]


def test_all_pages_are_received_in_order(run, registry):
    received = run()
    assert studies_of(received) == ["1", "2", "3", "4", "5"]
    assert (received.as_of, received.unfinished) == ("2026-10-05", "")
    assert run.progress == [(2, 5), (4, 5), (5, 5)]
    assert [each.get("pageToken") for each in registry.asked] == [None, "at-2", "at-4"]
    assert all(PARAMETERS.items() <= each.items() for each in registry.asked)


def test_a_second_leaves_a_second_between_requests(run):
    run()
    assert [each for each in run.waits if each > 0.5] == [client.PAUSE] * 3


@pytest.mark.parametrize(
    "fault",
    [
        Fault(429, b"slow down", {"Retry-After": "7"}),
        Fault(500, b"broken"),
        Fault(503),
        Fault(200),  # a web page
        Fault(200, b'{"studies": [{"a": 1}', drop_after=None),
        Fault(200, b'{"studies": [' + b" " * 99, drop_after=20),
        Fault(200, b'{"studies": "none"}'),
        Fault(200, b'{"message": "busy"}'),
        Fault(200, b""),
    ],
    ids=["429", "500", "503", "web page", "cut short", "dropped", "odd", "no studies", "empty"],
)
def test_a_failure_that_passes_is_tried_again(run, registry, fault):
    registry.faults.extend([None, fault])
    assert studies_of(run()) == ["1", "2", "3", "4", "5"]
    if fault.status == 429:
        assert 7.0 in run.waits


def test_a_failure_that_stays_keeps_what_came_and_the_next_run_goes_on(run, registry):
    registry.faults.extend([None, *[Fault(500)] * 3])
    received = run()
    assert studies_of(received) == ["1", "2"]
    assert "answered 500" in received.unfinished
    registry.asked.clear()
    assert studies_of(run()) == ["1", "2", "3", "4", "5"]
    assert registry.asked[0]["pageToken"] == "at-2"


def test_a_first_page_that_fails_is_an_error(run, registry):
    registry.faults.extend([Fault(500)] * 3)
    with pytest.raises(SourceDown, match="answered 500"):
        run()


def test_a_refused_query_says_why(run, registry):
    registry.faults.append(Fault(400, b"... contains invalid field name: 'StudyDesign'"))
    with pytest.raises(Refused, match=r"refused the query: ... contains invalid field name: 'StudyDesign'"):
        run()
    assert len(registry.asked) == 1


def test_a_token_that_is_refused_later_starts_all_over(run, registry):
    registry.faults.extend([None, *[Fault(500)] * 3])
    run()
    registry.faults.append(Fault(400, b"Invalid value in parameter `pageToken`"))
    assert studies_of(run()) == ["1", "2", "3", "4", "5"]
    assert run.said == ["ClinicalTrials.gov no longer has the page where we stopped. We are starting again."]


def test_a_registry_of_another_day_starts_all_over(run, registry):
    registry.faults.extend([None, *[Fault(500)] * 3])
    run()
    registry.stamp = "2026-10-06T09:00:05"
    registry.asked.clear()
    assert studies_of(run()) == ["1", "2", "3", "4", "5"]
    assert "pageToken" not in registry.asked[0]


def test_another_query_starts_all_over(run, registry):
    registry.faults.extend([None, *[Fault(500)] * 3])
    run()
    registry.asked.clear()
    run(PARAMETERS | {"query.cond": "melanoma"})
    assert "pageToken" not in registry.asked[0]


def test_the_same_token_again_ends_with_an_error(run, registry):
    registry.faults.extend([Fault(change=lambda page: page | {"nextPageToken": "at-0"})] * 50)
    received = run()
    assert "keeps sending the same page" in received.unfinished
    assert len(registry.asked) == 2


def test_pages_without_an_end_end(run, registry, monkeypatch):
    monkeypatch.setattr("finder.sources.trials.receive.MOST_PAGES", 4)
    tokens = iter(range(100, 200))
    registry.page = lambda _parameters: (200, {"studies": [], "nextPageToken": f"at-{next(tokens)}"})
    received = run()
    assert received.unfinished == "ClinicalTrials.gov sent more than 4 pages without reaching the end."


def test_empty_pages_and_odd_counts_are_read(run, registry):
    registry.faults.extend(
        [
            Fault(change=lambda page: page | {"totalCount": "5"}),
            Fault(change=lambda page: page | {"totalCount": None, "studies": []}),
            Fault(change=lambda page: page | {"totalCount": "many", "nextPageToken": None}),
        ]
    )
    received = run()
    assert run.progress == [(2, 5), (2, 5), (3, 5)]
    assert received.unfinished == ""


def test_a_page_that_is_too_large_is_not_read_to_its_end(run, registry, monkeypatch):
    monkeypatch.setattr(client, "LIMITS", replace(client.LIMITS, answer_bytes=1000))
    registry.faults.extend([Fault(200, b"x" * 100_000)] * 5)
    with pytest.raises(SourceDown, match="sent more than"):
        run()
    assert len(registry.asked) == 1


def test_a_run_ends_when_its_time_is_over(run, registry):
    registry.faults.extend([None, *[Fault(503, b"", {"Retry-After": "2000"})] * 9])
    received = run(tries=99)
    assert "is slow today, and the 30 minutes for one run are over" in received.unfinished


def test_without_a_version_pages_are_received_as_of_today(run, registry):
    registry.stamp = None
    assert studies_of(run()) == ["1", "2", "3", "4", "5"]
