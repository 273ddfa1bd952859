"""Every language of a document: its own name, and the way it is written."""

import pytest

from finder.domain.documents import LANGUAGES
from finder.language import direction, name_of, own_name, using_language

OWN_NAMES = {
    "en": "English", "es": "Español", "ar": "العربية", "de": "Deutsch", "fr": "Français", "hi": "हिन्दी",
    "hu": "Magyar", "ja": "日本語", "ko": "한국어", "pl": "Polski", "pt": "Português", "ru": "Русский",
    "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip


def test_every_language_of_a_document_has_its_own_name():
    assert {code: own_name(code) for code in LANGUAGES} == OWN_NAMES


def test_every_language_of_a_document_is_named_in_the_language_that_is_spoken():
    assert {code: name_of(code) for code in LANGUAGES} == LANGUAGES
    with using_language("es"):
        assert (name_of("en"), name_of("zh")) == ("inglés", "chino")


@pytest.mark.parametrize(("code", "way"), [("en", "ltr"), ("zh", "ltr"), ("ar", "rtl"), ("fa", "rtl")])
def test_a_language_is_written_the_way_its_readers_read_it(code, way):
    assert direction(code) == way
