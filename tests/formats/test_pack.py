"""The pack on paper: its contents, and whether screen readers and phones can read it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

import pytest

from finder.domain.guide.second_opinion import PACK_PARTS, PACK_SECTIONS, PACK_SECTIONS_FOR_A_CHILD
from finder.formats import display
from finder.formats.contacts.contact import contact
from finder.formats.paper import contents, pdf
from finder.language import using_language
from finder.search.documents.reader import Reader
from finder.search.shortlist.find import ShortlistQuery, find_shortlist
from finder.search.shortlist.pack_question import pack_documents, pack_start
from finder.store.read_catalog import catalog_of
from tests.paper import codes_on, facts_of, lines_on, metadata_of, needs_poppler, pages_of, tight, words_of

PICKS = (
    "centers/mayo-rochester",
    "programs/va-boston-healthcare-system-cancer-program-ma",
    "centers/md-anderson",
)
SITE = "Example Library"
ADDRESS = "https://finder.example.org/pack?" + "&".join(f"pick={each}" for each in PICKS)


def made(real, picks=PICKS, cancer="pancreatic-cancer", near="59715", chosen=()):
    known = catalog_of(real)
    found = find_shortlist(real, ShortlistQuery(picks, cancer, near))
    return contents.make(
        known,
        found.cancer,
        found.place.name if found.place else "",
        [contact(each.record, known, each.result) for each in found.picked],
        pack_documents(real, found.cancer.slug, Reader()) if found.cancer else (),
        chosen,
        start=pack_start(real, ShortlistQuery(picks, cancer, near), found),
    )


@pytest.fixture(scope="module")
def whole(real):
    return made(real)


@pytest.fixture(scope="module")
def paper(whole):
    return pdf.render(whole, ADDRESS, large=False, made_on="2026-11-26", site=SITE)


def texts(whole):
    return [line for part in whole.parts for section in part.sections for line in contents.lines(section)]


@needs_poppler
def test_the_pdf_is_tagged_for_screen_readers_and_has_a_title_and_language(paper, whole):
    facts = facts_of(paper)
    assert facts["Title"] == whole.title == "Second-opinion pack: pancreatic cancer"
    assert facts["Tagged"] == "yes"
    assert facts["Page size"] == "612 x 792 pts (letter)"
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata_of(paper)
    assert "<rdf:li>en-US</rdf:li>" in metadata_of(paper)


@needs_poppler
def test_it_has_names_addresses_numbers_and_cautions(paper, whole):
    words = tight(words_of(paper))
    assert len(whole.calls) == 3
    for each in whole.calls:
        for text in (each.name, each.kind, each.address, each.distance, each.note, *each.cautions):
            assert tight(text) in words, text
        for number in each.numbers:
            assert tight(f"{display.phone(number.number)} {number.called}") in words
    assert tight("Veterans Affairs hospital: for veterans enrolled in VA care.") in words
    assert tight("Miles are from Bozeman, MT 59715.") in words


@needs_poppler
def test_an_emergency_line_comes_first_and_all_sentences_of_the_guide_and_danger_signs_follow(paper, whole):
    words = tight(words_of(paper))
    first, parts = words.index(tight("In an emergency call 911.")), tight(whole.parts[0].label)
    assert first < words.index(parts) < words.index(tight(whole.signs[0].signs[0].signs[0]))
    at = [words.index(tight(part.label), words.index("Thisisnotmedicaladvice")) for part in whole.parts[:-1]]
    assert at == sorted(at)
    # A page may break within a sentence, but not within its first words.
    for line in texts(whole):
        assert tight(line)[:40] in words, line


@needs_poppler
def test_every_qr_code_is_an_address_that_is_also_printed(paper, whole):
    codes = codes_on(paper)
    expected = [ADDRESS, *(each.url for each in whole.calls if each.url), *(e.url for e in whole.readings)]
    assert sorted(codes) == sorted(expected)
    assert len(codes) >= 4
    words = tight(words_of(paper))
    assert [each for each in codes if each not in words] == []


@needs_poppler
def test_large_print_has_more_pages_and_the_same_content(paper, whole):
    large = pdf.render(whole, ADDRESS, large=True, made_on="2026-11-26", site=SITE)
    assert int(facts_of(paper)["Pages"]) <= 10
    assert int(facts_of(large)["Pages"]) > int(facts_of(paper)["Pages"])
    assert sorted(codes_on(large)) == sorted(codes_on(paper))
    words = tight(words_of(large))
    assert [line for line in texts(whole) if tight(line)[:30] not in words] == []


@needs_poppler
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_lines_for_notes_fill_the_page_before_the_danger_signs(real, large, count):
    paper = pdf.render(made(real, PICKS[:count]), ADDRESS, large=large, made_on="2026-11-26", site=SITE)
    pages = pages_of(paper)
    (signs,) = [number for number, page in enumerate(pages) if "Danger signs: when" in page]
    assert [number for number, page in enumerate(pages) if "Room for notes" in page] == [signs - 1]
    lines = lines_on(paper, signs)
    assert len(lines) >= 8
    assert 0.85 < lines[-1] < 0.94


@needs_poppler
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "en",
            ("Name", "Date", "In an emergency call 911.", "Call first", "(507) 538-3270", "What to say",
             "who has pancreatic cancer", "Records to have ready", "Pathology slides"),
        ),
        (
            "es",
            ("Nombre", "Fecha", "En una emergencia llame al 911.", "Llame primero", "(507) 538-3270",
             "Qué decir", "que tiene cáncer de páncreas", "Documentos médicos", "Laminillas"),
        ),
    ],
)  # fmt: skip
def test_the_first_page_is_the_readers_own(real, code, expected):
    with using_language(code):
        paper = pdf.render(made(real), ADDRESS, large=False, made_on="2026-11-26", site=SITE)
    first, second, *_rest = pages_of(paper)
    words = tight(first)
    places = [words.index(tight(each)) for each in expected]
    assert places == sorted(places)
    assert "finder.example.org" not in tight(first)
    assert "finder.example.org" in tight(second)


@needs_poppler
def test_without_a_shortlist_the_first_page_names_the_center_to_start_at(real):
    paper = pdf.render(made(real, ()), ADDRESS, large=False, made_on="2026-11-26", site=SITE)
    first = " ".join(pages_of(paper)[0].split())
    assert "Huntsman Cancer Institute" in first
    assert "(800) 824-2073" in first
    assert "It serves all of Montana." in first
    assert "No place is on your shortlist yet." not in first


def test_the_danger_signs_are_those_of_the_cancer_and_of_every_treatment(real):
    def signs(cancer):
        groups = made(real, (), cancer, None).signs
        return {group.key for group in groups}, " ".join(
            sign for group in groups for each in group.signs for sign in each.signs
        )

    keys, text = signs("pancreatic-cancer")
    assert keys == {"cancer", "chemo", "immunotherapy", "cell-therapy"}
    assert "fever with a bile stent" in text
    assert "Leukemia or a very high white count" not in text
    keys, text = signs("acute-myeloid-leukemia")
    assert "Leukemia or a very high white count" in text
    assert "fever with a bile stent" not in text
    assert "child" in signs("neuroblastoma")[0]
    assert "child" in signs(None)[0]


@needs_poppler
def test_the_danger_signs_of_an_adult_fit_on_the_last_page(real):
    for code in ("en", "es"):
        with using_language(code):
            pages = pages_of(pdf.render(made(real), ADDRESS, large=False, made_on="2026-11-26", site=SITE))
        assert "CAR-T" in pages[-1]
        assert "911" in pages[-1]
        assert "988" in pages[-1]


@needs_poppler
def test_it_is_printed_in_spanish(real):
    with using_language("es"):
        whole = made(real)
        paper = pdf.render(whole, ADDRESS, large=False, made_on="2026-11-26", site=SITE)
    assert "<rdf:li>es-US</rdf:li>" in metadata_of(paper)
    assert "26 de noviembre de 2026" in words_of(paper)
    assert {each.language for each in whole.readings} >= {"es"}


@needs_poppler
def test_typst_markup_in_a_name_is_printed_as_text(real):
    odd = '#panic("x") *bold* $1/0$ = <label> @ref \\ [ ] " // none'
    whole = made(real, chosen=("calls",))
    call = replace(whole.calls[0], name=odd, website="https://a.example/#x_*y*")
    first = replace(whole.first, calls=(replace(whole.first.calls[0], name=odd),))
    whole = replace(whole, calls=(call,), first=first)
    paper = pdf.render(whole, "", large=False, made_on="2026-11-26", site=SITE)
    assert tight(odd) in tight(words_of(paper))
    assert codes_on(paper) == ["https://a.example/#x_*y*"]


#: Names that our fonts cannot print as they are, and what is printed.
ODD_NAMES = {
    "Clínica 中文 Łódź": "Clínica □□ Łódź",
    "عيادة 中": "□",
    "Care 😀 home": "Care □ home",
    "ไทย หิ": "□",
    "A\x07B\x00C\x1bD": "ABCD",
    "e\u0301\u0302\u0323\U000e0101 mark": "mark",
    "half \ud800 pair": "half □ pair",
    "\U0010ffff end": "□ end",
    "Ελλάδα Київ 中": "Ελλάδα Київ □",
}


@needs_poppler
@pytest.mark.parametrize("odd", ODD_NAMES)
def test_a_character_that_no_font_has_is_printed_as_a_box(real, odd):
    whole = made(real, chosen=("calls",))
    whole = replace(whole, title=f"Pack {odd}", calls=(replace(whole.calls[0], name=odd, kind=odd),))
    address = f"https://{odd.split()[-1]}.example/pack?near={quote(odd, errors='replace')}"
    paper = pdf.render(whole, address, large=True, made_on="2026-11-26", site=odd)
    assert tight(ODD_NAMES[odd]) in tight(words_of(paper))
    assert facts_of(paper)["Tagged"] == "yes"


@needs_poppler
def test_letters_of_our_fonts_stay_where_another_character_is_replaced(real):
    ours = "".join(
        each for each in map(chr, range(0x21, 0x2800)) if each.isprintable() and not pdf.LACKING.match(each)
    )
    whole = made(real, chosen=("calls",))
    whole = replace(whole, calls=(replace(whole.calls[0], name=" ".join([*ours, "中"])),))
    words = tight(words_of(pdf.render(whole, "", large=False, made_on="2026-11-26", site=SITE)))
    assert set(ours) <= set(words)


@needs_poppler
def test_a_pack_without_a_web_page_has_no_address(whole):
    paper = pdf.render(whole, "", large=False, made_on="2026-11-26", site=SITE)
    assert "This pack on the web" not in words_of(paper)
    assert ADDRESS not in codes_on(paper)


@needs_poppler
def test_a_pack_for_an_empty_shortlist_says_so(real):
    paper = pdf.render(made(real, (), None, None), "", large=False, made_on="2026-11-26", site=SITE)
    words = words_of(paper)
    assert "No place is on your shortlist yet." in words
    assert "Choose a cancer type to get its documents." in words


@pytest.mark.parametrize("key", PACK_PARTS)
def test_a_single_part_is_made_with_the_emergencies(real, whole, key):
    alone = made(real, chosen=(key,))
    assert [part.key for part in alone.parts] == [key]
    assert alone.parts[0] == next(part for part in whole.parts if part.key == key)
    assert alone.signs == whole.signs
    assert alone.first == whole.first


def test_all_sections_of_every_part_are_in_the_guide(real, whole):
    for part in made(real, cancer="neuroblastoma").parts:
        expected = (*PACK_SECTIONS.get(part.key, ()), *PACK_SECTIONS_FOR_A_CHILD.get(part.key, ()))
        assert tuple(section.id for section in part.sections) == expected


def test_only_the_pack_for_a_child_has_the_childrens_checklist(real, whole):
    def ids(of):
        return {section.id for part in of.parts for section in part.sections}

    assert ids(made(real, cancer="neuroblastoma")) - ids(whole) == {"child"}
