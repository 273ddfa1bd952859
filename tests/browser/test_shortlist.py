"""The shortlist in a browser: adding, comparing, calling, printing, and saving on request."""

from __future__ import annotations

import re
import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

MAYO, ANDERSON, BILLINGS = (
    "centers/mayo-rochester",
    "centers/md-anderson",
    "programs/billings-clinic-cancer-center-mt",
)
LIST = f"pick={MAYO}&pick={BILLINGS}&pick={ANDERSON}&pick=centers/gone&cancer=pancreatic-cancer&near=59715"
KEY = "finder.shortlist"


def picks(page):
    return parse_qs(urlsplit(page.url).query).get("pick", [])


def header(page):
    return page.locator("[data-picks]")


def remembered(page):
    return page.evaluate(f"localStorage.getItem('{KEY}')")


def add(page, path):
    page.locator(f"a.pick-link[data-pick='{path}']").click()


def test_a_list_is_built_kept_compared_and_called_from_without_script(page):
    page.goto("/search?near=59715&cancer=pancreatic-cancer&show=nci")
    first = page.locator("a.pick-link").first
    path = first.get_attribute("data-pick")
    first.click()
    assert picks(page) == [path]
    assert page.url.endswith(f"#{path.split('/')[1]}")
    assert first.inner_text().startswith("Saved")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Cancer types").click()
    page.get_by_role("link", name="Pancreatic cancer", exact=True).click()
    assert picks(page) == [path]
    page.goto(f"/{ANDERSON}?pick={path}")
    add(page, ANDERSON)
    header(page).click()
    assert picks(page) == [path, ANDERSON]
    page.get_by_role("link", name="Move up").click()
    assert picks(page) == [ANDERSON, path]
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("rowheader")).to_have_count(2)
    page.get_by_role("link", name="← Your list", exact=True).click()
    page.get_by_role("link", name="Call sheet").locator("visible=true").first.click()
    expect(page.get_by_role("heading", level=3)).to_have_count(2)
    page.get_by_role("link", name="← Your list", exact=True).click()
    page.get_by_role("link", name="Remove").first.click()
    assert picks(page) == [path]
    expect(page.locator("[data-device]")).to_be_hidden()


def test_a_record_can_be_added_with_keyboard_only(page):
    page.goto(f"/{MAYO}")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("data-pick") == MAYO:
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**pick=**")
    assert picks(page) == [MAYO]
    page.go_back()
    assert picks(page) == []


def test_the_comparison_names_each_record_once_in_a_column_or_a_stack(page):
    page.goto(f"/shortlist/compare?{LIST}")
    names = page.get_by_role("rowheader")
    assert names.count() == 3
    lefts = [box["x"] for box in (each.bounding_box() for each in names.all())]
    assert lefts == sorted(set(lefts))  # side by side
    addresses = [each.bounding_box()["y"] for each in page.locator("td[data-label='Address']").all()]
    assert len(set(addresses)) == 1  # and in one line
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    tops = [each.bounding_box()["y"] for each in names.all()]
    assert tops == sorted(set(tops))
    assert len({each.bounding_box()["x"] for each in names.all()}) == 1


def test_share_opens_the_menu_of_the_device_with_names_and_numbers(scripted):
    page = scripted
    page.add_init_script("navigator.share = async (shared) => { window.shared = shared; }")
    page.goto(f"/{MAYO}?near=59715")
    page.locator(".share-menu summary").click()
    shared = page.evaluate("window.shared")
    assert shared["url"].endswith(f"/{MAYO}")
    assert "(507) 538-3270" in shared["text"]
    expect(page.get_by_role("link", name="Text message")).to_be_hidden()
    page.goto(f"/shortlist?{LIST}")
    page.locator("[data-share-now]").click()
    shared = page.evaluate("window.shared")
    assert "(406) 657-4000" in shared["text"]
    assert f"pick={BILLINGS}" in shared["url"]


def test_without_that_menu_there_are_a_text_message_an_email_and_a_text_to_copy(page):
    page.goto(f"/{MAYO}")
    page.locator(".share-menu summary").click()
    assert page.get_by_role("link", name="Text message").get_attribute("href").startswith("sms:?&body=Mayo")
    assert page.get_by_role("link", name="E-mail").get_attribute("href").startswith("mailto:?subject=Mayo")
    assert "(507) 538-3270" in page.get_by_role("textbox", name="The text, to copy").input_value()


def pages_of(printed):
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def words_of(printed):
    output = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=printed, capture_output=True, check=True
    )
    return " ".join(output.stdout.decode().split())


def test_the_call_sheet_prints_with_numbers_and_room_to_write(page):
    page.goto(f"/shortlist/calls?{LIST}")
    printed = page.pdf(format="Letter")
    assert pages_of(printed) <= 4
    words = words_of(printed)
    for expected in (
        "(507) 538-3270",
        "(406) 657-4000",
        "Who answered",
        "Next step",
        "who has pancreatic cancer",
    ):
        assert expected in words
    for control in ("It is now", "Menu", "Español", "Remove"):
        assert control not in words


def test_the_list_prints_with_its_own_address(page):
    page.goto(f"/shortlist?{LIST}")
    words = words_of(page.pdf(format="Letter"))
    assert "This list on the web:" in words
    assert "centers/mayo-rochester" in words.replace(" ", "")
    for control in ("E-mail", "Move up", "Show miles"):
        assert control not in words


def test_the_files_are_saved_under_their_names(page):
    page.goto(f"/shortlist?{LIST}")
    for words, name in (("vCard", "shortlist.vcf"), ("CSV", "shortlist.csv")):
        with page.expect_download() as saved:
            page.get_by_role("link", name=words).click()
        assert saved.value.suggested_filename == name
    with page.expect_download() as saved:
        page.get_by_role("button", name="Add to your calendar").click()
    assert saved.value.suggested_filename == "shortlist.ics"


def test_nothing_is_saved_until_the_reader_asks(scripted):
    page = scripted
    page.goto(f"/{MAYO}")
    add(page, MAYO)
    header(page).click()
    assert remembered(page) is None
    expect(page.get_by_role("button", name="Save this list on this device")).to_be_visible()
    page.goto("/about")
    assert header(page).inner_text().strip() == "Saved"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_saved_list_can_be_restored_changed_and_deleted(scripted):
    page = scripted
    page.goto(f"/shortlist?pick={MAYO}")
    page.get_by_role("button", name="Save this list on this device").click()
    expect(page.get_by_text("This list is saved on this device.")).to_be_visible()
    page.goto(f"/{ANDERSON}")
    assert header(page).inner_text().split() == ["Saved", "1"]
    add(page, ANDERSON)
    assert picks(page) == [MAYO, ANDERSON]
    page.goto(f"/{MAYO}")
    assert header(page).inner_text().split() == ["Saved", "2"]
    assert page.locator("a.pick-link").inner_text().startswith("Saved")
    header(page).click()
    assert picks(page) == [MAYO, ANDERSON]
    page.get_by_role("link", name="Move up").click()
    page.goto("/")
    header(page).click()
    assert picks(page) == [ANDERSON, MAYO]
    page.get_by_role("link", name="Remove").first.click()
    page.get_by_role("link", name="Remove").first.click()
    page.goto("/about")
    assert header(page).inner_text().strip() == "Saved"
    add_again = f"/{MAYO}"
    page.goto(add_again)
    add(page, MAYO)
    header(page).click()
    page.get_by_role("button", name="Remove it from this device").click()
    assert remembered(page) is None
    page.goto("/about")
    assert header(page).inner_text().strip() == "Saved"


def test_a_list_from_someone_else_does_not_change_the_saved_one(scripted):
    page = scripted
    page.goto(f"/shortlist?pick={MAYO}")
    page.get_by_role("button", name="Save this list on this device").click()
    page.goto(f"/shortlist?pick={BILLINGS}&pick={ANDERSON}")
    expect(page.get_by_text("Another list is saved on this device.")).to_be_visible()
    page.get_by_role("link", name="Remove").first.click()
    assert remembered(page) == f'["{MAYO}"]'
    page.get_by_role("link", name="Open it").click()
    assert picks(page) == [MAYO]


@pytest.mark.parametrize("kept", ["nonsense", "{}", "[1, 2]", '"text"', "null", "[]"])
def test_foreign_data_under_the_storage_key_breaks_nothing(scripted, kept):
    page = scripted
    page.goto("/about")
    page.evaluate("text => localStorage.setItem('finder.shortlist', text)", kept)
    page.goto(f"/{MAYO}")
    assert header(page).inner_text().strip() == "Saved"
    add(page, MAYO)
    assert picks(page) == [MAYO]
