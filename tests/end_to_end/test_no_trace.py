"""What a reader types is in no log, file, name of a process or header, also where it is wrong or we fail."""

from __future__ import annotations

import http.client
import os
import re
import tempfile
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import pytest

from finder.search.fields import LABELS
from tests.end_to_end.serving import served

#: A word that is in nothing of ours, as a value, as the name of a field and as a part of a path.
MARK = "qzxvjkw"
#: What systems of hospitals send to /infobutton.
PARAMETERS = (
    *(f"mainSearchCriteria.v.{part}" for part in ("c", "cs", "dn", "ot")),
    "knowledgeResponseType", "informationRecipient.languageCode.c", "performer.languageCode.c",
)  # fmt: skip
#: Parts of paths that have few values.
PARTS = {"form": "json", "kind": "centers"}
#: Values that are read, and values that are not.
VALUES = (
    MARK,
    f"{MARK}, MT",
    f"{MARK}\n{MARK}",
    f"{MARK}\udcff",
    f"breast cancer {MARK}",
    f"<{MARK}>",
    f"59715{MARK}",
    MARK * 40,
)
#: Where the process fails: its message has what was asked in it.
CRASH = """
import finder.web.api.routes as api, finder.web.results.routes as pages, finder.web.shortlist.routes as lists
def crash(*given, **more):
    try:
        raise KeyError(given)
    except KeyError as error:
        raise RuntimeError(f"no such row: {given}") from error
api.find_by_name = pages.answer = lists.to_contacts = crash
"""
HEADERS = {
    "User-Agent": MARK, "Referer": f"https://example.org/?q={MARK}", "Cookie": f"{MARK}={MARK}",
    "Accept-Language": MARK, "X-Forwarded-For": MARK, "X-Forwarded-Host": f"{MARK}.example",
    "If-None-Match": f'"{MARK}"', "Accept": f"text/{MARK}", "Authorization": f"Basic {MARK}",
    "Range": f"bytes={MARK}", "X-Request-Id": MARK, "Origin": f"https://{MARK}.example",
}  # fmt: skip


def requests_of(app):
    """Yield method, path and body of requests to every route: with every parameter, with one, with none."""
    everything = urlencode([(name, MARK) for name in (*LABELS, *PARAMETERS, MARK)])
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda part: PARTS.get(part[1], MARK), rule.rule)
        yield "GET", path, b""
        yield "GET", f"/es{path}?{everything}", b""
        yield "POST", f"{path}?{everything}", everything.encode()
        yield "PUT", f"{path}{MARK}", b""
    for path, value in product(
        ("/search", "/api/v1/search", "/find", "/shortlist", "/infobutton", "/trials"), VALUES
    ):
        asked = urlencode(
            {"near": value, "cancer": value, "name": value, "pick": f"centers/{MARK}"},
            errors="surrogateescape",
        )
        yield "GET", f"{path}?{asked}", b""
        yield "POST", path, asked.encode()
        yield "POST", path, f"again=http://[?{asked}".encode()
    for path in (
        f"/{MARK}%0d%0a{MARK}",
        f"/%00{MARK}",
        f"/centers/{MARK * 200}",
        f"/search?near={MARK * 3000}",
        f"/es//{MARK}",
    ):
        yield "GET", path, b""
    # Where we fail:
    yield "GET", f"/search?near=02115&cancer={MARK}&miles=50", b""
    yield "GET", "/search?near=02115&name=" + MARK, b""
    yield "POST", "/search", b"near=02115&hospital=" + MARK.encode()
    yield "GET", f"/api/v1/find?name={MARK}", b""
    yield "GET", f"/shortlist.vcf?pick=centers/example-boston&near=02115&cancer={MARK}", b""


def ask(port, method, path, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        connection.putrequest(
            method, path.encode("utf-8", "surrogateescape").decode("latin-1"), skip_host=True
        )
        for name, value in {"Host": "localhost", **HEADERS, **form, "Content-Length": str(len(body))}.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.read()
        return answer.status, [
            (name, value) for name, value in answer.getheaders() if name.lower() != "location"
        ]
    finally:
        connection.close()


def files_below(*folders):
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path


def processes_of(server):
    """Return the command lines and names of a process, its children and their threads."""
    found, waiting = [], [server.pid]
    while waiting:
        process = Path(f"/proc/{waiting.pop()}")
        found.append((process / "cmdline").read_bytes())
        found += [(each / "comm").read_bytes() for each in (process / "task").iterdir()]
        for each in (process / "task").iterdir():
            waiting += map(int, (each / "children").read_text().split())
    return found


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_what_is_asked_leaves_no_trace(app, home, tmp_path):
    log, temporary, own = tmp_path / "log", tmp_path / "tmp", tmp_path / "own"
    temporary.mkdir()
    own.mkdir()
    folders = {"TMPDIR": str(temporary), "HOME": str(own), "XDG_CACHE_HOME": str(own / "cache")}
    statuses = {}
    with served(home, before=CRASH, log=log, FINDER_LIVE_REGISTRY="off", **folders) as (port, server):
        for method, path, body in requests_of(app):
            status, headers = ask(port, method, path, body)
            statuses[status] = statuses.get(status, 0) + 1
            assert MARK not in str(headers).lower(), (method, path)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/metrics")
        assert MARK.encode() not in connection.getresponse().read().lower()
        connection.close()
        titles = processes_of(server)
        assert len(titles) > 2
        assert all(MARK.encode() not in each.lower() for each in titles)
    assert {200, 400, 404, 405, 500} <= set(statuses)
    assert b"Fault on GET /search" in log.read_bytes()
    for path in (log, *files_below(home, temporary, own)):
        assert MARK.encode() not in path.read_bytes().lower(), path
        assert MARK not in path.name.lower()
    assert not [each for each in Path(tempfile.gettempdir()).iterdir() if MARK in each.name]
    assert MARK not in str(os.environ)
