"""The pages with people and hospitals: valid, clear about what we do not know, linked to each other."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from finder.domain.care import GROUPS
from finder.search.answer import answer
from finder.web.results import routes as pages
from tests.people_oracle import question
from tests.people_world import (
    AT_CENTER,
    BY_NPI,
    CLINICS,
    FREE,
    HOSPITALS,
    NOWHERE,
    TWICE,
    WHOLE,
    WORKERS,
    team_of,
)
from tests.web.page_reader import read

PAGES = (
    "/search?near=02115",
    "/search?near=02115&cancer=breast-cancer&specialty=surgery",
    "/search?near=02115&kind=clinician",
    "/search?near=02115&kind=clinician&cancer=breast-cancer&name=madeup&sex=female&telehealth=yes",
    "/search?near=02115&kind=clinician&hospital=example-boston&miles=100",
    "/search?near=02115&kind=clinician&name=nobodyhere&miles=25",
    "/search?near=02115&kind=clinic",
    "/search?near=02115&kind=hospital",
    "/search?near=02115&kind=hospital&team=all",
    "/search?near=02115&kind=center&kind=clinician",
    f"/clinicians/{WORKERS[3].npi}",
    f"/clinicians/{TWICE.npi}",
    f"/clinicians/{NOWHERE.npi}",
    f"/clinicians/{CLINICS[0].npi}",
    f"/clinicians/{FREE[0]}",
    "/hospitals/990001",
    "/hospitals/019006",
    "/hospitals/none",
)


def page_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return read(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_valid_and_every_field_has_a_label(people_client, path):
    answer = people_client.get(path)
    page = read(answer.text)
    assert answer.status_code in (200, 404)
    assert page.unclosed == []
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    for script in page.all("script"):  # ours, from a file of its own; every page works without it
        if script.attributes.get("type") == "application/ld+json":  # data, which nobody runs
            continue
        assert script.text == ""
        assert script.attributes["src"].startswith("/static/")
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    labelled = {each.attributes["for"] for each in page.all("label") if "for" in each.attributes}
    inside = re.findall(r'<label[^>]*>[^<]+<(?:input|select)[^>]* name="(\w+)"', answer.text)
    for control in (*page.all("select"), *page.all("input")):
        if control.attributes.get("type") not in ("checkbox", "hidden"):
            assert control.attributes.get("id") in labelled or control.attributes["name"] in inside


def test_no_link_between_people_is_broken(people_client):
    seen, wait = set(), list(PAGES[:4])
    while wait and len(seen) < 400:
        path = wait.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = people_client.get(path)
        assert answer.status_code in (200, 301, 302), path
        if answer.mimetype == "text/html":
            for address in read(answer.text).links():
                parts = urlsplit(address)
                lists = {"pick", "about"} & parse_qs(parts.query).keys()  # a call sheet or a report of each
                if not (parts.netloc or parts.scheme or lists) and parts.path and parts.query.count("=") < 4:
                    wait.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert {"/clinicians/", "/hospitals/"} <= {
        f"/{path.split('/')[1]}/" for path in seen if path.count("/") > 1
    }


def current_tab(page):
    (tab,) = [each.text for each in page.all("b") if each.attributes.get("aria-current")]
    return tab


def test_the_lists_of_an_answer_link_to_each_other(people_client):
    page = page_of(people_client, "/search?near=02115&cancer=breast-cancer&show=nci")
    (doctors,) = [each for each in page.all("a") if each.text.strip().startswith("Doctors")]
    arguments = parse_qs(urlsplit(doctors.attributes["href"]).query)
    assert arguments == {
        "near": ["02115"],
        "cancer": ["breast-cancer"],
        "kind": ["clinician"],
    }  # without show
    assert current_tab(page).startswith("Hospitals")
    page = page_of(people_client, doctors.attributes["href"])
    assert current_tab(page).startswith("Doctors")
    (hospitals,) = [each for each in page.all("a") if each.text.strip().startswith("Hospitals")]
    kinds = parse_qs(urlsplit(hospitals.attributes["href"]).query)["kind"]
    assert kinds == ["center", "program", "site"]


def test_the_tab_of_doctors_counts_them_and_a_filter_leads_to_whole_teams(people_client):
    page = page_of(people_client, "/search?near=02115")
    every = people_client.get("/api/v1/search?near=02115&kind=clinician").json["total"]
    assert f"Doctors {every}" in [" ".join(each.text.split()) for each in page.all("a")]
    (teams,) = [each for each in page.all("a") if each.text == "Hospitals with all four specialties"]
    hospitals = page_of(people_client, teams.attributes["href"])
    assert {"ccn-019003", "ccn-990001"} == {
        each.attributes["id"] for each in hospitals.all("li", class_="card")
    }


def test_a_search_for_a_specialty_opens_on_doctors_and_the_list_of_places_is_a_tab(people_client):
    page = page_of(people_client, "/search?near=02115&specialty=surgery&cancer=breast-cancer")
    assert page.text("h1") == ["Surgery for breast cancer near Boston, MA"]
    assert all(each.attributes["id"].startswith("npi-") for each in page.all("li", class_="card"))
    (places,) = [each for each in page.all("a") if each.text.strip().startswith("Hospitals")]
    page = page_of(people_client, places.attributes["href"])
    assert page.text("h1") == ["Hospitals for breast cancer near Boston, MA"]
    assert "specialty=surgery" in places.attributes["href"]


def test_a_list_of_people_keeps_its_filters(people_client):
    page = page_of(
        people_client,
        "/search?near=02115&kind=clinician&name=madeup&sex=female&telehealth=yes&hospital=990001&miles=100",
    )
    active = {
        each.text.split("✕")[0].strip(): each.attributes["href"] for each in page.all("a", class_="chip on")
    }
    assert list(active) == ["Within 100 miles", "Name: madeup", "Women", "Video visits", "Works at: 990001"]
    heading = "near Boston, MA: within 100 miles, name: madeup, women, video visits, works at: 990001"
    assert page.text("h1")[0].endswith(heading)
    for label, removed in zip(active, ("miles", "name", "sex", "telehealth", "hospital"), strict=True):
        rest = parse_qs(urlsplit(active[label]).query)
        assert len(rest) == 6
        assert removed not in rest


def test_the_form_of_a_filter_keeps_the_rest_of_the_search(people_client):
    page = page_of(people_client, "/search?near=02115&kind=clinician&sex=female&miles=100")
    names = [each.attributes["name"] for each in page.all("input", class_="control")]
    assert names == ["cancer", "near", "name", "hospital"] or names[-2:] == ["name", "hospital"]
    hidden = [
        (each.attributes["name"], each.attributes["value"]) for each in page.all("input", type="hidden")
    ]
    rest = [("near", "02115"), ("miles", "100"), ("kind", "clinician"), ("sex", "female")]
    assert hidden == [("miles", "100"), *rest, *rest]


def test_a_mixed_list_has_no_filters_for_people_only(people_client):
    page = page_of(people_client, "/search?near=02115&kind=center&kind=clinician")
    assert "Women or men" not in page.text("main")[0]
    assert page.text("span", class_="soft nums")[0].endswith("results")


def test_the_counts_of_each_specialty_equal_those_of_the_answer(people_client):
    arguments = "near=02115&kind=clinician"
    page = page_of(people_client, f"/search?{arguments}")
    answer = people_client.get(f"/api/v1/search?{arguments}").json
    names = {each["slug"]: each["name"] for each in people_client.get("/api/v1/specialties").json["results"]}
    choices = page.text("li")
    assert len(answer["by_specialty"]) == 7
    for slug, rings in answer["by_specialty"].items():
        assert f"{names[slug]} {rings['250']}" in choices


def test_without_results_within_the_distance_the_nearest_is_shown(people_client):
    page = page_of(people_client, "/search?near=96913&kind=clinician&name=centermadeup&miles=25")
    assert "No specialist within 25 miles" in page.text("h2")
    assert f"/clinicians/{AT_CENTER.npi}" in page.links()
    page = page_of(people_client, "/search?near=99950&kind=hospital&miles=10")
    assert "No hospital within 10 miles" in page.text("h2")
    assert any(each.startswith("/hospitals/") for each in page.links())


def test_a_clinician_page_has_every_practice_hospital_and_specialty(people_client):
    for each in WORKERS[:20]:
        page = page_of(people_client, f"/clinicians/{each.npi}")
        assert len(page.all("a", class_="act directions")) == len(each.practices)
        practices = page.text("ul", class_="plain practices")[0]
        assert practices.count("(617) 555-0150") == len(each.practices)
        assert len(page.all("a", class_="act go-act first-call")) == 1
        for ccn in each.hospitals:
            address = {"990001": "/centers/example-boston", "990010": "/programs/example-north-ak"}
            assert address.get(ccn, f"/hospitals/{ccn}") in page.links()


def test_a_doctor_has_marks_only_for_what_is_known(people_client):
    for each in WORKERS[:20]:
        page = page_of(people_client, f"/clinicians/{each.npi}")
        known = {"Accepts Medicare": each.assignment, "Video visits": each.telehealth}
        marks = " ".join(page.text("ul", class_="marks"))
        assert [words in marks for words in known] == [value is True for value in known.values()]
        expected = [words for words, value in known.items() if value] + ["hospital"] * bool(each.hospitals)
        shown = people_client.get(f"/clinicians/{each.npi}").text.partition('<ul class="marks">')[2]
        assert shown.partition("</ul>")[0].count("<li") == len(expected)
        may_charge = "may charge you more than Medicare pays" in page.text("main")[0]
        assert may_charge == (each.assignment is False)
        if each.assignment is None:
            assert "Medicare" not in page.text("main")[0].replace("Medicare lists them together", "")


@pytest.mark.parametrize(
    "path", [f"clinicians/{WORKERS[0].npi}", "hospitals/990001", "centers/example-boston"]
)
def test_a_record_says_how_far_it_is_and_leads_back_to_the_same_results(people_client, path):
    asked = "near=02115&cancer=breast-cancer&specialty=surgery&kind=center"
    page = page_of(people_client, f"/{path}?{asked}&pick=hospitals/019003")
    (way,) = page.text("p", class_="way-back soft")
    assert re.fullmatch(r"← Back to results · .*miles? .*from Boston, MA 02115", way)
    (back,) = [each.attributes["href"] for each in page.all("a") if each.text.startswith("← Back")]
    assert set(back.removeprefix("/search?").split("&")) == {*asked.split("&"), "pick=hospitals/019003"}
    assert people_client.get(back).status_code == 200
    plain = page_of(people_client, f"/{path}")
    assert plain.text("p", class_="way-back soft") == []
    assert plain.all("svg", class_="map") == []
    assert len(page.all("svg", class_="map")) == 1


def test_a_record_refuses_a_place_that_is_not_known(people_client):
    assert people_client.get("/centers/example-boston?near=00000").status_code == 400
    assert people_client.get(f"/clinicians/{WORKERS[0].npi}?mils=5").status_code == 400


def test_the_practice_nearest_to_the_reader_is_called_first(people_client):
    each = next(one for one in WORKERS if len({place.city for place in one.practices}) > 1)
    for practice in each.practices:
        page = page_of(people_client, f"/clinicians/{each.npi}?near={practice.zip}")
        assert page.text("ul", class_="plain practices")[0].startswith(practice.street.title())


def test_a_clinician_at_a_center_is_marked_and_one_without_a_location_has_a_page(people_client):
    page = page_of(people_client, f"/clinicians/{AT_CENTER.npi}")
    assert "At Example Cancer Center." in page.text("main")[0]
    assert "/centers/example-boston" in page.links()
    page = page_of(people_client, f"/clinicians/{NOWHERE.npi}")
    assert "APO, AE 09012" in page.text("main")[0]
    assert "Directions" not in page.text("main")[0]


def test_a_clinic_is_not_described_as_a_person(people_client):
    main = page_of(people_client, f"/clinicians/{CLINICS[0].npi}").text("main")[0]
    assert main.startswith("Made Up Cancer Clinic LLC Oncology clinic")
    assert "Where it is" in main
    assert "What this clinic does" in main
    assert "Medicare" not in main


def test_an_unknown_npi_says_whether_it_is_valid(people_client):
    assert "We couldn't find the NPI" in page_of(people_client, f"/clinicians/{FREE[0]}", 404).text("main")[0]
    assert "is not an NPI" in page_of(people_client, "/clinicians/1234567890", 404).text("main")[0]
    main = page_of(people_client, "/hospitals/000000", 404).text("main")[0]
    assert "We couldn't find a hospital with the CMS number “000000” here." in main


@pytest.mark.parametrize("each", HOSPITALS, ids=lambda each: each.ccn)
def test_a_hospital_page_has_its_team_in_numbers_and_words(people_client, each):
    page = page_of(people_client, f"/hospitals/{each.ccn}")
    team = team_of(each.ccn)
    main = page.text("main")[0]
    names = people_client.get("/api/v1/specialties").json["results"]
    for group in GROUPS:
        name = next(one["name"] for one in names if one["slug"] == group)
        count = team.get(group, 0)
        assert (f"{name} {count} doctor" in main) == bool(count)
    assert ("Ask which cancer doctors work here." in main) == (not team)
    assert ("All four kinds of cancer doctors" in page.text("li")) == (len(team) == 4)
    assert ("See also" in main) == (each.site is not None)
    assert ("See the doctors by name" in main) == bool(team)


def test_a_hospital_page_links_to_its_clinicians_by_name(people_client):
    page = page_of(people_client, f"/hospitals/{WHOLE[0]}")
    address = next(each for each in page.links() if "hospital=990001" in each)
    ids = {
        each.attributes["id"]
        for each in page_of(people_client, f"{address}&limit=100").all("li", class_="card")
    }
    there = {
        f"npi-{each.npi}"
        for each in WORKERS
        if "990001" in each.hospitals or any(p.site == "centers/example-boston" for p in each.practices)
    }
    assert ids
    assert ids <= there


def test_a_street_that_may_be_a_home_is_not_shown(people_client, people, monkeypatch):
    """The directory has no such street, so the card is rendered from a record that has one."""
    every = answer(people, question(kind="clinician", limit="1"))
    found = every.results.results[0]
    practice = msgspec.structs.replace(found.practice, street=None, withheld=True, exactness="zip")
    shown = replace(every, results=replace(every.results, results=(replace(found, practice=practice),)))
    monkeypatch.setattr(pages, "answer", lambda *_, **__: shown)
    card = page_of(people_client, "/search?near=02115&kind=clinician").text("li", class_="card")[0]
    assert "Directions" not in card
    assert found.practice.street.title()[:6] not in card


def test_json_of_one_record_equals_that_of_the_list(people_client):
    for kind, path in (("clinician", "clinicians"), ("clinic", "clinicians"), ("hospital", "hospitals")):
        rows = people_client.get(f"/api/v1/search?near=02115&kind={kind}&limit=100&detail=full").json[
            "results"
        ]
        assert rows
        for row in rows:
            one = people_client.get(f"/api/v1/{path}/{row['id']}").json
            for name in ("id", "name", "kind", "url", "specialties", "sources"):
                assert one[name] == row[name]
            assert "miles" not in one
            if kind == "clinician":
                assert [each["specialty"] for each in one["reported"]] == [
                    each.specialty for each in BY_NPI[row["id"]].specialties
                ]
    nowhere = people_client.get(f"/api/v1/clinicians/{NOWHERE.npi}").json
    assert nowhere["position"] is None
    assert people_client.get("/api/v1/hospitals/019005").json["position"] is None
    assert people_client.get(f"/api/v1/clinicians/{FREE[0]}").status_code == 404
    assert people_client.get("/api/v1/hospitals/990001?x=1").status_code == 400


def test_a_center_with_a_hospital_record_shows_its_team(people_client):
    rows = people_client.get("/api/v1/search?near=02115&kind=center").json["results"]
    boston = next(row for row in rows if row["id"] == "example-boston")
    assert boston["team"] == team_of("990001")
    assert "team" not in next(row for row in rows if "ccn" not in row)


def test_a_similar_specialist_is_suggested_if_there_is_none(people_client):
    page = page_of(people_client, "/specialties/surgerry", 404)
    assert "There is no specialist “surgerry”." in page.text("h1")
    assert "/specialties/surgery" in page.links()
    assert people_client.get("/static/nothing.css").status_code == 404
