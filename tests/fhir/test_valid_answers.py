"""Bundles, outcomes and the CapabilityStatement are valid FHIR, whatever is asked."""

from __future__ import annotations

import warnings
from urllib.parse import urlencode

import pytest
from fhir.resources.R4B import get_fhir_model_class
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.search.fhir.parameters import BY_TYPE, TYPES, includes_of, revincludes_of


def check(resource) -> None:
    get_fhir_model_class(resource["resourceType"]).model_validate(resource)


@pytest.mark.parametrize(
    "path",
    [
        "metadata", "metadata?mode=terminology", "Location", "Location?near=42.3427|-71.0922|50|mi",
        "Location?_count=0",
        "PractitionerRole?_include=PractitionerRole:*&_include:iterate=Location:partof",
        "Organization?_revinclude=HealthcareService:organization&colour=blue", "Location?name=nobody+at+all",
        "Location/nobody", "Location?near=x&_count=x", "Patient", "Location?_format=xml",
        "DocumentReference?_summary=true", "PractitionerRole?_elements=location", "CodeSystem", "ValueSet",
    ],
)  # fmt: skip
def test_answers_are_valid(fhir, path):
    check(fhir.get(f"/fhir/{path}").json)


CODES = sorted({code for type_ in TYPES for code in BY_TYPE[type_]})
MODIFIERS = (
    "",
    ":exact",
    ":contains",
    ":missing",
    ":not",
    ":text",
    ":above",
    ":",
    ":Organization",
    ":iterate",
)
RESULTS = (
    "_count", "_offset", "_directory", "_include", "_revinclude", "_summary", "_elements", "_total", "_sort",
    "_format", "_has:PractitionerRole:location:specialty", "_has:", "_has:a:b:c", "_contained", "near",
)  # fmt: skip
NAMES = st.one_of(
    st.builds(lambda code, modifier: code + modifier, st.sampled_from(CODES), st.sampled_from(MODIFIERS)),
    st.builds(lambda first, second: f"{first}.{second}", st.sampled_from(CODES), st.sampled_from(CODES)),
    st.sampled_from(RESULTS),
    st.text(max_size=12),
)
VALUES = st.one_of(
    st.sampled_from(
        (
            "", " ", ",", "|", "\\", "\\,", "a\\", "|||", "true", "false", "Boston", "HOSP", "Location/x",
            "http://localhost/fhir/Location/x", "42|-71", "42.3427|-71.0922|50|mi", "NaN|NaN",
            "1e308|1e308|1e308", "-0|-0|-0|km", "2026", "ge2026-11-30T10:00:00Z", "0001", "9999-12-31",
            "ap0001-01-01T00:00:00+14:00", "lt9999-12-31T23:59:59-14:00",
            "2026-11-30T10:00:00.123456789+99:99",
            "0", "1", "999999999999999999999", "-1", "PractitionerRole:location", "Location:organization",
            "PractitionerRole:*", "*", "name,id", "_id", "urn:finder:kind|", "|hospital", "count", "text",
            "data",
            "\x00", "\ufffe",
        )
    ),
    st.sampled_from([*includes_of("PractitionerRole"), *revincludes_of("Location")]),
    st.floats().map(str),
    st.integers().map(str),
    st.text(max_size=40),
    st.builds(lambda *each: "|".join(each), *[st.floats().map(str)] * 3),
)  # fmt: skip


@settings(max_examples=400)
@given(
    type_=st.sampled_from(TYPES),
    asked=st.lists(st.tuples(NAMES, VALUES), max_size=5),
    strict=st.booleans(),
    posted=st.booleans(),
)
def test_no_question_breaks_the_server(people_app, type_, asked, strict, posted):
    client = people_app.test_client()
    headers = {"Prefer": "handling=strict"} if strict else {}
    query = urlencode(asked, errors="replace")
    if posted:
        form = "application/x-www-form-urlencoded"
        answer = client.post(f"/fhir/{type_}/_search", data=query, content_type=form, headers=headers)
    else:
        answer = client.get(f"/fhir/{type_}?{query}", headers=headers)
    assert answer.status_code in (200, 400, 406), answer.data
    assert answer.mimetype == "application/fhir+json"
    assert answer.json["resourceType"] == ("Bundle" if answer.status_code == 200 else "OperationOutcome")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check(answer.json)


@given(text=st.text(max_size=80))
def test_no_id_breaks_the_server(people_app, text):
    answer = people_app.test_client().get("/fhir/Location/" + urlencode({"": text})[1:])
    assert answer.status_code in (200, 308, 400, 404), answer.data
