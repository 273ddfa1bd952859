"""The page of a cancer type: its order, names, documents for the reader, and links to other sites."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from finder.app import create_app
from finder.domain.cancers.types import CancerName
from finder.web.records.cancer_names import called
from tests.conftest import DATA, settings_for
from tests.web.page_reader import read


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


def page_of(client, path, status=200, **asked):
    answer = client.get(path, query_string=asked)
    assert answer.status_code == status, answer.text
    return read(answer.text)


def headings(page):
    return [" ".join(each.text.split()) for each in page.elements if each.tag in ("h1", "h2", "h3")]


def asked(address):
    return parse_qs(urlsplit(address).query)


def test_sections_are_in_the_order_in_which_people_ask(real_client):
    found = headings(page_of(real_client, "/cancers/breast-cancer"))
    order = [
        "Breast cancer", "Find care near you", "Who treats it", "What to read", "For you", "For your doctor",
        "Trials that are recruiting", "Read more",
    ]  # fmt: skip
    places = [next(i for i, each in enumerate(found) if each.startswith(name)) for name in order]
    assert places == sorted(places)


def doctors(page, whose="adults"):
    team = next(each for each in page.all("div") if each.attributes.get("id") == f"team-{whose}")
    return [each.text for each in page.all("b", class_="who") if each.text in team.text]


def test_the_leader_who_operates_stands_once_and_first(real_client):
    page = page_of(real_client, "/cancers/ovarian-cancer")
    team = doctors(page)
    assert team[0] == "Gynecologic oncologist"
    assert len(team) == len(set(team))
    assert page.text("span", class_="does")[0] == (
        "Leads the care, for everyone; operates, for most people; gives medicine, for some people"
    )
    page = page_of(real_client, "/cancers/dcis")
    assert page.text("span", class_="does")[1] == "Operates, for some people"


def test_adults_and_children_have_teams_of_their_own(real_client):
    found = headings(page_of(real_client, "/cancers/osteosarcoma"))
    assert found.index("Adults") < found.index("Children and teens")
    assert "Adults" not in headings(page_of(real_client, "/cancers/breast-cancer"))


def test_each_doctor_of_a_team_has_a_source_or_is_called_usual_practice(real_client):
    page = page_of(real_client, "/cancers/small-cell-lung-cancer")
    sources = [each.text for each in page.all("dd") if ":" in each.text]
    assert any("American Cancer Society" in each for each in sources)
    page = page_of(real_client, "/cancers/tracheal-cancer")
    said = [each.text for each in page.all("dd") if "usual practice, no source" in each.text]
    assert any("about non-small cell lung cancer" in each for each in said)


def test_studies_of_volume_have_figures_and_a_source_on_the_page(real_client):
    text = page_of(real_client, "/cancers/pancreatic-cancer").text("section", id="volume")[0]
    assert "For surgery of the pancreas, results are better at hospitals that do it often." in text
    assert "9.7% died within 90 days" in text
    assert "PMID 27037200" in text
    assert "Leapfrog" in text
    assert not page_of(real_client, "/cancers/tracheal-cancer").text("section", id="volume")


def test_results_say_to_ask_how_often_it_is_done_without_figures(real_client):
    page = page_of(real_client, "/search", near="59715", cancer="pancreatic cancer")
    [said] = [each.text for each in page.all("p") if "surgery of the pancreas" in each.text]
    assert "Ask how many they do a year." in said
    assert not re.search(r"\d", said)


def test_the_pack_asks_how_often_it_is_done_first(real_client):
    page = page_of(real_client, "/pack", cancer="pancreatic cancer", pick="centers/huntsman")
    questions = page.text("section", **{"aria-labelledby": "part-questions"})[0]
    assert questions.index("Ask how many they do a year") < questions.index("About the cancer")


def test_a_few_names_are_shown_and_the_others_expand(real_client):
    page = page_of(real_client, "/cancers/breast-cancer")
    head = page.text("div", class_="head")[0]
    assert "Also called" in head
    every = [each for each in page.all("dd") if each.attributes.get("lang") == "es"]
    assert every
    names = real_client.get("/api/v1/cancers/breast-cancer").json["other_names"]
    assert sum(name in head for name in names) > 20


def test_misspellings_are_searchable_but_not_shown():
    rows = [
        CancerName("x", name, kind, language, "common-knowledge")
        for name, kind, language in (
            ("X", "abbreviation", "en"), ("xcancer", "misspelling", "en"), ("cancer of x", "lay", "en"),
            ("x carcinoma", "synonym", "en"), ("cáncer de x", "synonym", "es"), ("x carcinoma", "lay", "en"),
        )
    ]  # fmt: skip
    found = called(rows)
    assert found.first == ("cancer of x", "x carcinoma", "X")
    assert "xcancer" not in {name for group in found.groups for name in group.names}


def test_the_search_form_is_filled_in_with_type_and_place(client):
    page = page_of(client, "/cancers/breast-cancer", near="02115")
    values = {each.attributes.get("name"): each.attributes.get("value") for each in page.all("input")}
    assert (values["cancer"], values["near"]) == ("Breast cancer", "02115")


def test_without_a_place_the_trial_links_have_a_field_for_one(client):
    page = page_of(client, "/cancers/breast-cancer", audience="professional")
    (form,) = [each for each in page.all("form") if each.attributes["action"].endswith("#trials")]
    assert form.attributes["action"] == "/cancers/breast-cancer#trials"
    trials = [each for each in page.links() if "trials.example.org" in each]
    assert len(trials) == 2
    assert not any("locStr" in each or "&z=" in each for each in trials)
    page = page_of(client, "/cancers/breast-cancer", audience="professional", near="02115")
    trials = [each for each in page.links() if "trials.example.org" in each]
    assert asked(trials[0])["locStr"] == ["Boston, MA 02115"]
    assert asked(trials[1])["z"] == ["02115"]
    assert "near Boston, MA 02115. The site that you open gets this place." in page.text("main")[0]
    assert "/cancers/breast-cancer?audience=professional#trials" in page.links()


def test_an_unknown_place_is_reported_and_an_ambiguous_one_is_a_choice(client):
    page = page_of(client, "/cancers/breast-cancer", status=400, near="00000")
    assert "We couldn't find the ZIP code 00000." in page.text("h1")[0]
    page = page_of(client, "/cancers/breast-cancer", near="Springfield", language="es")
    offered = [each for each in page.links() if "near=Springfield%2C" in each]
    assert offered
    for each in offered[:2]:
        assert urlsplit(each).path == "/cancers/breast-cancer"
        assert asked(each)["language"] == ["es"]
        assert client.get(each).status_code == 200


def what_to_read(page):
    return page.text("section", id="documents")[0]


def test_the_readers_documents_come_first_and_the_place_is_kept(client):
    for audience, headings_of in (
        ("patient", ["For you", "For your doctor"]),
        ("professional", ["For doctors", "For your patients"]),
    ):
        page = page_of(client, "/cancers/breast-cancer", audience=audience, near="02115")
        found = headings(page)
        assert [each for each in found if each in headings_of] == headings_of
        (every,) = [each for each in page.all("a") if each.text.startswith("Browse all")]
        assert asked(every.attributes["href"])["cancer"] == ["breast-cancer"]


def test_the_page_lists_a_few_documents_and_links_to_all_of_them(real_client):
    page = page_of(real_client, "/cancers/breast-cancer")
    assert 4 <= len(page.text("li", class_="doc")) <= 12
    (every,) = [each for each in page.all("a") if each.text.startswith("Browse all")]
    total = int(re.sub(r"\D", "", every.text))
    assert total == real_client.get("/api/v1/guidelines?cancer=breast-cancer").json["total"]
    assert f"{total} documents" in page_of(real_client, "/guidelines", cancer="breast-cancer").text("main")[0]


def test_documents_of_a_wider_group_say_so(client):
    assert "covers a wider group" in what_to_read(page_of(client, "/cancers/gastrointestinal-stromal-tumor"))
    assert "covers a wider group" not in what_to_read(page_of(client, "/cancers/pancreatic-cancer"))


def test_versions_for_children_and_for_adults_are_distinguished(real_client):
    text = what_to_read(page_of(real_client, "/cancers/osteosarcoma"))
    assert "about children" in text
    assert "about adults" in text
    assert "about children" not in what_to_read(page_of(real_client, "/cancers/gallbladder-cancer"))


def test_other_languages_are_linked_by_their_native_names(real_client):
    page = page_of(real_client, "/cancers/pancreatic-cancer")
    named = {each.attributes["lang"]: each for each in page.all("a") if "dir" in each.attributes}
    assert (named["ar"].text, named["ar"].attributes["dir"]) == ("العربية", "rtl")
    assert (named["es"].text, named["es"].attributes["dir"]) == ("Español", "ltr")
    assert asked(named["ar"].attributes["href"]) == {"cancer": ["pancreatic-cancer"], "language": ["ar"]}


def test_no_type_page_calls_an_ordinary_page_pdq_or_links_unverified_documents(real, real_client):
    listed = real_client.get("/api/v1/guidelines?status=all").json["results"]
    unverified = {each["url"] for each in listed if each["status"] != "current"}
    ordinary = {each["url"] for each in listed if each["series"] == "cancer.gov"}
    pdf_of_professionals = [each for each in listed if each["series"] == "NCCN Guidelines"]
    assert not any(each["url"].endswith(".pdf") for each in pdf_of_professionals)
    for slug in ("breast-cancer", "colon-cancer", "melanoma", "wilms-tumor"):
        page = page_of(real_client, f"/cancers/{slug}", language="es")
        assert not unverified & set(page.links())
        for each in page.all("a"):
            if each.attributes["href"] in ordinary:
                assert "PDQ" not in each.text


def test_the_json_of_a_type_takes_a_place_and_has_the_links(client):
    found = client.get("/api/v1/cancers/breast-cancer?near=02115").json["elsewhere"]
    assert {"topic", "name", "use_for", "url", "language", "source", "has_place"} == set(found[0])
    assert [each["has_place"] for each in found] == [True, True, False, False]
    page = page_of(client, "/cancers/breast-cancer", near="02115", audience="professional", language="es")
    (twin,) = [each for each in page.links() if each.startswith("/api/")]
    assert twin == "/api/v1/cancers/breast-cancer?near=02115"
    assert client.get(twin).status_code == 200


def test_medlineplus_is_linked_only_for_types_with_a_code(real_client):
    assert "connect.medlineplus.gov" in real_client.get("/cancers/breast-cancer").text
    assert "connect.medlineplus.gov" not in real_client.get("/cancers/nut-carcinoma").text
