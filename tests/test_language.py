"""Messages, numbers, dates and lists in the current language."""

from __future__ import annotations

import threading

import pytest
from babel import Locale, localedata

from finder import language


def test_english_needs_no_catalog():
    assert language.gettext("Any words at all") == "Any words at all"
    assert language.ngettext("one", "many", 2) == "many"
    assert language.translate("Breast cancer") == "Breast cancer"
    assert language.is_translated("Anything")


def test_a_language_is_current_only_in_its_block_and_thread():
    results = []
    with language.using_language("es"):
        thread = threading.Thread(target=lambda: results.append(language.current_language()))
        thread.start()
        thread.join()
        assert language.current_language() == "es"
    assert (language.current_language(), results) == ("en", ["en"])


@pytest.mark.parametrize(
    ("code", "dates", "number", "names"),
    [
        ("en", ("2026", "May 2026", "May 4, 2026"), "1,234.5", "a, b and c"),
        ("es", ("2026", "mayo de 2026", "4 de mayo de 2026"), "1,234.5", "a, b y c"),
    ],
)
def test_dates_numbers_and_lists_follow_us_conventions(code, dates, number, names):
    with language.using_language(code):
        assert tuple(map(language.date, ("2026", "2026-05", "2026-05-04"))) == dates
        assert language.number(1234.5) == number
        assert language.format_list(["a", "b", "c"]).replace(", and", " and") == names
    assert language.native_name("es") == "Español"
    assert language.native_name("tr") == "Türkçe"  # by Babel


def test_a_language_is_a_folder(tmp_path, monkeypatch):
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text('msgid "Find places"\nmsgstr "Tìm nơi"\n', "utf-8")
    (folder / "data.po").write_text("", "utf-8")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    language.languages.cache_clear()
    language._catalog.cache_clear()
    try:
        assert language.languages() == ("en", "vi")
        with language.using_language("vi"):
            assert language.gettext("Find places") == "Tìm nơi"
            assert language.gettext("Not translated") == "Not translated"
            assert not language.is_translated("Breast cancer")
    finally:
        language.languages.cache_clear()
        language._catalog.cache_clear()


def test_names_and_directions_of_languages_are_those_of_babel():
    for code in language._NATIVE_NAMES:
        assert language.native_name(code) == language.native_name_by_babel(code)
    for code in localedata.locale_identifiers():
        if "_" not in code:
            assert language.direction(code) == Locale.parse(code).text_direction, code
