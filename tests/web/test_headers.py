"""The headers of every answer, graded: a page, a file, data, an error, a redirect."""

from __future__ import annotations

import re

import pytest

from finder.app import create_app
from finder.settings import Settings
from tests.conftest import WORLD
from tests.every_page import REAL

OTHERS = (
    "/static/finder.css", "/static/finder.js", "/static/icon.svg", "/manifest.webmanifest",
    "/guidelines.atom",
    "/pack.pdf?pick=centers/example-boston", "/shortlist.vcf?pick=centers/example-boston", "/leave",
    "/shortlist.ics?pick=centers/example-boston", "/search", "/search?near=02115&fbclid=1", "/no-such-page",
    "/search?near=00000", "/%00", "/search?near=" + "x" * 17_000, "/infobutton?mainSearchCriteria.v.c=C50",
    "/api/v1/search?near=02115", "/api/v1/search.csv?near=02115", "/api/v1/nothing", "/api/v1/search?near=",
)  # fmt: skip
#: What a page may use that a policy names; everything else is forbidden by default-src.
DIRECTIVES = {
    "default-src": "'none'", "script-src": "'self'", "connect-src": "'self'", "style-src": "'self'",
    "img-src": "'self'", "manifest-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "frame-ancestors": "'none'",
}  # fmt: skip
#: Features that a page could ask the browser for, as browsers name them.
FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip


def directives(policy):
    return dict(each.strip().split(" ", 1) for each in policy.split(";"))


def grade(headers, path):
    """Check the headers that every answer has, each exactly once."""
    names = [name.lower() for name, _ in headers]
    for name in set(names) - {"vary", "link"}:
        assert names.count(name) == 1, (path, name)
    assert directives(headers["Content-Security-Policy"]) == DIRECTIVES, path
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    is_open = path.startswith(("/api/", "/infobutton"))
    assert headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if is_open else "same-origin")
    assert ("Access-Control-Allow-Origin" in headers) == is_open
    assert "Access-Control-Allow-Credentials" not in headers
    assert "Set-Cookie" not in headers
    permissions = dict(each.strip().split("=", 1) for each in headers["Permissions-Policy"].split(","))
    assert permissions.pop("geolocation") == "(self)"
    assert set(FEATURES) <= set(permissions)
    assert set(permissions.values()) == {"()"}
    assert headers.get("Cache-Control"), path
    if "?" in path and not path.startswith("/static/"):
        assert "public" not in headers["Cache-Control"], path


@pytest.mark.parametrize("language", ["", "/es"])
def test_every_answer_has_every_header_once(client, language):
    for path in (*REAL, *OTHERS):
        if language and path.startswith("/api/"):
            continue
        grade(client.get(language + path).headers, path)


@pytest.mark.parametrize(
    "method", ["HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "PATCH", "BREW", "CONNECT"]
)
def test_every_method_is_answered_with_them(client, method):
    for path in (
        "/",
        "/search",
        "/search?near=02115",
        "/api/v1/search?near=02115",
        "/no-such-page",
        "/static/icon.svg",
    ):
        answer = client.open(path, method=method)
        assert answer.status_code < 500
        grade(answer.headers, path)
        assert "TRACE" not in answer.headers.get("Allow", "")


def test_a_page_with_streets_allows_the_pictures_of_one_host_alone(world):
    client = create_app(
        Settings.read(
            {
                "FINDER_HOME": str(world.path.parent),
                "FINDER_DATA": str(WORLD),
                "FINDER_TILES_URL": "https://tiles.example.org/{z}/{x}/{y}.png",
                "FINDER_TILES_CREDIT": "Example",
            }
        )
    ).test_client()
    policy = directives(client.get("/search?near=02115&map=streets").headers["Content-Security-Policy"])
    assert policy == DIRECTIVES | {"img-src": "'self' https://tiles.example.org"}


def test_no_page_has_inline_code_or_styles(client):
    for path in REAL:
        text = client.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/)", text), path
        assert not re.search(r"<[a-z][^>]*\s(?:on[a-z]+|style)=\"", text), path
        assert "<style" not in text
        assert "javascript:" not in text
