"""Sitemaps, robots.txt and the OpenSearch description: what search engines and browsers read."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from finder.formats.exports import search_engines
from finder.language import languages
from finder.web.exports import search_engines as routes

NAMES = {"s": search_engines.SITEMAP, "x": search_engines.XHTML, "o": search_engines.OPEN_SEARCH}


def locations(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml"), address
    return [each.text for each in ET.fromstring(answer.data).findall(".//s:loc", NAMES)]


@pytest.fixture
def listed(people_client, monkeypatch):
    """Every address of the sitemaps, of parts that are small enough to have several."""
    monkeypatch.setattr(routes, "RECORDS", 40)
    parts = locations(people_client, "/sitemap.xml")
    assert len(parts) > 3
    return [each for part in parts for each in locations(people_client, part)]


def test_the_sitemaps_list_every_record_once_in_every_language(people_client, listed):
    assert len(listed) == len(set(listed))
    paths = [each.removeprefix("http://localhost") for each in listed]
    for kind in ("centers", "programs", "sites"):
        every = {each["url"] for each in people_client.get(f"/api/v1/{kind}").json["results"]}
        assert every <= set(paths)
        assert {f"/es{each}" for each in every} <= set(paths)
    assert sum("/clinicians/" in each for each in paths) == 67 * len(languages())
    assert not [each for each in paths if "?" in each or "/search" in each]


def test_every_address_of_the_sitemaps_is_a_page(people_client, listed):
    for address in listed[:: 7 if len(listed) > 400 else 1]:
        path = address.removeprefix("http://localhost")
        answer = people_client.get(path)
        assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
        assert "noindex" not in answer.headers.get("X-Robots-Tag", "")


def test_each_address_names_its_other_languages_and_the_day_of_the_directory(people_client):
    tree = ET.fromstring(people_client.get("/sitemap/pages.xml").data)
    days = {each.text for each in tree.findall(".//s:lastmod", NAMES)}
    assert len(days) == 1
    assert len(days.pop()) == 10
    for page in tree.findall("s:url", NAMES):
        links = {each.get("hreflang"): each.get("href") for each in page.findall("x:link", NAMES)}
        assert links.keys() == set(languages())
        assert page.find("s:loc", NAMES).text in links.values()


def test_a_sitemap_is_within_the_limits_of_the_standard():
    paths = [f"/clinicians/{number}" for number in range(routes.RECORDS)]
    roots = {
        "en": "https://a-long-name.example.org/with/a/path",
        "es": "https://a-long-name.example.org/with/a/path/es",
    }
    body = search_engines.sitemap(paths, roots, "2026-11-30")
    assert body.count(b"<url>") <= 50_000
    assert len(body) < 50 << 20


@pytest.mark.parametrize("part", ["0", "99", "-1", "x"])
def test_a_part_that_is_not_there_is_an_error(people_client, part):
    assert people_client.get(f"/sitemap/records-{part}.xml").status_code == 404


def test_robots_may_read_records_and_find_the_sitemap(client):
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert robots.site_maps() == ["http://localhost/sitemap.xml"]
    assert robots.can_fetch("*", "/centers/example-boston")
    assert not robots.can_fetch("*", "/api/v1/search?near=02115")
    assert client.get("/search?near=02115").headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/es", "es")])
def test_a_browser_can_search_here_from_its_address_bar(client, prefix, language):
    address = f"{prefix}/opensearch.xml"
    assert f'href="{address}"' in client.get(f"{prefix}/").text
    answer = client.get(address)
    assert answer.mimetype == "application/opensearchdescription+xml"
    tree = ET.fromstring(answer.data)
    short, long, about = (
        tree.find(f"o:{name}", NAMES).text for name in ("ShortName", "LongName", "Description")
    )
    assert 0 < len(short) <= 16
    assert len(long) <= 48
    assert len(about) <= 1024
    assert tree.find("o:Language", NAMES).text == language
    template = tree.find("o:Url", NAMES).get("template")
    found = client.get(template.replace("{searchTerms}", "Boston%2C%20MA"))
    assert found.status_code == 200
    assert client.get(tree.find("o:Image", NAMES).text).mimetype == "image/png"
