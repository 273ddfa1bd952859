"""Write data/sites.csv and the claims about trials in data/place_claims.csv.

    python -m scripts.sites --trial-sites FILE --recruiting FILE --latest FILE --points FILE \\
        --hospitals FILE --children FILE FILE

The same files give the same rows. It prints the table of numbers that stands in data/SOURCES.md.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from finder.domain.care import CENTERS, PROGRAMS, CareSite
from finder.domain.kinds import Kind
from finder.errors import BadData, DataFault
from finder.sources.curated.place_rows import SiteRow
from finder.sources.curated.read_tables import read_rows
from finder.sources.curated.tables import TABLES
from finder.sources.curated.values import fields_of
from finder.sources.zip_codes import read_package
from scripts.sites.geography import Geography
from scripts.sites.groups import Group, group
from scripts.sites.hospitals import Hospitals, read_hospitals
from scripts.sites.listings import (
    CHILDREN,
    Listing,
    read_children,
    read_latest,
    read_points,
    read_recruiting,
    read_trial_sites,
)
from scripts.sites.matches import Records, matched
from scripts.sites.names import is_office, is_person, plain, read_table
from scripts.sites.rows import Phones, Row, claim_rows, site_rows

DATA = Path(__file__).parent.parent.parent / "data"
#: The kinds of claims that are made here; others in the file stay.
MADE_HERE = ("cog", "nci-trials", "recruiting")


@dataclass(frozen=True, slots=True)
class Sites:
    """What the lists give: rows of sites.csv and of place_claims.csv, and what was done, counted."""

    sites: list[Row]
    claims: list[Row]
    numbers: list[tuple[str, int]]


def make_sites(
    listings: Iterable[Listing], hospitals: Hospitals, records: Records, geography: Geography
) -> Sites:
    """Return the rows that listings give beside the centers and programs there are."""
    read, dropped, mended = _places_of_care(listings, hospitals, geography)
    groups, joined = group(read, hospitals, geography)
    known, new, matches = matched(groups, records, geography)
    old = [each for each in new if all(one.source == CHILDREN for one in each.listings)]
    new = [each for each in new if each not in old]
    rows = [*site_rows(new, records, Phones.of(groups), geography), *_added(geography)]
    rows.sort(key=lambda each: each[0]["slug"])
    claims = [
        claim
        for path, of_place in [
            *known.items(),
            *((Kind.SITE.record(row["slug"]), [each]) for row, each in rows if each),
        ]
        for claim in claim_rows(path, of_place, of_center=path.startswith(f"{Kind.CENTER.path}/"))
    ]
    relations = Counter(row["relation"] or "on its own" for row, _ in rows)
    numbers = [
        *_counted("Rows read", Counter(each.source for each in [*read, *dropped])),
        *_counted("Left out", Counter(reason for reason in dropped.values())),
        *_counted("Mended", mended),
        *_counted("Joined with another row", joined),
        *_counted("Found to be one of our records", matches),
        *_counted("Left out", Counter({"only in a record of a closed trial of children": len(old)})),
        *_counted("New sites", relations),
        *_counted(
            "Claims", Counter(f"{each['claim']}, {each['place'].partition('/')[0]}" for each in claims)
        ),
    ]
    return Sites([row for row, _ in rows], claims, numbers)


def _places_of_care(
    listings: Iterable[Listing], hospitals: Hospitals, geography: Geography
) -> tuple[list[Listing], dict[Listing, str], Counter[str]]:
    """Return the listings of places that treat, those left out with the reason, and what was mended."""
    drops = read_table("dropped.csv")
    kept: list[Listing] = []
    dropped: dict[Listing, str] = {}
    mended: Counter[str] = Counter()
    for each in listings:
        reason = _reason_to_drop(each, drops)
        settled, what = (None, reason) if reason else geography.settled(each, hospitals)
        if settled is None:
            dropped[each] = what
        else:
            kept.append(settled)
            mended.update([what] if what else [])
    return kept, dropped, mended


def _reason_to_drop(listing: Listing, drops: list[Row]) -> str:
    if listing.company:
        return "a research company"
    if is_person(listing.name):
        return "called by the name of one doctor"
    if is_office(listing.name):
        return "an office, a laboratory or a group"
    for each in drops:
        same = plain(listing.name) == plain(each["name"]) and listing.state == each["state"]
        if same and each["zip"] in ("", listing.zip):
            return "by hand: scripts/sites/dropped.csv"
    return ""


def _added(geography: Geography) -> list[tuple[Row, Group | None]]:
    """Return the sites that no list has, from added.csv."""
    rows: list[tuple[Row, Group | None]] = []
    for each in read_table("added.csv"):
        row: Row = {
            name: each[name] for name in ("name", "center", "relation", "street", "city", "state", "zip")
        }
        row |= {"address_source": each["source"], "address_checked": each["checked"]}
        row |= {"adults": "unknown", "children": "unknown", "veterans_only": "no"}
        row["slug"] = "-".join(plain(f"{each['name']} {each['state']}").split())
        if not each["zip"] and (town := geography.town(each["city"], each["state"])):
            row |= {"latitude": f"{town.latitude:.5f}", "longitude": f"{town.longitude:.5f}"}
            row |= {"precision": "zip", "position_source": "zip-gazetteer"}
        rows.append((row, None))
    return rows


def _counted(label: str, counts: Counter[str]) -> list[tuple[str, int]]:
    return [
        (f"{label}: {name}", count)
        for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]


def table(numbers: Iterable[tuple[str, int]]) -> str:
    """Return the numbers as a table of data/SOURCES.md."""
    return "\n".join(
        ["| what | rows |", "|---|---|", *(f"| {name} | {count:,} |" for name, count in numbers)]
    )


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """Write rows as a table of data/."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_lists(options: argparse.Namespace) -> list[Listing]:
    """Return the listings of every list."""
    return [
        *read_trial_sites(options.trial_sites),
        *read_recruiting(options.recruiting),
        *read_latest(options.latest),
        *read_points(options.points),
        *(each for path in options.children for each in read_children(path)),
    ]


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options of the command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("trial-sites", "recruiting", "latest", "points", "hospitals"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--children", type=Path, nargs="*", default=())
    return parser.parse_args(arguments)


def make(options: argparse.Namespace) -> Sites:
    """Return what the lists give beside the centers and programs of data/."""
    gazetteer = read_package.read_gazetteer()
    faults: list[DataFault] = []
    tables = [each for each in TABLES if each.table in (CENTERS, PROGRAMS)]
    known: list[CareSite] = [row.record for each in tables for row in read_rows(DATA, each, faults)]
    if faults:
        raise BadData(tuple(faults))
    hospitals = read_hospitals(options.hospitals)
    return make_sites(read_lists(options), hospitals, Records.of(known), Geography.of(gazetteer))


def main() -> None:
    """Write both tables and print the numbers."""
    made = make(parse())
    claims = DATA / "place_claims.csv"
    with claims.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, others = (
            list(reader.fieldnames or ()),
            [row for row in reader if row["claim"] not in MADE_HERE],
        )
    order = {Kind.CENTER.path: 0, Kind.PROGRAM.path: 1, Kind.SITE.path: 2}
    every = sorted([*others, *made.claims], key=lambda row: order[row["place"].partition("/")[0]])
    every.sort(key=lambda row: (order[row["place"].partition("/")[0]], row["place"]))
    write_csv(DATA / "sites.csv", fields(), made.sites)
    write_csv(claims, columns, every)
    print(table(made.numbers))


def fields() -> list[str]:
    """Return the columns of sites.csv in the order of the file."""
    with (DATA / "sites.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    if set(header) != set(fields_of(SiteRow)):
        raise SystemExit("sites.csv has other columns than its table")
    return header


if __name__ == "__main__":
    main()
