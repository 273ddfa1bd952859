"""How often one address may ask what programs ask: said in each answer, and 429 beyond it.

Headers: RateLimit-Policy and RateLimit of the IETF draft draft-ietf-httpapi-ratelimit-headers-10.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import time
from functools import lru_cache
from http import HTTPStatus
from typing import Any, NamedTuple, cast

from flask import Flask, Response, g, request
from limits import RateLimitItem, parse
from limits.errors import ConfigurationError, StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter, RateLimiter

from finder.domain.rate import MEMORY, Rate
from finder.errors import BadSetting
from finder.language import _
from finder.web.headers import is_for_programs
from finder.web.page.plain import plain_response

log = logging.getLogger("finder")

#: The name of the one policy, in both headers.
_POLICY = "default"
#: The options of redis-py: seconds in which it must answer, once. A request must not wait long for what only
#: counts it.
_OF_REDIS: dict[str, Any] = {"socket_connect_timeout": 0.25, "socket_timeout": 0.25, "retry": None}
#: How long a Redis that did not answer is left alone, in seconds.
_REST = 5.0
#: Who has an address of IPv6 has 2**64 of them.
_IPV6_NETWORK = 64


def install(app: Flask, rate: Rate | None) -> None:
    """Limit how often one address may ask; None: any number of times. Raises BadSetting."""
    if rate is None:
        return
    limit, limiter = parse(rate.text), FixedWindowRateLimiter(_store(rate.store))
    policy = f'"{_POLICY}";q={limit.amount};w={limit.get_expiry()}'
    counts_again = 0.0

    @app.before_request
    def count() -> Response | None:
        nonlocal counts_again
        if not is_for_programs(request.path) or time.monotonic() < counts_again:
            return None
        who = _who(request.remote_addr, rate)
        if who is None:
            return None
        try:
            is_within = limiter.hit(limit, who)
            g.rate = _left(limiter, limit, who)
        except StorageError:
            counts_again = time.monotonic() + _REST
            log.warning("Requests are not counted: FINDER_RATE_STORE cannot be reached.")
            return None
        if is_within:
            return None
        response = plain_response(HTTPStatus.TOO_MANY_REQUESTS, request.path, request.script_root)
        response.headers["Retry-After"] = str(g.rate.seconds)
        return response

    @app.after_request
    def say(response: Response) -> Response:
        if "rate" in g:
            response.headers["RateLimit-Policy"] = policy
            response.headers["RateLimit"] = f'"{_POLICY}";r={g.rate.remaining};t={g.rate.seconds}'
        return response


class _Left(NamedTuple):
    """How many requests are left, and the seconds until all of them are again."""

    remaining: int
    seconds: int


def _left(limiter: RateLimiter, limit: RateLimitItem, who: str) -> _Left:
    stats = limiter.get_window_stats(limit, who)
    return _Left(stats.remaining, max(1, math.ceil(stats.reset_time - time.time())))


def _store(address: str) -> Storage:
    """Return where requests are counted. Raises BadSetting."""
    if address == MEMORY:
        return MemoryStorage()
    try:
        found = storage_from_string(address, wrap_exceptions=True, **_OF_REDIS)
    except ConfigurationError:
        message = _("%(setting)s: install cancer-finder[redis] to count requests in a Redis.")
        raise BadSetting(message % {"setting": "FINDER_RATE_STORE"}) from None
    return cast(Storage, found)


def _who(address: str | None, rate: Rate) -> str | None:
    """Return who is counted; None for nobody.

    Behind a proxy that is not trusted, all readers have the address of this computer: the default does not
    count it.
    """
    found = _network(address)
    return None if found is None or (found.is_loopback and not rate.is_chosen) else str(found)


@lru_cache(1024)
def _network(address: str | None) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        one = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    return ipaddress.ip_network((one, _IPV6_NETWORK if one.version == 6 else 32), strict=False)
