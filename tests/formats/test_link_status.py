"""What is said about the link of a document."""

import datetime
from dataclasses import replace

import pytest

from finder.domain.documents import as_document
from finder.domain.links import STATES, LinkRecord
from finder.formats.link_status import note, seen, staleness
from finder.store.read_guidelines import all_guidelines

DAY = datetime.date(2026, 11, 25)


@pytest.fixture
def document(connection):
    return next(each for each in all_guidelines(connection) if each.id == "pdq-breast-patient-en")


def with_state(document, state, **more):
    return as_document(document, LinkRecord(document.url, state, "2026-11-20", **more))


def test_the_note_of_every_state(document):
    notes = {state: note(with_state(document, state)) for state in STATES}
    assert notes == {
        "alive": "",
        "moved": "",
        "needs-login": "asked for a login when we checked, November 2026",
        "wrong-title": "the page had a different title in November 2026",
        "unknown": "",
        "unreachable": "could not be reached in November 2026",
        "redirect-loop": "could not be reached in November 2026",
        "gone": "",
    }
    assert note(document) == ""
    assert (
        note(with_state(document, "gone", died="2026-11-20"))
        == "not there when we last checked, November 2026"
    )


def test_a_document_known_to_need_a_login_has_no_note(document):
    assert note(replace(with_state(document, "needs-login"), needs_login=True)) == ""


def test_seen_alive_is_said_only_if_a_check_found_it(document):
    assert seen(document) == "last checked December 30, 2025"
    assert seen(document, partial=True) == "last checked December 2025"
    assert (
        seen(with_state(document, "alive", last_alive="2026-11-20")) == "link last worked November 20, 2026"
    )
    assert seen(with_state(document, "unknown", last_alive="2025-01-01")) == "last checked December 30, 2025"
    assert seen(replace(document, last_seen=None)) == "date of the last check not known"


def test_there_is_one_warning_for_all_old_links(document):
    young = replace(document, last_seen="2026-11-01")
    assert staleness([young, young], DAY, 180) == ""
    assert staleness([], DAY, 180) == ""
    assert staleness([document, young], DAY, 180) == "We haven't checked these links recently."
    assert staleness([document], DAY, 365) == ""
