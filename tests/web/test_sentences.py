"""Names within sentences, in every language."""

import pytest

from finder.domain.answers import Understood
from finder.formats.display import in_sentence
from finder.language import using_language
from finder.store.read_catalog import catalog_of
from finder.web.results.nouns import whom


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Breast cancer", "breast cancer"),
        ("Hodgkin lymphoma", "Hodgkin lymphoma"),
        ("Waldenström macroglobulinemia", "Waldenström macroglobulinemia"),
        ("NUT carcinoma", "NUT carcinoma"),
        ("Mohs surgery", "Mohs surgery"),
        ("Medical genetics (PhD)", "medical genetics (PhD)"),
        ("HIV-related lymphoma", "HIV-related lymphoma"),
        ("Cáncer de páncreas", "cáncer de páncreas"),
        ("Linfoma de Hodgkin", "linfoma de Hodgkin"),
        ("Leucemia mieloide aguda (LMA)", "leucemia mieloide aguda (LMA)"),
    ],
)
def test_a_name_in_a_sentence_is_lower_case_except_proper_names_and_abbreviations(name, said):
    assert in_sentence(name) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ("Cancer care", "Surgery or pathology for breast cancer", "Cancer care for breast cancer")),
        ("es", ("Atención del cáncer", "Cirugía o patología", "cáncer de seno (mama)")),
    ],
)
def test_the_subject_of_a_search_is_in_the_current_language(snapshot, code, said):
    known = catalog_of(snapshot)
    cancer = known.cancers["breast-cancer"]
    specialties = (known.specialties["surgery"], known.specialties["pathology"])
    nothing, both, alone = said
    with using_language(code):
        assert whom(Understood()) == nothing
        assert both in whom(Understood(cancer=cancer, specialties=specialties))
        assert alone in whom(Understood(cancer=cancer))
