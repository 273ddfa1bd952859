"""Find the public files that CMS offers now, by its own listings."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec
import requests

from finder.errors import SourceDown
from finder.language import _, number
from finder.sources.connections import deadline
from finder.sources.download.client import allowed_target, check_status, get, open_session, with_tries
from finder.sources.json_documents import BadJson, reader
from finder.sources.nppes import DEACTIVATED, MONTHLY, WEEKLY
from finder.sources.public_files import PUBLIC_FILES
from finder.sources.retry import sleep

#: Data sets of CMS's provider data catalog: our name for the file -> CMS's identifier.
_DATA_SETS = {file.name: file.data_set for file in PUBLIC_FILES if file.data_set}
_COUNT = "/datastore/query/{}/0?limit=1&count=true&results=false&schema=false"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LISTED = {file.name: file.listed_as for file in PUBLIC_FILES if file.listed_as}
_VERSION = r"(_V\.?(?P<version>\d+))?\.zip"
KINDS = (*_LISTED, *_DATA_SETS)
#: The most that a listing may take, unpacked: it is less than a tenth of that.
_LISTING_BYTES, _LISTING_SECONDS = 16 * 10**6, 300.0
_NAME = re.compile(r"\w[\w.\- ]*\.(csv|zip)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remote:
    """A public file as CMS offers it now."""

    kind: str  # one of KINDS
    url: str
    name: str  # file name to save it under
    as_of: str | None  # YYYY-MM or YYYY-MM-DD, as the source dates it
    rows: int | None  # number of data rows by the source, where it gives one


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of the listings; the defaults are CMS's."""

    nppes: str = "https://download.cms.gov/nppes/NPI_Files.html"
    provider_data: str = "https://data.cms.gov/provider-data/api/1"


def discover(
    addresses: Addresses,
    kinds: Collection[str],
    timeout: float = 30,
    *,
    since: str = "",
    tries: int = 3,
    wait: Callable[[float], None] = sleep,
) -> list[Remote]:
    """Return the files of `kinds` that CMS offers now, in the order of KINDS. `timeout` is in seconds.

    nppes: the newest month, then the one before if still listed. A listed file can be gone: `fetch_newest`.
    nppes-weekly: each week that ends in or after the newest month (or `since`, YYYY-MM, if older), to be
    applied in this order; the first may be in the monthly file already. Others: one file each.

    Raises SourceDown, which names the address and its answer, and ValueError for an unknown kind.
    """
    if unknown := set(kinds) - set(KINDS):
        raise ValueError(f"{sorted(unknown)} are none of {', '.join(KINDS)}")
    with open_session() as session:

        def read(address: str) -> str:
            return with_tries(lambda: _text(session, address, timeout), address, tries, wait)

        listed = [kind for kind in _LISTED if kind in kinds]
        files = _of_listing(read(addresses.nppes), addresses.nppes, listed, since) if listed else []
        data = addresses.provider_data
        return files + [_of_data_set(read, data, kind) for kind in _DATA_SETS if kind in kinds]


def _of_listing(page: str, address: str, kinds: list[str], since: str) -> list[Remote]:
    """Return the files on the NPPES page. Raises SourceDown where one of `kinds` is not on it."""
    listed = _links(page, address)
    newest = max((each.as_of or "" for each in listed if each.kind == MONTHLY.name), default="")
    since = min(newest, since or newest)
    offered = {kind: [each for each in listed if each.kind == kind] for kind in _LISTED}
    offered[MONTHLY.name] = offered[MONTHLY.name][-2:][::-1]
    offered[WEEKLY.name] = [week for week in offered[WEEKLY.name] if (week.as_of or "")[:7] >= since]
    offered[DEACTIVATED.name] = offered[DEACTIVATED.name][-1:]
    for kind in kinds:
        # A month that has just come out has no newer week.
        if not offered[kind] and (kind != WEEKLY.name or not newest):
            raise SourceDown(
                _("%(address)s does not list a file of the kind %(kind)s. The page may have changed.")
                % {"address": address, "kind": kind}
            )
    return [each for kind in kinds for each in offered[kind]]


def _links(page: str, address: str) -> list[Remote]:
    """Return the NPPES files that the page links to, oldest first, each in its highest version."""
    best: dict[tuple[str, str], tuple[int, Remote]] = {}
    shown = re.sub("<!--.*?-->", "", page, flags=re.DOTALL)
    for link in re.findall(r"""href\s*=\s*["']?([^"'\s>]+)""", shown, re.IGNORECASE):
        url = allowed_target(html.unescape(link), address)
        for version, remote in _named(url) if url else ():
            key = (remote.as_of or "", remote.kind)
            if key not in best or version > best[key][0]:
                best[key] = version, remote
    return [best[key][1] for key in sorted(best)]


def _named(url: str) -> Iterator[tuple[int, Remote]]:
    """Yield the version and the file where `url` ends in a file name that CMS uses."""
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
    identifier: str | None = None
    data: _Target = _Target()


class CatalogAnswer(msgspec.Struct, frozen=True):
    """An answer of the provider data catalog: a data set, or the count of its rows."""

    distribution: tuple[_Distribution, ...] = ()
    released: str | None = None
    modified: str | None = None
    count: int | None = None

    @property
    def link(self) -> str | None:
        """The address of the whole file, if it names one."""
        return next((each.url or each.data.url for each in self.distribution[:1]), None)

    @property
    def day(self) -> str | None:
        """The day or month of the data set: YYYY-MM-DD or YYYY-MM."""
        day = re.match(r"\d{4}-\d\d(-\d\d)?", self.released or self.modified or "")
        return day[0] if day else None

    @property
    def version(self) -> str:
        """A text that changes when the data set does: its dates, and the file and its identifier."""
        parts = (self.released, self.modified, self.link, *(each.identifier for each in self.distribution))
        return " ".join(part or "-" for part in parts)


_read_answer = reader(CatalogAnswer, strict=False)


def _of_data_set(read: Callable[[str], str], base: str, kind: str) -> Remote:
    """Return the file of one data set. Raises SourceDown where the answer leads to no file of CMS's."""
    address = data_set_address(base, _DATA_SETS[kind])
    answer = decode_answer(read(address), address)
    link = answer.link
    if not link:
        raise SourceDown(
            _("%(address)s does not give a file to download (distribution[0].downloadURL is missing).")
            % {"address": address}
        )
    if not (url := allowed_target(link, address)):
        raise SourceDown(
            _("%(address)s links to a file at %(told)s, which is not a CMS site.")
            % {"address": address, "told": link}
        )
    if not _NAME.fullmatch(name := _file_name(url)):
        raise SourceDown(
            _("%(address)s links to %(url)s, which is not a CSV or zip file.")
            % {"address": address, "url": url}
        )
    rows = _rows(read, base + _COUNT.format(_DATA_SETS[kind]))
    return Remote(kind, url, name, answer.day, rows)


def _rows(read: Callable[[str], str], address: str) -> int | None:
    try:
        return decode_answer(read(address), address).count
    except SourceDown:
        return None  # The count is only for checking the file afterwards: a load works without it.


def data_set_address(base: str, data_set: str) -> str:
    """Return the address at which the catalog describes a data set, by CMS's identifier."""
    return f"{base}/metastore/schemas/dataset/items/{data_set}"


def decode_answer(text: str | bytes, address: str) -> CatalogAnswer:
    """Return an answer of the catalog. Raises SourceDown if it is not one."""
    try:
        return _read_answer(text)
    except BadJson as error:
        raise SourceDown(
            _("%(address)s did not send the JSON we expected: %(error)s. It begins: %(text)s")
            % {"address": address, "error": error, "text": repr(text[:80])}
        ) from None


def _file_name(url: str) -> str:
    return PurePosixPath(unquote(urlsplit(url).path)).name


def _text(session: requests.Session, address: str, timeout: float) -> str:
    body = bytearray()
    with deadline(_LISTING_SECONDS), get(session, address, {}, timeout) as response:
        check_status(response, address, HTTPStatus.OK)
        for piece in response.iter_content(1 << 16):
            body += piece
            if len(body) > _LISTING_BYTES:
                raise SourceDown(
                    _("%(address)s sent more than %(megabytes)s MB, which is no list of files.")
                    % {"address": address, "megabytes": number(_LISTING_BYTES // 10**6)}
                )
    return body.decode("utf-8", errors="replace")
