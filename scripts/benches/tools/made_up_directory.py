"""A directory of made-up clinicians and hospitals, any number of them, beside the curated places."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from finder.directory.build import directory_fingerprint, is_current
from finder.directory.cancer_groups import with_groups
from finder.directory.checked_data import read_data
from finder.directory.fhir.numbering import Numberer
from finder.domain.clinicians import Clinician, Hospital, People, Practice, PracticePhone, Reported, is_npi
from finder.domain.places import ZipPlace
from finder.settings import Settings
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.sources.zip_codes.read_package import read_gazetteer
from finder.store.connect import Directory
from finder.store.read_catalog import catalog_of
from finder.store.write_directory import build
from finder.words.indexes import INDEXES

#: Shares of specialties, roughly those of the country.
SHARES = {
    "general-surgery": 25, "orthopaedic-surgery": 30, "urology": 10, "hematology-oncology": 17,
    "anatomic-and-clinical": 12, "otolaryngology-head-neck": 10, "plastic-reconstructive": 8,
    "medical-oncology": 7, "radiation-oncology": 5, "neurosurgery": 6, "thoracic-surgery": 5,
    "pediatric-hematology-oncology": 3, "surgical-oncology": 3, "hematology": 3, "gynecologic-oncology": 1,
}  # fmt: skip
HOSPITALS = 5000
_SITES_A_CLINICIAN = (1, 1, 2, 3)
#: Changes when other people are made up.
_VERSION = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
_DAYS = dict.fromkeys(("nppes", "cms-clinicians", "cms-hospitals"), "2026-06-01")


def made_up_directory(folder: Path, sites: int) -> Directory:
    """Return the directory, in a data folder of its own, built first if this version would not serve it.

    `finder serve` takes it for its own, because it carries the fingerprint of a folder without extracts.
    """
    home, data = folder / f"people-{sites}-{_VERSION}", Settings.read(os.environ).data
    home.mkdir(parents=True, exist_ok=True)
    path = home / "directory.sqlite"
    directory = Directory(path)
    if is_current(directory, data) and count_clinicians(directory):
        return directory  # one without doctors is what a server built that was started there
    read, located = read_data(home, data), zips_with_points()
    people = People(made_up_people(located, sites), made_up_hospitals(located), _DAYS, _DAYS)
    mark = directory_fingerprint(read.fingerprint, DataFolder(home / EXTRACTS))
    build(path, with_groups(read.curated), read.places, mark, people, indexes=INDEXES, numbering=Numberer)
    return Directory(path)


def count_clinicians(directory: Directory) -> int:
    """Return how many clinicians a directory has."""
    return catalog_of(directory.snapshot()).counts["clinicians"]


@cache
def zips_with_points() -> list[ZipPlace]:
    """Return the ZIP codes that lie somewhere."""
    return [each for each in read_gazetteer().zips if each.point]


def made_up_people(located: list[ZipPlace], sites: int) -> Iterator[Clinician]:
    """Yield clinicians with 1 to 3 sites; half of the sites are in the middle of a ZIP code."""
    chance = random.Random(1)
    made, number = 0, 0
    slugs, shares = list(SHARES), list(SHARES.values())
    while made < sites:
        home = chance.choice(located)
        count = chance.choice(_SITES_A_CLINICIAN)
        made += count
        reported = sorted(set(chance.choices(slugs, shares, k=chance.choice((1, 1, 2)))))
        yield Clinician(
            npi=npi(number),
            kind="clinician",
            last=f"MADEUP{number % 1000}",
            first=chance.choice(("ANNA", "AMIR", "JOHN", "MARY", "LEE")),
            sex=chance.choice(("F", "M")),
            specialties=tuple(Reported(slug, ("nppes",)) for slug in reported),
            practices=tuple(practice(each, chance) for each in (home, *chance.choices(located, k=count - 1))),
            hospitals=(ccn(number),),
            telehealth=chance.random() < 0.3,
            assignment=chance.random() < 0.7,
            updated="2026-01-01",
            sources=("nppes", "cms-clinicians"),
        )
        number += 1


def made_up_hospitals(located: list[ZipPlace]) -> list[Hospital]:
    """Return the hospitals that the clinicians work at, each in the middle of a ZIP code."""
    chance = random.Random(2)
    return [_hospital(number, chance.choice(located)) for number in range(HOSPITALS)]


def npi(number: int) -> str:
    """Return the NPI of one of the clinicians, with its check digit. No real NPI begins with 2."""
    return next(text for digit in range(10) if is_npi(text := f"2{number:08}{digit}"))


def ccn(number: int) -> str:
    """Return the CCN of one of the hospitals."""
    return f"{number % HOSPITALS:06}"


def practice(at: ZipPlace, chance: random.Random) -> Practice:
    """Return a site in a ZIP code, half of the time on some street of it."""
    assert at.point
    street = chance.random() < 0.5
    aside = (lambda: chance.uniform(-0.02, 0.02)) if street else (lambda: 0.0)
    phone = PracticePhone(f"+1-617-555-01{chance.randrange(100):02}", "nppes")
    return Practice(
        at.city, at.state, at.zip, "1 MADE UP ST", None, (phone,), ("nppes",),
        max(-90, min(90, at.point.latitude + aside())), max(-180, min(180, at.point.longitude + aside())),
        "street" if street else "zip",
    )  # fmt: skip


def _hospital(number: int, at: ZipPlace) -> Hospital:
    assert at.point
    return Hospital(
        ccn(number), f"MADE UP HOSPITAL {number}", at.city, at.state, at.zip, "1 MADE UP ST",
        "+1-617-555-0160", "Acute Care Hospitals",
        latitude=at.point.latitude, longitude=at.point.longitude, exactness="zip",
    )  # fmt: skip
