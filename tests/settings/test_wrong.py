"""Wrong settings are refused at the start, by name."""

from __future__ import annotations

import pytest

from finder.errors import BadSetting
from finder.settings import Settings


@pytest.mark.parametrize(
    ("text", "use"),
    [("ask", "ask"), (" Ask ", "ask"), ("", "ask"), ("  ", "ask"),
     ("on", "on"), (" YES ", "on"), ("1", "on"), ("true", "on"),
     ("off", "off"), ("No", "off"), ("0", "off"), ("false", "off")],
)  # fmt: skip
def test_the_live_registry_is_asked_by_choice_by_itself_or_never(text, use):
    assert Settings.read({"FINDER_LIVE_REGISTRY": text}).live_registry == use


def test_the_live_registry_is_asked_by_choice_if_nothing_is_set():
    assert Settings.read({}).live_registry == "ask"


@pytest.mark.parametrize("text", ["perhaps", "onn", "2", "-"])
def test_another_use_of_the_live_registry_is_refused(text):
    with pytest.raises(BadSetting, match=f"FINDER_LIVE_REGISTRY: write ask, on or off. “{text}” is none"):
        Settings.read({"FINDER_LIVE_REGISTRY": text})


@pytest.mark.parametrize(("text", "seconds"), [("4", 4.0), ("0.5", 0.5), ("60", 60.0), (" 3 ", 3.0)])
def test_seconds_are_read(text, seconds):
    assert Settings.read({"FINDER_LIVE_SECONDS": text}).live_seconds == seconds


@pytest.mark.parametrize("text", ["0", "-1", "61", "nan", "inf", "soon", "", "1e9"])
def test_seconds_out_of_range_are_refused(text):
    with pytest.raises(
        BadSetting, match=f"FINDER_LIVE_SECONDS: write a number of seconds above 0, up to 60. “{text}”"
    ):
        Settings.read({"FINDER_LIVE_SECONDS": text})


def test_every_source_address_can_be_set():
    given = {
        name: f"http://127.0.0.1/{name}"
        for name in (
            "FINDER_NPPES_URL", "FINDER_PROVIDER_DATA_URL", "FINDER_TRIALS_URL", "FINDER_CENSUS_URL",
            "FINDER_REGISTRY_URL",
        )
    }  # fmt: skip
    read = Settings.read(given)
    assert [read.nppes_url, read.provider_data_url, read.trials_url, read.census_url, read.registry_url] == [
        *given.values()
    ]


GOOD_TILES = {"FINDER_TILES_URL": "https://t.example.org/{z}/{x}/{y}.png", "FINDER_TILES_CREDIT": "Example"}


def test_a_tile_server_is_read():
    streets = Settings.read(GOOD_TILES).streets
    assert streets is not None
    assert (streets.origin, streets.host) == ("https://t.example.org", "t.example.org")
    assert streets.tile_url(12, 3, 4) == "https://t.example.org/12/3/4.png"
    assert Settings.read({"FINDER_TILES_URL": " ", "FINDER_TILES_CREDIT": "Example"}).streets is None


@pytest.mark.parametrize(
    "url",
    ["t.example.org/{z}/{x}/{y}.png", "ftp://t.example.org/{z}/{x}/{y}", "https://t.example.org/{z}/{x}.png",
     "https://{x}.example.org/{z}/{x}/{y}", "https://{s}.example.org/{z}/{x}/{y}", "https:///{z}/{x}/{y}",
     "https://a.example.org;script-src *; /{z}/{x}/{y}", "https://a.example.org/{z}/{x}/{y} https://b",
     "https://t.example.org/{z}/{x}/{y}/{y}", "https://t.example.org/{z}/{x}/{y}/{", "https://u:p@t.org/{z}/{x}/{y}"],
)  # fmt: skip
def test_an_invalid_tile_address_is_refused(url):
    with pytest.raises(BadSetting, match=r"FINDER_TILES_URL: write .* is not an address of map tiles"):
        Settings.read({**GOOD_TILES, "FINDER_TILES_URL": url})


def test_a_tile_server_must_be_credited():
    with pytest.raises(BadSetting, match="FINDER_TILES_CREDIT: write the credit"):
        Settings.read({**GOOD_TILES, "FINDER_TILES_CREDIT": ""})
    with pytest.raises(BadSetting, match="FINDER_TILES_CREDIT_URL: write a web address"):
        Settings.read({**GOOD_TILES, "FINDER_TILES_CREDIT_URL": "javascript:x"})


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("FINDER_METRICS", "everybody", "FINDER_METRICS: write off, loopback,? or on. “everybody” is none"),
        ("FINDER_LOG", "xml", "FINDER_LOG: write text or json. “xml” is none"),
        ("FINDER_LOG_REQUESTS", "maybe", "FINDER_LOG_REQUESTS: write on or off. “maybe” is neither"),
        ("FINDER_SECURITY_CONTACT", "call me", "FINDER_SECURITY_CONTACT: write an email address"),
        ("FINDER_SECURITY_CONTACT", "http://example.org", "FINDER_SECURITY_CONTACT: write an email address"),
        ("FINDER_ANSWER_CACHE", "lots", "FINDER_ANSWER_CACHE: write a number of megabytes from 0 to 4096"),
        ("FINDER_ANSWER_CACHE", "4097", "“4097” is not one"),
        ("FINDER_ANSWER_CACHE", "-1", "“-1” is not one"),
        ("FINDER_REFRESH", "quick, everything", "“everything” is none of them"),
        ("FINDER_REFRESH", "quick cms", "FINDER_REFRESH: write quick or cms, not both"),
    ],
)
def test_a_wrong_setting_of_the_operator_is_refused(name, text, message):
    with pytest.raises(BadSetting, match=message):
        Settings.read({name: text})


def test_steps_of_a_refresh_are_words():
    assert Settings.read({}).refresh == ("quick", "trials", "geocode", "links")
    assert Settings.read({"FINDER_REFRESH": " NPPES,cms , trials cms"}).refresh == ("nppes", "cms", "trials")
