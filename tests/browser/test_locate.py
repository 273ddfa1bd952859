"""The place of the device: offered with script, read when the reader presses the button, and rounded."""

import pytest


@pytest.fixture
def located(browser, address):
    """Opens a page on a device in Missoula that lets the site know where it is, and notes every request."""
    contexts = []

    def page_with(*permissions):
        context = browser.new_context(
            base_url=address,
            geolocation={"latitude": 46.87213, "longitude": -113.99418},
            permissions=list(permissions),
        )
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda each: page.asked.append(each.url))
        page.goto("/")
        return page

    yield page_with
    for context in contexts:
        context.close()


def test_the_place_of_the_device_is_rounded_and_searched(located):
    page = located("geolocation")
    page.locator("#near").focus()
    page.get_by_role("button", name="Use my location").click()
    page.get_by_text("Rounded to about a mile").wait_for()
    assert page.locator("#near").input_value() == "46.88, -114.00"
    assert not [each for each in page.asked if "46.8" in each]
    page.keyboard.press("Enter")
    page.get_by_text("Missoula").first.wait_for()
    assert not [each for each in page.asked if "46.87" in each or "127.0.0.1" not in each]


def test_nothing_is_read_before_the_button_is_pressed(located):
    page = located("geolocation")
    assert page.get_by_role("button", name="Use my location").count() == 0
    page.locator("#near").focus()
    page.wait_for_timeout(300)
    assert page.locator("#near").input_value() == ""


def test_a_device_that_says_no_asks_for_a_city(located):
    page = located()
    page.goto("/search?near=near+me")
    page.get_by_role("button", name="Use my location").click()
    page.get_by_text("Type your city or ZIP code.").last.wait_for()
