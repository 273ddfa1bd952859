"""What a device stores, and the exit: only on request, and deleted on request."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

SEARCH = "/search?near=59715&cancer=pancreatic-cancer"


@pytest.fixture
def kept(scripted):
    """A page of a browser that has stored the site's pages."""
    scripted.goto("/device")
    scripted.get_by_role("button", name="Keep these pages on this device").click()
    scripted.get_by_text("These pages open without a connection now.").wait_for()
    scripted.evaluate("navigator.serviceWorker.ready.then(() => null)")
    scripted.reload()
    return scripted


def offline(page):
    page.context.set_offline(True)


def test_nothing_is_stored_before_the_reader_asks(scripted):
    scripted.goto(SEARCH)
    assert scripted.evaluate("caches.keys().then((names) => names.length)") == 0
    assert scripted.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert scripted.evaluate("localStorage.length") == 0


def test_guide_help_and_last_answers_open_offline(kept):
    kept.goto(SEARCH)
    first = kept.locator(".card h3").first.inner_text()
    kept.wait_for_function(
        "caches.open('finder-last').then((kept) => kept.keys()).then((keys) => keys.length > 0)"
    )
    offline(kept)
    for path, heading in (("/second-opinion/records", "records"), ("/help", "Help now")):
        kept.goto(path)
        assert heading.lower() in kept.locator("h1").inner_text().lower()
    kept.goto(SEARCH)
    assert kept.locator(".card h3").first.inner_text() == first
    kept.goto("/search?near=02115")
    assert kept.locator("h1").inner_text() == "On this device"


def test_one_button_deletes_everything(kept):
    kept.goto(SEARCH)
    kept.goto("/device")
    kept.get_by_role("button", name="Wipe everything on this device").click()
    kept.get_by_text("This device keeps nothing").wait_for()
    assert kept.evaluate("caches.keys().then((names) => names.length)") == 0
    assert kept.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    kept.goto(SEARCH)
    assert kept.evaluate("caches.keys().then((names) => names.length)") == 0


def test_leaving_deletes_everything_and_back_does_not_return(kept, address):
    left = []
    kept.route("**/leave", lambda route: (left.append(route.request.url), route.fulfill(body="Weather")))
    kept.goto("/second-opinion")
    kept.goto(SEARCH)
    for _ in range(3):
        kept.keyboard.press("Escape")
    kept.get_by_text("Weather").wait_for()
    assert left
    kept.unroute("**/leave")
    kept.go_back()
    assert "/search" not in kept.url
    assert kept.evaluate("caches.keys().then((names) => names.length)") == 0


def test_without_script_the_page_says_so_and_leaving_is_a_link(page):
    page.goto("/device")
    expect(page.get_by_text("This browser cannot keep pages")).to_be_visible()
    assert page.get_by_role("button", name="Keep these pages").count() == 0
    assert page.get_by_role("link", name="Leave this site").first.get_attribute("href") == "/leave"


def test_without_storage_the_page_says_so_and_has_no_button(scripted):
    scripted.add_init_script("delete Navigator.prototype.serviceWorker")  # as in a private window
    scripted.goto("/device")
    expect(scripted.get_by_text("This browser cannot keep pages")).to_be_visible()
    assert scripted.get_by_role("button", name="Keep these pages").count() == 0
    scripted.get_by_role("button", name="Wipe everything").click()
    scripted.get_by_text("Wiped.").wait_for()
