"""What only a browser can test on the pages with people, hospitals and the map."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.people_world import WORKERS


@pytest.fixture(scope="module")
def address(people_address):
    """The address of a server with made-up people."""
    return people_address


def opened(context, path):
    """A page with all collapsed parts open."""
    page = context.new_page()
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    return page


def tabbed(page, is_there):
    """Press Tab until the focused element matches, and return it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if is_there(focused):
            return focused
    raise AssertionError("Tab does not lead there")


def is_field(name, value=None):
    return lambda each: (
        each.get_attribute("name") == name and (value is None or each.get_attribute("value") == value)
    )


def says(text):
    return lambda each: each.text_content().strip() == text


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def test_people_can_be_filtered_with_keyboard_only_and_without_script(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?near=02115&kind=clinician&cancer=breast-cancer")
    everybody = page.locator("li.card").count()
    tabbed(page, says("Women or men"))
    page.keyboard.press("Enter")
    tabbed(page, says("Women"))
    page.keyboard.press("Enter")
    page.wait_for_url("**sex=female**")
    tabbed(page, says("Accepts Medicare"))
    page.keyboard.press("Enter")
    page.wait_for_url("**assignment=yes**")
    tabbed(page, says("Name or hospital"))
    page.keyboard.press("Enter")
    tabbed(page, is_field("name"))
    page.keyboard.type("mcmadeup")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=mcmadeup**")
    query = asked(page)
    assert (query["sex"], query["assignment"], query["kind"]) == (["female"], ["yes"], ["clinician"])
    assert (query["near"], query["cancer"]) == (["02115"], ["breast-cancer"])
    assert "telehealth" not in query
    assert page.locator("li.card").count() < everybody
    assert all("McMadeup" in name for name in page.locator("li.card h3").all_inner_texts())
    context.close()


def test_hospitals_can_be_filtered_by_team_with_keyboard_only(page):
    page.goto("/search?near=02115&kind=hospital")
    every = page.locator("li.card").count()
    for group in ("Radiation oncology", "Pathology"):
        tabbed(page, says("Has all of"))
        page.keyboard.press("Enter")
        tabbed(page, says(group))
        page.keyboard.press("Enter")
        page.wait_for_url(f"**team={group.lower().replace(' ', '-')}**")
    assert asked(page)["team"] == ["radiation-oncology", "pathology"]
    assert 0 < page.locator("li.card").count() < every
    for card in page.locator("li.card").all_inner_texts():
        assert "in radiation oncology" in card
        assert "in pathology" in card


def test_the_map_is_reachable_by_keyboard_and_agrees_with_the_list(page):
    page.goto("/search?near=02115&kind=clinician&limit=8")
    tabbed(page, lambda focused: "map-pin" in (focused.get_attribute("class") or ""))
    names = page.locator("li.card h3 a:not(.number)").all_inner_texts()
    pins = page.locator("a.map-pin title, a.map-far title").all_text_contents()
    assert len(pins) == len(names) == 8
    for number, (name, pin) in enumerate(zip(names, pins, strict=True), start=1):
        assert pin.startswith(f"{number}. {name.split(',')[0]}, ")


@pytest.mark.parametrize("width", [320, 1280])
def test_pins_do_not_overlap(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=address)
    page = opened(context, "/search?near=02115&kind=clinician")
    boxes = [each.bounding_box() for each in page.locator("a.map-pin text").all()]
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            across = abs(one["x"] + one["width"] / 2 - other["x"] - other["width"] / 2)
            down = abs(one["y"] + one["height"] / 2 - other["y"] - other["height"] / 2)
            wide, high = (one["width"] + other["width"]) / 2, (one["height"] + other["height"]) / 2
            assert across >= wide or down >= high
    context.close()


def test_a_person_can_be_called_with_one_tap(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, base_url=address)
    for path in ("/search?near=02115&kind=clinician", f"/clinicians/{WORKERS[3].npi}", "/hospitals/990001"):
        page = opened(context, path)
        calls = page.locator("a.go-act").all()
        assert calls
        assert all(call.bounding_box()["height"] >= 44 for call in calls)
    context.close()


def test_a_list_of_people_prints_without_its_controls(page):
    page.goto("/search?near=02115&kind=clinician&limit=5")
    page.emulate_media(media="print")
    expect(page.locator("li.card").first).to_be_visible()
    for control in (".chips", "nav .tabs", ".map-box", "nav.bar"):
        expect(page.locator(control).first).to_be_hidden()
