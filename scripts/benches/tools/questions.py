"""Questions that are all different: places × cancers × groups × filters, records, and datasette's table."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from finder.domain.care import GROUPS
from finder.settings import Settings
from scripts.benches.tools.made_up_directory import HOSPITALS, SHARES, ccn, npi, zips_with_points

#: What narrows a list of places, and a list of clinicians. Some questions have no filter.
_PLACE_FILTERS: tuple[dict[str, str], ...] = (
    {}, {}, {"show": "nci"}, {"miles": "100"}, {"miles": "50"}, {"show": "adults"},
)  # fmt: skip
_CLINICIAN_FILTERS: tuple[dict[str, str], ...] = (
    {}, {}, {"telehealth": "yes"}, {"assignment": "yes"}, {"sex": "female"}, {"sex": "male"}, {"miles": "25"},
    {"sex": "female", "telehealth": "yes", "assignment": "yes"},
)  # fmt: skip


def fhir_places(seed: int) -> Iterator[str]:
    """Yield searches of FHIR clients for what is within 20 miles of points near ZIP codes."""
    chance, located = random.Random(seed), zips_with_points()
    while True:
        at = chance.choice(located).point
        assert at
        north, east = (each + chance.uniform(-0.2, 0.2) for each in (at.latitude, at.longitude))
        yield f"/fhir/Location?near={north:.4f}%7C{east:.4f}%7C20%7Cmi"


def searches(path: str, seed: int) -> Iterator[str]:
    """Yield addresses of searches without end, none of them twice. `path` is of the page or the API."""
    chance, asked = random.Random(seed), set[str]()
    zips, cancers = _zips(), _column("cancers.csv", "slug")
    while True:
        query = {"near": chance.choice(zips), "cancer": chance.choice(cancers)}
        if chance.random() < 0.5:
            query |= {"specialty": chance.choice(GROUPS), "kind": "clinician"}
            query |= chance.choice(_CLINICIAN_FILTERS)
        else:
            query |= chance.choice(_PLACE_FILTERS)
        address = f"{path}?{urlencode(query)}"
        if address not in asked:
            asked.add(address)
            yield address


def records(seed: int, clinicians: int) -> Iterator[str]:
    """Yield addresses of pages of records, none twice: a center, a hospital, a clinician, a program, in turn.

    Clinicians as they are; the others as a search near some place links to them, because they are few.
    """
    chance = random.Random(seed)
    zips = _zips()
    few = (
        [f"/centers/{file.stem}" for file in (_data() / "centers").glob("*.toml")],
        [f"/hospitals/{ccn(number)}" for number in range(HOSPITALS)],
        [f"/programs/{slug}" for slug in _column("programs.csv", "slug")],
    )
    asked = set[str]()
    for number in chance.sample(range(clinicians), clinicians):
        yield f"/clinicians/{npi(number)}"
        for paths in few:
            address = f"{chance.choice(paths)}?near={chance.choice(zips)}"
            if address not in asked:
                asked.add(address)
                yield address


def tables(seed: int) -> Iterator[str]:
    """Yield addresses of datasette's table page without end, none twice: a ZIP code and a specialty."""
    chance, asked = random.Random(seed), set[str]()
    zips, specialties = _zips(), list(SHARES)
    while True:
        query = {"zip": chance.choice(zips), "specialty": chance.choice(specialties), "_size": "20"}
        address = f"/sites/site?{urlencode(query)}"
        if address not in asked:
            asked.add(address)
            yield address


def _data() -> Path:
    return Settings.read(os.environ).data


def _zips() -> list[str]:
    return [each.zip for each in zips_with_points()]


def _column(file: str, name: str) -> list[str]:
    with (_data() / file).open(encoding="utf8", newline="") as rows:
        return [row[name] for row in csv.DictReader(rows)]
