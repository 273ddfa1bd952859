"""Clients that others wrote: metadata, read, search, include, next page."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from fhirclient.client import FHIRClient
from fhirclient.models.location import Location
from fhirclient.models.practitionerrole import PractitionerRole
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import OperationOutcome, ResourceNotFound
from flask import Flask
from werkzeug.serving import make_server

from tests.conftest import ROOT, missing
from tests.fhir.conftest import resources_in

NEAR = "42.3427|-71.0922|100|mi"


@pytest.fixture(scope="module")
def address(people_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, people_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/fhir"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def node(address: str) -> SimpleNamespace:
    """What fhir-kit-client got."""
    folder = ROOT / "tests" / "fhir"
    if shutil.which("node") is None:
        missing("needs Node: apt-get install nodejs")
    if not (folder / "node_modules" / "fhir-kit-client").exists():
        missing("needs fhir-kit-client: npm ci --ignore-scripts --prefix tests/fhir")
    done = subprocess.run(
        ["node", "client.js", address], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return SimpleNamespace(**json.loads(done.stdout))


def test_fhirpy_reads_searches_includes_and_pages(address, resources):
    client = SyncFHIRClient(address)
    assert client.execute("metadata", method="get")["fhirVersion"] == "4.0.1"
    wanted = resources["Location"][0]
    assert client.reference("Location", wanted["id"]).to_resource().serialize() == wanted
    search = client.resources("Location").search(near=NEAR).limit(7)
    first = search.fetch()
    assert len(first) == 7
    assert search.count() == len(search.fetch_all()) > 7
    assert [each.id for each in search.fetch_all()][:7] == [each.id for each in first]
    roles = client.resources("PractitionerRole").include("PractitionerRole", "practitioner")
    bundle = roles.limit(3).fetch_raw()
    types = [each.resource.resource_type for each in bundle.entry]
    assert types.count("PractitionerRole") == 3
    assert "Practitioner" in types
    boston = client.resources("PractitionerRole").search(location__Location__address_city="Boston")
    assert boston.count() > 0
    assert client.resources("Practitioner").search(family="madeup").first().resource_type == "Practitioner"


def test_fhirpy_understands_our_errors(address):
    client = SyncFHIRClient(address)
    with pytest.raises(ResourceNotFound):
        client.reference("Location", "nobody").to_resource()
    with pytest.raises(OperationOutcome) as refused:
        client.resources("Location").search(near="x").fetch()
    assert refused.value.resource["issue"][0]["expression"] == ["near"]


def test_fhirclient_reads_searches_includes_and_pages(address, resources):
    client = FHIRClient(settings={"app_id": "finder", "api_base": address})
    assert client.server.capabilityStatement.fhirVersion == "4.0.1"
    wanted = resources["Location"][0]
    assert Location.read(wanted["id"], client.server).as_json() == wanted
    found = list(Location.where({"near": NEAR, "_count": "5"}).perform_iter(client.server))
    assert len(found) > 1
    assert sum(len(page.entry) for page in found) == found[0].total
    search = PractitionerRole.where({"_count": "30"}).include("practitioner", PractitionerRole)
    page = next(search.perform_iter(client.server))
    assert {each.search.mode for each in page.entry} == {"match", "include"}
    boston = Location.where({"address-city": "Boston"}).perform_resources_iter(client.server)
    assert {each.address.city for each in boston} == {"Boston"}


def test_fhir_kit_client_reads_searches_includes_and_pages(node, resources):
    assert node.statement["fhirVersion"] == "4.0.1"
    first, second = resources_in(node.first), resources_in(node.second)
    assert len(first) == len(second) == 5
    assert not {each["id"] for each in first} & {each["id"] for each in second}
    assert resources_in(node.back) == first
    assert resources_in(node.posted) == first
    assert node.one in resources["Location"]
    assert {each["resourceType"] for each in resources_in(node.first, "include")} <= {"Organization"}
    assert node.organization["id"]
    assert node.refused["status"] == 404
    assert node.refused["resource"]["resourceType"] == "OperationOutcome"
