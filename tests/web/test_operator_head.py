"""What other programs read of a page: the name of the site, icons, manifest, the card of a shared link."""

from __future__ import annotations

import json
import struct

import pytest

from finder.app import create_app
from finder.language import languages
from finder.settings import Settings
from finder.web.assets import assets
from scripts.make_pictures import pictures
from tests.conftest import WORLD
from tests.every_page import spoken
from tests.web.page_reader import read

NAMED = "Example Library; es: Biblioteca Ejemplo"


@pytest.fixture
def client_with(world):
    def make(**settings):
        home = {"FINDER_HOME": str(world.path.parent), "FINDER_DATA": str(WORLD)}
        return create_app(Settings.read(home | settings)).test_client()

    return make


@pytest.fixture
def named(client_with):
    return client_with(FINDER_NAME=NAMED)


def title(text):
    return read(text).text("title")[0]


def tags(text):
    """Return the Open Graph tags of a page."""
    metas = [each.attributes for each in read(text).all("meta")]
    return {each["property"]: each["content"] for each in metas if "property" in each}


@pytest.mark.parametrize(("code", "name"), [("en", "Cancer Help Nearby"), ("es", "Cáncer: ayuda cercana")])
def test_the_site_has_a_name_of_its_own_in_each_language(client, code, name):
    text = client.get(spoken("/", code)).text
    assert title(text).endswith(f" – {name}")
    assert read(text).text("a", class_="name") == [name]


@pytest.mark.parametrize(("code", "name"), [("en", "Example Library"), ("es", "Biblioteca Ejemplo")])
def test_the_operators_name_is_wherever_the_site_names_itself(named, code, name):
    for path in ("/", "/search?near=02115", "/no-such-page", "/second-opinion?all=yes"):
        text = named.get(spoken(path, code)).text
        assert title(text).endswith(f" – {name}"), path
        assert "Cancer Help Nearby" not in text
    assert tags(named.get(spoken("/", code)).text)["og:site_name"] == name
    assert f"<name>{name}</name>" in named.get(spoken("/guidelines.atom", code)).text
    assert named.get(spoken("/manifest.webmanifest", code)).json["name"] == name
    assert name.encode() in named.get(spoken("/pack.pdf", code)).data


def test_records_systems_get_the_operators_name(named):
    asked = {"mainSearchCriteria.v.c": "C50.9", "mainSearchCriteria.v.cs": "2.16.840.1.113883.6.90"}
    feed = named.get("/infobutton", query_string={**asked, "knowledgeResponseType": "application/json"})
    assert json.loads(feed.data)["feed"]["title"]["_value"] == "Example Library"


def test_a_name_in_one_language_serves_all(client_with):
    client = client_with(FINDER_NAME="Example <Library>")
    assert title(client.get("/es/").text).endswith(" – Example <Library>")


def test_a_shared_link_has_a_title_a_picture_and_an_address(client):
    found = tags(client.get("/es/about").text)
    assert found["og:url"] == "http://localhost/es/about"
    assert found["og:title"]
    assert found["og:locale"] == "es_US"
    picture = client.get(found["og:image"].removeprefix("http://localhost"))
    assert picture.mimetype == "image/png"
    assert (
        size_of(picture.data) == (int(found["og:image:width"]), int(found["og:image:height"])) == (1200, 630)
    )
    assert 'name="twitter:card" content="summary_large_image"' in client.get("/about").text


def test_the_address_of_a_shared_search_has_no_search(client):
    found = tags(client.get("/search?near=02115&cancer=breast-cancer").text)
    assert found["og:url"] == "http://localhost/search"


def test_a_private_search_has_no_card(client):
    assert tags(client.post("/search", data={"near": "02115", "cancer": "breast-cancer"}).text) == {}


def test_the_title_on_the_card_is_that_of_the_page_in_plain_characters(client):
    text = client.get('/cancers/"no"').text
    assert tags(text)["og:title"] == title(text).rpartition(" – ")[0]


def test_the_manifest_names_icons_of_the_size_it_says(client):
    page = read(client.get("/es/").text)
    (address,) = [each.attributes["href"] for each in page.all("link", rel="manifest")]
    response = client.get(address)
    assert response.mimetype == "application/manifest+json"
    manifest = response.get_json(force=True)
    assert (manifest["lang"], manifest["start_url"]) == ("es", "/es/")
    for each in manifest["icons"]:
        width, height = size_of(client.get(each["src"]).data)
        assert f"{width}x{height}" == each["sizes"]
    assert "manifest-src 'self'" in response.headers["Content-Security-Policy"]


def test_every_icon_of_the_head_is_there(client):
    links = read(client.get("/").text).all("link")
    found = [each.attributes["href"] for each in links if "icon" in each.attributes["rel"]]
    assert len(found) == 3
    assert [client.get(each).status_code for each in found] == [200] * 3


def test_the_pictures_are_those_that_the_script_makes_and_small():
    made = pictures()
    assert made.keys() == {name for name in assets() if name.endswith(".png")}
    assert {f"card-{code}.png" for code in languages()} <= made.keys()
    for name, content in made.items():
        assert assets()[name].content == content, f"run: python -m scripts.make_pictures ({name})"
        assert len(content) <= 60_000


def size_of(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height
