"""The live NPI Registry, asked at a local server that behaves as the real one, faults included."""

import contextlib
import csv
import gzip
import json
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.cancers import Specialty
from finder.domain.clinicians import PracticePhone, Reported
from finder.domain.live import LiveQuestion
from finder.errors import BadSetting, SourceDown
from finder.geo.circle import Point
from finder.ingest import registry_line
from finder.ingest.registry import LAST_SKIP, NOTES, WORKERS, live_registry
from finder.ingest.registry_jobs import jobs, narrower
from finder.ingest.registry_line import Memory
from finder.ingest.registry_rows import parse_answer
from finder.ingest.registry_wordings import WORDINGS
from tests.ingest.registry_server import address, npi, person, serving, taxonomy

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
DATA = Path(__file__).resolve().parents[2] / "data"

RADIATION, HEMATOLOGY, CLINIC, STUDENT = "2085R0001X", "207RH0003X", "261QX0200X", "390200000X"
RADIATION_DESC = "Radiology, Radiation Oncology"
HEMATOLOGY_DESC = "Internal Medicine, Hematology & Oncology"


def specialty(slug: str, *codes: str) -> Specialty:
    return Specialty(slug, (), "subspecialty", slug, slug, slug, codes, "A", True, "test")


RADIATION_ONCOLOGY = specialty("radiation-oncology", RADIATION)
HEMATOLOGY_ONCOLOGY = specialty("hematology-oncology", HEMATOLOGY)


def question(*zips: str, specialties=(RADIATION_ONCOLOGY,)) -> LiveQuestion:
    return LiveQuestion(Point(40.75, -73.99), 25.0, tuple(specialties), zips)


def radiation(number: int, zip_code: str = "10001", **more) -> dict:
    return person(number, zip_code, taxonomy(RADIATION, RADIATION_DESC), **more)


class Clock:
    """The clock of the machine, which can be put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


@pytest.fixture
def server():
    with serving() as registry:
        yield registry


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ask(server, clock):
    return live_registry(server.url, limit_seconds=20, clock=clock)


def npis(answer) -> list[str]:
    return [each.npi for each in answer.clinicians]


def no_worker_left() -> bool:
    for thread in threading.enumerate():
        if thread.name == "npi-registry":
            thread.join(5)
    return not [each for each in threading.enumerate() if each.name == "npi-registry"]


# What is asked


def test_a_specialist_near_is_found_with_all_that_the_record_says(server, ask):
    server.people = [radiation(1, other_names=[{"last_name": "FORMERNAME"}])]
    answer = ask(question("10001"))
    (found,) = answer.clinicians
    assert (answer.complete, answer.note) == (True, "")
    assert (found.npi, found.kind, found.last, found.first) == (npi(1), "clinician", "MADEUP1", "MARY")
    assert (found.suffix, found.sex, found.other_last) == ("", "F", "FORMERNAME")
    assert (found.enumerated, found.updated) == ("2014-01-08", "2014-01-16")
    assert found.specialties == (Reported("radiation-oncology", ("npi-registry",), True),)
    assert (found.sources, found.live, found.taxonomies) == (("npi-registry",), True, (RADIATION,))
    (practice,) = found.practices
    assert (practice.street, practice.city, practice.state) == ("1 MADEUP WAY", "MADEUPVILLE", "NY")
    assert (practice.zip, practice.latitude, practice.withheld) == ("10001", None, False)
    assert practice.phones == (PracticePhone("+1-212-555-0100", "npi-registry"),)


def test_the_question_is_put_as_the_registry_wants_it(server, ask):
    ask(question("10001", specialties=[HEMATOLOGY_ONCOLOGY]))
    assert server.asked[0] == {
        "version": "2.1",
        "enumeration_type": "NPI-1",
        "taxonomy_description": HEMATOLOGY_DESC,
        "address_purpose": "LOCATION",
        "postal_code": "10001",
        "limit": "200",
        "skip": "0",
    }


def test_clinics_are_asked_for_as_organizations(server, ask):
    clinic = person(7, "10001", taxonomy(CLINIC, "Clinic/Center, Oncology"), enumeration_type="NPI-2")
    clinic["basic"] = {"organization_name": "MADEUP CANCER CLINIC", "status": "A"}
    # A group practice may carry a doctor's code: it is no clinic of that specialty.
    group = radiation(8, enumeration_type="NPI-2")
    server.people = [clinic, group]
    answer = ask(question("10001", specialties=[specialty("oncology-clinic", CLINIC), RADIATION_ONCOLOGY]))
    (found,) = answer.clinicians
    assert (found.kind, found.organization, found.last) == ("clinic", "MADEUP CANCER CLINIC", "")
    assert {(each["taxonomy_description"], each["enumeration_type"]) for each in server.asked} >= {
        ("Clinic/Center, Oncology", "NPI-2"),
        (RADIATION_DESC, "NPI-1"),
    }


def test_many_zip_codes_are_asked_by_prefix_and_few_one_by_one_nearest_first():
    zips = ("11201", "10001", "10002", "10003", "11205", "10004", "10005")
    asked = sorted(jobs([RADIATION, HEMATOLOGY], zips))
    assert [(each.area, each.code) for each in asked] == [
        (area, code) for area in ("11201", "100*", "11205") for code in (RADIATION, HEMATOLOGY)
    ]


def test_a_full_prefix_falls_into_smaller_ones_and_a_zip_code_into_none():
    zips = (*(f"1000{digit}" for digit in range(1, 7)), "10011", "10012")
    (job,) = jobs([RADIATION], zips)
    smaller = narrower(job)
    assert [each.area for each in smaller] == ["1000*", "10011", "10012"]
    assert [each.area for each in narrower(smaller[0])] == list(zips[:6])
    assert narrower(smaller[1]) == ()


def test_nothing_is_asked_where_there_is_nothing_to_ask(server, ask):
    assert ask(question()).note == ""
    assert ask(question("10001", specialties=[specialty("pathology")])).complete
    assert server.asked == []


def test_a_specialty_without_words_is_told(server, ask):
    server.people = [radiation(1)]
    answer = ask(question("10001", specialties=[RADIATION_ONCOLOGY, specialty("other", "999X00000X")]))
    assert npis(answer) == [npi(1)]
    assert (answer.complete, answer.note) == (False, NOTES["words"])


def test_every_searchable_specialty_has_words():
    with (DATA / "specialties.csv").open(encoding="utf-8", newline="") as file:
        codes = [
            code
            for row in csv.DictReader(file)
            if row["searchable"] == "yes"
            for code in row["nucc"].split("|")
            if code
        ]
    assert len(codes) > 30
    assert not set(codes) - WORDINGS.keys()
    assert all(1 <= len(words) == len(set(words)) <= 2 for words in WORDINGS.values())


# Wordings


def test_the_second_wording_is_tried_where_the_first_finds_nobody(server, ask):
    server.understands = lambda wording, desc: wording == "Radiation Oncology" and desc == RADIATION_DESC
    server.people = [radiation(1), radiation(2, "10101")]
    assert npis(ask(question("10001", "10101"))) == sorted([npi(1), npi(2)])
    del server.asked[:]
    ask(question("10201"))
    assert [each["taxonomy_description"] for each in server.asked] == ["Radiation Oncology"]


def test_a_wording_that_works_anywhere_is_the_only_one_asked(server, ask):
    server.understands = lambda wording, desc: wording == desc
    server.people = [radiation(1)]
    assert npis(ask(question("10001", *(f"10{n}01" for n in range(1, 9))))) == [npi(1)]
    assert {each["taxonomy_description"] for each in server.asked} == {RADIATION_DESC}
    assert len(server.asked) == 9


def test_words_that_match_others_bring_nobody_in(server, ask):
    server.people = [
        person(1, "10001", taxonomy("1835X0200X", "Pharmacist, Radiology, Radiation Oncology")),
        person(2, "10001", taxonomy(RADIATION, None), taxonomy("207R00000X", RADIATION_DESC, False)),
        person(3, "10001", taxonomy("2471R0002X", RADIATION_DESC)),
    ]
    assert npis(ask(question("10001"))) == [npi(2)]


# Pages


def test_pages_are_read_to_the_end(server, ask):
    server.people = [radiation(number) for number in range(450)]
    answer = ask(question("10001"))
    assert len(set(npis(answer))) == 450
    assert answer.complete
    assert [int(each["skip"]) for each in server.asked] == [0, 200, 400]


def test_a_full_prefix_is_split_until_everybody_is_found(server, ask):
    zips = [f"1000{digit}" for digit in range(1, 7)]
    server.people = [radiation(number, zips[number % 6]) for number in range(1500)]
    answer = ask(question(*zips))
    assert len(npis(answer)) == 1500
    assert (answer.complete, answer.note) == (True, "")
    assert max(int(each["skip"]) for each in server.asked) == LAST_SKIP
    asked = [each["postal_code"] for each in server.asked]
    assert list(dict.fromkeys(asked))[:2] == ["100*", "1000*"]
    assert set(asked[12:]) == set(zips)


def test_a_full_zip_code_is_told(server, ask):
    server.people = [radiation(number) for number in range(1300)]
    answer = ask(question("10001"))
    assert len(npis(answer)) == 1200
    assert (answer.complete, answer.note) == (False, NOTES["full"])
    assert max(int(each["skip"]) for each in server.asked) == LAST_SKIP


def test_the_same_page_again_ends_the_reading(server, ask):
    server.people = [radiation(number) for number in range(900)]
    same = json.dumps({"result_count": 200, "results": server.people[:200]}).encode()
    server.fault = lambda asked: (200, {}, same) if int(asked["skip"]) > 200 else None
    answer = ask(question("10001"))
    assert [int(each["skip"]) for each in server.asked] == [0, 200, 400]
    assert len(npis(answer)) == 400
    assert (answer.complete, answer.note) == (False, NOTES["full"])


# Who is kept


def test_a_match_by_the_mailing_address_alone_is_left_out(server, ask):
    elsewhere = [address("10001", purpose="MAILING"), address("94103")]
    server.people = [radiation(1, addresses=elsewhere), radiation(2)]
    assert npis(ask(question("10001"))) == [npi(2)]


def test_a_match_by_the_mailing_address_is_left_out_if_the_registry_ignores_the_purpose(server, ask):
    row = radiation(1, addresses=[address("10001", purpose="MAILING"), address("94103")])
    server.fault = lambda asked: (200, {}, json.dumps({"results": [row]}).encode())
    assert npis(ask(question("10001"))) == []
    assert "10001" not in [each.zip for each in _parsed(row).clinicians[0].practices]


def test_all_practices_of_a_person_with_one_inside_are_kept(server, ask):
    more = [
        address("941033333", "2 FAR ST", address_2="STE 3"),
        address("10001"),
        address("H2X1Y4", country_code="CA"),
    ]
    server.people = [radiation(1, practiceLocations=more), radiation(2, "10099")]
    zips = [f"1000{digit}" for digit in range(1, 7)]
    (found,) = ask(question(*zips)).clinicians
    assert [(each.zip, each.street) for each in found.practices] == [
        ("10001", "1 MADEUP WAY"),
        ("94103", "2 FAR ST STE 3"),
    ]


def test_a_person_found_twice_is_there_once(server, ask):
    both = [taxonomy(HEMATOLOGY, HEMATOLOGY_DESC, False), taxonomy(RADIATION, RADIATION_DESC)]
    server.people = [person(1, "10001", *both, both[1])]
    (found,) = ask(question("10001", specialties=[RADIATION_ONCOLOGY, HEMATOLOGY_ONCOLOGY])).clinicians
    assert {(each.specialty, each.primary) for each in found.specialties} == {
        ("radiation-oncology", True),
        ("hematology-oncology", False),
    }
    assert found.taxonomies == (HEMATOLOGY, RADIATION)


def test_homes_are_withheld_with_what_the_record_says(server):
    seen = []

    def is_home(sole, street, second, name):
        seen.append((sole, street, second, name))
        return sole

    sole = radiation(1, addresses=[address("10001", "5 HOME LN", address_2="APT 2")])
    sole["basic"]["sole_proprietor"] = "YES"
    server.people = [sole, radiation(2)]
    ask = live_registry(server.url, limit_seconds=20, is_home=is_home)
    withheld = {each.npi: each.practices[0] for each in ask(question("10001")).clinicians}
    assert (withheld[npi(1)].street, withheld[npi(1)].withheld) == (None, True)
    assert (withheld[npi(2)].street, withheld[npi(2)].withheld) == ("1 MADEUP WAY", False)
    assert set(seen) == {(True, "5 HOME LN", "APT 2", ""), (False, "1 MADEUP WAY", "", "")}


# Faults


def test_a_refused_question_is_told_and_the_others_are_answered(server, ask):
    refusal = json.dumps({"Errors": [{"description": "Made up", "field": "x", "number": "05"}]}).encode()
    server.fault = lambda asked: (200, {}, refusal) if "Hematology" in asked["taxonomy_description"] else None
    server.people = [radiation(1)]
    answer = ask(question("10001", specialties=[HEMATOLOGY_ONCOLOGY, RADIATION_ONCOLOGY]))
    assert npis(answer) == [npi(1)]
    assert (answer.complete, answer.note) == (False, NOTES["refused"])


def test_a_refused_wording_does_no_harm_where_the_other_works(server, ask):
    refusal = json.dumps({"Errors": [{"description": "Made up", "field": "x", "number": "05"}]}).encode()
    server.fault = lambda asked: (200, {}, refusal) if "," in asked["taxonomy_description"] else None
    server.people = [radiation(1)]
    answer = ask(question("10001"))
    assert (npis(answer), answer.complete, answer.note) == ([npi(1)], True, "")


RUBBISH = {
    "html": b"<!doctype html><title>Maintenance</title>",
    "nothing": b"",
    "cut json": b'{"result_count": 200, "results": [{"number": "1',
    "a list": b"[]",
    "no results": b'{"result_count": 3}',
    "results of no list": b'{"results": {"0": {}}}',
    "rows of another shape": b'{"results": [{"npi": 1}, 7, null]}',
    "deep": b"[" * 100_000,
    "no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("body", RUBBISH.values(), ids=RUBBISH)
def test_rubbish_is_told_and_asked_for_no_more(server, ask, body):
    server.fault = lambda asked: (200, {"Content-Type": "text/html"}, body)
    answer = ask(question(*(f"10{n}01" for n in range(9))))
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])
    assert len(server.asked) <= WORKERS


BAD = {
    "500": (500, {}, b"oops"),
    "404": (404, {}, b"gone"),
    "302": (302, {"Location": "https://example.invalid/"}, b""),
    "429 for long": (429, {"Retry-After": "600"}, b""),
    "429 until a date": (429, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, b""),
    "bad gzip": (200, {"Content-Encoding": "gzip"}, b"no gzip"),
    "short": (200, {"Content-Length": "5000", "Connection": "close"}, b'{"results": []'),
    "bad length": (200, {"Content-Length": "many", "Connection": "close"}, b"x"),
}


@pytest.mark.parametrize("said", BAD.values(), ids=BAD)
def test_a_failing_registry_is_told_and_left_alone(server, ask, said):
    def fault(asked):
        return said

    server.fault = fault
    zips = [f"10{n}01" for n in range(9)]
    answer = ask(question(*zips))
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])
    # Each thread may try once more.
    assert len(server.asked) <= 2 * WORKERS
    tries = len(server.asked)
    assert ask(question(*zips)).note == NOTES["silent"]
    assert len(server.asked) == tries


def test_a_registry_that_fails_once_is_asked_again(server, ask):
    server.people = [radiation(1)]
    for said in ((503, {}, b""), (429, {"Retry-After": "0"}, b"")):
        del server.asked[:]
        server.fault = lambda asked, said=said: said if len(server.asked) == 1 else None
        answer = live_registry(server.url, limit_seconds=20)(question("10001"))
        assert (npis(answer), answer.complete) == ([npi(1)], True)
        assert len(server.asked) == 2


def test_after_a_failure_the_registry_is_asked_again_in_a_while(server, ask, clock):
    server.people = [radiation(1)]
    server.fault = lambda asked: (500, {}, b"")
    assert ask(question("10001")).note == NOTES["silent"]
    server.fault = None
    clock.ahead = 29
    assert ask(question("10001")).note == NOTES["silent"]
    clock.ahead = 31
    assert npis(ask(question("10001"))) == [npi(1)]


def test_a_registry_that_is_busy_for_long_is_left_alone_for_long(server, ask, clock):
    server.fault = lambda asked: (429, {"Retry-After": "600"}, b"")
    ask(question("10001"))
    server.fault = None
    clock.ahead = 500
    assert ask(question("10001")).note == NOTES["silent"]
    assert len(server.asked) == 1
    clock.ahead = 601
    assert ask(question("10001")).complete


def test_what_is_kept_is_shown_while_the_registry_is_down(server, ask):
    server.people = [radiation(1), radiation(2, "10101")]
    ask(question("10101"))
    server.fault = lambda asked: (500, {}, b"")
    for _ in range(2):
        answer = ask(question("10001", "10101"))
        assert (npis(answer), answer.complete, answer.note) == ([npi(2)], False, NOTES["down"])
    assert ask(question("10101")).complete


def test_a_registry_that_is_not_there_is_told():
    with serving() as registry:
        url = registry.url
    answer = live_registry(url)(question("10001"))
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])


@pytest.mark.parametrize("where", ["head", "body"])
def test_an_answer_that_drips_is_not_waited_for(server, where):
    server.fault = lambda asked: where
    ask = live_registry(server.url, limit_seconds=0.4)
    answer = ask(question("10001", "10101"))
    # The server drips until it is hung up on: that the call is back shows that it did not wait.
    assert server.dripped
    assert not server.stopped.is_set()
    assert (answer.clinicians, answer.complete, answer.note) == ((), False, NOTES["silent"])
    assert server.daemons
    assert all(server.daemons)
    assert no_worker_left()
    tries = len(server.asked)
    assert ask(question("10001")).note == NOTES["silent"]
    assert len(server.asked) == tries


def test_what_came_in_time_is_shown_and_the_rest_asked_the_next_time(server):
    server.people = [radiation(1), radiation(2, "10101")]
    server.fault = lambda asked: "body" if asked["postal_code"] == "10101" else None
    ask = live_registry(server.url, limit_seconds=0.8)
    answer = ask(question("10001", "10101"))
    assert (npis(answer), answer.complete, answer.note) == ([npi(1)], False, NOTES["time"])
    del server.asked[:]
    server.fault = None
    answer = ask(question("10001", "10101"))
    assert (npis(answer), answer.complete) == (sorted([npi(1), npi(2)]), True)
    assert [each["postal_code"] for each in server.asked] == ["10101"]


def test_threads_end_with_the_question(server, ask):
    ask(question("10001", "10101"))
    assert no_worker_left()


def test_a_wrong_address_of_the_registry_is_told():
    for url in ("npiregistry.cms.hhs.gov/api", "ftp://example.invalid/", "https://"):
        with pytest.raises(BadSetting, match="https://"):
            live_registry(url)


# The memory


def test_the_second_time_the_registry_is_not_asked(server, ask, clock):
    server.people = [radiation(number) for number in range(250)]
    first = ask(question("10001"))
    asked = len(server.asked)
    assert ask(question("10001")) == first
    assert len(server.asked) == asked == 2
    clock.ahead = 24 * 3600 + 1
    ask(question("10001"))
    assert len(server.asked) == 4


def test_what_is_kept_answers_another_selection_of_specialties(server, ask):
    server.people = [
        person(1, "10001", taxonomy(RADIATION, RADIATION_DESC), taxonomy(HEMATOLOGY, HEMATOLOGY_DESC))
    ]
    ask(question("10001"))
    (found,) = ask(question("10001", specialties=[specialty("other", RADIATION, HEMATOLOGY)])).clinicians
    assert [each.specialty for each in found.specialties] == ["other"]


def test_a_refusal_is_kept_for_a_short_time(server, ask, clock):
    server.people = [radiation(1)]
    server.fault = lambda asked: (200, {}, b'{"Errors": [{"number": "05"}]}')
    ask(question("10001"))
    asked = len(server.asked)
    server.fault = None
    assert ask(question("10001")).note == NOTES["refused"]
    assert len(server.asked) == asked
    clock.ahead = 31
    assert npis(ask(question("10001"))) == [npi(1)]


def test_the_memory_forgets_what_was_used_longest_ago(clock):
    memory = Memory(2, clock)
    memory.put("a", b"1", 10)
    memory.put("b", b"2", 10)
    assert memory.get("a") == b"1"
    memory.put("c", b"", 10)
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (b"1", None, b"")
    clock.ahead = 11
    assert memory.get("a") is None


def test_packed_answers_are_read(server, ask):
    server.fault = lambda asked: (
        200,
        {"Content-Encoding": "gzip"},
        gzip.compress(json.dumps({"results": [radiation(1)]}).encode()),
    )
    assert npis(ask(question("10001"))) == [npi(1)]


@pytest.mark.parametrize("packed", [True, False])
def test_an_endless_answer_is_not_read(server, ask, monkeypatch, packed):
    monkeypatch.setattr(registry_line, "MOST_BYTES", 1000)
    body = b" " * 2000
    said = ({"Content-Encoding": "gzip"}, gzip.compress(body)) if packed else ({}, body)
    server.fault = lambda asked: (200, *said)
    assert ask(question("10001")).note == NOTES["silent"]


def test_several_visitors_at_once_get_their_answers(server, ask):
    server.people = [radiation(number, f"1{number}01") for number in range(10, 18)]
    answers = {}

    def visit(number):
        answers[number] = npis(ask(question(f"1{number}01")))

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(10, 18)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: [npi(number)] for number in range(10, 18)}


# Rows


def _parsed(*rows, wanted=RADIATION_ONCOLOGY):
    body = json.dumps({"result_count": len(rows), "results": list(rows)}).encode()
    return parse_answer(body, dict.fromkeys(wanted.nucc, wanted))


def _with_basic(**basic) -> dict:
    row = radiation(1)
    return row | {"basic": row["basic"] | basic}


LEFT_OUT = {
    "inactive": _with_basic(status="D"),
    "no status": _with_basic(status=None),
    "bad check digit": radiation(1) | {"number": npi(1)[:-1] + str((int(npi(1)[-1]) + 1) % 10)},
    "no NPI": radiation(1) | {"number": 12},
    "abroad": radiation(1, addresses=[address("10001", country_code="CA")]),
    "bad ZIP": radiation(1, addresses=[address("1000")]),
    "no place": radiation(1, addresses=None),
    "no kind": radiation(1) | {"enumeration_type": None},
    "no taxonomies": radiation(1) | {"taxonomies": None},
    "student": person(1, "10001", taxonomy(STUDENT, "Student")),
}


@pytest.mark.parametrize("row", LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_row_that_does_not_count_is_left_out(row):
    page = _parsed(row, radiation(2), wanted=specialty("any", RADIATION, STUDENT))
    assert [each.npi for each in page.clinicians] == [npi(2)]
    assert len(page.rows) == 2


def test_a_row_of_another_shape_is_left_out():
    page = _parsed({"number": npi(1)}, "text", radiation(2))
    assert [each.npi for each in page.clinicians] == [npi(2)]
    assert page.rows == ("", "", npi(2))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2014-01-16", "2014-01-16"),
        ("2014-01-16 10:11:12", "2014-01-16"),
        ("1389917053000", "2014-01-16"),
        (1183852800, "2007-07-08"),
        ("", "2014-01-16"),
        ("0000-00-00", "2014-01-16"),
        ("9" * 30, "2014-01-16"),
    ],
)
def test_dates_are_read_in_all_their_forms(said, day):
    (found,) = _parsed(_with_basic(last_updated=said)).clinicians
    assert found.updated == day


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("909-437-0675", ["+1-909-437-0675"]),
        ("9094370675", ["+1-909-437-0675"]),
        ("1 (909) 437-0675", ["+1-909-437-0675"]),
        ("000-000-0000", []),
        ("437-0675", []),
        ("", []),
        (None, []),
    ],
)
def test_telephone_numbers_are_written_one_way(said, numbers):
    (found,) = _parsed(radiation(1, addresses=[address("10001", telephone_number=said)])).clinicians
    assert [each.number for each in found.practices[0].phones] == numbers


def test_older_fields_and_placeholders_are_read():
    row = _with_basic(sex=None, gender="M", middle_name="<UNAVAIL>", credential=" M.D. ", name_suffix="JR.")
    (found,) = _parsed(row | {"number": int(npi(1))}).clinicians
    assert (found.sex, found.middle, found.credentials, found.suffix) == ("M", "", "M.D.", "JR.")


def test_a_name_in_a_wrong_encoding_spoils_no_page():
    body = json.dumps({"results": [_with_basic(first_name="RENE?")]}).encode().replace(b"?", b"\xc9")
    (found,) = parse_answer(body, {RADIATION: RADIATION_ONCOLOGY}).clinicians
    assert found.first == "RENE\ufffd"


@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["results", "Errors", "number", "basic", "taxonomies"]), inner),
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_no_answer_whatever_raises_but_source_down(body):
    clinicians = ()
    with contextlib.suppress(SourceDown):
        clinicians = parse_answer(body, {RADIATION: RADIATION_ONCOLOGY}).clinicians
    assert clinicians == ()


# Real answers

needs_samples = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the real samples are not part of the project"
)


@needs_samples
def test_a_real_answer_is_read():
    body = (SAMPLES / "npi_api_200.json").read_bytes()
    rows = json.loads(body)["results"]
    codes = {each["code"] for row in rows for each in row["taxonomies"]}
    page = parse_answer(body, {code: specialty(code, code) for code in codes})
    assert len(page.rows) == len(set(page.rows)) == 200
    # Five are students and nothing else.
    assert len(page.clinicians) == 195
    assert len([row for row in rows if row["practiceLocations"]]) == 14
    assert len([each for each in page.clinicians if len(each.practices) > 1]) == 14
    # Of 19 further places one is listed twice.
    assert sum(len(each.practices) for each in page.clinicians) == 195 + 18
    assert all(each.updated and each.enumerated for each in page.clinicians)
    assert all(
        place.zip.isdigit() and len(place.zip) == 5 for each in page.clinicians for place in each.practices
    )
    assert len([each for each in page.clinicians if each.practices[0].phones]) > 180


@needs_samples
def test_the_hematologist_oncologist_of_a_real_answer_is_found():
    body = (SAMPLES / "npi_api_200.json").read_bytes()
    codes = [each["code"] for row in json.loads(body)["results"] for each in row["taxonomies"]]
    # Three licenses of one person.
    assert codes.count(HEMATOLOGY) == 3
    (found,) = parse_answer(body, {HEMATOLOGY: HEMATOLOGY_ONCOLOGY}).clinicians
    assert found.specialties == (Reported("hematology-oncology", ("npi-registry",), True),)
    assert len({place.state for place in found.practices}) == 3


@needs_samples
@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("npi_api_error_04.json", "No valid search criteria provided"),
        ("npi_api_error_09.json", "enumeration_type requires additional search criteria"),
        ("npi_api_empty.json", ""),
    ],
)
def test_real_errors_and_empty_answers_are_read(name, refused):
    page = parse_answer((SAMPLES / name).read_bytes(), {HEMATOLOGY: HEMATOLOGY_ONCOLOGY})
    assert (page.clinicians, page.rows, page.refused) == ((), (), refused)
