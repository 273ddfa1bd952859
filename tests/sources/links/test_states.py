"""How states follow each other, when a link is dead, and the files of states and journals."""

import datetime

import pytest

from finder.domain.links import STATES, LinkRecord, VisitResult, is_same_address, is_stale, next_record
from finder.errors import BadFile
from finder.sources.files.extract import read_facts
from finder.sources.links.states_file import Journal, read_states, write_states

DAY = datetime.date(2026, 11, 25)


def story(*events):
    """The record after these (day, state) findings."""
    record = None
    for day, state in events:
        record = next_record(record, "https://www.example.org/a", VisitResult(state), f"2026-11-{day:02}")
    return record


def test_gone_is_dead_at_once_and_keeps_the_day():
    assert story((1, "gone")).died == "2026-11-01"
    assert story((1, "gone"), (8, "gone")).died == "2026-11-01"


@pytest.mark.parametrize("state", ["unreachable", "redirect-loop"])
def test_what_fails_is_dead_after_two_checks_on_different_days(state):
    assert story((1, state)).died is None
    assert story((1, state), (1, state)).died is None
    assert story((1, state), (2, state)).died == "2026-11-02"
    assert story((1, "unreachable"), (2, "redirect-loop")).died == "2026-11-02"


@pytest.mark.parametrize("between", ["alive", "moved", "unknown", "needs-login", "wrong-title"])
def test_two_failures_count_only_in_a_row(between):
    assert story((1, "unreachable"), (2, between), (3, "unreachable")).died is None


@pytest.mark.parametrize("state", ["unknown", "needs-login", "wrong-title"])
def test_what_proves_nothing_makes_no_link_dead_or_alive(state):
    record = story((1, "alive"), (2, state), (3, state), (4, state))
    assert (record.died, record.last_alive) == (None, "2026-11-01")


def test_a_dead_link_lives_again_when_a_page_is_there_and_not_before():
    assert story((1, "gone"), (2, "unknown")).died == "2026-11-01"
    assert story((1, "gone"), (2, "unreachable")).died == "2026-11-01"
    for state in ("alive", "moved", "wrong-title", "needs-login"):
        assert story((1, "gone"), (2, state)).died is None
    assert story((1, "alive"), (9, "gone")).last_alive == "2026-11-01"


@pytest.mark.parametrize(
    ("last_seen", "stale"),
    [
        ("2026-11-25", False), ("2026-05-29", False), ("2026-05-28", True), ("2026-05", False),
        ("2026-04", True), ("2025", True), ("2026", False), (None, True),
    ],
)  # fmt: skip
def test_a_link_is_stale_after_so_many_days_a_month_counting_to_its_end(last_seen, stale):
    assert is_stale(last_seen, DAY, 180) is stale


def test_addresses_are_the_same_but_for_what_does_not_matter():
    assert is_same_address("http://example.org/a/", "https://www.example.org/a#part")
    assert not is_same_address("https://example.org/a", "https://example.org/A")
    assert not is_same_address("https://example.org/a?id=1", "https://example.org/a?id=2")


def records():
    return [
        LinkRecord(
            f"https://www.example.org/{state}", state, "2026-11-25", 200, why="“{0}”\tso", etag='W/"1"'
        )
        for state in STATES
    ]


def test_states_are_kept_as_they_were(tmp_path):
    path = tmp_path / "home" / "links.parquet"
    assert read_states(path) == {}
    states = {each.url: each for each in records()}
    write_states(path, states)
    assert read_states(path) == states
    assert read_facts(path).as_of == "2026-11-25"
    assert [each.name for each in path.parent.iterdir()] == ["links.parquet"]


def test_a_damaged_file_of_states_is_said(tmp_path):
    path = tmp_path / "links.parquet"
    path.write_bytes(b"PAR1 nonsense")
    with pytest.raises(BadFile, match="damaged"):
        read_states(path)


def test_a_journal_gives_back_what_was_added_each_link_once(tmp_path):
    journal = Journal(tmp_path / "links.journal")
    assert journal.read() is None
    journal.begin(DAY)
    some = records()
    journal.add(some[:2])
    journal.add(some[1:])
    assert journal.read().day == DAY
    assert list(journal.read().records) == some
    journal.end()
    assert journal.read() is None


def test_a_line_that_was_cut_off_in_the_writing_costs_no_other(tmp_path):
    journal = Journal(tmp_path / "links.journal")
    journal.begin(DAY)
    some = records()
    journal.add(some[:3])
    whole = journal.path.read_bytes()
    third = whole.rfind(b"\n", 0, -1) + 1
    for end in range(third, len(whole)):
        journal.path.write_bytes(whole[:end])
        assert list(journal.read().records) == some[:2]
        journal.repair()
        journal.add(some[3:4])
        assert list(journal.read().records) == [*some[:2], some[3]]


def test_a_file_that_is_no_journal_begins_anew(tmp_path):
    journal = Journal(tmp_path / "links.journal")
    journal.path.write_bytes(b"")
    assert journal.read() is None
