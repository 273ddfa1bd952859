"""The examples of docs/exports.md are run, and what it lists exists."""

from __future__ import annotations

import json
import re

import pytest

from finder.app import create_app
from finder.search.hsds.parameters import SERVICES
from scripts.api_docs import table
from tests.conftest import DATA, ROOT, settings_for

TEXT = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
CURL = re.compile(r"^curl (?:-\S+ )*'http://127\.0\.0\.1:5000(\S+)'", re.MULTILINE)


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


@pytest.mark.parametrize("address", CURL.findall(TEXT))
def test_every_example_is_answered(real_client, address):
    answer = real_client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.data


def test_the_map_shown_is_what_the_finder_says(real_client):
    shown = json.loads(
        re.search(r'^```json\n(\{"type": "FeatureCollection".*?)^```', TEXT, re.DOTALL | re.MULTILINE)[1]
    )
    said = real_client.get("/api/v1/search.geojson?near=Boston,+MA&cancer=breast+cancer&limit=2").json
    assert shown.keys() == said.keys()
    assert shown["features"][0].keys() == said["features"][0].keys()
    assert shown["features"][0]["properties"].keys() - {"…"} <= said["features"][0]["properties"].keys()


def test_the_parameters_of_hsds_are_those_that_are_read():
    listed = re.search(r"<!-- parameters of hsds -->\n(.*?)<!-- end -->", TEXT, re.DOTALL)[1]
    assert listed == table(SERVICES)


def test_every_address_that_is_listed_is_there(real_client):
    routes = real_client.application.url_map.bind("localhost")
    for listed in re.findall(r"`(/[^`?]*)`", TEXT):
        path = re.sub(r"<[^>]*>", "x", listed.removeprefix("/es"))
        assert routes.test(path), listed
