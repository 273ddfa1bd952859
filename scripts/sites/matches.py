"""Groups of listings against the centers and programs that data/ has: what is theirs, and what is new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from finder.domain.care import CareSite
from finder.domain.kinds import Kind
from finder.geo.points import Point
from finder.sources.street_addresses import building
from scripts.sites.geography import Geography
from scripts.sites.groups import MILES_OF_CAMPUS, Group
from scripts.sites.names import own_words, same_place

#: What is this near the point of a center that owns it is its campus.
MILES_OF_CENTER = 1.0
#: What has the name of a center may be this far from it: some ZIP codes of universities have no true middle.
MILES_OF_NAME = 5.0
#: A hospital of the same number in Medicare's file may be this far away; further, it is another campus.
MILES_OF_HOSPITAL = 3.0


@dataclass(frozen=True, slots=True)
class Records:
    """The centers and programs, by what finds them."""

    by_address: dict[tuple[str, str], CareSite]
    by_ccn: dict[str, list[CareSite]]
    by_zip: dict[str, list[CareSite]]
    by_path: dict[str, CareSite]

    @classmethod
    def of(cls, sites: Iterable[CareSite]) -> Records:
        """Return the records of places that treat patients; centers come before programs."""
        by_address: dict[tuple[str, str], CareSite] = {}
        by_ccn: dict[str, list[CareSite]] = defaultdict(list)
        by_zip: dict[str, list[CareSite]] = defaultdict(list)
        by_path: dict[str, CareSite] = {}
        for site in sites:
            if site.treats_patients:
                by_path[site.path] = site
                if site.address.street:
                    by_address.setdefault((building(site.address.street), site.address.zip or ""), site)
                if site.ccn:
                    by_ccn[site.ccn.number].append(site)
                by_zip[site.address.zip or ""].append(site)
        return cls(by_address, by_ccn, by_zip, by_path)


def match(group: Group, records: Records, geography: Geography) -> tuple[CareSite | None, str]:
    """Return the center or program that a group is, and what showed it."""
    for street in sorted(group.streets):
        if site := records.by_address.get(street):
            return site, "same address"
    here = _point(group, geography)
    center, relation = group.center()
    if center and relation == "own" and (site := records.by_path.get(Kind.CENTER.record(center))):
        away = geography.miles(here, _where(site, geography))
        named = any(own_words(each.name) <= own_words(site.name) for each in group.listings)
        if (
            away <= MILES_OF_CENTER
            or group.first.zip == site.address.zip
            or (named and away <= MILES_OF_NAME)
        ):
            return site, "on the campus of its center"
    if group.hospital:
        for site in records.by_ccn.get(group.hospital.ccn, []):
            if site.kind is Kind.CENTER and center not in ("", site.id):
                continue
            if geography.miles(here, _where(site, geography)) <= MILES_OF_HOSPITAL:
                return site, "same hospital of Medicare's file"
    for site in records.by_zip.get(group.first.zip, []):
        if _is_named(group, site):
            return site, "same name and ZIP code"
    for each in group.listings:
        site = records.by_path.get(each.same_as)
        if site and _is_named(group, site) and _is_near(group, site, geography):
            return site, "the source says that it is the same"
    return None, ""


def _is_named(group: Group, site: CareSite) -> bool:
    names = [site.name, *([site.host] if site.host and site.kind is Kind.PROGRAM else [])]
    return any(
        same_place(each.name, name) and bool(own_words(each.name) & own_words(name))
        for each in group.listings
        for name in names
    )


def _is_near(group: Group, site: CareSite, geography: Geography) -> bool:
    if not group.first.zip:
        return group.first.city == site.address.city
    return geography.miles(_point(group, geography), _where(site, geography)) <= MILES_OF_CAMPUS


def _point(group: Group, geography: Geography) -> Point | None:
    first = group.first
    return geography.point_of(first.zip) if first.zip else geography.town(first.city, first.state)


def _where(site: CareSite, geography: Geography) -> Point | None:
    return site.position.point if site.position else geography.point_of(site.address.zip or "")


def matched(
    groups: Iterable[Group], records: Records, geography: Geography
) -> tuple[dict[str, list[Group]], list[Group], Counter[str]]:
    """Return the groups of each record by its path, the new ones, and how many match for which reason."""
    known: dict[str, list[Group]] = defaultdict(list)
    new: list[Group] = []
    reasons: Counter[str] = Counter()
    for group in groups:
        site, reason = match(group, records, geography)
        if site:
            known[site.path].append(group)
            reasons[f"{site.kind}: {reason}"] += 1
        else:
            new.append(group)
    return known, new, reasons
