"""The tasks people come for, done from the home page in at most five steps each."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

MOST = 5
BILLINGS = "Billings, MT"


class Steps:
    """A reader whose steps are counted: clicks, filled fields, keys."""

    def __init__(self, page):
        self.page = page
        self.taken = 0

    def click(self, name, role="link", *, within=None, nth=0):
        self.taken += 1
        (within or self.page).get_by_role(role, name=name).nth(nth).click()
        self.page.wait_for_load_state()

    def fill(self, label, value):
        self.taken += 1
        self.page.get_by_label(label, exact=True).fill(value)

    def press(self, key):
        self.taken += 1
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()


@pytest.fixture
def steps(page):
    page.goto("/")
    walked = Steps(page)
    yield walked
    assert 0 < walked.taken <= MOST


def asked(steps, cancer, near):
    steps.fill("Kind of cancer", cancer)
    steps.fill("Your city or ZIP code", near)
    steps.press("Enter")
    return steps.page


def test_find_a_center_for_a_child_near_billings(steps):
    page = asked(steps, "neuroblastoma", BILLINGS)
    first = page.locator(".card").first
    assert first.locator("h3 a").last.inner_text() == "Primary Children's Hospital"
    assert first.locator(".go-act").first.get_attribute("href") == "tel:+18016621000"


def test_make_a_spanish_pack_for_a_mother_with_pancreatic_cancer(steps):
    steps.click("Español")
    page = steps.page
    steps.fill("Tipo de cáncer", "cáncer de páncreas")
    steps.fill("Su ciudad o código postal", "79901")
    steps.press("Enter")
    steps.click("Preparar mi paquete")
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.locator("h1").inner_text() == "Paquete para la segunda opinión: cáncer de páncreas"
    expect(page.get_by_role("link", name="Lo mismo como PDF")).to_be_visible()
    assert page.pdf(format="Letter").startswith(b"%PDF")


def test_make_a_shortlist_to_send(steps):
    page = asked(steps, "breast cancer", BILLINGS)
    page.locator("a.pick-link").nth(0).click()
    steps.taken += 1
    steps.click("Saved", within=page.get_by_role("banner"))
    assert urlsplit(page.url).path == "/shortlist"
    assert len(parse_qs(urlsplit(page.url).query)["pick"]) == 1
    assert page.get_by_role("link", name="E-mail").get_attribute("href").startswith("mailto:?")


def test_find_the_number_that_is_always_open(steps):
    steps.click("Help now")
    first = steps.page.locator(".calls.now .call").first
    assert first.get_attribute("href") == "tel:+18002272345"


def test_find_who_speaks_spanish_on_the_phone(steps):
    steps.click("Help and reading by language")
    spanish = steps.page.locator("h3", has=steps.page.locator("span[lang=es]")).first
    assert "(800) 227-2345" in spanish.locator("xpath=following-sibling::ul[1]").inner_text()


def test_find_what_patients_can_read_about_colon_cancer(steps):
    steps.click("Guidelines", within=steps.page.get_by_role("banner"))
    page = steps.page
    steps.fill("Cancer type", "colon cancer")
    page.get_by_text("More filters").click()
    page.get_by_label("Written for").select_option("patient")
    steps.taken += 2
    steps.click("Show documents", role="button")
    titles = page.locator("main .doc a").all_inner_texts()
    assert any("Colon" in each for each in titles)
    page.locator("main").get_by_text("NCCN Guidelines for Patients").first.wait_for()


def test_find_which_doctor_treats_ovarian_cancer(steps):
    steps.click("Cancer types", within=steps.page.get_by_role("banner"))
    steps.click("Ovarian, fallopian tube")
    assert "gynecologic oncologist" in steps.page.locator(".team").first.inner_text().lower()


def test_find_what_to_bring_to_the_appointment(steps):
    steps.click("Second opinion", within=steps.page.get_by_role("banner"))
    steps.click("records")
    steps.page.get_by_role("checkbox").nth(5).wait_for()


def test_search_without_a_trace_in_the_address(steps):
    steps.fill("Kind of cancer", "lung cancer, small cell")
    steps.fill("Your city or ZIP code", "59101")
    steps.click("Search privately", role="button")
    page = steps.page
    assert urlsplit(page.url).query == ""
    page.locator(".card").nth(5).wait_for()


def test_leave_the_site_at_once(steps):
    address = steps.page.get_by_role("link", name="Leave this site").get_attribute("href")
    assert urlsplit(address).path == "/leave"
    steps.taken += 1
