"""The settings: one table, and docs that match it."""

from __future__ import annotations

import re

import pytest

from finder.domain.site_name import DEFAULT
from finder.errors import BadSetting
from finder.language import using_language
from finder.settings import SETTINGS, Settings
from finder.settings.setting import GROUPS
from scripts.settings_docs import current
from tests.conftest import ROOT


def test_the_docs_list_every_setting_with_its_default_and_help():
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert current(text) == text, "run: python -m scripts.settings_docs"
    listed = re.findall(r"^\| `(FINDER_\w+)` \| (.+?) \| (.+) \|$", text, re.MULTILINE)
    assert sorted(name for name, _, _ in listed) == sorted(each.name for each in SETTINGS)
    assert {each.group for each in SETTINGS} == set(GROUPS)
    defaults = {name: default for name, default, _ in listed}
    assert defaults["FINDER_HOME"] == "the platform's user data folder"
    assert defaults["FINDER_NAME"] == DEFAULT
    assert defaults["FINDER_STALE_DAYS"] == "`180`"
    assert defaults["FINDER_COLORS"] == "empty"


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


def test_the_name_of_the_site_is_read_in_each_language():
    name = Settings.read({"FINDER_NAME": " Example Library ; es : Biblioteca Ejemplo "}).name
    assert str(name) == "Example Library"
    with using_language("es"):
        assert str(name) == "Biblioteca Ejemplo"
        assert str(Settings.read({"FINDER_NAME": "Example Library"}).name) == "Example Library"
        assert str(Settings.read({}).name) == "Cáncer: ayuda cercana"


@pytest.mark.parametrize(
    ("text", "says"),
    [("x" * 41, "write a name of 1 to 40 characters"), ("A\nB", "on one line"), ("A; es:", "1 to"),
     ("; es: Biblioteca", "1 to 40"), ("A; fr: B", "es: and the name in that language"), ("A; es", "es:")],
)  # fmt: skip
def test_a_name_that_does_not_fit_is_refused(text, says):
    with pytest.raises(BadSetting, match=f"FINDER_NAME: .*{says}"):
        Settings.read({"FINDER_NAME": text})


@pytest.mark.parametrize(
    "to",
    ["help@example.org", "first.last+x@mail.example.org", "https://example.org",
     "https://issues.example.org:8443/new?title={subject}&body={body}", ""],
)  # fmt: skip
def test_a_contact_is_an_email_address_or_a_secure_web_address(to):
    assert Settings.read({"FINDER_REPORT_TO": f" {to} "}).report_to == to


@pytest.mark.parametrize(
    "to",
    ["help@example", "@example.org", "a b@example.org", "help@example.org?cc=x@y.org", "a@b.org,c@d.org",
     "mailto:help@example.org", "http://example.org/", "javascript:a()", "https://", "help", "https://x/ y"],
)  # fmt: skip
def test_another_contact_is_refused(to):
    with pytest.raises(BadSetting, match="FINDER_REPORT_TO: write an email address, or a web address"):
        Settings.read({"FINDER_REPORT_TO": to})


def test_the_operators_name_has_one_short_line():
    assert Settings.read({"FINDER_OPERATOR": " Example Hospital "}).operator == "Example Hospital"
    with pytest.raises(BadSetting, match="FINDER_OPERATOR: write at most 100 characters"):
        Settings.read({"FINDER_OPERATOR": "x" * 101})
