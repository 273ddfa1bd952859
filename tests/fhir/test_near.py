"""What is near comes nearest first by true distance, as in the search for people."""

from __future__ import annotations

import random

import msgspec
import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.domain.kinds import CARE_SITES
from finder.formats.fhir.ids import organization_id
from finder.search.fhir.answer import find
from finder.search.fhir.read_query import read_query
from finder.search.near import find_results
from finder.search.questions import NearQuery
from finder.search.understand import understand
from tests.fhir.conftest import pages, resources_in

DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"
MILES_OF = {"km": 1 / 1.609344, "mi": 1.0, "[mi_i]": 1.0, "[mi_us]": 1.000002, "m": 1 / 1609.344}


def away(entry) -> tuple[float, str]:
    (extension,) = entry["search"]["extension"]
    assert extension["url"] == DISTANCE
    assert extension["valueDistance"]["system"] == "http://unitsofmeasure.org"
    return extension["valueDistance"]["value"], extension["valueDistance"]["code"]


def by_hand(resources, latitude: float, longitude: float, miles: float) -> dict[str, float]:
    """Return id → miles by geopy, of every place with a position within some miles.

    A laboratory, where nobody is treated, is in no search for places.
    """
    found = {}
    laboratories = {each["id"] for each in resources["Organization"] if "atyprv" in str(each["type"])}
    for each in resources["Location"]:
        if (at := each.get("position")) and each["id"] not in laboratories:
            distance = geodesic((latitude, longitude), (at["latitude"], at["longitude"])).miles
            if distance <= miles:
                found[each["id"]] = distance
    return found


@settings(max_examples=40)
@given(
    latitude=st.floats(13, 62),
    longitude=st.floats(-150, -66),
    distance=st.floats(0.1, 3000),
    unit=st.sampled_from(["km", "mi", "[mi_i]", "[mi_us]", ""]),
)
def test_all_within_the_distance_come_and_the_nearest_first(
    people_app, resources, latitude, longitude, distance, unit
):
    asked = f"{latitude}|{longitude}|{distance}" + (f"|{unit}" if unit else "")
    page = people_app.test_client().get("/fhir/Location", query_string={"near": asked, "_count": "200"}).json
    miles = distance * MILES_OF[unit or "km"]
    # The chord differs from geopy's geodesic by 0.003 %; further away by 0.1 %.
    possible = by_hand(resources, latitude, longitude, miles * 1.002)
    certain = [each for each in possible.values() if each <= miles * 0.998]
    found = {each["resource"]["id"]: away(each) for each in page.get("entry", ())}
    assert len(certain) <= page["total"] <= len(possible)
    assert set(found) <= set(possible)
    assert [value for value, _ in found.values()] == sorted(value for value, _ in found.values())
    for id_, (value, code) in found.items():
        assert code == {"mi": "[mi_i]", "": "km"}.get(unit, unit)
        assert value * MILES_OF[code] == pytest.approx(possible[id_], rel=0.002, abs=0.002)


@pytest.mark.parametrize("seed", range(3))
def test_the_places_and_their_order_are_those_of_every_other_search(real, seed):
    chosen = random.Random(seed)
    for _ in range(25):
        latitude, longitude = round(chosen.uniform(18, 62), 4), round(chosen.uniform(-158, -66), 4)
        miles = chosen.choice([25, 80, 300, 1000])
        query = NearQuery.parse(
            {"near": [f"{latitude},{longitude}"], "limit": ["100"], "miles": [f"{miles}"]}
        )
        with real.connect() as connection:
            place, understood = understand(real, connection, query)
            expected = find_results(real, connection, query, place, understood, by_miles=True)
        asked = [("near", f"{latitude}|{longitude}|{miles}|mi"), ("_count", "100")]
        found = find(real, read_query("Location", asked, strict=True), "")
        assert query.kinds == CARE_SITES
        assert found.total == expected.total
        assert [(msgspec.json.decode(each.text)["id"], each.miles) for each in found.entries] == [
            (organization_id(each.site), each.miles) for each in expected.results
        ]


def test_what_is_near_can_be_narrowed_in_every_way(fhir, resources):
    near = "42.3427|-71.0922|100|mi"
    around = by_hand(resources, 42.3427, -71.0922, 100)
    places = {each["id"]: each for each in resources["Location"]}
    names = {each["id"]: [each["name"], *each.get("alias", ())] for each in resources["Organization"]}

    def names_of(place):
        return names.get(place.get("managingOrganization", {}).get("reference", "").partition("/")[2], ())

    narrowed = {
        "address-city=Worcester": lambda each: each["address"]["city"] == "Worcester",
        "type=HOSP": lambda each: "HOSP" in str(each.get("type")),
        "organization:Organization.name=made up": lambda each: any(
            name.lower().startswith("made up") for name in names_of(each)
        ),
        "name:missing=true": lambda each: False,
    }
    for more, passes in narrowed.items():
        page = fhir.get(f"/fhir/Location?near={near}&{more}&_count=200").json
        expected = {id_ for id_ in around if passes(places[id_])}
        assert {each["id"] for each in resources_in(page)} == expected, more
        assert page["total"] == len(expected)


def test_pages_of_what_is_near_have_each_place_once(fhir):
    address = "/fhir/Location?near=42.3427|-71.0922|300|mi&_count=7"
    found = [each for page in pages(fhir, address) for each in page["entry"]]
    assert len({each["fullUrl"] for each in found}) == len(found) == fhir.get(address).json["total"] > 50
    assert [away(each) for each in found] == sorted(map(away, found))


def test_without_a_distance_it_is_100_km_and_without_a_unit_km(fhir):
    every = [
        fhir.get("/fhir/Location", query_string={"near": f"42.3427|-71.0922{rest}"}).json
        for rest in ("", "|", "||", "||mi", "|100", "|100|", "|100|km", "|100000|m")
    ]
    assert every[0]["total"]
    assert {each["total"] for each in every} == {every[0]["total"]}
    assert away(every[0]["entry"][0])[1] == "km"


@pytest.mark.parametrize(
    "text",
    [
        "42", "42|", "x|-71", "42|-71|NaN", "42|-71|inf", "42|-71|-1", "91|0", "-90.1|0", "0|181",
        "42|-71|5|miles", "42|-71|5|mi|7", "NaN|0", "1e999|0", "42,-71", "٤٢|-71",
    ],
)  # fmt: skip
def test_a_place_that_cannot_be_read_is_refused(fhir, text):
    answer = fhir.get("/fhir/Location", query_string={"near": text})
    assert answer.status_code == 400
    assert answer.json["issue"][0]["expression"] == ["near"]


def test_any_point_and_distance_on_earth_can_be_asked(fhir, resources):
    placed = len(by_hand(resources, 0, 0, 13_000))
    for text in ("90|0|1e308", "-90|180|99999|km", "0|-180|30000|mi", "42.3|-71.1|21000|km"):
        assert fhir.get("/fhir/Location", query_string={"near": text}).json["total"] == placed, text
    assert fhir.get("/fhir/Location", query_string={"near": "0|0|0"}).json["total"] == 0
    at = next(each["position"] for each in resources["Location"] if "position" in each)
    here = f"{at['latitude']}|{at['longitude']}|0"
    assert fhir.get("/fhir/Location", query_string={"near": here}).json["total"] >= 1
