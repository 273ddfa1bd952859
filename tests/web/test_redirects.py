"""No address of ours leads to another site, however it is written."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest

#: Ways to write an address of another site into the path of one of ours.
EVIL = (
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example",
    "/%09/evil.example", "/%0a/evil.example", "/%0d%0a/evil.example", "/%5cevil.example",
    "/%5c%5cevil.example", "/%2fevil.example", "/%2f%2fevil.example", "/%252f%252fevil.example",
    "/.//evil.example", "/..//evil.example", "/.%2f%2fevil.example", "/%2e%2e//evil.example",
    "/;//evil.example", "/?//evil.example", "/#//evil.example", "/@evil.example", "/:80//evil.example",
    "/http://evil.example", "/https:evil.example", "/https:/evil.example", "/javascript:alert(1)",
    "/data:text/html,x", "/%00//evil.example", "/%20//evil.example", "/%e2%80%8b//evil.example",
    "/%c0%af%c0%afevil.example", "/%ef%bc%8f%ef%bc%8fevil.example", "/search//evil.example",
    "/search/..//evil.example", "/search%2f..%2f%2fevil.example", "/search;//evil.example",
    "/cancers//evil.example", "/cancers/%2f%2fevil.example", "/cancers/%5c%5cevil.example",
    "/centers/@evil.example", "/centers//", "/static//evil.example/", "/static/%2f/evil.example",
    "/api//evil.example", "/api/v1//evil.example", "/api/v1/../../evil.example", "/leave//evil.example",
    "/leave/%2f/evil.example", "/infobutton//evil.example", "/es//evil.example", "/es/es//evil.example",
    "/es%2f%2fevil.example", "/es\\evil.example", "/second-opinion//evil.example", "/pack//evil.example",
    "/guidelines.atom//evil.example", "/%2e/evil.example", "/x%0d%0aLocation:%20//evil.example",
    "/x%0aSet-Cookie:a=1", "/\u2044/evil.example",
)  # fmt: skip
TAILS = ("", "?fbclid=1", "/path?utm_source=x&near=02115", "?next=//evil.example&gclid=2")


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("path", EVIL)
def test_no_address_leads_to_another_site(client, path, language):
    for tail in TAILS:
        answer = client.get(f"http://localhost{language}{path}{tail}")
        assert answer.status_code in (200, 301, 400, 404, 405), path
        assert "Set-Cookie" not in answer.headers
        if "Location" in answer.headers:
            place = answer.headers["Location"]
            assert re.match(r"/(?![/\\\t\n\r ])", place), place
            assert urlsplit(urljoin("http://localhost/", place)).netloc == "localhost"
        for address in re.findall(r'(?:href|action)="([^"]*evil\.example[^"]*)"', answer.text):
            assert re.match(r"(http://localhost)?/(?![/\\])|\?|#", address), address
            assert "\\" not in urlsplit(address).path


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("/search?near=02115&fbclid=1", "/search?near=02115"),
        ("/es/search?utm_source=a&near=02115", "/es/search?near=02115"),
        ("/es/?gclid=1", "/es/"),
        ("/centers/example-boston?fbclid=%0d%0ax&near=02115", "/centers/example-boston?near=02115"),
    ],
)
def test_a_page_loses_what_tracks_its_reader(client, asked, place):
    answer = client.get(f"http://localhost{asked}")
    assert (answer.status_code, answer.headers["Location"]) == (301, place)


@pytest.mark.parametrize("path", ["/no-such-page", "/x/y", "/es/nothing"])
def test_what_is_no_page_is_not_redirected(client, path):
    assert client.get(f"{path}?fbclid=1").status_code == 404
