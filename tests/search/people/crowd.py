"""Randomly made-up clinicians and hospitals, and a brute-force oracle."""

import random

from geopy.distance import geodesic

from finder.domain.clinicians import Clinician, Hospital, Practice, PracticePhone, Reported, is_npi
from finder.search.near import find_near
from finder.search.questions import NearQuery

chance = random.Random(7)
SLUGS = (
    "medical-oncology",
    "hematology-oncology",
    "surgical-oncology",
    "general-surgery",
    "urology",
    "radiation-oncology",
    "anatomic-and-clinical",
    "pathology",
    "gynecologic-oncology",
)
GROUP = {
    "medical-oncology": {"medical-oncology", "hematology-oncology", "gynecologic-oncology"},
    "surgery": {"surgical-oncology", "gynecologic-oncology"},
    "radiation-oncology": {"radiation-oncology"},
    "pathology": {"anatomic-and-clinical", "pathology"},
}
TOWNS = (("02115", "BOSTON", "MA", 42.34, -71.09), ("59715", "BOZEMAN", "MT", 45.67, -111.04))
NPIS = [str(n) for n in range(2_000_000_000, 2_000_002_000) if is_npi(str(n))]


def practice(point=None):
    zip5, city, state, latitude, longitude = chance.choice(TOWNS)
    at = (latitude + chance.uniform(-3, 3), longitude + chance.uniform(-3, 3)) if point is None else point
    phones = (PracticePhone("+1-617-555-0100", "nppes"), PracticePhone("+1-617-555-0101", "cms-clinicians"))
    return Practice(city, state, zip5, "1 EXAMPLE ST", None, phones, ("nppes",), *at, "zip")


def clinician(number):
    return Clinician(
        npi=NPIS[number],
        kind="clinician",
        last=("MADEUP DE LA CRUZ", "O'MADEUP", "MADEUP-JONES", "MADEÚP")[number % 4],
        first=("ANNA", "ANDRE", "JOHN")[number % 3],
        sex=("F", "M", None)[number % 3],
        specialties=tuple(
            Reported(slug, ("nppes",)) for slug in chance.sample(SLUGS, chance.choice((1, 1, 2)))
        ),
        practices=tuple(practice() for _ in range(chance.choice((1, 1, 2, 4)))),
        hospitals=tuple(chance.sample(["019001", "019002", "019003"], chance.choice((0, 1, 2)))),
        telehealth=chance.random() < 0.5,
        assignment=chance.random() < 0.5,
        updated="2026-05-01",
        sources=("nppes",),
    )


EVERYBODY = [clinician(number) for number in range(120)]
HIDDEN = Clinician(
    npi=NPIS[150],
    kind="clinician",
    last="MADEUPHOME",
    first="ANNA",
    specialties=(Reported("urology", ("nppes",)),),
    practices=(
        Practice("BOSTON", "MA", "02115", None, None, (), ("nppes",), 42.34, -71.09, "zip", withheld=True),
    ),
    sources=("nppes",),
    updated="2026-05-01",
)
NOWHERE = Clinician(
    npi=NPIS[151],
    kind="clinician",
    last="MADEUPNOWHERE",
    first="ANNA",
    specialties=(Reported("urology", ("nppes",)),),
    practices=(Practice("APO", "AE", "09012"),),
    sources=("nppes",),
)
HOSPITALS = [
    Hospital(
        f"01900{n}",
        f"MADE UP HOSPITAL {n}",
        "BOSTON",
        "MA",
        "02115",
        "1 EXAMPLE ST",
        "+1-617-555-0102",
        latitude=42.3 + n / 10,
        longitude=-71.1,
        exactness="zip",
    )
    for n in (1, 2, 3, 4)
]


def oracle(point, slugs, keep=lambda each: True, among=EVERYBODY):
    """Return miles and NPI of all clinicians who report one of the slugs, by geopy, nearest first."""
    ranked = []
    for each in among:
        if {one.specialty for one in each.specialties} & slugs and keep(each):
            ranked.append(
                (min(geodesic(point, (p.latitude, p.longitude)).miles for p in each.practices), each.npi)
            )
    return sorted(ranked)


def search(snapshot, **question):
    query = NearQuery.parse(
        {name: [value] if isinstance(value, str) else list(value) for name, value in question.items()}
    )
    return find_near(snapshot, query)
