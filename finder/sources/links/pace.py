"""How often a host may be asked, and what its robots.txt lets us see."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal
from urllib.parse import urlsplit

from protego import Protego

#: The name that robots.txt may speak of.
AGENT = "cancer-finder"
#: The longest pause between two requests that robots.txt (Crawl-delay) is granted, in seconds.
LONGEST_DELAY = 60.0


@dataclass(slots=True)
class Pace:
    """Keeps `pause` seconds between two requests to one host, or longer where it asks for that.

    `clock` gives seconds that only grow; `sleep` is given seconds.
    """

    pause: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _ready: dict[str, float] = field(default_factory=dict)
    _delay: dict[str, float] = field(default_factory=dict)

    def ready_at(self, host: str) -> float:
        """Return when the host may be asked next."""
        return self._ready.get(host, 0.0)

    def wait(self, host: str) -> None:
        """Wait until the host may be asked."""
        rest = self.ready_at(host) - self.clock()
        if host in self._ready and rest > 0:
            self.sleep(rest)

    def asked(self, host: str) -> None:
        """Note that a request to the host has just ended."""
        self.put_off(host, max(self.pause, self._delay.get(host, 0.0)))

    def put_off(self, host: str, seconds: float) -> None:
        """Leave the host alone for so many seconds at least."""
        self._ready[host] = max(self._ready.get(host, 0.0), self.clock() + seconds)

    def slow_down(self, host: str, seconds: float) -> None:
        """Keep at least so many seconds between two requests to the host."""
        self._delay[host] = min(seconds, LONGEST_DELAY)


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site's robots.txt says, or why it cannot be known (RFC 9309, 2.3.1)."""

    rules: Protego | None
    standing: Literal["read", "missing", "failing", "unreachable"]

    def allows(self, url: str) -> bool:
        """Tell whether we may ask for the address: without the file all, while the site fails nothing."""
        if self.rules is None:
            return self.standing == "missing"
        return self.rules.can_fetch(url, AGENT)

    def delay(self) -> float:
        """Return the seconds between two requests that the site asks for; 0 where it does not."""
        return float(self.rules.crawl_delay(AGENT) or 0.0) if self.rules else 0.0


def robots_of(status: int, body: bytes) -> Robots:
    """Return the rules from the answer to a request for robots.txt."""
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return Robots(Protego.parse(body.decode("utf-8", errors="replace")), "read")
    busy = status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS
    return Robots(None, "failing" if busy else "missing")


def robots_url(url: str) -> str:
    """Return where the rules for an address are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
