"""All pages of an answer are read, and clinicians outside the ZIP codes are left out."""

import gzip
import json

from finder.sources.registry.search import LAST_SKIP, NOTES, live_registry
from tests.sources.registry.searches import (
    HEMATOLOGY,
    HEMATOLOGY_DESC,
    HEMATOLOGY_ONCOLOGY,
    RADIATION,
    RADIATION_DESC,
    RADIATION_ONCOLOGY,
    npis,
    parsed,
    question,
    radiation,
)
from tests.sources.registry_server import address, npi, person, taxonomy


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
    asked = list(dict.fromkeys(each["postal_code"] for each in server.asked))
    assert asked[0] == "100*"
    smaller = [f"100{digit}*" for digit in range(10)] + [f"1000{digit}" for digit in range(10)]
    assert sorted(asked[1:]) == sorted(smaller)


def test_a_full_zip_code_is_told(server, ask):
    server.people = [radiation(number) for number in range(1300)]
    answer = ask(question("10001"))
    assert len(npis(answer)) == 1200
    assert (answer.complete, answer.note) == (False, NOTES["full"])
    assert max(int(each["skip"]) for each in server.asked) == LAST_SKIP
    assert "10001" in {each["postal_code"] for each in server.asked}


def test_the_same_page_again_ends_the_reading(server, ask):
    server.people = [radiation(number) for number in range(900)]
    same = json.dumps({"result_count": 200, "results": server.people[:200]}).encode()
    server.fault = lambda asked: (200, {}, same) if int(asked["skip"]) > 200 else None
    answer = ask(question("10001"))
    assert max(int(each["skip"]) for each in server.asked) == 400
    assert len(npis(answer)) == 400
    assert (answer.complete, answer.note) == (False, NOTES["full"])


def test_a_match_by_the_mailing_address_alone_is_left_out(server, ask):
    elsewhere = [address("10001", purpose="MAILING"), address("94103")]
    server.people = [radiation(1, addresses=elsewhere), radiation(2)]
    assert npis(ask(question("10001"))) == [npi(2)]


def test_a_match_by_the_mailing_address_is_left_out_if_the_registry_ignores_the_purpose(server, ask):
    row = radiation(1, addresses=[address("10001", purpose="MAILING"), address("94103")])
    server.fault = lambda asked: (200, {}, json.dumps({"results": [row]}).encode())
    assert npis(ask(question("10001"))) == []
    assert "10001" not in [each.zip for each in parsed(row).clinicians[0].practices]


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
    ask = live_registry(server.url, limit_seconds=20, is_home=is_home).near
    withheld = {each.npi: each.practices[0] for each in ask(question("10001")).clinicians}
    assert (withheld[npi(1)].street, withheld[npi(1)].withheld) == (None, True)
    assert (withheld[npi(2)].street, withheld[npi(2)].withheld) == ("1 MADEUP WAY", False)
    assert set(seen) == {(True, "5 HOME LN", "APT 2", ""), (False, "1 MADEUP WAY", "", "")}


def test_packed_answers_are_read(server, ask):
    server.fault = lambda asked: (
        200,
        {"Content-Encoding": "gzip"},
        gzip.compress(json.dumps({"results": [radiation(1)]}).encode()),
    )
    assert npis(ask(question("10001"))) == [npi(1)]
