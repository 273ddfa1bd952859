"""The list of all documents: filtered, and counted by filter."""

from itertools import product

import pytest

from finder.errors import BadQuery
from finder.search.documents.find import find_guidelines
from finder.search.documents.library import FIELDS, library
from finder.search.questions import GuidelineQuery
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import guidelines_for

QUERIES = [
    {},
    {"audience": "patient"},
    {"cancer": "breast-cancer"},
    {"cancer": "breast-cancer", "language": "es"},
    {"publisher": "NCCN", "kind": "supportive"},
    {"status": "unverified"},
    {"status": "all", "language": "es"},
    {"cancer": "colon-cancer", "status": "all", "audience": "patient"},
]


def found(snapshot, **filters):
    return find_guidelines(snapshot, GuidelineQuery.parse({name: [value] for name, value in filters.items()}))


@pytest.mark.parametrize("filters", QUERIES)
def test_a_count_equals_the_length_of_the_list_with_that_value(snapshot, filters):
    counts = found(snapshot, **filters).counts
    for field in FIELDS:
        for value, count in counts[field].items():
            assert len(found(snapshot, **(filters | {field: value})).documents) == count, (field, value)
    for slug, count in counts["cancer"].items():
        assert len(found(snapshot, **(filters | {"cancer": slug})).documents) == count, slug


def test_the_counts_of_a_filter_add_up_to_the_list_without_it(real):
    for field in ("audience", "publisher", "language", "kind", "population"):
        counted = found(real, cancer="breast-cancer").counts[field]
        assert sum(counted.values()) == len(found(real, cancer="breast-cancer").documents)


def test_unverified_documents_are_listed_only_if_their_status_is_requested(real):
    for filters in ({}, {"cancer": "colon-cancer"}, {"language": "es"}, {"status": "current"}):
        assert {each.status for each in found(real, **filters).documents} == {"current"}
    assert {each.status for each in found(real, status="unverified").documents} == {"unverified"}
    every = found(real, status="all").documents
    assert len(every) == sum(len(found(real, status=each).documents) for each in ("current", "unverified"))


def test_a_type_lists_its_documents_with_their_scope(real):
    for slug in ("breast-cancer", "gist", "osteosarcoma"):
        with real.connect() as connection:
            served = {each.document.id: each.scope for each in guidelines_for(connection, slug)}
        listed = found(real, cancer=slug)
        assert {each.id for each in listed.documents} == served.keys()
        assert {id_: listed.scopes[id_] for id_ in served} == served


def test_the_list_is_sorted_by_kind_and_topic_and_complete(real):
    full = library(real)
    assert len({each.id for each in full.documents}) == len(full.documents)
    for one, next_ in zip(full.documents, full.documents[1:], strict=False):
        if one.kind == next_.kind:
            assert one.topic.casefold() <= next_.topic.casefold()
    assert [each.id for each in found(real).documents] == [
        each.id for each in full.documents if each.status == "current"
    ]


def test_every_pair_of_filters_is_applied(snapshot):
    values = found(snapshot).counts
    for one, other in product(("audience", "kind"), ("language", "publisher")):
        for value, second in product(values[one], values[other]):
            for each in found(snapshot, **{one: value, other: second}).documents:
                assert (getattr(each, one), getattr(each, other)) == (value, second)


@pytest.mark.parametrize(
    ("field", "value", "suggestion"),
    [
        ("publisher", "nci", "NCI"),
        ("kind", "supportiv", "supportive"),
        ("kind", "Supportive care", "supportive"),
        ("status", "unverifed", "unverified"),
        ("language", "french", "fr"),
        ("population", "children", "pediatric"),
    ],
)
def test_an_unknown_value_is_refused_with_suggestions(field, value, suggestion):
    with pytest.raises(BadQuery) as caught:
        GuidelineQuery.parse({field: [value]})
    (fault,) = caught.value.faults
    assert fault.field == field
    assert f"Did you mean {suggestion}?" in fault.hint
    assert suggestion in {choice.value for choice in fault.choices}


def test_every_type_is_counted(real):
    assert found(real).counts["cancer"].keys() == catalog_of(real).cancers.keys()
