"""Ask one address as a polite visitor: known by name, paced, within limits, as far as robots.txt allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from finder import __version__
from finder.language import _, marked
from finder.sources.links.pace import AGENT, Pace, Robots, robots_of, robots_url
from finder.sources.links.replies import (
    Later,
    Limits,
    Method,
    Reply,
    Stopped,
    Unreachable,
    body_of,
    in_words,
)
from finder.sources.links.targets import is_behind_login
from finder.sources.retry import retry_after

_PERMANENT = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
#: Servers that say when to come back are asked again then, if that is within so many seconds.
LONGEST_WAIT = 300.0
#: The pause after a first failure, in seconds, where the one between requests is shorter; then twice that.
FIRST_PAUSE = 2.0


@dataclass(slots=True)
class Visitor:
    """Asks addresses. `contact` is an e-mail address to be told to the sites, or empty."""

    pace: Pace
    limits: Limits = field(default_factory=Limits)
    contact: str = ""
    _session: requests.Session = field(default_factory=requests.Session)
    _robots: dict[str, Robots] = field(default_factory=dict)

    def __post_init__(self) -> None:
        who = f"link check; {self.contact}" if self.contact else "link check"
        self._session.headers["User-Agent"] = f"{AGENT}/{__version__} ({who})"
        # Sizes are those of the bytes that come; and a password in ~/.netrc stays here.
        self._session.headers["Accept-Encoding"] = "identity"
        self._session.auth = lambda request: request

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def follow(self, method: Method, url: str, headers: Mapping[str, str]) -> Reply:
        """Ask once, and follow where the answers send. Raises Unreachable or Later."""
        self._session.cookies.clear()  # of one visit alone: some sites send in circles without them
        here, lasting, permanent = url, url, True
        seen: list[str] = []
        before: Reply | None = None
        for _hop in range(self.limits.redirects + 1):
            if stopped := self._stopped(here, seen):
                return _stop(before, here, lasting, stopped)
            seen.append(here)
            before = self._once(method, here, headers, lasting)
            link = before.headers.get("Location")
            if not HTTPStatus.MULTIPLE_CHOICES <= before.status < HTTPStatus.BAD_REQUEST or not link:
                return before
            permanent = permanent and before.status in _PERMANENT
            here = _joined(here, link)
            lasting = here if permanent else lasting
        return _stop(before, here, lasting, "circle")

    def _stopped(self, here: str, seen: list[str]) -> Stopped:
        """Return why an address is not asked, if it is not. Some sites send to themselves, with a cookie."""
        if seen.count(here) > 1:
            return "circle"
        if urlsplit(here).scheme not in ("http", "https") or not urlsplit(here).hostname:
            return "no-address"
        if is_behind_login(here):
            return "login"
        robots = self._rules(here)
        if robots.standing == "unreachable":
            raise Unreachable(marked("its robots.txt cannot be reached"))
        if robots.allows(here):
            return ""
        return "robots" if robots.standing == "read" else "robots-unknown"

    def _rules(self, url: str) -> Robots:
        address = robots_url(url)
        if address not in self._robots:
            self._robots[address] = rules = self._read_rules(address)
            self.pace.slow_down(urlsplit(url).hostname or "", rules.delay())
        return self._robots[address]

    def _read_rules(self, address: str) -> Robots:
        """Ask for robots.txt as often as for a page; redirects are followed (five, RFC 9309, 2.3.1.2)."""
        reply: Reply | None = None
        for number in range(self.limits.tries):
            here = address
            try:
                for _hop in range(6):
                    reply = self._once("GET", here, {}, here, is_text=True)
                    link = reply.headers.get("Location")
                    if not HTTPStatus.MULTIPLE_CHOICES <= reply.status < HTTPStatus.BAD_REQUEST or not link:
                        break
                    here = _joined(here, link)
            except Unreachable:
                reply = None
            if reply and reply.status < 500 and reply.status != HTTPStatus.TOO_MANY_REQUESTS:
                break
            self.back_off(address, number)
        return robots_of(reply.status, reply.body) if reply else Robots(None, "unreachable")

    def back_off(self, url: str, number: int) -> None:
        """Leave a host alone for longer after each failure."""
        self.pace.put_off(urlsplit(url).hostname or "", max(2 * self.pace.pause, FIRST_PAUSE) * 2**number)

    def _once(
        self, method: Method, url: str, headers: Mapping[str, str], lasting: str, is_text: bool = False
    ) -> Reply:
        host = urlsplit(url).hostname or ""
        self.pace.wait(host)
        try:
            return self._answered(method, url, headers, lasting, is_text)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise Unreachable(in_words(error)) from None
        finally:
            self.pace.asked(host)

    def _answered(
        self, method: Method, url: str, headers: Mapping[str, str], lasting: str, is_text: bool
    ) -> Reply:
        """Ask, and read the body of a page, or of whatever `is_text`."""
        limits = self.limits
        with self._session.request(
            method, url, headers=dict(headers), timeout=limits.timeout, stream=True, allow_redirects=False
        ) as answer:
            reply = Reply(url, answer.status_code, answer.headers, lasting)
            if method == "GET" and answer.ok and not answer.is_redirect:
                body, whole = body_of(answer, limits) if reply.is_html or is_text else (b"", True)
                reply = Reply(url, answer.status_code, answer.headers, lasting, body, whole)
        self._heed(reply)
        return reply

    def _heed(self, reply: Reply) -> None:
        """Leave a busy host alone for as long as it asks. Raises Later where that is too long."""
        if reply.status not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            return
        seconds = retry_after(reply.headers)
        if seconds is None:
            return
        if seconds > LONGEST_WAIT:
            said = _("asks to be left alone for %(minutes)s minutes")
            raise Later(said % {"minutes": f"{seconds / 60:.0f}"})
        self.pace.put_off(urlsplit(reply.url).hostname or "", seconds)


def _joined(here: str, link: str) -> str:
    try:
        return urljoin(here, link.encode("latin-1").decode("utf-8", errors="replace"))
    except (ValueError, UnicodeError):
        return ""


def _stop(before: Reply | None, here: str, lasting: str, stopped: Stopped) -> Reply:
    return Reply(here, before.status if before else 0, {}, lasting, stopped=stopped)
