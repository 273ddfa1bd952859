"""Made-up specialists, and searches for them."""

import json
import threading
import time

from finder.domain.cancers.specialists import Specialty
from finder.domain.live import Circle, LiveQuestion
from finder.sources.registry.response import parse_answer
from tests.sources.registry_server import person, taxonomy

RADIATION, HEMATOLOGY, CLINIC, STUDENT = "2085R0001X", "207RH0003X", "261QX0200X", "390200000X"
RADIATION_DESC = "Radiology, Radiation Oncology"
HEMATOLOGY_DESC = "Internal Medicine, Hematology & Oncology"


def specialty(slug: str, *codes: str) -> Specialty:
    return Specialty(slug, (), "subspecialty", slug, slug, slug, codes, "A", True, "test")


RADIATION_ONCOLOGY = specialty("radiation-oncology", RADIATION)
HEMATOLOGY_ONCOLOGY = specialty("hematology-oncology", HEMATOLOGY)


def question(*zips: str, specialties=(RADIATION_ONCOLOGY,)) -> LiveQuestion:
    return LiveQuestion((Circle(25.0, zips),), tuple(specialties))


def radiation(number: int, zip_code: str = "10001", **more) -> dict:
    return person(number, zip_code, taxonomy(RADIATION, RADIATION_DESC), **more)


class Clock:
    """The clock of the machine, which can be put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


def npis(answer) -> list[str]:
    return [each.npi for each in answer.clinicians]


def no_worker_left() -> bool:
    for thread in threading.enumerate():
        if thread.name == "npi-registry":
            thread.join(5)
    return not [each for each in threading.enumerate() if each.name == "npi-registry"]


def parsed(*rows, wanted=RADIATION_ONCOLOGY):
    body = json.dumps({"result_count": len(rows), "results": list(rows)}).encode()
    return parse_answer(body, dict.fromkeys(wanted.nucc, wanted))
