"""A row of the main file, in pieces and laid out."""

from __future__ import annotations

from typing import NamedTuple

from .addresses import Address

SEP = '","'
BLANK = [SEP.join([""] * number) for number in range(291)]
_DIGITS = [[int(digit) for digit in f"{number:03}"] for number in range(1000)]
_TWICE = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_OUTER = [_TWICE[a] + b + _TWICE[c] for a, b, c in _DIGITS]
_INNER = [a + _TWICE[b] + c for a, b, c in _DIGITS]


class Who(NamedTuple):
    """A person as CMS needs to know them."""

    last: str
    first: str
    middle: str
    sex: str
    suffix: str
    credential: str
    specialties: tuple[str, ...]


class Life(NamedTuple):
    """The days in the life of a record; the last three may be blank."""

    enumerated: str
    updated: str
    deactivated: str
    reactivated: str
    certified: str


class Record(NamedTuple):
    """A row of the main file in pieces; a piece may hold several fields, joined."""

    npi: str
    head: str
    mail: Address
    practice: Address
    life: Life
    sex_and_official: str
    slots: str
    identifiers: str
    tail: str
    kind: str
    who: Who | None = None


def npi_at(index: int, seed: int) -> str:
    """Return the NPI of a row: all rows up to a hundred million get different ones, in no visible order."""
    number = (index * 61_803_399 + seed * 7_654_321) % 100_000_000
    a, b, c = 200 + number // 1_000_000, number // 1000 % 1000, number % 1000
    return f"{a:03}{b:03}{c:03}{-(24 + _OUTER[a] + _INNER[b] + _OUTER[c]) % 10}"


def stub(npi: str, day: str) -> str:
    """Return the row of a deactivated NPI."""
    return f'"{npi}","{BLANK[38]}","{day}","{BLANK[290]}"\n'


def line(record: Record) -> str:
    """Return the row of a record."""
    npi, head, mail, practice, life, official, slots, identifiers, tail, _, _ = record
    return (
        f'"{npi}","{head}","{SEP.join(mail)}","{SEP.join(practice)}","{life[0]}","{life[1]}","","{life[2]}",'
        f'"{life[3]}","{official}","{slots}","{identifiers}","{tail}","{life[4]}"\n'
    )
