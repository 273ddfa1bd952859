"""A local server that answers as the Census batch geocoder and Nominatim do, faults included."""

import csv
import email
import io
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PATH = "/geocoder/locations/addressbatch"
HTML = "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Whitelabel</h1></body></html>"


@dataclass
class Reply:
    """What goes over the wire; `promised` is a Content-Length larger than what is sent."""

    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    promised: int = 0
    silent: bool = False


@dataclass
class Asked:
    """One request as it arrived."""

    rows: list[list[str]]
    benchmark: str
    agent: str


Fault = Callable[[list[list[str]]], Reply]


class CensusServer:
    """Knows `places` by street: (standing, exactness, longitude, latitude). Faults are used up in order."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[str, ...]] = {}
        #: What Nominatim finds, by the whole question.
        self.finds: dict[str, object] = {}
        self.faults: deque[Fault] = deque()
        self.asked: list[Asked] = []
        self.questions: list[tuple[str, str]] = []
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.domain = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.domain}{PATH}"

    def __enter__(self) -> "CensusServer":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, rows: list[list[str]]) -> Reply:
        """Answer as the service does on a good day: last row first."""
        return Reply(body="".join(self.row(row) for row in reversed(rows)))

    def row(self, row: list[str]) -> str:
        """Return the line for one address."""
        number, street, city, state, digits = row
        standing, *rest = self.places.get(street, ("No_Match",))
        cells = [number, f"{street}, {city}, {state}, {digits}", standing]
        if standing == "Match":
            exactness, longitude, latitude = rest
            found = f"{street}, {city}, {state}, {digits}"
            cells += [exactness, found, f"{longitude},{latitude}", "76225813", "L"]
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
        return line.getvalue()

    def reply_to(self, path: str, kind: str, agent: str, body: bytes) -> Reply:
        """Answer a POST, refusing what the real service refuses."""
        if path != PATH:
            return Reply(404, HTML)
        form = _form(kind, body)
        if "benchmark" not in form or "addressFile" not in form or len(form["addressFile"]) > 5_000_000:
            return Reply(400, HTML)
        rows = list(csv.reader(io.StringIO(form["addressFile"], newline="")))
        self.asked.append(Asked(rows, form["benchmark"], agent))
        if len(rows) > 10_000 or any(len(row) != 5 for row in rows):
            return Reply(400, HTML)
        return self.faults.popleft()(rows) if self.faults else self.answer(rows)

    def find(self, path: str, agent: str) -> Reply:
        """Answer a question as Nominatim does."""
        (question,) = parse_qs(urlsplit(path).query)["q"]
        self.questions.append((question, agent))
        if self.faults:
            return self.faults.popleft()([[question]])
        return Reply(body=json.dumps(self.finds.get(question, [])))


def _form(kind: str, body: bytes) -> dict[str, str]:
    message = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True).decode()
        for part in message.get_payload()
    }


def _handler(server: CensusServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kind, agent = self.headers["Content-Type"], self.headers["User-Agent"]
            self._send(server.reply_to(self.path, kind, agent, body))

        def do_GET(self) -> None:
            self._send(server.find(self.path, self.headers["User-Agent"]))

        def _send(self, reply: Reply) -> None:
            if reply.silent:
                server.closing.wait()
                return
            body = reply.body.encode()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(max(len(body), reply.promised)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
