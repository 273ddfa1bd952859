"""Every ICD-10-CM code of a tumor leads to a type with a document, or the reader is told why not."""

import pytest

icd = pytest.importorskip("simple_icd_10_cm", reason="the code book is not installed")

from finder.search.documents.find import find_cancer_page  # noqa: E402
from finder.words.cancer.codes.icd10cm import read_code  # noqa: E402

#: Codes that name no type, each with its reason; the note of the code says it to the reader.
NO_TYPE = {
    "D09.8": "in situ, of other sites",
    "D09.9": "in situ, of no site",
    "D48.9": "uncertain, of no site",
}


def chapter(*first_letters):
    codes = (code for code in icd.get_all_codes(with_dots=True) if icd.is_category_or_subcategory(code))
    return [code for code in codes if code.startswith(first_letters)]


@pytest.fixture(scope="module")
def with_documents(real):
    def has(slug):
        return bool(find_cancer_page(real, slug).documents)

    known = {}
    return lambda slug: known.setdefault(slug, has(slug))


MALIGNANT = chapter("C")
IN_SITU = chapter("D0")
UNCERTAIN = [code for code in chapter("D3", "D4") if "D37" <= code[:3] <= "D49"]


def test_the_code_book_is_whole():
    assert len([code for code in MALIGNANT if icd.is_leaf(code)]) > 1200
    assert len([code for code in IN_SITU if icd.is_leaf(code)]) > 100
    assert len([code for code in UNCERTAIN if icd.is_leaf(code)]) > 120


def test_every_malignant_code_leads_to_a_type_with_a_document(real, with_documents):
    lost = [
        code
        for code in MALIGNANT
        if not (found := read_code(real, code)) or not any(map(with_documents, found.cancers))
    ]
    assert not lost


def test_every_other_tumor_code_leads_to_a_type_or_says_why_not(real, with_documents):
    lost = []
    for code in (*IN_SITU, *UNCERTAIN):
        found = read_code(real, code)
        assert found, code
        if not any(map(with_documents, found.cancers)):
            assert found.note, code
            lost.append(code)
    assert set(lost) - set(NO_TYPE) <= {code for code in lost if code.startswith("D49")}


def test_a_code_is_read_with_or_without_its_dot_in_either_case(real):
    for code in ("C50.911", "C34.11", "C77.9", "D46.9", "Z85.3"):
        forms = {read_code(real, form) for form in (code, code.replace(".", ""), code.lower(), f" {code} ")}
        assert len(forms) == 1
        assert forms.pop() is not None


def test_a_code_of_where_a_cancer_went_asks_for_where_it_began(real):
    for code in (each for each in MALIGNANT if each[:3] in ("C77", "C78", "C79")):
        found = read_code(real, code)
        assert (found.kind, found.sure) == ("secondary", False), code
        assert "start" in found.note, code


def test_a_code_of_two_types_offers_both(real):
    assert set(read_code(real, "C34.90").cancers) >= {"non-small-cell-lung-cancer", "small-cell-lung-cancer"}
    assert not read_code(real, "C34.90").sure


def test_the_longest_prefix_counts(real):
    assert read_code(real, "C18.1").cancers == ("appendix-cancer",)
    assert read_code(real, "C18.7").cancers == ("colon-cancer",)


def test_a_code_of_history_says_so(real):
    found = read_code(real, "Z85.3")
    assert (found.kind, found.cancers[0]) == ("history", "breast-cancer")
    assert found.note


def test_what_is_no_code_of_ours_is_none(real):
    for text in ("E11.9", "C999", "", "breast", "C5", "U07.1", "C50.9111111"):
        assert read_code(real, text) is None, text
