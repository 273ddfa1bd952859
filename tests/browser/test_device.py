"""What a device stores, and the exit: only on request, and deleted on request."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

SEARCH = "/search?near=59715&cancer=pancreatic-cancer"
CENTER = "centers/mayo-rochester"


@pytest.fixture
def kept(scripted):
    """A page of a browser that has stored the site's pages."""
    scripted.goto("/device")
    scripted.get_by_role("button", name="Save pages on this device").click()
    scripted.get_by_text("You can open these pages without a connection now.").wait_for()
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
    expect(kept.locator(".kept-note")).to_contain_text(f"Saved on {today(kept)}.")


def today(page):
    return page.evaluate("new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format(new Date())")


def test_a_page_that_was_not_saved_says_offline_and_lists_what_was(kept):
    kept.goto(f"/{CENTER}")
    name = kept.locator("h1").inner_text()
    kept.wait_for_function(
        "caches.open('finder-last').then((kept) => kept.keys()).then((keys) => keys.length > 0)"
    )
    offline(kept)
    kept.goto("/search?near=02115")
    assert kept.locator("h1").inner_text() == "You are offline"
    rows = kept.locator("[data-kept-list] li")
    expect(rows.first).to_have_text(f"{name} Saved on {today(kept)}")
    assert "Help now: who to call" in " ".join(rows.all_inner_texts())
    rows.first.get_by_role("link").click()
    expect(kept.locator("h1")).to_have_text(name)


def test_a_saved_page_claims_nothing_about_now(kept):
    kept.goto("/help")
    assert kept.locator(".state").count() > 0
    offline(kept)
    kept.goto("/help")
    expect(kept.locator(".kept-note")).to_be_visible()
    assert kept.locator(".state, .mine").count() == 0
    for words in ("Open now", "answer now", "Closed now"):
        assert kept.get_by_text(words).count() == 0
    assert kept.locator("a[href='tel:+18002272345']").count() > 0


def test_saved_pages_are_renewed_with_a_connection(kept):
    """A saved page that is older than a day is fetched when another page is opened."""
    kept.evaluate(
        """async () => {
            const cache = await caches.open("finder-kept");
            const headers = { "Content-Type": "text/html", Date: "Mon, 02 Nov 2026 10:00:00 GMT" };
            await cache.put("/limits", new Response("<html lang=en><main>old</main>", { headers }));
        }"""
    )
    kept.goto("/about")
    kept.wait_for_function(
        "caches.match('/limits').then((page) => page.text()).then((text) => !text.includes('<main>old'))"
    )


def test_one_button_deletes_everything(kept):
    kept.goto(SEARCH)
    kept.goto("/device")
    kept.get_by_role("button", name="Delete everything on this device").click()
    kept.get_by_text("Nothing from this site is saved on this device.").wait_for()
    assert kept.evaluate("caches.keys().then((names) => names.length)") == 0
    assert kept.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    kept.goto(SEARCH)
    assert kept.evaluate("caches.keys().then((names) => names.length)") == 0


@pytest.mark.parametrize(
    "path",
    [
        CENTER,
        f"shortlist?pick={CENTER}",
        f"shortlist/compare?pick={CENTER}",
        f"shortlist/calls?pick={CENTER}",
    ],
)
def test_escape_leaves_from_every_page(scripted, path):
    scripted.route(re.compile(r"/leave\b"), lambda route: route.fulfill(body="Weather"))
    scripted.goto(f"/{path}")
    for _ in range(3):
        scripted.keyboard.press("Escape")
    scripted.get_by_text("Weather").wait_for()


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
    expect(page.get_by_text("This browser cannot save pages")).to_be_visible()
    assert page.get_by_role("button", name="Save pages").count() == 0
    assert page.get_by_role("link", name="Leave this site").first.get_attribute("href") == "/leave"


def test_without_storage_the_page_says_so_and_has_no_button(scripted):
    scripted.add_init_script("delete Navigator.prototype.serviceWorker")  # as in a private window
    scripted.goto("/device")
    expect(scripted.get_by_text("This browser cannot save pages")).to_be_visible()
    assert scripted.get_by_role("button", name="Save pages").count() == 0
    scripted.get_by_role("button", name="Delete everything").click()
    scripted.get_by_text("Deleted.").wait_for()
