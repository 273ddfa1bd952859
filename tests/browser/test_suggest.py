"""Suggestions for a cancer while typing, with script on."""

import pytest
from axe_playwright_python.sync_playwright import Axe


@pytest.fixture
def scripted(browser, address):
    """A page with script on that fails on any request to another host, any cookie and any console error."""
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 800})
    page = context.new_page()
    foreign, complaints = [], []
    page.on("request", lambda each: None if each.url.startswith(address) else foreign.append(each.url))
    page.on("console", lambda each: complaints.append(each.text) if each.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert (foreign, [each for each in complaints if "ERR_FAILED" not in each]) == ([], [])
    assert context.cookies() == []
    context.close()


def type_cancer(page, words):
    page.goto("/")
    page.locator("#cancer").press_sequentially(words)
    return page.locator("[role=status]").first


def test_a_misspelling_is_understood_and_shown(scripted):
    message = type_cancer(scripted, "luekemia")
    message.get_by_role("button", name="Acute myeloid leukemia").wait_for()
    assert "can mean several cancers" in message.inner_text()
    assert Axe().run(scripted).violations_count == 0
    assert scripted.evaluate("document.documentElement.scrollWidth") == 360
    fields = [scripted.locator(f"[name={name}]").bounding_box() for name in ("cancer", "near")]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in fields)


def test_a_type_can_be_picked_with_the_keyboard(scripted):
    message = type_cancer(scripted, "lung")
    message.get_by_role("button", name="Small cell lung cancer", exact=True).press("Enter")
    assert scripted.locator("#cancer").input_value() == "Small cell lung cancer"
    assert message.inner_text() == ""
    assert scripted.locator(":focus").get_attribute("id") == "cancer"


def test_a_word_that_is_not_a_cancer_is_reported(scripted):
    message = type_cancer(scripted, "diabetes")
    message.get_by_text("Diabetes is not a cancer").wait_for()


def test_a_known_name_shows_no_message(scripted):
    message = type_cancer(scripted, "Breast cancer")
    scripted.wait_for_timeout(500)
    assert message.inner_text() == ""


def test_the_form_works_without_a_network(scripted):
    scripted.goto("/")
    scripted.route("**/api/**", lambda route: route.abort())
    scripted.locator("#cancer").press_sequentially("pancreatic")
    scripted.wait_for_timeout(500)
    assert scripted.get_by_role("status").first.inner_text() == ""
    scripted.unroute("**/api/**")
    scripted.locator("[name=near]").fill("59715")
    scripted.locator(".go").click()
    scripted.wait_for_url("**/search?**")
