"""Ask the batch geocoder of the Census where addresses are, up to 10,000 at once."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests

from finder import __version__, utc
from finder.errors import SourceDown
from finder.geo.points import Point
from finder.language import _
from finder.sources.geocoding.points_file import How, Located, PostalAddress
from finder.sources.geocoding.run import Answers

CENSUS = "census-geocoder"
CENSUS_URL = "https://geocoding.geo.census.gov/geocoder/locations/addressbatch"
BENCHMARK = "Public_AR_Current"

CONNECT_SECONDS, LONGEST_PAUSE, LONGEST_WAIT = 20.0, 60.0, 900.0
ANSWER_BYTES = 20_000_000

_STANDING: dict[tuple[str, str], How] = {
    ("Match", "Exact"): "exact",
    ("Match", "Non_Exact"): "non-exact",
    ("No_Match", ""): "none",
    ("Tie", ""): "tie",
}


class _TryAgain(SourceDown):
    """A failure that may pass: `seconds` is how long the service asks to be left alone, if it said so."""

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


def ask_census(
    batch: list[PostalAddress], *, url: str, timeout: float, tries: int, wait: Callable[[float], None]
) -> Answers:
    """Return what the Census batch geocoder says of up to 10,000 addresses.

    `timeout` is the seconds one answer may take: some minutes for a full batch. Addresses are missing from
    the answer if their row did not come, came twice and differs, or makes no sense. Raises SourceDown
    after `tries` failures, or at once where another try is of no use.
    """
    for failed in range(1, tries + 1):
        try:
            return _answers(batch, _post(url, _to_send(batch), timeout))
        except _TryAgain as error:
            if failed == tries:
                raise
            wait(min(5.0 * 2 ** (failed - 1), LONGEST_PAUSE) if error.seconds is None else error.seconds)
    raise ValueError(f"tries: {tries} is not 1 or more")


def _to_send(batch: list[PostalAddress]) -> bytes:
    rows = io.StringIO()
    csv.writer(rows).writerows((n, a.street, a.city, a.state, a.zip) for n, a in enumerate(batch, 1))
    return rows.getvalue().encode()


def _post(url: str, rows: bytes, timeout: float) -> str:
    service = _("the Census geocoder at %(host)s") % {"host": urlsplit(url).hostname}
    deadline = time.monotonic() + timeout
    body = bytearray()
    try:
        with requests.post(
            url,
            files={"addressFile": ("addresses.csv", rows, "text/csv")},
            data={"benchmark": BENCHMARK},
            headers={"User-Agent": f"cancer-finder/{__version__}"},
            timeout=(CONNECT_SECONDS, timeout),
            allow_redirects=False,
            stream=True,
        ) as response:
            _check(response, service)
            for part in response.iter_content(65_536):
                body += part
                if time.monotonic() > deadline or len(body) > ANSWER_BYTES:
                    raise _TryAgain(_("%(service)s sent an answer without end") % {"service": service})
    except requests.Timeout as error:
        said = _("%(service)s did not answer within %(seconds)s seconds")
        raise _TryAgain(said % {"service": service, "seconds": f"{timeout:g}"}) from error
    except requests.RequestException as error:
        said = _("%(service)s cannot be reached, or broke off its answer")
        raise _TryAgain(said % {"service": service}) from error
    return body.decode("utf-8-sig", errors="replace")


def _check(response: requests.Response, service: str) -> None:
    """Raise SourceDown unless the service answered; _TryAgain if it may do so later."""
    status = response.status_code
    if status == requests.codes.ok:
        return
    said = _("%(service)s answered with an error (%(status)s)")
    told = said % {"service": service, "status": status}
    if status != requests.codes.too_many_requests and status < 500:
        raise SourceDown(_("%(told)s: is its address right?") % {"told": told})
    seconds = _retry_after(response.headers.get("Retry-After", ""))
    if seconds is not None and seconds > LONGEST_WAIT:
        raise SourceDown(
            _("%(told)s and wants to be left alone for %(minutes)s minutes")
            % {"told": told, "minutes": f"{seconds / 60:.0f}"}
        )
    raise _TryAgain(told, seconds)


def _retry_after(text: str) -> float | None:
    """Return the seconds of a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3)."""
    if re.fullmatch(r"[0-9]+", text.strip()):
        return float(text)
    try:
        then = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (then.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _answers(batch: list[PostalAddress], text: str) -> Answers:
    asked = {str(number): address for number, address in enumerate(batch, 1)}
    told: dict[PostalAddress, set[Located]] = {}
    # One line is one row, as no address holds a line break: a torn row spoils no other.
    for line in text.split("\n"):
        cells = _cells(line)
        address = asked.get(cells[0])
        if address and (located := _located(address, cells)):
            told.setdefault(address, set()).add(located)
    if batch and not told:
        raise _TryAgain(_("the Census geocoder answered with something that is no list of addresses"))
    return {address: located.pop() for address, located in told.items() if len(located) == 1}


def _cells(line: str) -> list[str]:
    try:
        cells = next(csv.reader([line], strict=True), [])
    except csv.Error:
        cells = []
    return [*map(str.strip, cells), *[""] * 6]


def _located(address: PostalAddress, cells: list[str]) -> Located | None:
    """Return what a row says: id, address asked, standing, exactness, address found, "longitude,latitude"."""
    _, asked, standing, exactness, _, where = cells[:6]
    digits = re.search(r"[0-9]{5}$", asked)
    if digits and address.zip and digits.group() != address.zip:
        return None  # an answer to another question
    how = _STANDING.get((standing, exactness if standing == "Match" else ""))
    point = _point(where) if standing == "Match" else None
    if how is None or (standing == "Match" and not point):
        return None
    return Located(point, how, CENSUS, utc.today().isoformat())


def _point(text: str) -> Point | None:
    try:
        longitude, latitude = map(float, text.split(","))
        return Point(latitude, longitude) if latitude or longitude else None
    except ValueError:
        return None
