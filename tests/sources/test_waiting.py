"""Waits between tries: one clock, which a test replaces whatever was imported before it."""

from __future__ import annotations

import inspect

import pytest

from finder.sources import retry
from finder.sources.download import download, offers
from finder.sources.links.rate_limit import RateLimit
from finder.sources.quick.client import Client as QuickClient
from finder.sources.trials.client import Client as TrialsClient


@pytest.mark.parametrize(
    ("waiting", "name"),
    [
        (QuickClient, "wait"),
        (TrialsClient, "wait"),
        (RateLimit, "sleep"),
        (download.fetch_newest, "wait"),
        (download.fetch, "wait"),
        (offers.discover, "wait"),
    ],
)
def test_every_wait_is_looked_up_when_it_begins(waiting, name, monkeypatch):
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    inspect.signature(waiting).parameters[name].default(900)
    assert waited == [900]
    assert retry.sleep is inspect.signature(waiting).parameters[name].default
