"""Write a query for CMS's provider data, and read the answer: a page of rows, or why there is none.

The form of both: https://data.cms.gov/provider-data/docs (DKAN's datastore query).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from finder.errors import SourceDown
from finder.language import _, number
from finder.sources.quick.queries import Part, Query
from finder.sources.retry import TryAgain

#: Rows of a page where a server refuses longer ones and names no number: DKAN's own limit.
SMALL_PAGE = 500


class TooManyRows(SourceDown):
    """The server allows no page as long as was asked for; `most` is how many rows it allows."""

    def __init__(self, message: str, most: int) -> None:
        super().__init__(message)
        self.most = most


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as column → text, how many there are in all, and which release of the data set they are from."""

    rows: tuple[Mapping[str, str], ...]
    count: int
    release: str


class _Rows(msgspec.Struct, frozen=True):
    results: tuple[dict[str, str | int | float | bool | None], ...] | None = None
    count: int | str | None = None
    message: str = ""
    query: msgspec.Raw = msgspec.Raw(b"{}")


class _Resource(msgspec.Struct, frozen=True):
    id: str = ""


class _Echo(msgspec.Struct, frozen=True):
    resources: tuple[_Resource, ...] = ()


class _Detail(msgspec.Struct, frozen=True):
    pointer: str = ""
    message: str = ""


class _Refusal(msgspec.Struct, frozen=True):
    message: str = ""
    data: _Detail | None = None


def body_of(part: Part, query: Query, offset: int, limit: int) -> dict[str, object]:
    """Return the body of the request for one page, with the total count."""
    return {
        "conditions": [
            {
                "property": each.column,
                "value": list(each.values),
                "operator": "not in" if each.negated else "in",
            }
            for each in query.conditions
        ],
        "properties": list(part.columns),
        "sorts": [{"property": each, "order": "asc"} for each in part.order],
        "limit": limit,
        "offset": offset,
        "count": True,
        "results": True,
        "schema": False,
        "keys": True,
        "format": "json",
    }


def read_page(text: bytes, part: Part, offset: int, limit: int) -> Page:
    """Return a page. Raises TryAgain for an answer that is not one, or that is too short or too long."""
    try:
        answer = msgspec.json.decode(text, type=_Rows)
    except (msgspec.DecodeError, UnicodeDecodeError):
        message = _("sent no page of rows, but: %(text)s")
        raise TryAgain(message % {"text": start_of(text)}) from None
    if answer.results is None or not str(answer.count).isdecimal():
        message = _("sent no page of rows, but: %(text)s")
        raise TryAgain(message % {"text": answer.message[:200] or start_of(text)})
    count = int(answer.count or 0)
    expected = max(0, min(limit, count - offset))
    if len(answer.results) != expected:
        message = _("sent %(rows)s rows where %(expected)s were due")
        raise TryAgain(message % {"rows": number(len(answer.results)), "expected": number(expected)})
    rows = tuple(_row(each, part) for each in answer.results)
    return Page(rows, count, _release(answer.query))


def _row(row: Mapping[str, str | int | float | bool | None], part: Part) -> Mapping[str, str]:
    if missing := [column for column in part.columns if column not in row]:
        raise SourceDown(
            _("CMS's data set %(data_set)s has no column “%(names)s” any more. Nothing was loaded.")
            % {"data_set": part.file.data_set, "names": "”, “".join(missing)}
        )
    return {name: "" if row[name] is None else str(row[name]) for name in part.columns}


def _release(echo: msgspec.Raw) -> str:
    """Return the identifier of the release that a query was answered from, "" if the answer has none."""
    with suppress(msgspec.DecodeError):
        return " ".join(each.id for each in msgspec.json.decode(echo, type=_Echo).resources)
    return ""


def refusal(body: bytes, address: str, asked: int) -> SourceDown:
    """Return the error for an answer with status 400: TooManyRows if it is about the length of pages."""
    try:
        said = msgspec.json.decode(body, type=_Refusal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        said = _Refusal(start_of(body))
    detail = said.data or _Detail()
    reason = " ".join(part for part in (said.message, detail.pointer, detail.message) if part)
    message = _("%(address)s refused the query: %(reason)s") % {"address": address, "reason": reason[:300]}
    if not re.search(r"\blimit\b", reason, re.IGNORECASE):
        return SourceDown(message)
    allowed = [int(each) for each in re.findall(r"\b\d{1,6}\b", reason) if 0 < int(each) < asked]
    return TooManyRows(message, max(allowed, default=SMALL_PAGE))


def start_of(text: bytes) -> str:
    """Return the beginning of an answer, to show what came instead of the right one."""
    return repr(text[:80].decode("utf-8", errors="replace"))
