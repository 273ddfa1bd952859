"""The pack in a browser: printed and read back from the PDF."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.paper import codes_on, needs_poppler, tight, words_of

MAYO, VETERANS = "centers/mayo-rochester", "programs/va-boston-healthcare-system-cancer-program-ma"
LIST = f"pick={MAYO}&pick={VETERANS}&pick=centers/gone&cancer=pancreatic-cancer&near=59715"


@pytest.fixture
def printed(page):
    page.goto(f"/pack?{LIST}")
    return page.pdf(format="Letter")


@needs_poppler
def test_the_page_prints_danger_signs_last_with_numbers_and_room_to_write(printed):
    words = words_of(printed)
    for text in ("(507) 538-3270", "(617) 232-9500", "Veterans Affairs hospital", "about 918 miles"):
        assert text in words
    parts = (
        "In an emergency call 911. Danger signs are at the end.",
        "Who to call",
        "Records to gather",
        "Questions to ask",
        "Room for notes",
        "Danger signs: when to get help now",
    )
    order = [words.index(each) for each in parts]
    assert order == sorted(order)
    for control in ("Change what is in it", "The same as a PDF", "Menu", "Español", "Clear my ticks"):
        assert control not in words


@needs_poppler
def test_every_qr_code_is_an_address_that_is_also_printed(printed, address):
    codes, words = codes_on(printed), tight(words_of(printed))
    assert f"{address}/pack?{LIST}" in codes
    assert "https://www.mayoclinic.org/departments-centers/mayo-clinic-cancer-center" in codes
    assert any(each.startswith("https://www.cancer.gov/") for each in codes)
    assert [each for each in codes if each not in words] == []


@needs_poppler
def test_large_type_prints_large(page, printed):
    page.goto(f"/pack?{LIST}&type=large")
    large = page.pdf(format="Letter")
    assert large.count(b"/Type /Page\n") > printed.count(b"/Type /Page\n") > 0
    assert codes_on(large)


def test_chosen_parts_are_in_the_pdf_without_script(page):
    page.goto(f"/pack?{LIST}")
    page.get_by_text("Change what is in it").click()
    page.get_by_role("checkbox", name="Insurance and cost").uncheck()
    page.get_by_role("radio", name="Large print").check()
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("heading", name="Insurance and cost")).to_have_count(0)
    expect(page.get_by_role("heading", name="Records to gather")).to_be_visible()
    link = page.get_by_role("link", name="The same as a PDF").get_attribute("href")
    assert "part=insurance" not in link
    assert "part=records" in link
    assert "type=large" in link
    assert f"pick={MAYO}" in link
