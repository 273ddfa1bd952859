"""Ask ClinicalTrials.gov for pages of studies, one at a time, within limits of rate, bytes and time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from threading import Event
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec
import requests

from finder.errors import SourceDown
from finder.language import _, number
from finder.sources.download.client import check_status, get, with_tries
from finder.sources.links.rate_limit import RateLimit
from finder.sources.quick.answers import start_of
from finder.sources.quick.client import within
from finder.sources.retry import TryAgain
from finder.sources.trials.json_values import text
from finder.sources.trials.values import partial_date

#: Seconds from one request to the next: robots.txt of clinicaltrials.gov asks for 1 below /api/.
PAUSE = 1.0
#: The most bytes of one page, unpacked, and of a run: 5 pages of 1,000 studies with these fields are 40 MB.
MOST_OF_PAGE, MOST_BYTES = 128 * 10**6, 600 * 10**6
#: Seconds for a whole run, for one answer, and for a pause in it.
RUN_SECONDS, ANSWER_SECONDS, SILENT_SECONDS = 30 * 60.0, 180.0, 60.0
_CHUNK = 1 << 16
_Answer = TypeVar("_Answer")


class Refused(SourceDown):
    """The registry refused the query (status 400): it says why in plain text."""


@dataclass(frozen=True, slots=True)
class StudyPage:
    """A page as it came: its studies counted, the token of the next page, and the count of all, if said."""

    body: bytes
    studies: int
    next: str
    total: int | None


class Client:
    """Sends requests to the API at `base`, and counts the bytes and the seconds of the run."""

    def __init__(
        self,
        session: requests.Session,
        base: str,
        *,
        tries: int = 5,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.received = 0
        self._session, self._base = session, base.rstrip("/")
        self._tries, self._wait, self._clock = tries, wait, clock
        self._rate = RateLimit(PAUSE, clock, wait)
        self._host = urlsplit(base).netloc
        self._end = clock() + RUN_SECONDS

    def version(self) -> str:
        """Return the day of the registry's data (YYYY-MM-DD), "" if it does not say."""
        try:
            answer = self._ask("/version", {}, _object)
        except SourceDown:
            return ""
        return partial_date(text(msgspec.json.decode(answer.get("dataTimestamp", b'""'), strict=False)))

    def page(self, parameters: Mapping[str, str], token: str) -> StudyPage:
        """Return a page of studies; the first without a token.

        Raises Refused, and SourceDown where the registry fails, sends something else than a page of
        studies, or a limit of the run is reached.
        """
        return self._ask("/studies", dict(parameters) | ({"pageToken": token} if token else {}), _page)

    def _ask(self, path: str, parameters: Mapping[str, str], read: Callable[[bytes], _Answer]) -> _Answer:
        address = f"{self._base}{path}"
        url = f"{address}?{urlencode(parameters)}" if parameters else address

        def attempt() -> _Answer:
            self._rate.wait(self._host)
            seconds = min(ANSWER_SECONDS, self._seconds_left(address, 0))
            try:
                return read(within(seconds, lambda given_up: self._receive(url, address, given_up)))
            finally:
                self._rate.request_ended(self._host)

        def pause(seconds: float) -> None:
            self._seconds_left(address, seconds)
            self._wait(seconds)

        return with_tries(attempt, address, self._tries, pause)

    def _receive(self, url: str, address: str, given_up: Event) -> bytes:
        """Return the body of an answer. Raises TryAgain or SourceDown for an answer that is not one."""
        body = bytearray()
        with get(self._session, url, {"Accept": "application/json"}, SILENT_SECONDS) as response:
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > MOST_OF_PAGE or self.received + len(body) > MOST_BYTES:
                    raise SourceDown(
                        _("%(address)s sends more than %(megabytes)s MB. Nothing was loaded.")
                        % {"address": address, "megabytes": number(MOST_OF_PAGE // 10**6)}
                    )
                if given_up.is_set():
                    break
        self.received += len(body)
        if response.status_code == HTTPStatus.BAD_REQUEST:
            reason = " ".join(bytes(body[:300]).decode(errors="replace").split())
            message = _("%(address)s refused the query: %(reason)s")
            raise Refused(message % {"address": address, "reason": reason})
        check_status(response, address, HTTPStatus.OK)
        return bytes(body)

    def _seconds_left(self, address: str, needed: float) -> float:
        """Return the seconds left of the run. Raises SourceDown if there are no more than `needed`."""
        left = self._end - self._clock()
        if left <= needed:
            raise SourceDown(
                _(
                    "%(address)s is too slow today: the %(minutes)s minutes of this run are over. Run it"
                    " again; it continues where it stopped."
                )
                % {"address": address, "minutes": number(round(RUN_SECONDS / 60))}
            )
        return left


def _object(body: bytes) -> dict[str, msgspec.Raw]:
    try:
        return msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError):
        message = _("sent no page of studies, but: %(text)s")
        raise TryAgain(message % {"text": start_of(body)}) from None


def _page(body: bytes) -> StudyPage:
    answer = _object(body)
    try:
        studies = msgspec.json.decode(answer.get("studies", b""), type=list[msgspec.Raw])
        token = text(msgspec.json.decode(answer.get("nextPageToken", b"null")))
        total = text(msgspec.json.decode(answer.get("totalCount", b"null")))
    except (msgspec.DecodeError, UnicodeDecodeError):
        message = _("sent no page of studies, but: %(text)s")
        raise TryAgain(message % {"text": start_of(body)}) from None
    return StudyPage(body, len(studies), token, int(total) if total.isdecimal() else None)
