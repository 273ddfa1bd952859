"""Time at the place called, in the current language: "3:40 pm (Mountain Time)", "2 hours ahead of you"."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from finder import language
from finder.geo.time_zones import changes_clocks
from finder.language import _, ngettext


def time(moment: datetime.datetime, zone: ZoneInfo) -> str:
    """Return the time of day in a zone: "3:40 pm", with a no-break space."""
    return language.time_of_day(moment.astimezone(zone).time())


def zone_name(zone: ZoneInfo) -> str:
    """Return the name of a zone for the whole year: "Mountain Time"; in Arizona "Mountain Standard Time"."""
    return language.zone_name(zone, "generic" if changes_clocks(zone) else "standard")


def there(moment: datetime.datetime, zone: ZoneInfo) -> str:
    """Return the time of day in a zone with the name of the zone: "3:40 pm (Mountain Time)"."""
    return f"{time(moment, zone)} ({zone_name(zone)})"


def day_and_time(moment: datetime.datetime, zone: ZoneInfo | None) -> str:
    """Return a moment in a zone: "November 30, 2026 at 3:40 pm (Mountain Time)"; without a zone in UTC."""
    local = moment.astimezone(zone or datetime.UTC)
    said = there(moment, zone) if zone else f"{language.time_of_day(local.time())} (UTC)"
    return _("%(day)s at %(time)s") % {"day": language.date(local.date().isoformat()), "time": said}


def apart(zone: ZoneInfo, here: ZoneInfo, moment: datetime.datetime) -> str:
    """Return the difference between a zone and the reader's zone `here`: "2 hours ahead of you"."""
    there_offset, here_offset = moment.astimezone(zone).utcoffset(), moment.astimezone(here).utcoffset()
    hours = round(
        ((there_offset or datetime.timedelta()) - (here_offset or datetime.timedelta())).total_seconds()
        / 3600
    )
    if not hours:
        return _("the same time as yours")
    if hours > 0:
        return ngettext("%(count)s hour ahead of you", "%(count)s hours ahead of you", hours) % {
            "count": hours
        }
    return ngettext("%(count)s hour behind you", "%(count)s hours behind you", -hours) % {"count": -hours}
