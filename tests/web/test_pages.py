"""Every page: valid, self-contained, readable without script, and without broken links."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import brotli
import pytest

from finder.app import create_app
from finder.web.headers import HEADERS
from tests.conftest import DATA, settings_for
from tests.web.page_reader import read

PAGES = (
    "/",
    "/search?near=59715&cancer=breast-cancer&specialty=surgery",
    "/search?near=02115&cancer=childhood-all&miles=25",
    "/search?near=02115&page=9",
    "/search?near=Springfield",
    "/search?near=00000",
    "/search?near=02115&miles=-4&foo=1",
    "/centers",
    "/centers/example-boston",
    "/centers/example-laboratory",
    "/centers/example-consortium",
    "/programs",
    "/programs/example-veterans-nm",
    "/programs/example-bridger-mt",
    "/cancers",
    "/cancers/breast-cancer",
    "/specialties",
    "/specialties/surgery",
    "/specialties/gynecologic-oncology",
    "/guidelines",
    "/guidelines?cancer=breast-cancer&audience=patient&language=es",
    "/guidelines?cancer=nothing+known",
    "/second-opinion",
    "/second-opinion?all=yes",
    "/second-opinion/how-to-ask",
    "/second-opinion/records",
    "/help",
    "/about",
    "/spread",
    "/search?near=02115&cancer=bone+mets",
    "/no-such-page",
    "/centers/no-such-center",
)


@pytest.fixture(scope="module")
def real_client(real):
    return create_app(settings_for(real.path.parent, DATA)).test_client()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_valid_and_self_contained(client, path):
    answer = client.get(path)
    page = read(answer.text)
    assert answer.status_code in (200, 400, 404)
    assert answer.mimetype == "text/html"
    assert page.unclosed == []
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert page.all("html")[0].attributes["lang"] == "en"
    assert page.all("a", class_="skip")[0].attributes["href"] == "#main"
    assert [each.text.strip() for each in page.all("h1")] != [""]
    for script in page.all("script"):  # ours, from a file of its own; every page works without it
        if script.attributes.get("type") == "application/ld+json":  # data, which nobody runs
            continue
        assert script.text == ""
        assert script.attributes["src"].startswith("/static/")
    assert not any("style" in each.attributes or "onclick" in each.attributes for each in page.elements)
    ids = [each.attributes["id"] for each in page.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_requests_nothing_from_another_site(client, path):
    page = read(client.get(path).text)
    loaded = [each.attributes["href"] for each in page.all("link")]
    loaded += [each.attributes["src"] for each in page.elements if "src" in each.attributes]
    loaded += [each.attributes["action"] for each in page.all("form")]
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)


@pytest.mark.parametrize("path", [*PAGES, "/api/v1/search?near=02115", "/static/finder.css", "/api/v1/nope"])
def test_every_response_has_the_security_headers(client, path):
    with client.get(path) as answer:
        pass
    assert dict(HEADERS).items() <= dict(answer.headers).items()
    assert "Set-Cookie" not in answer.headers
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    if "?" in path and "/static/" not in path:
        assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize("path", PAGES)
def test_every_field_has_a_label_and_every_reference_a_target(client, path):
    page = read(client.get(path).text)
    ids = {each.attributes.get("id") for each in page.elements}
    labelled = {each.attributes["for"] for each in page.all("label") if "for" in each.attributes}
    for control in (*page.all("select"), *page.all("input")):
        if control.attributes.get("type") not in ("checkbox", "hidden"):
            assert control.attributes["id"] in labelled, control
    for each in page.elements:
        for name in ("for", "aria-labelledby", "aria-describedby", "list", "popovertarget"):
            assert set(each.attributes.get(name, "").split()) <= ids, each
    for address in page.links():
        if address.startswith("#"):
            assert address[1:] in ids


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_whom_to_call_and_that_it_is_not_medical_advice(client, path):
    footer = read(client.get(path).text).text("footer")[0]
    for words in (
        "911",
        "Example Society: (800) 555-0101, 24 hours a day, every day.",
        "weekdays, 7:00 am to 6:30 pm, Central Time",
        "Example Institute: (800) 555-0102",
        "not medical advice",
        "not affiliated with NCCN or NCI",
        "no cookies",
        "GeoNames",
    ):
        assert words in footer


def test_no_internal_link_is_broken(client):
    seen, wait = set(), ["/"]
    while wait:
        path = wait.pop()
        if path in seen or len(seen) > 400:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code in (200, 301, 302, 308), path
        if answer.mimetype != "text/html":
            continue
        page = read(answer.text)
        ids = {each.attributes.get("id") for each in page.elements}
        for address in page.links():
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                assert not parts.fragment or parts.netloc or parts.fragment in ids
            elif parts.query.count("=") < 3:  # filters of filters of filters are the same page
                wait.append(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    assert len(seen) > 100


def test_a_terms_link_points_to_its_explanation(client):
    about = {each.attributes.get("id") for each in read(client.get("/about").text).elements}
    page = read(client.get("/centers/example-boston").text)
    terms = [each.attributes["href"] for each in page.all("a", class_="term")]
    assert terms
    assert {urlsplit(address).fragment for address in terms} <= about


@pytest.mark.parametrize(
    "path", ["/search?near=59715&cancer=pancreatic-cancer&specialty=surgery", "/search?near=10001"]
)
def test_a_search_page_is_at_most_50_kb_with_everything_it_loads(real_client, path):
    accept = {"Accept-Encoding": "br"}
    answer = real_client.get(path, headers=accept)
    assert brotli.decompress(answer.data).lower().startswith(b"<!doctype html>")
    page = read(brotli.decompress(answer.data).decode())
    loaded = [
        each.attributes["href"]
        for each in page.all("link")
        if each.attributes["rel"] in ("stylesheet", "icon")
    ]
    loaded += [each.attributes["src"] for each in page.all("script")]
    assert len(loaded) > 3
    weight = len(answer.data)
    for address in loaded:
        with real_client.get(address, headers=accept) as file:
            weight += len(file.data)
    assert weight <= 50_000


def test_every_record_of_the_real_data_has_a_page(real_client):
    for name in ("centers", "programs", "cancers", "specialties"):
        rows = real_client.get(f"/api/v1/{name}").json["results"]
        for row in rows:
            answer = real_client.get(row["url"])
            assert answer.status_code == 200, row["url"]
            assert read(answer.text).unclosed == []


def test_no_page_calls_a_program_accredited_without_a_year(real_client):
    for row in real_client.get("/api/v1/programs").json["results"]:
        text = " ".join(read(real_client.get(row["url"]).text).text("main")[0].split())
        assert re.search(r"[Ll]isted|[Nn]amed|[Rr]eported|[Ss]hared|[Vv]eterans|cancer trials", text)
        for match in re.finditer(r"accredited\b([^.]*)", text):
            assert re.search(r"\b(19|20)\d\d\b|date not known", match[1]), match[0]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", True),
        ("/cancers/breast-cancer", True),
        ("/search?near=02115", False),
        ("/search?near=00000", False),
        ("/guidelines?cancer=breast-cancer", False),
        ("/api/v1/cancers", False),
    ],
)
def test_search_engines_are_told_not_to_index_searches(client, path, kept):
    assert ("X-Robots-Tag" not in client.get(path).headers) == kept


def test_static_files_are_cached_forever_under_versioned_addresses(client):
    address = read(client.get("/").text).all("link", rel="stylesheet")[0].attributes["href"]
    assert re.fullmatch(r"/static/finder\.css\?v=[0-9a-f]{12}", address)
    assert "immutable" in client.get(address).headers["Cache-Control"]
    for other in ("/static/finder.css", "/static/finder.css?v=000000000000"):
        assert "immutable" not in client.get(other).headers["Cache-Control"]


def test_a_long_list_of_places_is_a_page_a_state(real_client):
    first = read(real_client.get("/sites").text).links()
    assert not [each for each in first if each.startswith("/sites/")]
    assert "/sites?state=TX" in first
    listed = [each for each in read(real_client.get("/sites?state=texas").text).links() if "/sites/" in each]
    found = real_client.get("/api/v1/sites?state=TX").json["results"]
    assert listed == [each["url"] for each in found]
    assert {each["address"]["state"] for each in found} == {"TX"}
    assert len(found) > 100


def test_a_state_that_is_none_is_refused_with_the_nearest(real_client):
    for path in ("/sites?state=Texs", "/api/v1/sites?state=Texs"):
        answer = real_client.get(path)
        assert answer.status_code == 400
        assert "Did you mean TX?" in answer.get_data(as_text=True)
