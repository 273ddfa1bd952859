"""The docs: what they name exists, and what they show is what the finder says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from finder import __version__
from finder.cli import cli
from scripts.benches.table import BENCHES
from tests.conftest import DATA, ROOT

DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("2*.md"))
SECTIONS = ["Context", "Decision", "Why", "Consequences"]

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
#: A path in the repository. Words in capitals (NAME, CODE) and patterns are to be filled in.
REPOSITORY_PATH = re.compile(r"(?<![\w./-])(?:finder|tests|docs|scripts|data|\.ci)/[\w./*<>{}-]*[\w/]")
TO_FILL_IN = re.compile(r"[A-Z]{4}|[*<{]")


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def language_name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def code_in(text: str) -> list[str]:
    """Return the lines of fenced blocks, and what stands in backticks elsewhere."""
    blocks = [match[2] for match in FENCE.finditer(text)]
    return [line for block in blocks for line in block.splitlines()] + INLINE.findall(FENCE.sub("", text))


def commands_in(text: str) -> list[list[str]]:
    """Return every `finder` command as a list of words, without what stands before it."""
    found = []
    for line in code_in(text):
        match = re.search(r"(?:^|(?<!from)[\s/])finder (?=[a-z-])([^|>&#…]*)", line)
        if match and "├" not in line and "  finder/" not in line:
            found.append(shlex.split(match[1]))
    return found


def slug(heading: str) -> str:
    """Return the anchor that a heading gets on a page of the repository."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("file", DOCS, ids=language_name)
def test_every_link_within_the_repository_leads_somewhere(file):
    for target in LINK.findall(text_of(file)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (file.parent / path).resolve() if path else file
        assert linked.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", text_of(linked), re.MULTILINE)
            assert anchor in {slug(each) for each in headings}, target


@pytest.mark.parametrize("file", DOCS, ids=language_name)
def test_every_path_that_is_named_exists(file):
    paths = [path for code in code_in(text_of(file)) for path in REPOSITORY_PATH.findall(code)]
    missing = [path for path in paths if not TO_FILL_IN.search(path) and not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("file", DOCS, ids=language_name)
def test_every_command_and_option_that_is_named_exists(file):
    for words in commands_in(text_of(file)):
        command: click.Command = cli
        options = {option for each in command.params for option in each.opts}
        for word in words:
            if isinstance(command, click.Group) and not word.startswith("-") and word in command.commands:
                command = command.commands[word]
                options |= {option for each in command.params for option in each.opts}
            elif word.startswith("--") and not TO_FILL_IN.search(word):
                assert word.partition("=")[0] in options, words
        assert command is not cli or words[0].startswith("--"), words


@pytest.mark.parametrize("file", DOCS, ids=language_name)
def test_every_bench_that_is_named_exists(file):
    benches = set(re.findall(r"scripts/bench\.py ([a-z]\w*)", text_of(file)))
    assert benches <= {*BENCHES, "compare"}


def test_the_readme_is_short():
    assert len(text_of(ROOT / "README.md").splitlines()) <= 150


def test_the_answer_in_the_readme_is_what_the_finder_says(real):
    block = FENCE.search(text_of(ROOT / "README.md"))
    first, *shown = block[2].splitlines()
    environment = {"FINDER_HOME": str(real.path.parent), "FINDER_DATA": str(DATA)}
    result = CliRunner(env=environment).invoke(cli, shlex.split(first.removeprefix("$ finder ")))
    printed = iter(line.strip() for line in result.output.splitlines())
    for line in shown:
        assert line.strip() in ("", "…") or line.strip() in printed, line


def test_the_tree_lists_every_package():
    tree = next(
        match[2] for match in FENCE.finditer(text_of(ROOT / "docs" / "contributing.md")) if "├" in match[2]
    )
    listed = set(re.findall(r"(\w+)/", tree))
    packages = {each.parent.name for each in (ROOT / "finder").rglob("__init__.py")}
    assert packages <= listed


@pytest.mark.parametrize("file", DECISIONS, ids=language_name)
def test_a_decision_is_one_page_with_its_date_and_four_sections(file):
    text = text_of(file)
    assert len(text.splitlines()) <= 60
    assert f"Date: {file.name[:10]}" in text
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS


def test_the_index_lists_every_decision_by_its_title():
    index = text_of(ROOT / "docs" / "decisions" / "README.md")
    titles = {file.name: text_of(file).splitlines()[0].removeprefix("# ") for file in DECISIONS}
    assert [f"[{title}]({name})" for name, title in titles.items()] == re.findall(r"\[.*?\]\(2.*?\)", index)


def test_the_changelog_begins_with_this_version():
    first = re.search(r"^## (\S+), (.+)$", text_of(ROOT / "docs" / "changelog.md"), re.MULTILINE)
    assert first[1] == __version__.removesuffix(".dev0")
    assert (first[2] == "not yet released") == __version__.endswith(".dev0")
