"""Ask a server as CMS's for its files: what is taken, what is refused, and what is gone on from."""

import errno
import gzip
import io
import random
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder import __version__
from finder.errors import SourceDown
from finder.ingest.download import KINDS, Addresses, NotThere, Remote, discover, fetch, fetch_newest
from finder.ingest.sources_online import LONGEST_PAUSE, followed
from tests.ingest.cms_server import AFFILIATIONS, CLINICIANS, ERROR_PAGE, HOSPITALS, Fault, cms_server

CSV = b"NPI,Ind_PAC_ID,Provider Last Name\n" + b"1234567893,0000000001,MADEUP\n" * 12_000
MONTHLY = "NPPES_Data_Dissemination_September_2026_V2.zip"
MONTH_BEFORE = "NPPES_Data_Dissemination_August_2026_V2.zip"
LISTING = "/nppes/NPI_Files.html"


def zip_of(member, seed=1, size=300_000):
    """A zip file with a member of so many bytes that mean nothing."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(member, random.Random(seed).randbytes(size))
    return held.getvalue()


ZIP = zip_of("npidata_pfile_20050523-20260913.csv")
OTHER_ZIP = zip_of("npidata_pfile_20050523-20260914.csv", seed=2)


@pytest.fixture
def cms(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with cms_server() as server:
        yield server


@pytest.fixture
def addresses(cms):
    return Addresses(cms.url(LISTING), cms.url("/api/1"))


class Fetcher:
    """Fetches into one folder, and keeps what was waited and told."""

    def __init__(self, folder):
        self.folder, self.waits, self.told = folder, [], []

    def options(self):
        return {"wait": self.waits.append, "timeout": 10}

    def progress(self, done, total):
        self.told.append((done, total))

    def __call__(self, url, name, **more):
        remote = Remote("nppes", url, name, "2026-09", None)
        return fetch(remote, self.folder, self.progress, **self.options() | more)

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def get(tmp_path):
    return Fetcher(tmp_path / "files")


def data_set(url, **more):
    return {"identifier": "made-up", "distribution": [{"downloadURL": url}], **more}


# What CMS offers now


def names_of(addresses, kind):
    return [remote.name for remote in discover(addresses, {kind})]


def test_of_monthly_files_the_newest_is_offered_and_the_one_before_behind_it(cms, addresses):
    cms.offer_listing(
        "NPPES_Data_Dissemination_December_2025_V2.zip", MONTHLY, "NPPES_Data_Dissemination_July_2026_V2.zip"
    )
    newest, before = discover(addresses, ["nppes"])
    assert newest == Remote("nppes", cms.url(f"/nppes/{MONTHLY}"), MONTHLY, "2026-09", None)
    assert (before.name, before.as_of) == ("NPPES_Data_Dissemination_July_2026_V2.zip", "2026-07")


def test_an_only_month_is_offered_alone(cms, addresses):
    cms.offer_listing(MONTHLY)
    assert names_of(addresses, "nppes") == [MONTHLY]


@pytest.mark.parametrize(
    ("listed", "taken"),
    [
        (["_September_2026.zip", "_September_2026_V2.zip"], "_September_2026_V2.zip"),
        (["_September_2026_V2.zip", "_September_2026_V1.zip"], "_September_2026_V2.zip"),
        (["_September_2026_V2.zip", "_September_2026_V3.zip"], "_September_2026_V3.zip"),
        (["_September_2026_V10.zip", "_September_2026_V9.zip"], "_September_2026_V10.zip"),
        (["_September_2026_V.2.zip", "_September_2026.zip"], "_September_2026_V.2.zip"),
        (["_September_2026.zip"], "_September_2026.zip"),
    ],
)
def test_the_highest_version_of_a_month_is_taken(cms, addresses, listed, taken):
    cms.offer_listing(*(f"NPPES_Data_Dissemination{name}" for name in listed))
    assert names_of(addresses, "nppes") == [f"NPPES_Data_Dissemination{taken}"]


def test_a_newer_month_goes_before_a_higher_version(cms, addresses):
    cms.offer_listing("NPPES_Data_Dissemination_August_2026_V3.zip", MONTHLY)
    assert names_of(addresses, "nppes")[0] == MONTHLY


def test_a_weekly_file_is_never_taken_for_a_monthly_one(cms, addresses):
    cms.offer_listing("NPPES_Data_Dissemination_092126_092726_Weekly_V2.zip")
    with pytest.raises(SourceDown, match=r"NPI_Files\.html lists no file of the kind nppes"):
        discover(addresses, ["nppes"])


def test_weeks_since_the_newest_month_are_offered_oldest_first_each_in_its_highest_version(cms, addresses):
    weeks = [f"NPPES_Data_Dissemination_{days}_Weekly" for days in ("092126_092726", "083126_090626")]
    cms.offer_listing(
        f"{weeks[0]}.zip",
        f"{weeks[0]}_V2.zip",
        MONTHLY,
        f"{weeks[1]}_V2.zip",
        "NPPES_Data_Dissemination_082426_083026_Weekly_V2.zip",
        "NPPES_Data_Dissemination_133226_139926_Weekly_V2.zip",
    )
    offered = discover(addresses, ["nppes-weekly"])
    assert [week.name for week in offered] == [f"{weeks[1]}_V2.zip", f"{weeks[0]}_V2.zip"]
    assert [week.as_of for week in offered] == ["2026-09-06", "2026-09-27"]


def test_no_week_since_the_newest_month_is_no_fault(cms, addresses):
    cms.offer_listing(MONTHLY, "NPPES_Data_Dissemination_082426_083026_Weekly_V2.zip")
    assert discover(addresses, ["nppes-weekly"]) == []


def test_the_newest_report_of_deactivations_is_offered(cms, addresses):
    old, new = "NPPES_Deactivated_NPI_Report_121425_V2.zip", "NPPES_Deactivated_NPI_Report_091426_V2.zip"
    cms.offer_listing(new, old, MONTHLY)
    (report,) = discover(addresses, ["deactivated"])
    assert (report.name, report.as_of) == (new, "2026-09-14")


def test_links_in_a_comment_or_to_another_host_are_not_offered(cms, addresses):
    cms.offer_listing(MONTHLY)
    page = cms.files[LISTING].body.decode()
    later, elsewhere = MONTHLY.replace("September", "November"), MONTHLY.replace("September", "October")
    page += (
        f"<!-- <a href='{later}'> --><a href=https://example.org/{elsewhere}>x</a><a href='http://[x'>y</a>"
    )
    cms.offer(LISTING, page.encode())
    assert names_of(addresses, "nppes") == [MONTHLY]


def test_a_page_in_a_new_form_is_told_with_its_address(cms, addresses):
    cms.offer(LISTING, b"<html><body>We have moved.</body></html>")
    for kind in ("nppes", "nppes-weekly", "deactivated"):
        with pytest.raises(SourceDown, match=rf"NPI_Files\.html lists no file of the kind {kind}:"):
            discover(addresses, [kind])


@pytest.mark.parametrize("nested", [False, True])
def test_the_file_of_a_data_set_is_found_flat_or_nested(cms, addresses, nested):
    url = cms.url("/files/abc_1786000000/DAC_NationalDownloadableFile.csv")
    answer = data_set(url, modified="2026-08-20", released="2026-09-03")
    if nested:
        answer["distribution"] = [{"identifier": "made-up", "data": {"downloadURL": url}}]
    cms.offer_data_set(CLINICIANS, answer, count=3_387_942)
    expected = Remote("clinicians", url, "DAC_NationalDownloadableFile.csv", "2026-09-03", 3_387_942)
    assert discover(addresses, ["clinicians"]) == [expected]


def test_without_a_release_date_the_date_of_change_is_given_and_without_both_none(cms, addresses):
    cms.offer_data_set(CLINICIANS, data_set(cms.url("/a.csv"), modified="2026-08-20T10:00:00"))
    cms.offer_data_set(HOSPITALS, data_set(cms.url("/b.csv"), modified="soon"))
    assert [each.as_of for each in discover(addresses, ["hospitals", "clinicians"])] == ["2026-08-20", None]


def test_all_kinds_are_asked_at_once_and_come_in_the_order_of_kinds(cms, addresses):
    week, report = (
        "NPPES_Data_Dissemination_092126_092726_Weekly_V2.zip",
        "NPPES_Deactivated_NPI_Report_091426.zip",
    )
    cms.offer_listing(report, week, MONTHLY)
    for identifier in (CLINICIANS, AFFILIATIONS, HOSPITALS):
        cms.offer_data_set(identifier, data_set(cms.url(f"/{identifier}.csv")), count=7)
    found = discover(addresses, set(KINDS))
    assert [each.kind for each in found] == list(KINDS)
    assert [each.rows for each in found] == [None, None, None, 7, 7, 7]
    assert len(cms.asked(LISTING)) == 1


def test_a_count_that_cannot_be_had_stops_nothing(cms, addresses):
    cms.offer_data_set(HOSPITALS, data_set(cms.url("/hospitals.csv")))
    assert [each.rows for each in discover(addresses, ["hospitals"])] == [None]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"identifier": "made-up"}, "names no file to download"),
        ({"distribution": []}, "names no file to download"),
        ({"distribution": [{"data": {}}]}, "names no file to download"),
        ({"distribution": "none"}, "answers no such JSON"),
        ([], "answers no such JSON"),
        (data_set("https://example.org/a.csv"), "https://example.org/a.csv, which is not a place of CMS's"),
        (data_set("file:///etc/passwd.csv"), "not a place of CMS's"),
        (data_set("/files/index.php"), "neither a CSV nor a zip file"),
        (data_set("/files/..%2F..%5Cx.csv"), "neither a CSV nor a zip file"),
    ],
)
def test_an_answer_that_leads_to_no_file_is_told_with_its_address(cms, addresses, answer, told):
    cms.offer_data_set(CLINICIANS, answer, count=7)
    with pytest.raises(SourceDown) as caught:
        discover(addresses, ["clinicians"])
    assert told in str(caught.value)
    assert cms.url(f"/api/1/metastore/schemas/dataset/items/{CLINICIANS}") in str(caught.value)


def test_an_html_page_instead_of_json_is_told_with_how_it_begins(cms, addresses):
    cms.offer(f"/api/1/metastore/schemas/dataset/items/{CLINICIANS}", ERROR_PAGE)
    with pytest.raises(SourceDown, match="It begins: '<!DOCTYPE html>"):
        discover(addresses, ["clinicians"])


def test_a_listing_that_is_gone_or_closed_is_told_at_once(cms, addresses):
    waits = []
    with pytest.raises(NotThere, match=r"NPI_Files\.html answered 404"):
        discover(addresses, ["nppes"], wait=waits.append)
    cms.fail(LISTING, Fault(403))
    with pytest.raises(SourceDown, match=r"NPI_Files\.html answered 403.*download the file by hand"):
        discover(addresses, ["nppes"], wait=waits.append)
    assert waits == []


def test_a_listing_that_fails_once_is_asked_again(cms, addresses):
    cms.offer_listing(MONTHLY)
    cms.fail(LISTING, Fault(503), Fault(drop_after=20))
    waits = []
    assert [each.name for each in discover(addresses, ["nppes"], wait=waits.append)] == [MONTHLY]
    assert waits == [2, 4]


def test_a_server_that_cannot_be_reached_is_told_with_its_address(cms, addresses):
    with cms_server() as gone:
        address = gone.url(LISTING)
    with pytest.raises(SourceDown, match=rf"^{address} cannot be reached"):
        discover(Addresses(address), ["nppes"], tries=2, wait=lambda seconds: None)


def test_an_unknown_kind_is_a_fault_of_the_caller(addresses):
    with pytest.raises(ValueError, match=r"\['nurses'\] are none of nppes, "):
        discover(addresses, ["nurses"])


# Fetching: the straight way


@pytest.mark.parametrize(
    ("name", "body"), [("made.zip", ZIP), ("made.csv", CSV), ("bom.CSV", b"\xef\xbb\xbf" + CSV)]
)
def test_a_file_is_fetched_whole(cms, get, name, body):
    path = get(cms.offer("/x", body), name)
    assert path == get.folder / name
    assert path.read_bytes() == body
    assert get.names() == [name, f"{name}.json"]
    assert get.told[0] == (0, len(body))
    assert get.told[-1] == (len(body), len(body))
    assert [done for done, _ in get.told] == sorted(done for done, _ in get.told)


def test_the_server_is_told_who_asks_and_nothing_else(cms, get, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password secret\n", encoding="utf-8")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    url = cms.offer("/x", CSV)
    cms.fail("/x", Fault(503, {"Set-Cookie": "crumb=1"}))
    get(url, "made.csv")
    for headers in cms.asked("/x"):
        assert headers["User-Agent"] == f"cancer-finder/{__version__}"
        assert headers["Accept-Encoding"] == "identity"
        assert headers["Cookie"] is None
        assert headers["Authorization"] is None


def test_a_file_that_is_here_is_not_fetched_again(cms, get):
    url = cms.offer("/x", ZIP)
    first = get(url, "made.zip").stat()
    get.told.clear()
    assert get(url, "made.zip").stat().st_mtime_ns == first.st_mtime_ns
    assert cms.asked("/x")[1]["If-None-Match"] == '"first"'
    assert get.told == [(len(ZIP), len(ZIP))]


@pytest.mark.parametrize(("etag", "modified"), [(None, "Sun, 13 Sep 2026 06:00:00 GMT"), (None, None)])
def test_a_file_is_known_again_by_its_date_or_its_size(cms, get, etag, modified):
    url = cms.offer("/x", ZIP, etag=etag, modified=modified)
    first = get(url, "made.zip").stat()
    assert get(url, "made.zip").stat().st_mtime_ns == first.st_mtime_ns
    assert cms.asked("/x")[1]["If-Modified-Since"] == modified


def test_a_file_that_changed_on_the_server_is_fetched_again(cms, get):
    get(cms.offer("/x", ZIP), "made.zip")
    path = get(cms.offer("/x", OTHER_ZIP, etag='"second"'), "made.zip")
    assert path.read_bytes() == OTHER_ZIP
    assert get.names() == ["made.zip", "made.zip.json"]


def test_a_file_of_the_same_name_from_another_address_is_fetched(cms, get):
    get(cms.offer("/old/x", ZIP), "made.zip")
    path = get(cms.offer("/new/x", OTHER_ZIP), "made.zip")
    assert path.read_bytes() == OTHER_ZIP
    assert cms.asked("/new/x")[0]["If-None-Match"] is None


@pytest.mark.parametrize("spoil", ["cut", "notes", "no notes"])
def test_a_file_that_is_not_as_it_was_noted_is_fetched_again(cms, get, spoil):
    url = cms.offer("/x", ZIP)
    path = get(url, "made.zip")
    notes = path.with_name("made.zip.json")
    if spoil == "cut":
        path.write_bytes(ZIP[:1000])
    elif spoil == "notes":
        notes.write_bytes(b'{"url": ')
    else:
        notes.unlink()
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["If-None-Match"] is None


def test_a_file_that_is_here_serves_although_cms_has_it_no_more(cms, get):
    url = cms.offer("/x", ZIP)
    get(url, "made.zip")
    del cms.files["/x"]
    assert get(url, "made.zip").read_bytes() == ZIP


# Fetching: gone, refused, and taken for something else


def test_a_newest_month_that_is_gone_makes_way_for_the_month_before(cms, addresses, get):
    cms.offer_listing(MONTHLY, MONTH_BEFORE)
    cms.offer(f"/nppes/{MONTH_BEFORE}", ZIP)
    remotes = discover(addresses, ["nppes"])
    remote, path = fetch_newest(remotes, get.folder, get.progress, **get.options())
    assert (remote.name, remote.as_of) == (MONTH_BEFORE, "2026-08")
    assert path.read_bytes() == ZIP
    assert len(cms.asked(f"/nppes/{MONTHLY}")) == 1
    assert get.names() == [MONTH_BEFORE, f"{MONTH_BEFORE}.json"]


def test_the_newest_month_is_taken_where_it_is_there(cms, addresses, get):
    cms.offer_listing(MONTHLY, MONTH_BEFORE)
    cms.offer(f"/nppes/{MONTHLY}", ZIP)
    remote, path = fetch_newest(discover(addresses, ["nppes"]), get.folder, get.progress, **get.options())
    assert (remote.as_of, path.name) == ("2026-09", MONTHLY)
    assert cms.asked(f"/nppes/{MONTH_BEFORE}") == []


def test_where_every_month_is_gone_each_address_is_told(cms, addresses, get):
    cms.offer_listing(MONTHLY, MONTH_BEFORE)
    with pytest.raises(NotThere) as caught:
        fetch_newest(discover(addresses, ["nppes"]), get.folder, get.progress, **get.options())
    assert cms.url(f"/nppes/{MONTHLY}") in str(caught.value)
    assert cms.url(f"/nppes/{MONTH_BEFORE}") in str(caught.value)


def test_a_newest_month_that_only_fails_does_not_make_way(cms, addresses, get):
    cms.offer_listing(MONTHLY, MONTH_BEFORE)
    cms.offer(f"/nppes/{MONTH_BEFORE}", ZIP)
    cms.fail(f"/nppes/{MONTHLY}", Fault(500), Fault(500))
    with pytest.raises(SourceDown, match="answered 500"):
        fetch_newest(discover(addresses, ["nppes"]), get.folder, get.progress, tries=2, **get.options())
    assert cms.asked(f"/nppes/{MONTH_BEFORE}") == []


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("made.csv", ERROR_PAGE, "a web page, not with made.csv"),
        ("made.zip", ERROR_PAGE, "a web page, not with made.zip"),
        ("made.csv", b"\xef\xbb\xbf\n <html></html>", "a web page"),
        ("made.csv", b'{"message": "no", "status": 1}', "text that does not begin with a header"),
        ("made.csv", b"", "text that does not begin with a header"),
        ("made.zip", CSV, "no whole zip file"),
        ("made.zip", ZIP[:-30], "no whole zip file"),
        ("made.zip", b"PK\x05\x06" + bytes(18), "no whole zip file"),
    ],
)
def test_what_is_no_such_file_is_refused_and_nothing_of_it_kept(cms, get, name, body, told):
    url = cms.offer("/x", body)
    with pytest.raises(SourceDown) as caught:
        get(url, name)
    assert str(caught.value).startswith(url)
    assert told in str(caught.value)
    assert get.names() == []
    assert get.waits == []


def test_a_web_page_instead_of_the_file_leaves_the_one_of_before(cms, get):
    get(cms.offer("/old", CSV), "made.csv")
    with pytest.raises(SourceDown, match="a web page"):
        get(cms.offer("/new", ERROR_PAGE), "made.csv")
    assert (get.folder / "made.csv").read_bytes() == CSV
    assert get(cms.url("/old"), "made.csv").read_bytes() == CSV
    assert cms.asked("/old")[1]["If-None-Match"] == '"first"'


def test_a_redirect_on_the_same_host_is_followed(cms, get):
    cms.fail("/x", Fault(302, {"Location": "/moved/x"}))
    cms.offer("/moved/x", CSV)
    assert get(cms.url("/x"), "made.csv").read_bytes() == CSV


def test_a_redirect_to_another_host_is_refused(cms, get):
    cms.offer("/moved/x", CSV)
    elsewhere = f"http://localhost:{cms.port}/moved/x"
    cms.fail("/x", Fault(301, {"Location": elsewhere}))
    with pytest.raises(SourceDown, match=f"/x sends on to {elsewhere}, which is not a place of CMS's"):
        get(cms.url("/x"), "made.csv")
    assert cms.asked("/moved/x") == []
    assert get.names() == []


def test_redirects_without_end_are_refused(cms, get):
    cms.fail("/x", *[Fault(302, {"Location": "/x"})] * 20)
    with pytest.raises(SourceDown, match="sends on and on"):
        get(cms.url("/x"), "made.csv")
    assert len(cms.asked("/x")) == 6


@pytest.mark.parametrize(
    ("link", "here", "leads"),
    [
        ("./b.zip", "https://download.cms.gov/nppes/a.html", "https://download.cms.gov/nppes/b.zip"),
        ("https://data.cms.gov/b", "https://download.cms.gov/a", "https://data.cms.gov/b"),
        ("https://cms.gov/b", "http://127.0.0.1:5/a", "https://cms.gov/b"),
        ("http://127.0.0.1:6/b", "http://127.0.0.1:5/a", "http://127.0.0.1:6/b"),
        ("http://download.cms.gov/b", "https://download.cms.gov/a", None),
        ("https://cms.gov.example.org/b", "https://download.cms.gov/a", None),
        ("https://notcms.gov/b", "https://download.cms.gov/a", None),
        ("https://somebody@download.cms.gov/b", "https://download.cms.gov/a", None),
        ("ftp://download.cms.gov/b", "https://download.cms.gov/a", None),
        ("file:///b", "https://download.cms.gov/a", None),
        ("//example.org/b", "https://download.cms.gov/a", None),
        ("https://[b", "https://download.cms.gov/a", None),
        ("a.csv", "a.csv", None),
    ],
)
def test_a_link_is_followed_on_the_same_host_and_to_cms_and_never_to_less_safety(link, here, leads):
    assert followed(link, here) == leads


@given(st.text(max_size=40))
def test_no_text_of_a_link_leads_away_or_breaks(text):
    leads = followed(text, "https://download.cms.gov/nppes/a.html")
    assert leads is None or leads.startswith("https://")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "file:///x.csv", "x.csv", "http://"])
def test_only_web_addresses_are_fetched(get, url):
    with pytest.raises(SourceDown, match="is no web address to download from"):
        get(url, "made.csv")
    assert not get.folder.exists()


# Fetching: what breaks off, and what is gone on from


def test_a_download_that_breaks_off_goes_on_where_it_stopped(cms, get):
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(drop_after=150_000))
    assert get(url, "made.zip").read_bytes() == ZIP
    first, second = cms.asked("/x")
    assert first["Range"] is None
    assert (second["Range"], second["If-Range"]) == ("bytes=131072-", '"first"')
    assert get.waits == [2]
    assert [done for done, _ in get.told] == sorted(done for done, _ in get.told)


@pytest.mark.parametrize(
    ("etag", "modified", "if_range"),
    [
        ('W/"weak"', "Sun, 13 Sep 2026 06:00:00 GMT", "Sun, 13 Sep 2026 06:00:00 GMT"),
        (None, "Sun, 13 Sep 2026 06:00:00 GMT", "Sun, 13 Sep 2026 06:00:00 GMT"),
        ('W/"weak"', None, None),
        (None, None, None),
    ],
)
def test_only_what_can_be_known_again_is_gone_on_from(cms, get, etag, modified, if_range):
    url = cms.offer("/x", ZIP, etag=etag, modified=modified)
    cms.fail("/x", Fault(drop_after=150_000))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["If-Range"] == if_range
    assert (cms.asked("/x")[1]["Range"] is None) == (if_range is None)


def test_a_part_of_an_earlier_run_is_gone_on_from(cms, get):
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(drop_after=150_000))
    with pytest.raises(SourceDown, match=rf"^{url} .*broke off.* It was tried 1 times") as caught:
        get(url, "made.zip", tries=1)
    assert "Errno" not in str(caught.value)
    assert get.names() == ["made.zip.part", "made.zip.part.json"]
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["Range"] == "bytes=131072-"
    assert get.names() == ["made.zip", "made.zip.json"]


def test_a_part_that_was_complete_asks_for_its_last_byte_only(cms, get):
    url = cms.offer("/x", ZIP)
    get(url, "made.zip")
    for name in ("made.zip", "made.zip.json"):
        (get.folder / name).rename(get.folder / name.replace("zip", "zip.part", 1))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert [headers["Range"] for headers in cms.asked("/x")] == [None, f"bytes={len(ZIP) - 1}-"]


def test_a_server_that_ignores_ranges_begins_anew(cms, get):
    url = cms.offer("/x", ZIP, ranges=False)
    cms.fail("/x", Fault(drop_after=150_000))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["Range"] == "bytes=131072-"
    assert get.told.count((0, len(ZIP))) == 2


def interrupted(cms, get):
    """Begin a file, and let the server have another one in its place."""
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(drop_after=150_000))
    with pytest.raises(SourceDown):
        get(url, "made.zip", tries=1)
    return url


def test_a_file_that_changed_in_between_begins_anew(cms, get):
    url = interrupted(cms, get)
    cms.offer("/x", OTHER_ZIP, etag='"second"')
    assert get(url, "made.zip").read_bytes() == OTHER_ZIP
    assert len(cms.asked("/x")) == 2


def test_a_file_that_changed_begins_anew_although_the_server_gives_its_rest(cms, get):
    url = interrupted(cms, get)
    cms.offer("/x", OTHER_ZIP, etag='"second"', if_range=False)
    assert get(url, "made.zip").read_bytes() == OTHER_ZIP
    assert [headers["Range"] for headers in cms.asked("/x")] == [None, "bytes=131072-", None]
    assert get.waits == [0]


def test_a_file_that_became_shorter_begins_anew(cms, get):
    url = interrupted(cms, get)
    small = zip_of("npidata_pfile_20050523-20260915.csv", size=1000)
    cms.offer("/x", small, etag='"second"', if_range=False)
    assert get(url, "made.zip").read_bytes() == small
    assert [headers["Range"] for headers in cms.asked("/x")] == [None, "bytes=131072-", None]


@pytest.mark.parametrize(
    "told", [f"bytes 5-11/{len(ZIP)}", "bytes 5-11/300", "nonsense", "bytes 131072-200000/*"]
)
def test_a_piece_of_another_place_is_not_put_behind_the_part(cms, get, told):
    url = interrupted(cms, get)
    cms.fail("/x", Fault(206, {"Content-Range": told, "ETag": '"first"'}, b"rubbish"))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[2]["Range"] is None


def test_a_piece_that_ends_before_the_file_does_is_gone_on_from(cms, get):
    url = interrupted(cms, get)
    span = f"bytes 131072-199999/{len(ZIP)}"
    cms.fail("/x", Fault(206, {"Content-Range": span, "ETag": '"first"'}, ZIP[131_072:200_000]))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[2]["Range"] == "bytes=200000-"
    assert get.waits == [2]


def test_a_piece_of_a_file_of_another_size_is_not_put_behind_the_part(cms, get):
    url = interrupted(cms, get)
    span = f"bytes 131072-{len(ZIP)}/{len(ZIP) + 1}"
    cms.fail("/x", Fault(206, {"Content-Range": span, "ETag": '"first"'}, ZIP[131_071:]))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[2]["Range"] is None


def test_a_piece_that_nobody_asked_for_is_refused(cms, get):
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(206, {"Content-Range": "bytes 5-11/300", "ETag": '"first"'}, b"rubbish"))
    assert get(url, "made.zip").read_bytes() == ZIP


def test_notes_that_cannot_be_read_let_a_part_begin_anew(cms, get):
    url = interrupted(cms, get)
    (get.folder / "made.zip.part.json").write_bytes(b"{")
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["Range"] is None


# Fetching: what is tried again, and what is given up


def test_a_server_that_fails_thrice_is_asked_with_growing_pauses(cms, get):
    url = cms.offer("/x", CSV)
    cms.fail("/x", Fault(500), Fault(502), Fault(503))
    assert get(url, "made.csv").read_bytes() == CSV
    assert get.waits == [2, 4, 8]


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [
        ("7", 7),
        ("Mon, 14 Sep 2026 12:00:45 GMT", 45),
        ("Mon, 14 Sep 2026 11:00:00 GMT", 0),
        ("Mon, 14 Sep 2026 12:00:45 -0000", 45),
        ("86400", LONGEST_PAUSE),
        ("soon", 2),
    ],
)
def test_retry_after_is_heeded_up_to_a_limit(cms, get, retry_after, waited):
    url = cms.offer("/x", CSV)
    cms.fail("/x", Fault(429, {"Retry-After": retry_after}))
    assert get(url, "made.csv").read_bytes() == CSV
    assert get.waits == [waited]


def test_a_server_that_never_recovers_is_told_with_its_address(cms, get):
    url = cms.offer("/x", CSV)
    cms.fail("/x", *[Fault(500)] * 9)
    with pytest.raises(
        SourceDown, match=rf"^{url} answered 500 Internal Server Error\. It was tried 5 times"
    ):
        get(url, "made.csv")
    assert get.waits == [2, 4, 8, 16]
    assert get.names() == []


def test_a_server_that_is_not_there_is_told_with_its_address(get):
    with cms_server() as gone:
        url = gone.url("/x")
    with pytest.raises(SourceDown, match=rf"^{url} cannot be reached"):
        get(url, "made.csv", tries=2)
    assert get.waits == [2]


def test_a_file_that_never_comes_whole_is_not_taken(cms, get):
    url = cms.offer("/x", CSV)
    cms.fail("/x", *[Fault(200, {"Content-Length": str(len(CSV) + 50)}, CSV)] * 3)
    with pytest.raises(SourceDown, match=rf"^{url} .*broke off"):
        get(url, "made.csv", tries=3)
    assert "made.csv" not in get.names()


def test_a_length_that_cuts_a_zip_short_is_noticed(cms, get):
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(200, {"Content-Length": "1000"}, ZIP))
    with pytest.raises(SourceDown, match="no whole zip file"):
        get(url, "made.zip")
    assert get.names() == []


def test_a_piece_longer_than_the_file_is_not_taken(cms, get):
    url = interrupted(cms, get)
    more = ZIP[131_072:] + b"more"
    span = f"bytes 131072-{len(ZIP) - 1}/{len(ZIP)}"
    cms.fail("/x", Fault(206, {"Content-Range": span, "ETag": '"first"'}, more))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[2]["Range"] is None


def test_a_file_that_comes_packed_although_not_asked_for_is_unpacked_and_never_gone_on_from(cms, get):
    url, packed = cms.offer("/x", ZIP), gzip.compress(CSV)
    headers = {"Content-Encoding": "gzip", "ETag": '"packed"'}
    cms.fail("/x", Fault(200, headers, packed, drop_after=len(packed) - 9), Fault(200, headers, packed))
    assert get(url, "made.csv").read_bytes() == CSV
    assert [headers["Range"] for headers in cms.asked("/x")] == [None, None]


def test_a_file_without_a_length_is_taken(cms, get):
    url = cms.offer("/x", ZIP, says_length=False)
    assert get(url, "made.zip").read_bytes() == ZIP
    assert get.told[-1] == (len(ZIP), None)


# Fetching: a full disk


def test_a_full_disk_is_told_as_it_is_with_the_file(cms, get):
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has a device that is always full")
    url = cms.offer("/x", ZIP)
    get.folder.mkdir()
    (get.folder / "made.zip.part").symlink_to("/dev/full")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", lambda path, missing_ok=False: None)
        with pytest.raises(OSError, match=r"No space left on device: '.*made\.zip\.part'") as caught:
            get(url, "made.zip")
    assert caught.value.errno == errno.ENOSPC
    assert get.waits == []


@contextmanager
def files_up_to(size):
    """Let the system refuse to write more than so many bytes to a file, as a full disk does."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_came_before_the_disk_was_full_is_gone_on_from(cms, get):
    url = cms.offer("/x", ZIP)
    with files_up_to(200_000), pytest.raises(OSError, match=r"made\.zip\.part") as caught:
        get(url, "made.zip")
    assert not isinstance(caught.value, SourceDown)
    assert get.waits == []
    here = (get.folder / "made.zip.part").stat().st_size
    assert 0 < here <= 200_000
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["Range"] == f"bytes={here}-"
