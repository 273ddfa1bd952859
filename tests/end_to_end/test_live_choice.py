"""Doctors who are not loaded are looked up if the reader chooses it: page, private page, JSON, terminal."""

from __future__ import annotations

import csv
import io
import re

import pytest

from finder.search.live import NOT_ASKED
from finder.sources.registry.search import NOTES
from tests.sources.registry_server import npi, person, serving, taxonomy
from tests.web.page_reader import read

ONCOLOGY = ("207RH0003X", "Internal Medicine, Hematology & Oncology")
NEAR = "near=02115&miles=25"
DOCTOR = f"/clinicians/{npi(1)}"


@pytest.fixture
def registry():
    with serving() as running:
        running.people = [person(number, "021150001", taxonomy(*ONCOLOGY)) for number in range(1, 31)]
        yield running


@pytest.fixture
def finder(registry, finder_with):
    """A finder as it is after installation, but for the address of the registry."""
    return finder_with(FINDER_REGISTRY_URL=registry.url)


@pytest.fixture
def site(finder):
    return finder.site()


def form_of(page):
    """Return the offer's form and what its button sends."""
    html = page.text
    start = html.index('class="offer')
    html = html[start : html.index("</section>", start)]
    (form,) = read(html).all("form")
    fields = [(each.attributes["name"], each.attributes["value"]) for each in read(html).all("input")]
    return form.attributes, fields, read(html)


@pytest.mark.parametrize(
    "asked",
    [
        f"{NEAR}&kind=clinician",
        f"{NEAR}&kind=center&kind=clinician",
        f"{NEAR}&kind=clinician&cancer=acute-lymphoblastic-leukemia",
    ],
)
def test_the_button_says_what_it_asks_and_leads_to_the_same_page_with_doctors(site, registry, asked):
    page = site.get(f"/search?{asked}")
    form, fields, offer = form_of(page)
    assert registry.asked == []
    words = " ".join(offer.text("p"))
    for said in (
        "first three digits",
        "specialty",
        "our server",
        "NPI Registry, run by CMS",
        "nothing about you",
    ):
        assert said in words
    assert offer.text("button")[0].startswith("Look up doctors near Boston, MA")
    assert (form["method"], form["action"]) == ("get", "/search")
    assert ("live", "yes") in fields
    pressed = site.get("/search", query_string=fields)
    assert pressed.status_code == 200
    assert "Mary Madeup1" in pressed.text
    assert "ive from the NPI Registry, within 25 miles. Looked up on " in pressed.text
    assert 'class="offer' not in pressed.text
    assert pressed.text.count("<h1") == 1
    assert {re.fullmatch(r"\d{3}\*", each["postal_code"]) is not None for each in registry.asked} == {True}
    assert all(each.keys() == registry.asked[0].keys() for each in registry.asked)


def test_what_is_not_about_people_offers_nothing(site):
    for asked in (NEAR, f"{NEAR}&kind=center", f"{NEAR}&show=nci", f"{NEAR}&team=all"):
        assert 'class="offer' not in site.get(f"/search?{asked}").text


def test_pages_and_filters_keep_the_choice_and_a_new_search_does_not(site, registry):
    first = read(site.get(f"/search?{NEAR}&kind=clinician&live=yes&limit=20").text)
    (following,) = [each.attributes["href"] for each in first.all("a", rel="next")]
    assert len(first.text("li", class_="card")) == 20
    assert "live=yes" in following
    asked = len(registry.asked)
    second = read(site.get(following).text)
    assert len(second.text("li", class_="card")) == 10
    assert len(registry.asked) == asked
    names = {text for page in (first, second) for text in page.text("h3")}
    assert len(names) == 30
    hidden = [each.attributes.get("name") for each in first.all("input", type="hidden")]
    assert hidden.count("live") == 1  # in the form that narrows the list, not in the one for a new search
    assert site.get(f"/search?{NEAR}&kind=clinician&live=yes&name=madeup7").text.count('class="card"') == 1


def test_a_private_search_stays_private(site, registry):
    asked = {"near": "02115", "miles": "25", "kind": "clinician"}
    form, fields, _offer = form_of(site.post("/search", data=asked))
    assert (form["method"], dict(fields)) == ("post", {**asked, "live": "yes"})
    assert registry.asked == []
    pressed = site.post("/search", data=dict(fields))
    assert pressed.headers["Cache-Control"] == "no-store"
    assert "Mary Madeup1" in pressed.text
    addresses = [each.attributes["href"] for each in read(pressed.text).all("a") if "href" in each.attributes]
    assert not [each for each in addresses if "02115" in each]
    assert [each for each in addresses if each.startswith(f"{DOCTOR}?live=yes")]


def test_the_page_of_a_doctor_is_looked_up_only_by_choice(site, registry):
    page = site.get(DOCTOR)
    assert page.status_code == 404
    form, fields, offer = form_of(page)
    assert registry.asked == []
    assert "only the doctor's number" in offer.text("p")[0]
    assert read(page.text).text("h1") == ["We don't list this doctor"]
    assert (form["action"], fields) == (DOCTOR, [("live", "yes")])
    looked_up = read(site.get(f"{DOCTOR}?live=yes").text)
    assert looked_up.text("h1") == ["Mary Madeup1"]
    assert "Medicare file" not in looked_up.text("main")[0]  # it is not loaded, so nobody knows
    assert "Live from the NPI Registry. Looked up on " in " ".join(looked_up.text("p", class_="soft"))
    assert registry.asked == [{"version": "2.1", "number": npi(1)}]
    assert site.get(f"/clinicians/{npi(77)}?live=yes").status_code == 404

    unasked = site.get(f"/api/v1{DOCTOR}")
    assert unasked.status_code == 404
    assert f"/api/v1{DOCTOR}?live=yes" in unasked.text
    record = site.get(f"/api/v1{DOCTOR}?live=yes").json
    assert (record["id"], record["live"], record["url"]) == (npi(1), True, f"{DOCTOR}?live=yes")


def test_live_doctors_are_saved_and_taken_along_like_others(site, registry):
    results = read(site.get(f"/search?{NEAR}&kind=clinician&live=yes").text)
    pick = next(
        each.attributes["href"].partition("#")[0]
        for each in results.all("a")
        if each.attributes.get("data-pick") == DOCTOR[1:]
    )
    saved = read(site.get(pick).text)
    (header,) = [each.attributes["href"] for each in saved.all("a") if "data-picks" in each.attributes]
    assert "live=yes" in header
    shortlist = read(site.get(header).text)
    assert shortlist.text("h2")[0] == "Mary Madeup1"
    assert "Looked up in the NPI Registry on " in shortlist.text("li", class_="saved")[0]
    listed = f"pick={DOCTOR[1:]}&near=02115&live=yes"
    for path in ("/shortlist/calls", "/shortlist/compare", "/pack"):
        assert "Mary Madeup1" in site.get(f"{path}?{listed}").text
    card = site.get(f"/shortlist.vcf?{listed}").text.replace("\r\n ", "")
    assert "FN:Mary Madeup1" in card
    assert f"{DOCTOR}?live=yes" in card
    (row,) = csv.DictReader(io.StringIO(site.get(f"/shortlist.csv?{listed}").text.removeprefix("\ufeff")))
    assert (row["name"], row["page"]) == ("Mary Madeup1", f"http://localhost{DOCTOR}?live=yes")
    assert site.get(f"/api/v1/shortlist?{listed}").json["results"][0]["name"] == "Mary Madeup1"


def test_a_list_without_the_choice_offers_to_look_up_its_doctors(site, registry):
    listed = f"pick={DOCTOR[1:]}&pick=centers/example-boston&near=02115"
    page = site.get(f"/shortlist?{listed}")
    form, fields, offer = form_of(page)
    assert registry.asked == []
    assert "1 saved doctor is not loaded on this site." in offer.text("p")[0]
    assert (form["action"], sorted(fields)) == (
        "/shortlist",
        sorted(
            [("pick", DOCTOR[1:]), ("pick", "centers/example-boston"), ("near", "02115"), ("live", "yes")]
        ),
    )
    assert "We have no record" not in page.text
    assert "Nothing is on your shortlist yet." not in site.get(f"/shortlist?pick={DOCTOR[1:]}").text
    assert "Mary Madeup1" in site.get("/shortlist", query_string=fields).text


def test_a_failure_loses_nothing_else_of_a_page(site, registry):
    registry.fault = lambda asked: (503, {}, b"")
    for path in (
        f"/search?{NEAR}&live=yes&kind=center&kind=clinician",
        f"/shortlist?pick={DOCTOR[1:]}&pick=centers/example-boston&live=yes",
    ):
        page = site.get(path)
        assert page.status_code == 200
        assert "Example Cancer Center" in page.text
        assert page.text.count(NOTES["silent"]) == 1
    assert NOTES["silent"] in site.get(f"{DOCTOR}?live=yes").text


def test_lists_are_exported_alike(site, finder):
    answer = site.get(f"/api/v1/search?{NEAR}&kind=clinician").json
    assert (answer["note"], answer["live"], answer["asked"]) == (NOT_ASKED, False, None)
    asked = f"{NEAR}&kind=clinician&live=yes&limit=30"
    results = site.get(f"/api/v1/search?{asked}").json["results"]
    rows = list(csv.DictReader(io.StringIO(site.get(f"/api/v1/search.csv?{asked}").text)))
    assert [row["id"] for row in rows] == [each["id"] for each in results]
    assert [row["asked"] for row in rows] == [each["asked"] for each in results]
    assert {row["sources"] for row in rows} == {"npi-registry"}
    options = ("search", "02115", "--miles", "25", "--kind", "clinician", "--limit", "30")
    output = finder(*options, "--live")
    assert [output.index(each["name"]) for each in results] == sorted(
        output.index(each["name"]) for each in results
    )


def test_the_terminal_offers_it_in_one_line(finder, registry):
    line = "Doctors are not loaded here. To look some up in the NPI Registry, run by CMS: --live\n"
    for options in ((), ("--kind", "clinician"), ("--kind", "center", "--kind", "clinician")):
        assert finder("search", "02115", *options).count(line) == 1
    assert line not in finder("search", "02115", "--kind", "center")
    assert registry.asked == []
    assert "Mary Madeup1" in finder("shortlist", DOCTOR, "--live")
    assert "Mary Madeup1" not in finder("shortlist", DOCTOR)


def test_off_hides_it(finder_with, registry):
    finder = finder_with(FINDER_LIVE_REGISTRY="off", FINDER_REGISTRY_URL=registry.url)
    site = finder.site()
    for path in (f"/search?{NEAR}", f"/search?{NEAR}&kind=clinician&live=yes", f"{DOCTOR}?live=yes"):
        assert 'class="offer' not in site.get(path).text
    assert "--live" not in finder("search", "02115")
    assert registry.asked == []


def test_a_wrong_choice_is_refused(site):
    for path in (f"/search?{NEAR}&live=maybe", f"{DOCTOR}?live=maybe", f"/api/v1/search?{NEAR}&live=maybe"):
        assert site.get(path).status_code == 400
