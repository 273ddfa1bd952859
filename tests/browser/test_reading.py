"""What only a browser can test on the pages with documents: explanations, versions, print."""

from __future__ import annotations

from playwright.sync_api import expect


def opened(context, path):
    """A page with all collapsed parts open."""
    page = context.new_page()
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    return page


def test_an_explanation_opens_and_closes_with_keyboard_only_and_without_script(page):
    page.goto("/cancers/breast-cancer")
    note = page.locator("#why-nccn")
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("popovertarget") == "why-nccn":
            break
    expect(note).to_be_hidden()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    assert "National Comprehensive Cancer Network" in note.inner_text()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    assert page.locator(":focus").inner_text() == "NCCN"


def test_an_explanation_opens_with_a_tap_and_fits_the_screen(browser, address):
    context = browser.new_context(
        viewport={"width": 360, "height": 700}, has_touch=True, java_script_enabled=False, base_url=address
    )
    page = context.new_page()
    page.goto("/cancers/breast-cancer")
    page.locator("button[popovertarget=why-nccn]").tap()
    box = page.locator("#why-nccn").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 700
    page.touchscreen.tap(180, 60)
    expect(page.locator("#why-nccn")).to_be_hidden()
    context.close()


def test_a_reader_s_documents_come_before_the_doctor_s_with_the_way_to_all(page):
    page.goto("/cancers/breast-cancer")
    shelves = page.locator("#documents .shelves > div")
    assert "Professional" not in shelves.first.inner_text()
    assert "summary, for doctors" in shelves.nth(1).inner_text()
    page.locator("#documents").get_by_role("link", name="Browse all").click()
    assert page.url.endswith("/guidelines?cancer=breast-cancer#all")


def test_a_place_is_added_to_the_trial_links_without_script(page):
    page.goto("/cancers/pancreatic-cancer")
    page.get_by_label("Your ZIP code or city").fill("59715")
    page.get_by_role("button", name="Use this place").click()
    assert page.url.endswith("/cancers/pancreatic-cancer?near=59715#trials")
    expect(
        page.get_by_role("link", name="ClinicalTrials.gov: within 100 miles of Bozeman, MT 59715")
    ).to_be_visible()
    assert page.locator(".type-near input[name=near]").input_value() == "59715"


def test_documents_can_be_filtered_with_the_form_alone(page):
    page.goto("/guidelines")
    page.get_by_label("Cancer type").fill("pancreatic")
    page.get_by_text("More filters").click()
    page.get_by_label("Language").select_option("es")
    page.get_by_role("button", name="Show documents").click()
    assert "language=es" in page.url
    shown = page.locator("li.doc").all_inner_texts()
    assert shown
    assert all("Spanish" in each for each in shown)
    page.locator(".chosen").get_by_role("link", name="Spanish").click()
    assert page.locator("li.doc").count() > len(shown)


def test_a_printed_page_has_the_text_and_no_controls(page):
    page.goto("/cancers/breast-cancer?near=59715")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Words on this page")).to_be_visible()
    for control in (".type-near form", ".names", "form.fill"):
        expect(page.locator(control).first).to_be_hidden()
    printed = page.pdf(format="Letter")
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 8
