"""What the CapabilityStatement of Da Vinci PDEX Plan-Net 1.2 requires works, or is refused if strict."""

from __future__ import annotations

import pytest

from finder.search.fhir.parameters import BY_TYPE, includes_of, revincludes_of

#: The parameters that a server SHALL have, and those that references are followed by, by type.
REQUIRED = {
    "Organization": "partof endpoint address name _id _lastUpdated type coverage-area",
    "Location": (
        "partof organization endpoint address-city address-state address-postalcode address type _id"
        " _lastUpdated"
    ),
    "Practitioner": "name _id _lastUpdated family given",
    "PractitionerRole": (
        "practitioner organization location service network endpoint role specialty _id _lastUpdated"
    ),
    "HealthcareService": (
        "location coverage-area organization endpoint name service-category service-type specialty _id"
        " _lastUpdated"
    ),
    "OrganizationAffiliation": (
        "primary-organization participating-organization location service network endpoint role specialty _id"
        " _lastUpdated"
    ),
}
OF_ORGANIZATION = "name address partof type"
OF_LOCATION = "address address-postalcode address-city address-state organization type"
CHAINS = {
    ("Organization", "partof"): "name address type",
    ("Location", "partof"): "type address organization",
    ("Location", "organization"): OF_ORGANIZATION,
    ("PractitionerRole", "practitioner"): "name",
    ("PractitionerRole", "organization"): OF_ORGANIZATION,
    ("PractitionerRole", "location"): OF_LOCATION,
    ("PractitionerRole", "service"): "service-category organization location",
    ("HealthcareService", "location"): OF_LOCATION,
    ("HealthcareService", "organization"): OF_ORGANIZATION,
    ("OrganizationAffiliation", "primary-organization"): OF_ORGANIZATION,
    ("OrganizationAffiliation", "participating-organization"): OF_ORGANIZATION,
    ("OrganizationAffiliation", "location"): OF_LOCATION,
    ("OrganizationAffiliation", "service"): "service-category organization location",
}
REVINCLUDES = {
    "Organization": (
        "HealthcareService:organization OrganizationAffiliation:primary-organization"
        " PractitionerRole:organization OrganizationAffiliation:participating-organization"
    ),
    "Location": "HealthcareService:location OrganizationAffiliation:location PractitionerRole:location",
    "Practitioner": "PractitionerRole:practitioner",
    "HealthcareService": "PractitionerRole:service OrganizationAffiliation:service",
}
REFUSED = {"endpoint", "network", "coverage-area"}


@pytest.mark.parametrize("type_", REQUIRED)
def test_a_required_parameter_works_or_is_refused(fhir, type_):
    for code in REQUIRED[type_].split():
        assert type_ in BY_TYPE[type_][code].required, code
        answer = fhir.get(f"/fhir/{type_}?{code}=gt2020", headers={"Prefer": "handling=strict"})
        assert answer.status_code == (400 if code in REFUSED else 200), code
    marked = {code for code, each in BY_TYPE[type_].items() if type_ in each.required}
    assert marked == set(REQUIRED[type_].split())


@pytest.mark.parametrize(("type_", "reference"), CHAINS)
def test_a_required_chain_works(fhir, type_, reference):
    for code in CHAINS[type_, reference].split():
        asked = f"/fhir/{type_}?{reference}.{code}=x"
        assert fhir.get(asked, headers={"Prefer": "handling=strict"}).status_code == 200, asked


@pytest.mark.parametrize("type_", REQUIRED)
def test_required_includes_work_or_are_refused(fhir, type_):
    references = {code for code in REQUIRED[type_].split() if BY_TYPE[type_][code].kind == "reference"}
    assert includes_of(type_) == tuple(
        f"{type_}:{code}" for code in BY_TYPE[type_] if code in references - REFUSED
    )
    assert set(REVINCLUDES.get(type_, "").split()) <= set(revincludes_of(type_))
    for code in references & REFUSED:
        asked = f"/fhir/{type_}?_include={type_}:{code}"
        assert fhir.get(asked, headers={"Prefer": "handling=strict"}).status_code == 400
        assert fhir.get(asked).status_code == 200
