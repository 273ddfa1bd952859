"""How the pack and the call sheet fall on printed pages, with few and many places, in both languages."""

from __future__ import annotations

import pytest

from finder.app import create_app
from finder.store.connect import Directory
from tests import full_world
from tests.browser.conftest import served, watched
from tests.conftest import DATA, settings_for
from tests.paper import needs_poppler, pages_of

PLACES = (
    "centers/mayo-rochester",
    "centers/dana-farber",
    "centers/mskcc",
    "programs/va-boston-healthcare-system-cancer-program-ma",
    "centers/uh-seidman",
    "centers/huntsman",
    "centers/cleveland-clinic-taussig",
    "centers/hawaii",
)
DOCTOR = f"clinicians/{full_world.DOCTORS[0].npi}"
LISTS = {
    "nothing": ((), None),
    "one doctor": ((DOCTOR,), None),
    "one place": (PLACES[:1], "pancreatic-cancer"),
    "two places and a doctor": ((*PLACES[:2], DOCTOR), "pancreatic-cancer"),
    "three places": (PLACES[:3], "wilms-tumor"),
    "eight": (PLACES, "acute-myeloid-leukemia"),
}
#: By language: a late record to have ready, the heading of the danger signs, the last sign, the notes.
WORDS = {
    "": (
        "Insurance card and photo ID",
        "Danger signs: when to get help now",
        "vomiting that will not stop, or yellow eyes",
        "Room for notes",
    ),
    "/es": (
        "Tarjeta del seguro",
        "Señales de peligro: cuándo pedir ayuda ya",
        "vómito que no para u ojos amarillos",
        "Espacio para notas",
    ),
}
#: A page with fewer words has only the end of something, such as a footer.
FEWEST, FEWEST_ON_A_SHEET = 15, 60
#: With more places than this, one with many numbers may take more than half a page.
MANY = 3


@pytest.fixture(scope="module")
def full_address(tmp_path_factory):
    """The address of a site with made-up doctors."""
    home = tmp_path_factory.mktemp("full")
    directory = full_world.built(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("finder.app.open_directory", lambda *_: Directory(directory.path))
        app = create_app(settings_for(home, DATA))
    with served(app) as address:
        yield address


@pytest.fixture
def print_page(browser, full_address):
    """Return the words of each page of a page of the site on letter paper."""

    def print_it(path, picks, cancer, *more):
        asked = [
            *(f"pick={each}" for each in picks),
            *([f"cancer={cancer}"] if cancer else []),
            "near=59715",
            *more,
        ]
        page.goto(f"{path}?{'&'.join(asked)}")
        return [" ".join(each.split()) for each in pages_of(page.pdf(format="Letter"))]

    with watched(browser, full_address, script=False) as page:
        yield print_it


@needs_poppler
@pytest.mark.parametrize("size", [(), ("type=large",)], ids=["normal print", "large print"])
@pytest.mark.parametrize(("picks", "cancer"), LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("language", WORDS, ids=["en", "es"])
def test_the_first_page_of_the_pack_is_the_readers_own_and_the_last_has_all_danger_signs(
    print_page, language, picks, cancer, size
):
    records, signs, last_sign, notes = WORDS[language]
    pages = print_page(f"{language}/pack", picks, cancer, *size)
    assert records in pages[0]
    assert "911" in pages[0]
    starts = next(number for number, page in enumerate(pages) if signs in page)
    assert last_sign in pages[-1]
    assert starts == len(pages) - 1 or size
    assert [page for page in pages if len(page.split()) < FEWEST and notes not in page] == []


@needs_poppler
@pytest.mark.parametrize(("picks", "cancer"), list(LISTS.values())[1:], ids=list(LISTS)[1:])
@pytest.mark.parametrize("language", WORDS, ids=["en", "es"])
def test_the_call_sheet_begins_with_a_place_and_prints_two_on_a_page(print_page, language, picks, cancer):
    pages = print_page(f"{language}/shortlist/calls", picks, cancer)
    assert len(pages) <= 1 + len(picks) // 2 + (len(picks) > MANY)
    assert [page for page in pages if len(page.split()) < FEWEST_ON_A_SHEET] == []
