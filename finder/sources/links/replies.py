"""Limits of a visit, the response of a site, and the words for its failures."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import requests

from finder.language import marked

_CHUNK = 16_384

Method = Literal["HEAD", "GET"]
#: Why an address was not requested: robots.txt, a redirect loop, a login, no web address, a private network.
Stopped = Literal["", "robots", "robots-unknown", "circle", "login", "no-address", "private"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one visit: seconds without a byte, bytes and seconds of a body, redirects, tries.

    `seconds` is for one request in all: connecting, headers and body.
    """

    timeout: float = 20.0
    body_bytes: int = 512 * 1024
    body_seconds: float = 30.0
    redirects: int = 10
    tries: int = 3
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """The last response in a chain of redirects. `permanent_url` is where permanent redirects alone lead.

    `body` is the part within the limits, `whole` is True where that is all of it. Where `stopped` is not "",
    `url` was not requested, and `status` is that of the response before.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    permanent_url: str
    body: bytes = b""
    whole: bool = True
    stopped: Stopped = ""

    @property
    def is_html(self) -> bool:
        """Tell whether the response is a web page, as far as its headers say."""
        kind = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return kind in ("text/html", "application/xhtml+xml") or (not kind and self.body[:4] != b"%PDF")


class Unreachable(Exception):
    """No response came, or it broke off; the message says why, for the report."""


class HostBusy(Exception):
    """A host asks to be left alone for longer than a check waits."""


def read_body(answer: requests.Response, limits: Limits) -> tuple[bytes, bool]:
    """Return the body within the limits, unpacked, and whether that is all of it.

    Read in pieces: a server that sends a byte a second would otherwise never exceed a time limit.
    """
    body, until = bytearray(), time.monotonic() + limits.body_seconds
    while piece := answer.raw.read1(_CHUNK, decode_content=True):
        body += piece
        if len(body) >= limits.body_bytes or time.monotonic() > until:
            return bytes(body[: limits.body_bytes]), False
    return bytes(body), True


def describe_error(error: Exception) -> str:
    """Return why a request failed, for the report."""
    match error:
        case requests.exceptions.SSLError():
            return marked("its certificate is not valid")
        case requests.Timeout():
            return marked("did not answer in time")
        case _:
            return marked("cannot be reached, or its answer was cut off")
