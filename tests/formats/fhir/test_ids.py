"""Ids of FHIR resources: every key has one, and it leads back to the key."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.formats.fhir import ids
from finder.formats.fhir.healthcare_service import read_service_id

KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=90)
ALLOWED = re.compile(r"[A-Za-z0-9\-.]{1,64}")


@given(st.sampled_from(list(ids.ORGANIZATIONS.values())), KEYS)
def test_an_id_is_allowed_and_leads_back_to_its_key(kind, key):
    made = ids.id_of(kind, key)
    assert ALLOWED.fullmatch(made)
    read = ids.read(made)
    assert read is not None
    assert read.kind is kind
    assert key.startswith(read.key)
    assert read.is_of(key)
    assert not read.is_of(f"{key}x")


@given(
    st.sampled_from(("center", "program", "site")),
    KEYS,
    st.sampled_from(("surgery", "radiation-oncology", "cancer-care")),
)
def test_the_id_of_a_service_leads_back_to_its_organization(kind, key, service):
    kind = ids.ORGANIZATIONS[kind]
    made = ids.service_id(ids.id_of(kind, key), service)
    assert ALLOWED.fullmatch(made)
    found = read_service_id(made)
    assert found is not None
    assert found[1] == service
    read = ids.read(found[0])
    assert read is not None
    assert read.is_of(key)


def test_a_service_of_a_hospital_or_a_clinic_is_named_after_it():
    assert read_service_id("hospital-019003-surgery") == ("hospital-019003", "surgery")
    assert read_service_id("clinic-2000000655-oncology-clinic") == ("clinic-2000000655", "oncology-clinic")


def test_a_practice_and_a_role_lead_back_to_the_clinician():
    assert ids.read_practice(ids.practice_id("1003000126", 2)) == ("1003000126", 2)
    assert ids.read_role(ids.role_id("1003000126", 2)) == ids.RoleKey("1003000126", 2)
    assert ids.read_role(ids.role_id("1003000126", "01234F")) == ids.RoleKey("1003000126", ccn="01234F")


@pytest.mark.parametrize(
    "wrong", ["", "center", "center-", "doctor-1", "practice-1003000126-1", "1003000126"]
)
def test_what_is_no_organization_is_not_read(wrong):
    assert ids.read(wrong) is None


@pytest.mark.parametrize(
    "wrong", ["", "practice-1003000126", "practice-1003000126-0", "practice-100300012-1"]
)
def test_what_is_no_practice_is_not_read(wrong):
    assert ids.read_practice(wrong) is None


@pytest.mark.parametrize("wrong", ["", "1003000126", "1003000126-0", "1003000126-12345F7", "x-1"])
def test_what_is_no_role_is_not_read(wrong):
    assert ids.read_role(wrong) is None


def test_a_path_that_is_none_has_no_id():
    with pytest.raises(ValueError, match="nowhere"):
        ids.id_of_path("nowhere")
