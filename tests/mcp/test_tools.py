"""What the tools answer: the records of every other list, in their order, with sources, and danger first."""

from __future__ import annotations

import itertools

import jsonschema
import pytest
from mcp.client import Client
from mcp.shared.exceptions import MCPError

from finder.mcp.schemas import input_schema, output_schema
from finder.mcp.server import INSTRUCTIONS, call, server_of
from finder.mcp.tools import LANGUAGE, TOOLS
from finder.search.fields import CANCER, GUIDELINES, LIVE, NEAR, PACK, RECORD, SEARCH, TRIALS
from finder.search.filters import YES
from finder.search.list_fields import DETAIL
from tests.loops import run

#: Every tool with a question that it answers in the invented world.
QUESTIONS = {
    "find_place": {"near": "02115"},
    "search_near": {"near": "02115", "cancer": "breast cancer"},
    "guidelines_for": {"cancer": "breast cancer"},
    "trials_near": {"near": "02115", "cancer": "breast cancer"},
    "get_record": {"record": "centers/example-boston"},
    "second_opinion_checklist": {"cancer": "breast cancer"},
}
SEARCHES = [
    {"near": near, **cancer, **more}
    for near, cancer, more in itertools.product(
        ("02115", "Boston, MA", "42.3,-71.1", "59715", "99501"),
        ({}, {"cancer": "breast cancer"}, {"cancer": "neuroblastoma"}),
        (
            {}, {"limit": 3, "page": 2}, {"kind": ["clinician"]}, {"kind": "hospital", "team": ["all"]},
            {"kind": ["clinic", "clinician"], "miles": 300}, {"order": "specialized", "show": "all"},
            {"kind": "clinician", "sex": "female", "telehealth": True, "limit": 100},
        ),
    )
]  # fmt: skip


def path_of(row):
    return row["record"]


def test_the_tools_are_listed_with_what_they_take_and_return(people_finder):
    async def listed():
        async with Client(server_of(people_finder)) as client:
            assert client.server_capabilities.tools is not None
            assert client.instructions == INSTRUCTIONS
            return (await client.list_tools()).tools

    tools = run(listed())
    assert [each.name for each in tools] == [*QUESTIONS]
    for each in tools:
        jsonschema.Draft202012Validator.check_schema(each.input_schema)
        jsonschema.Draft202012Validator.check_schema(each.output_schema)
        assert each.input_schema["additionalProperties"] is False
        assert each.annotations.read_only_hint is True
        assert each.annotations.destructive_hint is False
        assert each.annotations.open_world_hint == ("live" in each.input_schema["properties"])
        assert len(each.description) < 400


@pytest.mark.parametrize(
    ("tool", "parameters"),
    [
        ("find_place", (NEAR, LANGUAGE)),
        ("search_near", (*(each for each in SEARCH if each is not DETAIL), LANGUAGE)),
        ("trials_near", (*TRIALS, LANGUAGE)),
        ("guidelines_for", (*GUIDELINES, *(each for each in SEARCH if each.name in ("limit", "page")))),
        ("get_record", (RECORD, LIVE, LANGUAGE)),
        ("second_opinion_checklist", (CANCER, *(each for each in PACK if each.name == "part"), LANGUAGE)),
    ],
)
def test_a_tool_takes_the_parameters_of_its_question(tool, parameters):
    schema = input_schema(TOOLS[tool].parameters, TOOLS[tool].required)
    assert [*schema["properties"]] == [each.name for each in parameters]
    for each in parameters:
        field = schema["properties"][each.name]
        assert field["description"] == each.help
        if each.values is YES:
            assert field["type"] == "boolean"
        elif each.values:
            single = field["anyOf"][1] if each.many else field
            assert single["enum"] == [*each.values]


def test_numbers_have_their_bounds():
    fields = input_schema(SEARCH, ())["properties"]
    assert (fields["limit"]["minimum"], fields["limit"]["maximum"]) == (1, 100)
    assert fields["miles"]["anyOf"][0] == {"type": "number", "exclusiveMinimum": 0, "maximum": 12500}
    assert input_schema(TRIALS, ())["properties"]["age"]["maximum"] == 120


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_answer_has_sources_dates_and_a_notice(ask, name, language):
    tool = TOOLS[name]
    is_error, answer, texts = ask(name, **QUESTIONS[name], language=language)
    assert not is_error
    assert len(texts) == 1
    jsonschema.validate(
        {**QUESTIONS[name], "language": language}, input_schema(tool.parameters, tool.required)
    )
    jsonschema.validate(answer, output_schema(tool.fields))
    assert next(iter(answer)) == "danger"
    assert ("médico" if language == "es" else "not medical advice") in answer["notice"]
    assert answer["directory_built"][:2] == "20"
    assert all({"key", "name", "publisher", "url", "as_of"} == {*each} for each in answer["sources"])


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_source_that_an_answer_names_is_listed(ask_real, name):
    question = QUESTIONS[name] | ({"record": "centers/md-anderson"} if name == "get_record" else {})
    is_error, answer, _texts = ask_real(name, **question)
    if name == "trials_near":
        assert "not loaded" in answer["errors"][0]["reason"]
        return
    assert not is_error
    assert answer["sources"]
    listed = {each["key"] for each in answer["sources"]}
    named = {key for row in answer.get("results", ()) for key in row["facts_from"]}
    named |= {
        key
        for part in answer.get("parts", ())
        for section in part["sections"]
        for item in section["items"]
        for key in item["facts_from"]
    }
    assert {key for key in named - listed if "common" not in key and "own" not in key} == set()


@pytest.mark.parametrize("question", SEARCHES, ids=str)
def test_the_order_is_that_of_the_api(ask, people_client, question):
    arguments = {name: "yes" if value is True else value for name, value in question.items()}
    there = people_client.get("/api/v1/search", query_string=arguments).json
    is_error, answer, _texts = ask("search_near", **question)
    assert is_error == ("errors" in there)
    if is_error:
        assert [each["argument"] for each in answer["errors"]] == [each["field"] for each in there["errors"]]
        return
    assert [f"/{each['record']}" for each in answer["results"]] == [each["url"] for each in there["results"]]
    assert [each["miles"] for each in answer["results"]] == [each["miles"] for each in there["results"]]
    assert answer["total"] == there["total"]


def test_trials_and_documents_are_in_the_order_of_the_api(ask, people_client):
    for age in (None, 8, 40):
        asked = {"near": "02115", "cancer": "breast cancer"} | ({"age": age} if age is not None else {})
        rows = people_client.get("/api/v1/trials", query_string=asked).json["results"]
        assert [each["id"] for each in ask("trials_near", **asked)[1]["results"]] == [
            each["id"] for each in rows
        ]
    asked = {"cancer": "breast cancer", "audience": "patient"}
    rows = people_client.get("/api/v1/guidelines", query_string=asked).json["results"]
    pages = [ask("guidelines_for", **asked, limit=2, page=page)[1] for page in (1, 2, 3)]
    titles = [each["title"] for page in pages for each in page["results"]]
    assert titles == [each["title"] for each in rows][:6]
    assert pages[0]["pages"] == -(-len(rows) // 2)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("search_near", {"near": "02115", "cancer": "green leg"}),
        ("search_near", {"near": "green leg"}),
        ("search_near", {"near": "02115", "kind": "clinician", "specialty": "green leg"}),
        ("find_place", {"near": "green leg"}),
        ("guidelines_for", {"cancer": "breast cancer green leg"}),
        ("trials_near", {"near": "02115", "cancer": "green leg", "wrong": 1}),
        ("second_opinion_checklist", {"cancer": "my leg turned green", "part": "nothing"}),
    ],
)
def test_danger_comes_first_even_in_an_error(ask, name, question):
    _is_error, answer, texts = ask(name, **question)
    assert next(iter(answer)) == "danger"
    assert answer["danger"][0]["do"] == "Call 911 now. Stay where you are."
    assert texts[0].startswith("!  Your invented leg turns green. Call 911 now.")
    assert "If you are not sure, call 911." in texts[0]
    assert texts[1].startswith('{"danger":[{"id":"green-leg"')


def test_danger_is_said_in_the_language_of_the_answer(ask_real):
    for words, number in (("no puedo respirar", "911"), ("me quiero matar", "988")):
        _is_error, answer, texts = ask_real("search_near", near="79901", cancer=words, language="es")
        assert number in answer["danger"][0]["do"]
        assert number in texts[0]
        assert "Llame" in texts[0]


@pytest.mark.parametrize(
    ("name", "question", "arguments"),
    [
        ("search_near", {"near": "02115", "cancr": "breast"}, ["cancr"]),
        (
            "search_near",
            {"near": "02115", "miles": -1, "kind": ["centre"], "x" * 300: 1},
            ["miles", "kind", "x"],
        ),
        ("search_near", {}, ["near"]),
        ("search_near", {"near": None}, ["near"]),
        ("search_near", {"near": "02115", "language": "fr"}, ["language"]),
        ("search_near", {"near": "02115", "self": 1, "value": 2}, ["self", "value"]),
        ("search_near", {"near": ["02115", "59715"]}, ["near"]),
        ("search_near", {"near": {"city": "Boston"}}, ["near"]),
        ("search_near", {"near": "02115", "specialty": [["a", {}], None]}, ["specialty"] * 2),
        ("search_near", {"near": "x" * 5000}, ["near"]),
        ("search_near", {"near": "02115", "limit": 10**30, "page": 1.5}, ["limit", "page"]),
        ("search_near", {"near": "02115", "sex": "female"}, []),
        ("search_near", {"near": "02115", "kind": "center", "sex": "female"}, ["sex"]),
        ("guidelines_for", {"limit": 0}, ["limit"]),
        ("guidelines_for", {"cancer": "xyzzy"}, ["cancer"]),
        ("get_record", {"record": "centers"}, ["record"]),
        ("get_record", {}, ["record"]),
        ("find_place", {"near": "\u202e"}, ["near"]),
        ("second_opinion_checklist", {"part": ["everything"]}, ["part"]),
    ],
)
def test_a_wrong_argument_is_named(ask, name, question, arguments):
    is_error, answer, _texts = ask(name, **question)
    named = [each["argument"] for each in answer.get("errors", ())]
    assert is_error == bool(arguments)
    assert len(named) == len(arguments)
    assert all(given.startswith(name) for given, name in zip(sorted(named), sorted(arguments), strict=True))
    assert all(each["reason"] for each in answer.get("errors", ()))
    assert len(str(answer)) < 30_000


def test_an_error_offers_what_to_choose(ask_real, ask):
    _is_error, answer, _texts = ask_real("search_near", near="Springfield", cancer="lung cancer")
    assert {"value": "Springfield, IL", "label": "Springfield, IL"} in answer["errors"][0]["choices"]
    _is_error, answer, _texts = ask("get_record", record="centers/example-bostn")
    assert answer["errors"][0]["choices"][0]["value"] == "centers/example-boston"
    assert ask("get_record", record=answer["errors"][0]["choices"][0]["value"])[0] is False


def test_every_kind_of_record_is_found_by_the_path_of_a_list(ask):
    rows = [
        row
        for kind in ("center", "program", "site", "hospital", "clinician", "clinic")
        for row in ask("search_near", near="02115", kind=kind, limit=1)[1]["results"]
    ]
    assert len(rows) >= 5
    for row in rows:
        is_error, answer, _texts = ask("get_record", record=row["record"])
        assert not is_error
        assert answer["record"]["url"] == f"/{row['record']}"
    trial = ask("get_record", record="trials/NCT99000001")[1]["record"]
    assert (trial["id"], trial["sites_in_all"]) == ("NCT99000001", 2)
    assert ask("get_record", record="/cancers/breast-cancer")[1]["record"]["name"] == "Breast cancer"
    for absent in ("trials/NCT00000000", "cancers/xyzzy", "clinicians/1234567893", "hospitals/000000"):
        assert ask("get_record", record=absent)[0] is True


def test_a_list_that_is_empty_says_why(ask_real):
    _is_error, answer, _texts = ask_real("search_near", near="60612", kind="clinician")
    assert answer["results"] == []
    assert "not loaded" in answer["note"]


def test_a_record_is_found_by_the_address_of_its_page(ask):
    for typed in ("https://a.example/centers/example-boston", " /centers/example-boston"):
        assert ask("get_record", record=typed)[1]["record"]["id"] == "example-boston"
    assert ask("get_record", record="https://a.example/trials/NCT99000001")[1]["record"]["kind"] == "trial"


def test_an_answer_says_where_the_pages_are(people_finder):
    result = call(
        people_finder, TOOLS["get_record"], {"record": "centers/example-boston"}, "https://a.example/"
    )
    assert result.structured_content["site"] == "https://a.example/"
    result = call(people_finder, TOOLS["get_record"], {"record": "centers/example-boston"})
    assert "site" not in result.structured_content


def test_an_unknown_tool_is_refused(people_finder):
    async def refused():
        async with Client(server_of(people_finder)) as client:
            with pytest.raises(MCPError, match="search_near"):
                await client.call_tool("find_miracle", {})

    run(refused())


def test_answers_stay_small(ask_real):
    largest = {
        "search_near": {"near": "10001", "cancer": "breast cancer"},
        "guidelines_for": {"cancer": "breast cancer"},
        "second_opinion_checklist": {"cancer": "neuroblastoma", "language": "es"},
        "get_record": {"record": "cancers/neuroblastoma"},
    }
    for name, question in largest.items():
        assert len(ask_real(name, **question)[2][-1].encode()) < 40_000, name
    longest = ask_real("search_near", near="10001", cancer="breast cancer", limit=100)[2][-1]
    assert len(longest.encode()) < 120_000
