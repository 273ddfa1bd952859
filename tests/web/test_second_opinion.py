"""The pages of the guide to a second opinion, in the invented world and the real data."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from finder.app import create_app
from finder.store.read_catalog import catalog_of
from finder.web.elements import dialable
from tests.conftest import DATA, settings_for
from tests.web.page_reader import read


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


@pytest.fixture(scope="module")
def chapters(real):
    return list(catalog_of(real).chapters.values())


def shown_on(page):
    """Return all text of a page, without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.text)).split())


@pytest.mark.parametrize("path", ["/second-opinion", "/second-opinion?all=yes"])
def test_emergencies_come_first(real_client, path):
    text = real_client.get(path).text
    first = read(text).text("h2")[0] if "all" not in path else read(text).text("h3")[0]
    assert first == "Call 911 for any of these"
    assert 'href="tel:911"' in text[: text.index('<ul class="points">')]


def test_every_chapter_says_whom_to_call_before_anything_else(real_client, chapters):
    for chapter in chapters:
        text = real_client.get(f"/second-opinion/{chapter.slug}").text
        main = text[text.index("<main") :]
        assert main.index('href="tel:911"') < main.index("<li"), chapter.slug


def test_every_statement_of_a_chapter_is_on_its_page_with_its_source(real_client, real, chapters):
    catalog = catalog_of(real)
    for chapter in chapters:
        page = real_client.get(f"/second-opinion/{chapter.slug}")
        shown = shown_on(page)
        links = read(page.text).links()
        for each in chapter.statements():
            assert each.text in shown, each.text
            for key in each.source:
                assert f"/about#source-{key}" in links
                assert catalog.sources[key].name in shown


def test_the_print_view_has_every_chapter_and_source(real_client, real, chapters):
    page = real_client.get("/second-opinion?all=yes")
    shown = shown_on(page)
    for chapter in chapters:
        for each in chapter.statements():
            assert each.text in shown
            assert all(catalog_of(real).sources[key].name in shown for key in each.source)
    assert page.text.count('class="notes"') == len(chapters)


def test_the_checklist_has_real_checkboxes_that_are_never_sent(client):
    page = read(client.get("/second-opinion/records").text)
    (box,) = page.all("input", type="checkbox")
    assert "name" not in box.attributes
    assert page.all("form") == []
    assert page.text("label") == ["The slides"]


def test_no_link_of_the_guide_is_broken(real_client, chapters):
    paths = ["/second-opinion", "/second-opinion?all=yes"]
    paths += [f"/second-opinion/{each.slug}" for each in chapters]
    links = {link for path in paths for link in read(real_client.get(path).text).links()}
    for link in sorted(links):
        if link.startswith("/"):
            assert real_client.get(link.partition("#")[0]).status_code == 200, link


def test_ids_are_unique_on_the_page_of_all_chapters(real_client):
    ids = re.findall(r' id="([^"]+)"', real_client.get("/second-opinion?all=yes").text)
    assert len(ids) == len(set(ids))


def test_a_chapter_links_to_the_previous_and_next_one(client):
    links = read(client.get("/second-opinion/how-to-ask").text).all("a", rel="prev")
    assert [each.attributes["href"] for each in links] == ["/second-opinion/when-to-wait"]
    links = read(client.get("/second-opinion/how-to-ask").text).all("a", rel="next")
    assert [each.attributes["href"] for each in links] == ["/second-opinion/records"]


def test_an_unknown_chapter_suggests_similar_ones(client):
    response = client.get("/second-opinion/record")
    assert response.status_code == 404
    assert "/second-opinion/records" in read(response.text).links()


def test_the_whole_guide_is_requested_only_with_yes(client):
    response = client.get("/second-opinion?all=no")
    assert response.status_code == 400
    assert "Use “yes”." in response.text


@pytest.mark.parametrize("path", ["/", "/search?near=02115", "/centers/example-boston"])
def test_the_guide_is_linked_where_it_is_needed(client, path):
    links = read(client.get(path).text).links()
    assert any(link.startswith("/second-opinion") for link in links[links.index("/help") + 1 :])
    assert "/second-opinion" in links[: links.index("/help")]


def test_phone_numbers_in_statements_are_links_and_nothing_else_is_markup():
    assert dialable("Call 911 <now> or (800) 555-0100.") == (
        'Call <a class="tel" href="tel:911">911</a> &lt;now&gt; or '
        '<a class="tel" href="tel:+18005550100">(800) 555-0100</a>.'
    )


def test_the_guide_is_available_as_json_and_csv_in_one_order(client):
    answer = client.get("/api/v1/second-opinion").json
    assert [each["chapter"] for each in answer["results"]] == ["when-to-wait", "how-to-ask", "records"]
    assert answer["total"] == 3
    first = answer["results"][0]["sections"][0]
    assert first["kind"] == "emergency"
    assert first["statements"] == [
        {
            "name": None, "text": "Your invented leg turns green", "note": "Stay where you are.",
            "center": None, "grade": "A", "sources": ["example-list"], "checked": None,
        }
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/second-opinion.csv").text)))
    expected = [
        (chapter["chapter"], section["id"], each["text"])
        for chapter in answer["results"]
        for section in chapter["sections"]
        for each in section["statements"]
    ]
    assert [(row["chapter"], row["section"], row["text"]) for row in rows] == expected
    assert client.get("/api/v1/second-opinion/records").json == answer["results"][2]


def test_an_unknown_chapter_in_the_api_suggests_addresses(client):
    response = client.get("/api/v1/second-opinion/record")
    assert response.status_code == 404
    assert "/api/v1/second-opinion/records" in response.text
