"""HSDS: every object is valid by the JSON schemas of HSDS 3.0.

structure.json has what these schemas require of the objects that we write, without their descriptions: types,
formats, values and required fields. Source: github.com/openreferral/specification, tag v3.0, commit
c457a0e3ecb0cfe43525ea8bcdbfd62542ed6730, folder `schema`, read on 2026-12-01
(the Open Referral project, CC BY-SA 4.0).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from finder.app import create_app
from tests.conftest import DATA, settings_for

_SCHEMAS = json.loads(Path(__file__).with_name("structure.json").read_text())
_REGISTRY = Registry().with_resources(
    (name, DRAFT202012.create_resource(each)) for name, each in _SCHEMAS.items()
)
#: The schema of the objects at each address.
KINDS = {
    "services": "service.json",
    "service_at_locations": "service_at_location.json",
    "organizations": "organization.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}
_NEAR = ("", "?full=true", "?near=02115&full=true&per_page=100", "?postcode=59715&proximity=900000")
QUESTIONS = [(path, asked) for path in KINDS for asked in (("",) if path.startswith("taxonom") else _NEAR)]


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


def faults(schema, whole):
    validator = Draft202012Validator(
        {"$ref": schema}, registry=_REGISTRY, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(whole)]


@pytest.mark.parametrize(("path", "asked"), QUESTIONS)
@pytest.mark.parametrize("world", ["real", "people"])
def test_every_object_is_valid(request, world, path, asked):
    client = request.getfixturevalue(f"{world}_client")
    contents = client.get(f"/hsds/{path}{asked}").json["contents"]
    assert contents
    for each in contents:
        assert faults(KINDS[path], each) == []
    for each in contents[:6]:
        assert faults(KINDS[path], client.get(f"/hsds/{path}/{each['id']}").json) == []


def test_a_required_field_that_is_missing_and_a_value_of_another_type_are_found(people_client):
    listed = people_client.get("/hsds/services?full=true").json["contents"]
    whole = next(each for each in listed if each["phones"])
    del whole["name"]
    whole["phones"][0]["number"] = 5
    found = " ".join(faults("service.json", whole))
    assert "'name' is a required property" in found
    assert "$.phones[0].number" in found
