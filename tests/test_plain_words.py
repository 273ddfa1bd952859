"""Words that we do not use, in English and Spanish: catalogs, data and docs are searched for them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from finder.language import FOLDER

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
#: What a document quotes: code, addresses, and names in quotes.
QUOTED = re.compile(r"```.*?```|`[^`]*`|https?://\S+|“[^”]*”|\"[^\"\n]*\"", re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A word that we do not use, as a pattern; what to write instead; and where it is right."""

    language: str
    pattern: re.Pattern[str]
    instead: str
    right: re.Pattern[str] | None

    def faults(self, text: str) -> Iterator[str]:
        left = self.right.sub(" ", text) if self.right else text
        found = self.pattern.search(left)
        if found:
            yield f"“{found[0]}” → {self.instead}: {text[:200]}"


def _words() -> list[Word]:
    with (ROOT / "tests/plain_words.csv").open(encoding="utf-8", newline="") as opened:
        return [
            Word(
                row["language"],
                re.compile(row["pattern"], re.IGNORECASE),
                row["instead"],
                re.compile(row["except"], re.IGNORECASE) if row["except"] else None,
            )
            for row in csv.DictReader(opened)
        ]


WORDS = _words()


def faults(language: str, texts: list[str]) -> list[str]:
    """Return the words of a language that the texts should not use, with what to write instead."""
    words = [each for each in WORDS if each.language == language]
    return [fault for text in texts for each in words for fault in each.faults(text)]


def texts_of(domain: str, language: str) -> list[str]:
    """Return the texts of a catalog in a language: what is translated, or the translations."""
    with (FOLDER / "es/LC_MESSAGES" / f"{domain}.po").open("rb") as opened:
        catalog = read_po(opened, locale="es", domain=domain)
    sides = [message.id if language == "en" else message.string for message in catalog if message.id]
    return [text for side in sides for text in ([side] if isinstance(side, str) else side)]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("domain", ["messages", "data"])
def test_no_text_that_a_reader_meets_has_a_word_we_do_not_use(domain, language):
    assert faults(language, texts_of(domain, language)) == []


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_no_document_has_a_word_we_do_not_use(file):
    assert faults("en", QUOTED.sub(" ", file.read_text(encoding="utf-8")).split("\n")) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Which specialists work here is not on record.", "on record"),
        ("en", "Whom to call", "Whom"),
        ("en", "Hospitals that take part", "take part"),
        ("es", "Necesita una remisión de su médico.", "remisión"),
        ("es", "Añada una fuente", "Añada"),
        ("es", "Llama a tu médico", "tu"),
    ],
)
def test_a_word_we_do_not_use_is_found(language, text, found):
    assert any(f"“{found}” →" in each for each in faults(language, [text]))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Takes part in NCI cancer trials (2021)"),
        ("en", "Do I need any more tests?"),
        ("es", "Consúltelo pronto. Un trasplante en la primera remisión ayuda."),
    ],
)
def test_a_word_in_its_right_place_is_left(language, text):
    assert faults(language, [text]) == []


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.pattern.pattern)
def test_every_word_says_what_to_write_instead(word):
    assert word.instead
    assert word.language in ("en", "es")
