"""The reader's choice is kept from page to page; words are explained once."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from finder.web.reader import kept
from tests.web.page_reader import read

PAGES = (
    "/", "/search?near=59715&cancer=breast-cancer", "/centers", "/centers/example-boston", "/programs",
    "/programs/example-bridger-mt", "/cancers", "/cancers/breast-cancer", "/specialties",
    "/specialties/surgery", "/guidelines", "/help", "/about", "/spread", "/no-such-page",
    "/search?near=00000",
)  # fmt: skip


def as_professional(path):
    return f"{path}{'&' if '?' in path else '?'}audience=professional&language=es"


@pytest.mark.parametrize("path", PAGES)
def test_every_link_and_form_keeps_the_reader(client, path):
    page = read(client.get(as_professional(path)).text)
    dropped = []
    for address in page.links():
        parts = urlsplit(address)
        if parts.netloc or not parts.path or parts.path.startswith("/api/") or "mailto" in parts.scheme:
            continue
        if parts.scheme or parts.path.endswith(".atom"):
            continue
        values = parse_qs(parts.query)
        if (values.get("audience"), values.get("language")) != (["professional"], ["es"]):
            dropped.append(address)
    text = {"For patients": "audience", "English": "language"}
    if path.startswith("/guidelines"):  # there they are filters, which can be taken off
        dropped = [each for each in dropped if urlsplit(each).path != "/guidelines"]
    else:
        switch = {each.attributes["href"] for each in page.all("a") if each.text in text}
        other = {each.attributes["href"] for each in page.all("a") if each.attributes.get("lang")}
        dropped = [each for each in dropped if each not in switch | other]
        for form in page.all("form"):
            assert form.attributes["action"]
        fields = [
            (each.attributes["name"], each.attributes["value"]) for each in page.all("input", type="hidden")
        ]
        assert len(page.all("form")) <= fields.count(("audience", "professional"))
    assert dropped == []


@pytest.mark.parametrize("path", PAGES)
def test_addresses_are_unchanged_without_a_chosen_reader(client, path):
    page = read(client.get(path).text)
    switch = {"For professionals", "Español"}
    for each in page.all("a"):
        if each.text not in switch and not each.attributes.get("lang"):
            assert "audience=" not in each.attributes["href"]
            assert "language=" not in each.attributes["href"]
    assert not [each for each in page.all("input", type="hidden") if each.attributes["name"] == "audience"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_complete_in_every_version(client, path):
    assert client.get(as_professional(path)).status_code == client.get(path).status_code
    assert client.get(as_professional(path).replace("professional", "doctor")).status_code in (400, 404)


def test_an_address_keeps_its_query_and_fragment(app):
    with app.test_request_context("/cancers?audience=professional"):
        assert kept("/cancers#breast") == "/cancers?audience=professional#breast"
        assert kept("/guidelines?audience=patient&cancer=x") == "/guidelines?audience=patient&cancer=x"
        twice = "/search?specialty=surgery&specialty=pathology"
        assert kept(twice) == twice.replace("?", "?audience=professional&")
        assert kept("/search?near=Boston%2C+MA") == "/search?audience=professional&near=Boston%2C+MA"
    with app.test_request_context("/cancers?audience=nobody"):
        assert kept("/cancers") == "/cancers"


def test_what_to_read_begins_with_the_readers_version(client):
    page = read(client.get("/search?near=02115&cancer=breast-cancer&audience=professional").text)
    panel = page.text("section", id="documents")[0]
    assert panel.index("For doctors") < panel.index("For your patients")
    (twin,) = [each for each in page.links() if each.startswith("/api/v1/search?")]
    assert "audience" not in twin
    assert client.get(twin).status_code == 200


def test_the_next_page_of_a_search_is_for_the_same_reader(client):
    page = read(client.get("/search?near=02115&audience=professional&limit=4").text)
    (following,) = [each.attributes["href"] for each in page.all("a", rel="next")]
    assert parse_qs(urlsplit(following).query) == {
        "near": ["02115"], "audience": ["professional"], "limit": ["4"], "page": ["2"]
    }  # fmt: skip


def test_a_word_is_explained_once_at_its_first_use(client):
    for path in ("/cancers/breast-cancer", "/guidelines", "/guidelines?cancer=breast-cancer"):
        page = read(client.get(path).text)
        buttons = page.all("button", class_="why")
        notes = {each.attributes["id"]: each.text for each in page.all("span", class_="why-note")}
        opened = [each.attributes["popovertarget"] for each in buttons]
        assert len(opened) == len(set(opened)) >= 2
        assert set(opened) == set(notes)
        assert all("popover" in each.attributes for each in page.all("span", class_="why-note"))
        assert "National Cancer Institute" in notes["why-nci"]


def test_explanations_are_printed_in_a_glossary(client):
    page = read(client.get("/cancers/breast-cancer").text)
    (words,) = page.text("section", class_="part print-only")
    for each in page.all("button", class_="why"):
        explanation = next(
            e for e in page.all("span") if e.attributes.get("id") == each.attributes["popovertarget"]
        )
        assert explanation.text.split(". ", 1)[1].strip()[:40] in words
    assert read(client.get("/help").text).all("section", class_="part print-only") == []
