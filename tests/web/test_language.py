"""The language of a page is the first part of its address, and every link keeps it."""

from __future__ import annotations

import pytest

from finder import language
from tests.web.page_reader import read


def test_the_page_links_its_versions_in_other_languages(client):
    for path, code in (
        ("/search?near=02115&cancer=breast-cancer", "en"),
        ("/es/search?near=02115&cancer=breast-cancer", "es"),
    ):
        answer = client.get(path)
        page = read(answer.text)
        assert page.all("html")[0].attributes["lang"] == code
        others = {
            each.attributes["hreflang"]: each.attributes["href"] for each in page.all("link", rel="alternate")
        }
        assert others["es"] == "/es/search?near=02115&cancer=breast-cancer"
        assert others["en"] == "/search?near=02115&cancer=breast-cancer"
        switch = page.all("a", class_="language-link")
        assert [each.attributes["hreflang"] for each in switch] == [each for each in others if each != code]


def test_the_language_switch_keeps_the_audience(client):
    page = read(client.get("/about?audience=professional").text)
    switches = page.all("a", class_="language-link")
    assert "/es/about?audience=professional" in [each.attributes["href"] for each in switches]


@pytest.mark.parametrize(
    "path", ["/es/", "/es", "/es/search?near=02115", "/es/guidelines", "/es/help", "/es/second-opinion"]
)
def test_every_link_within_the_site_stays_in_the_language(client, path):
    page = read(client.get(path).text)
    inside = [each for each in page.links() if each.startswith("/")]
    inside += [each.attributes["action"] for each in page.all("form")]
    assert inside
    assert [each for each in inside if not each.startswith("/es/")] == []


def test_redirects_and_errors_stay_in_the_language(client):
    assert client.get("/es/search").headers["Location"] == "/es/"
    assert client.get("/es/about?utm_source=x").headers["Location"] == "/es/about"
    assert read(client.get("/es/nothing").text).all("html")[0].attributes["lang"] == "es"


def test_documents_in_the_language_come_first(client):
    page = read(client.get("/es/cancers/breast-cancer").text)
    first, *_others = page.all("li", class_="doc")
    assert "pacientes" in first.text
    assert "en inglés" not in first.text


def test_untranslated_text_is_marked_as_english(client, monkeypatch):
    monkeypatch.setattr(language, "is_translated", lambda text: language.current_language() == "en")
    chapter = "/second-opinion/when-to-wait"
    assert '<span lang="en">' in client.get(f"/es{chapter}").text
    assert '<span lang="en">' not in client.get(chapter).text


def test_the_api_reports_errors_in_the_language_of_its_address(client):
    assert client.get("/es/api/v1/search?near=02115").get_json()["total"] >= 1
    assert client.get("/es/api/v1/search?near=00000").status_code == 400


def test_fields_are_filled_in_in_the_readers_language(client):
    for path in (
        "/es/cancers/breast-cancer?near=59715",
        "/es/shortlist?pick=centers/example-boston&cancer=breast-cancer",
    ):
        text = client.get(path).text
        assert 'value="Cáncer de seno (mama)"' in text, path
        assert 'value="Breast cancer"' not in text, path
