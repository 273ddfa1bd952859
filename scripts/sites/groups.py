"""Listings → groups: the listings of one place, whichever source names it and however."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from finder.geo.points import Point
from finder.geo.states import STATES
from finder.sources.street_addresses import building
from scripts.sites.geography import Geography
from scripts.sites.hospitals import Hospital, Hospitals
from scripts.sites.listings import CHILDREN, LATEST, POINTS, RECRUITING, TRIAL_SITES, Listing
from scripts.sites.names import brand_of, families, likeness, own_words, plain, same_place

#: Two ZIP codes so near, in miles, may be those of one campus.
MILES_OF_CAMPUS = 1.5
#: A name that a source has in so many trials is the usual one, not that of a small part of the place.
USUAL = 20
#: Whose name and address count first: the newest source that prints an address.
_ORDER = (LATEST, TRIAL_SITES, POINTS, RECRUITING, CHILDREN)


#: Names of systems with many hospitals: alone they name none of them.
_SYSTEMS = frozenset((
    "university", "american", "upmc", "ucsf", "kaiser", "permanente", "banner", "ascension",
    "advocate", "northwell", "va", "veterans", "affairs", "administration", "st", "hca",
    "kettering", "inova", "sentara", "sutter", "atrium", "uc",
))  # fmt: skip


#: At one address there is one hospital, under its names of several years.
_HOSPITAL = re.compile(r"\b(?:Hospital|Medical Center)$")


@dataclass(frozen=True, slots=True)
class Group:
    """The listings of one place, the best first, and the hospital of Medicare's file that it is."""

    listings: tuple[Listing, ...]
    hospital: Hospital | None

    @property
    def first(self) -> Listing:
        """The listing that gives name and address."""
        return self.listings[0]

    @property
    def streets(self) -> set[tuple[str, str]]:
        """The buildings of the place with their ZIP codes."""
        return {(building(each.street), each.zip) for each in self.listings if each.street}

    def has_brand(self) -> bool:
        """Tell whether a name of the place says its center."""
        return any(brand_of(each.name, each.state) for each in self.listings)

    def center(self) -> tuple[str, str]:
        """Return the slug of the center that the place belongs to, and how; empty if there is none."""
        if any(each.veterans for each in self.listings):
            return "", ""
        for each in self.listings:
            if brand := brand_of(each.name, each.state):
                own = any(one.own for one in self.listings if families().get(one.family) == brand.center)
                return brand.center, brand.center and ("own" if own else brand.relation)
        found = [each for each in self.listings if families().get(each.family)]
        if not found:
            return "", ""
        return families()[found[0].family], "own" if any(each.own for each in found) else "linked"


class _Sets:
    """Sets of listings that grow together, and how many were joined for which reason."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))
        self.reasons: Counter[str] = Counter()

    def root(self, one: int) -> int:
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, one: int, other: int, reason: str) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self.parent[second] = first
            self.reasons[reason] += 1


def group(
    listings: Sequence[Listing], hospitals: Hospitals, geography: Geography
) -> tuple[list[Group], Counter[str]]:
    """Return the groups of listings, and how many listings were joined with another for which reason."""
    sets = _Sets(len(listings))
    found = [hospitals.find(each) for each in listings]
    every = range(len(listings))

    def join_by(reason: str, key: Callable[[int], Hashable], fits: Callable[[int, int], bool]) -> None:
        shelves: dict[Hashable, list[int]] = defaultdict(list)
        for each in every:
            if shelf := key(each):
                shelves[shelf].append(each)
        for members in shelves.values():
            for one, other in combinations(members, 2):
                if sets.root(one) != sets.root(other) and fits(one, other):
                    sets.join(one, other, reason)

    def named(at: int) -> tuple[str, str, str]:
        each = listings[at]
        return plain(each.name), each.zip or each.city, each.state

    def address(at: int) -> tuple[str, str] | None:
        each = listings[at]
        return (building(each.street), each.zip) if each.street else None

    def ccn(at: int) -> tuple[str, str] | None:
        hospital = found[at]
        return (hospital.ccn, listings[at].zip) if hospital else None

    def in_town(at: int) -> tuple[str, str, str]:
        each = listings[at]
        return plain(each.name), plain(each.city), each.state

    join_by("same name and ZIP code", named, lambda _one, _other: True)
    join_by("same address", address, lambda one, other: _alike(listings[one], listings[other]))
    join_by("same hospital of Medicare's file", ccn, lambda _one, _other: True)
    join_by(
        "another spelling in the same ZIP code",
        lambda at: (listings[at].zip, listings[at].state) if listings[at].zip else None,
        lambda one, other: _is_same(listings[one], listings[other]),
    )
    join_by(
        "same name in the same town",
        in_town,
        lambda one, other: _is_near(listings[one], listings[other], geography),
    )
    join_by(
        "buildings of one center in one ZIP code",
        _of_center(listings),
        lambda one, other: not _in_other_buildings(listings[one], listings[other]),
    )
    _join_hints(listings, sets, geography)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in every:
        groups[sets.root(at)].append(at)
    return [_group([listings[at] for at in each], [found[at] for at in each]) for each in groups.values()], (
        sets.reasons
    )


def _group(listings: Iterable[Listing], found: Iterable[Hospital | None]) -> Group:
    pairs = sorted(
        zip(listings, found, strict=True),
        key=lambda pair: (
            not pair[0].street,
            not pair[0].zip,
            pair[0].seen < USUAL,
            _ORDER.index(pair[0].source),
            -pair[0].seen,
            -pair[0].trials,
            pair[0].name,
        ),
    )
    hospital = next((each for _, each in pairs if each), None)
    return Group(tuple(each for each, _ in pairs), hospital)


def center_named(listing: Listing) -> str:
    """Return the slug of the center that a listing's name or family says, or an empty text."""
    brand = brand_of(listing.name, listing.state)
    return brand.center if brand else families().get(listing.family, "")


def _of_center(listings: Sequence[Listing]) -> Callable[[int], Hashable]:
    """Return what gives the center that owns a listing by its name, with the ZIP code."""

    def key(at: int) -> Hashable:
        each = listings[at]
        brand = brand_of(each.name, each.state)
        return (brand.center, each.zip) if brand and brand.relation == "own" and each.zip else None

    return key


def _in_other_buildings(one: Listing, other: Listing) -> bool:
    return bool(one.street and other.street) and building(one.street) != building(other.street)


def _alike(one: Listing, other: Listing) -> bool:
    """Tell whether two names at one address are those of one organization: a building may hold several."""
    if (center := center_named(one)) and center == center_named(other):
        return True
    if _HOSPITAL.search(one.name) and _HOSPITAL.search(other.name):
        return True
    first, second = own_words(one.name), own_words(other.name)
    if first & second or not first or not second:
        return True
    return likeness(one.name, other.name) >= 60


def _is_same(one: Listing, other: Listing) -> bool:
    if not same_place(one.name, other.name):
        return False
    if plain(one.name) == plain(other.name):
        return True
    # "University of Texas" is not the start of "Texas Children's".
    general = {*plain(one.city).split(), *plain(STATES[one.state]).split(), *_SYSTEMS}
    first, second = own_words(one.name) - general, own_words(other.name) - general
    if bool(first) == bool(second):
        return True
    return likeness(one.name, other.name) >= 90 or _is_start(one, other) or _is_start(other, one)


def _is_start(one: Listing, other: Listing) -> bool:
    """Tell whether a name without an address is the start of another: "Texas Oncology" of a clinic's."""
    start = plain(one.name)
    return not one.street and len(start.split()) > 1 and plain(other.name).startswith(f"{start} ")


def _is_near(one: Listing, other: Listing, geography: Geography) -> bool:
    if _in_other_buildings(one, other):
        return False
    if not one.zip or not other.zip:
        return True
    return geography.miles(_point(one, geography), _point(other, geography)) <= MILES_OF_CAMPUS


def _join_hints(listings: Sequence[Listing], sets: _Sets, geography: Geography) -> None:
    """Join listings that their own source takes for the same, where their ZIP codes are near."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, each in enumerate(listings):
        if each.source == TRIAL_SITES:
            by_name[plain(each.name), each.state].append(at)
    for at, each in enumerate(listings):
        if each.source == RECRUITING and each.same_as:
            near = [
                (geography.miles(_point(each, geography), _point(listings[other], geography)), other)
                for other in by_name.get((plain(each.same_as), each.state), [])
            ]
            if near and min(near)[0] <= MILES_OF_CAMPUS:
                sets.join(at, min(near)[1], "the source says that it is the same")


def _point(listing: Listing, geography: Geography) -> Point | None:
    return geography.point_of(listing.zip) if listing.zip else geography.town(listing.city, listing.state)
