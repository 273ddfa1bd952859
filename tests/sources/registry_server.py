"""A local server that behaves as the NPI Registry API, version 2.1, with the faults people report of it.

All providers are made up. Formats: pages of at most 200 rows, errors under HTTP 200, no totals, the page at
skip 1000 again behind it, mailing addresses that match unless a purpose is given.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from tests.sources.local_server import serve

ERRORS = {
    "03": "Field postal_code requires at least 2 characters before the wildcard",
    "04": "No valid search criteria provided",
    "05": "taxonomy_description contains special character(s) or has invalid length",
    "09": "enumeration_type requires additional search criteria",
    "17": "version is required",
}


def npi(number: int) -> str:
    """The valid NPI that begins with 1 and eight digits of `number`."""
    nine = f"1{number:08d}"
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in nine[::2])
    return nine + str(-(24 + doubled + sum(map(int, nine[1::2]))) % 10)


def address(zip_code: str, street: str = "1 MADEUP WAY", purpose: str = "LOCATION", **more: object) -> dict:
    return {
        "address_purpose": purpose,
        "address_type": "DOM",
        "address_1": street,
        "city": "MADEUPVILLE",
        "state": "NY",
        "postal_code": zip_code,
        "country_code": "US",
        "country_name": "United States",
        "telephone_number": "212-555-0100",
    } | more


def taxonomy(code: str, desc: str | None, primary: bool = True, state: str = "NY") -> dict:
    return {"code": code, "desc": desc, "primary": primary, "state": state, "license": None}


def person(number: int, zip_code: str, *taxonomies: dict, **more: object) -> dict:
    """A row for a made-up person who works, and gets mail, at one ZIP code."""
    return {
        "number": npi(number),
        "enumeration_type": "NPI-1",
        "created_epoch": "1389230978000",
        "last_updated_epoch": "1389917053000",
        "basic": {
            "first_name": "MARY",
            "last_name": f"MADEUP{number}",
            "name_suffix": "--",
            "sex": "F",
            "sole_proprietor": "NO",
            "status": "A",
            "enumeration_date": "2014-01-08",
            "last_updated": "2014-01-16",
        },
        "addresses": [address(zip_code, purpose="MAILING"), address(zip_code)],
        "practiceLocations": [],
        "taxonomies": list(taxonomies),
        "other_names": [],
        "identifiers": [],
        "endpoints": [],
    } | more


class Registry:
    """The people it knows, what it was asked, and how it misbehaves.

    `understands` says which wordings find a description; `fault` answers instead where it is set, by the
    parameters: with (status, headers, body), with "head" or "body" for one that never ends, or with None.
    """

    def __init__(self) -> None:
        self.people: list[dict] = []
        self.asked: list[dict[str, str]] = []
        self.fault: Callable[[dict[str, str]], tuple[int, dict[str, str], bytes] | str | None] | None = None
        self.understands: Callable[[str, str], bool] = lambda wording, desc: wording in desc
        self.ignores_number = False
        self.dripped = 0
        self.daemons: list[bool] = []
        self.stopped = threading.Event()
        self.url = ""
        self._lock = threading.Lock()

    def answer(self, asked: dict[str, str]) -> tuple[int, dict[str, str], bytes] | str:
        with self._lock:
            self.asked.append(asked)
        if self.fault and (said := self.fault(asked)):
            return said
        return 200, {}, json.dumps(self._rows(asked)).encode()

    def _rows(self, asked: dict[str, str]) -> dict:
        if number := asked.get("number"):
            rows = [each for each in self.people if number == str(each["number"]) or self.ignores_number]
            return {"result_count": len(rows), "results": rows}
        if number := _wrong(asked):
            return {"Errors": [{"description": ERRORS[number], "field": "generic", "number": number}]}
        found = [each for each in self.people if self._fits(each, asked)]
        limit = min(int(asked.get("limit", 10)), 200)
        skip = min(int(asked.get("skip", 0)), 1000)
        page = found[skip : skip + limit]
        return {"result_count": len(page), "results": page}

    def _fits(self, row: dict, asked: dict[str, str]) -> bool:
        purpose = asked.get("address_purpose")
        places = [*row["addresses"], *row["practiceLocations"]]
        zips = [each["postal_code"] for each in places if purpose in {None, each["address_purpose"]}]
        start = asked.get("postal_code", "").removesuffix("*")
        wording = asked.get("taxonomy_description", "")
        return (
            row["enumeration_type"] == asked.get("enumeration_type", row["enumeration_type"])
            and any(each.startswith(start) for each in zips)
            and any(self.understands(wording, each["desc"] or "") for each in row["taxonomies"])
        )


def _wrong(asked: dict[str, str]) -> str:
    if asked.get("version") != "2.1":
        return "17"
    said = {key for key, value in asked.items() if value} - {"version", "limit", "skip", "pretty"}
    if not said - {"address_purpose"}:
        return "04"
    if said == {"enumeration_type"}:
        return "09"
    if asked.get("postal_code", "00000").endswith("*") and len(asked["postal_code"]) < 3:
        return "03"
    return "05" if len(asked.get("taxonomy_description", "xx")) < 2 else ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    registry: Registry

    def do_GET(self) -> None:
        asked = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        said = self.registry.answer(asked)
        if isinstance(said, str):
            self._drip(said)
            return
        status, headers, body = said
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, where: str) -> None:
        """Send a byte now and then, of a header ("head") or the body, until somebody has enough."""
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.wfile.write(b"X-Slow: " if where == "head" else b"Content-Length: 9999999\r\n\r\n")
        while not self.registry.stopped.wait(0.01):
            self.registry.dripped += 1
            threads = [each for each in threading.enumerate() if each.name == "npi-registry"]
            self.registry.daemons += [each.daemon for each in threads]
            self.wfile.write(b" ")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving() -> Iterator[Registry]:
    """A registry at 127.0.0.1, stopped at the end."""
    registry = Registry()
    handler = type("Handler", (_Handler,), {"registry": registry})
    with serve(handler) as port:
        registry.url = f"http://127.0.0.1:{port}/api/"
        try:
            yield registry
        finally:
            registry.stopped.set()
