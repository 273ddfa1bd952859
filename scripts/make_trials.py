"""Write made-up studies as ClinicalTrials.gov's version 2 pages them, to try `finder load trials` on.

usage: python scripts/make_trials.py FOLDER [--studies 6000] [--sites 60000] [--seed 1]

No study, sponsor or contact in these files exists: numbers begin with NCT99, telephone numbers are 555-01xx,
e-mail addresses are of example.org. Conditions are the names of the cancer types of data/, facilities the
places of care of data/ with some made-up ones, so that the join has real work. Some sites are closed, without
a status, abroad, unnamed or by telemedicine, as in the registry.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from finder.geo.states import STATES
from finder.sources.zip_codes.read_package import read_gazetteer

DATA = Path(__file__).resolve().parent.parent / "data"
PAGE = 1000
_PHASES: tuple[tuple[str, ...], ...] = (("PHASE1",), ("PHASE1", "PHASE2"), ("PHASE2",), ("PHASE3",), ("NA",))
_STATUSES = ("RECRUITING",) * 17 + ("COMPLETED", "NOT_YET_RECRUITING", None)
_AGES = (("18 Years", None),) * 8 + (("12 Years", None), (None, "30 Years"), ("6 Months", "21 Years"))


def main() -> None:
    """Write the pages that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--studies", type=int, default=6000)
    parser.add_argument("--sites", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    make_pages(options.folder, options.studies, options.sites, options.seed)


def make_pages(folder: Path, studies: int, sites: int, seed: int = 1) -> None:
    """Write pages of 1,000 studies each, with about that many sites in all."""
    folder.mkdir(parents=True, exist_ok=True)
    made = list(_studies(random.Random(seed), studies, sites))
    for number, start in enumerate(range(0, studies, PAGE), start=1):
        page: dict[str, Any] = {"studies": made[start : start + PAGE]}
        if number == 1:
            page["totalCount"] = studies
        if start + PAGE < studies:
            page["nextPageToken"] = f"made-up-{number + 1}"
        (folder / f"page-{number:03}.json").write_text(json.dumps(page), encoding="utf-8")


def _studies(chance: random.Random, studies: int, sites: int) -> Iterator[dict[str, Any]]:
    cancers = _read("cancers.csv")
    places = [
        (each["name"], each["city"], each["state"], each["zip"])
        for each in _read("programs.csv")
        if each["zip"]
    ]
    towns = [each for each in read_gazetteer().zips if each.kind == "standard" and each.state in STATES]
    for number in range(studies):
        cancer = chance.choice(cancers)
        youngest, oldest = chance.choice(_AGES)
        count = max(1, round(chance.expovariate(studies / sites)))
        yield {
            "protocolSection": {
                "identificationModule": {
                    "nctId": f"NCT99{number:06}",
                    "briefTitle": f"Made-up drug {number} in {cancer['name']}",
                },
                "statusModule": {
                    "overallStatus": "RECRUITING",
                    "lastUpdatePostDateStruct": {"date": f"2026-{chance.randint(1, 10):02}-15"},
                },
                "sponsorCollaboratorsModule": {"leadSponsor": {"name": f"Made Up Sponsor {number % 90}"}},
                "conditionsModule": {"conditions": _conditions(chance, cancer["name"])},
                "designModule": {
                    "studyType": "INTERVENTIONAL",
                    "phases": list(chance.choice(_PHASES)),
                    "designInfo": {
                        "primaryPurpose": chance.choice(("TREATMENT",) * 9 + ("SUPPORTIVE_CARE",))
                    },
                    "enrollmentInfo": {"count": chance.choice((40, 200, 99999999))},
                },
                "eligibilityModule": {
                    "sex": chance.choice(("ALL", "ALL", "ALL", "FEMALE", "MALE")),
                    **({"minimumAge": youngest} if youngest else {}),
                    **({"maximumAge": oldest} if oldest else {}),
                },
                "contactsLocationsModule": {
                    "centralContacts": [_contact(chance, number)],
                    "locations": [_site(chance, places, towns, number + at) for at in range(count)],
                },
            }
        }


def _conditions(chance: random.Random, name: str) -> list[str]:
    plain = name.split(" (", maxsplit=1)[0]
    wider = chance.choice(([], [], [], ["Advanced Solid Tumor"], ["Hematologic Malignancy"]))
    return [chance.choice(("", "Metastatic ", "Recurrent ")) + plain, *wider]


def _contact(chance: random.Random, number: int) -> dict[str, str]:
    return {
        "name": f"Made Up Contact {number}",
        "role": "CONTACT",
        "phone": f"({chance.randint(201, 989)}) 555-01{number % 100:02}",
        "email": f"trial{number}@example.org",
    }


def _site(chance: random.Random, places: list[Any], towns: list[Any], number: int) -> dict[str, Any]:
    if chance.random() < 0.4:
        facility, city, state, digits = chance.choice(places)
    else:
        town = chance.choice(towns)
        facility = chance.choice((f"Made Up Clinic {number % 4000}", "Research Site", "Made Up-Telemedicine"))
        city, state, digits = town.city, town.state, town.zip
    site: dict[str, Any] = {
        "facility": facility,
        "city": city,
        "state": STATES.get(state, state),
        "zip": chance.choice((digits, digits, digits, f"{digits}-0001", f"{digits[:3]}99")),
        "country": "United States",
        "contacts": [_contact(chance, number)] if chance.random() < 0.6 else [],
        "geoPoint": {"lat": 0.0, "lon": 0.0},
    }
    if status := chance.choice(_STATUSES):
        site["status"] = status
    return site


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
