"""Request an address politely: with our name, at a limited rate, where robots.txt allows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from finder import __version__
from finder.language import _, marked
from finder.sources.connections import PrivateAddress, deadline, open_session
from finder.sources.links.rate_limit import RateLimit
from finder.sources.links.replies import (
    HostBusy,
    Limits,
    Method,
    Reply,
    Stopped,
    Unreachable,
    describe_error,
    read_body,
)
from finder.sources.links.robots import AGENT, Robots, robots_of, robots_url
from finder.sources.links.targets import is_behind_login
from finder.sources.retry import retry_after

_PERMANENT = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
#: A server that says when to come back is asked again then, if that is within so many seconds.
LONGEST_WAIT = 300.0
#: The least pause after a first failure, in seconds; it doubles with each further one.
FIRST_PAUSE = 2.0


@dataclass(slots=True)
class Visitor:
    """Requests addresses. `contact` is an email address to give to the sites, or empty.

    Unless `private` is set, addresses in a private network are not asked, whatever redirects there.
    """

    rate_limit: RateLimit
    limits: Limits = field(default_factory=Limits)
    contact: str = ""
    private: bool = False
    _session: requests.Session = field(init=False)
    _robots: dict[str, Robots] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._session = open_session(public_only=not self.private)
        who = f"link check; {self.contact}" if self.contact else "link check"
        self._session.headers["User-Agent"] = f"{AGENT}/{__version__} ({who})"
        # Sizes are those of the bytes received. A password in ~/.netrc is not sent.
        self._session.headers["Accept-Encoding"] = "identity"
        self._session.auth = lambda request: request

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def follow(self, method: Method, url: str, headers: Mapping[str, str]) -> Reply:
        """Request an address and follow its redirects. Raises Unreachable or HostBusy."""
        self._session.cookies.clear()  # cookies are for one visit: some sites redirect in a loop without them
        here, permanent_url, permanent = url, url, True
        seen: list[str] = []
        before: Reply | None = None
        for _hop in range(self.limits.redirects + 1):
            try:
                if stopped := self._stopped(here, seen):
                    return _stop(before, here, permanent_url, stopped)
                seen.append(here)
                before = self._once(method, here, headers, permanent_url)
            except PrivateAddress:
                return _stop(before, here, permanent_url, "private")
            link = before.headers.get("Location")
            if not HTTPStatus.MULTIPLE_CHOICES <= before.status < HTTPStatus.BAD_REQUEST or not link:
                return before
            permanent = permanent and before.status in _PERMANENT
            here = _resolved(here, link)
            permanent_url = here if permanent else permanent_url
        return _stop(before, here, permanent_url, "circle")

    def _stopped(self, here: str, seen: list[str]) -> Stopped:
        """Return why an address must not be requested, "" where it may be."""
        # Once is allowed: some sites redirect to the same address to set a cookie.
        if seen.count(here) > 1:
            return "circle"
        if urlsplit(here).scheme not in ("http", "https") or not urlsplit(here).hostname:
            return "no-address"
        if is_behind_login(here):
            return "login"
        robots = self._rules(here)
        if robots.status == "unreachable":
            raise Unreachable(marked("its robots.txt cannot be reached"))
        if robots.allows(here):
            return ""
        return "robots" if robots.status == "read" else "robots-unknown"

    def _rules(self, url: str) -> Robots:
        address = robots_url(url)
        if address not in self._robots:
            self._robots[address] = rules = self._read_rules(address)
            self.rate_limit.set_delay(urlsplit(url).hostname or "", rules.delay())
        return self._robots[address]

    def _read_rules(self, address: str) -> Robots:
        """Request robots.txt as often as a page; five redirects are followed (RFC 9309, 2.3.1.2)."""
        reply: Reply | None = None
        for number in range(self.limits.tries):
            here = address
            try:
                for _hop in range(6):
                    reply = self._once("GET", here, {}, here, is_text=True)
                    link = reply.headers.get("Location")
                    if not HTTPStatus.MULTIPLE_CHOICES <= reply.status < HTTPStatus.BAD_REQUEST or not link:
                        break
                    here = _resolved(here, link)
            except Unreachable:
                reply = None
            if reply and reply.status < 500 and reply.status != HTTPStatus.TOO_MANY_REQUESTS:
                break
            self.back_off(address, number)
        return robots_of(reply.status, reply.body) if reply else Robots(None, "unreachable")

    def back_off(self, url: str, number: int) -> None:
        """Leave a host alone after a failure: twice as long each time; `number` counts from 0."""
        self.rate_limit.postpone(
            urlsplit(url).hostname or "", max(2 * self.rate_limit.pause, FIRST_PAUSE) * 2**number
        )

    def _once(
        self, method: Method, url: str, headers: Mapping[str, str], permanent_url: str, is_text: bool = False
    ) -> Reply:
        host = urlsplit(url).hostname or ""
        self.rate_limit.wait(host)
        try:
            with deadline(self.limits.seconds):
                return self._response(method, url, headers, permanent_url, is_text)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise Unreachable(describe_error(error)) from None
        finally:
            self.rate_limit.request_ended(host)

    def _response(
        self, method: Method, url: str, headers: Mapping[str, str], permanent_url: str, is_text: bool
    ) -> Reply:
        """Send a request, and read the body of a page, or any body where `is_text`."""
        limits = self.limits
        with self._session.request(
            method, url, headers=dict(headers), timeout=limits.timeout, stream=True, allow_redirects=False
        ) as response:
            reply = Reply(url, response.status_code, response.headers, permanent_url)
            if method == "GET" and response.ok and not response.is_redirect:
                body, whole = read_body(response, limits) if reply.is_html or is_text else (b"", True)
                reply = Reply(url, response.status_code, response.headers, permanent_url, body, whole)
        self._respect_retry_after(reply)
        return reply

    def _respect_retry_after(self, reply: Reply) -> None:
        """Leave a busy host alone for as long as it asks to. Raises HostBusy where that is too long."""
        if reply.status not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            return
        seconds = retry_after(reply.headers)
        if seconds is None:
            return
        if seconds > LONGEST_WAIT:
            message = _("asks us to wait %(minutes)s minutes")
            raise HostBusy(message % {"minutes": f"{seconds / 60:.0f}"})
        self.rate_limit.postpone(urlsplit(reply.url).hostname or "", seconds)


def _resolved(here: str, link: str) -> str:
    try:
        return urljoin(here, link.encode("latin-1").decode("utf-8", errors="replace"))
    except (ValueError, UnicodeError):
        return ""


def _stop(before: Reply | None, here: str, permanent_url: str, stopped: Stopped) -> Reply:
    return Reply(here, before.status if before else 0, {}, permanent_url, stopped=stopped)
