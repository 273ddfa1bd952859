"""What cannot be read gets a plain error page with help lines, and our own faults leave no word in a log."""

from __future__ import annotations

import logging
import re

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from finder.web.headers import HEADERS, MOST_BODY
from tests.web.page_reader import read

FORM = "application/x-www-form-urlencoded"
BAD_HOSTS = (
    "xn--", "xn--a", "xn--zzzzzz--", "a b", "a,b", "a/b", "a@b", "a?b", "a#b", "[::1", "[", "[]", "a:b",
    "a:b:c", "..", "a..b", "x" * 300, "x" * 64 + ".example", "é.example", "<script>", "a\tb", "%00", "::1",
)  # fmt: skip
GOOD_HOSTS = (
    "localhost", "127.0.0.1:8000", "[::1]:80", "find.example.org", "xn--bcher-kva.example", "my_box:1",
    "FIND.Example.org.",
)  # fmt: skip


def is_plain(answer, status, language="en"):
    """Check the plain page: short, with numbers to call and the security headers."""
    assert answer.status_code == status
    page = read(answer.get_data(as_text=True))
    assert page.all("html")[0].attributes["lang"] == language
    assert len(answer.get_data()) < 4000
    numbers = [
        each.attributes["href"] for each in page.all("a") if each.attributes["href"].startswith("tel:")
    ]
    assert "tel:911" in numbers
    assert len(numbers) >= 2
    for name, value in HEADERS:
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] == "no-store"


def ask(app, path, **environ):
    """Ask as a server does: a client of tests reads the host itself."""
    asked = EnvironBuilder(path).get_environ() | environ
    return Response.from_app(app.wsgi_app, asked)


@pytest.mark.parametrize("path", ["/", "/es/search?near=02115", "/no-such-page"])
@pytest.mark.parametrize("host", BAD_HOSTS)
def test_a_host_that_is_none_is_refused(app, host, path):
    answer = ask(app, path, HTTP_HOST=host)
    is_plain(answer, 400, "es" if path.startswith("/es") else "en")
    assert host not in answer.get_data(as_text=True) or len(host) < 8


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_other_hosts_are_answered(client, host):
    assert client.get("/", environ_overrides={"HTTP_HOST": host}).status_code == 200


def test_a_request_without_a_host_is_answered(client):
    answer = client.get(
        "/guidelines.atom", environ_overrides={"HTTP_HOST": None, "SERVER_PROTOCOL": "HTTP/1.0"}
    )
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("path", ["/search", "/es/search", "/no-such-page", "/guidelines", "/infobutton"])
@pytest.mark.parametrize("body", ["near=", "again=", ""])
def test_a_body_over_the_limit_is_refused_by_every_address(client, path, body):
    answer = client.post(path, data=body + "x" * MOST_BODY, content_type=FORM)
    if body:
        is_plain(answer, 413, "es" if path.startswith("/es") else "en")
    assert answer.status_code < 500


@pytest.mark.parametrize(
    "again", ["http://[", "//[", "[", "?near=%ff", "http://[::1]:x/?near=02115", "%00", "?&&&=", "#"]
)
def test_a_changed_search_that_is_no_address_is_no_fault_of_ours(client, again):
    for path in ("/search", "/es/search", "/no-such-page", "/guidelines"):
        assert client.post(path, data={"again": again}).status_code < 500


@pytest.mark.parametrize(
    "path", ["/%0d%0aX-Evil:%201", "/a%00b", "/cancers/a%0ab", "/es/%1b[31m", "/x%7f", "/centers/%09"]
)
def test_a_path_with_control_characters_is_refused(client, path):
    is_plain(client.get(path), 400, "es" if path.startswith("/es") else "en")


def test_a_long_path_and_a_long_query_are_refused(client):
    is_plain(client.get("/centers/" + "x" * 600), 414)
    is_plain(client.get("/search?near=" + "x" * 17_000), 414)
    refused = client.get("/api/v1/search?near=" + "x" * 17_000)
    assert refused.status_code == 414
    assert refused.json["errors"][0]["reason"].startswith("That was too much text for us.")


@pytest.mark.parametrize("length", ["-1", "1e3", "９", "99999999999999999999999999", "0x10", "12, 12"])
def test_a_length_that_is_none_is_refused(client, length):
    answer = client.post("/search", environ_overrides={"CONTENT_LENGTH": length})
    assert answer.status_code in (400, 413)


@pytest.fixture
def broken(app, monkeypatch):
    """The site while its directory can't be read; the fault names what was asked."""

    words = "-".join(("SECRET", "WORDS"))  # the log shows lines of code

    def fail(*_):
        raise RuntimeError(words)

    monkeypatch.setattr(type(app.extensions["finder"].directory), "snapshot", fail)
    return app.test_client()


def test_a_broken_directory_gives_the_plain_page(broken):
    for path in ("/", "/search?near=02115", "/no-such-page", "/centers/x", "/guidelines.atom", "/pack.pdf"):
        is_plain(broken.get(path), 500)
    is_plain(broken.get("/es/"), 500, "es")
    refused = broken.get("/api/v1/search?near=02115")
    assert (refused.status_code, refused.mimetype) == (500, "application/problem+json")
    assert refused.headers["Content-Security-Policy"]
    assert broken.get("/leave").status_code == 303


def test_the_log_of_a_fault_says_where_and_nothing_of_what_was_asked(broken, caplog):
    with caplog.at_level(logging.DEBUG):
        broken.get("/centers/SECRET-SLUG?near=SECRET-PLACE&cancer=x")
        broken.post("/search", data={"near": "SECRET-BODY"}, headers={"User-Agent": "SECRET-AGENT"})
    text = "\n".join(map(logging.Formatter().format, caplog.records))
    assert "SECRET" not in text
    assert "Fault on GET /centers/<slug>" in text
    assert "Fault on POST /search" in text
    assert re.search(
        r"RuntimeError at tests/web/test_guard.py:\d+ fail < finder/web/context.py:\d+ snapshot", text
    )


@pytest.mark.parametrize(
    "odd", ["%00", "%0b", "%1b[31m", "%7f", "%c2%85", "%e2%80%ae", "%e2%81%a6", "%0d%0a"]
)
def test_control_characters_are_refused_and_not_repeated(client, odd):
    for path in (
        "/search?near=02115{0}&cancer=a{0}b",
        "/find?name=a{0}b",
        "/guidelines?cancer=a{0}b",
        "/centers/a{0}b",
    ):
        answer = client.get(path.format(odd))
        assert answer.status_code in (400, 404) or odd == "%0d%0a"
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", answer.text)


#: Headers that are too long, lists without end, or nothing of what they should be.
ODD_HEADERS = {
    "Accept-Language": (";q=" * 2000, "en;q=0.5," * 900, "x" * 8000, "*;q=nan"),
    "Accept-Encoding": ("br;q=0.5," * 900, "gzip;q=x,br;q=-1,*;q=nan", "gzip;" * 2000),
    "Accept": ("text/html;q=" * 900, "*" * 8000),
    "If-None-Match": ('"a",' * 2000, '"' * 3000, "*", "W/" * 3000),
    "If-Modified-Since": ("Mon, 99 Foo 99999 99:99:99 GMT", "9" * 4000, "Thu, 01 Jan 0000 00:00:00 GMT"),
    "If-Range": ('"x', "x" * 4000),
    "Range": ("bytes=5-1", "bytes=" + "0-1," * 3000, "bytes=99999999999999999999-", "lines=1"),
    "Cookie": ("a=b; " * 8000, "=" * 8000, '"' * 8000),
    "Authorization": ("Basic ////", "Digest " + 'a="' * 2000),
    "Content-Type": (
        "multipart/form-data", "multipart/form-data; boundary=" + "a" * 4000, "x/y; charset=utf-7",
        ";" * 4000,
    ),
    "X-Forwarded-For": ("x" * 8000, "1," * 4000),
    "X-HTTP-Method-Override": ("DELETE",),
    "Upgrade": ("websocket", "h2c"),
    "Expect": ("42",),
    "Transfer-Encoding": ("chunked, identity",),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_HEADERS)
def test_no_header_is_a_fault_of_ours(client, name):
    for value in ODD_HEADERS[name]:
        for path in (
            "/",
            "/search?near=02115",
            "/static/finder.css",
            "/guidelines.atom",
            "/api/v1/search?near=02115",
        ):
            answer = client.get(path, headers={name: value, "Connection": "Upgrade"})
            assert answer.status_code in (200, 206, 304, 416), (path, answer.status_code)
        assert client.post("/search", data=b"near=02115", headers={name: value}).status_code < 500


@pytest.mark.parametrize(
    "query",
    [
        "near=%ed%a0%80", "near=%ff%fe", "near=%c0%af", "near[]=02115&near[a][b]=1", "near=02115;cancer=x",
        "near=1e400,0", "near=inf,nan", "near=02115&miles=nan", "near=02115&miles=1e308", "near=-0,-0",
        "near=02115&limit=%D9%A1", "near=02115&page=99999999999", "near=02115&limit=1e1", "=&==&=x", "%=%&%",
        "near=" + "(" * 190, "near=" + "%25" * 60, "near=02115&kind=%00", "near=02115&pick=" + "/" * 90,
        "near=02115&map=streets", "near=90,0", "near=-90,180", "near=89.9999999999,-180.0",
    ],
)  # fmt: skip
def test_no_question_is_a_fault_of_ours(client, query):
    for path in (
        "/search",
        "/es/search",
        "/api/v1/search",
        "/api/v1/search.csv",
        "/trials",
        "/find",
        "/shortlist",
        "/pack",
    ):
        assert client.get(f"{path}?{query}").status_code < 500
    assert client.post("/search", data=query, content_type=FORM).status_code < 500
    for path in ("/shortlist.ics", "/shortlist.vcf", "/pack.pdf", "/infobutton", "/guidelines.atom"):
        assert client.get(f"{path}?{query}").status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/centers%2Fexample-boston", "/%c0%ae%c0%ae/%c0%afetc", "/static/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static/../../etc/passwd", "/centers/%ed%a0%80", "/centers/%zz%", "/centers/é中😀",
        "/clinicians/" + "1" * 400,
        "/clinicians/%D9%A1%D9%A2%D9%A3%D9%A4%D9%A5%D9%A6%D9%A7%D9%A8%D9%A9%D9%A0", "/hospitals/%F0%9F%98%80",
        "/api/v1/trials/NCT" + "9" * 300, "/second-opinion/%2e%2e", "/cancers/__class__",
        "/api/v1/centers/{{7*7}}",
    ],
)  # fmt: skip
def test_no_path_is_a_fault_of_ours(client, path):
    for language in ("", "/es"):
        answer = client.get(language + path)
        assert answer.status_code in (200, 404)
        assert "root:" not in answer.text
        assert ">49<" not in answer.text
