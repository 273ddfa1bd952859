"""The OpenAPI document: valid, true to the parameters that are read, and to every answer."""

import re
from urllib.parse import parse_qs

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from finder.web.api.operations import OPERATIONS

#: What an answer is held against: what the document says of it, and that nothing breaks.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: The answers are read in the process, where nothing unpacks them.
AS_IT_IS = {"Accept-Encoding": "identity"}


@pytest.fixture
def document(client):
    return client.get("/api/v1/openapi.json").json


def test_the_document_is_valid(document):
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    assert document["openapi"].startswith("3.1")


def test_every_operation_is_in_the_document_with_its_formats(document):
    for each in OPERATIONS:
        path = re.sub(r"<(\w+)>", r"{\1}", each.path)
        assert "get" in document["paths"][path]
        for ending in each.formats:
            assert "get" in document["paths"][f"{path}.{ending}"]


def test_every_schema_that_is_referred_to_is_there(document):
    text = str(document)
    named = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert named <= set(document["components"]["schemas"])
    assert len(named) > 40


@pytest.mark.parametrize("each", OPERATIONS, ids=lambda each: each.path)
def test_exactly_the_documented_parameters_are_read(client, each):
    path = re.sub(r"<\w+>", "1", each.path)
    answer = client.get(f"/api/v1{path}", query_string={"no-such-field": "1"})
    assert answer.status_code == 400
    hint = next(one["hint"] for one in answer.json["errors"] if one["field"] == "no-such-field")
    listed = re.search(r"The fields are: (.*)\.", hint)
    assert set(listed[1].split(", ") if listed else ()) == {one.name for one in each.parameters}


def test_the_readable_page_has_every_address_and_needs_no_other_host(client):
    page = client.get("/api/v1/").text
    for each in OPERATIONS:
        assert re.sub(r"<(\w+)>", r"{\1}", each.path) in page
    sources = re.findall(r'(?:src|href)="(https?://[^"]*)"', page)
    assert not [each for each in sources if re.search(r"\.(js|css)\b", each)]


@pytest.fixture(scope="session")
def schema(app):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize("each", OPERATIONS, ids=lambda each: each.path)
def test_no_question_breaks_the_server_or_has_an_undocumented_answer(schema, each):
    path = re.sub(r"<(\w+)>", r"{\1}", each.path)

    for asked in (path, *(f"{path}.{ending}" for ending in each.formats)):

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=schema[asked]["GET"].as_strategy())
        def ask(case):
            case.call_and_validate(checks=CHECKS, headers=AS_IT_IS)

        ask()


@pytest.mark.parametrize("each", OPERATIONS, ids=lambda each: each.path)
def test_an_address_that_is_too_long_has_a_documented_answer(schema, each):
    path = re.sub(r"<(\w+)>", r"{\1}", each.path)
    if "{" in path:
        case = schema[path]["GET"].Case(path_parameters={re.findall(r"{(\w+)}", path)[0]: "x" * 600})
    else:
        case = schema[path]["GET"].Case(query={"near": "x" * 20_000})
    assert case.call_and_validate(checks=CHECKS, headers=AS_IT_IS).status_code == 414


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("search", "near=02115"),
        ("search", "near=Boston, MA&cancer=breast cancer&specialty=surgery&detail=full"),
        ("search", "near=02115&show=children&order=specialized&limit=3"),
        ("guidelines", "cancer=breast cancer&limit=2"),
        ("cancers", "q=brest"),
        ("cancers", "q=ALL"),
        ("cancers/{slug}", "slug=breast-cancer&near=02115"),
        ("centers/{slug}", "slug=example-boston"),
        ("centers", "detail=full"),
        ("places", "q=Springfield"),
        ("places", "q=02115"),
        ("find", "name=example&near=02115"),
        ("shortlist", "pick=centers/example-boston&pick=programs/nobody&near=02115"),
        ("helplines", ""),
        ("emergencies", ""),
        ("second-opinion", ""),
        ("specialties", ""),
    ],
)
def test_answers_are_as_documented(schema, path, asked):
    values = parse_qs(asked)
    keys = {name: values.pop(name)[0] for name in re.findall(r"{(\w+)}", path)}
    case = schema[f"/{path}"]["GET"].Case(path_parameters=keys, query=values)
    assert case.call_and_validate(checks=CHECKS, headers=AS_IT_IS).status_code == 200
