"""How often one address may ask: said in each answer, 429 beyond it, and never for pages."""

import logging

import pytest
from limits.errors import StorageError

from finder.app import create_app
from finder.domain.rate import Rate
from finder.errors import BadSetting
from finder.settings import Settings
from finder.web.rate_limit import install


@pytest.fixture
def limited(world, monkeypatch):
    """Return a client of a site where one address may ask three times an hour."""
    monkeypatch.setenv("FINDER_RATE", "3/hour")
    return create_app(Settings.read({"FINDER_RATE": "3/hour"}), world).test_client()


def test_each_answer_says_how_often_one_may_ask_and_what_is_left(limited):
    for left in (2, 1, 0):
        answer = limited.get("/api/v1/cancers?limit=1")
        assert answer.status_code == 200
        assert answer.headers["RateLimit-Policy"] == '"default";q=3;w=3600'
        name, remaining, seconds = answer.headers["RateLimit"].split(";")
        assert (name, remaining) == ('"default"', f"r={left}")
        assert 0 < int(seconds.removeprefix("t=")) <= 3600
    refused = limited.get("/api/v1/cancers?limit=1")
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert refused.json["status"] == 429
    assert limited.get("/search?near=02115").status_code == 200  # a page is for people


def test_each_address_is_counted_by_itself(limited):
    def status(address):
        return limited.get("/api/v1/cancers?limit=1", environ_base={"REMOTE_ADDR": address}).status_code

    assert [status("192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]
    assert status("192.0.2.2") == 200
    assert [status(f"2001:db8::{each}") for each in range(4)] == [200, 200, 200, 429]  # one network
    assert status("2001:db8:1::1") == 200


def test_by_default_this_computer_is_not_counted(world):
    client = create_app(Settings.read({}), world).test_client()
    assert "RateLimit" not in client.get("/api/v1/cancers?limit=1").headers
    from_afar = client.get("/api/v1/cancers?limit=1", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert from_afar.headers["RateLimit-Policy"] == '"default";q=1200;w=60'


def test_off_is_off(world):
    client = create_app(Settings.read({"FINDER_RATE": "off"}), world).test_client()
    answer = client.get("/api/v1/cancers?limit=1", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert "RateLimit" not in answer.headers


@pytest.mark.parametrize("text", ["many", "0/minute", "10", "5/fortnight", "-1/hour"])
def test_a_rate_that_is_none_is_refused(text):
    with pytest.raises(BadSetting, match="FINDER_RATE: "):
        Settings.read({"FINDER_RATE": text})


def test_a_store_that_is_none_is_refused():
    with pytest.raises(BadSetting, match="FINDER_RATE_STORE: "):
        Settings.read({"FINDER_RATE_STORE": "memcached://localhost"})


def test_without_its_store_everybody_is_answered(world, monkeypatch, caplog):
    def down(*_arguments):
        raise StorageError(ConnectionError())

    monkeypatch.setattr("finder.web.rate_limit.FixedWindowRateLimiter.hit", down)
    client = create_app(Settings.read({"FINDER_RATE": "3/hour"}), world).test_client()
    with caplog.at_level(logging.WARNING, "finder"):
        assert client.get("/api/v1/cancers?limit=1").status_code == 200
    assert "FINDER_RATE_STORE" in caplog.text


def test_no_rate_is_no_limit(app):
    before = len(app.before_request_funcs.get(None, ()))
    install(app, None)
    assert len(app.before_request_funcs.get(None, ())) == before
    assert Rate("3/hour", "memory://", True).is_chosen
