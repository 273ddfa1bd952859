"""JSON of help lines."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from finder.domain import documents
from finder.domain.hours import Status
from finder.formats import opening_hours
from finder.formats.json.encode import Answer, Listing


class Helpline(Answer, frozen=True, kw_only=True):
    """A help line or directory, and of its telephone and its chat (`chat_`) whether it is open.

    `open_now` is null where the hours are not confirmed. `on_holiday`: it is a federal holiday, of which the
    line says nothing. `opens_at` and `closes_at` are RFC 3339 in the time zone of the line.
    """

    key: str
    name: str
    use_for: str
    kind: str
    url: str | None
    phone: str | None
    tty: str | None
    hours: str | None
    chat_hours: str | None
    hours_note: str | None
    hours_confirmed: bool
    open_now: bool | None
    on_holiday: bool | None
    opens_at: str | None
    closes_at: str | None
    chat_open_now: bool | None
    chat_on_holiday: bool | None
    chat_opens_at: str | None
    chat_closes_at: str | None
    cost: str | None
    languages: tuple[str, ...]
    note: str | None
    source: str
    checked: str | None


class Helplines(Listing, frozen=True, kw_only=True):
    """Help lines and other directories."""

    results: tuple[Helpline, ...]


def helpline(each: documents.Helpline, now: datetime.datetime) -> Helpline:
    """Return a help line, with whether it is open at a time."""
    phone = opening_hours.status_of(each.opens, now)
    chat = opening_hours.status_of(each.chat_opens, now)
    return Helpline(
        key=each.key,
        name=each.name,
        use_for=each.use_for,
        kind=each.kind,
        url=each.url,
        phone=each.phone,
        tty=each.tty,
        hours=each.hours,
        chat_hours=each.chat_hours,
        hours_note=each.hours_note,
        hours_confirmed=each.opens is not None,
        open_now=phone.is_open if phone else None,
        on_holiday=phone.on_holiday if phone else None,
        opens_at=_opens(phone),
        closes_at=_closes(phone),
        chat_open_now=chat.is_open if chat else None,
        chat_on_holiday=chat.on_holiday if chat else None,
        chat_opens_at=_opens(chat),
        chat_closes_at=_closes(chat),
        cost=each.cost,
        languages=each.languages,
        note=each.note,
        source=each.source,
        checked=each.checked,
    )


def helplines(lines: Iterable[documents.Helpline], now: datetime.datetime) -> Helplines:
    """Return help lines, with whether they are open at a time."""
    rows = tuple(helpline(each, now) for each in lines)
    return Helplines(results=rows, total=len(rows))


def _opens(status: Status | None) -> str | None:
    return status.opens_at.isoformat() if status and status.opens_at else None


def _closes(status: Status | None) -> str | None:
    return status.closes_at.isoformat() if status and status.closes_at else None
