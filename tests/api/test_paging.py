"""Pages of lists: a cursor goes through all of a list, and says so if the directory has changed."""

from urllib.parse import parse_qs, urlsplit

import pytest


def follow(client, address):
    """Return the ids of every page, and how many pages there are."""
    found, pages = [], 0
    while address:
        page = client.get(address)
        assert page.status_code == 200, page.text
        found += [row.get("id") or row["slug"] for row in page.json["results"]]
        address, pages = page.json["next"], pages + 1
        assert pages < 30
    return found, pages


@pytest.mark.parametrize("name", ["centers", "programs", "cancers", "guidelines"])
def test_a_whole_list_can_be_read_in_pages(client, name):
    whole = client.get(f"/api/v1/{name}").json
    assert whole["next"] is None
    found, pages = follow(client, f"/api/v1/{name}?limit=3")
    assert found == [row.get("id") or row["slug"] for row in whole["results"]]
    assert pages == -(-whole["total"] // 3)


@pytest.mark.parametrize("name", ["clinicians", "clinics", "hospitals"])
def test_the_records_of_loaded_files_are_listed_by_number(people_client, name):
    found, _pages = follow(people_client, f"/api/v1/{name}?limit=7")
    total = people_client.get(f"/api/v1/{name}").json["total"]
    assert found == sorted(found)
    assert len(found) == len(set(found)) == total > 0
    full = people_client.get(f"/api/v1/{name}?limit=1&detail=full").json["results"][0]
    one = people_client.get(f"/api/v1{full['url']}").json
    assert full == one


def test_a_cursor_of_another_version_is_refused_with_the_way_back(client):
    following = client.get("/api/v1/search?near=02115&limit=3").json["next"]
    cursor = parse_qs(urlsplit(following).query)["cursor"][0]
    other = following.replace(cursor, f"{cursor.partition('-')[0]}-000000000000")
    refused = client.get(other)
    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")
    (fault,) = refused.json["errors"]
    assert fault["field"] == "cursor"
    first = client.get(fault["choices"][0]["value"])
    assert first.json == client.get("/api/v1/search?near=02115&limit=3").json


@pytest.mark.parametrize("cursor", ["2", "x-1", "0-abc", "99999-abc", "2-ABC", "2-", "-"])
def test_what_is_no_cursor_is_refused(client, cursor):
    refused = client.get("/api/v1/search", query_string={"near": "02115", "cursor": cursor})
    assert refused.status_code == 400
    assert [each["field"] for each in refused.json["errors"]] == ["cursor"]


def test_a_cursor_and_a_page_are_not_given_together(client):
    following = client.get("/api/v1/search?near=02115&limit=3").json["next"]
    assert [each["field"] for each in client.get(f"{following}&page=2").json["errors"]] == ["page"]


def test_an_answer_that_is_known_is_not_made_again(client, monkeypatch):
    first = client.get("/api/v1/search?near=02115")
    assert first.headers["ETag"].startswith("W/")
    assert first.last_modified is not None
    monkeypatch.setattr("finder.web.api.routes.answer", None)  # it would fail if it were asked
    again = client.get("/api/v1/search?near=02115", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


def test_the_tag_of_an_answer_is_that_of_the_directory_and_the_language(client):
    tags = {
        client.get(f"/api/v1/{each}").headers["ETag"] for each in ("centers", "cancers", "search?near=02115")
    }
    assert len(tags) == 1
    assert client.get("/es/api/v1/centers").headers["ETag"] not in tags


def test_what_is_true_only_now_has_no_tag_of_the_directory(client):
    tag = client.get("/api/v1/centers").headers["ETag"]
    lines = client.get("/api/v1/helplines")
    assert lines.headers.get("ETag") != tag
    assert "Last-Modified" not in lines.headers
