"""Times of day where somebody is called, in words: "3:40 pm (Mountain Time)", "2 hours ahead of you"."""

from __future__ import annotations

import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_time, get_timezone_name

from finder.geo.zones import changes_clocks
from finder.language import _, locale, ngettext


def time(moment: datetime.datetime, zone: ZoneInfo) -> str:
    """Return the time of day in a zone: "3:40 pm". Its parts are held together by no-break spaces."""
    told = format_time(moment.astimezone(zone), "short", tzinfo=zone, locale=locale())
    return told.replace("\u202f", "\u00a0").lower()


def zone_name(zone: ZoneInfo) -> str:
    """Return what a zone is called all year: "Mountain Time", or "Mountain Standard Time" in Arizona."""
    variant: Literal["generic", "standard"] = "generic" if changes_clocks(zone) else "standard"
    return get_timezone_name(zone, width="long", zone_variant=variant, locale=locale())


def there(moment: datetime.datetime, zone: ZoneInfo) -> str:
    """Return the time of day in a zone with its name: "3:40 pm (Mountain Time)"."""
    return f"{time(moment, zone)} ({zone_name(zone)})"


def apart(zone: ZoneInfo, here: ZoneInfo, moment: datetime.datetime) -> str:
    """Return how far the clocks of a zone are from those here: "2 hours ahead of you"."""
    away, own = moment.astimezone(zone).utcoffset(), moment.astimezone(here).utcoffset()
    hours = round(((away or datetime.timedelta()) - (own or datetime.timedelta())).total_seconds() / 3600)
    if not hours:
        return _("the same time as yours")
    if hours > 0:
        return ngettext("%(count)s hour ahead of you", "%(count)s hours ahead of you", hours) % {
            "count": hours
        }
    return ngettext("%(count)s hour behind you", "%(count)s hours behind you", -hours) % {"count": -hours}
