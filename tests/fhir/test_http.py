"""FHIR over HTTP: reading, pages, formats, errors and caching."""

from __future__ import annotations

from itertools import pairwise

import pytest

from finder.app import create_app
from finder.search.fhir.parameters import BY_TYPE, TYPES, includes_of, revincludes_of
from finder.settings import Settings
from tests.fhir.conftest import link_of, pages, resources_in

STRICT = {"Prefer": "handling=strict"}


def issue_of(answer) -> dict[str, object]:
    assert answer.mimetype == "application/fhir+json"
    assert answer.json["resourceType"] == "OperationOutcome"
    return answer.json["issue"][0]


@pytest.mark.parametrize("type_", TYPES)
def test_every_resource_that_is_found_can_be_read(fhir, resources, type_):
    assert resources[type_]
    for each in resources[type_][:40]:
        answer = fhir.get(f"/fhir/{type_}/{each['id']}")
        assert (answer.status_code, answer.mimetype) == (200, "application/fhir+json")
        assert answer.json == each


@pytest.mark.parametrize("type_", TYPES)
def test_references_lead_to_resources_that_are_there(resources, type_):
    there = {f"{type_}/{each['id']}" for type_ in TYPES for each in resources[type_]}
    targets = [
        reference["reference"]
        for each in resources[type_]
        for reference in references_in(each)
        if "reference" in reference
    ]
    assert [each for each in targets if each not in there] == []


def references_in(node):
    if isinstance(node, list):
        for each in node:
            yield from references_in(each)
    elif isinstance(node, dict):
        if isinstance(node.get("reference"), str):
            yield node
        for each in node.values():
            yield from references_in(each)


@pytest.mark.parametrize("count", [1, 7, 20, 200])
def test_pages_lead_to_each_other_and_have_each_resource_once(fhir, resources, count):
    every = list(pages(fhir, f"/fhir/Location?status=active&_count={count}"))
    found = [each["id"] for page in every for each in resources_in(page)]
    assert found == [each["id"] for each in resources["Location"]]
    for page, following in pairwise(every):
        assert page["total"] == len(found)
        assert resources_in(fhir.get(link_of(following, "previous")).json) == resources_in(page)
        assert fhir.get(link_of(following, "self")).json == following
        assert link_of(following, "first") == link_of(every[0], "first") == link_of(every[0], "self")
    assert link_of(every[0], "previous") is None
    assert link_of(every[-1], "next") is None


def test_a_page_after_the_directory_changed_says_so(fhir):
    following = link_of(fhir.get("/fhir/Location?_count=5").json, "next")
    assert resources_in(fhir.get(following).json, "outcome") == []
    before = following.replace("_directory=2", "_directory=1")
    (said,) = resources_in(fhir.get(before).json, "outcome")
    assert "updated" in said["issue"][0]["diagnostics"]
    assert said["issue"][0]["severity"] == "warning"


def test_a_count_of_0_only_counts_and_one_too_large_is_cut_and_said(fhir, resources):
    every = len(resources["Location"])
    for address in ("/fhir/Location?_count=0", "/fhir/Location?_summary=count"):
        page = fhir.get(address).json
        assert (page["total"], "entry" in page, link_of(page, "next")) == (every, False, None)
    page = fhir.get("/fhir/Location?_count=100000000000000000000000").json
    assert len(resources_in(page)) == min(200, every)
    assert "_count=200" in link_of(page, "self")


def test_a_search_can_be_posted(fhir):
    form = {"near": "42.3427|-71.0922|50|mi", "_count": "3"}
    posted = fhir.post("/fhir/Location/_search?type=HOSP", data=form)
    got = fhir.get("/fhir/Location", query_string={"type": "HOSP", **form})
    assert posted.status_code == 200
    assert posted.json == got.json
    assert fhir.get("/fhir/Location/_search", query_string={"type": "HOSP", **form}).json == got.json
    assert fhir.post("/fhir/Location/_search").json == fhir.get("/fhir/Location").json
    assert fhir.post("/fhir/Location/_search", json={"near": "x"}).status_code == 415


def test_unknown_parameters_are_reported_or_refused(fhir, resources):
    page = fhir.get("/fhir/Location?colour=blue&_include=Location:endpoint&_sort=name&_count=2").json
    (said,) = resources_in(page, "outcome")
    assert [each["expression"] for each in said["issue"]] == [["colour"], ["_include"], ["_sort"]]
    assert {each["severity"] for each in said["issue"]} == {"warning"}
    assert link_of(page, "self").endswith("/fhir/Location?_count=2")
    assert page["total"] == len(resources["Location"])
    for asked in (
        "colour=blue",
        "_include=Location:endpoint",
        "_sort=name",
        "name=",
        "_has:Endpoint:organization:_id=1",
    ):
        refused = fhir.get(f"/fhir/Location?{asked}", headers=STRICT)
        assert refused.status_code == 400, asked
        assert issue_of(refused)["expression"] == [asked.partition("=")[0]]
        assert fhir.get(f"/fhir/Location?{asked}", headers={"Prefer": "handling=lenient"}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("_count=-1", "_count"), ("_count=x", "_count"), ("_count=5&_count=6", "_count"),
        ("_count=٣", "_count"),
        ("_summary=some", "_summary"), ("_total=maybe", "_total"), ("_elements=a b", "_elements"),
        ("_lastUpdated=yesterday", "_lastUpdated"), ("name:sounds=x", "name:sounds"), ("name:=x", "name:"),
        ("name:missing=perhaps", "name:missing"), ("near=x", "near"), ("type.code=x", "type.code"),
        ("organization=a b", "organization"), ("organization:Location.name=x", "organization:Location.name"),
        ("_has:PractitionerRole:location=x", "_has:PractitionerRole:location"),
        ("_has:PractitionerRole:organization:role=x", "_has:PractitionerRole:organization:role"),
        ("name=" + "x" * 501, "name"), ("name=" + "x," * 201, "name"),
        ("partof." * 6 + "name=x", "partof." * 6 + "name"),
        ("_offset=-1", "_offset"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_name(fhir, asked, name):
    answer = fhir.get(f"/fhir/Location?{asked}")
    assert answer.status_code == 400
    assert issue_of(answer)["expression"] == [name]
    assert issue_of(answer)["diagnostics"]


def test_what_was_sent_is_repeated_as_a_text_may_be(fhir):
    page = fhir.get("/fhir/Location", query_string=[("a\x00b\xa0\u2028c" * 50, "1"), ("\xa0", "1")]).json
    (said,) = resources_in(page, "outcome")
    assert said["issue"][0]["expression"][0].startswith("a b c")
    assert "expression" not in said["issue"][1]


def test_everything_that_is_wrong_is_said_at_once(fhir):
    answer = fhir.get("/fhir/Location?near=x&_count=x&colour=1", headers=STRICT)
    assert [each["expression"] for each in answer.json["issue"]] == [["near"], ["_count"], ["colour"]]


@pytest.mark.parametrize("type_", TYPES)
def test_includes_add_what_is_referred_to_and_reverse_includes_what_refers(fhir, resources, type_):
    ids = ",".join(each["id"] for each in resources[type_][-30:])
    for include in includes_of(type_):
        page = fhir.get(f"/fhir/{type_}?_id={ids}&_include={include}&_count=40", headers=STRICT).json
        referred = {
            value["reference"]
            for each in resources_in(page)
            for path in BY_TYPE[type_][include.partition(":")[2]].on[type_]
            for value in listed(each.get(path))
        }
        matches = {f"{type_}/{each['id']}" for each in resources_in(page)}
        added = {f"{each['resourceType']}/{each['id']}" for each in resources_in(page, "include")}
        assert added == referred - matches, include
        assert page["total"] == len(matches)
    for include in revincludes_of(type_):
        page = fhir.get(f"/fhir/{type_}?_id={ids}&_revinclude={include}&_count=40", headers=STRICT).json
        source, code = include.split(":")
        matches = {f"{type_}/{each['id']}" for each in resources_in(page)}
        expected = {
            f"{source}/{each['id']}"
            for each in resources[source]
            for path in BY_TYPE[source][code].on[source]
            if {value["reference"] for value in listed(each.get(path)) if "reference" in value} & matches
        }
        added = {f"{each['resourceType']}/{each['id']}" for each in resources_in(page, "include")}
        assert added == expected - matches, include


def listed(value):
    return value if isinstance(value, list) else [value] if value else []


def test_includes_can_go_on_from_what_was_added(fhir, resources):
    role = next(each for each in resources["PractitionerRole"] if "organization" in each)
    asked = [
        ("_id", role["id"]), ("_include", "PractitionerRole:location"),
        ("_include:iterate", "Location:organization"), ("_revinclude:iterate", "HealthcareService:location"),
    ]  # fmt: skip
    page = fhir.get("/fhir/PractitionerRole", query_string=asked, headers=STRICT).json
    types = {each["resourceType"] for each in resources_in(page, "include")}
    assert "Location" in types
    every = fhir.get(f"/fhir/PractitionerRole?_id={role['id']}&_include=PractitionerRole:*").json
    assert fhir.get(f"/fhir/PractitionerRole?_id={role['id']}&_include=*").json["entry"] == every["entry"]
    referred = {each["reference"] for each in references_in(role)}
    assert {f"{each['resourceType']}/{each['id']}" for each in resources_in(every, "include")} == referred


def test_parts_of_resources_are_marked_as_such(fhir, resources):
    path = f"/fhir/Organization/{resources['Organization'][0]['id']}"
    whole = fhir.get(path).json
    for asked, expected in {
        "_summary=true": {"identifier", "active", "type", "name"},
        "_summary=text": {"text"},
        "_elements=name,address": {"name", "address"},
        "_summary=data": set(whole),
    }.items():
        part = fhir.get(f"{path}?{asked}").json
        assert set(part) <= {"resourceType", "id", "meta", *expected}
        assert part["meta"]["tag"][0]["code"] == "SUBSETTED"
        assert {name: whole[name] for name in part if name != "meta"} == {
            name: value for name, value in part.items() if name != "meta"
        }
    assert fhir.get(f"{path}?_summary=false").json == whole
    page = fhir.get("/fhir/DocumentReference?_elements=description&_count=1").json
    assert {"status", "content", "description"} < set(resources_in(page)[0])


def test_the_total_can_be_left_out(fhir):
    assert "total" not in fhir.get("/fhir/Location?_total=none").json
    assert fhir.get("/fhir/Location?_total=accurate").json["total"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/fhir", 404, "not-supported"), ("/fhir/", 404, "not-supported"),
        ("/fhir/Patient", 404, "not-supported"),
        ("/fhir/InsurancePlan", 404, "not-supported"), ("/fhir/Endpoint/1", 404, "not-supported"),
        ("/fhir/Location/nobody", 404, "not-found"), ("/fhir/Location/no body", 404, "not-found"),
        ("/fhir/Location/" + "x" * 65, 404, "not-found"), ("/fhir/Location/é", 404, "not-found"),
        ("/fhir/Location/a/_history/1", 404, "not-found"), ("/fhir/ValueSet/$expand", 404, "not-found"),
        ("/fhir/" + "x" * 600, 414, "too-long"), ("/fhir/Location?name=" + "x" * 17000, 414, "too-long"),
        ("/fhir/Location?_format=xml", 406, "not-supported"), ("/fhir/metadata?mode=x", 400, "value"),
    ],
)  # fmt: skip
def test_errors_are_operation_outcomes(fhir, path, status, code):
    answer = fhir.get(path)
    assert answer.status_code == status
    assert issue_of(answer)["code"] == code
    assert issue_of(answer)["severity"] == "error"
    assert issue_of(answer)["diagnostics"]


def test_nothing_can_be_written(fhir):
    for method in (fhir.post, fhir.put, fhir.patch, fhir.delete):
        for path in ("/fhir", "/fhir/Location", "/fhir/Location/x"):
            answer = method(path)
            assert answer.status_code == 405, (method, path)
            assert issue_of(answer)["code"] == "not-supported"
            assert "GET" in answer.headers["Allow"]
    assert fhir.post("/fhir/Location/_search", data={"name": "x" * 20_000}).status_code == 413


def test_a_fault_of_ours_is_an_operation_outcome_that_says_nothing_of_it(fhir, monkeypatch):
    def broken(*_given):
        raise RuntimeError("secret")

    monkeypatch.setattr("finder.web.fhir.routes.find", broken)
    answer = fhir.get("/fhir/Location")
    assert answer.status_code == 500
    assert issue_of(answer)["code"] == "exception"
    assert b"secret" not in answer.data


def test_who_asks_too_often_is_told_when_to_ask_again(world):
    client = create_app(Settings.read({"FINDER_RATE": "2/hour"}), world).test_client()
    for _ in range(2):
        assert client.get("/fhir/Location?_count=1").status_code == 200
    answer = client.get("/fhir/Location")
    assert answer.status_code == 429
    assert issue_of(answer)["code"] == "throttled"
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    "accepted",
    ["application/fhir+json", "application/json", "*/*", "text/html,application/xml;q=0.9,*/*;q=0.8", ""],
)
def test_json_is_written_to_whoever_takes_it(fhir, accepted):
    assert fhir.get("/fhir/Location", headers={"Accept": accepted}).mimetype == "application/fhir+json"


def test_other_formats_are_refused(fhir):
    for accepted in ("application/fhir+xml", "text/turtle"):
        assert fhir.get("/fhir/Location", headers={"Accept": accepted}).status_code == 406
    for name in ("json", "application/json", "application/fhir+json", "application/fhir%2Bjson"):
        answer = fhir.get(f"/fhir/Location?_format={name}", headers={"Accept": "application/fhir+xml"})
        assert answer.status_code == 200


def test_who_has_it_already_gets_304(fhir, resources):
    path = f"/fhir/Location/{resources['Location'][0]['id']}"
    for address in (path, "/fhir/Location?near=42|-71|50", "/fhir/metadata"):
        first = fhir.get(address)
        known = {"If-None-Match": first.headers["ETag"]}
        assert fhir.get(address, headers=known).status_code == 304
        since = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert fhir.get(address, headers=since).status_code == 304
        assert {"Accept", "Prefer"} <= set(first.headers["Vary"].split(", "))
        assert fhir.head(address).status_code == 200


def test_answers_are_packed_for_who_can_unpack_them(fhir):
    plain = fhir.get("/fhir/Location")
    for coding in ("zstd", "br", "gzip"):
        packed = fhir.get("/fhir/Location", headers={"Accept-Encoding": coding})
        assert packed.headers["Content-Encoding"] == coding
        assert len(packed.data) < len(plain.data) / 3


def test_pages_of_other_sites_may_read(fhir):
    asked = {"Origin": "https://app.example", "Access-Control-Request-Headers": "prefer"}
    answer = fhir.options("/fhir/Location", headers=asked)
    assert answer.status_code == 200
    assert "Prefer" in answer.headers["Access-Control-Allow-Headers"]
    for path in ("/fhir/Location", "/fhir/Location/nobody", "/fhir/metadata"):
        assert fhir.get(path).headers["Access-Control-Allow-Origin"] == "*"


def test_the_capability_statement_is_what_the_records_say(fhir):
    statement = fhir.get("/fhir/metadata").json
    assert statement["fhirVersion"] == "4.0.1"
    assert statement == fhir.get("/fhir/metadata?mode=full").json
    (rest,) = statement["rest"]
    assert [each["type"] for each in rest["resource"]] == list(TYPES)
    for each in rest["resource"]:
        loaded = [one.code for one in BY_TYPE[each["type"]].values() if one.loaded]
        assert [one["name"] for one in each["searchParam"]] == loaded
        assert each.get("searchInclude", []) == list(includes_of(each["type"]))
    defined = {
        (each["type"], one["name"]): one["definition"].rpartition("/")[2]
        for each in rest["resource"]
        for one in each["searchParam"]
    }
    assert defined["Practitioner", "gender"] == "individual-gender"
    assert defined["DocumentReference", "type"] == "clinical-type"
    assert defined["ValueSet", "url"] == "conformance-url"
    assert defined["Location", "near"] == "Location-near"
    assert defined["Location", "_id"] == "Resource-id"
    assert defined["PractitionerRole", "service"] == "practitionerrole-service"
    terms = fhir.get("/fhir/metadata?mode=terminology").json
    assert terms["resourceType"] == "TerminologyCapabilities"
    assert terms["codeSystem"]
