"""The page, the files and the command that find hospitals, clinics and doctors by name."""

import csv
import io
import json
from html import unescape

import pytest
from click.testing import CliRunner

from finder.cli import cli
from finder.cli import search as commands
from finder.store.connect import Directory


@pytest.fixture
def terminal(people, monkeypatch):
    monkeypatch.setattr(commands, "open_directory", lambda *_: Directory(people.path))

    def run(*arguments):
        result = CliRunner().invoke(cli, ["find", *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def test_page_json_csv_and_terminal_have_the_same_records_in_the_same_order(people_client, terminal):
    question = "name=testperson&near=02115"
    answer = people_client.get(f"/api/v1/find?{question}").json
    paths = [each["path"] for each in answer["results"]]
    rows = csv.DictReader(io.StringIO(people_client.get(f"/api/v1/find.csv?{question}").text))
    assert [row["path"] for row in rows] == paths
    asked = ("testperson", "--near", "02115")
    assert [each["path"] for each in json.loads(terminal(*asked, "--json"))["results"]] == paths
    assert [row["path"] for row in csv.DictReader(io.StringIO(terminal(*asked, "--csv")))] == paths
    printed = terminal(*asked)
    assert [line.strip(" /") for line in printed.splitlines() if line.startswith("    /")] == paths
    page = people_client.get(f"/find?{question}").text
    places = [page.index(f'href="/{path}"') for path in paths]
    assert places == sorted(places)


def test_a_result_has_its_kind_its_id_and_the_miles(people_client):
    first = people_client.get("/api/v1/find?name=example+hospital&near=02115").json["results"][0]
    assert (first["kind"], first["id"], first["url"]) == (
        "center",
        "example-boston",
        "/centers/example-boston",
    )
    assert first["miles"] < 5


def test_the_empty_page_asks_for_a_name(people_client):
    assert "Find a hospital, clinic or doctor by name" in people_client.get("/find").text


@pytest.mark.parametrize("asked", ["name=testperson&near=Xqzzkv", "name=+&near=02115", "name=a&page=none"])
def test_an_error_shows_the_box_for_a_name_again_with_what_was_typed(people_client, asked):
    answer = people_client.get(f"/find?{asked}")
    assert answer.status_code == 400
    assert 'action="/find"' in answer.text
    assert 'name="cancer"' not in answer.text
    if "testperson" in asked:
        assert 'value="testperson"' in answer.text
        assert 'value="Xqzzkv"' in answer.text


def test_pages_lead_to_the_next_and_back(people_client):
    first = people_client.get("/find?name=madeup&limit=5").text
    second = people_client.get("/find?name=madeup&limit=5&page=2").text
    assert "Next page" in first
    assert "Previous page" not in first
    assert "Previous page" in second


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zzyzx", "We couldn't find “zzyzx”. Check the spelling, or type only a part of the name."),
        ("testpreson", "We couldn't find “testpreson”. These have a similar name."),
    ],
)
def test_a_name_that_nothing_has_is_said_so(people_client, terminal, name, said):
    assert said in unescape(people_client.get(f"/find?name={name}").text)
    assert said in " ".join(terminal(name).split())


def test_a_danger_sign_typed_for_a_name_is_answered_first(people_client):
    assert "danger" in people_client.get("/api/v1/find?name=cant+breathe+at+all").json


def test_a_wrong_place_keeps_the_name(people_client):
    response = people_client.get("/find?name=testperson&near=Springfield")
    assert response.status_code == 200
    assert "/find?name=testperson&amp;near=" in response.text
