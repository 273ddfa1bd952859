"""Searches for places of care: ranking, filters, age groups and faults."""

import pytest

from finder.errors import BadQuery, Unsure
from finder.search.documents.find import find_guidelines
from finder.search.near import find_near
from finder.search.questions import GuidelineQuery, NearQuery


@pytest.fixture
def ask(snapshot):
    def answer(near="02115", **filters):
        texts = {name: [value] if isinstance(value, str) else value for name, value in filters.items()}
        return find_near(snapshot, NearQuery.parse({"near": [near]} | texts))

    return answer


def ids(answer):
    return [found.site.id for found in answer.results]


def test_places_are_listed_nearest_first_however_far(ask):
    answer = ask()
    assert ids(answer) == [
        "example-boston", "example-children", "example-studies", "example-lakeside", "example-delta-ms",
        "example-ozark-clinic-fayetteville-ar", "example-bayou-tx", "example-isla-pr",
        "example-plains-hospital-cheyenne-wy", "example-rockies-foothills-fort-collins-co",
        "example-denver", "example-veterans-nm", "example-bridger-mt", "example-sound-wa",
        "example-north-ak", "example-honolulu", "example-pacific-gu",
    ]  # fmt: skip
    assert [each.miles for each in answer.results] == sorted(each.miles for each in answer.results)
    assert (answer.total, answer.page, answer.pages) == (17, 1, 1)
    assert answer.within == {25: 1, 50: 1, 100: 1, 250: 1}


def test_miles_from_the_middle_of_a_zip_code_or_city_are_approximate(ask):
    assert all(found.about for found in ask().results)
    about = {found.site.id: found.about for found in ask("42.337,-71.1066").results}
    assert not about["example-boston"]
    assert about["example-denver"]
    assert about["example-lakeside"]
    assert about["example-bridger-mt"]


def test_laboratories_and_offices_are_never_results(ask):
    for near in ("92037", "44106"):
        assert not {"example-laboratory", "example-consortium"} & set(ids(ask(near)))
    assert ids(ask("44106"))[0] == "example-lakeside"


def test_pages_are_slices_of_one_list(ask):
    every = ids(ask())
    pages = [ask(limit="5", page=str(page)) for page in (1, 2, 3, 4)]
    assert [ids(page) for page in pages] == [every[:5], every[5:10], every[10:15], every[15:]]
    assert {page.pages for page in pages} == {4}


def test_miles_limit_the_list(ask):
    assert ids(ask(miles="400")) == ["example-boston", "example-children", "example-studies"]
    empty = ask("58102", miles="10")
    assert (empty.results, empty.total, empty.pages) == ((), 0, 1)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "center"}, {"example-boston", "example-children", "example-studies", "example-lakeside",
                              "example-denver", "example-honolulu"}),
        ({"show": "nci"}, {"example-boston", "example-lakeside", "example-denver",
                           "example-rockies-foothills-fort-collins-co"}),
        ({"show": "nccn"}, {"example-boston", "example-honolulu"}),
        ({"show": "children", "kind": "center"}, {"example-children", "example-denver", "example-boston",
                                                  "example-studies", "example-lakeside"}),
        ({"show": "adults", "kind": "program"}, {"example-north-ak", "example-bridger-mt", "example-isla-pr",
                                                 "example-delta-ms", "example-veterans-nm",
                                                 "example-pacific-gu", "example-sound-wa"}),
        ({"show": "programs", "kind": "center"}, set()),
        ({"show": "nci", "kind": "program"}, set()),
        ({"specialty": "pathology", "kind": "center", "show": "nci"}, {"example-boston", "example-lakeside"}),
    ],
)  # fmt: skip
def test_filters_are_combined(ask, filters, expected):
    answer = ask(**filters)
    assert set(ids(answer)) == expected
    assert answer.total == len(expected)


def test_naming_both_kinds_lists_every_place(ask):
    assert ids(ask(kind=["center", "program", "site"])) == ids(ask())
    assert len(ids(ask(show="programs"))) == 8


def test_a_cancer_of_adults_leaves_out_only_places_known_not_to_treat_adults(ask):
    answer = ask(cancer="brest cancer")
    assert answer.understood.cancer.slug == "breast-cancer"
    assert answer.understood.cancer_note == "We read “brest cancer” as Breast cancer."
    assert answer.understood.patients == "adults"
    assert set(ids(ask())) - set(ids(answer)) == {"example-bayou-tx"}
    assert (ids(answer)[-1], answer.unknown) == ("example-children", 1)


def test_a_place_of_which_nothing_is_known_stays_in_its_place_for_adults(ask):
    place = "example-plains-hospital-cheyenne-wy"
    assert ids(ask("82001", cancer="breast cancer"))[0] == ids(ask("82001"))[0] == place


def test_a_cancer_of_children_leaves_out_only_places_known_not_to_treat_children(ask):
    answer = ask(cancer="neuroblastoma")
    assert answer.understood.patients == "children"
    assert set(ids(ask())) - set(ids(answer)) == {"example-honolulu", "example-veterans-nm"}


def test_places_known_to_treat_children_come_first_each_group_nearest_first(ask):
    answer = ask(cancer="neuroblastoma")
    known = [
        "example-children", "example-delta-ms", "example-ozark-clinic-fayetteville-ar", "example-bayou-tx",
        "example-denver",
    ]  # fmt: skip
    assert ids(answer)[:6] == [*known, "example-boston"]
    for group in (answer.results[:5], answer.results[5:]):
        assert [each.miles for each in group] == sorted(each.miles for each in group)
    assert {each.site.children.answer for each in answer.results[5:]} == {"unknown"}
    assert (answer.total, answer.unknown) == (15, 10)


def test_pages_and_counts_follow_the_order_of_the_two_groups(ask):
    every = ids(ask(cancer="neuroblastoma"))
    pages = [ids(ask(cancer="neuroblastoma", limit="4", page=str(page))) for page in (1, 2, 3, 4)]
    assert [each for page in pages for each in page] == every
    near = ask(cancer="neuroblastoma", miles="400")
    assert ids(near) == ["example-children", "example-boston", "example-studies"]
    assert (near.total, near.unknown) == (3, 2)
    assert near.within[25] == near.unknown_within[25] == 1


def test_a_cancer_of_any_age_leaves_no_place_out(ask):
    answer = ask(cancer="osteosarcoma")
    assert answer.understood.patients is None
    assert answer.total == 17


def test_show_overrides_the_age_group_of_the_cancer(ask):
    assert ask(cancer="breast cancer", show="all").total == 17
    children = ask(cancer="breast cancer", show="children")
    assert children.understood.patients == "children"
    assert ids(children) == ids(ask(cancer="neuroblastoma"))
    assert ask(cancer="neuroblastoma", show="adults").understood.patients == "adults"
    assert ask(cancer="neuroblastoma", show="nci").total == 4


@pytest.mark.parametrize(
    ("specialty", "group"),
    [
        ("neuropathology", "pathology"),
        ("Neuropathology", "pathology"),
        ("neuropathologist", "pathology"),
        ("hematology-oncology", "medical-oncology"),
        ("breast surgery", "surgery"),
        ("Breast Surgeon", "surgery"),
        ("radiation oncologist", "radiation-oncology"),
    ],
)
def test_a_subspecialty_finds_the_places_of_its_group(ask, specialty, group):
    assert ids(ask(specialty=specialty)) == ids(ask(specialty=group))


def test_a_subspecialty_of_two_groups_finds_the_places_of_both(ask):
    assert ids(ask(specialty="gynecologic-oncology")) == ids(ask(specialty=["surgery", "medical-oncology"]))


def test_several_specialists_mean_any_of_them(ask):
    answer = ask(specialty=["pathology", "surgery"])
    assert [each.slug for each in answer.understood.specialties] == ["pathology", "surgery"]
    assert len(ids(answer)) == len(set(ids(answer))) == 17
    assert "example-denver" not in ids(ask(specialty="pathology"))


@pytest.mark.parametrize(
    ("specialty", "offered"),
    [("surgerry", "surgery"), ("radiation", "radiation-oncology"), ("xyzzy", "surgery")],
)
def test_an_unknown_specialist_is_refused_with_suggestions(ask, specialty, offered):
    with pytest.raises(BadQuery) as caught:
        ask(specialty=specialty)
    (fault,) = caught.value.faults
    assert fault.field == "specialty"
    assert offered in [choice.value for choice in fault.choices]


def test_a_specialist_that_cannot_be_searched_is_not_suggested(ask):
    with pytest.raises(BadQuery) as caught:
        ask(specialty="genetics")
    assert "genetics" not in [choice.value for choice in caught.value.faults[0].choices]


def test_all_faults_are_reported_at_once(ask):
    with pytest.raises(BadQuery) as caught:
        ask("00000", cancer="xyzzy", specialty=["surgerry", "xyzzy"])
    assert type(caught.value) is BadQuery
    assert [fault.field for fault in caught.value.faults] == ["near", "specialty", "specialty", "cancer"]


def test_two_ambiguous_words_are_reported_at_once(ask):
    with pytest.raises(Unsure) as caught:
        ask("Springfield", cancer="ALL")
    assert [fault.field for fault in caught.value.faults] == ["near", "cancer"]


def test_a_wrong_place_and_an_ambiguous_cancer_are_both_reported(ask):
    with pytest.raises(BadQuery) as caught:
        ask("0213", cancer="ALL")
    assert [fault.field for fault in caught.value.faults] == ["near", "cancer"]


def test_documents_for_children_are_also_listed_for_types_of_any_age(snapshot):
    """data/SOURCES.md: `children` means every type whose population is pediatric or both."""
    found = find_guidelines(snapshot, GuidelineQuery.parse({"cancer": ["osteosarcoma"]}))
    assert "nci-children-overview-en" in [document.id for document in found.documents]
