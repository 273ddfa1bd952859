"""Send queries to CMS's provider data, one at a time, within limits of bytes and of time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import requests

from finder.errors import SourceDown
from finder.language import _, marked
from finder.sources.download.bounded import Limits, start_run
from finder.sources.download.client import NotThere, get
from finder.sources.download.offers import CatalogAnswer, data_set_address, decode_answer
from finder.sources.quick.answers import Page, body_of, read_page, refusal, start_of
from finder.sources.quick.queries import Part, Query
from finder.sources.retry import TryAgain, sleep

#: Rows of a page: what CMS's site allows.
PAGE = 1500
LIMITS = Limits(
    run_bytes=60 * 10**6,
    answer_bytes=16 * 10**6,
    run_seconds=30 * 60.0,
    answer_seconds=180.0,
    silent_seconds=90.0,
    chunk=1 << 13,
    too_much=marked(
        "Load fewer states (--states), or load the whole files (--download). %(address)s sent more than "
        "%(megabytes)s MB, which is too much for a quick load."
    ),
)


class Client:
    """Sends requests to the provider data at `base`, and counts the bytes and the seconds of the run."""

    def __init__(
        self,
        session: requests.Session,
        base: str,
        *,
        tries: int = 5,
        wait: Callable[[float], None] = sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.page_size = PAGE
        self._session, self._base = session, base.rstrip("/")
        self._run = start_run(LIMITS, tries, wait, clock)

    @property
    def received(self) -> int:
        """How many bytes were received, as they were sent."""
        return self._run.received

    def describe(self, data_set: str) -> CatalogAnswer:
        """Return what the catalog says about a data set, nothing if it is not in it. Raises SourceDown."""
        address = data_set_address(self._base, data_set)
        with suppress(NotThere):
            return self._run.ask(
                address,
                lambda: get(self._session, address, {}, LIMITS.silent_seconds),
                lambda body: _description(body, address),
                lambda body: refusal(body, address, self.page_size),
            )
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
                address, json=body, timeout=LIMITS.silent_seconds, stream=True, allow_redirects=False
            )

        return self._run.ask(
            address,
            send,
            lambda text: read_page(text, part, offset, self.page_size),
            lambda text: refusal(text, address, self.page_size),
        )


def _description(text: bytes, address: str) -> CatalogAnswer:
    try:
        return decode_answer(text.decode("utf-8", errors="replace"), address)
    except SourceDown:
        message = _("did not describe the data set. It sent: %(text)s")
        raise TryAgain(message % {"text": start_of(text)}) from None
