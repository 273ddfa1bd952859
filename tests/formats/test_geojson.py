"""GeoJSON (RFC 7946): one feature for each record, longitude first, in the order of the list."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from finder.formats.exports import geojson
from tests.people_world import BY_NPI, NOWHERE

NEAR = "/api/v1/search.geojson?near=02115"


def features_of(client, address):
    """Return the features of an answer, after a check of every rule of RFC 7946 that they can break."""
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/geo+json"), answer.data
    whole = json.loads(answer.data)
    assert whole["type"] == "FeatureCollection"
    assert not {"coordinates", "geometries", "geometry", "properties", "crs"} & whole.keys()
    for each in whole["features"]:
        assert {"type", "geometry", "properties", "id"} == each.keys()
        assert each["type"] == "Feature"
        assert isinstance(each["properties"], dict)
        if each["geometry"] is not None:
            assert each["geometry"].keys() == {"type", "coordinates"}
            assert each["geometry"]["type"] == "Point"
            longitude, latitude = each["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    return whole["features"]


def test_a_point_is_longitude_before_latitude(client):
    boston = features_of(client, NEAR)[0]
    longitude, latitude = boston["geometry"]["coordinates"]
    assert longitude == pytest.approx(-71.1, abs=0.2)
    assert latitude == pytest.approx(42.3, abs=0.2)
    assert boston["properties"]["precision"] in ("address", "zip")
    assert not {"latitude", "longitude"} & boston["properties"].keys()


def test_a_page_says_how_many_there_are_and_where_the_next_is(client):
    first = json.loads(client.get(f"{NEAR}&limit=2").data)
    assert (len(first["features"]), first["page"]) == (2, 1)
    assert first["pages"] > 1
    second = json.loads(client.get(first["next"]).data)
    assert (second["page"], second["total"]) == (2, first["total"])
    assert not {each["id"] for each in first["features"]} & {each["id"] for each in second["features"]}


@pytest.mark.parametrize("path", ["centers", "programs", "sites"])
def test_a_list_of_places_has_all_in_its_order_and_those_without_a_point_too(client, path):
    listed = client.get(f"/api/v1/{path}?detail=full").json["results"]
    features = features_of(client, f"/api/v1/{path}.geojson")
    assert [each["id"] for each in features] == [f"{path}/{each['id']}" for each in listed]
    places = [each["position"] for each in listed]
    assert [each["geometry"] is None for each in features] == [each is None for each in places]


def test_a_doctor_without_a_point_is_a_feature_without_a_geometry(people_client):
    (feature,) = features_of(people_client, f"/api/v1/clinicians/{NOWHERE.npi}.geojson")
    assert feature["geometry"] is None
    assert feature["properties"]["precision"] is None


def test_each_record_has_its_feature(people_client):
    npi = next(iter(BY_NPI))
    for path in ("centers/example-boston", "hospitals/990001", f"clinicians/{npi}"):
        (feature,) = features_of(people_client, f"/api/v1/{path}.geojson")
        assert feature["id"] == path
        assert feature["properties"]["name"]


def test_what_a_name_finds_is_a_map_and_an_address_book(people_client):
    asked = f"?name=made+up&near={quote('Boston, MA')}&limit=5"
    listed = people_client.get(f"/api/v1/find{asked}").json["results"]
    features = features_of(people_client, f"/api/v1/find.geojson{asked}")
    assert [each["id"] for each in features] == [each["path"] for each in listed]
    assert {each["properties"]["precision"] for each in features} <= {"address", "zip", "city", None}
    cards = people_client.get(f"/api/v1/find.vcf{asked}")
    assert cards.mimetype == "text/vcard"
    assert cards.text.count("BEGIN:VCARD") == len(listed)


def test_trials_stand_at_their_nearest_site(people_client):
    asked = "?near=02115"
    listed = people_client.get(f"/api/v1/trials{asked}").json["results"]
    features = features_of(people_client, f"/api/v1/trials.geojson{asked}")
    assert [each["id"] for each in features] == [f"trials/{each['id']}" for each in listed]
    assert {each["properties"]["precision"] for each in features} <= {"zip", "city"}


@pytest.mark.parametrize("address", ["/shortlist.geojson", "/api/v1/shortlist.geojson"])
def test_a_shortlist_is_a_map_in_the_readers_order(people_client, address):
    picks = ["hospitals/990001", "centers/example-boston"]
    features = features_of(people_client, f"{address}?{'&'.join(f'pick={each}' for each in picks)}")
    assert [each["id"] for each in features] == picks


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("search.geojson", 400), ("find.geojson", 400), ("trials.geojson?near=nowhere+at+all", 400),
        ("centers.geojson?state=Atlantis", 400), ("centers/no-such-place.geojson", 404),
        ("hospitals/000000.geojson", 404), ("clinicians/1.geojson", 404), ("find.vcf?name=", 400),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_as_elsewhere_in_the_api(people_client, path, status):
    answer = people_client.get(f"/api/v1/{path}")
    assert answer.status_code == status
    assert "json" in answer.mimetype


def test_a_point_has_five_digits():
    feature = geojson._feature("centers/a", {"longitude": -71.123456789, "latitude": 42})
    assert feature["geometry"]["coordinates"] == [-71.12346, 42]
