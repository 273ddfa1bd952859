"""The sixteen tasks that people come for: from the home page, in at most five taps, by the names of things.

Each is done on a bare installation and on one with made-up doctors, on a phone and on a desktop, on a Sunday
at 8 pm. Typing, and the key that sends what was typed, are not taps.
"""

from __future__ import annotations

import datetime
import re
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from finder.app import create_app
from finder.store.connect import Directory
from tests import full_world
from tests.browser.conftest import served, watching
from tests.conftest import DATA, settings_for

MOST = 5
SCREENS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 800}}
#: Sunday, December 6, 2026, at 8 pm in Billings.
SUNDAY = datetime.datetime(2026, 12, 7, 3, 0, tzinfo=datetime.UTC)
BOZEMAN, BILLINGS, CHICAGO, RAPID_CITY = "Bozeman, MT", "Billings, MT", "Chicago, IL", "Rapid City, SD"


class Reader:
    """A reader who finds everything by its name, and whose taps are counted."""

    def __init__(self, page, full):
        self.page, self.full, self.taps = page, full, 0

    def find(self, name, role="link"):
        """Return the first thing of that role and name that can be seen."""
        return self.page.get_by_role(role, name=name).filter(visible=True).first

    def tap(self, name, role="link"):
        self.taps += 1
        self.find(name, role).click()

    def open(self, words):
        """Tap a summary, which has no role of its own for all browsers."""
        self.taps += 1
        self.page.locator("summary").filter(has_text=words).filter(visible=True).first.click()

    def type(self, label, text):
        self.page.get_by_label(label).filter(visible=True).first.fill(text)

    def ask(self, cancer, near):
        self.type("Kind of cancer", cancer)
        self.type("Your city or ZIP code", near)
        self.enter()

    def enter(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    @property
    def heading(self):
        return self.page.get_by_role("heading", level=1).inner_text()

    def can_call(self, number=""):
        """Tell whether a number to call is on the first screen."""
        link = self.page.locator(f'main a[href^="tel:{number}"]').filter(visible=True).first
        box = link.bounding_box()
        return box["y"] + box["height"] <= self.page.viewport_size["height"]


@pytest.fixture(scope="module")
def full_app(tmp_path_factory, packaged_places):
    home = tmp_path_factory.mktemp("full")
    directory = full_world.built(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("finder.app.open_directory", lambda *_: Directory(directory.path))
        return create_app(settings_for(home, DATA))


@pytest.fixture(scope="module", params=["bare", "full"])
def installation(request, real):
    """The address of a site on that Sunday, and whether doctors are loaded."""
    full = request.param == "full"
    app = request.getfixturevalue("full_app") if full else create_app(settings_for(real.path.parent, DATA))
    app.extensions["finder"] = replace(app.extensions["finder"], now=lambda: SUNDAY)
    with served(app) as address:
        yield address, full


@contextmanager
def reading(browser, installation, screen, script):
    address, full = installation
    context = browser.new_context(base_url=address, viewport=SCREENS[screen], java_script_enabled=script)
    with watching(context, address) as page:
        page.set_default_timeout(5000)
        page.goto("/")
        reader = Reader(page, full)
        yield reader
        assert reader.taps <= MOST
    context.close()


@pytest.fixture(params=SCREENS)
def reader(browser, installation, request):
    """A reader with script off."""
    with reading(browser, installation, request.param, script=False) as opened:
        yield opened


@pytest.fixture(params=SCREENS)
def scripted_reader(browser, installation, request):
    with reading(browser, installation, request.param, script=True) as opened:
        yield opened


def test_01_a_surgeon_near_bozeman(reader):
    reader.open("Any cancer care")
    reader.tap(re.compile("^Surgery"), "checkbox")
    reader.ask("pancreatic cancer", BOZEMAN)
    assert BOZEMAN in reader.heading
    assert reader.can_call()
    if not reader.full:  # no surgeon is loaded: the page offers to look some up
        reader.tap(re.compile("^Doctors"))
        expect(reader.find(re.compile("^Look up doctors near Bozeman"), "button")).to_be_visible()
    else:
        assert "surgeon" in reader.page.locator("main li.card").first.inner_text()


def test_02_children_near_billings(reader):
    reader.ask("neuroblastoma", BILLINGS)
    assert reader.can_call("+18016621000")  # Primary Children's Hospital


def test_03_a_second_look_at_the_slides(reader):
    reader.tap("Get a second opinion")
    reader.tap(re.compile("second look", re.IGNORECASE))
    assert "slides" in reader.heading
    assert "patholog" in reader.page.locator("main").inner_text().lower()


def test_04_my_dad_has_something_in_his_pancreas(reader):
    reader.ask("my dad has cancer of the pancreas", BOZEMAN)
    assert "pancreatic cancer" in reader.heading
    assert reader.can_call()


def test_05_a_full_address(reader):
    reader.ask("colon cancer", "2300 N 19th Ave, Bozeman, MT 59718")
    assert "colon cancer near Bozeman, MT" in reader.heading
    assert reader.can_call()


def test_06_a_pack_in_spanish(reader):
    reader.tap("Español")
    reader.type("Tipo de cáncer", "cáncer de páncreas")
    reader.type("Su ciudad o código postal", "79901")
    reader.enter()
    reader.tap(re.compile("^Segunda opinión"))
    assert reader.page.locator("html").get_attribute("lang") == "es"
    assert "cáncer de páncreas" in reader.heading
    expect(reader.find(re.compile("PDF"))).to_be_visible()


def test_07_share_with_a_brother(reader):
    reader.ask("pancreatic cancer", BOZEMAN)
    reader.tap(re.compile("^Save"))
    if not reader.find("Share").count():
        reader.tap(re.compile("^Saved"))
    reader.tap("Share")
    for scheme in ("sms:", "mailto:"):
        letter = unquote(reader.page.locator(f'main a[href^="{scheme}"]').first.get_attribute("href"))
        assert "Huntsman Cancer Institute" in letter
        assert "(800) 824-2073" in letter


def test_08_whom_to_call_on_a_sunday_evening(reader):
    reader.tap("Help now")
    assert reader.can_call("+18002272345")  # answered at all hours
    open_now = reader.page.get_by_role("region", name=re.compile("now")).first.inner_text()
    assert "422-6237" not in open_now  # its hours are not confirmed


def test_09_compare_three(reader):
    reader.ask("breast cancer", BILLINGS)
    for _ in range(3):
        reader.tap(re.compile("^Save :|^Save: |^Save$"))
    reader.tap(re.compile("^3 saved|^Saved 3"))
    reader.tap("Compare")
    assert reader.page.locator("main table thead th").count() >= 3 or "3" in reader.heading


def test_10_women_in_chicago_who_accept_medicare(reader):
    reader.ask("breast cancer", CHICAGO)
    reader.tap(re.compile("^Doctors"))
    if not reader.full:
        expect(reader.find(re.compile("^Look up doctors near Chicago"), "button")).to_be_visible()
        return
    reader.open("Women or men")
    reader.tap("Women")
    reader.tap("Accepts Medicare")
    cards = reader.page.locator("main li.card").all_inner_texts()
    assert cards
    assert all("Anna" in each and "Accepts Medicare" in each for each in cards)


def test_11_nccn_for_dlbcl(reader):
    reader.tap("Read about my cancer")
    reader.type("Cancer type", "DLBCL")
    reader.enter()
    expect(reader.page.locator('main a[href*="nccn.org"]').filter(visible=True).first).to_be_visible()


def test_12_pdq_in_spanish(reader):
    reader.tap("Español")
    reader.tap("Leer sobre mi cáncer")
    reader.type("Tipo de cáncer", "páncreas")
    reader.enter()
    link = reader.page.locator('main a[href*="cancer.gov/espanol"]').filter(visible=True).first
    expect(link).to_be_visible()


def test_13_all_four_groups_near_rapid_city(reader):
    reader.ask("", RAPID_CITY)
    assert RAPID_CITY in reader.heading
    if not reader.full:  # nobody knows who works where: the page says so, and whom to ask
        assert "We don't know which doctors work" in reader.page.locator("main").inner_text()
        assert reader.can_call()
        return
    reader.open("All places")
    reader.tap("Hospitals with all four specialties")
    (card,) = reader.page.locator("main li.card").all_inner_texts()
    assert "Made Up Team Hospital" in card


def test_14_from_a_code_to_a_call_sheet(reader):
    reader.ask("C25.9", "59715")
    assert "pancreatic cancer" in reader.heading
    reader.tap(re.compile("^Save"))
    if not reader.find("Call sheet").count():
        reader.tap(re.compile("^Saved"))
    reader.tap("Call sheet")
    assert reader.heading == "Call sheet"
    expect(reader.page.locator('main a[href="tel:+18008242073"]').first).to_be_visible()


def test_15_without_a_connection(scripted_reader):
    reader, page = scripted_reader, scripted_reader.page
    reader.tap(re.compile("^Use it offline"))
    reader.tap("Save pages on this device", "button")
    page.get_by_text(re.compile("^Saved. You can open")).first.wait_for()
    page.context.set_offline(True)
    reader.tap("Help now")
    assert reader.heading == "Help now"
    expect(page.locator('main a[href="tel:+18002272345"]').first).to_be_visible()


@pytest.mark.parametrize("way", ["tap", "keys"])
def test_16_leave_at_once(browser, installation, way):
    address, _full = installation
    for screen in SCREENS.values():
        context = browser.new_context(base_url=address, viewport=screen)
        context.route("**/leave*", lambda route: route.fulfill(body="weather"))  # it leads to another site
        page = context.new_page()
        page.goto("/search?near=59715&cancer=pancreatic-cancer")
        if way == "tap":
            page.get_by_role("link", name=re.compile("^Leave")).first.click()
        else:
            for _ in range(3):
                page.keyboard.press("Escape")
        page.wait_for_url("**/leave*")
        context.close()
