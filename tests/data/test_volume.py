"""Studies of volume in the real data/: what is advised, with which proof, for which types."""

import csv
import re

import pytest

from finder.search.care_teams import studies_of, volume_advice
from finder.store.read_catalog import catalog_of
from tests.conftest import ROOT

FIGURES = r"\d+\.\d+|\d{1,3},\d{3}"
REFERENCE = ROOT.parent / "shared" / "reference" / "volume.tsv"


@pytest.fixture(scope="module")
def catalog(real):
    return catalog_of(real)


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("pancreatic-cancer", "surgery of the pancreas, results are better"),
        ("esophageal-cancer", "surgery of the esophagus, results are better"),
        ("liver-cancer", "surgery of the liver, results are better"),
        ("bladder-cancer", "removal of the bladder, results are better"),
        ("ovarian-cancer", "ovarian cancer surgery, results are better"),
        ("rectal-cancer", "studies disagree"),
        ("appendix-cancer", "studies disagree"),
        ("wilms-tumor", "studies disagree"),
        ("acute-myeloid-leukemia", "NCI-designated centers"),
        ("multiple-myeloma", "treat many people"),
    ],
)
def test_the_advice_for_a_type_is_plain_and_says_if_studies_disagree(catalog, slug, words):
    assert words in volume_advice(catalog, slug).advice


@pytest.mark.parametrize("slug", ["dcis", "chronic-lymphocytic-leukemia", "tracheal-cancer"])
def test_a_type_without_a_study_of_its_own_gets_none(catalog, slug):
    assert studies_of(catalog, slug) == ()


def test_a_study_that_found_no_link_is_kept_but_advises_nothing(catalog):
    assert studies_of(catalog, "neuroblastoma")[0].evidence == "none"
    assert volume_advice(catalog, "neuroblastoma") is None


def test_advice_is_what_to_ask_without_figures(catalog):
    for each in catalog.volume:
        if each.advice:
            assert not re.search(r"\d", each.advice), each.slug
            assert re.search(r"\bAsk\b|do not wait", each.advice), each.slug
        assert each.cancers or not each.advice, each.slug


@pytest.mark.parametrize(
    ("slug", "least"), [("pancreatic-cancer", 20), ("esophageal-cancer", 20), ("rectal-cancer", 16)]
)
def test_a_least_number_has_its_source(catalog, slug, least):
    thresholds = [each for each in studies_of(catalog, slug) if each.threshold]
    assert [each.threshold_source for each in thresholds] == ["leapfrog"]
    assert f"at least {least} a year" in thresholds[0].threshold


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference tables are not on this machine")
def test_every_study_of_the_reference_is_there_and_no_other(catalog):
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    sourced = [row for row in rows if row["known"] == "S"]
    assert len(catalog.volume) == len(sourced)
    for study, row in zip(catalog.volume, sourced, strict=True):
        theirs = set(re.findall(r"\d+\.\d+", row["finding"])) | set(
            re.findall(r"\d{1,3},\d{3}", row["finding"])
        )
        ours = set(re.findall(r"\d+\.\d+|\d{1,3},\d{3}", study.finding))
        assert ours <= theirs, study.slug
