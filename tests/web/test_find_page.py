"""The page, the files and the command that find hospitals, clinics and doctors by name."""

import csv
import io
import json
from html import unescape
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from finder.cli import cli
from finder.store.connect import Directory
from tests.web.page_reader import read


@pytest.fixture
def terminal(people, monkeypatch):
    monkeypatch.setattr("finder.library.build.open_directory", lambda *_: Directory(people.path))

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
    places = [page.index(f'href="/{path}?near=02115') for path in paths]
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


def test_people_see_the_cards_of_a_search(people_client):
    found = read(people_client.get("/find?name=testperson&near=02115").text)
    one = found.all("li", class_="card")[0]
    assert one.attributes["id"].startswith("npi-")
    assert " mi" in one.text
    details = next(each for each in found.all("a", class_="act") if each.text.startswith("Details"))
    record = read(people_client.get(details.attributes["href"]).text)
    (back,) = [each for each in record.all("a") if "Back to results" in each.text]
    assert back.attributes["href"] == "/find?near=02115&name=testperson"
    without_place = read(people_client.get("/find?name=testperson").text).all("li", class_="card")
    assert without_place
    assert not any("nan" in each.text.split() for each in without_place)


def test_a_name_is_posted_so_that_it_is_in_no_address(people_client):
    asked = {"name": "madeup", "near": "02115", "limit": "5"}
    posted, got = people_client.post("/find", data=asked), people_client.get("/find", query_string=asked)
    assert posted.headers["Cache-Control"] == "no-store"
    cards = [
        [each.attributes["id"] for each in read(page.text).all("li", class_="card")] for page in (posted, got)
    ]
    assert cards[0] == cards[1]
    assert len(cards[0]) == 5
    page = read(posted.text)
    queries = [urlsplit(each.attributes["href"]).query for each in page.all("a")]
    assert not any(f"{name}=" in query for name in ("name", "near") for query in queries)
    (box,) = [each for each in page.all("form") if each.attributes["action"] == "/find"]
    assert box.attributes["method"] == "post"
    (following,) = [each for each in page.all("button", name="again") if each.text.strip() == "Next page"]
    second = people_client.post(
        following.attributes["formaction"], data={"again": following.attributes["value"]}
    )
    assert "Previous page" in second.text


def test_a_posted_name_that_is_wrong_is_not_stored_either(people_client):
    answer = people_client.post("/find", data={"name": "testperson", "near": "Xqzzkv"})
    assert answer.status_code == 400
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'value="testperson"' in answer.text


def test_the_name_of_a_doctor_typed_for_a_cancer_leads_to_the_search_by_name(people_client):
    answer = people_client.get("/search?near=02115&cancer=Dr.+Testperson").text
    assert "looks like a doctor" in answer
    assert "/find?name=Dr.+Testperson" in answer
