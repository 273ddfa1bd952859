"""Answers kept in memory: who gets them, which are never kept, and when they are forgotten."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from finder.app import create_app
from finder.serving import Served
from finder.settings import Settings
from finder.store.connect import Directory
from finder.web import answer_cache
from finder.web.answer_cache import EXTENSION
from tests.conftest import WORLD, _built
from tests.loops import run
from tests.sources.registry_server import serving

SEARCH = "/search?near=02115&cancer=breast-cancer"
FHIR = "/fhir/Location?near=42.34%7C-71.11%7C50%7Cmi&colour=blue"


@dataclass
class Reader:
    """Asks an application as granian does, and says what was computed by it."""

    app: object
    served: Served
    computed: list[str] = field(default_factory=list)

    def __post_init__(self):
        compute = self.served._answer

        def counted(environ):
            self.computed.append(environ["PATH_INFO"])
            return compute(environ)

        self.served._answer = counted

    def get(self, address, method="GET", **headers):
        """Return status, headers, body, and whether the application computed them."""
        path, _, query = address.partition("?")
        given = {"host": "localhost", **headers}
        names = Headers(
            (name.replace("_", "-"), value)
            for name, values in given.items()
            for value in ([values] if isinstance(values, str) else values)
        )
        scope = SimpleNamespace(
            method=method, path=path, query_string=query, scheme="http", http_version="1.1",
            headers=names, client="127.0.0.1:5000", server="127.0.0.1:8000",
        )  # fmt: skip
        sent, before = [], len(self.computed)
        protocol = SimpleNamespace(response_bytes=lambda *answer: sent.append(answer))
        run(self.served.__rsgi__(scope, protocol))
        ((status, given, body),) = sent
        return SimpleNamespace(
            status=status,
            headers={name.lower(): value for name, value in given},
            body=body,
            computed=len(self.computed) > before,
        )

    def kept(self, address, **headers):
        """Ask twice; tell whether the second answer was a kept one."""
        self.get(address, **headers)
        return not self.get(address, **headers).computed


class Headers(list):
    """Headers as granian passes them: a name may be there twice."""

    def __contains__(self, name):
        return any(name == each for each, _ in self)

    def get(self, name, default=None):
        return next((value for each, value in self if each == name), default)

    def items(self):
        return list(self)


def reader_of(home, **settings):
    environment = {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD), **settings}
    app = create_app(Settings.read(environment), Directory(home / "directory.sqlite"))
    return Reader(app, Served(app, app.extensions[EXTENSION]))


@pytest.fixture
def reader(home):
    return reader_of(home)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        SEARCH,
        "/es" + SEARCH,
        "/api/v1" + SEARCH,
        "/cancers/breast-cancer",
        "/static/finder.css",
        FHIR,
        "/fhir/metadata",
    ],
)
@pytest.mark.parametrize("packing", ["", "gzip", "br", "zstd"])
def test_the_second_reader_gets_the_same_answer_at_once(reader, address, packing):
    first = reader.get(address, accept_encoding=packing)
    second = reader.get(address, accept_encoding=packing)
    assert (first.computed, second.computed) == (True, False)
    assert first.status == second.status == 200
    assert first.body == second.body
    assert {**first.headers, "date": ""} == {**second.headers, "date": ""}


@pytest.mark.parametrize(
    "other",
    [
        {"address": SEARCH + "&page=1"},
        {"address": "/es" + SEARCH},
        {"address": SEARCH.replace("02115", "59715")},
        {"host": "other.example"},
        {"accept_encoding": "gzip"},
        {"x_forwarded_proto": "https"},
        {"x_forwarded_host": "other.example"},
        {"x_forwarded_host": ["other.example", "localhost"]},
        {"host": ["localhost", "other.example"]},
        {"content_length": "0"},
        {"method": "HEAD"},
    ],
)
def test_another_request_gets_an_answer_of_its_own(reader, other):
    reader.get(SEARCH)
    assert reader.get(**{"address": SEARCH, **other}).computed


@pytest.mark.parametrize(
    ("other", "status"),
    [
        ({"prefer": "handling=strict"}, 400),
        ({"accept": "application/fhir+xml"}, 406),
        ({"accept": "application/fhir+json"}, 200),
        ({"address": FHIR + "&_format=xml"}, 406),
        ({"address": FHIR + "&_format=json"}, 200),
        ({"host": "other.example"}, 200),
    ],
)
def test_a_fhir_client_that_prefers_or_accepts_something_else_gets_its_own_answer(reader, other, status):
    assert reader.kept(FHIR)
    found = reader.get(**{"address": FHIR, **other})
    assert (found.computed, found.status) == (True, status)
    assert reader.get(FHIR).status == 200


def test_pages_are_the_same_whatever_a_browser_accepts(reader):
    reader.get(SEARCH, accept="text/html")
    assert not reader.get(SEARCH, accept="text/html,application/xhtml+xml").computed


@pytest.mark.parametrize(
    "address",
    [
        "/fhir/Location?near=x",
        "/fhir/Location/nobody",
        "/data",
        "/help",
        "/api/v1/helplines",
        "/shortlist/calls?pick=centers/boston",
        "/leave",
        "/healthz",
        "/readyz",
        "/metrics",
        "/nowhere",
        "/search?near=00000",
        "/search?near=02115&utm_source=x",
    ],
)
def test_what_is_true_only_now_private_or_an_error_is_not_kept(reader, address):
    assert not reader.kept(address)


def test_a_posted_search_is_neither_kept_nor_answered_from_what_is(reader):
    reader.get(SEARCH)
    posted = SimpleNamespace(**vars(reader.get(SEARCH)))
    assert not posted.computed
    body = b"near=02115&cancer=breast-cancer"

    class Sender:
        def __init__(self):
            self.sent = []

        def __aiter__(self):
            self.parts = iter([body])
            return self

        async def __anext__(self):
            try:
                return next(self.parts)
            except StopIteration:
                raise StopAsyncIteration from None

        def response_bytes(self, *answer):
            self.sent.append(answer)

    scope = SimpleNamespace(
        method="POST", path="/search", query_string="", scheme="http", http_version="1.1",
        headers={"host": "localhost", "content-length": str(len(body)),
                 "content-type": "application/x-www-form-urlencoded"},
        client="127.0.0.1:5000", server="127.0.0.1:8000",
    )  # fmt: skip
    before = len(reader.computed)
    for _ in range(2):
        sender = Sender()
        run(reader.served.__rsgi__(scope, sender))
        assert sender.sent[0][0] == 200
    assert len(reader.computed) == before + 2


def test_an_answer_of_the_live_registry_is_not_kept(home):
    with serving() as registry:
        reader = reader_of(home, FINDER_REGISTRY_URL=registry.url)
        assert reader.kept("/search?near=02115&kind=clinician")
        assert not reader.kept("/search?near=02115&kind=clinician&live=yes")
        reader = reader_of(home, FINDER_REGISTRY_URL=registry.url, FINDER_LIVE_REGISTRY="on")
        assert not reader.kept("/search?near=02115&kind=clinician")


def test_a_browser_that_has_the_answer_is_told_so(reader):
    for _ in range(2):  # by the application, then by the cache
        found = reader.get(SEARCH)
        again = reader.get(SEARCH, if_none_match=found.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == found.headers["etag"]
        assert again.headers["referrer-policy"] == "no-referrer"
        assert "content-type" not in again.headers
        assert reader.get(SEARCH, if_none_match='"other"').status == 200


def test_a_host_that_is_not_ours_gets_no_kept_answer(home):
    reader = reader_of(home, FINDER_PUBLIC_URL="https://find.example.org", FINDER_ALLOWED_HOSTS="a.example")
    assert reader.kept(SEARCH, host="find.example.org")
    assert [reader.get(SEARCH, host="evil.example").status for _ in range(2)] == [400, 400]


def test_kept_answers_are_counted_and_logged_without_the_question(home, capfd):
    reader = reader_of(home, FINDER_LOG_REQUESTS="on")
    for _ in range(3):
        reader.get("/es" + SEARCH)
    text = reader.get("/metrics").body.decode()
    assert 'finder_answers_total{route="pages.search",status="2xx"} 3.0' in text
    assert 'finder_answer_seconds_count{route="pages.search"} 3.0' in text
    lines = [line for line in capfd.readouterr().err.splitlines() if "pages.search" in line]
    assert len(lines) == 3
    assert not any("02115" in line or "breast" in line for line in lines)


def test_a_new_directory_is_answered_from_and_nothing_of_the_old_one_is_left(home, data, edit, gazetteer):
    reader = reader_of(home)
    page = "/api/v1/cancers/breast-cancer"
    before = reader.get(page)
    assert not reader.get(page).computed
    edit("cancers.csv", "breast-cancer,Breast cancer", "breast-cancer,Changed name")
    other = _built(home.parent / "other" / "directory.sqlite", data, gazetteer)
    shutil.copy2(other.path, home / "new")
    (home / "new").replace(home / "directory.sqlite")
    after = reader.get(page)
    assert after.computed
    assert b"Changed name" in after.body
    assert b"Changed name" not in before.body
    assert reader.get(page).body == after.body
    assert after.headers["etag"] != before.headers["etag"]


def test_the_day_after_answers_are_made_again(reader, monkeypatch):
    assert reader.kept(SEARCH)
    tomorrow = answer_cache.time() + 86_400
    monkeypatch.setattr(answer_cache, "time", lambda: tomorrow)
    assert reader.get(SEARCH).computed


def test_the_memory_has_a_bound_and_can_be_none(home):
    reader = reader_of(home, FINDER_ANSWER_CACHE="1")
    for number in range(60):
        reader.get(f"/api/v1/cancers?x=&q=breast&page={number}")
        reader.get(f"/search?near=02115&miles={number + 10}")
    assert 0 < reader.served._cache._kept.currsize <= 1 << 20
    assert not reader_of(home, FINDER_ANSWER_CACHE="0").kept(SEARCH)
