"""What the robots.txt of a site allows."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal
from urllib.parse import urlsplit

from protego import Protego

#: The name that a robots.txt may use for us.
AGENT = "cancer-finder"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a site's robots.txt, or why there are none (RFC 9309, 2.3.1)."""

    rules: Protego | None
    status: Literal["read", "missing", "failing", "unreachable"]

    def allows(self, url: str) -> bool:
        """Tell whether an address may be visited: all without a robots.txt, none while the site fails."""
        if self.rules is None:
            return self.status == "missing"
        return self.rules.can_fetch(url, AGENT)

    def delay(self) -> float:
        """Return the seconds that the site wants between two requests; 0 where it does not say."""
        return float(self.rules.crawl_delay(AGENT) or 0.0) if self.rules else 0.0


def robots_of(status: int, body: bytes) -> Robots:
    """Return the rules in the response to a request for robots.txt."""
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return Robots(Protego.parse(body.decode("utf-8", errors="replace")), "read")
    busy = status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS
    return Robots(None, "failing" if busy else "missing")


def robots_url(url: str) -> str:
    """Return the address of the robots.txt for a page."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
