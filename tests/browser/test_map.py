"""The map in a browser: keyboard, names, widths, forced colors, and no requests before the choice."""

from __future__ import annotations

import math
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from finder.app import create_app
from finder.settings import Settings
from tests.conftest import DATA

PLACES = (
    "59101&cancer=pancreatic",
    "02115",
    "Honolulu, HI",
    "San Juan, PR",
    "Anchorage, AK",
    "02115&limit=60",
)
FIRST = "1. Billings Clinic Cancer Center, about 1 mile"


@pytest.mark.parametrize("place", PLACES)
def test_the_map_fits_and_its_pins_can_be_pressed(page, place):
    page.goto(f"/search?near={place}")
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.querySelector('main').scrollWidth") <= width
        if "limit" in place:  # more pins than a phone has room for
            continue
        boxes = page.eval_on_selector_all(
            ".map-pin path", "all => all.map(each => each.getBoundingClientRect()).map(box => box.width)"
        )
        middles = page.eval_on_selector_all(
            ".map-pin", "all => all.map(each => each.getCTM()).map(at => [at.e, at.f])"
        )
        apart = [math.dist(one, other) for n, one in enumerate(middles) for other in middles[:n]]
        assert min(boxes) >= 18
        assert min(apart) >= 23.5  # room for a target of 24 pixels around each


def test_keyboard_moves_from_a_pin_to_its_card_and_back(page):
    page.goto("/search?near=59101&cancer=pancreatic")
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('map-pin')"):
            break
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#billings-clinic-cancer-center-mt"
    assert focused.locator("path").evaluate("each => getComputedStyle(each).strokeWidth") == "14px"
    page.keyboard.press("Enter")
    assert page.url.endswith("#billings-clinic-cancer-center-mt")
    card = page.locator("#billings-clinic-cancer-center-mt")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 800
    page.keyboard.press("Tab")
    assert card.locator("a.number").evaluate("each => each === document.activeElement")
    page.keyboard.press("Enter")
    assert page.url.endswith("#pin-1")
    assert page.locator("#pin-1").evaluate("each => each.matches(':target')")


def test_the_pins_can_be_skipped(page):
    page.goto("/search?near=59101")
    page.locator(".map-past a").focus()
    assert page.locator(".map-past a").bounding_box()["width"] > 50
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.classList.contains('map-pin')")


def test_a_screen_reader_gets_a_group_of_named_links(page):
    page.goto("/search?near=59101&cancer=pancreatic")
    group = page.get_by_role("group", name="Map of 10 results around Billings, MT 59101")
    assert group.get_by_role("link").count() == 10
    assert group.get_by_role("link", name=FIRST, exact=True).count() == 1
    heard = group.aria_snapshot()
    beside = [line for line in heard.splitlines() if "- link " not in line]
    assert "Montana" not in "".join(beside)  # only in the names of places
    assert "mi" not in heard.replace("mile", "").split()


def test_the_map_is_beside_the_list_on_wide_screens_below_on_narrow_ones_and_not_printed(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=address)
    page = context.new_page()
    page.goto("/search?near=59101&limit=5")
    cards, drawing = page.locator("ol.cards").last, page.locator("svg.map")
    assert drawing.bounding_box()["x"] > cards.bounding_box()["x"] + cards.bounding_box()["width"]
    assert drawing.bounding_box()["y"] < 800
    page.set_viewport_size({"width": 1000, "height": 800})
    assert drawing.bounding_box()["y"] > cards.bounding_box()["y"] + cards.bounding_box()["height"]
    page.emulate_media(media="print")
    expect(drawing).to_be_hidden()
    context.close()


def test_pins_stand_out_in_forced_colors(browser, address):
    context = browser.new_context(base_url=address, forced_colors="active")
    page = context.new_page()
    page.goto("/search?near=02115")
    strokes, fills = (
        page.eval_on_selector_all(
            ".map-pin path", f"all => [...new Set(all.map(each => getComputedStyle(each).{what}))]"
        )
        for what in ("stroke", "fill")
    )
    assert len(strokes) == len(fills) == 1
    assert strokes != fills
    context.close()


class Pictures(BaseHTTPRequestHandler):
    """A tile server that records its requests."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/svg+xml")
        self.end_headers()
        self.wfile.write(b'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>')
        assert self.headers.get("Referer") is None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def pictures():
    Pictures.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def with_streets(real, pictures):
    tiles = {
        "FINDER_TILES_URL": f"http://127.0.0.1:{pictures.server_port}/{{z}}/{{x}}/{{y}}.svg",
        "FINDER_TILES_CREDIT": "Example",
    }
    home = {"FINDER_HOME": str(real.path.parent), "FINDER_DATA": str(DATA)}
    server = make_server("127.0.0.1", 0, create_app(Settings.read({**home, **tiles})), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_tiles_are_requested_only_after_the_choice(browser, with_streets):
    context = browser.new_context(base_url=with_streets, java_script_enabled=False)
    page = context.new_page()
    complaints = []
    page.on("console", lambda each: complaints.append(each.text))
    page.goto("/search?near=59101")
    assert Pictures.asked == []
    page.get_by_role("link", name="Show streets from 127.0.0.1").click()
    page.wait_for_load_state("networkidle")
    shown = page.locator("svg.map image").count()
    assert len(set(Pictures.asked)) == shown >= 4
    page.get_by_role("link", name="Back to the map without streets").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("svg.map image").count() == 0
    assert len(set(Pictures.asked)) == shown
    assert complaints == []
    context.close()
