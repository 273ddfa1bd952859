"""Compare titles: the words that sites add are ignored, different topics are not."""

import csv

import pytest

from finder.sources.links.targets import targets
from finder.sources.links.titles import PageInfo, bare_title, matches, read_page
from tests.conftest import DATA
from tests.sources.links.link_server import page

EXPECTED = {
    "Breast Cancer Treatment (PDQ®)–Patient Version": [
        "Breast Cancer Treatment (PDQ®)–Patient Version - NCI",
        "Breast Cancer Treatment (PDQ®)–Patient Version - National Cancer Institute",
        "Breast Cancer Treatment",
        "BREAST CANCER  TREATMENT | NCCN",
    ],
    "Breast Cancer": ["NCCN Guidelines for Patients: Breast Cancer", "Breast Cancer | NCCN"],
    "Cáncer de seno": ["Cáncer de seno: Versión para pacientes - NCI", "Cáncer de seno - NCI"],
    "Genetic/Familial High-Risk Assessment: Colorectal": [
        "Genetic/Familial High-Risk Assessment: Colorectal, Endometrial, Esophageal, and Gastric"
    ],
    "Childhood Hodgkin Lymphoma Treatment": ["Hodgkin Lymphoma in Children"],
}
OTHERS = {
    "Breast Cancer Treatment": [
        "Lung Cancer Treatment", "Breast Cancer Screening", "Page not found", "Our new site",
    ],
    "Breast Cancer Treatment During Pregnancy": ["Breast Cancer Treatment", "Breast Cancer"],
    "Childhood Thyroid Cancer Treatment": ["Thyroid Cancer Treatment"],
    "Penile Cancer Treatment": ["Parathyroid Cancer Treatment"],
    "Childhood Cancers": ["Childhood Thyroid Cancer"],
}  # fmt: skip


@pytest.mark.parametrize(("expected", "found"), [(e, f) for e, some in EXPECTED.items() for f in some])
def test_titles_of_one_document_fit(expected, found):
    assert matches(PageInfo(found), [expected])


@pytest.mark.parametrize(("expected", "found"), [(e, f) for e, some in OTHERS.items() for f in some])
def test_titles_of_other_documents_do_not_fit(expected, found):
    assert not matches(PageInfo(found), [expected])


def test_every_title_in_the_data_fits_itself_with_what_sites_put_behind_it():
    with (DATA / "guidelines.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["title"] for row in csv.DictReader(file)}
    for title in titles:
        for behind in ("", " - NCI", " | NCCN", " - National Cancer Institute"):
            assert matches(PageInfo(title + behind), [title]), title
    assert bare_title("Cáncer de seno (PDQ®)–Versión para profesionales de salud - NCI") == "cáncer de seno"


def test_a_title_that_every_page_of_a_site_has_leaves_the_headings_to_decide():
    assert matches(PageInfo("Guidelines Detail", ("NCCN Guidelines", "Anal Carcinoma")), ["Anal Carcinoma"])
    assert not matches(PageInfo("Guidelines Detail", ("Hepatobiliary Cancers",)), ["Anal Carcinoma"])
    assert matches(PageInfo("Guidelines Detail"), ["Anal Carcinoma"])


def test_a_page_is_read_in_whatever_state_it_is():
    assert read_page(b"") == PageInfo("")
    assert read_page(b"<title>Breast \n Cancer</title><h1>One<h1>Two").headings == ("One", "Two")
    assert read_page(page("Cáncer").decode().encode("latin-1"), "latin-1").title == "Cáncer"
    assert read_page(b"<svg><title>Logo</title></svg>" + page("Breast")).title != ""
    assert read_page(b"\xff\xfe<title>").title == ""
    assert read_page(page("A", '<input type="PASSWORD">')).asks_password


def test_every_link_is_there_once_and_files_behind_the_login_never(real_curated):
    found = targets(real_curated)
    urls = [each.url for each in found]
    assert len(urls) == len(set(urls))
    current = [each for each in real_curated.guidelines if each.status == "current"]
    assert {each.url for each in current} <= set(urls)
    assert {each.url for each in real_curated.guidelines if each.status != "current"}.isdisjoint(urls)
    assert {each.nci_page_es for each in real_curated.cancers if each.nci_page_es} <= set(urls)
    assert {each.url for each in real_curated.helplines if each.url} <= set(urls)
    assert not [url for url in urls if "physician_gls/pdf" in url]
    by_url = {each.url: each for each in found}
    overview = next(each for each in current if each.id == "nci-thyroid-overview-en")
    assert by_url[overview.url].titles == ("Thyroid cancer",)
    assert any(name.startswith("cancer ") for name in by_url[overview.url].used_by)
