"""Checked boxes are saved on the device, and nowhere else, until the reader clears them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

GUIDE, PACK, SPANISH = "/second-opinion/records", "/pack", "/es/second-opinion/records"
FIRST, LAST = "Pathology slides", "Recent blood tests"


def box(page, words):
    return page.get_by_role("checkbox", name=words)


def kept(page):
    return page.evaluate("localStorage.getItem('finder.ticks')")


def ticked(page):
    """Return the names of the checked boxes of checklists, in any language."""
    return page.locator("[data-tick]:checked").evaluate_all("all => all.map(each => each.dataset.tick)")


def test_nothing_is_stored_before_a_box_is_checked(scripted):
    scripted.goto(GUIDE)
    assert kept(scripted) is None
    expect(scripted.get_by_role("button", name="Clear my check marks")).to_be_visible()


def test_checked_boxes_persist_across_guide_pack_and_languages(scripted):
    page = scripted
    page.goto(GUIDE)
    box(page, FIRST).check()
    box(page, LAST).check()
    box(page, LAST).uncheck()
    (key,) = ticked(page)
    page.reload()
    assert box(page, FIRST).is_checked()
    for path in (GUIDE, PACK, SPANISH, "/es/pack", "/second-opinion?all=yes"):
        page.goto(path)
        assert ticked(page) == [key], path
    page.locator(f"[data-tick='{key}']").uncheck()
    page.goto(GUIDE)
    assert ticked(page) == []


def test_one_button_clears_them_and_confirms(scripted):
    page = scripted
    page.goto(PACK)
    box(page, FIRST).check()
    page.get_by_role("button", name="Clear my check marks").click()
    assert page.get_by_role("status").inner_text() == "Cleared. No check marks are left on this device."
    assert not box(page, FIRST).is_checked()
    assert kept(page) is None
    box(page, FIRST).check()
    assert page.get_by_role("status").inner_text() == ""
    page.go_back()
    page.goto("/device")
    page.get_by_role("button", name="Delete everything on this device").click()
    page.get_by_text("Nothing from this site is saved").wait_for()
    assert kept(page) is None


def test_the_choice_of_parts_is_not_stored(scripted):
    scripted.goto(PACK)
    scripted.get_by_role("checkbox", name="Insurance and cost").uncheck()
    assert kept(scripted) is None


@pytest.mark.parametrize("text", ["nonsense", "{}", "null", "7", '"text"'])
def test_foreign_data_under_the_storage_key_breaks_nothing(scripted, text):
    page = scripted
    page.goto("/about")
    page.evaluate("text => localStorage.setItem('finder.ticks', text)", text)
    page.goto(GUIDE)
    assert ticked(page) == []
    box(page, FIRST).check()
    page.reload()
    assert box(page, FIRST).is_checked()


def test_without_storage_the_page_says_that_checks_are_lost(scripted):
    scripted.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error(); } })"
    )
    scripted.goto(GUIDE)
    expect(scripted.get_by_text("they are gone when you close it")).to_be_visible()
    expect(scripted.get_by_role("button", name="Clear my check marks")).to_be_hidden()


@pytest.mark.parametrize("path", [GUIDE, PACK, "/second-opinion?all=yes"])
def test_the_page_says_whether_checks_are_saved(page, browser, address, path):
    page.goto(path)
    expect(page.get_by_text("they are gone when you close it")).to_be_visible()
    expect(page.get_by_text("Your check marks stay on this device")).to_be_hidden()
    context = browser.new_context(base_url=address)
    with_script = context.new_page()
    with_script.goto(path)
    expect(with_script.get_by_text("they are gone when you close it")).to_be_hidden()
    expect(with_script.get_by_text("Your check marks stay on this device")).to_be_visible()
    context.close()
