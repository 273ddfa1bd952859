"""JSON of help lines."""

from __future__ import annotations

import datetime

from finder.domain.documents import Helpline
from finder.formats import opening_hours
from finder.formats.json.encode import Json


def helpline(each: Helpline, now: datetime.datetime | None = None) -> Json:
    """Return a help line; if `now` is given, with whether it is open at that time."""
    return {
        "key": each.key,
        "name": each.name,
        "use_for": each.use_for,
        "kind": each.kind,
        "url": each.url,
        "phone": each.phone,
        "tty": each.tty,
        "hours": each.hours,
        "chat_hours": each.chat_hours,
        "hours_note": each.hours_note,
        **(_status(each, now) if now else {}),
        "cost": each.cost,
        "languages": each.languages,
        "note": each.note,
        "source": each.source,
        "checked": each.checked,
    }


def _status(each: Helpline, now: datetime.datetime) -> Json:
    """Return whether phone and chat are open, and when that changes: RFC 3339 in the line's time zone."""
    fields: Json = {"hours_confirmed": each.opens is not None}
    return fields | _status_of("", each.opens, now) | _status_of("chat_", each.chat_opens, now)


def _status_of(prefix: str, opens: str | None, now: datetime.datetime) -> Json:
    status = opening_hours.status_of(opens, now)
    return {
        f"{prefix}open_now": status.is_open if status else None,
        f"{prefix}on_holiday": status.on_holiday if status else None,
        f"{prefix}opens_at": _rfc3339(status.opens_at if status else None),
        f"{prefix}closes_at": _rfc3339(status.closes_at if status else None),
    }


def _rfc3339(moment: datetime.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
