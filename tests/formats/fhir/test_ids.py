"""Ids of FHIR resources: every key has one of its own, and always the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.kinds import Kind
from finder.formats.fhir import ids

KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=90)
KINDS = st.sampled_from(list(ids.ORGANIZATIONS.values()))
ALLOWED = re.compile(r"[A-Za-z0-9\-.]{1,64}")
LONG = "an-example-of-a-hospital-with-the-longest-name-of-all-springfield"


@given(KINDS, KEYS, KEYS, st.sampled_from(("surgery", "radiation-oncology", "cancer-care")))
def test_ids_are_allowed_and_different_for_different_keys(kind, key, other, service):
    made, of_other = ids.id_of(kind, key), ids.id_of(kind, other)
    assert ALLOWED.fullmatch(made)
    assert ALLOWED.fullmatch(ids.service_id(made, service))
    assert (made == of_other) is (key == other)
    assert (ids.service_id(made, service) == ids.service_id(of_other, service)) is (key == other)


def test_a_short_key_is_in_its_id_and_a_long_one_is_cut():
    assert ids.id_of(Kind.CENTER, "huntsman") == "center-huntsman"
    made = ids.id_of(Kind.SITE, LONG)
    assert re.fullmatch(r"site-an-example-of-a-hospital-.*\.[0-9a-f]{8}", made)
    assert len(made) == 64
    service = ids.service_id(made, "radiation-oncology")
    assert len(service) == 64
    assert service.endswith(f"{made[-9:]}-radiation-oncology")


def test_other_characters_are_replaced():
    assert re.fullmatch(r"a-b-c\.[0-9a-f]{8}", ids.fitted("a_b/c"))
    assert ids.fitted("a_b/c") != ids.fitted("a/b_c")


def test_a_path_that_is_none_has_no_id():
    assert ids.id_of_path("centers/huntsman") == "center-huntsman"
    with pytest.raises(ValueError, match="nowhere"):
        ids.id_of_path("nowhere")
