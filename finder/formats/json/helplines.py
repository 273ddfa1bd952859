"""Help lines as JSON: what they are for, and whether they are open at an instant."""

from __future__ import annotations

import datetime

from finder.domain.documents import Helpline
from finder.formats import opening_hours
from finder.formats.json.people import Json


def helpline(each: Helpline, now: datetime.datetime | None = None) -> Json:
    """Return a help line; with `now` also whether it is open at that instant."""
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
        **(_open(each, now) if now else {}),
        "cost": each.cost,
        "languages": each.languages,
        "note": each.note,
        "source": each.source,
        "checked": each.checked,
    }


def _open(each: Helpline, now: datetime.datetime) -> Json:
    """Return whether telephone and chat are open, and when that changes: RFC 3339, in the line's zone."""
    known: Json = {"hours_confirmed": each.opens is not None}
    return known | _status("", each.opens, now) | _status("chat_", each.chat_opens, now)


def _status(prefix: str, opens: str | None, now: datetime.datetime) -> Json:
    status = opening_hours.status_of(opens, now)
    return {
        f"{prefix}open_now": status.is_open if status else None,
        f"{prefix}on_holiday": status.on_holiday if status else None,
        f"{prefix}opens_at": _instant(status.opens_at if status else None),
        f"{prefix}closes_at": _instant(status.closes_at if status else None),
    }


def _instant(instant: datetime.datetime | None) -> str | None:
    return instant.isoformat() if instant else None
