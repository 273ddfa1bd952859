"""Two servers with the same directory give a page the same ETag, so that a cache in front can use either."""

from __future__ import annotations

import pytest

from finder.app import create_app
from finder.settings import Settings
from finder.store.connect import Directory
from tests.conftest import WORLD

PAGES = (
    "/", "/es/", "/about", "/sites", "/centers/example-boston", "/guidelines", "/second-opinion", "/help",
    "/cancers/breast-cancer", "/search?near=02115&cancer=breast-cancer",
    "/api/v1/search?near=02115&cancer=breast-cancer", "/api/v1/centers/example-boston",
    "/api/v1/search.csv?near=02115", "/robots.txt",
)  # fmt: skip


def client(directory, home):
    environment = {
        "FINDER_HOME": str(home),
        "FINDER_DATA": str(WORLD),
        "FINDER_PUBLIC_URL": "https://find.example.org",
    }
    return create_app(Settings.read(environment), Directory(directory)).test_client()


@pytest.fixture(scope="module")
def servers(versions, tmp_path_factory):
    """Two servers with the first version, and one with the second."""
    homes = [tmp_path_factory.mktemp("home") for _ in range(3)]
    used = (versions[0], versions[0], versions[1])
    return [client(path, home) for path, home in zip(used, homes, strict=True)]


def ask(server, path, **headers):
    return server.get(path, headers={"Host": "find.example.org", "Accept-Encoding": "br", **headers})


@pytest.mark.parametrize("path", PAGES)
def test_both_servers_name_a_page_alike_and_take_the_name_of_the_other(servers, path):
    one, two, _ = servers
    first, second = ask(one, path), ask(two, path)
    assert first.status_code == 200
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["ETag"].startswith('W/"')
    again = ask(two, path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Accept-Encoding" in again.headers["Vary"]


def test_the_name_is_that_of_the_page_however_it_is_packed(servers):
    tags = {
        ask(servers[0], "/about", **{"Accept-Encoding": each}).headers["ETag"] for each in ("br", "gzip", "")
    }
    assert len(tags) == 1


def test_another_version_has_other_names_for_the_pages_that_differ(servers):
    old, _, new = servers
    path = "/centers/example-boston"
    assert ask(old, path).headers["ETag"] != ask(new, path).headers["ETag"]
    assert ask(new, path, **{"If-None-Match": ask(old, path).headers["ETag"]}).status_code == 200
    assert ask(old, "/robots.txt").headers["ETag"] == ask(new, "/robots.txt").headers["ETag"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/nowhere", "/search?near=00000"])
def test_what_is_true_now_and_errors_have_no_name(servers, path):
    assert "ETag" not in ask(servers[0], path).headers


def test_a_private_search_leaves_no_name(servers):
    data = {"near": "02115", "cancer": "breast-cancer"}
    response = servers[0].post("/search", data=data, headers={"Host": "find.example.org"})
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in response.headers


def test_pages_without_a_question_may_be_kept_by_shared_caches(servers):
    assert ask(servers[0], "/centers/example-boston").headers["Cache-Control"] == "public, max-age=3600"
    assert ask(servers[0], PAGES[9]).headers["Cache-Control"].startswith("private")
