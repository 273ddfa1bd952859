"""The API, as JSON and as CSV."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.store.version import version_of

#: Every list, with its number of rows in the invented world.
LISTS = {"guidelines": 24, "cancers": 8, "specialties": 13, "centers": 8, "programs": 8, "helplines": 4}


def rows_of(response):
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


def key_of(row):
    return row.get("id") or row.get("slug") or row.get("key")


@pytest.fixture
def get(client):
    """Return the JSON of an address, after checking its status."""

    def ask(path, status=200, **arguments):
        response = client.get(f"/api/v1/{path}", query_string=arguments)
        assert response.status_code == status, response.text
        assert response.mimetype == ("application/json" if status == 200 else "application/problem+json")
        return response.json

    return ask


@pytest.mark.parametrize(("name", "count"), LISTS.items())
def test_every_list_is_available_as_json_and_csv_in_one_order(client, get, name, count):
    as_json = get(name)
    assert as_json["total"] == len(as_json["results"]) == count
    as_csv = rows_of(client.get(f"/api/v1/{name}.csv"))
    assert [key_of(row) for row in as_csv] == [key_of(row) for row in as_json["results"]]
    assert client.get(f"/api/v1/{name}.json", follow_redirects=True).json == as_json
    for_excel = client.get(f"/api/v1/{name}.csv?for=excel")
    assert for_excel.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert for_excel.data.startswith(b"\xef\xbb\xbf")
    assert rows_of(for_excel) == as_csv


@pytest.mark.parametrize(
    "arguments",
    [
        {"near": "02115"},
        {"near": "Boston, MA", "cancer": "brest cancer", "specialty": ["surgery", "pathology"], "limit": "5"},
        {"near": "13.5,144.8", "show": "children"},
        {"near": "58102", "miles": "1"},
    ],
)
def test_a_search_is_one_list_as_json_and_csv(client, get, arguments):
    as_json = get("search", **arguments)
    as_csv = rows_of(client.get("/api/v1/search.csv", query_string=arguments))
    assert [row["id"] for row in as_csv] == [row["id"] for row in as_json["results"]]
    for_excel = client.get("/api/v1/search.csv", query_string={**arguments, "for": "excel"})
    assert rows_of(for_excel) == as_csv
    assert [float(row["miles"]) for row in as_csv] == [row["miles"] for row in as_json["results"]]
    assert client.get("/api/v1/search.json", query_string=arguments, follow_redirects=True).json == as_json


def test_next_leads_through_all_results(client, get):
    arguments = {
        "near": "02115",
        "show": "all",
        "cancer": "breast cancer",
        "specialty": ["surgery", "pathology"],
    }
    every = get("search", **arguments, limit="100")
    assert every["next"] is None
    address, found, pages = "/api/v1/search", [], 0
    query = arguments | {"limit": "4"}
    while address:
        page = client.get(address, query_string=query).json
        found += [row["id"] for row in page["results"]]
        address, query, pages = page["next"], None, pages + 1
        assert pages < 10
    assert found == [row["id"] for row in every["results"]]
    assert pages == page["pages"] == 5


def get_version(client):
    return version_of(client.application.extensions["finder"].directory.snapshot()).name


def test_next_keeps_the_query(client, get):
    following = urlsplit(
        get("search", near="St. Louis, MO", specialty=["surgery", "pathology"], limit="2")["next"]
    )
    assert following.path == "/api/v1/search"
    assert parse_qs(following.query) == {
        "near": ["St. Louis, MO"], "specialty": ["surgery", "pathology"], "limit": ["2"],
        "cursor": [f"2-{get_version(client)}"],
    }  # fmt: skip


def test_documents_can_be_filtered(get):
    assert [row["id"] for row in get("guidelines", cancer="breast cancer", language="es")["results"]] == [
        "pdq-breast-patient-es", "nccn-patient-breast-es-pdf"
    ]  # fmt: skip
    nccn = get("guidelines", publisher="NCCN", audience="professional")["results"]
    assert {row["series"] for row in nccn} == {"NCCN Guidelines"}
    assert all(row["needs_login"] for row in nccn)
    assert "pdq-colon-patient-es" not in [row["id"] for row in get("guidelines")["results"]]


def test_cancer_words_are_matched(get):
    assert get("cancers", q="breast")["sure"] is True
    unsure = get("cancers", q="ALL")
    assert unsure["sure"] is False
    assert {match["slug"] for match in unsure["matches"]} == {"acute-lymphoblastic-leukemia", "childhood-all"}
    assert get("cancers", q="xyzzy")["matches"] == []


def test_place_words_are_matched(get):
    found = get("places", q="02115")
    assert found["sure"] is True
    assert set(found["matches"][0]) >= {"name", "latitude", "longitude", "precision"}
    several = get("places", q="Springfield")
    assert several["sure"] is False
    assert len(several["matches"]) == 27
    first = several["matches"][0]["near"]
    assert get("places", q=first)["sure"] is True


def test_single_records_have_addresses(get):
    center = get("centers/example-boston")
    assert center["name"] == "Example Cancer Center"
    assert get("centers/example-laboratory")["treats_patients"] is False
    assert get("programs/example-bridger-mt")["position"]["precision"] == "zip"
    cancer = get("cancers/breast-cancer")
    assert {"slug", "name", "other_names", "groups", "care_teams", "guidelines"} <= set(cancer)
    assert len(cancer["groups"]) == 4


def test_a_laboratory_is_in_the_list_of_centers_but_in_no_search(get):
    listed = {row["id"]: row["treats_patients"] for row in get("centers", detail="full")["results"]}
    assert listed["example-laboratory"] is False
    found = {row["id"] for row in get("search", near="92037", limit="100")["results"]}
    assert not found & {name for name, treats in listed.items() if not treats}


@pytest.mark.parametrize(
    ("path", "arguments", "fields"),
    [
        ("search", {}, ["near"]),
        ("search", {"near": "0213"}, ["near"]),
        ("search", {"near": "ABCDE"}, ["near"]),
        ("search", {"near": "95,200"}, ["near"]),
        ("search", {"near": "00000"}, ["near"]),
        ("search", {"near": "Springfield"}, ["near"]),
        ("search", {"near": "x" * 10_240}, ["near"]),
        ("search", {"near": "021\x0015"}, ["near"]),
        ("search", {"near": "\u202e51120"}, ["near"]),
        ("search", {"near": "🙂"}, ["near"]),
        ("search", {"near": "'; DROP TABLE near; --"}, ["near"]),
        ("search", {"near": "<script>alert(1)</script>"}, ["near"]),
        ("search", {"near": ["02115", "59715"]}, ["near"]),
        ("search", {"near": "02115", "miles": "-5"}, ["miles"]),
        ("search", {"near": "02115", "miles": "nan"}, ["miles"]),
        ("search", {"near": "02115", "limit": "1000000000"}, ["limit"]),
        ("search", {"near": "02115", "mile": "5"}, ["mile"]),
        ("search", {"near": "02115", "utm_source": "x"}, ["utm_source"]),
        ("search", {"near": "02115", "cancer": "ALL"}, ["cancer"]),
        ("search", {"near": "02115", "specialty": "<b>surgery</b>"}, ["specialty"]),
        (
            "search",
            {"near": "02115", "kind": "doctor", "show": "best", "page": "0"},
            ["kind", "show", "page"],
        ),
        ("search.csv", {"near": "0213"}, ["near"]),
        ("guidelines", {"language": "spanish"}, ["language"]),
        ("guidelines.csv", {"cancer": "xyzzy"}, ["cancer"]),
        ("cancers", {"query": "breast"}, ["query"]),
        ("cancers", {"q": "\x00"}, ["q"]),
        ("cancers/breast-cancer", {"x": "1"}, ["x"]),
        ("places", {}, ["q"]),
        ("places", {"q": "00000"}, ["q"]),
        ("places", {"q": "0213"}, ["q"]),
        ("places", {"near": "02115"}, ["near", "q"]),
        ("centers", {"county": "MA"}, ["county"]),
        ("programs.csv", {"pages": "2"}, ["pages"]),
        ("programs.csv", {"for": "word"}, ["for"]),
        ("programs", {"for": "excel"}, ["for"]),
        ("helplines", {"q": "x"}, ["q"]),
        ("specialties", {"q": "x"}, ["q"]),
    ],
)
def test_bad_queries_are_refused_in_one_format(get, path, arguments, fields):
    errors = get(path, status=400, **arguments)["errors"]
    assert [error["field"] for error in errors] == fields
    for error in errors:
        assert set(error) == {"field", "reason", "hint", "choices"}
        assert error["reason"]


@pytest.mark.parametrize(
    "path",
    [
        "centers/nobody",
        "programs/nobody",
        "cancers/nobody",
        "centers/example-north-ak",
        "cancers/a b",
    ],
)
def test_a_missing_record_is_a_404_in_the_same_format(get, path):
    (error,) = get(path, status=404)["errors"]
    assert set(error) == {"field", "reason", "hint", "choices"}


@pytest.mark.parametrize("path", ["nothing", "search.xml", "centers/a/b"])
def test_an_unknown_address_is_a_404_in_json(get, path):
    assert get(path, status=404)["errors"]


def test_only_reading_is_allowed(client):
    for method in (client.post, client.put, client.delete):
        response = method("/api/v1/search?near=02115")
        assert response.status_code == 405
        assert response.json["errors"]


@pytest.mark.parametrize(
    "path", ["search?near=02115", "search?near=0213", "cancers", "centers/nobody", "guidelines.csv"]
)
def test_every_response_allows_any_origin_and_sets_no_cookie(client, path):
    headers = client.get(f"/api/v1/{path}").headers
    assert headers.getlist("Access-Control-Allow-Origin") == ["*"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    assert headers["Cache-Control"].startswith("private" if "?" in path or "nobody" in path else "public")


def test_a_page_of_another_site_may_ask_with_a_condition_and_read_the_tag(client):
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    asked["Access-Control-Request-Headers"] = "if-none-match"
    preflight = client.options("/api/v1/search?near=02115", headers=asked)
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in preflight.headers["Access-Control-Allow-Headers"]
    answer = client.get("/api/v1/search?near=02115", headers={"Origin": "https://example.org"})
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


def test_responses_are_compressed_if_the_client_accepts_it(client):
    plain = client.get("/api/v1/guidelines")
    for accepted, chosen in (("gzip, br", "br"), ("gzip, deflate, br, zstd", "zstd"), ("deflate", None)):
        answer = client.get("/api/v1/guidelines", headers={"Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") == chosen
    packed = client.get("/api/v1/guidelines", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3


NAMES = st.sampled_from(
    ["near", "cancer", "specialty", "miles", "kind", "show", "limit", "page", "q", "language"]
)


@settings(max_examples=60)
@given(
    path=st.sampled_from(["search", "search.csv", "guidelines", "cancers", "places", "centers"]),
    arguments=st.dictionaries(st.one_of(NAMES, st.text(max_size=5)), st.text(max_size=40), max_size=4),
)
def test_no_query_breaks_the_server(app, path, arguments):
    response = app.test_client().get(f"/api/v1/{path}", query_string=arguments)
    assert response.status_code in (200, 400)


def test_blank_cancer_words_count_as_missing(client):
    assert client.get("/api/v1/cancers?q=").json["total"] == 8


def test_a_field_on_an_address_without_fields_is_refused_in_a_whole_sentence(client):
    (error,) = client.get("/api/v1/centers/example-boston?county=MA").json["errors"]
    assert "The fields are: ." not in error["hint"]


def test_an_unknown_type_suggests_addresses_of_the_api(client):
    (error,) = client.get("/api/v1/cancers/breast-cancr").json["errors"]
    assert error["choices"][0]["value"] == "/api/v1/cancers/breast-cancer"


@pytest.mark.parametrize(
    ("path", "arguments"),
    [("cancers/breast-cancer", {}), ("search", {"near": "02115", "cancer": "breast cancer"})],
)
def test_a_cancer_has_the_few_documents_to_read(get, path, arguments):
    read = get(path, **arguments)["what_to_read"]
    listed = {each["id"] for each in get("guidelines", cancer="breast cancer")["results"]}
    for audience in ("patient", "professional"):
        assert {each["id"] for each in read[audience]} <= listed
    assert read["patient"][0]["what"] == "NCI's treatment summary, for patients"
    assert 0 < len(read["patient"]) <= 4 < read["total"]


def test_a_search_without_a_cancer_has_nothing_to_read(get):
    assert get("search", near="02115")["what_to_read"] is None
