"""Streets, and addresses in a ZIP code."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from .draws import words
from .places import Place

FULL_ZIP = 0.94  # share of addresses with all nine digits


STREETS = words("""
    MAIN OAK MAPLE CEDAR PARK WASHINGTON LAKE HILL WALNUT SPRING NORTH RIDGE CHURCH RIVER ELM
    HIGH CENTER UNION MILL COLLEGE HOSPITAL MEDICAL LINCOLN JACKSON FRANKLIN HIGHLAND FOREST
    JEFFERSON MADISON VALLEY SUNSET PROSPECT MEADOW GARDEN ORCHARD COUNTY MARKET BROADWAY
    UNIVERSITY HEALTH RESEARCH COMMERCE INDUSTRIAL PINE
""")
ROADS = words("ST ST ST AVE AVE AVE RD RD DR DR BLVD LN CT PKWY WAY PL HWY CIR TER")
TURNS = ("", "", "", "N ", "S ", "E ", "W ", "OLD ", "NEW ", "UPPER ", "SAINT ", "FORT ", "GRAND ")
ROOMS = ("STE ", "STE ", "STE ", "STE ", "SUITE ", "APT ", "APT ", "UNIT ", "# ", "RM ", "FL ", "BLDG ")


class Address(NamedTuple):
    """The eight address fields of a row, in its order."""

    line_1: str
    line_2: str
    city: str
    state: str
    zip: str
    country: str
    phone: str
    fax: str


def street_names(rng: Random) -> list[str]:
    """Return some thousands of streets; of the numbered ones the turns are drawn."""
    named = [f"{turn}{name} {road}" for turn in TURNS for name in STREETS for road in dict.fromkeys(ROADS)]
    return named + [f"{rng.choice(TURNS)}{n}{_ordinal(n)} {road}" for n in range(1, 190) for road in ROADS]


def _ordinal(number: int) -> str:
    return "TH" if number % 100 in (11, 12, 13) else {1: "ST", 2: "ND", 3: "RD"}.get(number % 10, "TH")


def street_address(rng: Random, place: Place, streets: list[str]) -> Address:
    """Return an address on one of the streets, often with a room, or rarely a box."""
    draw = rng.random
    first, second, roll = f"{int(draw() ** 2 * 9800) + 100} {streets[int(draw() * len(streets))]}", "", draw()
    if roll < 0.26:
        room = f"{ROOMS[int(draw() * len(ROOMS))]}{int(draw() * 900) + 1}"
        first, second = (f"{first} {room}", "") if roll < 0.18 else (first, room)
    elif roll < 0.275:
        first = f"PO BOX {int(draw() * 9999) + 1}"
    code = f"{place.zip}{int(draw() * 9999) + 1:04}" if draw() < FULL_ZIP else place.zip
    number = f"{place.area}55501"
    fax = f"{number}{int(draw() * 100):02}" if draw() < 0.14 else ""
    phone = f"{number}{int(draw() * 100):02}"
    return Address(first, second, place.city, place.state, code, "US", phone, fax)
