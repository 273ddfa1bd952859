"""Locate addresses with one of geopy's geocoders, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Protocol

from finder import utc
from finder.errors import BadSetting, SourceDown
from finder.geo.points import Point
from finder.language import _
from finder.sources.geocoding.points_file import How, Located, PostalAddress
from finder.sources.geocoding.run import GIVE_UP_AFTER, Answers, Ask

#: The least seconds between two requests by the rules of a service.
LEAST_SECONDS = {"nominatim": 1.0}

_DIRECTIONS = {"N", "S", "E", "W", "NE", "NW", "SE", "SW"}


class _Match(Protocol):
    """A result of geopy."""

    address: str
    latitude: float
    longitude: float


def ask_geopy(service: str, user_agent: str, *, delay: float = 1.0, **options: str | float | bool) -> Ask:
    """Return a function that sends addresses to one of geopy's services, one by one, `delay` seconds apart.

    `options` go to geopy's class (`api_key`, `domain`, `timeout`). The public Nominatim requires a second
    between requests, a user agent of one's own and permission for bulk jobs. Raises BadSetting where geopy
    has no such service or the service needs other options; the function raises SourceDown.
    """
    from geopy.exc import GeopyError  # noqa: PLC0415 (geopy loads every geocoder it knows: 0.2 s)
    from geopy.extra.rate_limiter import RateLimiter  # noqa: PLC0415
    from geopy.geocoders import get_geocoder_for_service  # noqa: PLC0415

    try:
        geocoder = get_geocoder_for_service(service)(user_agent=user_agent, **{"timeout": 10, **options})
    except (GeopyError, TypeError) as error:
        raise BadSetting(
            _("geocoder `%(service)s`: %(error)s") % {"service": service, "error": error}
        ) from error
    seconds = max(delay, LEAST_SECONDS.get(service.lower(), 0.0))
    # geopy's own retries write tracebacks to the log; the next run sends failed addresses again.
    retries = {"max_retries": 0, "error_wait_seconds": seconds, "swallow_exceptions": False}
    locate = RateLimiter(geocoder.geocode, min_delay_seconds=seconds, **retries)
    # geopy raises one of these for an answer that it does not expect.
    errors = (GeopyError, AttributeError, LookupError, TypeError, ValueError)
    return partial(_locate_each, f"geopy:{service.lower()}", locate, errors)


def _locate_each(
    source: str,
    locate: Callable[[str], _Match | None],
    errors: tuple[type[Exception], ...],
    batch: list[PostalAddress],
) -> Answers:
    answers: Answers = {}
    failures: list[str] = []  # in a row
    for address in batch:
        try:
            match = locate(f"{address.street}, {address.city}, {address.state} {address.zip}, USA")
            answers[address] = _located(address, match, source)
            failures = []
        except errors as error:
            failures.append(str(error))
            if len(failures) == GIVE_UP_AFTER:
                break
    if failures and not answers:
        raise SourceDown(
            _("%(source)s did not answer: %(error)s") % {"source": source, "error": failures[-1]}
        )
    return answers


def _located(address: PostalAddress, match: _Match | None, source: str) -> Located:
    """Return a match that has the house number: most services fall back to a street, city or ZIP code."""
    words = re.findall(r"\w+", match.address.upper()) if match else []
    number, *street = [word for word in re.findall(r"\w+", address.street) if word not in _DIRECTIONS] or [""]
    if not match or number not in words:
        return Located(None, "none", source, utc.today().isoformat())
    if not match.latitude and not match.longitude:
        raise ValueError("a match without coordinates")  # geopy puts it at zero, in the ocean
    how: How = "exact" if street and street[0] in words else "non-exact"
    return Located(Point(match.latitude, match.longitude), how, source, utc.today().isoformat())
