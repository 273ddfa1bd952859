"""Links to other sites: their templates are data, and only known values are filled in."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from finder.errors import BadQuery, Unsure
from finder.search.outward_links import outward_links_for, short_name
from finder.store.read_catalog import catalog_of

TRIALS = "https://clinicaltrials.gov/search"
NCI = "https://www.cancer.gov/research/participate/clinical-trials-search/r"
CONNECT = "https://connect.medlineplus.gov/application"


def links(snapshot, cancer, near=None):
    """Return the queries of the links by their address (without the query) and language."""
    found = outward_links_for(snapshot, catalog_of(snapshot).cancers[cancer], near)
    queries = {}
    for each in found.links:
        parts = urlsplit(each.url)
        queries[f"{parts.scheme}://{parts.netloc}{parts.path}", each.language] = parse_qs(parts.query)
    return queries


def test_without_a_place_the_links_carry_only_the_cancer_type(real):
    found = links(real, "pancreatic-cancer")
    assert found[TRIALS, "en"] == {"cond": ["Pancreatic cancer"], "aggFilters": ["status:rec"]}
    assert found[NCI, "en"] == {"loc": ["0"], "q": ["Pancreatic cancer"], "rl": ["1"]}
    for language in ("en", "es"):
        assert found[CONNECT, language] == {
            "mainSearchCriteria.v.cs": ["2.16.840.1.113883.6.90"],
            "mainSearchCriteria.v.c": ["C25"],
            "informationRecipient.languageCode.c": [language],
        }


@pytest.mark.parametrize(
    ("near", "town", "digits"),
    [
        ("59715", "Bozeman, MT 59715", "59715"),
        ("Boston, MA", "Boston, MA", r"02\d{3}"),
        ("Springfield, NJ (Union County)", "Springfield, NJ", r"07\d{3}"),
        ("45.68,-111.04", "Bozeman, MT", "59715"),
    ],
)
def test_a_place_is_filled_in_the_format_of_each_site(real, near, town, digits):
    found = links(real, "breast-cancer", near)
    assert found[TRIALS, "en"] == {
        "cond": ["Breast cancer"], "locStr": [town], "distance": ["100"], "aggFilters": ["status:rec"],
    }  # fmt: skip
    assert found[NCI, "en"].pop("z")
    queries = links(real, "breast-cancer", near)[NCI, "en"]
    assert re.fullmatch(digits, queries.pop("z")[0])
    assert queries == {"loc": ["1"], "q": ["Breast cancer"], "rl": ["1"]}


def test_far_from_every_town_the_links_carry_no_place(real):
    assert links(real, "breast-cancer", "30.0,-50.0") == links(real, "breast-cancer")


def test_an_unknown_place_is_refused_and_an_ambiguous_one_is_a_choice(real):
    cancer = catalog_of(real).cancers["breast-cancer"]
    with pytest.raises(BadQuery, match="00000"):
        outward_links_for(real, cancer, "00000")
    with pytest.raises(Unsure):
        outward_links_for(real, cancer, "Springfield")


def test_every_type_links_to_both_trial_searches_and_with_a_code_to_medlineplus(real):
    for cancer in catalog_of(real).cancers.values():
        for near in (None, "59715"):
            found = outward_links_for(real, cancer, near)
            assert len(found.about("trials")) == 2
            assert len(found.about("reading")) == (2 if cancer.icd10cm else 0)
            for each in found.links:
                assert re.fullmatch(r"https://[!-~]+", each.url), each.url
                assert "{" not in each.url + each.name
                assert each.has_place == (near is not None and each.topic == "trials")


def test_words_cannot_break_out_of_an_address(real):
    cancer = catalog_of(real).cancers["ovarian-cancer"]
    (trials, nci) = outward_links_for(real, cancer, None).about("trials")
    assert "cond=Ovarian%2C%20fallopian%20tube%20and%20primary%20peritoneal%20cancer&" in trials.url
    assert " " not in nci.url


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Acute lymphoblastic leukemia (ALL), adult", "Acute lymphoblastic leukemia"),
        ("Stomach (gastric) cancer", "Stomach cancer"),
        ("Breast cancer", "Breast cancer"),
    ],
)
def test_names_for_other_sites_leave_out_what_parentheses_add(name, short):
    assert short_name(name) == short
