"""Ask a geocoder that geopy knows where addresses are, one after the other."""

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

#: Seconds between two questions that the rules of a service ask for.
POLITE_SECONDS = {"nominatim": 1.0}

_DIRECTIONS = {"N", "S", "E", "W", "NE", "NW", "SE", "SW"}


class _Found(Protocol):
    """What geopy returns."""

    address: str
    latitude: float
    longitude: float


def ask_geopy(service: str, user_agent: str, *, delay: float = 1.0, **options: str | float | bool) -> Ask:
    """Return a way to ask one of geopy's services, one address after the other, `delay` seconds apart.

    `options` go to geopy's class (`api_key`, `domain`, `timeout`). The public Nominatim wants a second
    between questions, a user agent of one's own and no bulk jobs without its leave. Raises BadSetting if
    geopy has no such service or the service wants other options; asking raises SourceDown.
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
    pace = max(delay, POLITE_SECONDS.get(service.lower(), 0.0))
    # Its own second tries write tracebacks to the log; what failed is asked again by the next run.
    tries = {"max_retries": 0, "error_wait_seconds": pace, "swallow_exceptions": False}
    locate = RateLimiter(geocoder.geocode, min_delay_seconds=pace, **tries)
    # An answer that geopy does not foresee makes it stumble in one of these ways.
    errors = (GeopyError, AttributeError, LookupError, TypeError, ValueError)
    return partial(_ask_each, f"geopy:{service.lower()}", locate, errors)


def _ask_each(
    source: str,
    locate: Callable[[str], _Found | None],
    errors: tuple[type[Exception], ...],
    batch: list[PostalAddress],
) -> Answers:
    answers: Answers = {}
    in_a_row: list[str] = []
    for address in batch:
        try:
            found = locate(f"{address.street}, {address.city}, {address.state} {address.zip}, USA")
            answers[address] = _from_geopy(address, found, source)
            in_a_row = []
        except errors as error:
            in_a_row.append(str(error))
            if len(in_a_row) == GIVE_UP_AFTER:
                break
    if in_a_row and not answers:
        raise SourceDown(
            _("%(source)s does not answer: %(error)s") % {"source": source, "error": in_a_row[-1]}
        )
    return answers


def _from_geopy(address: PostalAddress, found: _Found | None, source: str) -> Located:
    """Return a find, if it names the house number: most services fall back to a street, city or ZIP code."""
    named = re.findall(r"\w+", found.address.upper()) if found else []
    number, *street = [word for word in re.findall(r"\w+", address.street) if word not in _DIRECTIONS] or [""]
    if not found or number not in named:
        return Located(None, "none", source, utc.today().isoformat())
    if not found.latitude and not found.longitude:
        raise ValueError("a find without a place")  # geopy puts it at zero, in the ocean
    how: How = "exact" if street and street[0] in named else "non-exact"
    return Located(Point(found.latitude, found.longitude), how, source, utc.today().isoformat())
