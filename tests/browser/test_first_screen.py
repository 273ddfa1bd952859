"""What a results page shows at once, measured: on a phone of 360 × 740 px and on a desktop."""

from __future__ import annotations

import statistics

import pytest

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
#: A place far from a specialized center, cities with one, and a cancer with a long name.
SEARCHES = (
    "/search?near=59715&cancer=pancreatic-cancer",
    "/search?near=60612&cancer=breast-cancer",
    "/search?near=77002&cancer=dlbcl",
    "/search?near=57701",
)
#: The text of a card that can be seen.
SEEN = """card => [...card.querySelectorAll('*')]
  .filter(each => each.getBoundingClientRect().width > 2)
  .flatMap(each => [...each.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent))
  .join(' ').split(/\\s+/).filter(word => /\\w/.test(word)).length"""


@pytest.fixture(params=SEARCHES)
def search(request):
    return request.param


def opened(page, search, screen):
    page.set_viewport_size(screen)
    page.goto(search)
    return [each.bounding_box() for each in page.locator("main li.card").all()]


def test_a_phone_shows_the_question_the_heading_and_a_number_to_call_at_once(page, search):
    opened(page, search, PHONE)
    for shown in (".pill", "h1", 'main a[href^="tel:"]'):
        box = page.locator(shown).filter(visible=True).first.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], shown


def test_a_card_on_a_phone_is_low_and_has_few_words_and_three_actions(page, search):
    boxes = opened(page, search, PHONE)
    assert statistics.median(each["height"] for each in boxes) <= 180
    cards = page.locator("main li.card").all()
    assert statistics.median(each.evaluate(SEEN) for each in cards) <= 25
    assert all(each.locator(".acts > *").count() <= 3 for each in cards)


def test_ten_results_take_at_most_eight_screens_of_a_phone(page, search):
    assert len(opened(page, search, PHONE)) == 10
    assert page.evaluate("document.documentElement.scrollHeight") <= 8 * PHONE["height"]


def test_five_cards_fit_on_a_screen_of_a_desktop_beside_filters_and_map(page, search):
    boxes = opened(page, search, DESKTOP)
    assert boxes[4]["y"] + boxes[4]["height"] - boxes[0]["y"] <= DESKTOP["height"]
    for shown in (".sift-chips", "#map svg"):
        assert page.locator(shown).first.bounding_box()["y"] < DESKTOP["height"] * 0.7


@pytest.mark.parametrize("screen", [PHONE, DESKTOP])
def test_at_most_twelve_tab_stops_lead_past_the_filters_to_the_first_result(scripted, search, screen):
    opened(scripted, search, screen)
    passed = []
    for _ in range(12):
        scripted.keyboard.press("Tab")
        passed.append(
            scripted.evaluate("document.activeElement.closest('.sift-chips, .start, .card')?.className")
        )
    assert "card" in passed or "start" in passed
    assert "start" in passed or "chips sift-chips no-print" in passed
