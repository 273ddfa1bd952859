"""Private search: no query in any address, and an exit that asks the browser to forget."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from finder.settings import Settings
from tests.web.page_reader import read

ASKED = {"near": "02115", "cancer": "breast cancer", "specialty": ["surgery", "pathology"]}


def ask(client, **arguments):
    return client.post("/search", data=arguments)


def test_a_posted_query_gets_the_answer_of_one_in_the_address(client):
    posted, got = ask(client, **ASKED), client.get("/search", query_string=ASKED)
    assert posted.status_code == 200
    cards = [
        [each.attributes["id"] for each in read(page.text).all("li", class_="card")] for page in (posted, got)
    ]
    assert cards[0] == cards[1]
    assert cards[0]


def test_no_address_on_the_page_contains_the_query(client):
    page = read(ask(client, **ASKED).text)
    addresses = [each.attributes["href"] for each in page.all("a")]
    assert addresses
    for address in addresses:
        if address.startswith("/"):
            query = urlsplit(address).query
            assert not any(f"{name}=" in query for name in ("near", "cancer", "specialty")), address
    assert {each.attributes["method"] for each in page.all("form")} >= {"post"}
    assert not [
        e
        for e in page.all("form")
        if e.attributes["action"].endswith("/search") and e.attributes["method"] == "get"
    ]


def test_links_to_other_pages_of_the_answer_are_buttons_that_post(client):
    page = read(ask(client, **ASKED).text)
    buttons = {each.text.strip(): each.attributes for each in page.all("button", name="again")}
    assert "Community programs" in buttons
    again = buttons["Community programs"]
    assert again["form"] == "private"
    narrowed = client.post(again["formaction"], data={"again": again["value"]})
    assert narrowed.status_code == 200
    assert "02115" in narrowed.text
    spanish = [
        each for each in page.all("button", name="again") if each.attributes["formaction"] == "/es/search"
    ]
    assert spanish


def test_neither_browser_nor_proxy_stores_the_answer(client):
    for answer in (ask(client, **ASKED), ask(client, near="00000")):
        assert answer.headers["Cache-Control"] == "no-store"
    assert ask(client, near="00000").status_code == 400
    assert "00000" in ask(client, near="00000").text


def test_the_home_page_offers_private_search(client):
    (button,) = [
        each
        for each in read(client.get("/").text).all("button")
        if each.attributes.get("formmethod") == "post"
    ]
    assert button.text == "Search privately"


def test_leaving_redirects_and_asks_the_browser_to_forget(client):
    answer = client.get("/leave")
    assert (answer.status_code, answer.headers["Location"]) == (303, "https://www.weather.gov/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Cache-Control"] in ("no-store", "private, max-age=300")
    for path in ("/", "/es/", "/search?near=02115"):
        assert read(client.get(path).text).all("a", class_="leave")


PRESSED = {
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-User": "?1",
}


def test_a_press_on_our_link_makes_the_browser_forget(client):
    for headers in ({}, PRESSED):  # an old browser says nothing
        answer = client.get("/es/leave?near=02115", headers=headers)
        assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "changed",
    [
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Dest": "frame"},
        {"Sec-Fetch-Dest": "object"},
        {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-User": "?0"},
        {"Sec-Fetch-User": None},
        {"Sec-Purpose": "prefetch;prerender"},
        {
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": None,
            "Sec-Fetch-Dest": None,
            "Sec-Fetch-User": None,
        },
    ],
)
def test_what_nobody_pressed_leaves_but_deletes_nothing(client, changed):
    headers = {name: value for name, value in {**PRESSED, **changed}.items() if value is not None}
    answer = client.get("/leave", headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (303, "https://www.weather.gov/")
    assert "Clear-Site-Data" not in answer.headers
    assert "Sec-Fetch-Site" in answer.headers["Vary"]


def test_one_gets_away_whatever_the_address_has_in_it(client):
    for query in ("no-such=1", "pick=bad+pick", "near=" + "x" * 5000, "audience=nobody&" * 50, "fbclid=1"):
        answer = client.get(f"/leave?{query}", headers=PRESSED)
        assert (answer.status_code, answer.headers["Location"]) == (303, "https://www.weather.gov/")


def test_the_exit_address_is_a_setting():
    assert (
        Settings.read({"FINDER_LEAVE_TO": "https://news.example.org/"}).leave_to
        == "https://news.example.org/"
    )
    with pytest.raises(ValueError, match="FINDER_LEAVE_TO"):
        Settings.read({"FINDER_LEAVE_TO": "nowhere"})
