"""The examples of docs/mcp.md: what they ask is asked, and what they show is in the answer."""

from __future__ import annotations

import json
import re

import mypy.api
import pytest

from finder.mcp.tools import TOOLS
from tests.conftest import ROOT
from tests.test_docs import FENCE

TEXT = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")
BLOCKS = [json.loads(match[2]) for match in FENCE.finditer(TEXT) if match[1] == "json"]
EXAMPLES = [(BLOCKS[index], BLOCKS[index + 1]) for index, each in enumerate(BLOCKS) if "arguments" in each]
SETUPS = [
    server for each in BLOCKS for key in ("mcpServers", "servers") for server in each.get(key, {}).values()
]


def shown_in(shown, answer):
    """Return whether everything shown is in an answer; lists may go on."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(
            name in answer and shown_in(value, answer[name]) for name, value in shown.items()
        )
    if isinstance(shown, list):
        return (
            isinstance(answer, list)
            and len(answer) >= len(shown)
            and bool(shown or not answer)
            and all(map(shown_in, shown, answer))
        )
    return shown == answer


@pytest.mark.parametrize(("asked", "shown"), EXAMPLES, ids=lambda each: each.get("name", ""))
def test_an_example_gives_what_it_shows(ask_real, asked, shown):
    _is_error, answer, _texts = ask_real(asked["name"], **asked["arguments"])
    assert shown_in(shown, answer), answer


def test_every_tool_is_described():
    assert re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", TEXT, re.MULTILINE) == [*TOOLS]
    assert len(EXAMPLES) >= 6


def test_a_client_starts_the_command_or_has_its_address():
    assert len(SETUPS) == 3
    for each in SETUPS:
        started = (each.get("command"), each.get("args")) == ("finder", ["mcp"])
        assert started != (each.get("url") == "http://127.0.0.1:8765/mcp")


def test_the_program_is_one(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(next(match[2] for match in FENCE.finditer(TEXT) if match[1] == "python"))
    said, _errors, status = mypy.api.run(["--config-file=", str(program)])
    assert status == 0, said
