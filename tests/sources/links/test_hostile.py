"""Sites that mean harm, or are broken badly: a visit ends in time, and shows nothing it should not."""

import gzip

import pytest

from finder.sources.links.client import Visitor
from finder.sources.links.replies import Limits
from finder.sources.links.targets import Target
from finder.sources.links.titles import MOST_TAGS, read_page
from finder.sources.links.visit import visit
from tests.sources.links.conftest import QUICK
from tests.sources.links.link_server import Answer, page
from tests.sources.slow_server import dripping

TITLE = "Breast Cancer Treatment"


@pytest.fixture
def careful(rate_limit):
    """A visitor as `finder links check` has it: it stays on the public internet."""
    visitor = Visitor(rate_limit, QUICK)
    yield visitor
    visitor.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_an_address_in_a_private_network_is_not_visited(site, careful, host):
    site.page("/admin", TITLE)
    found = visit(careful, Target(site.url("/admin", host), (TITLE,), True), None)
    assert (found.state, found.status) == ("unknown", None)
    assert found.why == "leads into a private network"
    assert site.seen == []


def test_neither_is_one_behind_a_redirect(site, careful, monkeypatch):
    """The connections for robots.txt and the page are taken for public, the one after the redirect is not."""
    seen = iter([True, True])
    monkeypatch.setattr("finder.sources.connections.is_public", lambda _: next(seen, False))
    site.sends_on("/page", site.url("/admin", "localhost"), 302)
    found = visit(careful, Target(site.url("/page"), (TITLE,), True), None)
    assert found.why == "leads into a private network"
    assert site.asked("/admin") == []


def test_headers_that_come_byte_by_byte_end_with_the_time_of_a_request(look, visitor):
    visitor.limits = Limits(timeout=5, seconds=0.3, tries=1)
    with dripping(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 10_000) as address:
        found = look(address, TITLE)
    assert (found.state, found.status) == ("unreachable", None)


def test_a_packed_page_is_unpacked_and_read(site, look):
    packed = gzip.compress(page("Bladder Cancer Treatment"))
    url = site.on("/page", Answer(body=packed, headers={"Content-Encoding": "gzip"}))
    found = look(url, TITLE)
    assert (found.state, found.title) == ("wrong-title", "Bladder Cancer Treatment")


def test_a_page_that_unpacks_to_far_more_is_read_up_to_the_limit(site, look):
    bomb = gzip.compress(page(TITLE, body="<p>" + " " * 200_000_000))
    url = site.on("/page", Answer(body=bomb, headers={"Content-Encoding": "gzip"}))
    assert look(url, TITLE).state == "alive"


def test_what_claims_to_be_packed_and_is_not_is_unknown(site, look):
    url = site.on("/page", Answer(body=page(TITLE), headers={"Content-Encoding": "gzip"}))
    assert look(url, TITLE).state in ("unreachable", "unknown")


def test_a_title_cannot_steer_a_terminal(site, look):
    url = site.page("/page", f"\x1b]0;pwned\x07{TITLE}\x1b[31m &#x1b;2J \u202eevil")
    title = look(url, TITLE).title
    assert title == f"]0;pwned {TITLE} [31m 2J evil"
    assert title.isprintable()


@pytest.mark.parametrize(
    "charset",
    ["rot13", "base64", "zlib", "undefined", "a\0b", "no-such-charset", "", "utf-7", "x" * 10_000],
)
def test_an_odd_charset_does_no_harm(charset):
    assert read_page(b"<title>Breast</title>", charset).title == "Breast"


@pytest.mark.parametrize("tag", ["<div>", "<b><p>", "<table><td>", "<form><div>", "<template>", "<!--"])
def test_deep_nesting_ends(tag):
    """The parser needs the square of the depth: half a megabyte of <div> would take it minutes."""
    html = b"<title>Breast</title>" + tag.encode() * 100_000
    assert read_page(html).title == "Breast"


def test_headings_of_a_real_page_are_within_the_tags_that_are_read():
    html = "<title>x</title>" + "<p>y</p>" * (MOST_TAGS // 2 - 10) + f"<h1>{TITLE}</h1>" + "<div>" * MOST_TAGS
    assert read_page(html.encode()).headings == (TITLE,)
