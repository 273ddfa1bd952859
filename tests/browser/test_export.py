"""The exported folder in a browser without a network: opened from files, searched by its own script."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from finder.app import create_app
from finder.cli import cli
from finder.words.danger import find_signs
from tests.conftest import DATA, settings_for
from tests.words.test_danger import PHRASES

LIMIT = 30_000_000
QUESTIONS = [
    ("59101", "childhood acute lymphoblastic leukemia"),
    ("Billings, Montana", "breast cancer"),
    ("00901", "prostate cancer"),
    ("st. louis, mo", ""),
    ("99501", "neuroblastoma"),
    ("45.78, -108.50", "small cell lung cancer"),
]


@pytest.fixture(scope="module")
def folder(real, tmp_path_factory):
    made = tmp_path_factory.mktemp("usb")
    environment = {"FINDER_HOME": str(real.path.parent), "FINDER_DATA": str(DATA)}
    result = CliRunner(env=environment).invoke(
        cli, ["export", "static", "--language", "en", "--language", "es", str(made)]
    )
    assert result.exit_code == 0, result.output
    return made


@pytest.fixture
def opened(browser, folder):
    """A page that fails on any request other than for a file of the folder, and on any console error."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    foreign, complaints = [], []
    root = folder.as_uri()
    page.on("request", lambda each: None if each.url.startswith(root) else foreign.append(each.url))
    page.on("console", lambda each: complaints.append(each.text) if each.type == "error" else None)
    page.on("pageerror", lambda each: complaints.append(str(each)))
    page.root = root
    yield page
    assert (foreign, complaints) == ([], [])
    context.close()


def test_the_folder_is_small(folder):
    assert sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) < LIMIT


def test_the_folder_finds_the_danger_signs_that_the_site_finds(opened, real):
    opened.goto(f"{opened.root}/search.html")
    asked = [(each["text"], each["box"] == "name") for each in PHRASES]
    found = opened.evaluate(
        "asked => asked.map(([text, isName]) => signsIn(text, isName).map((at) => finderSigns[at].key))",
        asked,
    )
    expected = [[sign.key for sign in find_signs(real, text, is_name=is_name)] for text, is_name in asked]
    differ = [text for (text, _), one, other in zip(asked, found, expected, strict=True) if one != other]
    assert differ == []


@pytest.mark.parametrize(
    ("page", "words", "call"),
    [("search.html", "puking blood", "Call 911"), ("es/search.html", "me quiero morir", "988")],
)
def test_the_folder_shows_danger_first(opened, page, words, call):
    opened.goto(f"{opened.root}/{page}")
    opened.locator("[name=cancer]").fill(words)
    opened.locator("[name=near]").fill("59715")
    opened.locator("[data-folder-search] button").first.click()
    opened.wait_for_selector(".alarm")
    assert call in opened.locator(".alarm-call").inner_text()
    assert opened.locator("[data-results] > *").first.get_attribute("class") == "alarm"


@pytest.mark.parametrize(("near", "cancer"), QUESTIONS)
def test_the_offline_search_ranks_like_the_site(opened, real, near, cancer):
    arguments = {"near": near, **({"cancer": cancer} if cancer else {})}
    site = create_app(settings_for(real.path.parent, DATA)).test_client()
    answer = site.get("/api/v1/search", query_string=arguments).get_json()
    expected = [each["name"] for each in answer["results"]][:5]
    opened.goto(f"{opened.root}/search.html")
    opened.get_by_label("Cancer type").fill(cancer)
    opened.get_by_label("ZIP or city").fill(near)
    opened.get_by_role("button", name="Find places").click()
    opened.wait_for_selector(".card")
    assert opened.locator(".card h3").all_inner_texts()[:5] == expected
    opened.locator(".card h3 a").first.click()
    assert opened.locator("h1").inner_text() == expected[0]


def test_a_phone_number_can_be_found_in_spanish_from_the_first_page(opened):
    opened.goto(f"{opened.root}/es/index.html")
    opened.get_by_label("Código postal o ciudad").fill("79901")
    opened.get_by_label("Tipo de cáncer").fill("cancer de pancreas")
    opened.keyboard.press("Enter")
    opened.wait_for_selector(".card")
    assert opened.locator(".card .miles").first.inner_text().endswith("millas")
    assert opened.locator(".card .call").first.get_attribute("href").startswith("tel:+1")
    assert opened.get_by_role("link", name="Cáncer de páncreas: quién lo trata").get_attribute("href")


def test_ambiguous_words_are_a_choice(opened):
    opened.goto(f"{opened.root}/search.html#near=Springfield")
    choices = opened.locator("[data-results] li a")
    choices.nth(10).wait_for()
    opened.get_by_role("link", name="Springfield, MO", exact=True).click()
    expect(opened.get_by_role("heading", name="Nearest to Springfield, MO")).to_be_visible()
    opened.go_back()
    choices.nth(10).wait_for()
    opened.goto(f"{opened.root}/search.html#near=Nowhereville+Zz")
    expect(opened.locator(".caution")).to_contain_text("We couldn't find a place called “Nowhereville Zz”.")
    opened.goto(f"{opened.root}/search.html#near=59101&cancer=leukemia")
    expect(opened.get_by_role("heading", name="Which cancer is it?")).to_be_visible()
    opened.goto(f"{opened.root}/search.html#near=59101&cancer=zzz")
    expect(opened.locator(".caution")).to_contain_text("We couldn't find a cancer called “zzz”.")


def test_lists_work_without_script(browser, folder):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/search.html")
    expect(page.locator("form")).to_be_hidden()
    page.get_by_role("link", name="Cancer centers").click()
    assert page.locator("h1").inner_text() == "Cancer centers"
    context.close()
