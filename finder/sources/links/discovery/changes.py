"""What the publishers' lists say and data/guidelines.csv does not: documents new, renamed or gone."""

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
    plain,
)
from finder.sources.links.discovery.new_rows import NotSure, Row, new_row, without_version

What = Literal["new", "renamed", "address", "listed", "gone"]
#: What each change is called.
CHANGES: dict[What, str] = {
    "new": marked("New"),
    "renamed": marked("Renamed"),
    "address": marked("At another address"),
    "listed": marked("Kept without a link until now, and listed"),
    "gone": marked("No longer listed"),
}
#: A list that names less than this share of what we have of it has another form, or is another list.
_WHOLE = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """One row to be changed, by its id, or added: its new cells, and the words for who decides."""

    what: What
    id: str
    cells: Row
    told: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs: changes ready to be made, and what a person has to decide, in words."""

    ready: tuple[Change, ...]
    open: tuple[str, ...]


def compare(guidelines: Sequence[Guideline], listings: Sequence[Listing], day: str, source: str) -> Changes:
    """Return what differs between the data and the lists.

    `day` (YYYY-MM-DD) is when the lists were read, `source` holds {publisher} and is the key of sources.toml
    that new facts cite. Documents are gone only where the list that would name them was read whole.
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
        known = {key: each for each in self.guidelines if (key := key_of(each.url))}
        ready: list[Change] = []
        left: list[str] = []
        for key, each in self.listed.items():
            if key in known:
                ready += self._known(known[key], each)
            elif self._is_page(each):
                try:
                    ready.append(self._unknown(each))
                except NotSure as why:
                    left.append(f"“{each.title}” {each.url}: {why}")
        moved = {each.id for each in ready if each.what == "address"}
        for guideline, doubt in self._missing(listings, moved):
            if doubt:
                left.append(doubt)
            else:
                ready.append(self._gone(guideline))
        order = list(CHANGES)
        ready.sort(key=lambda each: (order.index(each.what), each.id))
        return Changes(tuple(ready), tuple(dict.fromkeys(left)))

    def _is_page(self, each: Listed) -> bool:
        """Leave out the lists' links to one another."""
        return each.key[0] != "nci" or each.key[1].rpartition("/")[2] not in NCI_LISTS

    def _source(self, each: Listed | Guideline) -> str:
        return self.source.format(publisher=each.publisher.lower())

    def _known(self, row: Guideline, each: Listed) -> Iterator[Change]:
        seen = {"last_seen": self.day, "source": "|".join(dict.fromkeys((*row.source, self._source(each))))}
        if row.status != "current":
            told = f"{row.title} ({row.audience}, {row.language}): {row.url}"
            yield Change("listed", row.id, {"status": "current", **seen}, told)
        titles = {plain(row.title)} if each.whole and each.publisher == "NCI" else {
            plain(row.title), plain(row.topic)
        }  # fmt: skip
        ours = row.kind == "overview"  # titles of NCI's start pages are our words
        if each.title and not ours and plain(each.title) not in titles:
            title = each.title if each.whole else each.title + row.title[len(without_version(row.title)) :]
            yield Change(
                "renamed",
                row.id,
                {"title": title, **seen},
                _("“%(old)s” is now “%(new)s”") % {"old": row.title, "new": title},
            )

    def _unknown(self, each: Listed) -> Change:
        """Return the row of a document that we do not have. Raises NotSure where a person has to write it."""
        cells = new_row(each)
        cells |= {"last_seen": self.day, "status": "current", "source": self._source(each)}
        for row in self.guidelines:
            if self._is_same_work(row, cells) and key_of(row.url) not in self.linked:
                seen = {name: cells[name] for name in ("url", "last_seen", "source")}
                said = _("“%(title)s”: %(old)s is now %(new)s")
                told = said % {"title": row.title, "old": row.url, "new": each.url}
                return Change("address", row.id, seen, told)
        if any(row.id == cells["id"] for row in self.guidelines):
            said = _("there is a row %(id)s already, at another address that is listed too")
            raise NotSure(said % {"id": cells["id"]})
        told = ", ".join(cells[name] for name in ("audience", "language", "kind", "population"))
        return Change("new", cells["id"], cells, f"“{cells['title']}” ({told}) {each.url}")

    def _is_same_work(self, row: Guideline, cells: Row) -> bool:
        alike = plain(cells["topic"]) in (plain(row.topic), plain(row.title))
        return alike and all(
            str(getattr(row, name)) == cells[name]
            for name in ("series", "audience", "language", "kind", "format")
        )

    def _missing(self, listings: Sequence[Listing], moved: set[str]) -> Iterator[tuple[Guideline, str]]:
        """Yield documents that no list names any more; with a doubt where their list is not whole."""
        names = {listing.name for listing in listings if listing.name}
        for name in names:
            scope = [each for each in self.guidelines if each.status == "current" and _is_of(each, name)]
            missing = [each for each in scope if key_of(each.url) not in self.linked]
            if len(scope) - len(missing) < _WHOLE * len(scope):
                said = _(
                    "The list %(list)s names %(count)s of our %(total)s documents: "
                    "nothing is called gone by it"
                )
                values = {"list": name, "count": len(scope) - len(missing), "total": len(scope)}
                yield scope[0], said % values
                continue
            yield from ((each, "") for each in missing if each.id not in moved)

    def _gone(self, row: Guideline) -> Change:
        note = row.note or f"Not in {row.publisher}'s list of {self.day}."
        return Change("gone", row.id, {"status": "gone", "note": note}, f"“{row.title}” {row.url}")


def _is_of(row: Guideline, name: str) -> bool:
    """Tell whether a document should stand in a list."""
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
