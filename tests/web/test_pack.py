"""The pack: its page and its PDF have the same content, and faults are reported."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from finder.app import create_app
from finder.domain.guide.second_opinion import PACK_PARTS
from tests.conftest import DATA, settings_for
from tests.paper import codes_on, metadata_of, needs_poppler, tight, words_of
from tests.web.page_reader import read

BOSTON, NORTH = "centers/example-boston", "programs/example-north-ak"
MAYO, ANDERSON = "centers/mayo-rochester", "centers/md-anderson"
VETERANS = "programs/va-boston-healthcare-system-cancer-program-ma"
LIST = f"pick={MAYO}&pick={VETERANS}&pick={ANDERSON}"
WHOLE = f"{LIST}&cancer=pancreatic-cancer&near=59715"


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


def page_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return read(answer.text)


def headings(page):
    """Return the headings of the parts of a page."""
    ids = (f"part-{key}" for key in PACK_PARTS)
    return [words for each in ids for words in page.text("h2", id=each)]


@needs_poppler
@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("size", ["", "&type=large"])
def test_page_and_pdf_have_the_same_names_numbers_and_questions(real_client, language, size):
    answer = real_client.get(f"{language}/pack?{WHOLE}{size}")
    paper = real_client.get(f"{language}/pack.pdf?{WHOLE}{size}")
    assert (answer.status_code, paper.status_code, paper.mimetype) == (200, 200, "application/pdf")
    main = read(re.search(r"<main.*</main>", answer.text, re.DOTALL)[0])
    words = tight(words_of(paper.data))
    names, numbers = [*main.text("h2"), *main.text("h3")], main.text("a", class_="tel")
    assert {"Mayo Clinic Comprehensive Cancer Center - Rochester, Minnesota"} < set(names)
    assert {"(507) 538-3270", "(617) 232-9500", "(877) 632-6789"} < set(numbers)
    assert [each for each in (*names, *numbers) if tight(each) not in words] == []
    sections = re.findall(r'<section class="guide questions".*?</section>', answer.text, re.DOTALL)
    questions = [each for section in sections for each in read(section).text("li")]
    assert len(questions) > 20
    # A sentence may continue on the next page; its first words never do.
    assert [each for each in questions if tight(each)[:40] not in words] == []


@needs_poppler
def test_the_printed_address_opens_the_same_pack(real_client):
    address = f"/pack?{WHOLE}&part=calls&part=notes&type=large"
    paper = real_client.get(address.replace("/pack", "/pack.pdf"))
    (back,) = [each for each in codes_on(paper.data) if "/pack" in each]
    assert back.startswith("http://localhost/pack?")
    first, again = (parse_qs(urlsplit(each).query) for each in (address, back))
    assert first == again


def test_cautions_are_printed_with_the_numbers(real_client):
    page = page_of(real_client, f"/pack?{LIST}")
    assert "Veterans Affairs hospital: for veterans enrolled in VA care." in page.text("p", class_="caution")
    assert any("Number in Medicare’s records" in each for each in page.text("li"))


def test_the_note_of_a_number_is_printed_with_it(client):
    page = page_of(client, f"/pack?pick={BOSTON}")
    assert "(617) 555-0102 Second opinions; for adults" in page.text("li")


def test_the_emergency_number_always_comes_first_and_danger_signs_last(real_client):
    for query in ("", f"?{WHOLE}", "?part=notes"):
        page = page_of(real_client, f"/pack{query}")
        assert page.text("strong")[0] == "In an emergency call 911."
        assert page.text("h2", id="danger-signs") == ["Danger signs: when to get help now"]


def test_only_the_chosen_parts_are_included(client):
    every = page_of(client, f"/pack?pick={BOSTON}")
    assert headings(every) == list(PACK_PARTS.values())
    some = page_of(client, f"/pack?pick={BOSTON}&part=notes&part=calls")
    assert headings(some) == ["Who to call", "Room for notes"]
    ticked = [
        each.attributes["value"] for each in some.all("input", name="part") if "checked" in each.attributes
    ]
    assert ticked == ["calls", "notes"]


def test_the_pack_of_a_child_has_the_checklist_of_a_child(real_client):
    def ids(query):
        return {each.attributes.get("id") for each in page_of(real_client, f"/pack?{query}").elements}

    assert "child" in ids("cancer=neuroblastoma")
    assert "child" not in ids("cancer=pancreatic-cancer")
    assert "child" not in ids("")


@pytest.mark.parametrize("path", ["/pack", "/pack.pdf", "/es/pack", "/es/pack.pdf"])
@pytest.mark.parametrize(
    "wrong", ["part=soup", "type=huge", "near=00000", "cancer=nothing-like-it", "mils=5", "pick=foo"]
)
def test_faults_are_refused_and_named(client, path, wrong):
    answer = client.get(f"{path}?{wrong}")
    assert answer.status_code == 400
    assert answer.mimetype == "text/html"
    assert wrong.partition("=")[2] in html.unescape(answer.text) or wrong.startswith("mils")


def test_an_unknown_part_is_refused_with_the_choices(client):
    page = page_of(client, "/pack?part=soup", 400)
    assert all(key in " ".join(page.text("main")) for key in PACK_PARTS)


def test_a_missing_record_is_named_and_the_rest_is_shown(client):
    page = page_of(client, f"/pack?pick=centers/gone&pick={BOSTON}")
    assert any("“centers/gone”" in each for each in page.text("p"))
    assert "Example Cancer Center" in page.text("h3")
    assert client.get(f"/pack.pdf?pick=centers/gone&pick={BOSTON}").status_code == 200


@needs_poppler
def test_the_spanish_pack_is_entirely_in_spanish(real_client):
    answer = real_client.get(f"/es/pack?{WHOLE}")
    page = read(answer.text)
    assert page.all("html")[0].attributes["lang"] == "es"
    (pdf,) = [each for each in page.links() if ".pdf" in each and each.startswith("/")]
    assert pdf.startswith("/es/pack.pdf?")
    paper = real_client.get(pdf)
    assert "<rdf:li>es-US</rdf:li>" in metadata_of(paper.data)
    assert any("/es/pack?" in each for each in codes_on(paper.data))


def test_documents_are_those_of_the_readers_version(real_client):
    def documents(query):
        page = page_of(real_client, f"/pack?cancer=pancreatic-cancer&part=reading{query}")
        return [
            each.attributes["href"]
            for each in page.all("a")
            if each.attributes["href"].startswith("https://www.c")
        ]

    assert documents("")
    assert documents("") != documents("&audience=professional")


@pytest.mark.parametrize(
    "query", ["", f"?pick={BOSTON}&pick={NORTH}&near=02115&cancer=breast-cancer&type=large"]
)
@pytest.mark.parametrize("language", ["", "/es"])
def test_the_page_is_valid(client, query, language):
    answer = client.get(f"{language}/pack{query}")
    page = read(answer.text)
    assert page.unclosed == []
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert "Set-Cookie" not in answer.headers
    assert not any("style" in each.attributes for each in page.elements)
    assert all(each.startswith(f"{language}/") for each in page.links() if each.startswith("/"))


def test_the_form_keeps_the_list(client):
    page = page_of(client, f"/pack?pick={BOSTON}&pick={NORTH}")
    assert [each.attributes["value"] for each in page.all("input", name="pick")] == [BOSTON, NORTH]


def test_nothing_about_a_reader_is_cached(client):
    for path in ("/pack", "/pack.pdf"):
        answer = client.get(f"{path}?pick={BOSTON}&near=02115")
        assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize(
    ("path", "has"),
    [
        ("/pack", True),
        ("/pack?part=notes", False),
        ("/second-opinion/records", True),
        ("/second-opinion/how-to-ask", False),
        ("/second-opinion?all=yes", True),
        ("/help", False),
    ],
)
def test_the_checklist_script_is_loaded_only_with_a_checklist(real_client, path, has):
    page = page_of(real_client, path)
    assert any("ticks.js" in each.attributes.get("src", "") for each in page.all("script")) == has
    assert bool([each for each in page.elements if "data-tick" in each.attributes]) == has
    assert bool([each for each in page.elements if "data-ticks" in each.attributes]) == has


def test_a_checkbox_has_one_unique_key_in_every_language(real_client):
    def keys(path):
        boxes = page_of(real_client, path).elements
        return [each.attributes["data-tick"] for each in boxes if "data-tick" in each.attributes]

    names = keys("/second-opinion?all=yes")
    assert len(names) == len(set(names)) > 10
    assert keys("/es/second-opinion?all=yes") == names
    assert set(keys("/pack?cancer=neuroblastoma")) <= set(names)


def test_the_checklist_script_is_small_and_has_no_text_of_its_own(real_client):
    with real_client.get("/static/ticks.js") as answer:
        assert len(answer.data) <= 1_200
        assert not re.search(r'"[A-Z][a-z]+ [a-z]+', answer.text)
