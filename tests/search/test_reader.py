"""Whose documents come first, and which documents the page of a cancer lists."""

import pytest

from finder.errors import BadQuery
from finder.search.documents.find import find_cancer_page, listed_documents
from finder.search.documents.reader import CancerQuery, Reader


def test_a_pdf_is_left_out_if_the_document_has_a_web_page(real):
    for slug in ("breast-cancer", "pancreatic-cancer"):
        works = [
            (each.document.series, each.document.topic, each.document.audience, each.document.language)
            for each in listed_documents(find_cancer_page(real, slug))
        ]
        assert len(works) == len(set(works))


def test_the_readers_arguments_are_split_from_those_of_the_page():
    reader, others = Reader.split({"near": ["02115"], "audience": ["professional"], "language": ["es"]})
    assert reader == Reader("professional", "es")
    assert others == {"near": ["02115"]}
    assert Reader.split({})[0] == Reader("patient", "en")
    assert CancerQuery.parse({"near": ["02115"], "language": ["es"]}).reader == Reader("patient", "es")


@pytest.mark.parametrize(
    ("filters", "suggestion"),
    [
        ({"audience": ["doctor"]}, "Choose one of: patient, professional."),
        ({"audience": ["patients"]}, "Did you mean patient?"),
        ({"language": ["Spanish"]}, "Did you mean es?"),
        ({"language": ["espanish"]}, "Did you mean es?"),
        ({"audiance": ["patient"]}, "Did you mean audience?"),
    ],
)
def test_a_wrong_reader_is_refused_with_suggestions(filters, suggestion):
    with pytest.raises(BadQuery) as caught:
        CancerQuery.parse(filters)
    assert suggestion in caught.value.faults[0].hint
