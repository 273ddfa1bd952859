"""The shortlist: in the address, on every page, in every file."""

from __future__ import annotations

import csv
import datetime
import gzip
import html
import io
import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from finder.web.context import site
from tests.people_world import BY_NPI, WORKERS
from tests.web.page_reader import read

BOSTON, DENVER = "centers/example-boston", "centers/example-denver"
SOMEBODY = f"clinicians/{WORKERS[0].npi}"
LIST = f"pick={BOSTON}&pick={SOMEBODY}&pick=hospitals/019003"
PAGES = ("/shortlist", "/shortlist/compare", "/shortlist/calls")


def picks_in(address):
    return parse_qs(urlsplit(address).query).get("pick", [])


def page_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return read(answer.text)


def link(page, words):
    """Return the address of the only link with this text."""
    (found,) = {
        each.attributes["href"] for each in page.all("a") if " ".join(each.text.split()).startswith(words)
    }
    return found


def pick_link(page, path):
    (found,) = [each for each in page.all("a") if each.attributes.get("data-pick") == path]
    return found


@pytest.fixture
def at(people_app, monkeypatch):
    """Set the clock of the site."""

    def set_clock(*moment):
        with people_app.app_context():
            settings = site()
        now = datetime.datetime(*moment, tzinfo=datetime.UTC)
        monkeypatch.setitem(people_app.extensions, "finder", _with_clock(settings, now))

    return set_clock


def _with_clock(settings, now):
    return replace(settings, now=lambda: now)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "query", ["", f"?{LIST}", f"?{LIST}&near=02115&cancer=breast-cancer", "?pick=centers/gone"]
)
@pytest.mark.parametrize("language", ["", "/es"])
def test_a_page_is_valid_and_every_field_has_a_label(people_client, path, query, language):
    answer = people_client.get(f"{language}{path}{query}")
    assert answer.status_code == 200
    page = read(answer.text)
    assert page.unclosed == []
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    assert "Set-Cookie" not in answer.headers
    assert not any("style" in each.attributes or "onclick" in each.attributes for each in page.elements)
    for field in page.all("input"):
        if field.attributes.get("type") != "hidden":
            assert any(field in page.elements for label in page.all("label") if label.text.strip())
    inside = [each for each in page.links() if each.startswith("/")]
    assert all(each.startswith(f"{language}/") for each in inside)


def test_an_empty_list_explains_itself_and_how_to_fill_it(client):
    page = page_of(client, "/shortlist")
    assert "You haven't saved anything yet." in page.text("p")
    assert any("“Save”" in each for each in page.text("p"))


def test_a_place_is_added_without_leaving_the_page(client):
    path = "/search?near=02115&cancer=breast-cancer"
    add = pick_link(page_of(client, path), BOSTON)
    assert add.text.startswith("Save:")
    address = urlsplit(add.attributes["href"])
    assert (address.path, address.fragment) == ("/search", "example-boston")
    assert parse_qs(address.query) == {"near": ["02115"], "cancer": ["breast-cancer"], "pick": [BOSTON]}
    after = page_of(client, add.attributes["href"])
    assert any(each.attributes.get("id") == "example-boston" for each in after.all("li"))
    off = pick_link(after, BOSTON)
    assert off.text.startswith("Saved:")
    assert picks_in(off.attributes["href"]) == []
    assert "near=02115" in off.attributes["href"]


@pytest.mark.parametrize("path", [BOSTON, "programs/example-north-ak", SOMEBODY, "hospitals/990001"])
def test_every_record_can_be_added_on_its_own_page(people_client, path):
    page = page_of(people_client, f"/{path}?pick={DENVER}")
    assert picks_in(pick_link(page, path).attributes["href"]) == [DENVER, path]


def test_people_and_hospitals_can_be_added_from_results(people_client):
    for kind, begins in (("clinician", "clinicians/"), ("hospital", "hospitals/"), ("clinic", "clinicians/")):
        page = page_of(people_client, f"/search?near=02115&kind={kind}")
        paths = [each.attributes["data-pick"] for each in page.all("a") if "data-pick" in each.attributes]
        assert paths
        assert all(each.startswith(begins) for each in paths)


def test_a_place_without_patients_cannot_be_added(client):
    page = page_of(client, "/centers/example-laboratory")
    assert not [each for each in page.all("a") if "data-pick" in each.attributes]


@pytest.mark.parametrize(
    "path",
    ["/", "/search?near=02115", "/cancers", "/cancers/breast-cancer", "/guidelines", f"/{DENVER}", "/help",
     "/about", "/specialties", "/second-opinion", "/shortlist", "/no-such-page", "/search?near=00000"],
)  # fmt: skip
def test_every_page_keeps_the_list_in_its_links_and_forms(client, path):
    mark = "&" if "?" in path else "?"
    answer = client.get(f"{path}{mark}pick={BOSTON}&pick={DENVER}")
    page = read(answer.text)
    for each in page.all("a"):
        target = urlsplit(each.attributes["href"])
        if target.path.startswith("/") and not target.netloc and "data-pick" not in each.attributes:
            for_programs = target.path.startswith("/api/") or target.path.endswith(".atom")
            assert picks_in(target.geturl()) == ([] if for_programs else [BOSTON, DENVER]), target
    (header,) = [each for each in page.all("a") if "data-picks" in each.attributes]
    assert picks_in(header.attributes["href"]) == [BOSTON, DENVER]
    assert header.text.split() == ["Saved", "2"]
    for form in re.findall(r"<form.*?</form>", answer.text, re.DOTALL):
        assert [each.attributes["value"] for each in read(form).all("input", name="pick")] == [BOSTON, DENVER]


def test_the_list_shows_who_why_where_and_the_most_useful_number_first(client):
    answer = client.get(f"/shortlist?pick={BOSTON}&near=02115")
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
    for expected in ("Example Cancer Center", "1 Example Street, Boston, MA 02115", "mile", "for adults"):
        assert expected in text.replace("For adults", "for adults")
    numbers = [text.index(each) for each in ("(617) 555-0102", "(617) 555-0101", "(617) 555-0100")]
    assert numbers == sorted(numbers)


def test_a_link_changes_the_order(people_client):
    page = page_of(people_client, f"/shortlist?{LIST}&near=02115")
    up = [each.attributes["href"] for each in page.all("a") if each.text.startswith("Move up")]
    assert [picks_in(each) for each in up] == [
        [SOMEBODY, BOSTON, "hospitals/019003"],
        [BOSTON, "hospitals/019003", SOMEBODY],
    ]
    assert all("near=02115" in each for each in up)


def test_a_missing_record_is_named_with_a_link_to_remove_it(client):
    for path in PAGES:
        page = page_of(client, f"{path}?pick=centers/gone&pick={BOSTON}")
        assert any("“centers/gone”" in each for each in page.text("p"))
        assert any("Example Cancer Center" in each.text for each in page.all("a"))
    page = page_of(client, f"/shortlist?pick=centers/gone&pick={BOSTON}")
    assert picks_in(pick_link(page, "centers/gone").attributes["href"]) == [BOSTON]


def test_a_malformed_path_is_reported_and_the_rest_is_shown(client):
    page = page_of(client, f"/search?near=02115&pick={BOSTON}&pick=foo/bar", 400)
    assert "foo/bar" in page.text("h1")[0]
    on = link(page, "Go on with the rest of the list")
    assert picks_in(on) == [BOSTON]
    assert page_of(client, on).text("h1")


def test_nothing_can_be_added_to_a_full_list(client):
    many = "&".join(f"pick=centers/full-{number}" for number in range(30))
    page = page_of(client, f"/{BOSTON}?{many}")
    assert not [each for each in page.all("a") if each.attributes.get("data-pick") == BOSTON]
    assert any("Your list is full." in each for each in page.text("span"))
    page_of(client, f"/shortlist?{many}&pick={BOSTON}", 400)


def test_what_is_shared_has_names_numbers_and_the_link(client):
    page = page_of(client, f"/shortlist?pick={BOSTON}&cancer=breast-cancer&near=02115")
    shared = f"http://localhost/shortlist?pick={BOSTON}&cancer=breast-cancer&near=02115"
    (box,) = [each.attributes for each in page.elements if "data-share" in each.attributes]
    assert box["data-link"] == shared
    assert box["data-text"].startswith(
        "Places to call about breast cancer:\n\n1. Example Cancer Center\nCall "
    )
    assert shared not in box["data-text"]  # the system's share sheet adds the link
    (mail,) = [each for each in page.links() if each.startswith("mailto:")]
    fields = parse_qs(urlsplit(mail).query)
    assert fields["subject"] == ["Places to call about breast cancer"]
    whole = f"{box['data-text']}\n\n{shared}\n"
    assert fields["body"] == [whole.replace("\n", "\r\n")]
    (message,) = [each for each in page.links() if each.startswith("sms:")]
    assert parse_qs(urlsplit(message).query) == {"body": [whole]}
    assert "Anyone with this link sees this list." in page.text("p")


@pytest.mark.parametrize("path", [BOSTON, SOMEBODY, "hospitals/990001"])
def test_a_shared_record_keeps_the_place_and_the_cancer_of_the_search_private(people_client, path):
    page = page_of(people_client, f"/{path}?near=02115&cancer=breast-cancer")
    (box,) = [each.attributes for each in page.elements if "data-share" in each.attributes]
    assert box["data-link"] == f"http://localhost/{path}"
    assert "Call (617) 555-" in box["data-text"]
    assert "breast" not in box["data-text"]


def test_the_files_keep_the_order_of_the_list(people_client):
    cards = people_client.get(f"/shortlist.vcf?{LIST}")
    assert cards.mimetype == "text/vcard"
    assert cards.text.count("BEGIN:VCARD") == 3
    assert "\r\nVERSION:3.0\r\n" in cards.text
    newer = people_client.get(f"/shortlist.vcf?{LIST}&version=4.0").text
    assert newer.count("\r\nVERSION:4.0\r\n") == 3
    rows = people_client.get(f"/shortlist.csv?{LIST}&near=02115")
    assert rows.data == people_client.get(f"/shortlist.csv?{LIST}&near=02115&for=excel").data
    assert [
        each["path"] for each in csv.DictReader(io.StringIO(rows.data.decode("utf-8-sig")))
    ] == LIST.removeprefix("pick=").split("&pick=")
    calls = people_client.get(f"/shortlist.ics?{LIST}")
    assert calls.mimetype == "text/calendar"
    assert len(Calendar.from_ical(calls.data).walk("VEVENT")) == 3
    for each in (cards, rows, calls):
        assert "attachment" in each.headers["Content-Disposition"]
        assert each.headers["Cache-Control"].startswith("private")


def test_calls_start_on_the_chosen_day_or_the_next_weekday(people_client, at):
    at(2026, 11, 25, 20)
    for query, day in (
        ("", "2026-11-27"),
        ("&from=2026-11-30", "2026-11-30"),
        ("&from=2026-11-28", "2026-11-30"),
    ):
        written = people_client.get(f"/shortlist.ics?pick={BOSTON}{query}").data
        (event,) = Calendar.from_ical(written).walk("VEVENT")
        assert event["dtstart"].dt.date().isoformat() == day
    page = page_of(people_client, f"/shortlist?pick={BOSTON}")
    assert page.all("input", name="from")[0].attributes["value"] == "2026-11-27"


@pytest.mark.parametrize("day", ["2020-01-01", "9999-12-31", "soon", "2026-11-30&from=2026-12-01"])
def test_an_invalid_day_is_reported(people_client, at, day):
    at(2026, 11, 25, 20)
    page = page_of(people_client, f"/shortlist.ics?pick={BOSTON}&from={day}", 400)
    assert page.text("h1")[0].startswith("Day of the first call")


@pytest.mark.parametrize("path", [*PAGES, "/shortlist.vcf", "/shortlist.csv", "/shortlist.ics"])
def test_unknown_fields_and_unknown_places_are_refused(client, path):
    assert client.get(f"{path}?pick={BOSTON}&mils=5").status_code == 400
    assert client.get(f"{path}?pick={BOSTON}&near=00000").status_code == 400


def test_options_of_one_file_are_refused_by_the_others(client):
    for path, option in (
        ("vcf", "for=excel"),
        ("csv", "version=3.0"),
        ("ics", "version=3.0"),
        ("vcf", "version=2.1"),
    ):
        assert client.get(f"/shortlist.{path}?pick={BOSTON}&{option}").status_code == 400


def test_the_api_returns_the_list_or_its_faults_as_json(people_client):
    listing = people_client.get(f"/api/v1/shortlist?{LIST}&pick=centers/gone&near=02115").json
    assert [each["path"] for each in listing["results"]] == LIST.removeprefix("pick=").split("&pick=")
    assert listing["missing"] == ["centers/gone"]
    assert listing["place"]["name"] == "Boston, MA 02115"
    wrong = people_client.get("/api/v1/shortlist?pick=foo")
    assert wrong.status_code == 400
    assert json.loads(wrong.data)["errors"][0]["field"] == "pick"
    assert people_client.get("/api/v1/shortlist?audience=patient").status_code == 400
    assert people_client.get(f"/api/v1/shortlist.csv?{LIST}").mimetype == "text/csv"


def test_the_comparison_is_a_table_of_what_differs(people_client):
    page = page_of(people_client, f"/shortlist/compare?{LIST}&near=02115")
    labels = [each.text.strip() for each in page.all("th", scope="col")]
    rows = [each.text.strip() for each in page.all("th", scope="row")]
    assert len(rows) == 3
    assert len(page.all("td")) == 1 + 3 * len(labels)
    assert [each.attributes["data-label"] for each in page.all("td")[1:]] == labels * 3
    assert {"Distance", "Who it treats", "Cancer doctors", "Call"} <= set(labels)
    assert "Sources and dates" in page.text("summary")
    without = page_of(people_client, f"/shortlist/compare?{LIST}")
    assert "Distance" not in [each.text.strip() for each in without.all("th")]


def test_what_is_the_same_for_all_is_folded(people_client):
    page = page_of(people_client, f"/shortlist/compare?pick={BOSTON}&pick={DENVER}")
    labels = [each.text.strip() for each in page.all("th", scope="col")]
    same = page.text("dt")
    assert "The same for all" in page.text("summary")
    assert "What it is" in same
    assert set(labels).isdisjoint(same)


def test_the_call_sheet_explains_each_number_and_shows_the_local_time(people_client, at):
    at(2026, 7, 14, 19, 40)
    page = page_of(people_client, f"/shortlist/calls?pick={BOSTON}&near=59715")
    text = " ".join(" ".join(page.text("p")).split())
    assert "It is 3:40 pm there now." in text
    assert "Eastern Time, 2 hours ahead of you." in text
    assert "Your local time is 1:40 pm (Mountain Time)." in text
    assert "most offices are closed" not in text
    assert "We don't have their hours." in text
    assert page.text("td")[:2] == [
        "Second opinions; for adults",
        "Call this one first. Say that you want a second opinion.",
    ]
    assert [each.text.strip() for each in page.all("dt")] == [
        "Date and time",
        "Who answered",
        "What they said",
        "Next step",
    ]


def test_what_a_page_says_of_the_moment_is_marked_so_that_a_kept_page_leaves_it_out(people_client, at):
    at(2026, 7, 12, 23)  # a Sunday
    kept = re.sub(
        "<!--now-->.*?<!--/now-->",
        "",
        people_client.get(f"/shortlist/calls?pick={BOSTON}&near=59715").text,
        flags=re.DOTALL,
    )
    for words in ("there now", "most offices are closed", "Your local time"):
        assert words not in kept
    assert "Eastern Time, 2 hours ahead of you." in kept


def test_the_call_sheet_considers_weekends_and_holidays_at_the_office(people_client, at):
    at(2026, 7, 12, 23)  # a Sunday
    assert "most offices are closed" in people_client.get(f"/shortlist/calls?pick={BOSTON}").text
    at(2026, 11, 27, 2)  # the evening of Thanksgiving in Boston
    assert "most offices are closed" in people_client.get(f"/shortlist/calls?pick={BOSTON}").text


def test_the_script_for_calls_names_the_cancer_and_leaves_room_for_names(client):
    text = client.get(f"/shortlist/calls?pick={BOSTON}&cancer=breast-cancer").text
    assert "who has breast cancer" in text
    assert text.count('class="blank"') == 2


def test_every_clinician_can_be_listed(people_client):
    for start in range(0, len(BY_NPI), 30):
        query = "&".join(f"pick=clinicians/{npi}" for npi in list(BY_NPI)[start : start + 30])
        for path in PAGES:
            assert people_client.get(f"{path}?{query}&near=02115").status_code == 200


def test_the_script_is_small_and_has_no_text_of_its_own(client):
    with client.get("/static/shortlist.js") as answer:
        assert len(gzip.compress(answer.data)) <= 2000
        assert not re.search(r'"[A-Z][a-z]+ [a-z]+', answer.text)  # its words are those of the page
