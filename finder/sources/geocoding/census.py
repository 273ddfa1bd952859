"""Locate addresses with the Census batch geocoder, up to 10,000 in one request."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import requests

from finder import __version__, utc
from finder.errors import SourceDown
from finder.geo.points import Point
from finder.language import _
from finder.sources.connections import deadline, open_session
from finder.sources.geocoding.points_file import How, Located, PostalAddress
from finder.sources.geocoding.run import Answers
from finder.sources.retry import TryAgain, retry_after, with_retries

CENSUS = "census-geocoder"
BENCHMARK = "Public_AR_Current"

CONNECT_SECONDS = 20.0
#: The first and the longest pause between two tries, and the longest one that the service may ask for.
FIRST_PAUSE, LONGEST_PAUSE, LONGEST_WAIT = 5.0, 60.0, 900.0
ANSWER_BYTES = 20_000_000

_RESULTS: dict[tuple[str, str], How] = {
    ("Match", "Exact"): "exact",
    ("Match", "Non_Exact"): "non-exact",
    ("No_Match", ""): "none",
    ("Tie", ""): "tie",
}


def ask_census(
    batch: list[PostalAddress], *, url: str, timeout: float, tries: int, wait: Callable[[float], None]
) -> Answers:
    """Return the locations that the Census batch geocoder gives for up to 10,000 addresses.

    `timeout` is the seconds one answer may take: some minutes for a full batch. An address is missing from
    the answer if its row is missing, unreadable, or there twice with different values. Raises SourceDown
    after `tries` failures, or at once where another try cannot help.
    """
    return with_retries(
        lambda: _answers(batch, _post(url, _as_csv(batch), timeout)),
        tries,
        wait,
        first=FIRST_PAUSE,
        longest=LONGEST_PAUSE,
    )


def _as_csv(batch: list[PostalAddress]) -> bytes:
    rows = io.StringIO()
    csv.writer(rows).writerows((n, a.street, a.city, a.state, a.zip) for n, a in enumerate(batch, 1))
    return rows.getvalue().encode()


def _post(url: str, rows: bytes, timeout: float) -> str:
    service = _("the Census geocoder at %(host)s") % {"host": urlsplit(url).hostname}
    body = bytearray()
    try:
        with (
            deadline(timeout),
            open_session() as session,
            session.post(
                url,
                files={"addressFile": ("addresses.csv", rows, "text/csv")},
                data={"benchmark": BENCHMARK},
                headers={"User-Agent": f"cancer-finder/{__version__}"},
                timeout=(CONNECT_SECONDS, timeout),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            _check(response, service)
            for part in response.iter_content(65_536):
                body += part
                if len(body) > ANSWER_BYTES:
                    raise TryAgain(_("%(service)s sent an answer that did not end") % {"service": service})
    except requests.Timeout as error:
        message = _("%(service)s did not answer within %(seconds)s seconds")
        raise TryAgain(message % {"service": service, "seconds": f"{timeout:g}"}) from error
    except requests.RequestException as error:
        message = _("%(service)s cannot be reached, or its answer was cut off")
        raise TryAgain(message % {"service": service}) from error
    return body.decode("utf-8-sig", errors="replace")


def _check(response: requests.Response, service: str) -> None:
    """Raise SourceDown unless the status is 200; TryAgain if the failure may pass."""
    status = response.status_code
    if status == requests.codes.ok:
        return
    answer = _("%(service)s answered with an error (%(status)s)")
    message = answer % {"service": service, "status": status}
    if status != requests.codes.too_many_requests and status < 500:
        raise SourceDown(_("%(told)s: is its address right?") % {"told": message})
    seconds = retry_after(response.headers)
    if seconds is not None and seconds > LONGEST_WAIT:
        raise SourceDown(
            _("%(told)s and asks us to wait %(minutes)s minutes")
            % {"told": message, "minutes": f"{seconds / 60:.0f}"}
        )
    raise TryAgain(message, seconds)


def _answers(batch: list[PostalAddress], text: str) -> Answers:
    by_number = {str(number): address for number, address in enumerate(batch, 1)}
    found: dict[PostalAddress, set[Located]] = {}
    # Each line is a row, as no address has a line break: a damaged row does not damage the next.
    for line in text.split("\n"):
        cells = _cells(line)
        address = by_number.get(cells[0])
        if address and (located := _located(address, cells)):
            found.setdefault(address, set()).add(located)
    if batch and not found:
        raise TryAgain(_("the Census geocoder did not send a list of addresses"))
    return {address: located.pop() for address, located in found.items() if len(located) == 1}


def _cells(line: str) -> list[str]:
    try:
        cells = next(csv.reader([line], strict=True), [])
    except csv.Error:
        cells = []
    return [*map(str.strip, cells), *[""] * 6]


def _located(address: PostalAddress, cells: list[str]) -> Located | None:
    """Read a row: number, address sent, result, exactness, address found, "longitude,latitude"."""
    _, sent, result, exactness, _, coordinates = cells[:6]
    digits = re.search(r"[0-9]{5}$", sent)
    if digits and address.zip and digits.group() != address.zip:
        return None  # the answer for another address
    how = _RESULTS.get((result, exactness if result == "Match" else ""))
    point = _point(coordinates) if result == "Match" else None
    if how is None or (result == "Match" and not point):
        return None
    return Located(point, how, CENSUS, utc.today().isoformat())


def _point(text: str) -> Point | None:
    try:
        longitude, latitude = map(float, text.split(","))
        return Point(latitude, longitude) if latitude or longitude else None
    except ValueError:
        return None
