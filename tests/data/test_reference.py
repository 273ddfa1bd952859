"""data/ against the reference tables it was curated from: nothing lost, nothing added, key cells equal."""

import csv
import re
from collections import Counter

import pytest

from finder.sources.curated.read import read_curated
from tests.conftest import DATA, ROOT

REFERENCE = ROOT.parent / "shared" / "reference"

pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference tables are not on this machine")

POPULATIONS = {"adult and pediatric": "both"}
OTHER_POPULATION = {"medulloblastoma": "both"}
#: Who places a port, mends a bone or takes a sample does not operate on the cancer.
OTHER_ROLE = {
    ("childhood-all", "supports", "pediatric-surgery"),
    ("childhood-aml", "supports", "pediatric-surgery"),
    ("multiple-myeloma", "supports", "orthopaedic-surgery"),
    ("multiple-myeloma", "supports", "interventional-radiology"),
    ("multiple-myeloma", "supports", "neurosurgery"),
    ("diffuse-intrinsic-pontine-glioma", "diagnoses", "neurosurgery"),
}
#: Inflammatory breast cancer has had a code of its own, C50.A, since a release newer than the reference.
CODES_GIVEN_UP = {"inflammatory-breast-cancer": {"C50"}}
#: Where the audit found the reference out of date: what is new since, and the slugs of places with another
#: ZIP code or without the old point.
NEW_CENTERS = {"illinois"}
OTHER_ZIP = {
    "avera-cancer-institute-sioux-falls-sd",
    "baylor-duncan",
    "chi-st-vincent-cancer-center-hot-springs-ar",
    "good-samaritan-cancer-center-ne",
    "helen-f-graham-cancer-center-christiana-hospital-de",
    "intermountain-health-st-vincent-regional-hospital-mt",
    "lutheran-medical-center-cancer-center-co",
    "mercy-health-system-corp-wi",
    "sanford-cancer-center-bismarck-nd",
    "sanford-cancer-center-sanford-usd-medical-center-sd",
}
NO_POINT_ANY_MORE = {
    "chi-st-vincent-cancer-center-hot-springs-ar",
    "lutheran-medical-center-cancer-center-co",
    "st-tammany-cancer-center-st-tammany-health-system-la",
    "trinity-cancercare-center-nd",
}
MOVED_PAGES = {
    f"https://www.cancer.gov/types/thymoma/{audience}/thymoma-treatment-pdq" for audience in ("patient", "hp")
}
OTHER_PAGE = {"dcis", "thymoma-thymic-carcinoma"}


#: Types that the reference does not have, what it calls cancer that is none, and names that moved.
NEW_TYPES = {"eye-cancer-other", "tracheal-cancer"}
NOT_NAMES = {
    "mgus", "monoclonal gammopathy", "monoclonal gammopathy of undetermined significance",
    "monoclonal b-cell lymphocytosis", "mbl", "conjunctival melanoma", "conjunctival cancer",
    "lacrimal gland cancer", "lacrimal cancer", "tracheal cancer", "trachea cancer", "windpipe cancer",
    "hypereosinophilic syndrome",  # it may be no cancer, so it asks back
}  # fmt: skip


def mended():
    """Every digit of the audit: numbers and addresses that it says are the right ones."""
    return (REFERENCE / "audit.md").read_text(encoding="utf-8")


def rows_of(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def curated(gazetteer):
    return read_curated(DATA, gazetteer)


def sites_of(curated, kind):
    return {site.id: site for site in curated.care_sites if site.kind == kind}


def digits(number):
    return re.sub(r"\D", "", number.removeprefix("+1"))


def test_every_center_is_there_with_its_key_facts(curated):
    centers, rows = sites_of(curated, "center"), rows_of("centers.tsv")
    assert {row["slug"] for row in rows} == set(centers) - NEW_CENTERS
    for row in rows:
        center = centers[row["slug"]]
        address = center.address
        others = [each.other for each in center.conflicts]
        assert address.state == row["state"], row["slug"]
        assert row["zip"] in (address.zip or "", *others) or row["slug"] in OTHER_ZIP, row["slug"]
        assert bool(center.designation("nccn")) == (row["nccn_member"] == "yes"), row["slug"]
        assert bool(center.designation("pps-exempt")) == (row["pps_exempt"] == "yes"), row["slug"]
        nci = center.designation("nci")
        assert (f"nci-{nci.level}" if nci else "none") == row["designation"], row["slug"]
        if row["ccn"] and center.ccn:
            assert center.ccn.number == row["ccn"], row["slug"]
        if row["patient_care"] == "no":
            assert not center.treats_patients, row["slug"]


def test_points_of_centers_are_those_of_the_reference(curated):
    centers = sites_of(curated, "center")
    for row in rows_of("centers.tsv"):
        position = centers[row["slug"]].position
        if position:
            assert position.point.latitude == pytest.approx(float(row["latitude"]), abs=1e-4), row["slug"]
            assert position.point.longitude == pytest.approx(float(row["longitude"]), abs=1e-4), row["slug"]


def test_a_trial_contact_of_the_reference_is_never_told_as_another_line_alone(curated):
    centers = sites_of(curated, "center")
    for row in rows_of("centers.tsv"):
        others = {digits(row[name]) for name in ("main_phone", "new_patient_phone") if row[name]}
        trial = digits(row["nci_trial_contact_phone"])
        if trial and trial not in others:
            purposes = {each.purpose for each in centers[row["slug"]].phones if digits(each.number) == trial}
            text = " ".join(row.values())
            assert purposes <= {"clinical trials"} or text.count(row["nci_trial_contact_phone"]) > 1, row[
                "slug"
            ]


def test_every_phone_of_a_center_stands_in_the_reference(curated):
    centers = sites_of(curated, "center")
    known = re.sub(r"[^0-9\n\t]", "", (REFERENCE / "centers.tsv").read_text(encoding="utf-8"))
    words = (REFERENCE / "centers.md").read_text() + (REFERENCE / "second_opinion.md").read_text()
    words += mended()
    known += re.sub(r"[^0-9\n]", "", words)
    made_up = [
        f"{slug} {phone.number}"
        for slug, center in centers.items()
        for phone in center.phones
        if digits(phone.number) not in known
    ]
    assert not made_up


def test_every_program_is_there_with_its_key_facts(curated):
    programs, rows = sites_of(curated, "program"), rows_of("community.tsv")
    assert {row["slug"] for row in rows} == set(programs)
    for row in rows:
        program = programs[row["slug"]]
        assert (program.address.city, program.address.state) == (row["city"], row["state"]), row["slug"]
        assert (program.address.zip == row["zip"]) == (row["slug"] not in OTHER_ZIP), row["slug"]
        assert program.ccn.number == row["ccn"], row["slug"]
        pointed = bool(row["latitude"]) and row["slug"] not in NO_POINT_ANY_MORE
        assert bool(program.position) == pointed, row["slug"]
        if program.position:
            assert program.position.point.latitude == pytest.approx(float(row["latitude"]), abs=1e-5)
            assert program.position.point.longitude == pytest.approx(float(row["longitude"]), abs=1e-5)
        for phone in program.phones:
            audited = phone.origin.source == "second-look-2026-11" and phone.number[3:] in mended()
            assert audited or digits(phone.number) == digits(row["main_phone"]), row["slug"]
        website = program.link("website")
        assert (website.url if website else "") == row["website"], row["slug"]
        assert row["population"] in (*program.treats, "unknown"), row["slug"]
        assert program.veterans_only == (row["programme"] == "va"), row["slug"]
        if row["programme_as_of"]:
            years = {claim.as_of[:4] for claim in program.claims if claim.as_of}
            assert row["programme_as_of"][:4] in years, row["slug"]


def test_every_cancer_type_is_there_with_its_names_and_codes(curated):
    cancers, rows = {each.slug: each for each in curated.cancers}, rows_of("cancer_types.tsv")
    assert {row["slug"] for row in rows} == set(cancers) - NEW_TYPES
    names = {slug: set() for slug in cancers}
    for each in curated.cancer_names:
        names[each.cancer].add(each.name.casefold())
    for row in rows:
        cancer = cancers[row["slug"]]
        assert cancer.name == row["display_name"]
        population = POPULATIONS.get(row["population"], row["population"])
        assert cancer.population == OTHER_POPULATION.get(row["slug"], population), row["slug"]
        codes = set(filter(None, row["icd10cm_prefixes"].split("|"))) - CODES_GIVEN_UP.get(row["slug"], set())
        assert codes <= set(cancer.icd10cm), row["slug"]
        assert set(cancer.oncotree) >= set(filter(None, row["oncotree_codes"].split("|"))), row["slug"]
        for column, page in (
            ("nci_type_page_en", cancer.nci_page_en),
            ("nci_type_page_es", cancer.nci_page_es),
        ):
            assert (page or "") == row[column] or row["slug"] in OTHER_PAGE, row["slug"]
        wanted = {name.strip().casefold() for name in row["synonyms"].split("|") if name.strip()}
        assert wanted - NOT_NAMES <= names[row["slug"]] | {cancer.name.casefold()}, row["slug"]


def test_every_doctor_of_a_care_team_is_there(curated):
    rows = rows_of("care_teams.tsv")
    old = [each for each in curated.care_teams if each.cancer not in NEW_TYPES]
    teams = Counter((each.cancer, each.population, each.specialty or "", each.when) for each in old)
    assert teams == Counter((row["cancer"], row["population"], row["specialty"], row["when"]) for row in rows)
    assert Counter(each.source == "common-knowledge" for each in old) == Counter(
        row["known"] == "K" for row in rows
    )
    other_roles = sum(
        (each.cancer, each.role, each.specialty) not in OTHER_ROLE
        and (each.cancer, each.role, each.specialty or "")
        not in {(row["cancer"], row["role"], row["specialty"]) for row in rows}
        for each in old
    )
    assert other_roles == 0


def test_every_code_of_the_taxonomy_is_there_once(curated):
    codes = Counter(code for each in curated.specialties for code in each.nucc)
    assert set(codes) == {row["code"] for row in rows_of("taxonomy.tsv")}
    assert max(codes.values()) == 1


def test_every_pdq_document_is_there_with_its_status(curated):
    here = {each.url: each for each in curated.guidelines if each.publisher == "NCI"}
    kept = [row for row in rows_of("pdq.tsv") if row["status"] != "legacy"]
    assert {row["url"] for row in kept} - set(here) == MOVED_PAGES
    for row in kept:
        if row["url"] in MOVED_PAGES:
            continue
        document = here[row["url"]]
        series = "cancer.gov" if row["status"] == "nci-page" else "PDQ"
        status = "unverified" if row["status"] == "unverified" else "current"
        assert (document.series, document.status) == (series, status), row["url"]
        assert (document.audience, document.language) == (row["audience"], row["language"]), row["url"]
        assert (document.pmid or "") == row["pmid"], row["url"]
    summaries = {each.url for each in here.values() if each.series == "PDQ"}
    new = {url for url in summaries if url.startswith("https://www.cancer.gov/types/thymus-cancer/")}
    assert summaries - new <= {row["url"] for row in kept}
    gone = {row["url"] for row in rows_of("pdq.tsv") if row["status"] == "legacy"}
    assert not gone & set(here) - {row["url"] for row in kept}


def test_every_current_nccn_document_is_there_and_no_other(curated):
    here = {each.url for each in curated.guidelines if each.series == "NCCN Guidelines"}
    rows = rows_of("nccn.tsv")
    current = [row for row in rows if row["status"] == "current"]
    assert len(here) == len(current)
    assert {row["url"] for row in current if row["url"]} <= here
    assert not {row["url"] for row in rows if row["status"] != "current"} & here


def test_every_nccn_booklet_is_there_and_no_other(curated):
    here = {each.url: each for each in curated.guidelines if each.series == "NCCN Guidelines for Patients"}
    rows = rows_of("nccn_patients.tsv")
    assert {row["url"] for row in rows} == set(here)
    for row in rows:
        assert here[row["url"]].language == row["language"], row["url"]
        assert (here[row["url"]].version_year or "") == row["version_year"], row["url"]
        assert here[row["url"]].format == ("pdf" if row["link_kind"] == "pdf" else "page"), row["url"]


def test_every_phone_of_a_help_line_stands_in_the_reference(curated):
    known = re.sub(r"[^0-9\n\t]", "", (REFERENCE / "networks.tsv").read_text(encoding="utf-8"))
    beside = [line for line in curated.helplines if line.phone and digits(line.phone) not in known]
    assert [(line.key, line.source) for line in beside] == [
        ("988", "interurbanist-988-2025"),
        ("poison-help", "hrsa-poison-help"),
    ]
