"""The templates show values and decide little: what holds for their form is held here."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.every_page import TEMPLATES

FILES = sorted(TEMPLATES.rglob("*.html"))
LONGEST_LINE, LONGEST_FILE = 120, 120
#: Tags that decide or name something, in a hundred lines over all templates.
MOST_LOGIC = 12
LOGIC = re.compile(r"\{%-?\s*(?:if|elif|else|for|set)\b")
CONDITION = re.compile(r"\{%-?\s*(?:if|elif|for)\b")
CHAIN = re.compile(r"\{\{(?:(?!\}\}).)*?\bif\b(?:(?!\}\}).)*?\bif\b", re.DOTALL)


def each_file():
    return pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TEMPLATES)))


@each_file()
def test_lines_are_short_and_have_one_condition(file):
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert [line for line in lines if len(line) > LONGEST_LINE] == []
    assert [line for line in lines if len(CONDITION.findall(line)) > 1] == []
    assert CHAIN.findall(text) == []
    assert len(lines) <= LONGEST_FILE


@each_file()
def test_kinds_are_told_apart_by_a_value_and_nothing_is_looked_up(file):
    text = file.read_text(encoding="utf-8")
    assert "is defined" not in text
    assert not re.search(r"\b(known|catalog|snapshot)\(", text)


def test_templates_decide_little():
    texts = [file.read_text(encoding="utf-8") for file in FILES]
    tags = sum(len(LOGIC.findall(text)) for text in texts)
    lines = sum(len(text.splitlines()) for text in texts)
    assert lines > 1000
    assert 100 * tags / lines <= MOST_LOGIC


def test_a_link_of_this_site_is_made_by_the_functions_that_know_private_pages_and_folders():
    """An address in an `a` of a template is that of another site or of a place on the page."""
    for file in FILES:
        for address in re.findall(r"<a\b[^>]*?href=\"([^\"]*)\"", file.read_text(encoding="utf-8")):
            assert address.startswith(("https://", "#", "tel:", "{{ mail }}")), (file.name, address)


def test_they_are_formatted_and_checked():
    djlint = [sys.executable, "-m", "djlint", "--quiet"]
    for mode in ("--check", "--lint"):
        done = subprocess.run(
            [*djlint, mode, str(TEMPLATES)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout
