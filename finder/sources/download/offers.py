"""What CMS offers now: ask its listings for the addresses of the public files, politely and only there."""

from __future__ import annotations

import datetime
import html
import re
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec
import requests

from finder.errors import SourceDown
from finder.language import _
from finder.sources.download.client import ask, checked, followed, open_session, patiently
from finder.sources.nppes import DEACTIVATED, MONTHLY, WEEKLY
from finder.sources.public_files import PUBLIC_FILES

#: The data sets of CMS's provider data: the name of the file here, and the identifier there.
_DATA_SETS = {file.name: file.data_set for file in PUBLIC_FILES if file.data_set}
_COUNT = "/datastore/query/{}/0?limit=1&count=true&results=false&schema=false"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LISTED = {file.name: file.listed_as for file in PUBLIC_FILES if file.listed_as}
_VERSION = r"(_V\.?(?P<version>\d+))?\.zip"
KINDS = (*_LISTED, *_DATA_SETS)
_NAME = re.compile(r"\w[\w.\- ]*\.(csv|zip)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remote:
    """A public file as CMS offers it now."""

    kind: str  # one of KINDS
    url: str
    name: str  # the file name to keep it under
    as_of: str | None  # YYYY-MM or YYYY-MM-DD that the source gives for it
    rows: int | None  # data rows that the source says it has, where it says


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where to ask; the defaults are CMS's."""

    nppes: str = "https://download.cms.gov/nppes/NPI_Files.html"
    provider_data: str = "https://data.cms.gov/provider-data/api/1"


def discover(
    addresses: Addresses,
    kinds: Collection[str],
    timeout: float = 30,
    *,
    since: str = "",
    tries: int = 3,
    wait: Callable[[float], None] = time.sleep,
) -> list[Remote]:
    """Return what CMS offers now of `kinds`, in the order of KINDS. `timeout` is in seconds per answer.

    nppes: the newest month, then the one before if still listed. A listed file can be gone: `fetch_newest`.
    nppes-weekly: each week that ends in or after the newest month (or `since`, YYYY-MM, if older), to be
    applied in this order; the first may be in the monthly file already. Others: one file each.

    Raises SourceDown, with the address and what it answered, and ValueError for an unknown kind.
    """
    if unknown := set(kinds) - set(KINDS):
        raise ValueError(f"{sorted(unknown)} are none of {', '.join(KINDS)}")
    with open_session() as session:

        def read(address: str) -> str:
            return patiently(lambda: _text(session, address, timeout), address, tries, wait)

        listed = [kind for kind in _LISTED if kind in kinds]
        found = _of_listing(read(addresses.nppes), addresses.nppes, listed, since) if listed else []
        data = addresses.provider_data
        return found + [_of_data_set(read, data, kind) for kind in _DATA_SETS if kind in kinds]


def _of_listing(page: str, address: str, kinds: list[str], since: str) -> list[Remote]:
    """Return what the NPPES page offers. Raises SourceDown where one of `kinds` is not on it."""
    listed = _links(page, address)
    newest = max((each.as_of or "" for each in listed if each.kind == MONTHLY.name), default="")
    since = min(newest, since or newest)
    offered = {kind: [each for each in listed if each.kind == kind] for kind in _LISTED}
    offered[MONTHLY.name] = offered[MONTHLY.name][-2:][::-1]
    offered[WEEKLY.name] = [week for week in offered[WEEKLY.name] if (week.as_of or "")[:7] >= since]
    offered[DEACTIVATED.name] = offered[DEACTIVATED.name][-1:]
    for kind in kinds:
        # No week newer than the month is how it is when a month has just come out.
        if not offered[kind] and (kind != WEEKLY.name or not newest):
            raise SourceDown(
                _("%(address)s lists no file of the kind %(kind)s: the page may have a new form.")
                % {"address": address, "kind": kind}
            )
    return [each for kind in kinds for each in offered[kind]]


def _links(page: str, address: str) -> list[Remote]:
    """Return the NPPES files that the page links to, oldest first; of several versions the highest."""
    best: dict[tuple[str, str], tuple[int, Remote]] = {}
    shown = re.sub("<!--.*?-->", "", page, flags=re.DOTALL)
    for link in re.findall(r"""href\s*=\s*["']?([^"'\s>]+)""", shown, re.IGNORECASE):
        url = followed(html.unescape(link), address)
        for version, remote in _named(url) if url else ():
            key = (remote.as_of or "", remote.kind)
            if key not in best or version > best[key][0]:
                best[key] = version, remote
    return [best[key][1] for key in sorted(best)]


def _named(url: str) -> Iterator[tuple[int, Remote]]:
    """Yield the version and the file if the name at the end of `url` is one that CMS uses."""
    name = _file_name(url)
    for kind, pattern in _LISTED.items():
        match = re.fullmatch(pattern + _VERSION, name)
        if match and (as_of := _date_in(match)):
            yield int(match["version"] or 1), Remote(kind, url, name, as_of, None)


def _date_in(match: re.Match[str]) -> str | None:
    """Return YYYY-MM or YYYY-MM-DD for the month or the MMDDYY in a file's name; None if it is no date."""
    parts = match.groupdict()
    if month := parts.get("month"):
        if month not in _MONTHS:
            return None
        return f"{parts['year']}-{_MONTHS.index(month) + 1:02}"
    try:
        return datetime.datetime.strptime(parts["date"], "%m%d%y").date().isoformat()  # noqa: DTZ007
    except ValueError:
        return None


class _Target(msgspec.Struct, frozen=True):
    url: str | None = msgspec.field(name="downloadURL", default=None)


class _Distribution(_Target, frozen=True):
    data: _Target = _Target()


class _Answer(msgspec.Struct, frozen=True):
    """What the provider data answer: of a data set all but the count, of its rows the count alone."""

    distribution: tuple[_Distribution, ...] = ()
    released: str | None = None
    modified: str | None = None
    count: int | None = None


def _of_data_set(read: Callable[[str], str], base: str, kind: str) -> Remote:
    """Return the file of one data set. Raises SourceDown where the answer leads to no file of CMS's."""
    address = f"{base}/metastore/schemas/dataset/items/{_DATA_SETS[kind]}"
    answer = _decoded(read(address), address)
    told = next((each.url or each.data.url for each in answer.distribution[:1]), None)
    if not told:
        raise SourceDown(
            _("%(address)s names no file to download (distribution[0].downloadURL is missing).")
            % {"address": address}
        )
    if not (url := followed(told, address)):
        raise SourceDown(
            _("%(address)s names a file at %(told)s, which is not a place of CMS's.")
            % {"address": address, "told": told}
        )
    if not _NAME.fullmatch(name := _file_name(url)):
        raise SourceDown(
            _("%(address)s names %(url)s, which is neither a CSV nor a zip file.")
            % {"address": address, "url": url}
        )
    day = re.match(r"\d{4}-\d\d(-\d\d)?", answer.released or answer.modified or "")
    rows = _rows(read, base + _COUNT.format(_DATA_SETS[kind]))
    return Remote(kind, url, name, day[0] if day else None, rows)


def _rows(read: Callable[[str], str], address: str) -> int | None:
    try:
        return _decoded(read(address), address).count
    except SourceDown:
        return None  # The count only serves to check the file afterwards: a load goes without it.


def _decoded(text: str, address: str) -> _Answer:
    try:
        return msgspec.json.decode(text, type=_Answer, strict=False)
    except msgspec.DecodeError as error:
        raise SourceDown(
            _("%(address)s answers no such JSON: %(error)s. It begins: %(text)s")
            % {"address": address, "error": error, "text": repr(text[:80])}
        ) from None


def _file_name(url: str) -> str:
    return PurePosixPath(unquote(urlsplit(url).path)).name


def _text(session: requests.Session, address: str, timeout: float) -> str:
    with ask(session, address, {}, timeout) as answer:
        checked(answer, address, HTTPStatus.OK)
        return answer.content.decode("utf-8", errors="replace")
