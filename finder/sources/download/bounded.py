"""Ask a server one request after the other, within limits of bytes and of time, with several tries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

import requests

from finder.errors import SourceDown
from finder.language import _, number
from finder.sources.connections import TimeIsUp, deadline
from finder.sources.download.client import check_status, with_tries
from finder.sources.retry import TryAgain

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take: bytes as they are sent, and of one answer unpacked; seconds in all, and of one.

    `silent_seconds` is the longest pause in an answer, `chunk` how many bytes of it are read at once.
    `too_much` is the message for too many bytes, with `address` and `megabytes`.
    """

    run_bytes: int
    answer_bytes: int
    run_seconds: float
    answer_seconds: float
    silent_seconds: float
    chunk: int
    too_much: str


@dataclass(slots=True)
class BoundedRun:
    """A run of requests: how many bytes it received, and when it has to end on `clock` (seconds)."""

    limits: Limits
    tries: int
    wait: Callable[[float], None]
    clock: Callable[[], float]
    end: float
    received: int = 0

    def ask(
        self,
        address: str,
        send: Callable[[], requests.Response],
        read: Callable[[bytes], _Answer],
        refused: Callable[[bytes], SourceDown],
    ) -> _Answer:
        """Return what `read` makes of the body of an answer, asked for again after failures that may pass.

        `refused` makes the error of an answer with status 400. Raises it, and SourceDown where the server
        fails in another way or a limit is reached.
        """

        def attempt() -> _Answer:
            seconds = min(self.limits.answer_seconds, self._seconds_left(address, 0))
            try:
                with deadline(seconds):
                    body = self._receive(send(), address, refused)
            except TimeIsUp as error:
                message = _("took more than %(seconds)s seconds for one answer")
                raise TryAgain(message % {"seconds": number(round(seconds))}) from error
            return read(body)

        def pause(seconds: float) -> None:
            self._seconds_left(address, seconds)
            self.wait(seconds)

        return with_tries(attempt, address, self.tries, pause)

    def _seconds_left(self, address: str, needed: float) -> float:
        """Return the seconds left of the run. Raises SourceDown if there are no more than `needed`."""
        left = self.end - self.clock()
        if left <= needed:
            raise SourceDown(
                _(
                    "Run this again to continue where it stopped. %(address)s is slow today, and the "
                    "%(minutes)s minutes for one run are over."
                )
                % {"address": address, "minutes": number(round(self.limits.run_seconds / 60))}
            )
        return left

    def _receive(
        self,
        response: requests.Response,
        address: str,
        refused: Callable[[bytes], SourceDown],
    ) -> bytes:
        """Return the body of an answer. Raises TryAgain or SourceDown for an answer that is not one."""
        body = bytearray()
        with response:
            try:
                for chunk in response.iter_content(self.limits.chunk):
                    body += chunk
                    self._check_size(address, len(body), self.received + response.raw.tell())
            finally:
                self.received += response.raw.tell()
        if response.status_code == HTTPStatus.BAD_REQUEST:
            raise refused(bytes(body))
        check_status(response, address, HTTPStatus.OK)
        return bytes(body)

    def _check_size(self, address: str, of_answer: int, of_run: int) -> None:
        limits = self.limits
        if of_answer > limits.answer_bytes or of_run > limits.run_bytes:
            most = limits.answer_bytes if of_answer > limits.answer_bytes else limits.run_bytes
            raise SourceDown(_(limits.too_much) % {"address": address, "megabytes": number(most // 10**6)})


def start_run(
    limits: Limits, tries: int, wait: Callable[[float], None], clock: Callable[[], float]
) -> BoundedRun:
    """Return a run that begins now."""
    return BoundedRun(limits, tries, wait, clock, clock() + limits.run_seconds)
