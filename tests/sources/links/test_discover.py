"""New, renamed and gone documents: made-up lists in the publishers' formats, and made-up data."""

import json
import subprocess
import tomllib
from collections import defaultdict

import pytest
from click.testing import CliRunner

from finder.cli import cli
from finder.errors import BadFile, SourceDown
from finder.sources.curated.read import read_curated
from finder.sources.links.discovery.changes import compare
from finder.sources.links.discovery.discover import find_changes, from_files, from_the_web
from finder.sources.links.discovery.listings import (
    NCI_LISTS,
    audience_of,
    key_of,
    normalized_title,
    read_listing,
)
from finder.sources.links.discovery.patch import changed
from finder.sources.links.rate_limit import RateLimit
from tests.conftest import ROOT, WORLD
from tests.sources.links.link_server import Answer

LISTS = ROOT / "tests" / "sources" / "links" / "lists"
ADULT, SCREENING, CATEGORY = (
    LISTS / f"{name}.html" for name in ("adult-treatment", "screening", "category_1")
)
NCI, DETAIL = "https://www.cancer.gov", "https://www.nccn.org/guidelines/guidelines-detail?category="
ADDRESSES = {
    "pdq-breast-patient-en": f"{NCI}/types/breast/patient/breast-treatment-pdq",
    "pdq-breast-professional-en": f"{NCI}/types/breast/hp/breast-treatment-pdq",
    "pdq-colon-patient-en": f"{NCI}/types/colorectal/patient/colon-treatment-pdq",
    "pdq-colon-professional-en": f"{NCI}/types/colorectal/hp/colon-treatment-pdq",
    "pdq-pancreatic-patient-en": f"{NCI}/types/pancreatic/patient/pancreatic-treatment-pdq",
    "pdq-pancreatic-professional-en": f"{NCI}/types/pancreatic/hp/pancreatic-treatment-pdq",
    "pdq-all-patient-en": f"{NCI}/types/leukemia/patient/adult-all-treatment-pdq",
    "pdq-all-professional-en": f"{NCI}/types/leukemia/hp/adult-all-treatment-pdq",
    "pdq-childhood-all-patient-en": f"{NCI}/types/leukemia/patient/child-all-treatment-pdq",
    "pdq-breast-screening-patient-en": f"{NCI}/types/breast/patient/breast-screening-pdq",
    "nccn-breast": f"{DETAIL}1&id=1419",
    "nccn-colon": f"{DETAIL}1&id=1428",
    "nccn-bone": f"{DETAIL}1&id=1418",
    "nccn-gist": f"{DETAIL}1&id=1507",
    "nccn-distress": f"{DETAIL}3&id=1431",
}
DAY = "2026-11-20"


@pytest.fixture
def data(data):
    file = data / "guidelines.csv"
    text = file.read_text(encoding="utf-8")
    for id_, url in ADDRESSES.items():
        text = text.replace(f",https://documents.example.org/{id_},", f",{url},")
    file.write_text(text, encoding="utf-8")
    return data


@pytest.fixture
def curated(data, gazetteer):
    return read_curated(data, gazetteer)


@pytest.fixture
def discover(data, curated):
    def run(*files):
        lists, _ = from_files(files, DAY)
        return find_changes(data, curated, lists.read, DAY)

    return run


def of(found, what):
    return {each.id: each.cells for each in found.changes.ready if each.what == what}


def test_a_list_is_read_without_what_stands_around_it():
    listing = read_listing(ADULT.read_bytes(), str(ADULT))
    paths = {each.key[1] for each in listing.documents}
    assert listing.name == "adult-treatment"
    assert not [path for path in paths if "invented-treatment" in path or "footer" in path]
    by_path = {each.key[1]: each for each in listing.documents}
    breast = by_path["/types/breast/hp/breast-treatment-pdq"]
    assert (breast.title, breast.whole, breast.readers) == ("Breast Cancer Treatment", False, "professional")
    (first, _) = read_listing(SCREENING.read_bytes(), "saved/screening.html").documents
    assert (first.whole, first.readers, first.list) == (True, "patient", "screening")


def test_documents_are_known_by_path_or_by_category_and_number():
    assert key_of(f"{NCI}/Types/Breast/") == key_of("http://cancer.gov/types/breast?x=1")
    assert key_of(f"{DETAIL}1&id=1419") == ("nccn", "1", "1419")
    assert key_of(f"{DETAIL}2&id=1419") != key_of(f"{DETAIL}1&id=1419")
    assert key_of("https://www.nccn.org/x/guidelines-for-patients-details?patientGuidelineId=4")[1] == "4"
    assert key_of("https://example.org/types/breast") is None


@pytest.mark.parametrize(
    ("path", "readers"),
    [
        ("/types/breast/patient/breast-treatment-pdq", "patient"),
        ("/types/head-and-neck/hp/adult/laryngeal-treatment-pdq", "professional"),
        ("/types/cardiac/patient-child-cardiac-treatment-pdq", "patient"),
        ("/publications/pdq/information-summaries/genetics/risk-assessment-hp-pdq", "professional"),
        ("/espanol/tipos/seno/pro/tratamiento-seno-pdq", "professional"),
        ("/espanol/tipos/seno/paciente/tratamiento-seno-pdq", "patient"),
        ("/types/prostate", None),
        ("/types/prostate/patients-guide", None),
    ],
)
def test_the_shape_of_an_address_tells_for_whom_it_is(path, readers):
    assert audience_of(path) == readers


def test_titles_differ_only_by_their_words():
    assert normalized_title("Breast  Cancer – Early (PDQ®)–Patient Version") == normalized_title(
        "breast cancer - early"
    )


def test_new_documents_are_rows_as_far_as_their_address_tells(discover):
    new = of(discover(ADULT, SCREENING, CATEGORY), "new")
    assert set(new) == {
        "pdq-invented-gland-cancer-treatment-patient-en",
        "pdq-invented-gland-cancer-treatment-professional-en",
        "pdq-invented-gland-cancer-screening-professional-en",
        "nccn-1-1901-pediatric-invented-tumors-quoted",
    }
    row = new["pdq-invented-gland-cancer-screening-professional-en"]
    assert row == {
        "id": "pdq-invented-gland-cancer-screening-professional-en",
        "topic": "Invented Gland Cancer Screening",
        "title": "Invented Gland Cancer Screening (PDQ®)–Health Professional Version",
        "publisher": "NCI", "series": "PDQ", "audience": "professional", "language": "en",
        "kind": "screening", "population": "adult", "format": "page", "needs_login": "no",
        "url": f"{NCI}/types/gland/hp/gland-screening-pdq", "last_seen": DAY, "status": "current",
        "source": "nci-lists-2026-11",
    }  # fmt: skip
    nccn = new["nccn-1-1901-pediatric-invented-tumors-quoted"]
    assert (nccn["population"], nccn["needs_login"], nccn["url"]) == (
        "pediatric",
        "yes",
        f"{DETAIL}1&id=1901",
    )


def test_a_changed_title_is_renamed_and_differences_of_writing_are_not(discover):
    renamed = of(discover(ADULT, SCREENING, CATEGORY), "renamed")
    assert {id_: cells["title"] for id_, cells in renamed.items()} == {
        "pdq-colon-patient-en": "Colon Adenocarcinoma Treatment",
        "pdq-colon-professional-en": "Colon Adenocarcinoma Treatment",
        "pdq-breast-screening-patient-en": "Breast Cancer Screening and Beyond (PDQ®)–Patient Version",
        "nccn-colon": "Colon Cancer and Other Things",
    }
    assert renamed["nccn-colon"]["source"] == "example-documents|example-list|nccn-lists-2026-11"


def test_a_document_at_another_address_keeps_its_row(discover):
    (moved,) = of(discover(ADULT), "address").items()
    assert moved[0] == "pdq-all-professional-en"
    assert moved[1]["url"] == f"{NCI}/types/leukemia/hp/all-adult-treatment-pdq"


def test_documents_are_gone_only_by_the_list_that_would_name_them(discover):
    assert set(of(discover(ADULT, CATEGORY), "gone")) == {"pdq-pancreatic-patient-en", "nccn-gist"}
    assert of(discover(SCREENING), "gone") == {}
    assert set(of(discover(CATEGORY), "gone")) == {"nccn-gist"}


def test_by_a_list_that_names_little_of_what_we_have_nothing_is_gone(curated, tmp_path):
    page = ADULT.read_text(encoding="utf-8")
    short = page[: page.index("<li>Colon")] + "</ul></main></body></html>"
    listing = read_listing(short.encode(), "adult-treatment.html")
    changes = compare(curated.guidelines, [listing], DAY, "x")
    assert not [each for each in changes.ready if each.what == "gone"]
    assert "we cannot say which are gone" in " ".join(changes.undecided)


def test_by_a_page_that_does_not_say_which_list_it_is_nothing_is_gone(curated):
    listing = read_listing(CATEGORY.read_bytes().replace(b"og:url", b"og:other"), "page.html")
    changes = compare(curated.guidelines, [listing], DAY, "x")
    assert listing.name == ""
    assert not [each for each in changes.ready if each.what == "gone"]


def test_what_is_not_sure_is_left_to_a_person(discover):
    left = "\n".join(discover(ADULT, CATEGORY).changes.undecided)
    assert "/node/4711: the address is only a number" in left
    assert "/types/pancreatic: an ordinary NCI page" in left
    assert "child-gland-treatment-pdq: we are not sure which ages it is for" in left
    assert "id=1902: its category has several kinds of documents" in left


def test_a_row_that_was_kept_without_a_link_and_is_listed_is_linked(data, edit, gazetteer):
    edit("guidelines.csv", f"{ADDRESSES['pdq-breast-patient-en']},no,,2025-12-30,current", (
        f"{ADDRESSES['pdq-breast-patient-en']},no,,2025-12-30,unverified"
    ))  # fmt: skip
    lists, _ = from_files([ADULT], DAY)
    found = find_changes(data, read_curated(data, gazetteer), lists.read, DAY)
    cells = of(found, "listed")["pdq-breast-patient-en"]
    assert (cells["status"], cells["last_seen"]) == ("current", DAY)


@pytest.mark.parametrize("command", [("git", "apply", "-"), ("patch", "-p1", "--batch")])
def test_the_patch_applies_and_then_nothing_differs_but_what_is_to_decide(
    data, discover, gazetteer, command, tmp_path
):
    found = discover(ADULT, SCREENING, CATEGORY)
    before = (data / "guidelines.csv").read_bytes().splitlines()
    subprocess.run(command, cwd=data.parent, input=found.patch.encode(), check=True, capture_output=True)
    after = (data / "guidelines.csv").read_bytes().splitlines()
    assert len(after) == len(before) + 4
    assert len(set(before) - set(after)) == 7  # 4 renamed, 1 elsewhere, 2 gone; no other line is touched
    for line in {each for each in found.report if each.startswith(("  nci", "  nccn"))}:
        group, topic = line.strip().split(": ", 1)
        with (data / "serves.csv").open("a", encoding="utf-8") as file:
            file.write(f'{group},"{topic.replace(chr(34), chr(34) * 2)}",breast-cancer,own\n')
    sources = tomllib.loads((data / "sources.toml").read_text(encoding="utf-8"))
    assert sources["nci-lists-2026-11"]["as_of"] == DAY
    curated = read_curated(data, gazetteer)
    again, _ = from_files([ADULT, SCREENING, CATEGORY], DAY)
    second = find_changes(data, curated, again.read, DAY)
    assert second.patch == ""
    assert second.changes.undecided
    gone = {each.id for each in curated.guidelines if each.status == "gone"}
    assert gone == {"pdq-pancreatic-patient-en", "nccn-gist"}


def test_a_patch_keeps_line_ends_and_a_last_line_without_one(discover):
    table = (WORLD / "guidelines.csv").read_text(encoding="utf-8")
    found = discover(CATEGORY)
    windows = table.replace("\n", "\r\n")
    lines = changed(windows, found.changes.ready).split("\n")
    assert all(line.endswith("\r") for line in lines[:-1])
    assert changed(table.rstrip("\n"), ()) == table.rstrip("\n")


def lists_of(rows, line):
    """NCI's lists as they would be if they named what we have: name → page."""
    names = {"supportive": "supportive-care", "complementary": "cam"}
    topics = defaultdict(lambda: defaultdict(list))
    for row in rows:
        treatment = f"{row.population}-treatment" if row.kind == "treatment" else row.kind
        topics[names.get(row.kind, treatment)][row.topic].append(row)
    return {
        name: f"<main>{''.join(line(topic, some) for topic, some in each.items())}</main>".encode()
        for name, each in topics.items()
    }


def by_topic(topic, rows):
    labels = {"patient": "Patients", "professional": "Health Professionals"}
    links = " | ".join(f'<a href="{row.url}">{labels[row.audience]}</a>' for row in rows)
    return f"<li>{topic} (PDQ®) [{links}]</li>"


def by_title(topic, rows):
    return "".join(f'<li><a href="{row.url}">{row.title}</a></li>' for row in rows)


@pytest.mark.parametrize("line", [by_topic, by_title])
def test_lists_that_name_just_what_we_have_differ_in_nothing(real_curated, line):
    ours = [
        each
        for each in real_curated.guidelines
        if each.publisher == "NCI"
        and each.kind != "overview"
        and (each.status, each.language) == ("current", "en")
    ]
    pages = lists_of(ours, line)
    assert set(pages) == set(NCI_LISTS)
    listings = [read_listing(page, f"{name}.html") for name, page in pages.items()]
    changes = compare(real_curated.guidelines, listings, DAY, "x")
    assert changes.ready == ()


def test_a_file_that_is_no_list_is_refused(tmp_path):
    file = tmp_path / "a.html"
    file.write_text("<html><title>Nothing</title></html>")
    with pytest.raises(BadFile, match="Is it one of their lists"):
        from_files([file])
    with pytest.raises(BadFile, match="write a day as YYYY-MM-DD"):
        from_files([ADULT], "November")


def test_lists_are_read_live_and_those_that_refuse_are_told(site, clock):
    site.on("/a/adult-treatment", Answer(body=ADULT.read_bytes()))
    site.on("/b/category_1", Answer(403))
    urls = [site.url("/a/adult-treatment"), site.url("/b/category_1")]
    lists, day = from_the_web(RateLimit(1, clock, clock.sleep), urls=urls, private=True)
    assert [each.name for each in lists.read] == ["adult-treatment"]
    assert lists.unread[0].startswith("Save the page by hand and pass the file.")
    assert lists.unread[0].endswith("answers 403.")
    assert len(day) == 10
    with pytest.raises(SourceDown, match="None of the lists"):
        from_the_web(RateLimit(1, clock, clock.sleep), urls=urls[1:], private=True)


@pytest.fixture
def run(data, tmp_path, monkeypatch, quick_zips):
    monkeypatch.setenv("FINDER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FINDER_DATA", str(data))
    return lambda *arguments: CliRunner().invoke(cli, ["links", "discover", *map(str, arguments)])


def test_the_command_prints_the_patch_and_tells_people_what_it_means(run, tmp_path):
    ran = run(ADULT, CATEGORY, "--as-of", DAY)
    assert ran.exit_code == 0
    assert ran.stdout.startswith("--- a/data/guidelines.csv\n+++ b/data/guidelines.csv\n")
    assert "New: 3" in ran.stderr
    assert "TO DECIDE, not in the patch" in ran.stderr
    assert "TO ADD to data/serves.csv" in ran.stderr
    file = tmp_path / "new.patch"
    written = run(ADULT, CATEGORY, "--as-of", DAY, "--output", file)
    assert written.stdout == ""
    assert file.read_text(encoding="utf-8") == ran.stdout


def test_the_command_wants_files_or_live_and_not_both(run):
    assert run().exit_code == 2
    assert run(ADULT, "--live").exit_code == 2
    assert json.dumps(run().stderr)
