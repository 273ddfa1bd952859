"""Danger signs come first: on every page, in the API and in the list of all of them."""

from __future__ import annotations

import csv
import io

import pytest

from finder.app import create_app
from finder.domain.guide.emergencies import WHAT_TO_DO
from finder.search.danger import every_sign
from tests.conftest import DATA, settings_for
from tests.web.page_reader import read


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


@pytest.mark.parametrize(
    "query",
    [
        "/search?near=59715&cancer=cant+breath",
        "/search?near=cannot+breathe",
        "/search?near=59715&kind=clinician&name=cannot+breathe",
        "/search?near=59715&specialty=cant+breathe",
        "/guidelines?cancer=no+puedo+respirar",
        "/es/search?near=59715&cancer=no+puedo+respirar",
    ],
)
def test_the_panel_is_above_everything_else_whatever_the_box(real_client, query):
    text = real_client.get(query).text
    main = text[text.index("<main") :]
    assert main.index('class="alarm"') < main.index("<h1")
    assert 'href="tel:911"' in main[: main.index("<h1")]


def test_a_posted_search_has_the_panel_too(real_client):
    text = real_client.post("/search", data={"near": "59715", "cancer": "puking blood"}).text
    assert "emergency room" in text[text.index('class="alarm"') : text.index("<h1")]


def test_the_ordinary_answer_is_below_the_panel(real_client):
    text = real_client.get("/search?near=59715&cancer=fever+with+breast+cancer").text
    assert text.index('class="alarm"') < text.index("<h1>Hospitals for breast cancer")
    assert "alarm" not in real_client.get("/search?near=59715&cancer=breast+cancer").text


def test_the_crisis_line_comes_from_the_list_of_help_lines(real_client):
    page = read(real_client.get("/search?near=59715&cancer=i+want+to+die").text)
    assert page.text("a", class_="alarm-call") == ["Call or text 988"]


def test_the_api_has_the_signs_and_csv_only_results(real_client):
    found = real_client.get("/api/v1/search?near=59715&cancer=seizure+from+melanoma").json
    (sign,) = found["danger"]
    assert sign["id"] == "brain-seizure"
    assert sign["urgency"] == "911"
    assert sign["do"].startswith("Call 911 now. Turn the person")
    assert list(sign) == ["id", "who", "sign", "do", "urgency", "why", "source", "grade"]
    assert real_client.get("/api/v1/search?near=59715&cancer=melanoma").json["danger"] == []
    rows = real_client.get("/api/v1/search.csv?near=59715&cancer=seizure+from+melanoma").text
    assert "danger" not in rows.splitlines()[0]


@pytest.mark.parametrize(
    "address",
    ["/api/v1/cancers?q=chest+pain", "/api/v1/places?q=chest+pain", "/api/v1/search?near=chest+pain",
     "/api/v1/guidelines?cancer=chest+pain", "/api/v1/trials?near=59715&cancer=chest+pain"],
)  # fmt: skip
def test_every_answer_to_typed_words_has_the_signs(real_client, address):
    assert real_client.get(address).json["danger"][0]["id"] == "chest-pain"


def test_all_signs_are_a_page_json_and_csv_in_one_order(real, real_client):
    signs = every_sign(real)
    answer = real_client.get("/api/v1/emergencies").json
    assert [each["id"] for each in answer["results"]] == [sign.key for sign in signs]
    rows = list(csv.DictReader(io.StringIO(real_client.get("/api/v1/emergencies.csv").text)))
    assert [each["id"] for each in rows] == [sign.key for sign in signs]
    page = real_client.get("/emergencies").text
    at = [page.index(f"<b>{sign.sign}.</b>") for sign in signs]
    assert at == sorted(at)
    assert "no clinician has reviewed it yet" in page
    assert {each["urgency"] for each in answer["results"]} == set(WHAT_TO_DO)


def test_no_question_is_written_anywhere(real_client, caplog):
    with caplog.at_level("DEBUG"):
        real_client.get("/search?near=59715&cancer=puking+blood")
    assert "puking" not in caplog.text
