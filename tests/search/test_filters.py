"""A filter is one record: the form, the command, the API's table and errors all come from it."""

import inspect
from pathlib import Path

import click
import pytest

import finder
from finder.cli import search as commands
from finder.domain.clinicians import Clinician
from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.errors import BadQuery
from finder.language import gettext, using_language
from finder.search.fields import GUIDELINES, LABELS, PACK, SEARCH
from finder.search.filters import FILTERS, YES
from finder.search.parameters import Parameter
from finder.search.questions import NearQuery
from scripts import api_docs
from tests.conftest import ROOT
from tests.web.page_reader import read

SOURCES = Path(inspect.getfile(finder)).parent


@pytest.mark.parametrize("parameter", [*SEARCH, *GUIDELINES, *PACK], ids=lambda each: each.name)
def test_every_parameter_has_a_label_and_a_sentence_in_every_language(parameter):
    assert parameter.label
    assert parameter.help.endswith(".")
    with using_language("es"):
        assert LABELS[parameter.name]


def test_parameters_are_declared_in_few_modules_only():
    """Those of a search and of lists; and those that one interface alone has."""
    declaring = {
        file.relative_to(SOURCES).as_posix()
        for file in SOURCES.rglob("*.py")
        if "Parameter(" in file.read_text(encoding="utf-8").replace("class Filter(Parameter)", "")
    }
    assert declaring == {
        "search/fields.py", "search/list_fields.py", "search/fhir/parameters.py",
        "search/hsds/parameters.py", "search/infobutton/capabilities.py", "mcp/tools.py",
        "web/api/paging.py", "web/api/records.py",
    }  # fmt: skip


@pytest.mark.parametrize("each", [each for each in FILTERS if each.values], ids=lambda each: each.name)
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_wrong_value_is_reported_with_the_label_in_the_language_of_the_page(client, each, prefix):
    answer = client.get(f"{prefix}/search?near=59715&{each.name}=maybe")
    assert answer.status_code == 400
    heading = read(answer.text).text("h1")[0]
    with using_language("es" if prefix else "en"):
        assert heading.startswith(gettext(each.label))
        assert prefix == "" or gettext(each.label) != each.label


def test_the_command_has_an_option_for_every_parameter_but_the_place():
    options = {each.name: each for each in commands.search.params if isinstance(each, click.Option)}
    for each in SEARCH:
        if each.name == "near":
            continue
        option = options.pop(each.name)
        assert option.help == each.help
        assert option.multiple == each.many
        assert option.is_flag == (each.values is YES)
        if each.values and each.values is not YES:
            assert list(option.type.choices) == list(each.values)
    assert set(options) == {"form"}


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({}, CARE_SITES),
        ({"show": ["nci"]}, CARE_SITES),
        ({"name": ["anna"]}, PROVIDERS),
        ({"sex": ["female"]}, (Kind.CLINICIAN,)),
        ({"hospital": ["x"], "telehealth": ["yes"]}, (Kind.CLINICIAN,)),
        ({"team": ["all"]}, (Kind.HOSPITAL,)),
        ({"kind": ["clinic"], "name": ["anna"]}, (Kind.CLINIC,)),
    ],
)
def test_the_kinds_listed_are_those_that_support_every_filter(given, kinds):
    assert NearQuery.parse({"near": ["02115"]} | given).kinds == kinds


@pytest.mark.parametrize("given", [{"show": ["nci"], "sex": ["male"]}, {"team": ["all"], "name": ["anna"]}])
def test_filters_that_no_kind_supports_together_are_refused(given):
    with pytest.raises(BadQuery, match="We don't know this about"):
        NearQuery.parse({"near": ["02115"]} | given)


@pytest.mark.parametrize(
    ("name", "value", "passes"),
    [
        ("sex", "female", True),
        ("sex", "male", False),
        ("name", "mad an", True),
        ("name", "anna x", True),
        ("name", "bob", False),
        ("telehealth", "yes", False),
        ("assignment", "yes", False),
        ("hospital", "990001", False),
    ],
)
def test_a_filter_on_what_the_registry_does_not_report_matches_nobody(name, value, passes):
    someone = Clinician(npi="1", kind=Kind.CLINICIAN, last="MADEUP", first="ANNA", sex="F")
    (each,) = (each for each in FILTERS if each.name == name)
    assert each.matches(someone, value) is passes


def test_a_choice_accepts_only_its_values():
    each = Parameter(name="x", label="X", help="X.", values={"a": "A"})
    assert each.parse("a") == "a"
    with pytest.raises(BadQuery):
        each.parse("A")


def test_the_tables_of_the_api_docs_are_made_from_the_records():
    text = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    assert api_docs.current(text) == text
    for name in api_docs.TABLES:
        assert f"<!-- parameters of {name} -->" in text
