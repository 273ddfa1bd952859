"""Made-up clinicians, clinics and hospitals in the invented world, built into a directory with it."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec

from finder.directory.fhir.numbering import Numberer
from finder.directory.gazetteer_file import places_file
from finder.domain.cancers.specialists import CARE_TEAMS, TeamMember
from finder.domain.clinicians import Clinician, Hospital, People, Practice, PracticePhone, Reported, is_npi
from finder.domain.kinds import Kind
from finder.sources.curated import read as curated
from finder.store.connect import Directory
from finder.store.storage.where import Where
from finder.store.write_directory import Built, build
from tests.trials_world import TRIALS

#: The specialties that put a clinician under a group, or under any: tests/world/specialties.csv, tier A.
OF_GROUP = {
    "medical-oncology": {
        "medical-oncology", "hematology-oncology", "gynecologic-oncology", "pediatric-hematology-oncology"
    },
    "surgery": {"surgery", "surgical-oncology", "breast-surgery", "gynecologic-oncology"},
    "radiation-oncology": {"radiation-oncology"},
    "pathology": {"pathology", "anatomic-and-clinical"},
}  # fmt: skip
OF_CANCER = set().union(*OF_GROUP.values())
#: A hospital's team also includes specialties of a group that are not only about cancer.
ON_TEAM = OF_GROUP | {
    "surgery": OF_GROUP["surgery"] | {"general-surgery", "urology"},
    "pathology": OF_GROUP["pathology"] | {"neuropathology"},
}
CLINIC_OF = {"oncology-clinic": "medical-oncology", "radiation-oncology-clinic": "radiation-oncology"}
REPORTED = (
    ("medical-oncology",), ("hematology-oncology",), ("surgical-oncology",), ("general-surgery",),
    ("urology",), ("radiation-oncology",), ("anatomic-and-clinical",), ("pathology",),
    ("gynecologic-oncology",), ("neuropathology",), ("breast-surgery", "general-surgery"),
    ("hematology-oncology", "medical-oncology"),
    ("pediatric-hematology-oncology",), ("surgery",), ("neuropathology", "anatomic-and-clinical"),
)  # fmt: skip
LASTS = (
    "MADEUP", "O'MADEUP", "MADEUP-TESTPERSON", "DE LA MADEUP", "MADEÚP", "MCMADEUP", "TESTPERSÖN",
    "TESTPERSON",
)  # fmt: skip
FIRSTS = ("ANNA", "ANDRÉ", "JOHN", "MARIA JOSÉ", "X", "JO-ANN")
#: City, state, ZIP code, latitude, longitude. The second and third are towns apart from each other by a ring.
TOWNS = (
    ("BOSTON", "MA", "02115", 42.3427, -71.0922), ("WORCESTER", "MA", "01608", 42.2625, -71.8006),
    ("HARTFORD", "CT", "06103", 41.7673, -72.6757), ("NEW YORK", "NY", "10001", 40.7506, -73.9971),
    ("BOZEMAN", "MT", "59715", 45.6694, -111.0432), ("ANCHORAGE", "AK", "99508", 61.2033, -149.8139),
    ("BARRIGADA", "GU", "96913", 13.4685, 144.7990),
)  # fmt: skip

#: 990001 is Example Hospital in Boston, which tests/world has as a center; 990010 a program in Anchorage.
CCNS = ("990001", "990010", "019003", "019004", "019005", "019006")
WHOLE = ("990001", "019003")
SITE_OF = {"990001": "centers/example-boston", "990010": "programs/example-north-ak"}
NPIS = [text for text in map(str, range(2_000_000_000, 2_000_001_200)) if is_npi(text)]
#: NPIs that no record uses.
FREE = NPIS[100:]


def _practice(chance: random.Random, exact: bool = True) -> Practice:
    city, state, digits, latitude, longitude = chance.choice((*TOWNS, *TOWNS[:2]))
    if exact:
        latitude += chance.uniform(-0.4, 0.4)
        longitude += chance.uniform(-0.4, 0.4)
    return Practice(
        city, state, digits, f"{chance.randrange(1, 99)} EXAMPLE ST", None,
        (PracticePhone("+1-617-555-0150", "nppes"),), ("nppes",),
        round(latitude, 5), round(longitude, 5), "street" if exact else "zip",
    )  # fmt: skip


def _hospitals(number: int, chance: random.Random) -> tuple[str, ...]:
    """Pathologists and radiation oncologists work at only two hospitals, which have the whole team."""
    slugs = set(REPORTED[number % len(REPORTED)])
    if slugs & (ON_TEAM["pathology"] | ON_TEAM["radiation-oncology"]):
        return (WHOLE[number % 2],)
    return tuple(sorted(chance.sample(CCNS[:5], chance.choice((0, 1, 1, 2)))))


def _worker(number: int) -> Clinician:
    """Of some whom Medicare's file has, it leaves blank whether they accept what Medicare pays."""
    chance = random.Random(number)
    practices = tuple(_practice(chance, chance.random() < 0.7) for _ in range(1 + number % 4))
    hospitals = _hospitals(number, chance)
    telehealth, assignment = ((True, False, None)[chance.randrange(3)] for _ in range(2))
    in_medicare = telehealth is not None or assignment is not None
    return Clinician(
        npi=NPIS[number],
        kind=Kind.CLINICIAN,
        last=LASTS[number % len(LASTS)],
        first=FIRSTS[number % len(FIRSTS)],
        sex=("F", "M", None)[number % 3],
        specialties=tuple(Reported(each, ("nppes",)) for each in REPORTED[number % len(REPORTED)]),
        practices=practices,
        hospitals=hospitals,
        telehealth=telehealth,
        assignment=assignment,
        updated="2026-05-01",
        sources=("nppes", "cms-clinicians") if in_medicare else ("nppes",),
    )


def _like(number: int, **changes: object) -> Clinician:
    return msgspec.structs.replace(_worker(number), hospitals=(), **changes)


def _clinic(number: int, slug: str, name: str) -> Clinician:
    return Clinician(
        npi=NPIS[number],
        kind=Kind.CLINIC,
        organization=name,
        specialties=(Reported(slug, ("nppes",)),),
        practices=(
            msgspec.structs.replace(_practice(random.Random(number)), name="MADE UP DOWNTOWN OFFICE"),
        ),
        sources=("nppes",),
    )


HERE = Practice("BOSTON", "MA", "02115", "1 EXAMPLE STREET", None, (), ("nppes",), 42.337, -71.1066, "street")
MIDDLE = Practice("BOSTON", "MA", "02115", "2 EXAMPLE ST", None, (), ("nppes",), 42.3427, -71.0922, "zip")
#: Two practices in one ZIP code, both in its middle.
TWICE = _like(
    60, last="TWICEMADEUP", practices=(MIDDLE, msgspec.structs.replace(MIDDLE, street="3 EXAMPLE ST"))
)
#: No practice has a point: the clinician has a page, but is in no search.
NOWHERE = _like(61, last="NOWHEREMADEUP", practices=(Practice("APO", "AE", "09012"),))
#: One practice has a point, the first has none.
PARTLY = _like(62, last="PARTLYMADEUP", practices=(Practice("APO", "AE", "09012"), MIDDLE))
#: Works at the address of a center, and at none of the hospitals by number.
AT_CENTER = _like(
    63, last="CENTERMADEUP", practices=(msgspec.structs.replace(HERE, site="centers/example-boston"),)
)
SPECIAL = (TWICE, NOWHERE, PARTLY, AT_CENTER)
CLINICS = (
    _clinic(64, "oncology-clinic", "MADE UP CANCER CLINIC LLC"),
    _clinic(65, "radiation-oncology-clinic", "MADE UP RADIATION CENTER"),
    _clinic(66, "oncology-clinic", "TESTPERSON & MADEUP, PA"),
)
WORKERS = (*(_worker(number) for number in range(60)), *SPECIAL)
EVERYBODY = (*WORKERS, *CLINICS)
BY_NPI = {each.npi: each for each in EVERYBODY}


def _hospital(number: int, ccn: str) -> Hospital:
    city, state, digits, latitude, longitude = TOWNS[{"990001": 0, "990010": 5}.get(ccn, number % 3)]
    return Hospital(
        ccn, f"MADE UP HOSPITAL {number}", city, state, digits, "1 EXAMPLE ST", "+1-617-555-0160",
        latitude=latitude + number / 100, longitude=longitude, exactness="street", site=SITE_OF.get(ccn),
    )  # fmt: skip


#: The last has nobody, the one before no point on the map.
HOSPITALS = tuple(
    msgspec.structs.replace(each, latitude=None, longitude=None, exactness=None)
    if each.ccn == "019005"
    else each
    for each in (_hospital(number, ccn) for number, ccn in enumerate(CCNS))
)


def team_of(ccn: str) -> dict[str, int]:
    """Return the team of a hospital, counted from the records."""
    there = [{one.specialty for one in each.specialties} for each in WORKERS if ccn in each.hospitals]
    return {
        group: count
        for group, slugs in ON_TEAM.items()
        if (count := sum(bool(each & slugs) for each in there))
    }


def built(home: Path, data: Path) -> Directory:
    """Build the directory in a folder, with made-up trials. In it, general surgeons treat colon cancer."""
    return Directory(build_at(home / "directory.sqlite", home, data).path)


def build_at(where: Where, home: Path, data: Path) -> Built:
    """Build that directory at a path or in a database; `home` may get the gazetteer."""
    places = places_file(home)
    read = curated.read_curated(data, places)
    treats = TeamMember(
        "colon-cancer", "adults", "operates", "general surgeon", "most", "example-types", "general-surgery"
    )
    read = read.with_rows(CARE_TEAMS, (*read.care_teams, treats))
    people = People(
        sorted(EVERYBODY, key=lambda each: each.npi),
        HOSPITALS,
        {"nppes": "2026-06-01", "cms-clinicians": "2026-06-01"},
        {"nppes": "2026-06-05", "cms-clinicians": "2026-06-05"},
    )
    return build(where, read, places, "made up", people, TRIALS, numbering=Numberer)
