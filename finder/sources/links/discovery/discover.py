"""Read the publishers' lists, from files or the web, and report the differences from data/guidelines.csv."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from finder import utc
from finder.domain.curated import Curated
from finder.domain.documents import SERIES_GROUPS
from finder.errors import BadFile, SourceDown
from finder.language import _, number
from finder.sources.files.extract import file_day
from finder.sources.links.client import Visitor
from finder.sources.links.discovery.changes import CHANGES, Changes, compare
from finder.sources.links.discovery.listings import LIVE, Listing, read_listing
from finder.sources.links.discovery.patch import patch
from finder.sources.links.rate_limit import RateLimit
from finder.sources.links.replies import HostBusy, Limits, Reply, Unreachable

#: A list has some hundred kilobytes; a longer page is not read.
_LIMITS = Limits(body_bytes=8 * 1024 * 1024, body_seconds=120, seconds=180)


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that were read, and for each other one the reason why not."""

    read: tuple[Listing, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discovered:
    """The differences: a patch for data/, empty where there are none, and the lines of the report."""

    patch: str
    report: tuple[str, ...]
    changes: Changes


def from_files(files: Sequence[Path], as_of: str = "") -> tuple[Lists, str]:
    """Return the lists saved in files, and their day: `as_of`, or that of the oldest file.

    Raises BadFile for a file that lists no documents, and for an `as_of` that is not YYYY-MM-DD.
    """
    listings = [read_listing(file.read_bytes(), str(file)) for file in files]
    for listing in listings:
        if not listing.documents:
            raise BadFile(
                _("%(origin)s has no NCI or NCCN documents. Is it one of their lists?")
                % {"origin": listing.origin}
            )
    if as_of:
        try:
            datetime.date.fromisoformat(as_of)
        except ValueError:
            message = _("--as-of: write a day as YYYY-MM-DD. `%(as_of)s` is not one.")
            raise BadFile(message % {"as_of": as_of}) from None
    return Lists(tuple(listings)), as_of or min(file_day(file) for file in files)


def from_the_web(
    rate_limit: RateLimit, contact: str = "", urls: Sequence[str] = LIVE, *, private: bool = False
) -> tuple[Lists, str]:
    """Return the lists from the publishers' sites, and today. Raises SourceDown where none could be read."""
    visitor = Visitor(rate_limit, _LIMITS, contact, private)
    read: list[Listing] = []
    unread: list[str] = []
    try:
        for url in urls:
            try:
                read.append(_list(visitor.follow("GET", url, {}), url))
            except (Unreachable, HostBusy) as error:
                message = _("Save the page by hand and pass the file. %(url)s %(error)s.")
                unread.append(message % {"url": url, "error": _(str(error))})
    finally:
        visitor.close()
    if not read:
        raise SourceDown("\n".join((*unread, _("None of the lists could be read."))))
    return Lists(tuple(read), tuple(unread)), utc.today().isoformat()


def _list(reply: Reply, url: str) -> Listing:
    """Return the list in a response. Raises Unreachable where there is none, or only a part."""
    if reply.stopped:
        raise Unreachable(_("is closed by robots.txt, or leads nowhere"))
    if reply.status != HTTPStatus.OK:
        raise Unreachable(_("answers %(status)s") % {"status": reply.status})
    if not reply.whole:
        raise Unreachable(_("did not arrive complete"))
    listing = read_listing(reply.body, url)
    if not listing.documents:
        raise Unreachable(_("has no documents; its layout may have changed"))
    return listing


def find_changes(data: Path, curated: Curated, listings: Sequence[Listing], day: str) -> Discovered:
    """Return the differences between the data and the lists, which are as of `day` (YYYY-MM-DD)."""
    source = "{publisher}-lists-" + day[:7]
    changes = compare(curated.guidelines, listings, day, source)
    report = tuple(_report(changes, curated, listings))
    return Discovered(patch(data, changes.ready, source, day), report, changes)


def _report(changes: Changes, curated: Curated, listings: Sequence[Listing]) -> Iterator[str]:
    for listing in listings:
        name = listing.name or _("it does not say which list it is, so we cannot say what is gone")
        line = _("%(origin)s: %(count)s documents (%(list)s)")
        yield line % {"origin": listing.origin, "count": number(len(listing.documents)), "list": name}
    for what, heading in CHANGES.items():
        of_kind = [each for each in changes.ready if each.what == what]
        if of_kind:
            yield f"{_(heading)}: {number(len(of_kind))}"
        yield from (f"  {each.message}" for each in of_kind)
    if changes.undecided:
        yield _("TO DECIDE, not in the patch: %(count)s") % {"count": number(len(changes.undecided))}
        yield from (f"  {each}" for each in changes.undecided)
    if topics := sorted(_unserved(changes, curated)):
        line = _("TO ADD to data/serves.csv, or `finder check` refuses the new rows: %(count)s")
        yield line % {"count": number(len(topics))}
        yield from (f"  {topic}" for topic in topics)
    if not changes.ready and not changes.undecided:
        yield _("No changes.")


def _unserved(changes: Changes, curated: Curated) -> Iterator[str]:
    served = {(each.series_group, each.topic) for each in curated.serves}
    for each in changes.ready:
        if each.what == "new":
            group, topic = SERIES_GROUPS[each.cells["series"]], each.cells["topic"]
            if (group, topic) not in served:
                yield re.sub(r"\s+", " ", f"{group}: {topic}")
