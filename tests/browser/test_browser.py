"""What only a browser can test: reflow, keyboard, print, accessibility."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_search_works_with_keyboard_only_and_without_script(page):
    page.goto("/")
    wanted = {"cancer": "pancreatic", "near": "59715"}
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        name = focused.get_attribute("name")
        if name in wanted:
            page.keyboard.type(wanted.pop(name))
        elif focused.evaluate("each => each.className") == "go":
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/search?**")
    assert page.locator("h1").inner_text() == "Hospitals for pancreatic cancer near Bozeman, MT"
    assert page.locator("li.card").count() == 10


def test_the_first_tab_stop_skips_the_header(page):
    page.goto("/search?near=59715")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    expect(page.locator(":focus")).to_be_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_the_menu_of_a_phone_opens_without_script(browser, address):
    context = browser.new_context(
        viewport={"width": 360, "height": 700}, java_script_enabled=False, base_url=address
    )
    page = context.new_page()
    page.goto("/")
    link = page.get_by_role("link", name="Cancer types", exact=True)
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    link.click()
    assert page.url.endswith("/cancers")
    context.close()


def test_a_card_can_be_called_with_one_tap(browser, address):
    context = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, base_url=address)
    page = context.new_page()
    page.goto("/search?near=10001")
    for call in page.locator("a.go-act").all():
        box = call.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    context.close()


def test_results_print_on_a_few_pages_with_link_addresses(page):
    page.goto("/search?near=59715&cancer=pancreatic&limit=5")
    printed = page.pdf(format="Letter")
    assert printed.startswith(b"%PDF")
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 5
    page.emulate_media(media="print")
    expect(page.locator("form.ask").first).to_be_hidden()
    expect(page.locator("nav.menu")).to_be_hidden()
