"""Every sentence of the code that readers see is marked for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

#: Arguments of these functions are read by people.
SAYS = {
    "Fault", "BadQuery", "NotFound", "Choice", "BadSetting", "SourceDown", "NotThere", "BadDirectory",
    "DataFault", "fault", "BadFile", "NothingLoaded", "echo", "UsageError", "BadParameter",
}  # fmt: skip
#: Of these only the help is.
HELPED = {"option", "argument", "command", "group", "version_option", "help_option"}
MARKS = {"_", "gettext", "ngettext", "pgettext", "marked", "nmarked", "told"}
_WORD = re.compile(r"[^\W\d_]{2,}")


def unmarked(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every unmarked sentence."""
    tree = ast.parse(source)
    yield from _hidden(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _name(call.func)
        if name in SAYS:
            texts = [*call.args, *(each.value for each in call.keywords)]
        elif name in HELPED:
            texts = [each.value for each in call.keywords if each.arg in ("help", "short_help", "epilog")]
        else:
            continue
        for each in texts:
            yield from _sentences(each)


def _hidden(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each marked text inside an f-string: before Python 3.12 the catalog cannot see it there."""
    for string in (node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        for call in (node for node in ast.walk(string) if isinstance(node, ast.Call)):
            if _name(call.func) in MARKS and call.args and isinstance(call.args[0], ast.Constant):
                yield call.lineno, str(call.args[0].value)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _sentences(node: ast.expr | ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and _name(node.func) in MARKS | SAYS:
        return
    if isinstance(node, ast.Constant | ast.JoinedStr):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "{}".join(
            each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else ""
            for each in parts
        )
        if sum(bool(_WORD.search(word)) for word in text.split()) > 1:
            yield node.lineno, text
    for child in ast.iter_child_nodes(node):
        yield from _sentences(child) if not isinstance(node, ast.JoinedStr) else _filled_in(child)


def _filled_in(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.FormattedValue):
        yield from _sentences(node.value)


@pytest.mark.parametrize("file", sorted((ROOT / "finder").rglob("*.py")), ids=lambda file: file.stem)
def test_every_sentence_is_marked(file):
    assert list(unmarked(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    [
        'raise BadFile("The file is empty")',
        'raise BadFile(f"{name} is empty")',
        'click.echo(f"Found {count:,} of them")',
        'click.echo("Some words" if found else _("No words"))',
        "click.echo(f\"{place}: {found or 'nothing here'}\")",
        'click.echo("\\n".join(["two words", told(text)]))',
        'Fault("near", _("No such place."), "Try another one.")',
        'line.fault(reason or f"{cells} cells are too many")',
        'click.option("--near", help="Near a place.")',
        'click.command("search", help="Places near.")',
        "report(f\"{count} {_('of them')}\")",
    ],
)
def test_an_unmarked_sentence_is_found(line):
    assert list(unmarked(line))


@pytest.mark.parametrize(
    "line",
    [
        'raise BadFile(_("%(name)s is empty") % {"name": name})',
        'click.echo(f"{count:>8}  {_(LABELS[kind])}")',
        'Fault("near", _("No such place."), said % {"place": place})',
        "Choice(slug, told(name))",
        'DataFault("data/centers", 0, _("there is no center here"))',
        'click.option("--near", type=kind, help=marked("Near a place."))',
        'log.warning("This is for the operator alone")',
    ],
)
def test_a_marked_sentence_is_accepted(line):
    assert list(unmarked(line)) == []
