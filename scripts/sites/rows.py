"""New groups → rows of sites.csv, and claims about every place → rows of place_claims.csv."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from finder.domain.care import CareSite
from finder.domain.kinds import Kind
from finder.geo.points import Point
from scripts.sites import hospitals as medicare
from scripts.sites.geography import Geography
from scripts.sites.groups import Group
from scripts.sites.listings import CHILDREN, EVERY_CHILD, LATEST, POINTS, RECRUITING, TRIAL_SITES, Listing
from scripts.sites.matches import Records
from scripts.sites.names import brand_of, likeness, own_words, plain

Row = dict[str, str]

#: A number at so many places is that of an office.
PLACES_OF_AN_OFFICE = 3
#: How the day of a source is written in `…_checked`.
_CHECKED = {
    TRIAL_SITES: "2025-03",
    RECRUITING: "2026-10",
    LATEST: "2026-08",
    POINTS: "2024",
    CHILDREN: "2022-04",
}
_SLUG_LENGTH = 72
#: The address of a hospital in Medicare's file is that of a place of its name this near, in miles.
MILES_OF_HOSPITAL_ADDRESS = 12
#: A link to a center further away than this, in miles, is taken for one of the past.
MILES_OF_LINK = 120


@dataclass(frozen=True, slots=True)
class Phones:
    """How many places each number of NCI's records stands at."""

    places: Mapping[str, int]

    @classmethod
    def of(cls, groups: Iterable[Group]) -> Phones:
        """Count the numbers, each once a place."""
        return cls(Counter(number for group in groups for number in {each.phone for each in group.listings}))

    def of_clinic(self, group: Group) -> Listing | None:
        """Return the listing whose number may be that of a clinic: it stands at one or two places."""
        return next(
            (one for one in group.listings if one.phone and self.places[one.phone] < PLACES_OF_AN_OFFICE),
            None,
        )

    def of_office(self, group: Group) -> Listing | None:
        """Return the listing whose number is that of an office: it stands at three places or more."""
        return next(
            (one for one in group.listings if one.phone and self.places[one.phone] >= PLACES_OF_AN_OFFICE),
            None,
        )


def site_rows(
    groups: Sequence[Group], records: Records, phones: Phones, geography: Geography
) -> list[tuple[Row, Group]]:
    """Return a row of sites.csv for each group, by state and town; `records` are the centers and programs."""
    known = records.by_path.values()
    slugs = {site.id for site in known}
    ccns = _ccns(groups, {site.ccn.number for site in known if site.ccn})
    rows: list[tuple[Row, Group]] = []
    for group in sorted(
        groups, key=lambda each: (each.first.state, each.first.city, _name(each), each.first.zip)
    ):
        row = _row(group, ccns.get(id(group)), phones, records, geography)
        row["slug"] = _slug(row, slugs)
        slugs.add(row["slug"])
        rows.append((row, group))
    return rows


def _ccns(groups: Sequence[Group], taken: Collection[str]) -> dict[int, medicare.Hospital]:
    """Give each hospital of Medicare's file, but those in `taken`, to the group with the nearest name."""
    best: dict[str, tuple[float, Group]] = {}
    for group in groups:
        if group.hospital and group.hospital.ccn not in taken:
            like = max(likeness(each.name, group.hospital.name) for each in group.listings)
            if like > best.get(group.hospital.ccn, (-1.0, group))[0]:
                best[group.hospital.ccn] = (like, group)
    return {id(group): group.hospital for _, group in best.values() if group.hospital}


def _row(
    group: Group, hospital: medicare.Hospital | None, phones: Phones, records: Records, geography: Geography
) -> Row:
    first = group.first
    center, relation = near_center(group, records, geography)
    row: Row = {"name": _name(group), "center": center, "relation": relation}
    row |= {"city": first.city, "state": first.state, "zip": first.zip, "street": _street(first.street)}
    row |= {"address_source": first.source, "address_checked": _CHECKED[first.source]}
    if hospital:
        row["ccn"] = hospital.ccn
        if not first.street and hospital.street[:1].isdigit() and _is_near(group, hospital, geography):
            row |= {"street": _street(hospital.street), "zip": hospital.zip}
            row |= {"address_source": medicare.SOURCE, "address_checked": medicare.AS_OF}
    row |= _position(group, row, geography)
    row |= _numbers(group, hospital, phones)
    row |= _patients(group, hospital)
    veterans = any(each.veterans for each in group.listings) or bool(hospital and hospital.veterans)
    row["veterans_only"] = "yes" if veterans or _is_for_veterans(row["name"]) else "no"
    if row["veterans_only"] == "yes":
        row |= {"center": "", "relation": ""}
    return row


def _is_near(group: Group, hospital: medicare.Hospital, geography: Geography) -> bool:
    first = group.first
    here = geography.point_of(first.zip) or geography.town(first.city, first.state)
    return geography.miles(here, geography.point_of(hospital.zip)) <= MILES_OF_HOSPITAL_ADDRESS


def _is_for_veterans(name: str) -> bool:
    return bool(re.search(r"\bVA\b|\bVeterans?\b", name)) and "VA Health Center" not in name


def near_center(group: Group, records: Records, geography: Geography) -> tuple[str, str]:
    """Return the center that a place belongs to, and how.

    What a list of 2020 called linked to a center far away is left out: such ties end.
    """
    center, relation = group.center()
    site = records.by_path.get(Kind.CENTER.record(center))
    if site is None or (relation == "linked" and not group.has_brand() and _is_far(group, site, geography)):
        return "", ""
    return center, relation


def _is_far(group: Group, center: CareSite, geography: Geography) -> bool:
    there = center.position.point if center.position else geography.point_of(center.address.zip or "")
    return geography.miles(geography.point_of(group.first.zip), there) > MILES_OF_LINK


def _name(group: Group) -> str:
    """Return the name to show: of a center's site one with the center's name in it."""
    center, _relation = group.center()
    if center:
        for each in group.listings:
            brand = brand_of(each.name, each.state)
            if brand and brand.center == center:
                return each.name
    hospital = group.hospital
    only_old = all(each.source == TRIAL_SITES for each in group.listings)
    if hospital and only_old and not _shares_word(group, hospital.name) and "Hospital" in group.first.name:
        return hospital.name
    return group.first.name


def _shares_word(group: Group, name: str) -> bool:
    return any(own_words(each.name) & own_words(name) for each in group.listings)


def _street(street: str) -> str:
    return re.sub(r"(?<=\w)\?(?=s\b)", "'", street).strip(" ,")


def _position(group: Group, row: Row, geography: Geography) -> Row:
    exact = next((each for each in group.listings if each.point), None)
    if exact and exact.point:
        return _point(Point(*exact.point), "address", exact.source, _CHECKED[exact.source])
    place = geography.zips.get(row["zip"])
    if place and place.kind != "po box":
        return {}
    town = geography.town(row["city"], row["state"]) or (place.point if place else None)
    return _point(town, "zip", "zip-gazetteer", "") if town else {}


def _point(point: Point, precision: str, source: str, checked: str) -> Row:
    return {
        "latitude": f"{point.latitude:.5f}",
        "longitude": f"{point.longitude:.5f}",
        "precision": precision,
        "position_source": source,
        "position_checked": checked,
    }


def _numbers(group: Group, hospital: medicare.Hospital | None, phones: Phones) -> Row:
    row: Row = {}
    clinic, office = phones.of_clinic(group), phones.of_office(group)
    if hospital and hospital.phone:
        row |= {"phone": hospital.phone, "phone_for": "Medicare records"}
        row |= {"phone_source": medicare.SOURCE, "phone_checked": medicare.AS_OF}
    elif clinic:
        row |= {"phone": clinic.phone, "phone_for": "NCI records"}
        row |= {"phone_source": clinic.source, "phone_checked": clinic.date}
    if office:
        row |= {"office_phone": office.phone, "office_phone_source": office.source}
        row["office_phone_checked"] = office.date
    return row


def _patients(group: Group, hospital: medicare.Hospital | None) -> Row:
    row = {"adults": "unknown", "children": "unknown"}
    adults = max((each for each in group.listings if each.adults), key=lambda each: each.date, default=None)
    if adults:
        row |= {"adults": "yes", "adults_source": adults.source, "adults_checked": adults.date}
    children = max(
        (each for each in group.listings if each.children), key=lambda one: one.children, default=None
    )
    if children:
        source = EVERY_CHILD if children.everychild else children.source
        row |= {"children": "yes", "children_source": source, "children_checked": children.children}
    elif hospital and hospital.children:
        row |= {"children": "yes", "children_source": medicare.SOURCE, "children_checked": medicare.AS_OF}
    return row


def claim_rows(path: str, groups: Sequence[Group], *, of_center: bool) -> list[Row]:
    """Return what the listings of a place claim: its newest evidence of each kind.

    That a designated center takes part in NCI's trials goes without saying.
    """
    listings = [each for group in groups for each in group.listings]
    rows: list[Row] = []
    if children := max((each for each in listings if each.everychild), key=_when, default=None):
        claim = _claim(path, "cog", children, children.children, "NCT02402244")
        rows.append(claim | {"source": EVERY_CHILD, "checked": children.children})
    trials = [each for each in listings if each.source in (TRIAL_SITES, LATEST)]
    if trials and not of_center:
        newest = max(trials, key=lambda each: (each.date, each.source == LATEST))
        source = (
            "clinicaltrials-2026-10" if newest.source == TRIAL_SITES and newest.seen_in else newest.source
        )
        row = _claim(path, "nci-trials", newest, newest.date, newest.seen_in)
        rows.append(
            row
            | {
                "source": source,
                "checked": "2026-10" if newest.seen_in and source != newest.source else row["checked"],
            }
        )
    if recruiting := max(
        (each for each in listings if each.trials), key=lambda each: each.trials, default=None
    ):
        rows.append(
            _claim(path, "recruiting", recruiting, recruiting.date, "") | {"count": str(recruiting.trials)}
        )
    return rows


def _when(listing: Listing) -> str:
    return listing.children


def _claim(path: str, claim: str, listing: Listing, as_of: str, seen_in: str) -> Row:
    return {
        "place": path,
        "claim": claim,
        "as_of": as_of,
        "source": listing.source,
        "seen_in": seen_in,
        "checked": _CHECKED[listing.source],
    }


def _slug(row: Row, taken: set[str]) -> str:
    """Return a slug of name, town and state that no other record has."""
    town = plain(row["city"]).replace(" ", "-")
    name = "-".join(plain(row["name"]).split())
    tail = row["state"].lower() if name.endswith(town) else f"{town}-{row['state'].lower()}"
    room = _SLUG_LENGTH - len(tail) - 1
    if len(name) > room:
        name = name[:room].rpartition("-")[0]
    slug = f"{name}-{tail}"
    for number in ("", *(f"-{each}" for each in range(2, 20))):
        if f"{slug}{number}" not in taken:
            return f"{slug}{number}"
    raise ValueError(slug)
