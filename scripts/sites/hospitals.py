"""Medicare's hospital file: present names, addresses, numbers and telephones, found by address and name."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from finder.formats.proper_names import title
from finder.sources.street_addresses import building
from scripts.sites.listings import Listing
from scripts.sites.names import likeness, own_words, plain

SOURCE, AS_OF = "cms-hospitals-2026-06", "2026-06"
_KINDS = (
    "Acute Care Hospitals",
    "Childrens",
    "Critical Access Hospitals",
    "Acute Care - Veterans Administration",
)


@dataclass(frozen=True, slots=True)
class Hospital:
    """A hospital of Medicare's file; its name is written as names are."""

    ccn: str
    name: str
    street: str
    city: str
    state: str
    zip: str
    phone: str
    children: bool
    veterans: bool


class Hospitals:
    """The hospitals by building and ZIP code, by ZIP code, and by town."""

    def __init__(self, hospitals: Iterable[Hospital]) -> None:
        self.by_address: dict[tuple[str, str], list[Hospital]] = defaultdict(list)
        self.by_zip: dict[str, list[Hospital]] = defaultdict(list)
        self.by_town: dict[tuple[str, str], list[Hospital]] = defaultdict(list)
        self.by_ccn: dict[str, Hospital] = {}
        for each in hospitals:
            self.by_address[building(each.street), each.zip].append(each)
            self.by_zip[each.zip].append(each)
            self.by_town[plain(each.city), each.state].append(each)
            self.by_ccn[each.ccn] = each

    def named_in(self, digits: str, name: str) -> bool:
        """Tell whether a hospital of this name is in a ZIP code."""
        return any(_is_named(each.name, name, 78) for each in self.by_zip.get(digits, []))

    def find(self, listing: Listing) -> Hospital | None:
        """Return the hospital at a listing's address, or the one of its name in its ZIP code or town."""
        if listing.street:
            here = self.by_address.get((building(listing.street), listing.zip), [])
            if here:
                return max(here, key=lambda each: likeness(each.name, listing.name))
        near = self.by_zip.get(listing.zip, []) if listing.zip else []
        for others, least in ((near, 78), (self.by_town.get((plain(listing.city), listing.state), []), 88)):
            named = [each for each in others if _is_named(each.name, listing.name, least)]
            if len(named) == 1:
                return named[0]
        return None


def _is_named(name: str, other: str, least: int) -> bool:
    one, two = own_words(name), own_words(other)
    like = likeness(name, other)
    return bool(one & two) and (like >= least or (one == two and like >= least - 18))


def read_hospitals(path: Path) -> Hospitals:
    """Return the hospitals of Medicare's file that may treat cancer."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Hospital Type"] in _KINDS]
    return Hospitals(
        Hospital(
            row["Facility ID"],
            title(row["Facility Name"]),
            title(row["Address"]),
            title(row["City/Town"]),
            row["State"],
            row["ZIP Code"].zfill(5)[:5],
            _phone(row["Telephone Number"]),
            row["Hospital Type"] == "Childrens",
            "Veterans" in row["Hospital Type"] or "Veterans" in row["Hospital Ownership"],
        )
        for row in rows
    )


def _phone(text: str) -> str:
    digits = "".join(filter(str.isdigit, text))
    return f"+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else ""
