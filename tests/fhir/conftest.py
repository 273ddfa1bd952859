"""Every resource of a site with made-up people, as a client that follows the links gets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finder.search.fhir.parameters import TYPES

Resource = dict[str, Any]


def resources_in(page: Resource, mode: str = "match") -> list[Resource]:
    """Return the resources of a Bundle that have a mode."""
    return [each["resource"] for each in page.get("entry", ()) if each["search"]["mode"] == mode]


def link_of(page: Resource, relation: str) -> str | None:
    return next((each["url"] for each in page["link"] if each["relation"] == relation), None)


def pages(client: FlaskClient, address: str) -> Iterator[Resource]:
    """Yield every page from an address on."""
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.data
        yield answer.json
        address = link_of(answer.json, "next")


@pytest.fixture
def fhir(people_app: Flask) -> FlaskClient:
    return people_app.test_client()


@pytest.fixture(scope="session")
def resources(people_app: Flask) -> dict[str, list[Resource]]:
    """Every resource by type, in the order of the server."""
    client = people_app.test_client()
    return {
        type_: [each for page in pages(client, f"/fhir/{type_}?_count=70") for each in resources_in(page)]
        for type_ in TYPES
    }


@pytest.fixture
def ids(fhir: FlaskClient) -> Callable[..., list[str]]:
    """Return the ids of what a search finds on its first page: `ids("Location", near="…")`."""

    def search(type_: str, *given: tuple[str, str], **parameters: str) -> list[str]:
        asked = [*given, *parameters.items(), ("_count", "200")]
        answer = fhir.get(f"/fhir/{type_}", query_string=asked, headers={"Prefer": "handling=strict"})
        assert answer.status_code == 200, answer.data
        return [each["id"] for each in resources_in(answer.json)]

    return search
