"""What the operator sets: colors, the start place, and the contact on the accessibility page."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest

from finder.app import create_app
from finder.errors import BadSetting
from finder.settings import Settings
from finder.web.offline.folder import pages
from finder.web.operator.colors import COLORS, PAIRS, SCHEMES, contrast, defaults, stylesheet
from tests.conftest import ROOT, WORLD
from tests.web.page_reader import read


@pytest.fixture
def client_with(world):
    def make(**settings):
        home = {"FINDER_HOME": str(world.path.parent), "FINDER_DATA": str(WORLD)}
        return create_app(Settings.read(home | settings)).test_client()

    return make


@pytest.fixture
def colors(tmp_path):
    def write(text):
        file = tmp_path / "colors.toml"
        file.write_text(dedent(text), encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48)],
)
def test_the_contrast_is_that_of_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio == round(contrast(other, one), 2)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_our_own_colors_have_the_contrast_that_is_asked_of_others(scheme, front, back, least):
    tokens = defaults()[scheme]
    assert contrast(tokens[front], tokens[back]) >= least


def test_every_color_that_can_be_set_is_a_token_of_the_stylesheet():
    assert set(COLORS.values()) <= defaults()["light"].keys()


def test_chosen_colors_are_a_stylesheet_of_their_own_on_every_page(client_with, colors):
    client = client_with(FINDER_COLORS=str(colors('[light]\naction = "#5b2a86"\n')))
    for path in ("/", "/es/about", "/no-such-page"):
        sheets = [
            each.attributes["href"] for each in read(client.get(path).text).all("link", rel="stylesheet")
        ]
        assert sheets[-1].startswith("/static/colors.css?v=")
    response = client.get(sheets[-1])
    assert response.text == "@media screen and (prefers-color-scheme: light) { :root { --teal: #5b2a86; } }\n"
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert "style-src 'self';" in response.headers["Content-Security-Policy"]
    assert sheets[-1] in client.get("/device").text  # kept for use without a connection


def test_without_chosen_colors_there_is_no_second_stylesheet(client):
    assert len(read(client.get("/").text).all("link", rel="stylesheet")) == 1
    assert client.get("/static/colors.css").status_code == 404


def test_the_colors_in_the_docs_are_readable(colors):
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)[1]
    assert stylesheet(colors(example)).count("--teal:") == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '[light]\nink = "#777777"',
            r"\[light\] ink on paper is hard to read: contrast 4\.2, at least 7",
        ),
        ('[light]\naction = "#ffcc00"', r"\[light\] on-action on action is hard to read"),
        ('[dark]\naction = "#004f50"', r"\[dark\] action on paper is hard to read"),
        ('[light]\npaper = "#c03030"', r"\[light\] red on paper is hard to read"),
        ('[light]\nred = "#000000"', r"“red” is not a color of the site\. Use paper, shade,"),
        ('[light]\nink = "black"', r"write ink as # and six digits"),
        ('[light]\nink = "#000;}"', r"write ink as # and six digits"),
        ("[light]\nink = 0", r"write ink as # and six digits"),
        ('ink = "#000000"', r"write the colors below \[light\] and \[dark\]"),
        ("", r"write the colors below \[light\] and \[dark\]"),
        ("[light", r"We could not read it"),
    ],
)
def test_colors_that_cannot_be_used_are_refused_at_the_start(client_with, colors, text, says):
    with pytest.raises(BadSetting, match=f"FINDER_COLORS: .*{says}"):
        client_with(FINDER_COLORS=str(colors(text)))


def test_a_missing_file_of_colors_is_refused(tmp_path):
    with pytest.raises(BadSetting, match=r"check the file .*nothing\.toml"):
        stylesheet(tmp_path / "nothing.toml")


def near_in(text):
    return [each.attributes.get("value", "") for each in read(text).all("input", id="near")]


def near(client, path):
    return near_in(client.get(path).text)


def test_the_start_place_is_filled_in_until_the_reader_types_another(client_with):
    client = client_with(FINDER_START_PLACE="Billings, MT")
    for path in ("/", "/es/", "/no-such-page", "/cancers/breast-cancer"):
        assert near(client, path) == ["Billings, MT"], path
    assert near(client, "/search?near=02115") == ["02115"]
    assert near(client, "/search?cancer=breast-cancer") == [""]  # the field is what is wrong


def test_without_a_start_place_the_field_is_empty(client):
    assert near(client, "/") == [""]


@pytest.mark.parametrize(
    ("text", "says"),
    [("Springfield", "There are 27 places .*Springfield, MO"), ("00000", "We couldn't find the ZIP code"),
     ("Montana", "Montana is a whole state.*Write a ZIP code, or a city")],
)  # fmt: skip
def test_a_start_place_that_is_not_one_place_is_refused_at_the_start(client_with, text, says):
    with pytest.raises(BadSetting, match=f"(?s)^FINDER_START_PLACE: {says}"):
        client_with(FINDER_START_PLACE=text)


@pytest.mark.parametrize(
    ("to", "href", "words"),
    [("help@example.org", "mailto:help@example.org?subject=", "help@example.org"),
     ("https://help.example.org/?s={subject}", "https://help.example.org/?s=", "help.example.org")],
)  # fmt: skip
def test_the_accessibility_page_names_the_operator_and_the_contact(client_with, to, href, words):
    client = client_with(FINDER_REPORT_TO=to, FINDER_OPERATOR="Example <Hospital>")
    page = read(client.get("/accessibility").text)
    (contact,) = [each for each in page.all("a") if each.text == words]
    assert contact.attributes["href"].startswith(href)
    assert "Example <Hospital> runs this site." in page.text("p")


def test_the_accessibility_page_says_where_there_is_no_contact(client):
    page = read(client.get("/es/accessibility").text)
    assert page.text("h1") == ["Accesibilidad"]
    assert any("no dieron una dirección de contacto" in each for each in page.text("p"))
    assert any("30 de noviembre de 2026" in each for each in page.text("p"))
    footer = [each.attributes["href"] for each in read(client.get("/es/").text).all("a")]
    assert "/es/accessibility" in footer


def test_an_exported_folder_has_the_operators_name_colors_and_start_place(world, colors):
    file = colors('[light]\naction = "#5b2a86"\n')
    chosen = {
        "FINDER_HOME": str(world.path.parent),
        "FINDER_DATA": str(WORLD),
        "FINDER_NAME": "Example Library",
        "FINDER_COLORS": str(file),
        "FINDER_START_PLACE": "Billings, MT",
    }
    files = dict(pages(create_app(Settings.read(chosen)), world.snapshot(), ("en",)))
    assert b"--teal: #5b2a86" in files["static/colors.css"]
    for name in ("index.html", "search.html", "accessibility.html", "programs/example-bridger-mt.html"):
        text = files[name].decode()
        assert "– Example Library</title>" in text
        assert 'static/colors.css"' in text
        assert "og:url" not in text
    assert near_in(files["index.html"].decode()) == ["Billings, MT"]
