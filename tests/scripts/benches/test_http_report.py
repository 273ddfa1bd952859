"""The figures of the client, and the tables that the HTTP bench makes of them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice

import pytest

from scripts.benches.http.kinds import kinds, middle
from scripts.benches.http.report import Row, Scaled, report, share
from scripts.benches.runs.results import Table, as_markdown, as_text
from scripts.benches.tools import clients
from scripts.benches.tools.clients import Asked, ask, read_figures
from scripts.benches.tools.made_up_directory import npi
from scripts.benches.tools.questions import tables
from scripts.benches.tools.servers import Memory
from tests.conftest import missing

OUTPUT = """Running 1s test @ http://127.0.0.1:8000
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     8.10ms    2.20ms  29.00ms   81.00%
  2000 requests in 2.00s, 80.00MB read
figures {"requests": 2000, "seconds": 2.0, "bytes": 80000000, "p50": 7.5, "p99": 15.0, "failed": 3}
"""
OURS = Asked(2000, 2.0, 80_000_000, 7.5, 15.0, 3, processor=1.8)
BARE = Asked(10_000, 2.0, 400_000_000, 1.5, 3.0, 0, processor=1.8)


def test_the_figures_of_wrk_are_read():
    asked = read_figures(OUTPUT)
    assert asked == replace(OURS, processor=0)
    assert asked.rate == 1000


def test_output_without_figures_is_an_error():
    with pytest.raises(ValueError, match="unable to connect"):
        read_figures("unable to connect to 127.0.0.1:1 Connection refused")


@pytest.mark.parametrize(
    ("ratio", "shown"), [(0.05, "1/20.0"), (0.49, "1/2.0"), (0.5, "0.50"), (1.2, "1.20"), (0, "")]
)
def test_a_ratio_is_shown_as_people_say_it(ratio, shown):
    assert share(ratio) == shown


def test_turns_are_summed_up_by_their_medians():
    turns = [replace(OURS, p99=each, failed=1) for each in (3, 200, 4)]
    assert middle(turns) == replace(OURS, p99=4, failed=3)


def test_the_table_has_each_kind_beside_the_bare_view():
    row = Row("JSON search", 16, OURS, BARE, 0.2)
    memory = {"idle": Memory(90, 80), "after the load": Memory(140, 120)}
    found = report(
        "wrk",
        400_000,
        [row],
        [Scaled("JSON search", 1.8, 1.9)],
        {16: replace(OURS, requests=20)},
        memory,
        0.9,
    )
    assert found.tables[0].rows == [
        ("JSON search", "16", "40.0", "1,000", "5,000", "1/5.0", "1/5.0", "7.5", "15.0", "2.0", "3")
    ]
    assert {each.name: each.value for each in found.figures} == {
        "JSON search, 16 clients: of bare": 0.2,
        "JSON search, 16 clients: of bare by processor": pytest.approx(0.2),
        "JSON search, 16 clients: p99 / p50": 2,
        "JSON search: two workers over one": 1.8,
        "over datasette, 16 clients": 100,
        "memory of a worker, idle": 90,
        "memory of a worker, idle, its own": 80,
        "memory of a worker, after the load": 140,
        "memory of a worker, after the load, its own": 120,
        "start": 0.9,
    }


def test_what_this_machine_cannot_measure_is_left_out():
    row = Row("JSON search", 16, replace(OURS, processor=0), replace(BARE, processor=0), 0.2)
    found = report("wrk", 400, [row], [], {}, {"idle": None}, 0.9)
    assert [each.title.partition(",")[0] for each in found.tables] == [
        "400 sites of made-up doctors", "Two workers over one", "Start"
    ]  # fmt: skip
    assert not [each for each in found.figures if "processor" in each.name or "memory" in each.name]


def test_tables_are_text_or_markdown():
    table = Table("Times", ("", "ms"), [("near", "0.50"), ("by name", "12.00")])
    assert as_text(table) == "Times\n            ms\nnear      0.50\nby name  12.00\n"
    assert as_markdown(table) == "Times:\n\n|  | ms |\n| --- | ---: |\n| near | 0.50 |\n| by name | 12.00 |\n"


def test_no_question_is_asked_twice():
    for kind in [*kinds(5000)[:5]]:
        asked = list(islice(kind.addresses(1), 3000))
        assert len(set(asked)) == 3000
        assert asked != list(islice(kind.addresses(2), 3000))
        assert asked == list(islice(kind.addresses(1), 3000))
    assert len(set(islice(tables(1), 3000))) == 3000


def test_made_up_clinicians_have_numbers_with_a_check_digit_that_no_real_one_has():
    assert [npi(number) for number in (0, 1, 99)] == ["2000000002", "2000000010", "2000000994"]


@contextmanager
def answering():
    """Serve one answer, or 404 for what begins with /none; yield the port and what was asked."""
    asked: list[tuple[str, str | None]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked.append((self.path, self.headers["Accept-Encoding"]))
            self.send_response(404 if self.path.startswith("/none") else 200)
            self.send_header("Content-Length", "5")
            self.end_headers()
            self.wfile.write(b"hello")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("wrk", [True, False], ids=["wrk", "Python"])
def test_addresses_are_asked_and_what_fails_is_counted(tmp_path, monkeypatch, wrk):
    if wrk and clients.client_name() != "wrk":
        missing("wrk is not installed")
    if not wrk:
        monkeypatch.setattr(clients.shutil, "which", lambda _: None)
    with answering() as (port, asked):
        found = ask(port, ["/one", "/none", "/three"], 2, 1, "gzip, br", tmp_path)
    assert {path for path, _ in asked} == {"/one", "/none", "/three"}
    assert {encodings for _, encodings in asked} == {"gzip, br"}
    assert found.requests / 4 < found.failed < found.requests / 2
    assert 0 < found.p50 <= found.p99
    assert 0.9 < found.seconds < 2
