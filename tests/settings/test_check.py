"""What is set, and everything that is wrong with it."""

from __future__ import annotations

from finder.settings.check import chosen, faults


def test_nothing_is_chosen_or_wrong_if_nothing_is_set():
    assert chosen({}) == {}
    assert faults({}) == []


def test_what_differs_from_its_default_is_listed_in_the_order_of_the_table():
    environment = {
        "FINDER_STALE_DAYS": "30",
        "FINDER_NAME": "Example",
        "FINDER_LIVE_SECONDS": "6",
        "PATH": "/",
    }
    assert list(chosen(environment)) == ["FINDER_NAME", "FINDER_STALE_DAYS"]


def test_every_fault_is_listed_not_just_the_first():
    found = faults({"FINDER_STALE_DAYS": "0", "FINDER_LIVE_SECONDS": "soon", "FINDER_REPORT_TO": "nobody"})
    assert [each.partition(":")[0] for each in found] == [
        "FINDER_REPORT_TO",
        "FINDER_LIVE_SECONDS",
        "FINDER_STALE_DAYS",
    ]


def test_settings_that_belong_together_are_read_together():
    tiles = {"FINDER_TILES_URL": "https://t.example.org/{z}/{x}/{y}.png"}
    assert faults({**tiles, "FINDER_TILES_CREDIT": "Example"}) == []
    (fault,) = faults(tiles)
    assert fault.startswith("FINDER_TILES_CREDIT: write the credit")


def test_a_misspelled_setting_is_named_with_the_right_one():
    assert faults({"FINDER_NAEM": "Example"}) == ["FINDER_NAEM is not a setting. Did you mean FINDER_NAME?"]
    (fault,) = faults({"FINDER_QQQQ": "1"})
    assert fault == "FINDER_QQQQ is not a setting. docs/settings.md lists them all."
