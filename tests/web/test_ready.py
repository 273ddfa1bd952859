"""Parts of pages that are kept: what they may depend on, and that each page is as if it were made anew."""

from __future__ import annotations

import itertools

import pytest
from flask import g, render_template_string

from finder.web.page import ready
from finder.web.page.ready import _Parts
from finder.web.stencil import Stencil, hole

PLACES = ("10001", "59715", "60601", "96813", "Boston, MA", "Portland, OR", "79936", "02115")
SHAPES = (
    "", "&cancer=breast-cancer", "&cancer=pancreatic-cancer&specialty=surgery", "&kind=clinician",
    "&kind=clinician&cancer=breast-cancer&sex=F", "&kind=hospital", "&miles=50&cancer=breast-cancer",
    "&cancer=breast-cancer&order=specialized", "&cancer=breast-cancer&limit=2&page=2", "&show=nci",
    "&cancer=",
    "&cancer=breast-cancer&pick=centers/example-boston", "&audience=professional&cancer=breast-cancer",
)  # fmt: skip


@pytest.fixture
def forgetful(monkeypatch):
    """Return a function that makes pages anew from then on."""
    return lambda: monkeypatch.setattr(_Parts, "get", lambda *_: None)


def test_a_page_is_the_same_whether_its_parts_were_kept_or_not(people_client, forgetful):
    places = itertools.cycle(PLACES)
    asked = [
        f"{language}/search?near={next(places)}{shape}"
        for language, shape, _ in itertools.product(("", "/es"), SHAPES, range(3))
    ]
    kept = [people_client.get(address) for address in asked]
    assert sum(page.status_code == 200 for page in kept) > len(asked) / 2
    forgetful()
    for address, page in zip(asked, kept, strict=True):
        assert people_client.get(address).data == page.data, address


@pytest.mark.parametrize("path", ["/centers/example-boston", "/cancers/breast-cancer", "/help", "/"])
def test_the_frame_is_the_same_too(client, forgetful, path):
    asked = [
        f"{path}{query}" for query in ("", "?near=10001", "?near=59715&cancer=lung-cancer", "?near=%22%3E")
    ]
    kept = [client.get(address).data for address in asked]
    forgetful()
    assert [client.get(address).data for address in asked] == kept


def test_a_place_is_never_that_of_another_reader(client):
    for place in ("Boston, MA", "Chicago, IL"):
        other = {"Boston, MA": "Chicago", "Chicago, IL": "Boston"}[place]
        page = client.get("/search", query_string={"near": place, "cancer": "breast-cancer"}).text
        assert place.partition(",")[0] in page
        assert f"near {other}" not in page


def test_nothing_of_a_private_search_is_kept(app, client):
    parts = app.extensions["finder.ready"]
    before = sum(len(each) for each in parts._of.values())
    assert client.post("/search", data={"near": "02115", "cancer": "breast cancer"}).status_code == 200
    assert sum(len(each) for each in parts._of.values()) == before


@pytest.mark.parametrize("typed", ["near", "near_asked", "rest", "cancer", "asked", "pick"])
def test_what_people_type_makes_no_holes(client, typed):
    mark = str(hole(typed))
    answer = client.get("/search", query_string={"near": "02115", "cancer": f"breast {mark}"})
    assert answer.status_code in (200, 400)
    page = client.get("/search", query_string={"near": mark, "cancer": "breast-cancer"})
    assert page.status_code == 400


def test_values_are_escaped_in_holes(client):
    page = client.get("/search", query_string={"near": "02115", "cancer": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_a_part_is_made_once_for_a_key_and_filled_each_time(app):
    made = []
    text = "{% cache key with a=a, b=b %}{{ make() }}{{ key }} {{ a }} {{ b }}{% endcache %}"
    with app.test_request_context("/"):
        said = [
            render_template_string(text, key=key, a=a, b="<b>", make=lambda: made.append(1) or "")
            for key, a in ((1, "x"), (1, "y"), (2, "y"), (1, "z"))
        ]
    assert said == [f"{key} {a} &lt;b&gt;" for key, a in ((1, "x"), (1, "y"), (2, "y"), (1, "z"))]
    assert len(made) == 2


def test_a_part_that_explains_a_word_is_made_each_time(app):
    with app.test_request_context("/"):
        for _ in range(2):
            g.explained = {}
            first = ready.ready("test", "explains", lambda: g.explained.update(word="word") or "said")
            assert (first, g.explained) == ("said", {"word": "word"})


def test_the_oldest_parts_go_when_there_are_too_many(app, monkeypatch):
    monkeypatch.setattr(ready, "_MOST", 3 * Stencil.of("x" * 30, ()).size)
    parts, of = _Parts(), type("Directory", (), {})()
    for number in range(10):
        parts.keep(of, number, Stencil.of("x" * 30, ()))
    assert [parts.get(of, number) is not None for number in (0, 6, 7, 9)] == [False, False, True, True]


def test_a_stencil_fills_only_the_holes_it_was_given():
    text = f"a {hole('one')} b {hole('other')}"
    assert Stencil.of(text, ("one",)).filled({"one": "<"}) == f"a &lt; b {hole('other')}"
    assert Stencil.of("plain", ()).filled({}) == "plain"
