"""Every message is a whole sentence with named placeholders that are filled in afterwards."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

#: How many messages each function takes; the first argument of `pgettext` is a context.
MARKS = {"_": 1, "gettext": 1, "marked": 1, "pgettext": 2, "ngettext": 2, "nmarked": 2}
_NAMELESS = re.compile(r"%[sdrf]")


def broken(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every message that cannot be extracted or translated."""
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        for message in call.args[: MARKS.get(_name(call), 0)]:
            made = isinstance(message, ast.JoinedStr | ast.BinOp)
            made |= isinstance(message, ast.Call) and _name(message) in ("format", "join", "replace")
            text = message.value if isinstance(message, ast.Constant) else ""
            if made or _NAMELESS.search(str(text)):
                yield call.lineno, ast.unparse(message)


def undescribed(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of every click command whose help is only its docstring."""
    for function in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)):
        for call in function.decorator_list:
            if not isinstance(call, ast.Call) or ast.unparse(call.func) not in (
                "click.command",
                "click.group",
            ):
                continue
            if not any(each.arg == "help" for each in call.keywords):
                yield function.lineno, function.name


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


@pytest.mark.parametrize("file", sorted((ROOT / "finder").rglob("*.py")), ids=lambda file: file.stem)
def test_every_message_is_complete_and_every_command_has_marked_help(file):
    source = file.read_text(encoding="utf-8")
    assert list(broken(source)) == []
    assert list(undescribed(source)) == []


@pytest.mark.parametrize(
    "line",
    [
        "_(f'No {name}')",
        "_('No ' + name)",
        "_('No %(name)s' % {'name': name})",
        "_('No {name}'.format(name=name))",
        "_('No %s') % name",
        "pgettext('a place', f'No {name}')",
        "ngettext('%(count)s place', '%d places', count)",
    ],
)
def test_a_concatenated_message_or_one_without_named_placeholders_is_found(line):
    assert len(list(broken(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "_('No %(name)s') % {'name': name}",
        "_('No ' 'name')",
        "_(EXAMPLES)",
        "marked('100% of {name}')",
        "ngettext('%(count)s place', '%(count)s places', one + more)",
        "told(f'{name}')",
    ],
)
def test_a_complete_message_is_accepted(line):
    assert list(broken(line)) == []


def test_a_command_with_only_a_docstring_as_help_is_found():
    found = (
        "@click.command()\ndef near(): 'Find places.'\n@click.command(help=marked('Find.'))\ndef far(): ..."
    )
    assert list(undescribed(found)) == [(2, "near")]
