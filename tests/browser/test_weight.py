"""The cost of a first visit: few kilobytes, few requests, and no layout shift."""

from __future__ import annotations

import pytest

from tests.every_page import LANGUAGES, PEOPLE, REAL, spoken

MOST_BYTES, MOST_REQUESTS = 50_000, 7
MOST_SHIFT = 0.02  # a layout shift score of 0.1 still counts as good: https://web.dev/articles/cls
PHONE = {"width": 360, "height": 740}
WATCH = """
window.moved = [];
new PerformanceObserver((list) => list.getEntries().forEach((each) => {
  const what = each.sources.map(({ node }) => (node?.outerHTML ?? "").slice(0, 120));
  window.moved.push([each.value, what]);
})).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def visits(browser, address, people_address):
    """A page for each world without a cache, and the responses it got."""
    contexts = [browser.new_context(base_url=base, viewport=PHONE) for base in (address, people_address)]
    yield [first_visits(context) for context in contexts]
    for context in contexts:
        context.close()


def first_visits(context):
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    came = {}  # bytes of each request of this visit; an icon may still come for the one before
    wire.on("Network.requestWillBeSent", lambda event: came.update({event["requestId"]: 0}))
    wire.on("Network.loadingFinished", lambda event: weigh(came, event))
    return page, came


def weigh(came, event):
    if event["requestId"] in came:
        came[event["requestId"]] = event["encodedDataLength"]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", [*REAL, *PEOPLE])
def test_a_first_visit_loads_little_and_does_not_shift(visits, path, code):
    page, came = visits[path in PEOPLE]
    came.clear()
    page.goto(spoken(path, code), wait_until="load")
    moved = page.evaluate("new Promise(done => setTimeout(() => done(window.moved), 150))")
    assert len(came) > 1  # the page, its sheet, and its scripts if it has some
    assert len(came) <= MOST_REQUESTS
    assert sum(came.values()) <= MOST_BYTES
    assert sum(score for score, _ in moved) <= MOST_SHIFT, moved
