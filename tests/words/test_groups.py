"""Cancers whose kind is not known yet: searched for as they are, with the kinds beside."""

import pytest

from finder.search.questions import NearQuery
from finder.search.understand import understand
from finder.store.read_catalog import catalog_of
from finder.words.cancer.find import find_cancer, find_cancers


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("lung cancer", "lung-cancer"),
        ("stage 4 lung cancer", "lung-cancer"),
        ("my dad has lung cancer", "lung-cancer"),
        ("lung cancer spread to the brain", "lung-cancer"),
        ("cáncer de pulmón", "lung-cancer"),
        ("leukemia", "leukemia"),
        ("leukaemia", "leukemia"),
        ("leucemia", "leukemia"),
        ("lymphoma", "lymphoma"),
        ("skin cancer", "skin-cancer"),
        ("brain tumour", "brain-tumor"),
        ("sarcoma", "sarcoma"),
        ("throat cancer", "throat-cancer"),
        ("bowel cancer", "colorectal-cancer"),
    ],
)
def test_a_cancer_whose_kind_is_not_known_is_a_group_with_its_kinds_beside(real, text, group):
    found = find_cancers(real, text)
    assert not found.sure
    assert found.group
    assert found.group.slug == group
    kinds = catalog_of(real).cancer_groups[group].kinds
    assert [each.slug for each in found.matches][: len(kinds)] == list(kinds)
    assert find_cancer(real, text)[0].slug == group


def test_a_kind_that_is_named_is_no_group(real):
    for text in (
        "small cell lung cancer",
        "follicular lymphoma",
        "hairy cell leukemia",
        "melanoma skin cancer",
    ):
        assert find_cancers(real, text).group is None, text


def test_the_kinds_of_a_child_are_those_of_children(real):
    found = find_cancers(real, "my 6 year old has leukemia")
    assert [each.slug for each in found.matches][:2] == ["childhood-all", "childhood-aml"]


def test_a_group_is_searched_for_as_a_type(real, real_connection):
    _place, read = understand(real, real_connection, NearQuery(near="59715", cancer="lung cancer"))
    assert read.cancer
    assert (read.cancer.slug, read.cancer.body_system) == ("lung-cancer", "Lung and chest")
    assert [each.slug for each in read.kinds] == list(catalog_of(real).cancer_groups["lung-cancer"].kinds)
    assert {"medical-oncology", "thoracic-surgery"} & {
        group for each in read.proposed for group in (each.specialty.slug, *each.specialty.groups)
    }
    assert read.patients == "adults"


def test_a_group_has_the_documents_that_most_of_its_kinds_share(client):
    of_group = {each["id"] for each in client.get("/api/v1/guidelines?cancer=leukemia").json["results"]}
    of_adults = client.get("/api/v1/guidelines?cancer=acute-lymphoblastic-leukemia").json["results"]
    of_children = client.get("/api/v1/guidelines?cancer=childhood-all").json["results"]
    shared = {each["id"] for each in of_adults} & {each["id"] for each in of_children}
    assert shared
    assert shared <= of_group


def test_page_api_and_search_know_a_group(client):
    page = client.get("/cancers/leukemia")
    assert page.status_code == 200
    assert 'href="/cancers/childhood-all"' in page.text
    words = client.get("/api/v1/cancers?q=leukemia").json
    assert words["group"] == {"slug": "leukemia", "name": "Leukemia, kind not known yet"}
    assert [each["slug"] for each in words["matches"]] == ["acute-lymphoblastic-leukemia", "childhood-all"]
    found = client.get("/api/v1/search?near=59715&cancer=leukemia").json["understood"]
    assert found["cancer"]["slug"] == "leukemia"
    assert [each["slug"] for each in found["kinds"]] == ["acute-lymphoblastic-leukemia", "childhood-all"]
    results = client.get("/search?near=59715&cancer=leukemia")
    assert "cancer=childhood-all" in results.text


def test_a_group_is_not_listed_among_the_types(client):
    assert "kind not known yet" not in client.get("/cancers").text
