"""What a visit may cost, what a site answers, and what its headers and failures mean."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import requests

from finder.language import marked

_CHUNK = 16_384

Method = Literal["HEAD", "GET"]
#: Why an answer is none: a rule, a circle, a login, an address that is no web address.
Stopped = Literal["", "robots", "robots-unknown", "circle", "login", "no-address"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one visit may cost: seconds without a byte, bytes and seconds of a body, redirects, tries."""

    timeout: float = 20.0
    body_bytes: int = 512 * 1024
    body_seconds: float = 30.0
    redirects: int = 10
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Reply:
    """The last answer of a chain of redirects. `lasting` is where permanent redirects alone lead.

    `body` is what came of it within the limits, `whole` tells whether that is all of it. Where `stopped` says
    something, the address was not asked, and status is that of the answer before it.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    lasting: str
    body: bytes = b""
    whole: bool = True
    stopped: Stopped = ""

    @property
    def is_html(self) -> bool:
        """Tell whether the answer is a web page, as far as it says."""
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return kind in ("text/html", "application/xhtml+xml") or (not kind and self.body[:4] != b"%PDF")


class Unreachable(Exception):
    """No answer came, or it broke off: why, in plain words."""


class Later(Exception):
    """A host that wants to be left alone for longer than a check waits."""


def body_of(answer: requests.Response, limits: Limits) -> tuple[bytes, bool]:
    """Return what comes of a body within the limits, and whether that is all. Asks piece by piece: a server
    that sends a byte a second would otherwise never be late.
    """
    body, until = bytearray(), time.monotonic() + limits.body_seconds
    while piece := answer.raw.read1(_CHUNK):
        body += piece
        if len(body) >= limits.body_bytes or time.monotonic() > until:
            return bytes(body[: limits.body_bytes]), False
    return bytes(body), True


def in_words(error: Exception) -> str:
    """Return what a failed request means."""
    match error:
        case requests.exceptions.SSLError():
            return marked("its certificate is not valid")
        case requests.Timeout():
            return marked("did not answer in time")
        case _:
            return marked("cannot be reached, or broke off its answer")
