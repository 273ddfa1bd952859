"""The guide to a second opinion in a browser: reflow, accessibility, checkboxes, print."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.data.test_second_opinion import CHAPTERS


def test_a_checkbox_works_by_keyboard_without_script_and_is_not_saved(page):
    page.goto("/second-opinion/records")
    box = page.get_by_label("Pathology slides")
    box.focus()
    page.keyboard.press("Space")
    assert box.is_checked()
    assert page.url.endswith("/records")
    page.reload()
    assert not page.get_by_label("Pathology slides").is_checked()


def test_a_checkbox_can_be_tapped_anywhere_on_its_text(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, base_url=address)
    page = context.new_page()
    page.goto("/second-opinion/records")
    for label in page.locator("label.check").all():
        box = label.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    page.get_by_text("The lab keeps your slides").tap()
    assert page.get_by_label("Pathology slides").is_checked()
    context.close()


def test_emergencies_are_visible_first_on_a_phone(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 700}, base_url=address)
    page = context.new_page()
    page.goto("/second-opinion")
    heading = page.get_by_role("heading", name="Call 911 for any of these").bounding_box()
    call = page.locator("main a[href='tel:911']").first.bounding_box()
    chapters = page.get_by_role("heading", name="What is in this guide").bounding_box()
    assert heading
    assert call
    assert chapters
    assert call["y"] + call["height"] < 700
    assert heading["y"] < call["y"] < chapters["y"]
    context.close()


def test_the_whole_guide_prints_with_room_for_notes_and_no_menu(page):
    page.goto("/second-opinion?all=yes")
    printed = page.pdf(format="Letter")
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 30
    page.emulate_media(media="print")
    assert page.locator(".chapter").count() == len(CHAPTERS)
    for each in page.locator(".notes").all():
        box = each.bounding_box()
        assert box is not None
        assert box["height"] > 100
    expect(page.locator(".write").first).to_be_visible()
    expect(page.locator("nav.menu")).to_be_hidden()
    expect(page.locator("label.check input").first).to_be_visible()
