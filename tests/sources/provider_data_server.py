"""A local server that behaves as CMS's provider data does: its catalog and its query API, with their faults.

Formats: queries as JSON, pages of at most `most` rows (a longer one is refused), comparison without case,
counts, errors as JSON with a message. Every person is made up.
"""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from tests.sources.cms_server import AFFILIATIONS, CLINICIANS, ERROR_PAGE, HOSPITALS
from tests.sources.files import layouts
from tests.sources.local_server import serve

_OTHER_NAMES = {"City/Town": "citytown", "County/Parish": "countyparish"}


def api_name(column: str) -> str:
    """Return what the API calls a column of the file."""
    return _OTHER_NAMES.get(column, re.sub(r"\W+", "_", column.strip().lower()))


@dataclass
class DataSet:
    """The rows of a data set by the columns of its file, and what the catalog says about it."""

    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=list)
    released: str | None = "2026-09-10"
    identifier: str = "first-release"

    def answers(self) -> list[dict[str, str]]:
        return [{api_name(name): row.get(name, "") for name in self.columns} for row in self.rows]


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer: a status and a body, a body cut short, or one that never ends."""

    status: int = 200
    body: bytes = ERROR_PAGE
    headers: dict[str, str] = field(default_factory=dict)
    drop_after: int | None = None
    drip: bool = False
    #: Changes the answer to a query instead.
    change: Callable[[dict], object] | None = None


class ProviderData:
    """The data sets, the faults to come (for queries, in order), and what was asked."""

    def __init__(self) -> None:
        self.data_sets = {
            CLINICIANS: DataSet(layouts.DAC),
            AFFILIATIONS: DataSet(layouts.AFFILIATIONS),
            HOSPITALS: DataSet(layouts.HOSPITALS),
        }
        self.most = 1500
        self.faults: deque[Fault | None] = deque()
        #: Called before each query with its number, from 0; may change the data sets.
        self.before_query: Callable[[int], None] = lambda _number: None
        self.queries: list[tuple[str, dict]] = []
        self.at_once = self.most_at_once = 0
        self.stopped = threading.Event()
        self.base = ""

    def offsets(self, identifier: str) -> list[int]:
        return [query["offset"] for asked, query in self.queries if asked == identifier]

    def describe(self, identifier: str) -> tuple[int, object]:
        if identifier not in self.data_sets:
            return 404, {"message": f"Error retrieving published dataset: dataset {identifier} not found."}
        data_set = self.data_sets[identifier]
        link = f"{self.base}/resources/{data_set.identifier}/file.csv"
        distribution = {"identifier": data_set.identifier, "downloadURL": link}
        return 200, {"identifier": identifier, "released": data_set.released, "distribution": [distribution]}

    def query(self, identifier: str, query: dict) -> tuple[int, object]:
        if identifier not in self.data_sets:
            return 404, {"message": f"No resource found for dataset {identifier} at index 0"}
        data_set = self.data_sets[identifier]
        names = [api_name(each) for each in data_set.columns]
        limit, offset = query.get("limit", self.most), query.get("offset", 0)
        if limit > self.most:
            text = f"The attribute must be less than or equal to {self.most}."
            return 400, {
                "message": "JSON Schema validation failed.",
                "status": 400,
                "data": {"keyword": "maximum", "pointer": "limit", "message": text},
            }
        conditions, sorts = query.get("conditions", []), query.get("sorts", [])
        properties = query.get("properties") or names
        for name in [*properties, *(each["property"] for each in (*conditions, *sorts))]:
            if name not in names:
                return 400, {"message": f"Column not found: {name}.", "status": 400}
        rows = [row for row in data_set.answers() if all(_holds(row, each) for each in conditions)]
        for each in reversed(sorts):
            rows.sort(key=lambda row, name=each["property"]: row[name], reverse=each.get("order") == "desc")
        page = [{name: row[name] for name in properties} for row in rows[offset : offset + limit]]
        echo = {"resources": [{"id": data_set.identifier, "alias": "t"}], "limit": limit, "offset": offset}
        return 200, {"results": page, "count": len(rows), "query": echo}


def _holds(row: dict[str, str], condition: dict) -> bool:
    value, given = row[condition["property"]].casefold(), condition["value"]
    values = [each.casefold() for each in (given if isinstance(given, list) else [given])]
    tests = {"=": value == values[0], "in": value in values, "not in": value not in values}
    return tests[condition.get("operator", "=")]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    cms: ProviderData

    def do_GET(self) -> None:
        path = urlsplit(self.path)
        if match := re.fullmatch(r"/api/1/metastore/schemas/dataset/items/([\w-]+)", path.path):
            self._give(*self.cms.describe(match[1]))
        else:
            self._say(404, ERROR_PAGE, {"Content-Type": "text/html"})

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == "application/json"
        self._query(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _query(self, query: dict) -> None:
        match = re.fullmatch(r"/api/1/datastore/query/([\w-]+)/0", urlsplit(self.path).path)
        if not match:
            self._say(404, ERROR_PAGE, {"Content-Type": "text/html"})
            return
        cms = self.cms
        cms.before_query(len(cms.queries))
        cms.queries.append((match[1], query))
        cms.at_once += 1
        cms.most_at_once = max(cms.most_at_once, cms.at_once)
        try:
            fault = cms.faults.popleft() if cms.faults else None
            status, answer = cms.query(match[1], query)
            if fault is None:
                self._give(status, answer)
            elif fault.change:
                fault.change(answer)
                self._give(status, answer)
            elif fault.drip:
                self._drip()
            else:
                self._say(fault.status, fault.body, fault.headers, fault.drop_after)
        finally:
            cms.at_once -= 1

    def _give(self, status: int, answer: object) -> None:
        body = json.dumps(answer).encode()
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body, headers["Content-Encoding"] = gzip.compress(body), "gzip"
        self._say(status, body, headers)

    def _say(self, status: int, body: bytes, headers: dict[str, str], drop_after: int | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body)), "Connection": "close"} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:drop_after])
        self.close_connection = True

    def _drip(self) -> None:
        """Send a byte now and then, until the server stops."""
        self.close_connection = True
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n")
            while not self.cms.stopped.wait(0.01):
                self.wfile.write(b" ")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def provider_data() -> Iterator[ProviderData]:
    """Yield a running server without rows."""
    cms = ProviderData()
    with serve(type("Handler", (_Handler,), {"cms": cms})) as port:
        cms.base = f"http://127.0.0.1:{port}/api/1"
        try:
            yield cms
        finally:
            cms.stopped.set()
