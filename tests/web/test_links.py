"""One function makes links, and knows pages in a browser, private ones, and those of a folder."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from markupsafe import Markup

from finder.web import context
from finder.web.context import EXPORTED, Folder
from finder.web.elements import attributes, optional
from finder.web.links import Opening, form_method, link, page_link, sentence, static
from tests.web.page_reader import read

FOLDER = Folder(
    ("en", "es"),
    {"/": "index.html", "/help": "help.html", "/search": "search.html", "/centers/a": "centers/a.html"},
    "centers/a.html",
)


@pytest.fixture
def page(people_app):
    """A page of the site: as in a browser, posted, or of a folder."""

    @contextmanager
    def of(**how):
        with people_app.test_request_context("/search", **how):
            yield

    return of


def test_a_link_says_its_words_and_its_attributes(page):
    with page():
        assert link("/help", "Help & more", class_="big", data_pick=True, rel=None) == (
            '<a href="/help" class="big" data-pick>Help &amp; more</a>'
        )
        assert link("/help", Markup("<b>Help</b>")) == '<a href="/help"><b>Help</b></a>'
        assert link(None, "Nowhere") == link("", "Nowhere") == ""
        assert form_method() == "get"


def test_a_private_page_posts_the_same_question_again(page):
    with page(method="POST", data={"near": "02115"}):
        assert form_method() == "post"
        (button,) = read(link("/es/search?near=02115&page=2", "Next", rel="next", lang="es")).all("button")
        assert button.attributes == {
            "class": "as-link", "form": "private", "name": "again", "lang": "es",
            "value": "/es/search?near=02115&page=2", "formaction": "/es/search",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("/pack?cancer=breast-cancer&near=02115&pick=centers/a", "/pack?pick=centers/a"),
        ("/api/v1/search?near=02115&kind=clinic", "/api/v1/search?kind=clinic"),
        ("/cancers/breast-cancer?audience=professional", "/cancers/breast-cancer?audience=professional"),
        ("https://example.org/?near=02115", "https://example.org/?near=02115"),
    ],
)
def test_a_private_page_links_to_other_pages_without_its_question(page, to, shown):
    with page(method="POST", data={"near": "02115"}):
        (made,) = read(link(to, "There")).all("a")
        assert made.attributes["href"] == shown


def test_a_page_of_a_folder_links_to_files_and_names_what_is_not_there(page):
    with page(environ_overrides={EXPORTED: FOLDER}):
        assert page_link("/help#now", "Help") == '<a href="../help.html#now">Help</a>'
        assert link("/search?near=02115", "Near") == '<a href="../search.html#near=02115">Near</a>'
        assert page_link("/shortlist", "Shortlist") == "Shortlist"
        assert link("https://example.org/", "There") == '<a href="https://example.org/">There</a>'
        assert static("finder.css") == "../static/finder.css"
        with pytest.raises(RuntimeError, match="needs /shortlist"):
            FOLDER.address_of("/shortlist")


def test_a_message_closes_each_link_as_it_was_begun(page):
    words = "%(a)shere%(end)s or %(b)sthere%(end)s & %(name)s"
    with page(method="POST", data={"near": "02115"}):
        said = sentence(words, a=Opening("/help"), b=Opening("/search?near=02115"), name="<you>")
    assert said.startswith('<a href="/help">here</a> or <button ')
    assert said.endswith(">there</button> & &lt;you&gt;")
    with page(environ_overrides={EXPORTED: FOLDER}):
        assert sentence(words, a=Opening("/gone"), b=Opening("/"), name="") == (
            'here or <a href="../index.html">there</a> & '
        )


def test_an_element_without_words_is_left_out():
    assert optional("p", "") == optional("p", None) == optional("p", "  ") == ""
    assert optional("p", "1 < 2", class_="soft") == '<p class="soft">1 &lt; 2</p>'
    assert attributes(open=True, title='"', hidden=False, id="") == ' open title="&#34;"'


def test_a_page_of_results_looks_the_catalog_up_a_few_times(people_client, monkeypatch):
    calls = []
    whole = context.read_catalog.catalog_of
    monkeypatch.setattr(
        context.read_catalog, "catalog_of", lambda snapshot: calls.append(1) or whole(snapshot)
    )
    assert people_client.get("/search?near=02115&cancer=breast-cancer").status_code == 200
    assert 0 < len(calls) <= 15
