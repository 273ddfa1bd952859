"""The address that readers know: behind a proxy with TLS, nothing leads back to http or to another host."""

from __future__ import annotations

import re

import pytest

from finder.app import create_app
from finder.errors import BadSetting
from finder.settings import Settings
from tests.conftest import WORLD

PUBLIC = {"FINDER_PUBLIC_URL": "https://find.example.org"}
#: Pages and files that carry full addresses.
CARRIERS = (
    "/", "/search?near=02115", "/mistake?about=centers/example-boston",
    "/guidelines.atom", "/es/guidelines.atom", "/centers/example-boston",
    "/shortlist?pick=centers/example-boston", "/shortlist/calls?pick=centers/example-boston",
    "/shortlist.vcf?pick=centers/example-boston", "/shortlist.ics?pick=centers/example-boston",
    "/api/v1/shortlist.csv?pick=centers/example-boston", "/pack?pick=centers/example-boston",
    "/second-opinion/who-to-ask", "/infobutton?mainSearchCriteria.v.c=C50.9"
    "&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90&knowledgeResponseType=text/xml", "/manifest.webmanifest",
)  # fmt: skip


def client_with(world, **settings):
    given = {"FINDER_HOME": str(world.path.parent), "FINDER_DATA": str(WORLD), **settings}
    return create_app(Settings.read(given)).test_client()


@pytest.fixture(scope="module")
def public(world):
    return client_with(world, **PUBLIC)


@pytest.fixture(scope="module")
def plain(world):
    return client_with(world)


@pytest.mark.parametrize("path", CARRIERS)
def test_every_full_address_is_the_public_one(public, path):
    spoofed = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    answer = public.get(path, headers=spoofed)
    assert answer.status_code in (200, 404)
    assert "evil.example" not in answer.text
    assert "evil.example" not in str(answer.headers)
    assert "http://localhost" not in answer.text
    assert not re.search(r"http://find\.example\.org", answer.text)


def test_pages_name_the_public_address(public):
    assert 'content="https://find.example.org/"' in public.get("/").text
    assert "https://find.example.org/es/guidelines" in public.get("/es/guidelines.atom").text


@pytest.mark.parametrize(
    "path", ["//search?near=02115", "/search", "/search?near=02115&fbclid=1", "/trials", "/leave"]
)
def test_no_redirect_leads_to_http(public, path):
    answer = public.get(path, base_url="http://find.example.org")
    assert not answer.headers.get("Location", "").startswith("http:")


def test_browsers_are_told_to_use_https_alone_where_it_is_spoken(public, world, plain):
    for path in ("/", "/api/v1/search?near=02115", "/no-such-page", "/static/finder.css", "/%00"):
        assert public.get(path).headers["Strict-Transport-Security"] == "max-age=31536000"
        assert "Strict-Transport-Security" not in plain.get(path).headers
    proxied = client_with(world, FINDER_TRUSTED_PROXIES="1")
    assert "Strict-Transport-Security" in proxied.get("/", headers={"X-Forwarded-Proto": "https"}).headers
    assert "Strict-Transport-Security" not in proxied.get("/").headers


def test_headers_of_proxies_count_only_as_many_as_are_trusted(world, plain):
    spoofed = {"X-Forwarded-Host": "find.example.org, evil.example", "X-Forwarded-Proto": "https, http"}
    assert "localhost" in plain.get("/", headers=spoofed).text
    one = client_with(world, FINDER_TRUSTED_PROXIES="1").get("/", headers=spoofed).text
    assert "http://evil.example/" in one
    two = client_with(world, FINDER_TRUSTED_PROXIES="2").get("/", headers=spoofed).text
    assert "https://find.example.org/" in two
    assert "evil.example" not in two


def test_no_shared_cache_keeps_a_page_with_a_foreign_host(plain, public, world):
    for path in CARRIERS:
        foreign = plain.get(path, headers={"Host": "evil.example"})
        if "evil.example" in foreign.text:
            assert "public" not in foreign.headers["Cache-Control"], path
    assert plain.get("/", headers={"Host": "evil.example"}).headers["Cache-Control"] == "private, max-age=300"
    for client in (public, client_with(world, FINDER_ALLOWED_HOSTS="find.example.org")):
        assert (
            client.get("/", headers={"Host": "find.example.org"})
            .headers["Cache-Control"]
            .startswith("public")
        )


def test_only_allowed_hosts_are_answered(world):
    client = client_with(world, **PUBLIC, FINDER_ALLOWED_HOSTS="www.example.org, 10.0.0.7")
    for host in (
        "find.example.org",
        "FIND.example.org:443",
        "www.example.org",
        "10.0.0.7:8000",
        "localhost",
        "[::1]:8",
    ):
        assert client.get("/", headers={"Host": host}).status_code == 200, host
    for host in ("evil.example", "find.example.org.evil.example", "10.0.0.8", "xfind.example.org"):
        refused = client.get("/", headers={"Host": host})
        assert refused.status_code == 400
        assert "tel:911" in refused.text
        assert "evil" not in refused.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FINDER_PUBLIC_URL", "find.example.org"),
        ("FINDER_PUBLIC_URL", "https://find.example.org/finder"),
        ("FINDER_PUBLIC_URL", "ftp://find.example.org"),
        ("FINDER_PUBLIC_URL", "https://user@find.example.org"),
        ("FINDER_PUBLIC_URL", "https://"),
        ("FINDER_PUBLIC_URL", "https://bücher.example"),
        ("FINDER_TRUSTED_PROXIES", "one"),
        ("FINDER_TRUSTED_PROXIES", "-1"),
        ("FINDER_TRUSTED_PROXIES", "10"),
        ("FINDER_ALLOWED_HOSTS", "https://www.example.org"),
        ("FINDER_ALLOWED_HOSTS", "www.example.org:80"),
        ("FINDER_ALLOWED_HOSTS", "*"),
    ],
)
def test_a_wrong_setting_says_what_to_write(name, value):
    with pytest.raises(BadSetting, match=rf"{name}: write .*“.*” is not"):
        Settings.read({name: value})


def test_the_address_is_read_with_or_without_a_slash():
    for value in ("https://Find.Example.org", "https://find.example.org/", " https://find.example.org "):
        assert Settings.read({"FINDER_PUBLIC_URL": value}).public.host == "find.example.org"
    assert Settings.read({"FINDER_PUBLIC_URL": "http://[::1]:8000"}).public.host == "[::1]:8000"
