"""What is said of a document's link."""

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


def found(document, state, **more):
    return as_document(document, LinkRecord(document.url, state, "2026-11-20", **more))


def test_every_state_has_its_words_or_none(document):
    said = {state: note(found(document, state)) for state in STATES}
    assert said == {
        "alive": "",
        "moved": "",
        "needs-login": "asked to log in when looked for, November 2026",
        "wrong-title": "the page there had another title in November 2026",
        "unknown": "",
        "unreachable": "could not be reached in November 2026",
        "redirect-loop": "could not be reached in November 2026",
        "gone": "",
    }
    assert note(document) == ""
    assert (
        note(found(document, "gone", died="2026-11-20"))
        == "no longer there when last looked for, November 2026"
    )


def test_a_login_that_is_known_of_is_not_told_twice(document):
    assert note(replace(found(document, "needs-login"), needs_login=True)) == ""


def test_alive_is_said_only_of_what_a_check_has_seen(document):
    assert seen(document) == "last seen December 30, 2025"
    assert seen(document, partial=True) == "last seen December 2025"
    assert seen(found(document, "alive", last_alive="2026-11-20")) == "last seen alive November 20, 2026"
    assert seen(found(document, "unknown", last_alive="2025-01-01")) == "last seen December 30, 2025"
    assert seen(replace(document, last_seen=None)) == "date last seen not known"


def test_old_links_are_said_once_with_their_number(document):
    young = replace(document, last_seen="2026-11-01")
    assert staleness([young, young], DAY, 180) == ""
    assert staleness([], DAY, 180) == ""
    assert staleness([document, young], DAY, 180).startswith("1 of these 2 links was last seen more than 180")
    assert staleness([document] * 2, DAY, 180).startswith("These links were last seen")
    assert staleness([document], DAY, 180).startswith("This link was last seen")
    assert staleness([document], DAY, 365) == ""
