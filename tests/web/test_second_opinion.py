"""The guide to a second opinion, as its readers meet it: of the invented world and of the real data."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from finder.app import create_app
from finder.store.read_catalog import catalog_of
from finder.web.guide.routes import dialable
from tests.conftest import DATA, settings_for
from tests.web.page_reader import read


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


@pytest.fixture(scope="module")
def chapters(real):
    return list(catalog_of(real).chapters.values())


def shown_on(page):
    """All that a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.text)).split())


@pytest.mark.parametrize("path", ["/second-opinion", "/second-opinion?all=yes"])
def test_emergencies_come_first(real_client, path):
    text = real_client.get(path).text
    first = read(text).text("h2")[0] if "all" not in path else read(text).text("h3")[0]
    assert first == "Get care now. Do not wait for a second opinion."
    assert 'href="tel:911"' in text[: text.index("back pain")]


def test_every_chapter_says_whom_to_call_before_anything_else(real_client, chapters):
    for chapter in chapters:
        text = real_client.get(f"/second-opinion/{chapter.slug}").text
        main = text[text.index("<main") :]
        assert main.index('href="tel:911"') < main.index("<li"), chapter.slug


def test_every_statement_of_a_chapter_is_on_its_page_with_where_it_comes_from(real_client, real, chapters):
    known = catalog_of(real)
    for chapter in chapters:
        page = real_client.get(f"/second-opinion/{chapter.slug}")
        shown = shown_on(page)
        links = read(page.text).links()
        for each in chapter.statements():
            assert each.text in shown, each.text
            for key in each.source:
                assert f"/about#source-{key}" in links
                assert known.sources[key].name in shown


def test_the_print_view_holds_every_chapter_whole_and_every_source(real_client, real, chapters):
    page = real_client.get("/second-opinion?all=yes")
    shown = shown_on(page)
    for chapter in chapters:
        for each in chapter.statements():
            assert each.text in shown
            assert all(catalog_of(real).sources[key].name in shown for key in each.source)
    assert page.text.count('class="notes"') == len(chapters)


def test_the_checklist_has_real_boxes_that_nothing_is_sent_from(client):
    page = read(client.get("/second-opinion/records").text)
    (box,) = page.all("input", type="checkbox")
    assert "name" not in box.attributes
    assert page.all("form") == []
    assert page.text("label") == ["The slides"]


def test_every_link_of_the_guide_leads_to_a_page(real_client, chapters):
    paths = ["/second-opinion", "/second-opinion?all=yes"]
    paths += [f"/second-opinion/{each.slug}" for each in chapters]
    links = {link for path in paths for link in read(real_client.get(path).text).links()}
    for link in sorted(links):
        if link.startswith("/"):
            assert real_client.get(link.partition("#")[0]).status_code == 200, link


def test_an_id_stands_once_on_the_page_of_all_chapters(real_client):
    ids = re.findall(r' id="([^"]+)"', real_client.get("/second-opinion?all=yes").text)
    assert len(ids) == len(set(ids))


def test_a_chapter_leads_to_the_one_before_and_the_one_after(client):
    links = read(client.get("/second-opinion/how-to-ask").text).all("a", rel="prev")
    assert [each.attributes["href"] for each in links] == ["/second-opinion/when-to-wait"]
    links = read(client.get("/second-opinion/how-to-ask").text).all("a", rel="next")
    assert [each.attributes["href"] for each in links] == ["/second-opinion/records"]


def test_a_chapter_that_is_not_there_is_missed_with_those_of_like_names(client):
    response = client.get("/second-opinion/record")
    assert response.status_code == 404
    assert "/second-opinion/records" in read(response.text).links()


def test_the_whole_is_asked_for_with_yes_alone(client):
    response = client.get("/second-opinion?all=no")
    assert response.status_code == 400
    assert "It can only be “yes”." in response.text


@pytest.mark.parametrize("path", ["/", "/search?near=02115", "/centers/example-boston"])
def test_the_guide_is_found_where_it_is_needed(client, path):
    links = read(client.get(path).text).links()
    assert any(link.startswith("/second-opinion") for link in links[links.index("/help") + 1 :])
    assert "/second-opinion" in links[: links.index("/help")]


def test_numbers_in_a_statement_are_dialed_with_a_tap_and_nothing_else_is_marked_up():
    assert dialable("Call 911 <now> or 1-800-555-0100.") == (
        'Call <a class="tel" href="tel:911">911</a> &lt;now&gt; or '
        '<a class="tel" href="tel:+18005550100">1-800-555-0100</a>.'
    )


def test_the_guide_is_answered_as_json_and_as_csv_in_one_order(client):
    answer = client.get("/api/v1/second-opinion").json
    assert [each["chapter"] for each in answer["results"]] == ["when-to-wait", "how-to-ask", "records"]
    assert answer["total"] == 3
    first = answer["results"][0]["sections"][0]
    assert first["kind"] == "emergency"
    assert first["statements"] == [
        {
            "name": None, "text": "Your invented leg turns green.", "note": "It is a sign that we made up.",
            "center": None, "grade": "A", "sources": ["example-list"], "checked": "2018",
        }
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(client.get("/api/v1/second-opinion.csv").text)))
    said = [
        (chapter["chapter"], section["id"], each["text"])
        for chapter in answer["results"]
        for section in chapter["sections"]
        for each in section["statements"]
    ]
    assert [(row["chapter"], row["section"], row["text"]) for row in rows] == said
    assert client.get("/api/v1/second-opinion/records").json == answer["results"][2]


def test_a_chapter_missed_over_http_says_where_it_may_be(client):
    response = client.get("/api/v1/second-opinion/record")
    assert response.status_code == 404
    assert "/api/v1/second-opinion/records" in response.text
