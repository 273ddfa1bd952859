"""The languages of documents: their names, and the direction they are written in."""

import pytest

from finder.domain.documents import LANGUAGES
from finder.language import direction, language_name, native_name, using_language

OWN_NAMES = {
    "en": "English", "es": "Español", "ar": "العربية", "de": "Deutsch", "fr": "Français", "hi": "हिन्दी",
    "hu": "Magyar", "ja": "日本語", "ko": "한국어", "pl": "Polski", "pt": "Português", "ru": "Русский",
    "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip


def test_every_language_of_a_document_has_its_own_name():
    assert {code: native_name(code) for code in LANGUAGES} == OWN_NAMES


def test_every_language_of_a_document_has_a_name_in_the_current_language():
    assert {code: language_name(code) for code in LANGUAGES} == LANGUAGES
    with using_language("es"):
        assert (language_name("en"), language_name("zh")) == ("inglés", "chino")


@pytest.mark.parametrize(("code", "written"), [("en", "ltr"), ("zh", "ltr"), ("ar", "rtl"), ("fa", "rtl")])
def test_the_direction_of_a_language(code, written):
    assert direction(code) == written
