"""Which specialists a search for a cancer proposes and lists, by the care teams of the real data/."""

import pytest

from finder.search.near import find_near
from finder.search.questions import NearQuery


def understood(real, cancer, **more):
    asked = {"near": ["59715"], "cancer": [cancer], **{name: [value] for name, value in more.items()}}
    return find_near(real, NearQuery.parse(asked)).understood


def proposed(real, cancer, **more):
    found = understood(real, cancer, **more).proposed
    return [each.specialty.slug for each in found if each.specialty]


def looked_for(real, cancer, **more):
    return [each.slug for each in understood(real, cancer, **more).looked_for]


@pytest.mark.parametrize(
    "cancer",
    ["pancreatic cancer", "bile duct cancer", "gallbladder cancer", "ampullary cancer", "stomach cancer"],
)
def test_a_cancer_surgeon_is_proposed_first_and_no_general_surgeon(real, cancer):
    assert proposed(real, cancer)[0] == "surgical-oncology"
    assert "general-surgery" not in proposed(real, cancer) + looked_for(real, cancer, specialty="surgery")


@pytest.mark.parametrize(
    ("cancer", "first"),
    [
        ("ovarian cancer", "gynecologic-oncology"),
        ("rectal cancer", "colorectal-surgery"),
        ("mouth cancer", "otolaryngology-head-neck"),
        ("chordoma", "neurosurgery"),
        ("prostate cancer", "urology"),
        ("multiple myeloma", "hematology-oncology"),
        ("childhood all", "pediatric-hematology-oncology"),
    ],
)
def test_who_leads_is_proposed_first(real, cancer, first):
    assert proposed(real, cancer)[0] == first


@pytest.mark.parametrize(
    ("cancer", "never"),
    [
        ("multiple myeloma", "orthopaedic-surgery"),
        ("breast cancer", "plastic-reconstructive"),
        ("hodgkin lymphoma", "general-surgery"),
        ("neuroblastoma", "neuropathology"),
        ("childhood all", "medical-oncology"),
        ("non-small cell lung cancer", "gynecologic-oncology"),
        ("colon cancer", "radiation-oncology"),
        ("parathyroid cancer", "medical-oncology"),
    ],
)
def test_whoever_few_patients_need_is_not_listed(real, cancer, never):
    assert never not in looked_for(real, cancer) + proposed(real, cancer)


def test_a_group_that_few_need_is_still_found_when_asked_for(real):
    assert looked_for(real, "colon cancer", specialty="radiation-oncology") == ["radiation-oncology"]
    assert looked_for(real, "small cell lung cancer", specialty="surgery") == ["thoracic-surgery"]


def test_a_surgeon_who_rebuilds_is_found_only_by_name(real):
    surgeons = looked_for(real, "breast cancer", specialty="surgery")
    assert surgeons == ["surgical-oncology", "general-surgery"]
    named = looked_for(real, "breast cancer", specialty="plastic-reconstructive")
    assert named == ["plastic-reconstructive"]


def test_a_search_for_a_child_proposes_the_childrens_team(real):
    adults = proposed(real, "burkitt lymphoma")
    children = proposed(real, "burkitt lymphoma", show="children")
    assert adults[0] == "hematology-oncology"
    assert children[0] == "pediatric-hematology-oncology"
    assert "hematology-oncology" not in children


def test_a_cancer_of_both_ages_proposes_both_teams(real):
    found = proposed(real, "osteosarcoma")
    assert {"medical-oncology", "pediatric-hematology-oncology", "orthopaedic-surgery"} <= set(found)


def test_medical_oncology_for_a_childhood_cancer_means_childrens_oncologists(real):
    found = looked_for(real, "childhood aml", specialty="medical-oncology")
    assert found == ["pediatric-hematology-oncology"]


def test_doctors_who_report_two_fields_are_listed_under_both(real):
    assert {"anatomic", "anatomic-and-clinical", "hematology-oncology"} <= set(
        looked_for(real, "breast cancer")
    )


def test_a_proposed_doctor_is_called_what_they_are_for_this_cancer(real):
    doctors = [each.doctor for each in understood(real, "thyroid cancer").proposed]
    assert doctors[0] == "endocrine surgeon for thyroid and other glands"


def test_a_question_carries_the_advice_on_volume_of_its_cancer(real):
    assert "surgery of the pancreas" in understood(real, "pancreatic cancer").volume.advice
    assert understood(real, "dcis").volume is None


@pytest.mark.parametrize(
    ("cancer", "leader"),
    [
        ("glioblastoma", "brain tumor doctor (neuro-oncologist)"),
        ("conjunctival melanoma", "eye cancer surgeon (ocular oncologist)"),
        ("melanoma", "skin doctor (dermatologist)"),
        ("liver cancer", "liver doctor (hepatologist)"),
        ("men1", "hormone doctor (endocrinologist)"),
        ("childhood thyroid cancer", "children's hormone doctor (pediatric endocrinologist)"),
    ],
)
def test_a_leader_who_cannot_be_searched_for_is_proposed_too(real, cancer, leader):
    first = understood(real, cancer).proposed[0]
    assert (first.doctor, first.specialty) == (leader, None)


def test_the_first_surgeon_whom_a_source_names_is_listed_where_only_some_need_one(real):
    assert "thoracic-surgery" in looked_for(real, "gastroesophageal junction cancer")
    assert "neurosurgery" in looked_for(real, "brain metastases")
    assert "otolaryngology-head-neck" not in looked_for(real, "cancer of unknown primary")
