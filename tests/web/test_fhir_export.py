"""$export: the whole directory as NDJSON files, asked for as FHIR Bulk Data Access says."""

from __future__ import annotations

import gzip
import json
import shutil
import time
from collections import Counter
from urllib.parse import urlsplit

import filelock
import pytest
from flask.testing import FlaskClient

from finder.directory.fhir.kept import files_of, keep
from finder.directory.fhir.write import every_resource
from finder.formats.fhir.every import TYPES
from finder.store.connect import Snapshot
from finder.web.fhir import export

ASYNC = {"Prefer": "respond-async", "Accept": "application/fhir+json"}


@pytest.fixture(scope="module")
def written(people: Snapshot):
    """The files of the made-up directory, beside it."""
    return keep(people, people.path.parent)


def _local(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _manifest(client: FlaskClient, query: str = "", **headers: str):
    accepted = client.get(f"/fhir/$export{query}", headers=ASYNC | headers)
    assert accepted.status_code == 202, accepted.text
    return client.get(_local(accepted.headers["Content-Location"]))


def test_the_first_export_has_the_files_written(people, people_client):
    kept = files_of(people, people.path.parent)
    shutil.rmtree(kept.folder, ignore_errors=True)
    kept.folder.parent.mkdir(exist_ok=True)
    with filelock.FileLock(kept.folder.parent / ".writing.lock"):
        waiting = _manifest(people_client)
    assert waiting.status_code == 202
    assert waiting.headers["Retry-After"]
    assert waiting.headers["X-Progress"]
    assert waiting.headers["Cache-Control"] == "no-store"
    for _ in range(200):
        answer = _manifest(people_client)
        if answer.status_code == 200:
            break
        time.sleep(0.05)
    assert answer.json["output"]


def test_every_resource_is_in_the_files_that_the_manifest_lists(people, people_client, written):
    answer = _manifest(people_client)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert "Expires" in answer.headers
    manifest = answer.json
    assert manifest["requiresAccessToken"] is False
    assert manifest["error"] == []
    assert manifest["request"] == "http://localhost/fhir/$export"
    read = set()
    for each in manifest["output"]:
        file = people_client.get(
            _local(each["url"]), headers={"Accept": "application/fhir+ndjson"}, buffered=True
        )
        assert file.mimetype == "application/fhir+ndjson"
        resources = [json.loads(line) for line in file.text.splitlines()]
        assert len(resources) == each["count"]
        assert {one["resourceType"] for one in resources} == {each["type"]}
        assert {one["meta"]["lastUpdated"] for one in resources} == {manifest["transactionTime"]}
        read |= {(one["resourceType"], one["id"]) for one in resources}
    assert read == {(each["resourceType"], each["id"]) for each in every_resource(people)}


def test_a_search_finds_as_many_of_each_type_as_the_files_have(people_client, written):
    counts = Counter[str]()
    for each in written.output:
        counts[each.type] += each.count
    found = {
        type_: people_client.get(f"/fhir/{type_}?_summary=count", buffered=True).json["total"]
        for type_ in TYPES
    }
    assert found == counts


def test_where_no_files_can_be_written_the_client_learns_it(people_client, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(export.Kept, "manifest", None)
    monkeypatch.setattr(export, "keep_in_background", refuse)
    answer = people_client.get("/fhir/$export", headers=ASYNC, buffered=True)
    assert answer.status_code == 503
    assert answer.json["issue"][0]["code"] == "exception"


def test_only_the_types_that_were_asked_for_are_listed(people_client, written):
    output = _manifest(people_client, "?_type=Location,Practitioner").json["output"]
    assert {each["type"] for each in output} == {"Location", "Practitioner"}


@pytest.mark.parametrize(
    ("since", "is_new"), [("2020-01-01T00:00:00Z", True), ("2100-01-01T00:00:00+00:00", False)]
)
def test_nothing_is_listed_of_a_directory_that_is_older_than_since(people_client, written, since, is_new):
    output = _manifest(people_client, f"?_since={since}").json["output"]
    assert bool(output) is is_new


@pytest.mark.parametrize(
    "form", ["ndjson", "application/ndjson", "application/fhir%2Bndjson", "application/fhir+ndjson"]
)
def test_every_name_of_the_format_is_known(people_client, written, form):
    assert _manifest(people_client, f"?_outputFormat={form}").status_code == 200


@pytest.mark.parametrize(
    "query",
    ["_type=Patient", "_since=yesterday", "_since=2026-01-01", "_outputFormat=csv", "_typeFilter=Location"],
)
def test_what_the_export_cannot_do_is_refused_and_ignored_by_who_is_lenient(people_client, written, query):
    refused = people_client.get(f"/fhir/$export?{query}", headers=ASYNC, buffered=True)
    assert refused.status_code == 400
    assert refused.json["resourceType"] == "OperationOutcome"
    assert refused.json["issue"][0]["expression"] == [query.partition("=")[0]]
    lenient = _manifest(people_client, f"?{query}", Prefer="respond-async, handling=lenient")
    assert bool(lenient.json["output"]) is (query != "_type=Patient")


def test_an_export_that_is_not_asynchronous_is_refused(people_client):
    answer = people_client.get("/fhir/$export", buffered=True)
    assert answer.status_code == 400
    assert "respond-async" in answer.json["issue"][0]["diagnostics"]


def test_a_part_of_a_file_can_be_asked_for_and_an_unchanged_file_is_not_sent_again(people_client, written):
    address = _local(_manifest(people_client).json["output"][0]["url"])
    whole = people_client.get(address, buffered=True)
    part = people_client.get(address, headers={"Range": "bytes=10-29"}, buffered=True)
    assert part.status_code == 206
    assert part.data == whole.data[10:30]
    assert part.headers["Content-Range"] == f"bytes 10-29/{len(whole.data)}"
    same = people_client.get(address, headers={"If-None-Match": whole.headers["ETag"]}, buffered=True)
    assert same.status_code == 304
    beyond = people_client.get(address, headers={"Range": f"bytes={len(whole.data)}-"}, buffered=True)
    assert beyond.status_code == 416


def test_a_file_is_sent_packed_to_who_reads_gzip(people_client, written):
    address = _local(_manifest(people_client).json["output"][0]["url"])
    whole = people_client.get(address, buffered=True)
    packed = people_client.get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == whole.data
    assert packed.headers["ETag"] != whole.headers["ETag"]
    assert "Content-Encoding" not in whole.headers
    assert "Accept-Encoding" in whole.headers["Vary"]


@pytest.mark.parametrize(
    "address",
    [
        "/fhir/$export-status/20200101000000", "/fhir/$export-status/..",
        "/fhir/$export-files/20200101000000/Location.ndjson",
        "/fhir/$export-files/%2e%2e/directory.sqlite",
    ],
)  # fmt: skip
def test_what_is_no_export_is_not_found(people_client, written, address):
    answer = people_client.get(address, buffered=True)
    assert answer.status_code == 404
    assert answer.json["resourceType"] == "OperationOutcome"


def test_a_file_outside_the_manifest_is_not_sent(people, people_client, written):
    version = files_of(people, people.path.parent).version
    for name in ("manifest.json", "..%2f..%2fdirectory.sqlite"):
        assert people_client.get(f"/fhir/$export-files/{version}/{name}", buffered=True).status_code == 404


def test_a_client_may_say_that_it_is_done(people, people_client, written):
    version = files_of(people, people.path.parent).version
    assert people_client.delete(f"/fhir/$export-status/{version}").status_code == 202
    assert _manifest(people_client).status_code == 200
