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
from finder.sources.json_documents import BadJson, reader
from finder.sources.quick.queries import Part, Query
from finder.sources.retry import TryAgain

#: Rows of a page where a server refuses longer ones and names no number: DKAN's own limit.
SMALL_PAGE = 500
#: Lengths of pages that are the limit of a server, not a loss of rows: it gave fewer than were asked for.
_LIMITS = (100, 250, 500, 1000)


class TooManyRows(SourceDown):
    """The server allows no page as long as was asked for; `most` is how many rows it allows."""

    def __init__(self, message: str, most: int) -> None:
        super().__init__(message)
        self.most = most


_Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as column → text, how many there are in all, and which release of the data set they are from."""

    rows: tuple[Mapping[str, str], ...]
    count: int
    release: str


class _Rows(msgspec.Struct, frozen=True):
    results: tuple[dict[str, _Cell], ...] | None = None
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


_read_rows, _read_echo, _read_refusal = reader(_Rows), reader(_Echo), reader(_Refusal)


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
    """Return a page. Raises TryAgain for an answer that is not one, or that is too short or too long.

    Raises TooManyRows where a server gave as many rows as it ever gives, instead of refusing the limit.
    """
    try:
        answer = _read_rows(text)
    except BadJson:
        message = _("did not send a page of rows, but: %(text)s")
        raise TryAgain(message % {"text": start_of(text)}) from None
    if answer.results is None or not str(answer.count).isdecimal():
        message = _("did not send a page of rows, but: %(text)s")
        raise TryAgain(message % {"text": answer.message[:200] or start_of(text)})
    count = int(answer.count or 0)
    expected = max(0, min(limit, count - offset))
    if len(answer.results) != expected:
        values = {"rows": number(len(answer.results)), "expected": number(expected)}
        message = _("sent %(rows)s rows, but we expected %(expected)s") % values
        if len(answer.results) < expected and len(answer.results) in _LIMITS:
            raise TooManyRows(message, len(answer.results))
        raise TryAgain(message)
    rows = tuple(_row(each, part) for each in answer.results)
    return Page(rows, count, _release(answer.query))


def _row(row: Mapping[str, _Cell], part: Part) -> Mapping[str, str]:
    if not all(column in row for column in part.columns):
        row = _renamed(row, part)
    return {name: "" if row[name] is None else str(row[name]) for name in part.columns}


def _renamed(row: Mapping[str, _Cell], part: Part) -> Mapping[str, _Cell]:
    """Return a row under the names that were asked for. Raises SourceDown where one is missing.

    The same data has been published under NPI, npi, "Provider Last Name" and provider_last_name.
    """
    by_letters = {_letters(name): value for name, value in row.items()}
    if missing := [column for column in part.columns if _letters(column) not in by_letters]:
        raise SourceDown(
            _("CMS's data set %(data_set)s no longer has the column “%(names)s”. Nothing was loaded.")
            % {"data_set": part.file.data_set, "names": "”, “".join(missing)}
        )
    return {column: by_letters[_letters(column)] for column in part.columns}


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _release(echo: msgspec.Raw) -> str:
    """Return the identifier of the release that a query was answered from, "" if the answer has none."""
    with suppress(BadJson):
        return " ".join(each.id for each in _read_echo(echo).resources)
    return ""


def refusal(body: bytes, address: str, asked: int) -> SourceDown:
    """Return the error for an answer with status 400: TooManyRows if it is about the length of pages."""
    try:
        said = _read_refusal(body)
    except BadJson:
        said = _Refusal(start_of(body))
    detail = said.data or _Detail()
    reason = " ".join(part for part in (said.message, detail.pointer, detail.message) if part)
    message = _("%(address)s refused the query: %(reason)s") % {"address": address, "reason": reason[:300]}
    if not re.search(r"\blimit\b", f"{reason} {body[:2000].decode(errors='replace')}", re.IGNORECASE):
        return SourceDown(message)
    allowed = [int(each) for each in re.findall(r"\b\d{1,6}\b", reason) if 0 < int(each) < asked]
    return TooManyRows(message, max(allowed, default=SMALL_PAGE))


def start_of(text: bytes) -> str:
    """Return the beginning of an answer, to show what came instead of the right one."""
    return repr(text[:80].decode("utf-8", errors="replace"))
