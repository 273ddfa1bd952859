"""Cards for an electronic health record, as the standard client of CDS Hooks asks for them."""

from __future__ import annotations

import json

import pytest

from finder.app import create_app
from finder.web.headers import MOST_BODY
from tests.conftest import DATA, settings_for

ADDRESS = "/cds-services/cancer-care"
ICD, SNOMED = "http://hl7.org/fhir/sid/icd-10-cm", "http://snomed.info/sct"
#: What must not come back: data of the patient that the card does not need.
SECRET = "Madeup-Secret"
ADULT = {
    "resourceType": "Patient",
    "id": SECRET,
    "name": [{"family": SECRET, "given": [SECRET]}],
    "birthDate": "1960-02-29",
    "address": [{"use": "old", "postalCode": "10001"}, {"postalCode": "59715-1234", "line": [SECRET]}],
    "communication": [
        {"language": {"coding": [{"code": "en"}]}},
        {"language": {"coding": [{"code": "es-MX"}]}, "preferred": True},
    ],
}


@pytest.fixture(scope="module")
def client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


def condition(code, system=ICD, name=None, **more):
    coding = {"system": system, "code": code, "display": name}
    return {"resource": {"resourceType": "Condition", "code": {"coding": [coding]}, **more}}


def call(*conditions, patient=ADULT, **more):
    """Return a call as the sandbox of CDS Hooks sends it."""
    return {
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "hook": "patient-view",
        "fhirServer": f"https://{SECRET}.example.org",
        "fhirAuthorization": {"access_token": SECRET},
        "context": {"userId": f"Practitioner/{SECRET}", "patientId": SECRET},
        "prefetch": {"patient": patient, "conditions": {"resourceType": "Bundle", "entry": [*conditions]}},
        **more,
    }


@pytest.fixture
def cards(client):
    def ask(*conditions, **more):
        answer = client.post(ADDRESS, json=call(*conditions, **more))
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.json["cards"]

    return ask


def test_the_service_is_found(client):
    answer = client.get("/cds-services")
    (service,) = answer.json["services"]
    assert (service["hook"], service["id"]) == ("patient-view", "cancer-care")
    assert {*service["prefetch"]} == {"patient", "conditions"}
    assert service["description"]


@pytest.mark.parametrize("address", ["/cds-services", ADDRESS])
def test_a_client_in_a_browser_may_ask_with_a_token(client, address):
    answer = client.options(address, headers={"Origin": "https://sandbox.cds-hooks.org"})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type"


def test_a_card_has_what_the_standard_requires(cards):
    (card,) = cards(condition("C50.911"))
    assert card["summary"] == "Breast cancer: guidelines and care nearby"
    assert card["indicator"] == "info"
    assert card["source"]["label"]
    assert card["source"]["url"].startswith("http")
    assert "Huntsman" in card["detail"]
    assert "Bozeman" in card["detail"]
    assert "not medical advice" in card["detail"]
    assert all((each["type"], each["url"][:4]) == ("absolute", "http") for each in card["links"])
    labels = [each["label"] for each in card["links"]]
    assert labels[0].startswith("NCI: Breast Cancer Treatment")
    assert any(each.startswith("For the patient, in Spanish: NCI:") for each in labels)
    near = next(each["url"] for each in card["links"] if "near=" in each["url"])
    assert near.endswith("/search?near=59715&cancer=breast-cancer")


def test_the_links_to_this_site_are_answered(client, cards):
    (card,) = cards(condition("C50.911"))
    own = [each["url"] for each in card["links"] if each["url"].startswith(card["source"]["url"])]
    assert len(own) == 2
    for url in own:
        assert client.get(url.removeprefix(card["source"]["url"].rstrip("/"))).status_code == 200


@pytest.mark.parametrize(
    ("conditions", "summaries"),
    [
        ([condition("C50.911"), condition("254837009", SNOMED, "Cancer of breast")], ["Breast cancer"]),
        ([condition("254837009", SNOMED, "Malignant neoplasm of breast (disorder)")], ["Breast cancer"]),
        ([condition("93761005", SNOMED, "Primary malignant neoplasm of colon (disorder)")], ["Colon cancer"]),
        ([condition("C61"), condition("C18.9")], ["Prostate cancer", "Colon cancer"]),
        ([condition("174.9", "http://hl7.org/fhir/sid/icd-9-cm")], ["Breast cancer"]),
        ([{"resource": {"resourceType": "Condition", "code": {"text": "Breast cancer"}}}], ["Breast cancer"]),
        ([condition("I10"), condition("38341003", SNOMED, "Hypertensive disorder")], []),
        ([condition("C50.911", clinicalStatus={"coding": [{"code": "resolved"}]})], []),
        ([condition("C50.911", clinicalStatus="resolved")], []),
        ([condition("C50.911", verificationStatus={"coding": [{"code": "entered-in-error"}]})], []),
        ([condition("C50.911", clinicalStatus={"coding": [{"code": "active"}]})], ["Breast cancer"]),
        ([{"resource": {"resourceType": "OperationOutcome"}}, {}], []),
        ([], []),
        ([condition(code) for code in ("C61", "C18.9", "C34.90", "C25.9", "C64.9")], [None] * 3),
    ],
)  # fmt: skip
def test_each_active_cancer_has_a_card(cards, conditions, summaries):
    found = [each["summary"].partition(":")[0] for each in cards(*conditions)]
    assert found == summaries or (None in summaries and len(found) == len(summaries))
    assert all(len(each["summary"]) < 140 for each in cards(*conditions))


def test_a_child_is_sent_where_children_are_treated(cards):
    child = {"birthDate": "2022-05-01", "address": [{"postalCode": "59101"}]}
    (card,) = cards(condition("C91.00"), patient=child)
    assert "childhood" in card["summary"].lower() or "child" in card["summary"].lower()
    assert "Primary Children" in card["detail"]


@pytest.mark.parametrize("patient", [None, {}, {"address": [{"postalCode": "K1A 0B1"}], "birthDate": "x"}])
def test_without_a_zip_code_a_card_has_documents_alone(cards, patient):
    (card,) = cards(condition("C50.911"), patient=patient)
    assert card["summary"] == "Breast cancer: guidelines"
    assert card["links"]
    assert not any("near=" in each["url"] for each in card["links"])


def test_nothing_else_of_the_patient_comes_back(client):
    answer = client.post(ADDRESS, json=call(condition("C50.911", name=SECRET, note=[{"text": SECRET}])))
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert "1960" not in answer.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b'{"hook": "\xff"}', 400),
        (json.dumps(call() | {"hook": "order-select"}).encode(), 400),
        (
            json.dumps(
                call() | {"prefetch": {"conditions": {"entry": [{"resource": {"code": 5}}]}}}
            ).encode(),
            400,
        ),
        (json.dumps(call() | {"prefetch": None}).encode(), 412),
        (json.dumps(call() | {"prefetch": {"conditions": None}}).encode(), 412),
        (b" " * (600 * 1024), 413),
    ],
    ids=str,
)
def test_a_call_that_cannot_be_answered_is_refused(client, body, status):
    answer = client.post(ADDRESS, data=body, content_type="application/json")
    assert answer.status_code == status
    if status == 400:
        assert answer.json["errors"][0]["reason"]
    assert SECRET not in answer.text


def test_a_long_list_of_conditions_is_read(client):
    many = [condition("I10", name="Hypertension " * 10) for _ in range(90)]
    sent = json.dumps(call(*many, condition("C50.911")))
    assert len(sent) > MOST_BODY
    answer = client.post(ADDRESS, data=sent, content_type="application/json")
    assert [each["summary"] for each in answer.json["cards"]] == ["Breast cancer: guidelines and care nearby"]


def test_other_services_and_methods_are_not_there(client):
    assert client.get(ADDRESS).status_code == 405
    assert client.post("/cds-services/other", json=call()).status_code == 404
    assert client.get("/cds-services?near=59715").status_code == 400
