"""Ask ClinicalTrials.gov for pages of studies, one at a time, within limits of rate, bytes and time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import msgspec
import requests

from finder.errors import SourceDown
from finder.language import _, marked
from finder.sources.download.bounded import Limits, start_run
from finder.sources.download.client import get
from finder.sources.json_documents import BadJson, reader
from finder.sources.links.rate_limit import RateLimit
from finder.sources.quick.answers import start_of
from finder.sources.retry import TryAgain, sleep
from finder.sources.trials.json_values import text
from finder.sources.trials.values import partial_date

#: Seconds from one request to the next: robots.txt of clinicaltrials.gov asks for 1 below /api/.
PAUSE = 1.0
#: 5 pages of 1,000 studies with these fields are 40 MB, unpacked.
LIMITS = Limits(
    run_bytes=600 * 10**6,
    answer_bytes=128 * 10**6,
    run_seconds=30 * 60.0,
    answer_seconds=180.0,
    silent_seconds=60.0,
    chunk=1 << 16,
    too_much=marked("Nothing was loaded. %(address)s sent more than %(megabytes)s MB."),
)
_Answer = TypeVar("_Answer")
_read_object, _read_list = reader(dict[str, msgspec.Raw]), reader(list[msgspec.Raw])
_read_value = reader()


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
        wait: Callable[[float], None] = sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session, self._base = session, base.rstrip("/")
        self._rate = RateLimit(PAUSE, clock, wait)
        self._host = urlsplit(base).netloc
        self._run = start_run(LIMITS, tries, wait, clock)

    def version(self) -> str:
        """Return the day of the registry's data (YYYY-MM-DD), "" if it does not say."""
        try:
            answer = self._ask("/version", {}, _object)
        except SourceDown:
            return ""
        try:
            return partial_date(text(_read_value(answer.get("dataTimestamp", b'""'))))
        except BadJson:
            return ""

    def page(self, parameters: Mapping[str, str], token: str) -> StudyPage:
        """Return a page of studies; the first without a token.

        Raises Refused, and SourceDown where the registry fails, sends something else than a page of
        studies, or a limit of the run is reached.
        """
        return self._ask("/studies", dict(parameters) | ({"pageToken": token} if token else {}), _page)

    def _ask(self, path: str, parameters: Mapping[str, str], read: Callable[[bytes], _Answer]) -> _Answer:
        address = f"{self._base}{path}"
        url = f"{address}?{urlencode(parameters)}" if parameters else address

        def send() -> requests.Response:
            self._rate.wait(self._host)
            try:
                return get(self._session, url, {"Accept": "application/json"}, LIMITS.silent_seconds)
            finally:
                self._rate.request_ended(self._host)

        def refused(body: bytes) -> SourceDown:
            reason = " ".join(body[:300].decode(errors="replace").split())
            return Refused(
                _("%(address)s refused the query: %(reason)s") % {"address": address, "reason": reason}
            )

        return self._run.ask(address, send, read, refused)


def _object(body: bytes) -> dict[str, msgspec.Raw]:
    try:
        return _read_object(body)
    except BadJson:
        message = _("did not send a page of studies, but: %(text)s")
        raise TryAgain(message % {"text": start_of(body)}) from None


def _page(body: bytes) -> StudyPage:
    answer = _object(body)
    try:
        studies = _read_list(answer.get("studies", b""))
        token = text(_read_value(answer.get("nextPageToken", b"null")))
        total = text(_read_value(answer.get("totalCount", b"null")))
    except BadJson:
        message = _("did not send a page of studies, but: %(text)s")
        raise TryAgain(message % {"text": start_of(body)}) from None
    return StudyPage(body, len(studies), token, int(total) if total.isdecimal() else None)
