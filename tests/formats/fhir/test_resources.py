"""What each FHIR resource says of a record."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from fhir.resources.R4B import get_fhir_model_class

from finder.domain.care import CareSite, Ccn
from finder.domain.clinicians import Clinician, Hospital, Practice, PracticePhone, Reported
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.formats import proper_names
from finder.formats.fhir.code_system import code_systems
from finder.formats.fhir.document_reference import document_reference
from finder.formats.fhir.healthcare_service import healthcare_services
from finder.formats.fhir.location import location_of_number
from finder.formats.fhir.organization import organization, organization_name, organization_reference
from finder.formats.fhir.organization_affiliation import organization_affiliation
from finder.formats.fhir.parts import contacts, elements
from finder.formats.fhir.practice_location import practice_location
from finder.formats.fhir.practitioner import practitioner
from finder.formats.fhir.practitioner_role import practitioner_roles, role_of_number
from finder.formats.json.encode import Json, encode
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, catalog_of
from finder.store.read_guidelines import all_guidelines
from finder.store.read_records import care_site_named, every_record, hospital_with
from tests.people_world import AT_CENTER, CLINICS, MIDDLE, NOWHERE, TWICE, WORKERS

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
NUCC = "http://nucc.org/provider-taxonomy"


@pytest.fixture(scope="session")
def catalog(people: Snapshot) -> Catalog:
    return catalog_of(people)


def _site(snapshot: Snapshot, kind: Kind, slug: str) -> CareSite:
    with snapshot.connect() as connection:
        found = care_site_named(connection, kind, slug)
    assert found
    return found


def _extensions(element: Json) -> dict[str, Json]:
    return {each["url"].rpartition("/")[2]: each for each in element.get("extension", ())}


def test_a_resource_says_when_the_directory_was_built_and_where_it_comes_from(people, catalog):
    site = _site(people, Kind.CENTER, "example-boston")
    meta = organization(site, catalog)["meta"]
    assert meta["lastUpdated"] == catalog.built_at
    assert meta["source"] == catalog.sources[site.origin.source].url
    checked = site.origin.checked or catalog.sources[site.origin.source].as_of
    assert meta["extension"][0]["valueDateTime"] == checked


def test_a_fact_of_another_source_says_so_and_one_of_the_same_does_not(people, catalog):
    site = _site(people, Kind.CENTER, "example-boston")
    for phone, made in zip(site.phones, organization(site, catalog)["telecom"], strict=False):
        assert ("urn:finder:origin" in _extensions(made)) == (phone.origin != site.origin)
        assert _extensions(made)["urn:finder:purpose"]["valueString"] == phone.purpose


def test_a_designation_is_a_qualification_and_a_claim_is_none(people, catalog):
    for slug in ("example-boston", "example-denver"):
        site = _site(people, Kind.CENTER, slug)
        made = organization(site, catalog)["extension"]
        kinds = [each["url"].rpartition("/")[2] for each in made]
        assert kinds.count("qualification") == len(site.designations)
        assert kinds.count("urn:finder:claim") == len(site.claims)


def test_a_center_that_treats_nobody_is_no_facility_and_has_no_service(people, catalog):
    site = _site(people, Kind.CENTER, "example-laboratory")
    assert organization(site, catalog)["type"][0]["coding"][0]["code"] == "atyprv"
    assert healthcare_services(site, catalog) == []


@pytest.mark.parametrize(
    ("relation", "use"), [(None, "official"), ("own", "official"), ("host hospital", "secondary")]
)
def test_the_number_of_a_host_hospital_is_a_secondary_one(people, catalog, relation, use):
    number = Ccn("990001", Origin("example-list"), "Example Hospital", relation)
    (made,) = organization(replace(_site(people, Kind.CENTER, "example-boston"), ccn=number), catalog)[
        "identifier"
    ]
    assert made["system"] == "urn:oid:2.16.840.1.113883.4.336"
    assert made["value"] == "990001"
    assert made["use"] == use
    assert ("Example Hospital" in made["type"]["text"]) is (use == "secondary")


def test_a_center_without_a_clinic_names_the_place_that_treats_its_patients(people, catalog):
    site = replace(_site(people, Kind.CENTER, "example-laboratory"), treated_at="centers/example-boston")
    of_partners = replace(site, treated_at=None, partners=("example-boston",))
    for each in (site, of_partners):
        found = _extensions(organization(each, catalog))["urn:finder:treated-at"]
        assert found["valueReference"]["reference"] == "Organization/center-example-boston"


def test_a_place_of_unknown_groups_has_one_service_without_a_specialty(people, catalog):
    site = replace(_site(people, Kind.CENTER, "example-boston"), groups=(), groups_origin=None)
    (service,) = healthcare_services(site, catalog)
    assert service["id"] == "center-example-boston-cancer-care"
    assert "specialty" not in service


def test_whom_a_place_treats_is_said_only_where_it_is_known(people, catalog):
    site = _site(people, Kind.CENTER, "example-boston")
    known = {each for each in ("adults", "children") if site.treated(each) == "yes"}
    for service in healthcare_services(site, catalog):
        said = {each["code"]["coding"][0]["code"] for each in service.get("eligibility", ())}
        assert said == known


def test_a_position_that_is_not_of_the_address_says_of_what_it_is(people, catalog):
    number = TWICE.practices.index(MIDDLE) + 1
    about = location_of_number(TWICE, number, catalog)["position"]
    assert (about["latitude"], about["longitude"]) == (MIDDLE.latitude, MIDDLE.longitude)
    assert _extensions(about)["urn:finder:position-of"]["valueCode"] == "zip"
    exact = location_of_number(AT_CENTER, 1, catalog)["position"]
    assert "extension" not in exact


def test_a_practice_without_a_point_has_no_position(catalog):
    assert "position" not in location_of_number(NOWHERE, 1, catalog)


@pytest.mark.parametrize("kind", [Kind.CLINICIAN, Kind.CLINIC])
@pytest.mark.parametrize("name", [None, "", 'MADE "UP" \\ CLINIC', "Clínica Ñ & Co."])
@pytest.mark.parametrize("exactness", ["street", "zip", "city", None])
def test_the_text_of_a_practice_says_what_other_resources_say_of_it(kind, name, exactness, catalog):
    phones = (PracticePhone("+1-617-555-0100", "nppes"), PracticePhone("+1-617-555-0101", "cms-clinicians"))
    practice = msgspec.structs.replace(
        MIDDLE, name=name, exactness=exactness, phones=phones, site="centers/example-boston", longitude=-71.0
    )
    one = msgspec.structs.replace(TWICE, kind=kind, organization="MADE UP LLC", practices=(practice,))
    text = practice_location(one, 1, catalog)
    found = msgspec.json.decode(text)
    assert encode(found) == text  # no name comes twice
    origin = elements.origin_of(one)
    whose = organization_name(one)
    assert found["name"] == (proper_names.title(name) if name else whose)
    assert found["telecom"] == contacts.telecom_of_practice(practice, origin)
    assert found["address"] == contacts.address_of(practice)
    assert found["position"] == contacts.position(practice.point, exactness)
    assert found["partOf"] == {"reference": "Location/center-example-boston"}
    is_clinic = kind is Kind.CLINIC
    assert found.get("managingOrganization") == (organization_reference(one) if is_clinic else None)


def test_the_text_of_a_practice_without_anything_else_has_nothing_else(catalog):
    bare = msgspec.structs.replace(TWICE, practices=(Practice("Nowhere", "MA", ""),), last="", first="")
    bare = msgspec.structs.replace(bare, middle="", suffix="", sources=())
    found = location_of_number(bare, 1, catalog)
    assert set(found) == {"resourceType", "id", "meta", "status", "_name", "address"}
    assert found["address"]["text"] == "Nowhere, MA"


def test_one_role_is_that_among_all_of_them(people, catalog):
    with people.connect() as connection:
        every = [each for _, each in every_record(connection)]
    hospitals = {each.ccn: each for each in every if isinstance(each, Hospital)}
    clinicians = [each for each in every if isinstance(each, Clinician) and each.kind is Kind.CLINICIAN]
    roles = [(each, practitioner_roles(each, hospitals, catalog)) for each in clinicians]
    assert any(len(found) > len(each.practices) > 0 for each, found in roles)
    for each, found in roles:
        assert [role_of_number(each, at, hospitals, catalog) for at in range(len(found))] == found


def test_a_withheld_street_is_left_out_and_a_box_is_for_letters(catalog):
    practice = msgspec.structs.replace(MIDDLE, street=None, withheld=True, mailing_only=True)
    clinician = msgspec.structs.replace(TWICE, practices=(practice,))
    address = location_of_number(clinician, 1, catalog)["address"]
    assert "line" not in address
    assert address["type"] == "postal"
    assert address["postalCode"] == practice.zip


def test_a_practice_at_a_center_is_part_of_its_location(catalog):
    assert (
        location_of_number(AT_CENTER, 1, catalog)["partOf"]["reference"] == "Location/center-example-boston"
    )
    (role,) = practitioner_roles(AT_CENTER, {}, catalog)
    assert role["organization"]["reference"] == "Organization/center-example-boston"


@pytest.mark.parametrize("clinician", WORKERS[:12], ids=lambda each: each.npi)
def test_what_medicare_does_not_say_of_a_clinician_is_not_said(clinician, catalog):
    said = {
        name.rpartition(":")[2]: each["valueBoolean"]
        for name, each in _extensions(practitioner(clinician, catalog)).items()
    }
    answers = {"telehealth": clinician.telehealth, "accepts-medicare-assignment": clinician.assignment}
    assert said == {name: each for name, each in answers.items() if each is not None}
    assert (
        practitioner(clinician, catalog).get("gender")
        == {"F": "female", "M": "male", None: None}[clinician.sex]
    )


def test_a_practitioner_has_names_degrees_and_npi(catalog):
    clinician = msgspec.structs.replace(
        WORKERS[0], credentials="M.D., XYZ", suffix="JR", middle="Q", other_last="OLDMADEUP"
    )
    made = practitioner(clinician, catalog)
    assert made["identifier"][0]["system"] == "http://hl7.org/fhir/sid/us-npi"
    assert made["identifier"][0]["value"] == clinician.npi
    first, other = made["name"]
    assert first == {
        "text": "Anna Q. Madeup Jr., MD, XYZ", "family": "Madeup", "given": ["Anna", "Q."],
        "suffix": ["Jr.", "MD", "XYZ"],
    }  # fmt: skip
    assert other["family"] == "Oldmadeup"
    assert [each["code"]["text"] for each in made["qualification"]] == ["MD", "XYZ"]
    assert [bool(each["code"].get("coding")) for each in made["qualification"]] == [True, False]


def test_a_specialty_has_the_codes_that_the_record_reports(catalog):
    clinician = msgspec.structs.replace(
        WORKERS[0],
        specialties=(Reported("radiation-oncology", ("nppes",)), Reported("surgery", ("cms-clinicians",))),
        taxonomies=("2085R0203X", "207R00000X"),
    )
    role = practitioner_roles(clinician, {}, catalog)[0]
    codes = [[each["code"] for each in one["coding"] if each["system"] == NUCC] for one in role["specialty"]]
    assert codes == [["2085R0203X"], ["208600000X"], ["207R00000X"]]
    assert [each["coding"][0]["code"] for each in role["code"]] == ["ph"]


def test_a_clinician_whose_role_is_not_known_has_no_code(catalog):
    assert "code" not in practitioner_roles(WORKERS[0], {}, catalog)[0]


def test_a_clinic_is_an_organization_with_its_npi(catalog):
    clinic = CLINICS[0]
    made = organization(clinic, catalog)
    assert made["id"] == f"clinic-{clinic.npi}"
    assert made["identifier"][0]["value"] == clinic.npi
    assert made["alias"] == ["Made Up Downtown Office"]
    (service,) = healthcare_services(clinic, catalog)
    assert service["location"] == [{"reference": f"Location/practice-{clinic.npi}-1"}]


def test_a_clinic_without_an_address_says_that_it_is_not_known(catalog):
    (address,) = organization(msgspec.structs.replace(CLINICS[0], practices=()), catalog)["address"]
    assert _extensions(address)["data-absent-reason"]["valueCode"] == "unknown"


def test_a_place_of_a_center_is_affiliated_with_it_and_part_of_it_if_the_center_runs_it(people, catalog):
    site = _site(people, Kind.SITE, "example-rockies-foothills-fort-collins-co")
    for relation, part_of in (("own", True), ("linked", False)):
        of_center = replace(site, relation=relation)
        made = organization_affiliation(of_center, catalog)
        assert made is not None
        assert made["organization"]["reference"] == f"Organization/center-{site.center}"
        assert made["code"][0]["coding"][1]["code"] == relation
        assert ("partOf" in organization(of_center, catalog)) is part_of
    assert organization_affiliation(replace(site, center=None), catalog) is None


def test_a_document_has_title_and_link_and_one_that_is_gone_has_no_link(people, catalog):
    with people.connect() as connection:
        document = all_guidelines(connection)[0]
    made = document_reference(document, ["breast-cancer"], catalog)
    assert made["content"][0]["attachment"]["url"] == document.url
    assert made["context"]["event"][0]["coding"][0]["code"] == "breast-cancer"
    gone = document_reference(replace(document, status="gone"), [], catalog)
    assert gone["status"] == "superseded"
    assert "url" not in gone["content"][0]["attachment"]
    assert "context" not in gone


def test_a_name_that_is_missing_is_said_to_be_unknown(catalog):
    clinic = msgspec.structs.replace(CLINICS[0], organization="")
    clinician = msgspec.structs.replace(WORKERS[0], last="")
    unknown = {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}
    for made in (organization(clinic, catalog), practitioner(clinician, catalog)):
        get_fhir_model_class(made["resourceType"]).model_validate(made)
    assert organization(clinic, catalog)["_name"] == unknown
    assert practitioner(clinician, catalog)["name"][0]["_family"] == unknown


def test_a_service_of_a_hospital_has_the_subspecialties_of_its_team(people, catalog):
    with people.connect() as connection:
        hospital = hospital_with(connection, "990001")
    assert hospital
    for service in healthcare_services(hospital, catalog):
        group = service["id"].removeprefix("hospital-990001-")
        slugs = [each["coding"][-1]["code"] for each in service["specialty"]]
        of_group = {slug for slug in hospital.subspecialties if group in catalog.specialties[slug].groups}
        assert slugs[0] == group
        assert set(slugs[1:]) == of_group
        assert service["extension"][-1]["valueInteger"] == hospital.team[group]


def test_a_cancer_type_has_its_codes_and_its_name_in_spanish(real):
    systems = {each["id"]: each for each in code_systems(catalog_of(real))}
    cancers = {each["code"]: each for each in systems["cancer"]["concept"]}
    breast = cancers["breast-cancer"]
    assert {"code": "icd10cm", "valueCoding": {"system": ICD_10_CM, "code": "C50"}} in breast["property"]
    assert {each["language"] for each in breast["designation"]} == {"es"}
    parents = {
        one["valueCode"]
        for each in cancers.values()
        for one in each.get("property", ())
        if "valueCode" in one
    }
    assert parents <= cancers.keys()
