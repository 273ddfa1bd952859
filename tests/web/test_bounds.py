"""A request of wrong, long or many values costs little, and its answer is small."""

from __future__ import annotations

import time
from urllib.parse import quote_plus

import pytest

#: Pages and addresses of data that take parameters.
ADDRESSES = (
    "/search", "/guidelines", "/guidelines.atom", "/shortlist", "/pack", "/trials", "/find", "/cancers",
    "/shortlist/calls", "/centers", "/no-such-page",
    "/centers/no-such-center", "/api/v1/search", "/api/v1/find", "/api/v1/shortlist",
    "/api/v1/cancers", "/api/v1/places", "/api/v1/guidelines", "/infobutton", "/es/search",
)  # fmt: skip
#: Query strings that repeat themselves, multiply, or are long.
QUERIES = {
    "names": "&".join(f"unknown{at}=x" for at in range(900)),
    "values": "near=02115&" + "&".join(f"specialty=wrong{at}" for at in range(600)),
    "kinds": "near=02115&" + "&".join(f"kind=x{at}" for at in range(1200)),
    "pages": "&".join(f"pick=centers/none-{at}" for at in range(500)),
    "blanks": "near=02115&" + "specialty=+&" * 1200,
    "repeated": "near=02115&cancer=x&" * 700,
    "choices": "near=Springfield&cancer=" + "lymphoma+" * 600,
    "long": "near=" + "x" * 14_000,
    "names of names": "".join(f"{'n' * 400}{at}=1&" for at in range(30)),
    "percent": "near=" + "%F0%9F%98%80" * 1100,
    "ampersands": "&" * 14_000,
    "words": "q=" + "non+" * 3000 + "&name=" + "st+" * 500,
}


@pytest.mark.parametrize("query", QUERIES)
def test_an_answer_stays_small_and_quick_whatever_is_asked(client, query):
    plain = len(client.get("/search?near=Springfield").data)
    for address in ADDRESSES:
        started = time.perf_counter()
        answer = client.get(f"{address}?{QUERIES[query]}")
        assert time.perf_counter() - started < 2, address
        assert answer.status_code < 500, address
        assert len(answer.data) < plain + 200_000, (address, len(answer.data))


@pytest.mark.parametrize("query", QUERIES)
def test_a_posted_answer_stays_small_too(client, query):
    for field in ("", "again=/search?"):
        body = field + (quote_plus(QUERIES[query]) if field else QUERIES[query])
        answer = client.post("/search", data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500
        assert len(answer.data) < 200_000, len(answer.data)


def test_ten_faults_are_said_and_no_more(client):
    query = "&".join(f"unknown{at}=x" for at in range(300))
    assert len(client.get(f"/api/v1/search?{query}").json["errors"]) == 10
    assert client.get(f"/search?{query}").text.count('id="fault-') == 10
    wrong = "&".join(f"kind=x{at}" for at in range(50))
    assert len(client.get(f"/api/v1/search?near=02115&{wrong}").json["errors"]) == 10


def test_a_parameter_that_may_be_repeated_is_not_repeated_without_end(client):
    query = "near=02115&" + "specialty=surgery&" * 61
    (fault,) = client.get(f"/api/v1/search?{query}").json["errors"]
    assert (fault["field"], fault["reason"]) == ("specialty", "It appears 61 times.")
    assert fault["hint"] == "Use it at most 60 times."
    assert client.get("/api/v1/search?near=02115&" + "specialty=surgery&" * 60).status_code == 200


@pytest.mark.parametrize("text", ["x" * 201, "x" * 5000])
def test_a_value_that_is_too_long_stays_too_long_where_the_page_leads(client, text):
    page = client.get(f"/search?near=02115&cancer={text}")
    assert page.status_code == 400
    assert f"cancer={'x' * 201}" in page.text
    assert "x" * 202 not in page.text or len(text) < 3000
