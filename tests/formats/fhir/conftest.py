"""Every FHIR resource of the test directories, made once."""

from __future__ import annotations

import pytest

from finder.directory.fhir.write import every_resource
from finder.formats.json.encode import Json
from finder.store.connect import Snapshot


@pytest.fixture(scope="session")
def made_up(people: Snapshot) -> list[Json]:
    """Every resource of the invented world with its clinicians and hospitals."""
    return list(every_resource(people))


@pytest.fixture(scope="session")
def curated(real: Snapshot) -> list[Json]:
    """Every resource of the real data."""
    return list(every_resource(real))


@pytest.fixture(scope="session")
def by_reference(made_up: list[Json]) -> dict[str, Json]:
    return {f"{each['resourceType']}/{each['id']}": each for each in made_up}
