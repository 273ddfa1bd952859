"""Send queries to CMS's provider data, one at a time, within limits of bytes and of time."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from http import HTTPStatus
from typing import TypeVar

import requests

from finder.errors import SourceDown
from finder.language import _, number
from finder.sources.download.client import NotThere, check_status, get, with_tries
from finder.sources.download.offers import CatalogAnswer, data_set_address, decode_answer
from finder.sources.quick.answers import Page, body_of, read_page, refusal, start_of
from finder.sources.quick.queries import Part, Query
from finder.sources.retry import TryAgain

_Answer = TypeVar("_Answer")
#: Rows of a page: what CMS's site allows.
PAGE = 1500
#: The most that a run receives, packed as it is sent, and the most of one answer, unpacked.
MOST_BYTES, MOST_OF_PAGE = 60 * 10**6, 16 * 10**6
#: Seconds for a whole run, for one answer, and for a pause in it.
RUN_SECONDS, ANSWER_SECONDS, SILENT_SECONDS = 30 * 60.0, 180.0, 90.0
_CHUNK = 1 << 13


class Client:
    """Sends requests to the provider data at `base`, and counts the bytes and the seconds of the run."""

    def __init__(
        self,
        session: requests.Session,
        base: str,
        *,
        tries: int = 5,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.page_size = PAGE
        self.received = 0
        self._session, self._base = session, base.rstrip("/")
        self._tries, self._wait, self._clock = tries, wait, clock
        self._end = clock() + RUN_SECONDS

    def describe(self, data_set: str) -> CatalogAnswer:
        """Return what the catalog says about a data set, nothing if it is not in it. Raises SourceDown."""
        address = data_set_address(self._base, data_set)
        with suppress(NotThere):
            return self._ask(address, lambda: get(self._session, address, {}, SILENT_SECONDS), _description)
        return CatalogAnswer()

    def page(self, part: Part, query: Query, offset: int) -> Page:
        """Return the page of a query that begins after `offset` rows.

        Raises TooManyRows where pages must be shorter, and SourceDown where the server fails, sends
        something else than was asked for, or a limit of the run is reached.
        """
        address = f"{self._base}/datastore/query/{part.file.data_set}/0"
        body = body_of(part, query, offset, self.page_size)

        def send() -> requests.Response:
            return self._session.post(
                address, json=body, timeout=SILENT_SECONDS, stream=True, allow_redirects=False
            )

        def read(text: bytes, _address: str) -> Page:
            return read_page(text, part, offset, self.page_size)

        return self._ask(address, send, read)

    def _ask(
        self, address: str, send: Callable[[], requests.Response], read: Callable[[bytes, str], _Answer]
    ) -> _Answer:
        """Return what `read` makes of the answer, with several tries."""

        def attempt() -> _Answer:
            seconds = min(ANSWER_SECONDS, self._seconds_left(address, 0))
            return read(within(seconds, lambda given_up: self._receive(send(), address, given_up)), address)

        def pause(seconds: float) -> None:
            self._seconds_left(address, seconds)
            self._wait(seconds)

        return with_tries(attempt, address, self._tries, pause)

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

    def _receive(self, response: requests.Response, address: str, given_up: threading.Event) -> bytes:
        """Return the body of an answer. Raises TryAgain or SourceDown for an answer that is not one."""
        body = bytearray()
        with response:
            try:
                for chunk in response.iter_content(_CHUNK):
                    body += chunk
                    self._check_size(address, len(body), self.received + response.raw.tell())
                    if given_up.is_set():
                        break
            finally:
                self.received += response.raw.tell()
        if response.status_code == HTTPStatus.BAD_REQUEST:
            raise refusal(bytes(body), address, self.page_size)
        check_status(response, address, HTTPStatus.OK)
        return bytes(body)

    def _check_size(self, address: str, of_page: int, of_run: int) -> None:
        if of_page > MOST_OF_PAGE or of_run > MOST_BYTES:
            raise SourceDown(
                _(
                    "%(address)s sends more than %(megabytes)s MB: too much for a quick load. Ask for fewer"
                    " states (--states), or load the whole files (--download)."
                )
                % {
                    "address": address,
                    "megabytes": number((MOST_OF_PAGE if of_page > MOST_OF_PAGE else MOST_BYTES) // 10**6),
                }
            )


def _description(text: bytes, address: str) -> CatalogAnswer:
    try:
        return decode_answer(text.decode("utf-8", errors="replace"), address)
    except SourceDown:
        message = _("does not describe the data set, but sent: %(text)s")
        raise TryAgain(message % {"text": start_of(text)}) from None


def within(seconds: float, call: Callable[[threading.Event], bytes]) -> bytes:
    """Return what `call` returns. Raises TryAgain after `seconds`, and tells `call` to give up.

    A time limit of a socket holds for each wait: it does not end an answer that comes byte by byte.
    """
    outcome: Future[bytes] = Future()
    given_up = threading.Event()
    context = contextvars.copy_context()  # has the language of messages

    def run() -> None:
        try:
            outcome.set_result(context.run(call, given_up))
        except (requests.RequestException, SourceDown) as error:
            outcome.set_exception(error)
        finally:
            outcome.cancel()  # does nothing once there is an outcome

    threading.Thread(target=run, daemon=True, name="provider-data").start()
    try:
        return outcome.result(seconds)
    except TimeoutError:
        given_up.set()
        message = _("took more than %(seconds)s seconds for one answer")
        raise TryAgain(message % {"seconds": number(round(seconds))}) from None
