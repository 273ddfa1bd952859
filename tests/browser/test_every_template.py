"""Every kind of page, in every language, light and dark: axe finds no violations and no request leaves."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import watching
from tests.every_page import LANGUAGES, PEOPLE, REAL, spoken

UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
PAPER = "getComputedStyle(document.body).backgroundColor"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
#: Its script is half a megabyte: each page reads it once for all looks.
AXE = Axe()
LOOKS = (("light", 1280), ("dark", 320))


@pytest.fixture(scope="module")
def contexts(browser, address, people_address):
    """A browser context for each world, shared by all its pages."""
    opened = {
        base: browser.new_context(base_url=base, reduced_motion="reduce")
        for base in (address, people_address)
    }
    yield opened
    for context in opened.values():
        context.close()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", [*REAL, *PEOPLE])
def test_axe_finds_no_violations(contexts, address, people_address, path, code):
    base = people_address if path in PEOPLE else address
    with watching(contexts[base], base) as page:
        page.goto(spoken(path, code))
        page.evaluate(UNFOLD)
        assert page.locator("html").get_attribute("lang") == code
        page.evaluate(AXE.axe_script)
        papers = set()
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 720})
            papers.add(page.evaluate(PAPER))
            found = AxeResults(page.evaluate("options => axe.run(options)", RULES))
            assert found.violations_count == 0, found.generate_report()
        assert len(papers) == 2
