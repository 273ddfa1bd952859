"""`finder load --download` against a server like CMS's: loaded people are found, faults are reported."""

from __future__ import annotations

import json
import time

import pytest

from tests.end_to_end.cms_world import (
    API,
    HOSPITAL,
    LISTING,
    MONTH,
    MONTH_BEFORE,
    REPORT,
    WEEK,
    address_of,
    npi,
    offer,
)
from tests.sources.cms_server import AFFILIATIONS, CLINICIANS, HOSPITALS, Fault, cms_server
from tests.sources.files.made_up_files import ONCOLOGY, person
from tests.web.page_reader import read

KINDS = ("nppes", "nppes-weekly", "deactivated", "clinicians", "affiliations", "hospitals")


@pytest.fixture
def cms(tmp_path):
    with cms_server() as server:
        (tmp_path / "offered").mkdir()
        offer(server, tmp_path / "offered")
        yield server


@pytest.fixture
def finder(cms, finder_with):
    return finder_with(FINDER_NPPES_URL=cms.url(LISTING), FINDER_PROVIDER_DATA_URL=cms.url(API))


def found(finder, *options):
    """Return the NPIs of a search for clinicians near Boston, nearest first."""
    command = ("search", "02115", "--kind", "clinician", "--json", *options)
    return [each["id"] for each in json.loads(finder(*command))["results"]]


def test_everything_that_cms_offers_is_downloaded_loaded_and_searchable(finder, cms):
    site = finder.site()
    assert site.get(f"/clinicians/{npi(1)}").status_code == 404
    output = finder("load", "--download")
    for kind, name in (("nppes", MONTH), ("nppes-weekly", WEEK), ("deactivated", REPORT)):
        assert f"{kind}: {name}, as of " in output
    assert (
        "nppes: "
        + MONTH
        + ", as of September 2026\n  5 rows read, 0 skipped\n  doctors and clinics kept: 4\n"
        in output
    )
    # Anna, the week's update of the old record, the new one, and the clinic.
    assert "Doctors and clinics: 4, hospitals: 2." in output
    assert "The site shows them now" in output

    assert set(found(finder)) == {npi(1), npi(2), npi(5)}
    card = finder("search", "02115", "--kind", "clinician", "--name", "madeupanna")
    assert "Anna Madeupanna, MD" in card
    assert "Made Up Oncology Group, 1 Example St, Boston, MA 02115" in card
    assert "Telephone: (617) 555-0177" in card
    assert "Affiliated with Made Up Hospital 1" in card
    assert "From: " in card

    page = read(site.get(f"/clinicians/{npi(1)}").text)  # the site that ran all the time
    assert page.text("h1") == ["Anna Madeupanna, MD"]
    assert any("1 Example St" in text and "Boston, MA 02115" in text for text in page.text("address"))
    assert "tel:+16175550177" in page.links()
    assert f"/hospitals/{HOSPITAL}" in page.links()
    listed = read(site.get("/search?near=02115&kind=clinician&name=madeupnew").text)
    assert listed.text("h3") == ["1 on the map Test Madeupnew, MD"]
    team = read(site.get(f"/hospitals/{HOSPITAL}").text)
    assert team.text("h1") == ["Made Up Hospital 1"]
    counted = dict(zip(team.text("dt"), team.text("dd"), strict=True))
    assert counted["Medical oncology"].startswith("1")
    assert counted["Radiation oncology"] == "1 doctor"
    assert not {"Surgery", "Pathology"} & set(counted)


def test_a_second_download_fetches_and_changes_nothing(finder, cms):
    finder("load", "--download")
    before, requests = found(finder), len(cms.asked(f"/nppes/{MONTH}"))
    output = finder("load", "--download")
    assert output.count("since the last load: 0 new, 0 changed, 0 gone") == len(KINDS)
    (again,) = cms.asked(f"/nppes/{MONTH}")[requests:]
    assert again["If-None-Match"] == '"first"'
    assert found(finder) == before


def test_one_kind_alone_can_be_loaded(finder, cms):
    finder("load", "hospitals", "--download")
    assert cms.asked(LISTING) == cms.asked(address_of(CLINICIANS)) == []
    assert finder.site().get(f"/api/v1/hospitals/{HOSPITAL}").json["name"] == "Made Up Hospital 1"


def test_a_missing_month_is_replaced_by_the_previous_one(finder, cms):
    del cms.files[f"/nppes/{MONTH}"]
    output = finder("load", "--download")
    assert f"nppes: {MONTH_BEFORE}, as of August 2026" in output
    assert set(found(finder)) == {npi(1), npi(2), npi(5)}  # the week adds who is not in August's file


def test_the_previous_month_is_loaded_with_its_weeks(finder, cms):
    """The newest month is listed but missing: changes since the previous one are in its weekly files."""
    del cms.files[f"/nppes/{MONTH}"]
    of_august = WEEK.replace("091426_092026", "081726_082326")
    cms.offer_listing(MONTH_BEFORE, MONTH, of_august, REPORT)
    cms.offer(f"/nppes/{of_august}", cms.files[f"/nppes/{WEEK}"].body)
    output = finder("load", "--download")
    assert f"nppes: {MONTH_BEFORE}, " in output
    assert f"nppes-weekly: {of_august}, " in output
    assert set(found(finder)) == {npi(1), npi(2), npi(5)}


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (f"/nppes/{WEEK}", "the file is not there"),
        (f"/nppes/{REPORT}", "the file is not there"),
        (address_of(HOSPITALS), "the file is not there"),
    ],
)
def test_a_missing_file_is_reported_and_the_rest_is_loaded(finder, cms, path, message):
    del cms.files[path]
    ran = finder.run("load", "--download")
    assert f"{cms.url(path)} answered 404" in ran.err
    assert message in ran.err
    assert "1 of 6 files could not be loaded" in ran.err
    assert ran.code == 0  # the rest was loaded
    assert npi(1) in found(finder)


def test_a_web_page_instead_of_a_csv_is_reported_and_the_old_load_stays(finder, cms):
    finder("load", "--download")
    html = b"<!DOCTYPE html>\n<html><body>Scheduled maintenance, sorry.</body></html>\n"
    cms.offer(address_of(CLINICIANS), html, etag='"other"')
    ran = finder.run("load", "--download")
    assert ran.code == 0
    assert f"{cms.url(address_of(CLINICIANS))} sent a web page" in ran.err
    assert "(617) 555-0177" in finder("search", "02115", "--name", "madeupanna")


def test_a_file_with_fewer_rows_than_cms_says_is_not_loaded(finder, cms):
    query = f"{API}/datastore/query/{AFFILIATIONS}/0?limit=1&count=true&results=false&schema=false"
    cms.offer(query, b'{"count": 7}')
    ran = finder.run("load", "--download")
    assert ran.code == 0
    assert "Download Facility_Affiliation.csv again. It has 2 rows, but CMS says 7." in ran.err
    assert "Affiliated with" not in finder("search", "02115", "--name", "madeupanna")


def test_data_sets_are_loaded_even_if_the_nppes_page_is_down(finder, cms):
    for _ in range(3 * 3):
        cms.fail(LISTING, Fault(503, {"Retry-After": "0"}))
    ran = finder.run("load", "--download")
    assert ran.err.count(f"{cms.url(LISTING)} answered 503") == 3
    assert " after 3 tries." in ran.err
    assert found(finder) == [npi(1)]


def test_if_nothing_can_be_reached_the_command_fails_and_nothing_changes(finder_with, home):
    with cms_server() as server:
        gone = server.url("")
    finder = finder_with(FINDER_NPPES_URL=gone + LISTING, FINDER_PROVIDER_DATA_URL=gone + API)
    before = (home / "directory.sqlite").read_bytes()
    process = finder.start("load", "deactivated", "--download")
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "cannot be reached" in out
    assert "Nothing could be loaded. The directory has not changed." in out
    assert "Traceback" not in out
    assert (home / "directory.sqlite").read_bytes() == before


@pytest.fixture
def crowd(cms, tmp_path):
    """A month with many people: the address of its file."""
    many = tuple(person(number, ONCOLOGY, last=f"MADEUP{number}") for number in range(100, 3000))
    offer(cms, tmp_path / "offered", many)
    return f"/nppes/{MONTH}"


def first_byte(headers):
    """Return the first byte of the file that a request wants."""
    assert headers["If-Range"] == '"first"'
    return int(headers["Range"].removeprefix("bytes=").removesuffix("-"))


def test_a_broken_connection_is_resumed_within_one_load(finder, cms, crowd):
    size = len(cms.files[crowd].body)
    cms.fail(crowd, Fault(drop_after=size // 2))
    finder("load", "nppes", "--download")
    first, second = cms.asked(crowd)
    assert first["Range"] is None
    assert size // 4 < first_byte(second) <= size // 2
    assert found(finder, "--name", "madeup2999") == [npi(2999)]


def test_a_killed_load_resumes_where_it_stopped(finder, cms, home, crowd):
    path, size = crowd, len(cms.files[crowd].body)
    # The server breaks the connection and asks to wait; the load waits, and is killed.
    cms.fail(path, Fault(drop_after=size // 2), Fault(503, {"Retry-After": "120"}))
    process = finder.start("load", "--download")
    end = time.monotonic() + 60
    while len(cms.asked(path)) < 2:
        assert time.monotonic() < end, "the file was not asked for again"
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=30)
    part = home / "downloads" / "nppes" / f"{MONTH}.part"
    assert size // 4 < part.stat().st_size <= size // 2
    there = part.stat().st_size
    assert found(finder) == []  # the directory of before answers

    output = finder("load", "--download")
    assert first_byte(cms.asked(path)[-1]) == there
    assert "Doctors and clinics: 2,904, " in output
    assert not part.exists()
    assert found(finder, "--name", "madeup2999") == [npi(2999)]
    assert not [*home.rglob("*.loading"), *home.rglob("*.building")]


def test_loaded_files_can_be_built_later(finder, home):
    before = (home / "directory.sqlite").read_bytes()
    output = finder("load", "--download", "--no-build")
    assert "Built and verified" not in output
    assert (home / "directory.sqlite").read_bytes() == before
    assert "       3  clinician\n" in finder("build")
    assert npi(1) in found(finder)


def test_downloads_that_are_no_longer_offered_are_deleted(finder, cms, home):
    finder("load", "nppes", "--download")
    cms.offer_listing("NPPES_Data_Dissemination_October_2026_V2.zip")
    cms.offer("/nppes/NPPES_Data_Dissemination_October_2026_V2.zip", cms.files[f"/nppes/{MONTH}"].body)
    finder("load", "nppes", "--download")
    kept = {path.name for path in (home / "downloads" / "nppes").iterdir()}
    october = "NPPES_Data_Dissemination_October_2026_V2.zip"
    assert kept == {october, f"{october}.json"}


def test_weeks_no_longer_offered_are_deleted_but_stay_loaded(finder, cms, home):
    finder("load", "--download")
    weeks = home / "downloads" / "nppes-weekly"
    assert {path.name for path in weeks.iterdir()} == {WEEK, f"{WEEK}.json"}
    cms.offer_listing(MONTH, REPORT)
    finder("load", "--download")
    assert [*weeks.iterdir()] == []
    assert set(found(finder)) == {npi(1), npi(2), npi(5)}


@pytest.mark.parametrize(
    "arguments", [(), ("nppes",), ("--download", "nppes", "a.zip")]
)  # fmt: skip
def test_a_load_without_files_or_with_conflicting_options_is_a_usage_error(finder, arguments):
    ran = finder.run("load", *arguments)
    assert ran.code == 2
    assert "Say what to load and give its FILES, or use --download." in ran.err


def test_good_files_are_loaded_and_bad_ones_reported(finder, tmp_path, home):
    bad, good = tmp_path / "bad.zip", tmp_path / "offered" / MONTH
    bad.write_text("<html>")
    before = (home / "directory.sqlite").read_bytes()
    ran = finder.run("load", "nppes", bad)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("\nNothing could be loaded. The directory has not changed.\n")
    assert (home / "directory.sqlite").read_bytes() == before
    ran = finder.run("load", "nppes", bad, good)
    assert ran.code == 0
    assert ran.err.endswith("\n1 of 2 files could not be loaded: see above.\n")
    assert npi(1) in found(finder)
