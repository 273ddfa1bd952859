"""Compare the publishers' lists with data/guidelines.csv: documents that are new, renamed or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from finder.domain.documents import Guideline
from finder.language import _, marked
from finder.sources.links.discovery.listings import (
    NCI_LISTS,
    PATIENT_LIST,
    Key,
    Listed,
    Listing,
    key_of,
    normalized_title,
)
from finder.sources.links.discovery.new_rows import NeedsReview, Row, new_row, without_version

What = Literal["new", "renamed", "address", "listed", "gone"]
#: The heading of each kind of change.
CHANGES: dict[What, str] = {
    "new": marked("New"),
    "renamed": marked("Renamed"),
    "address": marked("New address"),
    "listed": marked("Had no link until now, and is on the list"),
    "gone": marked("No longer listed"),
}
#: With less than this share of our documents, a list has a new format or is another list.
_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """One row to change or add: its id, its new cells, and a line for the person who decides."""

    what: What
    id: str
    cells: Row
    message: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences: changes that can be made, and messages on those that a person has to decide."""

    ready: tuple[Change, ...]
    undecided: tuple[str, ...]


def compare(guidelines: Sequence[Guideline], listings: Sequence[Listing], day: str, source: str) -> Changes:
    """Return the differences between the data and the lists.

    `day` (YYYY-MM-DD) is when the lists were read. `source`, with {publisher} in it, is the key in
    sources.toml that new facts cite. A document is gone only if the list it belongs to was read completely.
    """
    listed: dict[Key, Listed] = {}
    for listing in listings:
        for each in listing.documents:
            if each.key not in listed or (each.whole and not listed[each.key].whole):
                listed[each.key] = each
    linked = frozenset().union(*(listing.linked for listing in listings))
    return _Comparison(list(guidelines), listed, linked, day, source).changes(listings)


@dataclass(slots=True)
class _Comparison:
    guidelines: list[Guideline]
    listed: Mapping[Key, Listed]
    linked: frozenset[Key]
    day: str
    source: str

    def changes(self, listings: Sequence[Listing]) -> Changes:
        rows = {key: each for each in self.guidelines if (key := key_of(each.url))}
        ready: list[Change] = []
        undecided: list[str] = []
        for key, each in self.listed.items():
            if key in rows:
                ready += self._updates(rows[key], each)
            elif self._is_page(each):
                try:
                    ready.append(self._addition(each))
                except NeedsReview as why:
                    undecided.append(f"“{each.title}” {each.url}: {why}")
        moved = {each.id for each in ready if each.what == "address"}
        for guideline, message in self._missing(listings, moved):
            if message:
                undecided.append(message)
            else:
                ready.append(self._gone(guideline))
        order = list(CHANGES)
        ready.sort(key=lambda each: (order.index(each.what), each.id))
        return Changes(tuple(ready), tuple(dict.fromkeys(undecided)))

    def _is_page(self, each: Listed) -> bool:
        """Tell whether a link is a page, not a link from one list to another."""
        return each.key[0] != "nci" or each.key[1].rpartition("/")[2] not in NCI_LISTS

    def _source(self, each: Listed | Guideline) -> str:
        return self.source.format(publisher=each.publisher.lower())

    def _updates(self, row: Guideline, each: Listed) -> Iterator[Change]:
        seen = {"last_seen": self.day, "source": "|".join(dict.fromkeys((*row.source, self._source(each))))}
        if row.status != "current":
            message = f"{row.title} ({row.audience}, {row.language}): {row.url}"
            yield Change("listed", row.id, {"status": "current", **seen}, message)
        titles = {normalized_title(row.title)} if each.whole and each.publisher == "NCI" else {
            normalized_title(row.title), normalized_title(row.topic)
        }  # fmt: skip
        titled_by_us = row.kind == "overview"  # NCI's start pages
        if each.title and not titled_by_us and normalized_title(each.title) not in titles:
            title = each.title if each.whole else each.title + row.title[len(without_version(row.title)) :]
            yield Change(
                "renamed",
                row.id,
                {"title": title, **seen},
                _("“%(old)s” is now “%(new)s”") % {"old": row.title, "new": title},
            )

    def _addition(self, each: Listed) -> Change:
        """Return the row of a new document. Raises NeedsReview where a person has to write it."""
        cells = new_row(each)
        cells |= {"last_seen": self.day, "status": "current", "source": self._source(each)}
        for row in self.guidelines:
            if self._is_same_work(row, cells) and key_of(row.url) not in self.linked:
                seen = {name: cells[name] for name in ("url", "last_seen", "source")}
                message = _("“%(title)s”: %(old)s is now %(new)s")
                values = {"title": row.title, "old": row.url, "new": each.url}
                return Change("address", row.id, seen, message % values)
        if any(row.id == cells["id"] for row in self.guidelines):
            message = _("row %(id)s already exists, at another address that is also listed")
            raise NeedsReview(message % {"id": cells["id"]})
        kind = ", ".join(cells[name] for name in ("audience", "language", "kind", "population"))
        return Change("new", cells["id"], cells, f"“{cells['title']}” ({kind}) {each.url}")

    def _is_same_work(self, row: Guideline, cells: Row) -> bool:
        alike = normalized_title(cells["topic"]) in (normalized_title(row.topic), normalized_title(row.title))
        return alike and all(
            str(getattr(row, name)) == cells[name]
            for name in ("series", "audience", "language", "kind", "format")
        )

    def _missing(self, listings: Sequence[Listing], moved: set[str]) -> Iterator[tuple[Guideline, str]]:
        """Yield the documents that are no longer listed; with a message where the list looks incomplete."""
        names = {listing.name for listing in listings if listing.name}
        for name in names:
            scope = [each for each in self.guidelines if each.status == "current" and _is_of(each, name)]
            missing = [each for each in scope if key_of(each.url) not in self.linked]
            if len(scope) - len(missing) < _LEAST_SHARE * len(scope):
                message = _(
                    "The list %(list)s has %(count)s of our %(total)s documents, so we cannot say which are "
                    "gone"
                )
                values = {"list": name, "count": len(scope) - len(missing), "total": len(scope)}
                yield scope[0], message % values
                continue
            yield from ((each, "") for each in missing if each.id not in moved)

    def _gone(self, row: Guideline) -> Change:
        note = row.note or f"Not in {row.publisher}'s list of {self.day}."
        return Change("gone", row.id, {"status": "gone", "note": note}, f"“{row.title}” {row.url}")


def _is_of(row: Guideline, name: str) -> bool:
    """Tell whether a document should be in the list with this name."""
    key = key_of(row.url)
    if name in NCI_LISTS:
        kind, ages = NCI_LISTS[name]
        fits = ages is None or row.population == ages
        pdq = row.series == "PDQ" or (row.series == "cancer.gov" and row.kind != "overview")
        return pdq and row.language == "en" and row.kind == kind and fits
    if key is None:
        return False
    if name == PATIENT_LIST:
        return key[0] == "nccn-patient" and row.language == "en"
    return key[0] == "nccn" and name == f"category_{key[1]}"
