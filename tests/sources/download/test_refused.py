"""Files that are gone, redirects elsewhere and other kinds of files: refused, and nothing is saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import SourceDown
from finder.sources.download.client import allowed_target
from finder.sources.download.download import NotThere, discover, fetch_newest
from tests.sources.cms_server import ERROR_PAGE, Fault
from tests.sources.download.files import CSV, MONTH_BEFORE, MONTHLY, ZIP


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
        ("made.csv", ERROR_PAGE, "a web page, not made.csv"),
        ("made.zip", ERROR_PAGE, "a web page, not made.zip"),
        ("made.csv", b"\xef\xbb\xbf\n <html></html>", "a web page"),
        ("made.csv", b'{"message": "no", "status": 1}', "text without a header row"),
        ("made.csv", b"", "text without a header row"),
        ("made.zip", CSV, "an incomplete zip file"),
        ("made.zip", ZIP[:-30], "an incomplete zip file"),
        ("made.zip", b"PK\x05\x06" + bytes(18), "an incomplete zip file"),
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
    with pytest.raises(SourceDown, match=f"/x redirects to {elsewhere}, which is not a CMS site"):
        get(cms.url("/x"), "made.csv")
    assert cms.asked("/moved/x") == []
    assert get.names() == []


def test_redirects_without_end_are_refused(cms, get):
    cms.fail("/x", *[Fault(302, {"Location": "/x"})] * 20)
    with pytest.raises(SourceDown, match="redirects more than"):
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
    assert allowed_target(link, here) == leads


@given(st.text(max_size=40))
def test_no_text_of_a_link_leads_away_or_breaks(text):
    leads = allowed_target(text, "https://download.cms.gov/nppes/a.html")
    assert leads is None or leads.startswith("https://")


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/x", "file:///x.csv", "x.csv", "http://"])
def test_only_web_addresses_are_fetched(get, url):
    with pytest.raises(SourceDown, match="is not a web address we can download from"):
        get(url, "made.csv")
    assert not get.folder.exists()
