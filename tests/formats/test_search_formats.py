"""The formats of a search: one record makes the address, the option and the line in the docs."""

import pytest

from finder.cli.search import search
from finder.formats.search_formats import SEARCH_FORMATS
from tests.conftest import ROOT


@pytest.mark.parametrize("name", SEARCH_FORMATS)
def test_each_format_has_its_address_and_media_type(client, name):
    answer = client.get(f"/api/v1/search.{name}?near=02115", follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, SEARCH_FORMATS[name].media_type)
    assert answer.data


def test_each_format_is_an_option_of_the_command():
    options = {each.flag_value for each in search.params if each.name == "form"}
    assert options == set(SEARCH_FORMATS)


@pytest.mark.parametrize("name", SEARCH_FORMATS)
def test_each_format_is_in_the_docs(name):
    assert f"`/api/v1/search.{name}`" in (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def test_only_json_in_full_works_out_the_lists_beside(client, monkeypatch):
    asked = []
    monkeypatch.setattr("finder.search.answer.Answer.beside", property(lambda _self: asked.append(1) or {}))
    client.get("/api/v1/search.csv?near=02115")
    client.get("/api/v1/search?near=02115")
    assert not asked
    client.get("/api/v1/search?near=02115&detail=full")
    assert asked
