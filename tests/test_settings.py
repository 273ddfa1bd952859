"""The settings: one table, and docs that match it."""

from __future__ import annotations

import pytest

from finder.errors import BadSetting
from finder.settings import SETTINGS, Settings
from tests.conftest import ROOT


def test_the_docs_list_every_setting_with_its_default_and_help():
    rows = {}
    for line in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `FINDER_"):
            name, default, text = (cell.strip().strip("`") for cell in line.strip("|").split("|"))
            rows[name] = (default, text)
    in_words = {
        "FINDER_HOME": "the platform's user data folder",
        "FINDER_DATA": "the data that comes with the finder",
    }
    assert rows == {
        each.name: (in_words.get(each.name, each.default() or "empty"), each.help) for each in SETTINGS
    }


def test_a_setting_that_is_not_set_has_its_default():
    settings = Settings.read({})
    assert settings.data == ROOT / "data"
    assert settings.directory == settings.home / "directory.sqlite"
    assert settings.report_to == ""


def test_the_environment_wins(tmp_path):
    settings = Settings.read({"FINDER_HOME": str(tmp_path), "FINDER_REPORT_TO": "help@example.org"})
    assert (settings.home, settings.report_to) == (tmp_path, "help@example.org")


def test_an_empty_folder_setting_means_the_default():
    assert Settings.read({"FINDER_HOME": "", "FINDER_DATA": " "}) == Settings.read({})


@pytest.mark.parametrize("url", ["https://maps.example.org/{adress}", "https://maps.example.org/{", "{0}"])
def test_an_address_template_with_wrong_fields_is_refused(url):
    with pytest.raises(BadSetting, match=r"FINDER_DIRECTIONS_URL: write \{address\}"):
        Settings.read({"FINDER_DIRECTIONS_URL": url})


def test_the_language_must_have_a_translation():
    assert Settings.read({"FINDER_LANGUAGE": " es "}).language == "es"
    with pytest.raises(BadSetting, match="The finder has no translation for “tlh”"):
        Settings.read({"FINDER_LANGUAGE": "tlh"})
