"""Languages by the names their readers know them by."""

from finder.domain.documents import LANGUAGES
from finder.formats.languages import OWN_NAMES, direction, own_name


def test_every_language_of_a_document_has_its_own_name():
    assert OWN_NAMES.keys() == LANGUAGES.keys()
    assert (own_name("es"), own_name("zh")) == ("Español", "中文")


def test_arabic_is_written_from_right_to_left():
    assert [code for code in LANGUAGES if direction(code) == "rtl"] == ["ar"]
