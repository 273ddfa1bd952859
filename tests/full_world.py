"""The real places with made-up doctors and a made-up hospital: an installation where everything is loaded."""

from __future__ import annotations

from pathlib import Path

from finder.directory.gazetteer_file import places_file
from finder.domain.clinicians import Clinician, Hospital, People, Practice, PracticePhone, Reported, is_npi
from finder.domain.kinds import Kind
from finder.sources.curated import read as curated
from finder.store.connect import Directory
from finder.store.write_directory import build
from tests.conftest import DATA

#: City, state, ZIP code, latitude, longitude.
TOWNS = (
    ("BOZEMAN", "MT", "59715", 45.6694, -111.0432),
    ("BILLINGS", "MT", "59101", 45.7833, -108.5007),
    ("CHICAGO", "IL", "60612", 41.8814, -87.6866),
    ("RAPID CITY", "SD", "57701", 44.0805, -103.2310),
)
SPECIALTIES = (
    "surgical-oncology", "medical-oncology", "radiation-oncology", "anatomic-and-clinical",
    "pediatric-hematology-oncology", "hematology-oncology",
)  # fmt: skip
#: A made-up hospital in the last town, where every doctor of that town works.
TEAM = "999901"
_NPIS = [text for text in map(str, range(2_000_005_000, 2_000_006_000)) if is_npi(text)]


def _doctor(number: int) -> Clinician:
    """Every second doctor is a woman; of both, every other one accepts Medicare."""
    city, state, digits, latitude, longitude = TOWNS[number % len(TOWNS)]
    turn = number // len(TOWNS)
    return Clinician(
        npi=_NPIS[number],
        kind=Kind.CLINICIAN,
        last=f"MADEUP{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}",
        first="ANNA" if turn % 2 else "JOHN",
        sex="F" if turn % 2 else "M",
        specialties=(Reported(SPECIALTIES[turn % len(SPECIALTIES)], ("nppes",)),),
        practices=(
            Practice(
                city, state, digits, f"{number + 1} EXAMPLE ST", None,
                (PracticePhone("+1-617-555-0150", "nppes"),), ("nppes",),
                latitude, longitude, "street",
            ),
        ),
        hospitals=(TEAM,) if city == TOWNS[-1][0] else (),
        telehealth=None,
        assignment=turn % 4 in (1, 2),
        updated="2026-05-01",
        sources=("nppes", "cms-clinicians"),
    )  # fmt: skip


DOCTORS = tuple(_doctor(number) for number in range(len(TOWNS) * len(SPECIALTIES) * 2))


def built(home: Path) -> Directory:
    """Build the directory in a folder."""
    places = places_file(home)
    city, state, digits, latitude, longitude = TOWNS[-1]
    hospital = Hospital(
        TEAM, "MADE UP TEAM HOSPITAL", city, state, digits, "1 EXAMPLE ST", "+1-617-555-0160",
        latitude=latitude, longitude=longitude, exactness="street",
    )  # fmt: skip
    people = People(
        sorted(DOCTORS, key=lambda each: each.npi),
        (hospital,),
        {"nppes": "2026-06-01", "cms-clinicians": "2026-06-01"},
        {"nppes": "2026-06-05", "cms-clinicians": "2026-06-05"},
    )
    read = curated.read_curated(DATA, places)
    return Directory(build(home / "directory.sqlite", read, places, "made up", people).path)
