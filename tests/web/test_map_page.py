"""The map page: numbers as in the list, and no tile is requested before the reader turns streets on."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from finder.app import create_app
from finder.settings import Settings
from tests.conftest import DATA

TILES = {
    "FINDER_TILES_URL": "https://tiles.example.org:8443/styles/{z}/{x}/{y}.png",
    "FINDER_TILES_CREDIT": "© Example contributors",
    "FINDER_TILES_CREDIT_URL": "https://example.org/copyright",
}
ASKED = {"near": "59101", "cancer": "pancreatic cancer"}
STREETS = {**ASKED, "map": "streets"}


def client_with(real, **settings):
    given = {"FINDER_HOME": str(real.path.parent), "FINDER_DATA": str(DATA), **settings}
    return create_app(Settings.read(given)).test_client()


@pytest.fixture(scope="module")
def plain(real):
    return client_with(real)


@pytest.fixture(scope="module")
def with_tiles(real):
    return client_with(real, **TILES)


def page_of(client, status=200, path="/search", **arguments):
    answer = client.get(path, query_string=arguments)
    assert answer.status_code == status, answer.text
    return answer


def loaded(text):
    """Return what a browser loads by itself: pictures, styles, scripts."""
    page = LexborHTMLParser(text)
    found = [each.attributes.get("src") or "" for each in page.css("[src]")]
    found += [
        each.attributes.get("href") or ""
        for each in page.css("link[rel=stylesheet], link[rel=icon], image, use")
    ]
    return [each for each in found if each]


def test_pins_and_cards_have_the_same_numbers_and_link_to_each_other(plain):
    page = LexborHTMLParser(page_of(plain, **ASKED).text)
    pins = page.css("svg.map a.map-pin, svg.map a.map-far")
    assert len(pins) == 10
    for pin in pins:
        number = int(pin.attributes["id"].removeprefix("pin-"))
        (card,) = page.css(f'[id="{pin.attributes["href"].removeprefix("#")}"]')
        back = card.css_first("a.number")
        assert back.text().split()[0] == str(number)
        assert back.attributes["href"] == f"#pin-{number}" == f"#{pin.attributes['id']}"
        name = card.css_first("h3").text().split("on the map")[1].strip()
        assert name in pin.css_first("title").text()


def test_numbers_continue_on_the_next_page(plain):
    page = LexborHTMLParser(page_of(plain, **ASKED, limit="5", page="3").text)
    assert [each.text().split()[0] for each in page.css("li.card .number")] == ["11", "12", "13", "14", "15"]


def test_the_list_comes_first_and_ids_are_unique(plain, people_client):
    for client, arguments in ((plain, ASKED), (people_client, {"near": "02115"})):
        text = page_of(client, **arguments).text
        assert text.index('class="card"') < text.index('id="map"')
        ids = re.findall(r'\bid="([^"]+)"', text)
        assert len(ids) == len(set(ids))


def test_there_is_no_map_without_results(plain):
    assert 'id="map"' not in page_of(plain, near="59101", miles="0.001").text


def test_without_a_tile_server_streets_are_not_mentioned_and_cannot_be_requested(plain):
    assert "treets" not in page_of(plain, **ASKED).text.split('id="map"')[1].split("</section>")[0]
    refused = page_of(plain, 400, **STREETS).text
    assert "This site has no map with streets." in refused


def test_another_map_is_refused(with_tiles):
    assert "not one of the choices" in page_of(with_tiles, 400, **ASKED, map="satellite").text


def test_the_tile_host_is_named_before_it_is_contacted(with_tiles):
    answer = page_of(with_tiles, **ASKED)
    box = LexborHTMLParser(answer.text).css_first("#map")
    assert "loads its pictures from tiles.example.org:8443" in box.text()
    link = next(each for each in box.css("a") if "Show streets from" in each.text())
    assert link.attributes["href"].startswith("/search?near=59101&")
    assert link.attributes["href"].endswith("&map=streets#map")
    assert all(each.startswith("/static/") for each in loaded(answer.text))
    assert "https://tiles.example.org" not in answer.text
    assert "img-src 'self';" in answer.headers["Content-Security-Policy"]


def test_after_the_choice_only_that_page_loads_tiles_and_only_from_that_host(with_tiles):
    answer = page_of(with_tiles, **STREETS)
    foreign = [each for each in loaded(answer.text) if not each.startswith("/static/")]
    assert len(foreign) >= 4
    assert all(each.startswith("https://tiles.example.org:8443/styles/") for each in foreign)
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    assert "img-src 'self' https://tiles.example.org:8443;" in policy
    assert "script-src 'self';" in policy
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    for path in ("/", "/help"):
        assert "img-src 'self';" in page_of(with_tiles, path=path).headers["Content-Security-Policy"]


def test_the_tile_server_is_credited_and_a_link_leads_back(with_tiles):
    box = LexborHTMLParser(page_of(with_tiles, **STREETS).text).css_first("#map")
    links = {each.text(): each.attributes["href"] for each in box.css("a")}
    assert links["© Example contributors"] == "https://example.org/copyright"
    assert "map=" not in links["Back to the map without streets"]
    assert "Streets are shown around the nearest 5 of 10 results." in box.text()


def test_cards_without_a_pin_keep_their_number(with_tiles):
    page = LexborHTMLParser(page_of(with_tiles, **STREETS).text)
    assert [each.text().split()[0] for each in page.css("li.card .number")] == [str(n + 1) for n in range(10)]
    assert len(page.css("li.card a.number")) == 5


def test_the_choice_is_not_passed_on_to_data_or_to_another_search(with_tiles):
    page = LexborHTMLParser(page_of(with_tiles, **STREETS).text)
    data = [
        each.attributes["href"] for each in page.css("a") if "/api/v1/" in each.attributes.get("href", "")
    ]
    assert data
    assert not [each for each in data if "map=" in each]
    assert not page.css('input[name="map"]')


def test_the_map_is_translated(with_tiles):
    answer = page_of(with_tiles, path="/es/search", **ASKED)
    assert 'id="map"' in answer.text
    assert 'href="/es/search?near=59101&amp;cancer=pancreatic+cancer&amp;map=streets#map"' in answer.text


@pytest.mark.parametrize(
    "near", ["90,0", "-90,0", "89.99999,180", "85.06,-180", "-89,179.9", "0,0", "64.8,-147.7"]
)
def test_a_map_has_few_pictures_wherever_it_is(with_tiles, near):
    text = page_of(with_tiles, near=near, map="streets", limit="100").text
    tiles = LexborHTMLParser(text).css("svg.map image")
    assert 1 <= len(tiles) <= 24
    assert len(text) < 400_000
    for tile in tiles:
        zoom, column, row = map(int, re.findall(r"/(\d+)", tile.attributes["href"])[-3:])
        assert 0 <= column < 1 << zoom
        assert 0 <= row < 1 << zoom
