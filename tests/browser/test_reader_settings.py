"""Pages under readers' settings: narrow, zoomed, large type, forced colors, reduced motion, no mouse."""

from __future__ import annotations

import pytest

from tests.every_page import LANGUAGES, MORE_PEOPLE, MORE_REAL, PEOPLE, REAL, spoken

#: 1280 px wide at 400 % is 320 px; 768 px at 200 % is 384 px with two device pixels each.
SIZES = ({"width": 320, "height": 640}, {"width": 384, "height": 640})
SCREENS = (*SIZES, {"width": 768, "height": 1024}, {"width": 1280, "height": 800})
ADDRESSES = [
    *((path, code) for path in (*REAL, *PEOPLE) for code in LANGUAGES),
    *((path, "en") for path in (*MORE_REAL, *MORE_PEOPLE)),
]
SEEN = """
each => each.checkVisibility({checkVisibilityCSS: true, opacityProperty: true})
  && !each.closest('.vh, .skip, .side-by-side thead, .map-past') && each.getClientRects().length
"""
#: Links and controls under 24 px outside of sentences. A link in a box of text is as high as its line.
#: Map pins and arrows are 24 px apart instead (test_map); each is in the list too.
SMALL = f"""
() => {{
  const seen = {SEEN};
  const words = each => (each.innerText ?? each.textContent).replace(/[\\s·,;:.|–]+/g, '');
  const ofText = each => {{
    if (getComputedStyle(each).display !== 'inline') return false;
    const block = each.closest('p, li, dd, dt, td, th, address, summary, label, h1, h2, h3, h4, div');
    const links = [...block.querySelectorAll('a[href], button')].map(words).join('');
    return words(block).length > links.length;
  }};
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
    .filter(seen)
    .filter(each => !ofText(each) && !each.matches('.map-pin, .map-far'))
    .map(each => [(each.closest('label') ?? each).getBoundingClientRect(), each])
    .filter(([box]) => box.width < 24 || box.height < 24)
    .map(([box, each]) => `${{box.width}}×${{box.height}} ${{each.outerHTML.slice(0, 160)}}`);
}}
"""
#: Buttons and fields that only colors distinguish from the page.
BARE = f"""
() => {{
  const seen = {SEEN};
  return [...document.querySelectorAll('.go, .call, .control')].filter(seen)
    .filter(each => parseFloat(getComputedStyle(each).borderTopWidth) === 0)
    .map(each => each.outerHTML.slice(0, 160));
}}
"""
MOVING = """
() => [...document.querySelectorAll('*')].filter(each => {
  const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(each);
  return [transitionDuration, animationDuration].join().split(',').some(each => parseFloat(each) > 0)
    || scrollBehavior === 'smooth';
}).map(each => each.outerHTML.slice(0, 160))
"""
FOCUSED = """
() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(each);
  return { style: outlineStyle, width: parseFloat(outlineWidth), which: each.outerHTML.slice(0, 160) };
}
"""
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
WIDTH = "document.scrollingElement.scrollWidth - innerWidth"
#: How far the page is too wide, and how high the line at its top is.
EXTENT = f"[{WIDTH}, document.querySelector('.top .wrap').getBoundingClientRect().height]"


@pytest.fixture(scope="module")
def pages(browser, address, people_address):
    """A page for each world, reused for all its addresses."""
    contexts = [
        browser.new_context(base_url=base, viewport=SIZES[0], reduced_motion="reduce")
        for base in (address, people_address)
    ]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture(scope="module", params=ADDRESSES, ids="-".join)
def opened(request, pages):
    path, code = request.param
    page = pages[path in (*PEOPLE, *MORE_PEOPLE)]
    page.goto(spoken(path, code))
    page.evaluate(UNFOLD)
    return page


@pytest.fixture
def page(opened):
    """A page on a small screen with default settings."""
    opened.emulate_media(forced_colors="none")
    opened.set_viewport_size(SIZES[0])
    opened.evaluate("document.documentElement.style.fontSize = ''")
    return opened


def test_nothing_scrolls_sideways_at_any_width_or_zoom(page):
    for size in SCREENS:
        page.set_viewport_size(size)
        past, height = page.evaluate(EXTENT)
        assert past <= 0, size
        assert height <= 64, size  # one line
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDTH) <= 0, "type of twice the size"


def test_controls_are_large_enough(page):
    assert page.evaluate(SMALL) == []


def test_controls_have_an_edge_in_forced_colors(page):
    page.emulate_media(forced_colors="active")
    assert page.evaluate(BARE) == []


def test_nothing_moves_with_reduced_motion(page):
    assert page.evaluate(MOVING) == []


def test_the_focus_is_visible(page):
    page.emulate_media(forced_colors="none")
    page.evaluate("document.activeElement.blur()")
    seen = 0
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(FOCUSED)
        if outline is None:  # past the last one
            break
        assert outline["style"] != "none", outline
        assert outline["width"] >= 2, outline
        seen += 1
    assert seen > 3
