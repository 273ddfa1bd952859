"""Every word of a template that readers see is marked for translation."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.every_page import TEMPLATES

#: Names and numbers that are the same in every language, and native names of languages.
SAME = {
    "1-800-4-CANCER (1-800-422-6237)", "CC BY 4.0", "GeoNames", "Medicare", "MedlinePlus", "NPI", "OID",
    "PDF", "en español", "finder export data",
}  # fmt: skip
READ_ALOUD = {"alt", "aria-description", "aria-label", "placeholder", "title"}
#: Text that is marked, or is not text of the page.
MARKED = re.compile(
    r"\{%\s*trans\b.*?\bendtrans\s*%\}|\{%\s*block main_class\s*%\}.*?endblock\s*%\}", re.DOTALL
)
CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")


class Words(HTMLParser):
    """The words that a template contains literally."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[str] = []
        tags = re.sub(r"(</?)\{\{.*?\}\}", r"\1x", MARKED.sub("", source))
        self.feed(CODE.sub("", tags))
        self.close()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in READ_ALOUD or (name.startswith("data-") and " " in (value or "")):
                self.handle_data(value or "")

    def handle_data(self, data):
        parts = (" ".join(part.split()) for part in re.split(r"[·\n]", data))
        self.found += [part for part in parts if WORD.search(part)]


@pytest.mark.parametrize(
    "file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: str(file.relative_to(TEMPLATES))
)
def test_every_word_is_marked(file):
    assert set(Words(file.read_text(encoding="utf-8")).found) <= SAME


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Call first</p>", ["Call first"]),
        ("<p>{{ _('Call first') }} now</p>", ["now"]),
        ('<a aria-label="Go back" class="big one">{% trans %}Back{% endtrans %}</a>', ["Go back"]),
        ("{% if one %}<p>A · B · Other</p>{% endif %}", ["Other"]),
        ("<{{ 'ol' if one else 'ul' }} class=\"points\">", []),
    ],
)
def test_unmarked_words_are_found(source, found):
    assert Words(source).found == found
