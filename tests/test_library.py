"""The finder from Python: one set of parameters, typed, and the examples of docs/python.md."""

from __future__ import annotations

import doctest
import inspect
import subprocess
import sys

import pytest

import finder as finder_package
from finder.errors import BadDirectory, BadQuery, NotFound
from finder.library import Finder, open_directory
from finder.search.danger import BOXES
from finder.search.fields import BY_NAME, CANCER, GUIDELINES, NEAR, READER, RECORD, SEARCH, SHORTLIST, TRIALS
from finder.search.filters import FILTERS, YES, FilterValues
from finder.search.parameters import texts_of
from tests.conftest import DATA, ROOT, WORLD

PARAMETERS = {
    "search": [each for each in SEARCH if each not in FILTERS],
    "guidelines": GUIDELINES,
    "what_to_read": (CANCER, *READER),
    "trials": TRIALS,
    "find": BY_NAME,
    "record": (RECORD,),
    "shortlist": SHORTLIST,
    "place": (NEAR,),
    "cancers": (CANCER,),
}
PROGRAM = """
from finder import BadQuery, Finder, NotFound, open_directory, using_language

def nearest(near: str, cancer: str) -> list[tuple[float, str]]:
    with open_directory("/nowhere") as finder:
        answer = finder.search(near, cancer=cancer, kind=["center"], miles=50, telehealth=True, team=["all"])
        return [(each.miles, each.record.path) for each in answer.results]

def titles(finder: Finder) -> list[str]:
    try:
        with using_language("es"):
            return [each.title for each in finder.guidelines("breast cancer", audience="patient").documents]
    except (BadQuery, NotFound) as error:
        return [str(error)]
"""


@pytest.fixture
def finder(home, monkeypatch, quick_zips):
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    with open_directory(home) as opened:
        yield opened


@pytest.fixture
def with_people(people):
    return Finder(None, people)


@pytest.mark.parametrize("method", PARAMETERS)
def test_the_arguments_of_a_method_are_its_parameters(method):
    signature = inspect.signature(getattr(Finder, method)).parameters
    names = [name for name, each in signature.items() if each.kind is not each.VAR_KEYWORD and name != "self"]
    assert sorted(names) == sorted(each.name for each in PARAMETERS[method])


def test_a_search_takes_every_filter_with_its_type():
    assert [*FilterValues.__annotations__] == [each.name for each in FILTERS]
    for each in FILTERS:
        given = FilterValues.__annotations__[each.name].__forward_arg__
        assert (given == "bool", "Sequence" in given) == (each.values is YES, each.many), each.name


def test_values_are_written_as_in_an_address():
    given = texts_of(
        near="02115", miles=2.5, limit=100, age=0, live=True, kind=["center", "site"], order=None
    )
    assert given == {
        "near": ["02115"], "miles": ["2.5"], "limit": ["100"], "age": ["0"], "live": ["yes"],
        "kind": ["center", "site"],
    }  # fmt: skip
    assert texts_of(live=False, cancer="", specialty=()) == {}


def test_a_search_gives_what_the_page_gives(finder, client):
    answer = finder.search("02115", cancer="brest cancer", miles=300)
    rows = client.get("/api/v1/search?near=02115&cancer=brest+cancer&miles=300").json["results"]
    assert [f"/{each.record.path}" for each in answer.results] == [row["url"] for row in rows]
    assert answer.results.understood.cancer.slug == "breast-cancer"


def test_every_method_answers(with_people):
    finder = with_people
    assert finder.guidelines("breast cancer").documents
    assert finder.what_to_read("breast cancer", audience="professional").shelves[0].audience == "professional"
    assert finder.trials("02115", cancer="breast cancer", age=4).found.total == 1
    assert finder.trial("nct99000001")[0].nct == "NCT99000001"
    assert finder.find("Example Cancer", near="02115").found[0].result.miles < 5
    assert finder.record("/centers/example-boston").name == "Example Cancer Center"
    assert finder.shortlist(["centers/example-boston"], near="02115").picked[0].result.miles < 5
    assert finder.place(" 02115 ").name == "Boston, MA 02115"
    assert finder.cancers("brest cancer").matches[0].slug == "breast-cancer"
    assert finder.cancer("breast-cancer").cancer.name == "Breast cancer"
    assert [each.urgency for each in finder.danger(cancer="green leg", limit=3)] == ["911"]
    assert len(finder.emergencies()) == len(finder.catalog.emergencies)
    assert finder.chapter(finder.chapters()[0].slug) == finder.chapters()[0]
    assert {each.source for each in finder.record("centers/example-boston").origins()} <= {*finder.sources}
    assert finder.built_on


def test_every_box_is_read_for_danger_signs(with_people):
    for box in BOXES:
        assert with_people.danger(**{box: "green leg"}), box


@pytest.mark.parametrize(
    ("ask", "fields"),
    [
        (lambda finder: finder.search("Nowhere, ZZ", cancer="xyzzy"), {"near", "cancer"}),
        (lambda finder: finder.search("02115", miles=float("nan"), kind=["centre"]), {"miles", "kind"}),
        (lambda finder: finder.search("02115", telehelth=True), {"telehelth"}),
        (lambda finder: finder.search("02115", limit=0, page=2.5), {"limit", "page"}),
        (lambda finder: finder.record(""), {"record"}),
        (lambda finder: finder.record("centers"), {"record"}),
        (lambda finder: finder.place("\x00"), {"near"}),
        (lambda finder: finder.place(""), {"near"}),
        (lambda finder: finder.cancers("x" * 300), {"cancer"}),
    ],
)
def test_a_wrong_argument_is_named(with_people, ask, fields):
    with pytest.raises(BadQuery) as caught:
        ask(with_people)
    assert {fault.field for fault in caught.value.faults} == fields


def test_a_record_that_is_not_there_offers_others(with_people):
    with pytest.raises(NotFound) as caught:
        with_people.record("centers/example-bostn")
    assert caught.value.near[0].value == "/centers/example-boston"


def test_the_newest_version_is_asked(finder, home):
    assert finder.newest().snapshot is finder.snapshot
    (home / "directory.sqlite").unlink()
    assert finder.newest().search("02115").results.total


def test_a_followed_directory_is_never_built(tmp_path, monkeypatch):
    monkeypatch.setenv("FINDER_FOLLOW", str(tmp_path / "published"))
    with pytest.raises(BadDirectory, match="finder follow"):
        open_directory(tmp_path)


def test_importing_the_package_loads_nothing():
    loaded = "import finder, sys; print([name for name in sys.modules if name.startswith('finder.')])"
    assert subprocess.check_output([sys.executable, "-c", loaded], text=True).strip() == "[]"
    with pytest.raises(AttributeError, match="no_such_name"):
        getattr(finder_package, "no_such_name")  # noqa: B009 (mypy knows that there is none)


def test_every_name_that_the_package_offers_can_be_imported():
    for name in finder_package.__all__:
        assert getattr(finder_package, name).__name__ == name


def test_a_program_passes_strict_type_checks(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", program]
    checked = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert [line for line in checked.stdout.splitlines() if line.startswith(str(program))] == []
    wrong = PROGRAM.replace("telehealth=True", "telehelth=1").replace("each.title", "each.titel")
    program.write_text(wrong)
    checked = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert "telehelth" in checked.stdout
    assert "titel" in checked.stdout


def test_the_examples_of_the_docs_give_what_they_show(real, monkeypatch):
    monkeypatch.setenv("FINDER_HOME", str(real.path.parent.parent))
    monkeypatch.setenv("FINDER_DATA", str(DATA))
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", None, None)
    failed = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=failed.append)
    assert failed == []
