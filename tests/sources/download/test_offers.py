"""The files that CMS offers, from its listings."""

import pytest

from finder.errors import SourceDown
from finder.sources.download.download import KINDS, Addresses, NotThere, Remote, discover
from tests.sources.cms_server import AFFILIATIONS, CLINICIANS, ERROR_PAGE, HOSPITALS, Fault, cms_server
from tests.sources.download.files import LISTING, MONTHLY


def data_set(url, **more):
    return {"identifier": "made-up", "distribution": [{"downloadURL": url}], **more}


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
    with pytest.raises(SourceDown, match=r"NPI_Files\.html does not list a file of the kind nppes"):
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
        with pytest.raises(SourceDown, match=rf"NPI_Files\.html does not list a file of the kind {kind}\."):
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
        ({"identifier": "made-up"}, "does not give a file to download"),
        ({"distribution": []}, "does not give a file to download"),
        ({"distribution": [{"data": {}}]}, "does not give a file to download"),
        ({"distribution": "none"}, "did not send the JSON we expected"),
        ([], "did not send the JSON we expected"),
        (data_set("https://example.org/a.csv"), "https://example.org/a.csv, which is not a CMS site"),
        (data_set("file:///etc/passwd.csv"), "not a CMS site"),
        (data_set("/files/index.php"), "not a CSV or zip file"),
        (data_set("/files/..%2F..%5Cx.csv"), "not a CSV or zip file"),
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
    with pytest.raises(SourceDown, match=r"Download the file by hand\. .*NPI_Files\.html answered 403"):
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
    with pytest.raises(SourceDown, match=rf"^Try again later\. {address} cannot be reached"):
        discover(Addresses(address), ["nppes"], tries=2, wait=lambda seconds: None)


def test_an_unknown_kind_is_a_fault_of_the_caller(addresses):
    with pytest.raises(ValueError, match=r"\['nurses'\] are none of nppes, "):
        discover(addresses, ["nurses"])
