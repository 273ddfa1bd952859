"""The hospitals and clinics where people work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import NamedTuple

from .addresses import Address, street_address
from .draws import Weighed, digits, draw_from
from .places import POPULATION, Place

HOSPITALS, CLINICS = 5_400, 16_000
CLINIC_NAMES = ("ONCOLOGY CLINIC", "CANCER CARE GROUP", "MEDICAL GROUP", "SURGICAL ASSOCIATES", "SPECIALISTS")
#: Name, type, ownership, whether it has emergency services; the first are the most frequent.
HOSPITAL_KINDS = (
    ("GENERAL HOSPITAL", "Acute Care Hospitals", "Voluntary non-profit - Private", "Yes"),
    ("MEMORIAL HOSPITAL", "Acute Care Hospitals", "Voluntary non-profit - Church", "Yes"),
    ("UNIVERSITY MEDICAL CENTER", "Acute Care Hospitals", "Government - State", "Yes"),
    ("REGIONAL MEDICAL CENTER", "Acute Care Hospitals", "Proprietary", "Yes"),
    ("COMMUNITY HOSPITAL", "Critical Access Hospitals", "Government - Hospital District or Authority", "Yes"),
    ("CHILDREN'S HOSPITAL", "Childrens", "Voluntary non-profit - Private", "Yes"),
    ("BEHAVIORAL HOSPITAL", "Psychiatric", "Proprietary", "No"),
    ("VETERANS HOSPITAL", "Acute Care - Veterans Administration", "Veterans Health Administration", "Yes"),
)


class Site(NamedTuple):
    """A hospital (with a CCN) or a clinic (without) where people work; `kind` counts in HOSPITAL_KINDS."""

    name: str
    address: Address
    ccn: str
    pac: str
    members: int
    kind: int
    county: str


def make_sites(rng: Random, places: Weighed[Place], streets: list[str]) -> tuple[list[Site], list[Site]]:
    """Return the hospitals and the clinics."""
    numbers: dict[str, Iterator[int]] = defaultdict(count)
    hospitals = [
        _hospital(rng, place, streets, next(numbers[place.state]))
        for place in draw_from(rng, places, HOSPITALS)
    ]
    return hospitals, [_clinic(rng, place, streets) for place in draw_from(rng, places, CLINICS)]


def _hospital(rng: Random, place: Place, streets: list[str], number: int) -> Site:
    """Return the hospital of that number within its state."""
    kind = min(int(rng.expovariate(0.5)), len(HOSPITAL_KINDS) - 1)
    what = HOSPITAL_KINDS[kind][0]
    state = f"{sorted(POPULATION).index(place.state) + 1:02}"
    ccn = f"{state}{'9GHJKL'[number // 1000]}{number % 1000:03}"
    if what == "VETERANS HOSPITAL" and number < 100:
        ccn = f"{state}9{number:02}F"
    address = _site_address(rng, place, streets)
    name = f"MADE UP {what} OF {place.city}"
    return Site(name, address, ccn, digits(rng, 10), rng.randint(50, 2500), kind, place.county)


def _clinic(rng: Random, place: Place, streets: list[str]) -> Site:
    members = int(rng.paretovariate(0.8)) % 900 + 1
    name = f"MADE UP {rng.choice(CLINIC_NAMES)} OF {place.city}"
    return Site(name, _site_address(rng, place, streets), "", digits(rng, 10), members, 0, place.county)


def _site_address(rng: Random, place: Place, streets: list[str]) -> Address:
    street = f"{rng.randint(1, 99) * 100} {rng.choice(streets)}"
    return street_address(rng, place, streets)._replace(line_1=street, line_2="")


def at_site(rng: Random, site: Site) -> Address:
    """Return the site's address, often with a room of one's own."""
    if rng.random() < 0.5:
        return site.address
    return site.address._replace(line_2=f"STE {int(rng.random() * 900) + 1}")
