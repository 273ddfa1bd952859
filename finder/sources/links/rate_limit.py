"""How often a host may be asked: the seconds between two requests, and longer pauses for busy hosts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from finder.sources import retry

#: The longest pause between two requests that a robots.txt may ask for (Crawl-delay), in seconds.
LONGEST_DELAY = 60.0


@dataclass(slots=True)
class RateLimit:
    """Leaves `pause` seconds between two requests to one host, or longer where the host asks for that.

    `clock` returns seconds that only grow; `sleep` is called with seconds.
    """

    pause: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = retry.sleep
    _ready: dict[str, float] = field(default_factory=dict)
    _delay: dict[str, float] = field(default_factory=dict)

    def ready_at(self, host: str) -> float:
        """Return when the host may be asked next, by the clock."""
        return self._ready.get(host, 0.0)

    def wait(self, host: str) -> None:
        """Sleep until the host may be asked."""
        rest = self.ready_at(host) - self.clock()
        if host in self._ready and rest > 0:
            self.sleep(rest)

    def request_ended(self, host: str) -> None:
        """Start the pause after a request to the host."""
        self.postpone(host, max(self.pause, self._delay.get(host, 0.0)))

    def postpone(self, host: str, seconds: float) -> None:
        """Leave the host alone for at least so many seconds."""
        self._ready[host] = max(self._ready.get(host, 0.0), self.clock() + seconds)

    def set_delay(self, host: str, seconds: float) -> None:
        """Leave at least so many seconds between two requests to the host."""
        self._delay[host] = min(seconds, LONGEST_DELAY)
