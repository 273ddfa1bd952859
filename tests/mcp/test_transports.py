"""The server as assistants run it: over standard input and output, and over HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from finder.cli import cli
from finder.domain.public_address import PublicAddress
from finder.errors import BadSetting
from finder.mcp.serve import http_app
from finder.mcp.tools import TOOLS
from tests.conftest import ROOT, WORLD
from tests.loops import run

QUESTION = {"near": "02115", "cancer": "breast cancer"}
SECRET = "a marked question about Timbuktu"


@pytest.fixture
def environment(home):
    settings = {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD), "FINDER_PUBLIC_URL": "https://a.example"}
    return os.environ | settings


@contextmanager
def over_http(environment, log):
    """Run `finder mcp --http` on a free port of this computer; yield the address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "finder", "mcp", "--http", f"127.0.0.1:{port}"]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        end = time.monotonic() + 60
        while b"/mcp" not in log.read_bytes() or not _listens(port):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, "nobody answers"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _listens(port):
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


def posted(address, body=b"{}", **headers):
    """Return the status of a request that no client would send."""
    given = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", **headers}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, given)) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


async def talk(server, mode="auto"):
    """List the tools, ask each kind of question, and return what came back."""
    async with Client(server, mode=mode) as client:
        names = [each.name for each in (await client.list_tools()).tools]
        found = await client.call_tool("search_near", QUESTION)
        wrong = await client.call_tool("search_near", {"near": SECRET, "cancr": "x"})
        return names, found, wrong


def check(names, found, wrong):
    assert names == [*TOOLS]
    assert found.structured_content["results"][0]["record"] == "centers/example-boston"
    assert json.loads(found.content[0].text) == found.structured_content
    assert found.structured_content["site"] == "https://a.example/"
    assert wrong.is_error
    assert {each["argument"] for each in wrong.structured_content["errors"]} == {"cancr"}


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_assistant_on_this_computer_starts_the_server(environment, mode):
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "finder", "mcp"], env=environment, cwd=str(ROOT)
    )
    check(*run(talk(server, mode)))


def test_assistants_reach_the_server_over_http(environment, tmp_path):
    log = tmp_path / "log"
    with over_http(environment, log) as address:
        for mode in ("auto", "legacy"):
            check(*run(talk(address, mode)))
        assert posted(address, Host="evil.example.org") == 421
        assert posted(address, Origin="https://evil.example.org") == 403
        assert posted(address, b"x" * 100_000) == 413
        assert posted(address.replace("/mcp", f"/{SECRET.replace(' ', '+')}")) == 404
        assert posted(address, json.dumps({"jsonrpc": "2.0", "id": 1, "method": SECRET}).encode()) == 200
    text = log.read_text()
    assert "Timbuktu" not in text
    assert "Traceback" not in text
    assert text.count("\n") == 1


def test_the_server_answers_to_its_own_names_alone(people_finder):
    with pytest.raises(BadSetting, match="FINDER_ALLOWED_HOSTS"):
        http_app(people_finder, "0.0.0.0", PublicAddress())
    for public in (PublicAddress("https", "find.example.org"), PublicAddress(hosts=frozenset({"a.example"}))):
        assert http_app(people_finder, "0.0.0.0", public).routes[0].path == "/mcp"


@pytest.mark.parametrize("address", ["x", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999999999", ":x"])
def test_an_address_that_is_none_is_refused(environment, address):
    result = CliRunner(env=environment).invoke(cli, ["mcp", "--http", address])
    assert result.exit_code == 2
    assert "127.0.0.1:8765" in result.output


def test_a_port_that_is_taken_and_a_host_without_a_name_are_said(environment):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = CliRunner(env=environment).invoke(cli, ["mcp", "--http", address])
    assert "already in use" in result.output
    assert "answers assistants" not in result.output
    nameless = {**environment, "FINDER_PUBLIC_URL": ""}
    result = CliRunner(env=nameless).invoke(cli, ["mcp", "--http", "0.0.0.0:8765"])
    assert isinstance(result.exception, BadSetting)
    assert "answers assistants" not in result.output


def test_without_the_sdk_the_command_says_how_to_install_it(environment, monkeypatch):
    for name in [each for each in sys.modules if each.startswith("finder.mcp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    result = CliRunner(env=environment).invoke(cli, ["mcp"])
    assert isinstance(result.exception, BadSetting)
    assert 'pip install "cancer-finder[mcp]"' in str(result.exception)
