"""Break the hours of one help line: the fault is reported with its line and what would be right."""

import pytest

from tests.sources.curated.faults import faults_of, matching


@pytest.mark.parametrize(
    ("opens", "said"),
    [
        ('opens = "weekdays"', "opens: `weekdays` cannot be read; write `always` or `mon-fri"),
        (
            'opens = "mon-fri 09:00-17:00 Eastern"',
            "opens: `mon-fri 09:00-17:00 Eastern`: no such day, time or",
        ),
        ('opens = "mon-fri 17:00-09:00 America/New_York"', "it must close after it opens"),
        ('chat_opens = "sometimes"', "chat_opens: `sometimes` cannot be read"),
        ("", "hours, opens: fill in both or neither."),
    ],
)
def test_hours_that_cannot_be_read_are_reported(data, gazetteer, edit, opens, said):
    edit("helplines.toml", 'opens = "mon-fri 09:00-17:00 America/New_York"', opens)
    assert matching(faults_of(data, gazetteer), "data/helplines.toml:", said)
