"""ZIP codes by weight: where people live."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple, TypedDict, cast

import zipcodes

from .draws import Weighed, running, words

#: Population in tenths of a million, rounded.
_TENTHS = """
    CA 390 TX 300 FL 220 NY 196 PA 130 IL 126 OH 118 GA 110 NC 108 MI 100 NJ 93 VA 87 WA 78 AZ
    74 TN 71 MA 70 IN 68 MO 62 MD 62 WI 59 CO 58 MN 57 SC 53 AL 51 LA 46 KY 45 OR 42 OK 40 CT 36
    UT 34 IA 32 NV 32 PR 32 AR 30 MS 29 KS 29 NM 21 NE 20 ID 19 WV 18 HI 14 NH 14 ME 14 RI 11 MT
    11 DE 10 SD 9 ND 8 AK 7 DC 7 VT 6 WY 6 GU 2 VI 1
"""
POPULATION = dict(zip(words(_TENTHS)[::2], map(int, words(_TENTHS)[1::2]), strict=True))


class Place(NamedTuple):
    """A ZIP code with its city and county in capitals and an area code."""

    city: str
    state: str
    zip: str
    area: str
    county: str


class _ZipRow(TypedDict):
    zip_code: str
    zip_code_type: str
    active: bool
    city: str
    state: str
    county: str
    area_codes: list[str]
    lat: str
    long: str


def read_places(spread: int | None) -> tuple[Weighed[Place], list[Place]]:
    """Return the ZIP codes where people live, by weight, and the military ones."""
    rows = cast(list[_ZipRow], zipcodes.list_all())  # type: ignore[no-untyped-call]
    active = [row for row in rows if row["active"]]
    military = [_place(row) for row in active if row["zip_code_type"] == "MILITARY"]
    return _weigh([row for row in active if row["state"] in POPULATION], spread), military


def _weigh(rows: list[_ZipRow], spread: int | None) -> Weighed[Place]:
    """Weigh by the population of the state and by how thick street ZIPs lie around; keep the heaviest."""
    cells: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        cells[_cell(row)] += row["zip_code_type"] == "STANDARD"
    weights = [_thickness(row, cells) for row in rows]
    by_state: dict[str, float] = defaultdict(float)
    for row, weight in zip(rows, weights, strict=True):
        by_state[row["state"]] += weight
    scaled = [
        (_place(row), weight * POPULATION[row["state"]] / by_state[row["state"]])
        for row, weight in zip(rows, weights, strict=True)
    ]
    return running(sorted(scaled, key=lambda pair: -pair[1])[:spread])


def _thickness(row: _ZipRow, cells: dict[tuple[int, int], int]) -> float:
    x, y = _cell(row)
    around = sum(cells.get((x + east, y + north), 0) for east in (-1, 0, 1) for north in (-1, 0, 1))
    return (1 + around) * (1.0 if row["zip_code_type"] == "STANDARD" else 0.02)


def _cell(row: _ZipRow) -> tuple[int, int]:
    return int(float(row["lat"] or 0) * 10), int(float(row["long"] or 0) * 10)


def _place(row: _ZipRow) -> Place:
    area = row["area_codes"][0] if row["area_codes"] else "800"
    return Place(row["city"].upper(), row["state"], row["zip_code"], area, row["county"].upper())
