"""The results page, and responses to bad queries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.web.results import routes as pages
from tests.web.page_reader import read


def page_of(client, path, status=200, **arguments):
    answer = client.get(path, query_string=arguments)
    assert answer.status_code == status, answer.text
    return read(answer.text)


def test_the_page_and_the_json_list_the_same_in_one_order(client):
    arguments = {"near": "Denver, CO", "specialty": ["surgery", "pathology"], "limit": "20"}
    page = page_of(client, "/search", **arguments)
    answer = client.get("/api/v1/search", query_string=arguments).json
    assert [each.attributes["id"] for each in page.all("li", class_="card")] == [
        each["id"] for each in answer["results"]
    ]


def test_a_card_has_the_facts_people_decide_by(client):
    page = page_of(client, "/search", near="02115", show="nci")
    card = page.text("li", class_="card", id="example-boston")[0]
    for words in (
        "Example",
        " mi ",
        "NCI-designated",
        "NCCN member",
        "Cancer center",
        "Boston, MA",
        "Details",
    ):
        assert words in card
    assert len(card.split()) <= 40
    assert page.all("a", class_="act go-act")[0].attributes["href"].startswith("tel:+1")


def test_a_card_leads_to_the_record_with_the_place_and_the_cancer_of_the_search(client):
    page = page_of(client, "/search", near="02115", cancer="breast-cancer")
    (details,) = [each for each in page.all("a") if each.text == "Details: Example Cancer Center"]
    assert details.attributes["href"] == "/centers/example-boston?near=02115&cancer=breast-cancer"


def test_a_program_is_marked_and_says_what_we_do_not_know(client):
    page = page_of(client, "/search", near="59715", show="programs")
    card = page.text("li", class_="card", id="example-bridger-mt")[0]
    assert "Cancer program · listed in 2018" in card
    assert "hospital’s number" in card
    veterans = page.text("li", class_="card", id="example-veterans-nm")[0]
    assert "Veterans Affairs hospital: for veterans enrolled in VA care." in veterans


def test_a_card_without_a_number_says_so_and_leads_to_the_website_or_a_map(client):
    page = page_of(client, "/search", near="98101", kind="program", miles="25")
    card = page.text("li", class_="card", id="example-sound-wa")[0]
    assert "Directions" in card
    assert "Call" not in card


def test_no_number_is_called_a_switchboard(client):
    for path in (
        "/programs/example-bridger-mt",
        "/shortlist/calls?pick=programs/example-bridger-mt",
    ):
        text = client.get(path).text
        assert "Number in Medicare’s records; ask for cancer care" in text
        assert "witchboard" not in text


def test_the_number_of_a_research_office_is_only_among_the_facts_of_a_place(client):
    path = "/sites/example-ozark-clinic-fayetteville-ar"
    page = page_of(client, path)
    (call,) = [each.text for each in page.all("a") if each.attributes["href"].startswith("tel:+1479")]
    assert "(479) 555-0149" in call
    assert "Research office" in page.text("table")[0]
    assert "(479) 555-0150" not in page_of(client, "/search", near="72701").text("li", class_="card")[0]


def test_a_laboratory_is_never_a_result_and_its_page_says_why(client):
    for path in ("/search?near=02142", "/search?near=02115&show=all", "/search?near=02115&show=nci&page=1"):
        assert "example-laboratory" not in client.get(path).text
    text = page_of(client, "/centers/example-laboratory").text("main")[0]
    assert "You cannot be treated here." in text


def test_the_guideline_panel_is_beside_the_list(client):
    page = page_of(client, "/search", near="02115", cancer="breast-cancer")
    panel = page.text("section", id="documents")[0]
    for words in ("For you", "For your doctor", "NCI's treatment summary, for patients", "Browse all"):
        assert words in panel
    assert page_of(client, "/search", near="02115").all("section", id="documents") == []


def test_empty_rings_are_named_and_the_nearest_follows(client):
    page = page_of(client, "/search", near="99723", cancer="breast-cancer")
    (empty,) = page.text("h2", class_="ring none")
    assert empty.startswith("Within ")
    assert empty.endswith("miles: none. The nearest:")
    assert page.all("li", class_="card")


def test_nothing_within_the_distance_says_how_to_widen_and_whom_to_call(client):
    page = page_of(client, "/search", near="82190", miles="25")
    main = page.text("main")[0]
    assert "No place within 25 miles" in main
    assert "Show the nearest at any distance" in main
    assert "Example Institute: (800) 555-0102" in main


def test_springfield_is_a_choice_of_states_that_keeps_the_query(client):
    page = page_of(client, "/search", near="Springfield", cancer="breast-cancer")
    offered = [address for address in page.links() if "near=Springfield%2C+" in address]
    assert len(offered) == 27
    assert all("cancer=breast-cancer" in address for address in offered)
    assert client.get(offered[0]).status_code == 200


def test_people_unsure_of_the_cancer_can_go_on_without_it(client):
    page = page_of(client, "/search", near="02115", cancer="ALL")
    assert "/search?near=02115" in page.links()
    assert "I don't know yet" in page.text("main")[0]


def test_a_card_has_the_number_for_new_patients_first(client):
    page = page_of(client, "/search", near="02115", show="nci")
    assert "new patients" in page.all("a", class_="act go-act")[0].text


def test_what_is_not_known_of_most_places_is_said_once_above_the_list(client):
    text = page_of(client, "/search", near="02115").text("main")[0]
    assert text.count("We don't know which doctors work at most of these. Ask when you call.") == 1
    assert text.index("We don't know which doctors") < text.index("Example Cancer Center")


def test_a_list_of_hospitals_and_doctors_has_a_heading_of_both_and_no_tab_of_its_own(people_client):
    page = page_of(people_client, "/search", near="02115", kind=["center", "clinician"])
    assert page.text("h1") == ["Hospitals and cancer doctors near Boston, MA"]
    assert not [each for each in page.all("b") if "aria-current" in each.attributes]
    of_cancer = page_of(
        people_client, "/search", near="02115", kind=["clinician", "hospital"], cancer="breast-cancer"
    )
    assert of_cancer.text("h1") == ["Hospitals and doctors for breast cancer near Boston, MA"]


def test_the_form_names_a_cancer_that_was_asked_for_by_its_slug(client):
    for path, name in (("/search", "Breast cancer"), ("/es/search", "Cáncer de seno (mama)")):
        (field,) = page_of(client, path, near="02115", cancer="breast-cancer").all("input", name="cancer")
        assert field.attributes["value"] == name


def test_how_the_cancer_was_read_is_said_only_where_the_heading_does_not_show_it(client):
    assert "We read" in page_of(client, "/search", near="02115", cancer="brest cancer").text("main")[0]
    assert "We read" not in page_of(client, "/search", near="02115", cancer="breast").text("main")[0]


def test_the_card_of_a_site_names_its_center_and_that_the_designation_is_the_centers(client):
    page = page_of(client, "/search", near="80524")
    own = page.text("li", class_="card", id="example-rockies-foothills-fort-collins-co")[0]
    assert own.startswith("1 on the map Example Cancer Center Foothills")
    assert "Part of Example Cancer Center Rockies (NCI-designated) · Fort Collins" in own
    linked = page.text("li", class_="card", id="example-plains-hospital-cheyenne-wy")[0]
    assert "Works with Example Cancer Center Rockies, a center that NCI designates" in linked
    assert "NCI-designated" not in linked.replace("a center that NCI designates", "")
    assert "✓" not in own


def test_the_page_of_a_center_lists_its_sites_by_state_or_nearest_first(client):
    page = page_of(client, "/centers/example-denver")
    assert "Its other locations" in page.text("h2")
    assert "Hospitals and clinics it works with" in page.text("h2")
    assert page.text("h3") == ["Colorado", "Wyoming"]
    near = page_of(client, "/centers/example-denver", near="82001")
    assert near.text("h3") == []
    assert "Cheyenne, WY; about 1 mile or less" in near.text("main")[0]
    assert page_of(client, "/centers/example-denver", status=400, near="00000")


def test_the_page_of_a_site_names_its_center(client):
    main = page_of(client, "/sites/example-rockies-foothills-fort-collins-co").text("main")[0]
    assert "Part of Example Cancer Center Rockies (NCI-designated)." in main


def test_places_that_may_not_treat_children_stand_last_under_one_heading(client):
    page = page_of(client, "/search", near="02115", cancer="neuroblastoma")
    headings = page.text("h2", class_="ring")
    assert headings[-1] == "We don't know if these treat children. Call to ask."
    cards = [each.attributes["id"] for each in page.all("li", class_="card")]
    assert cards[4:6] == ["example-denver", "example-boston"]
    assert "We don't know" not in page.text("li", class_="card", id="example-boston")[0].split("Sources")[0]


def test_a_page_that_begins_with_places_that_may_not_treat_children_says_so(client):
    page = page_of(client, "/search", near="02115", cancer="neuroblastoma", limit="5", page="2")
    assert page.text("h2", class_="ring") == ["We don't know if these treat children. Call to ask."]


def test_the_page_of_a_place_says_what_is_not_known_of_whom_it_treats(client):
    main = page_of(client, "/centers/example-boston").text("main")[0]
    assert "Treats adults. We don't know if it treats children. Call to ask." in main


def test_an_unknown_zip_code_suggests_real_ones(client):
    page = page_of(client, "/search", status=400, near="00000")
    assert page.text("h1") == ["We couldn't find the ZIP code 00000."]
    offered = [address for address in page.links() if address.startswith("/search?near=")]
    assert offered
    assert all(client.get(address).status_code == 200 for address in offered)


BAD = {
    "near": [
        "0213",
        "95,200",
        "\x00",
        "\u202e02115",
        "👍",
        "x" * 10_000,
        "' OR 1=1 --",
        "<script>alert(1)</script>",
    ],
    "miles": ["-5", "nan", "inf", "1e9", "0", "x" * 10_000, "٣"],
    "limit": ["0", "10000000000", "-1", "ten"],
    "page": ["0", "-1", "1.5"],
    "cancer": ["\x00", "diabetes", "<b>x</b>", "y" * 10_000],
    "specialty": ["magic", "'; DROP TABLE near; --", "\u200f"],
    "kind": ["doctor", "CENTER"],
    "show": ["best"],
    "sort": ["name"],
}


@pytest.mark.parametrize(
    ("field", "value"), [(name, value) for name, values in BAD.items() for value in values]
)
def test_bad_input_is_refused_with_field_and_reason_on_page_and_in_json(client, field, value):
    arguments = {"near": "02115", field: value}
    page = client.get("/search", query_string=arguments)
    assert page.status_code == 400
    assert "<script>alert" not in page.text
    assert "<b>x</b>" not in page.text
    errors = client.get("/api/v1/search", query_string=arguments)
    assert errors.status_code == 400
    assert [each["field"] for each in errors.json["errors"]] == [field]
    assert all(each["reason"] for each in errors.json["errors"])


def test_a_repeated_parameter_is_refused(client):
    for path in ("/search", "/api/v1/search"):
        assert client.get(f"{path}?near=02115&near=10001").status_code == 400


@given(
    st.dictionaries(
        st.sampled_from(["near", "cancer", "specialty", "miles", "show", "page", "odd"]), st.text()
    )
)
def test_no_query_breaks_the_page(client, arguments):
    assert client.get("/search", query_string=arguments).status_code in (200, 302, 400)


def test_tracking_is_dropped_from_pages_and_refused_by_the_api(client):
    answer = client.get("/search?near=02115&utm_source=mail&fbclid=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/search?near=02115")
    assert client.get("/api/v1/search?near=02115&utm_source=mail").status_code == 400


def test_an_internal_error_page_reveals_nothing_else(app, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("02115 and a cancer")

    monkeypatch.setattr(pages, "answer", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = app.test_client().get("/search?near=90210")
    assert answer.status_code == 500
    assert "It is our fault, not yours" in answer.text
    assert "90210" not in caplog.text


def test_reports_and_directions_go_where_the_settings_say(world, client):
    from finder.app import create_app  # noqa: PLC0415
    from finder.settings import Settings  # noqa: PLC0415
    from tests.conftest import WORLD  # noqa: PLC0415

    chosen = {
        "FINDER_HOME": str(world.path.parent),
        "FINDER_DATA": str(WORLD),
        "FINDER_REPORT_TO": "help@example.org",
        "FINDER_DIRECTIONS_URL": "https://maps.example.org/?to={address}",
        "FINDER_DIRECTIONS_NAME": "Example Maps",
    }
    page = read(create_app(Settings.read(chosen)).test_client().get("/centers/example-boston").text)
    assert any(address.startswith("mailto:help@example.org?subject=") for address in page.links())
    assert any(address.startswith("https://maps.example.org/?to=") for address in page.links())
    default = read(client.get("/centers/example-boston").text)
    assert not any(address.startswith("mailto:help") for address in default.links())


def test_a_new_directory_is_served_from_the_next_request_on(home, data, edit, quick_zips):
    from finder.app import create_app  # noqa: PLC0415
    from finder.directory.build import make_directory  # noqa: PLC0415
    from tests.conftest import settings_for  # noqa: PLC0415

    settings = settings_for(home, data)
    asker = create_app(settings).test_client()
    before = asker.get("/centers/example-boston").text
    file = data / "centers" / "example-boston.toml"
    name = file.read_text(encoding="utf-8").split('"')[1]
    edit("centers/example-boston.toml", f'name = "{name}"', 'name = "Example Renamed Center"')
    assert asker.get("/centers/example-boston").text == before
    make_directory(settings.directory, data)
    assert "Example Renamed Center" in asker.get("/centers/example-boston").text
