"""Every resource is valid FHIR, has what its profile of Plan-Net requires, and refers to what exists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from fhir.resources.R4B import get_fhir_model_class

from finder.formats.fhir.every import TYPES
from finder.formats.json.encode import Json
from tests.conftest import ROOT

#: What the profiles of Plan-Net 1.2, and those of US Core 3.1.1 that they rest on, require.
REQUIRED = {
    "Organization": {"active", "type", "name", "address"},
    "Location": {"status", "name"},
    "Practitioner": {"active", "identifier", "name"},
    "PractitionerRole": {"active", "practitioner"},
    "HealthcareService": {"active", "category"},
    "OrganizationAffiliation": {"active", "organization"},
}
PROFILE = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/plannet-"
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


@pytest.fixture(scope="session", params=["made_up", "curated"])
def resources(request: pytest.FixtureRequest) -> list[Json]:
    found: list[Json] = request.getfixturevalue(request.param)
    return found


def _values(value: object, name: str) -> Iterator[object]:
    """Yield every value with a name anywhere inside."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and name in value:
        yield value[name]
    for each in inside:
        yield from _values(each, name)


def test_every_resource_is_valid(resources: list[Json]):
    for each in resources:
        get_fhir_model_class(each["resourceType"]).model_validate(each)


def test_every_type_is_there(made_up: list[Json]):
    assert {each["resourceType"] for each in made_up} == set(TYPES)


def test_ids_are_unique_and_allowed(resources: list[Json]):
    ids = Counter((each["resourceType"], each["id"]) for each in resources)
    assert max(ids.values()) == 1
    assert all(ID.fullmatch(each) for _, each in ids)


def test_every_reference_exists(resources: list[Json]):
    there = {f"{each['resourceType']}/{each['id']}" for each in resources}
    asked = {reference for each in resources for reference in _values(each, "reference")}
    assert asked
    assert asked - there == set()


def test_the_profile_and_what_it_requires_are_there(resources: list[Json]):
    for each in resources:
        kind = each["resourceType"]
        if kind in REQUIRED:
            assert each["meta"]["profile"] == [PROFILE + kind]
            assert REQUIRED[kind] <= each.keys()


def test_a_role_has_a_telephone_number_or_says_that_its_endpoint_is_not_known(made_up: list[Json]):
    roles = [each for each in made_up if each["resourceType"] == "PractitionerRole"]
    assert {"telecom", "endpoint"} == {
        name for each in roles for name in each if name in ("telecom", "endpoint")
    }
    assert all(("telecom" in each) != ("endpoint" in each) for each in roles)


def test_every_own_code_is_in_its_code_system(resources: list[Json]):
    systems = {
        each["url"]: {concept["code"] for concept in each["concept"]}
        for each in resources
        if each["resourceType"] == "CodeSystem"
    }
    codings = [coding for each in resources for found in _values(each, "coding") for coding in found]
    codings += [coding for each in resources for coding in _values(each, "valueCoding")]
    own = [each for each in codings if each["system"].startswith("urn:finder:")]
    assert {each["system"] for each in own} == systems.keys()
    assert not [each for each in own if each["code"] not in systems[each["system"]]]


def test_nothing_is_empty(resources: list[Json]):
    def values(value: object) -> Iterator[object]:
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield each
            yield from values(each)

    assert not [each for one in resources for each in values(one) if each in (None, "", [], {})]


def test_every_own_extension_and_code_is_documented(made_up: list[Json]):
    text = (ROOT / "docs" / "fhir.md").read_text("utf-8")
    urls = {url for each in made_up for url in _values(each, "url") if str(url).startswith("urn:finder:")}
    own = {str(url).removeprefix("urn:finder:").removeprefix("set:") for url in urls}
    assert {each for each in own if f"`{each}`" not in text and f"`urn:finder:{each}`" not in text} == set()
