"""Rules over the real data/ that `finder check` does not hold already."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from finder.domain.care import GROUPS
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES
from finder.formats.claims import claim_text
from finder.geo.states import STATES
from finder.search.fields import AUDIENCES
from finder.search.near import find_near
from finder.search.questions import NearQuery
from finder.sources.curated.read import read_curated
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import EVERY_TYPE, all_guidelines
from finder.store.read_records import care_sites_of
from finder.words.place.find import find_place
from tests.conftest import DATA, WORLD

LABORATORIES = {
    "cold-spring-harbor", "illinois", "jackson-laboratory", "mit-koch", "purdue", "salk",
    "sanford-burnham-prebys", "wistar",
}  # fmt: skip


@pytest.fixture(scope="module")
def curated(gazetteer):
    return read_curated(DATA, gazetteer)


@pytest.fixture(scope="module")
def centers(curated):
    return {site.id: site for site in curated.care_sites if site.kind == "center"}


@pytest.fixture(scope="module")
def programs(curated):
    return {site.id: site for site in curated.care_sites if site.kind == "program"}


def test_everything_is_there(curated, centers, programs):
    assert len(centers) >= 90
    assert len(programs) >= 298
    assert len(curated.cancers) >= 135
    assert len(curated.group_rules) == 4 * len(curated.cancers)
    assert len(curated.helplines) >= 32


def test_laboratories_and_the_consortium_office_treat_nobody_and_say_why(centers):
    nobody = {slug for slug, center in centers.items() if not center.treats_patients}
    assert nobody >= LABORATORIES | {"case-ccc"}
    for slug in nobody:
        assert len(centers[slug].care_note.text) > 20
        assert not centers[slug].groups
    for slug in LABORATORIES:
        assert centers[slug].designation("nci").level == "basic-laboratory"


def test_a_basic_laboratory_never_treats(centers):
    for center in centers.values():
        nci = center.designation("nci")
        assert not (nci and nci.level == "basic-laboratory" and center.treats_patients)


@pytest.mark.parametrize("near", ["92037", "02139", "11724", "04609", "47907", "61801", "19104", "44106"])
@pytest.mark.parametrize("show", ["all", "nci"])
def test_laboratories_are_in_no_search_not_even_from_next_door(real, near, show):
    found = set()
    for page in range(1, 5):
        asked = {"near": [near], "show": [show], "limit": ["100"], "page": [str(page)]}
        found |= {each.site.id for each in find_near(real, NearQuery.parse(asked)).results}
    assert len(found) > 60
    assert not found & (LABORATORIES | {"case-ccc"})


def test_a_center_that_treats_has_what_a_patient_needs(centers):
    for center in centers.values():
        if center.treats_patients:
            assert set(center.groups) <= set(GROUPS), center.id
            assert center.groups, center.id
            assert center.phones or center.link("website"), center.id
            assert center.address.state in STATES, center.id


def test_no_number_is_made_up(centers, programs):
    for site in (*centers.values(), *programs.values()):
        assert not [phone.number for phone in site.phones if "-555-01" in phone.number]


def test_a_program_is_never_called_accredited_without_a_date(curated, programs):
    kinds = {kind.claim: kind for kind in curated.claim_kinds}
    for program in programs.values():
        assert program.claims
        for claim in program.claims:
            text = claim_text(claim, kinds[claim.kind])
            assert re.search(r"\b(19|20)\d\d\b", text) or "date not known" in text, text
            if "accredited" in text:
                assert (
                    re.search(r"[Ll]isted as (part of .+ )?accredited|[Rr]eported", text) or "named" in text
                ), text


def test_every_claim_of_the_commission_links_to_its_own_list(curated):
    for kind in curated.claim_kinds:
        if "Commission on Cancer" in kind.dated:
            assert kind.link.startswith("https://www.facs.org/"), kind.claim


def test_programs_are_hospitals_of_their_own_and_no_center(centers, programs):
    numbers = Counter(program.ccn.number for program in programs.values() if program.ccn)
    assert max(numbers.values()) == 1
    assert not set(centers) & set(programs)


def test_programs_are_in_every_state_but_few(programs):
    states = {program.address.state for program in programs.values()}
    assert states >= {*["AK", "HI", "MT", "MS", "PR", "DC", "WY", "ND", "SD", "VT"]}


def test_programs_of_the_veterans_administration_say_so(programs):
    veterans = {slug for slug, program in programs.items() if program.veterans_only}
    assert veterans
    named = {slug for slug, program in programs.items() if re.search(r"\bVA\b|Veterans", program.name)}
    assert named <= veterans


def test_no_designation_or_group_is_claimed_for_a_program(programs):
    assert not [slug for slug, program in programs.items() if program.designations or program.groups]


def test_pdq_is_named_for_pdq_documents_alone(curated):
    for document in curated.guidelines:
        if document.series != "PDQ":
            assert "PDQ" not in document.title, document.id
        if document.series in ("PDQ", "cancer.gov"):
            assert document.publisher == "NCI", document.id
            assert not document.needs_login, document.id
        if document.series == "cancer.gov":
            assert "-pdq" not in document.url, document.id


def test_nci_documents_lie_on_cancer_gov_and_nccn_documents_on_nccn_org(curated):
    homes = {"NCI": ("www.cancer.gov", "cancer.gov"), "NCCN": ("www.nccn.org", "nccn.org")}
    for document in curated.guidelines:
        assert urlsplit(document.url).scheme == "https", document.url
        assert urlsplit(document.url).hostname in homes[document.publisher], document.url


def test_nccn_documents_are_title_and_link_only(curated):
    for document in curated.guidelines:
        if document.publisher == "NCCN":
            assert len(document.title) < 200, document.id
            assert not document.note or len(document.note) < 300, document.id
        if document.series == "NCCN Guidelines":
            assert document.needs_login, document.id
            assert document.audience == "professional", document.id
            assert document.format == "page", document.id
        if document.series == "NCCN Guidelines for Patients":
            assert document.audience == "patient", document.id
            assert not document.needs_login, document.id


def test_every_kind_and_language_of_documents_has_a_word(curated):
    assert {document.kind for document in curated.guidelines} <= set(DOCUMENT_KINDS)
    assert {document.language for document in curated.guidelines} <= set(LANGUAGES)
    assert {document.audience for document in curated.guidelines} <= set(AUDIENCES)


def test_only_spanish_pages_wait_to_be_seen_alive(curated):
    for document in curated.guidelines:
        if document.status == "unverified":
            assert (document.language, document.publisher) == ("es", "NCI"), document.id


def test_every_type_has_a_treatment_document(curated, real):
    documents = {document.id: document for document in curated.guidelines if document.status == "current"}
    with real.connect() as connection:
        rows = connection.exec_driver_sql("SELECT cancer, guideline FROM serves").all()
    treated = {
        cancer
        for cancer, document in rows
        if document in documents and documents[document].kind == "treatment"
    }
    assert {cancer.slug for cancer in curated.cancers} - treated == set()
    assert EVERY_TYPE in {cancer for cancer, _ in rows}


def test_the_four_groups_can_be_asked_for_and_are_explained(real):
    known = catalog_of(real).specialties
    for group in GROUPS:
        assert known[group].kind == "group"
        assert known[group].searchable
    for specialty in known.values():
        assert specialty.what.endswith("."), specialty.slug
        assert not specialty.searchable or specialty.groups, specialty.slug


def test_the_two_lines_that_every_page_names_are_there(curated):
    lines = {line.key: line for line in curated.helplines}
    phones = {line.phone for line in lines.values()}
    assert {"+1-800-422-6237", "+1-800-227-2345"} <= phones
    assert lines["acs"].hours.startswith("24 hours a day")
    assert "7:00 am to 6:30 pm Central" in lines["acs"].chat_hours


def test_no_curated_text_holds_markup_or_stray_spaces():
    for file in (*DATA.glob("*.csv"), *DATA.glob("*.toml"), *DATA.glob("centers/*.toml")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"</?[a-z]+>|&[a-z]+;|\u200b|\ufeff|\xa0|\t", text), file.name
        assert text.endswith("\n"), file.name


def test_every_place_lies_in_the_state_of_its_address(real, real_connection):
    for kind in ("center", "program"):
        for site in care_sites_of(real_connection, kind):
            if site.position and site.position.precision == "address":
                here = f"{site.position.point.latitude},{site.position.point.longitude}"
                near = find_place(real_connection, here).name
                assert "near" in near, site.id


def test_the_invented_world_stays_invented():
    for file in WORLD.rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s\",|]+", text)}
        assert all(host.endswith("example.org") for host in hosts), file.name
        assert not re.search(r"\+1-\d{3}-(?!555-01)\d", text), file.name


def test_the_known_lists_in_sources_md_say_what_is_there(real):
    """data/SOURCES.md counts 1,043 documents and 9 centers never listed as a place to be treated."""
    text = (DATA / "SOURCES.md").read_text()
    with real.connect() as connection:
        documents = all_guidelines(connection) + all_guidelines(connection, "unverified")
        nobody = [each for each in care_sites_of(connection, "center") if not each.treats_patients]
    assert f"| all | {len(documents):,} |" in text
    assert f"| known, never listed as a place to be treated | {len(nobody)} |" in text
