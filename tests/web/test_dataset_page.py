"""The page of the whole data set: what it offers, and how files are sent."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from finder.directory.dataset.write import write_dataset
from finder.domain import dataset
from finder.formats import display
from finder.formats.dataset.every_table import TABLES
from finder.store.read_catalog import catalog_of
from tests.conftest import WORLD


@pytest.fixture
def offering(people_app, people, tmp_path):
    """The site with a data set."""
    write_dataset(people, WORLD, tmp_path / "set")
    before = people_app.extensions["finder"]
    people_app.extensions["finder"] = replace(before, dataset=tmp_path / "set")
    yield people_app.test_client(), tmp_path / "set"
    people_app.extensions["finder"] = before


def test_without_a_data_set_the_page_says_how_it_is_made(people_client):
    for prefix in ("", "/es"):
        page = people_client.get(f"{prefix}/data")
        assert page.status_code == 200
        assert "finder export data" in page.text
    assert people_client.get("/data/finder.sqlite", buffered=True).status_code == 404


def test_the_page_offers_every_file(offering):
    client, folder = offering
    page = client.get("/data").text
    files = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    for name in files:
        assert f'href="/data/{name}"' in page
        answer = client.get(f"/data/{name}", buffered=True)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert all(each.about in page for each in TABLES)


def test_files_of_the_directory_in_use_have_no_warning(offering):
    client, _folder = offering
    assert "other data" not in client.get("/data").text


@pytest.mark.parametrize("was", ["0123456789ab", None])
def test_files_of_another_directory_say_so_and_how_to_renew_them(offering, was):
    client, folder = offering
    descriptor = folder / dataset.DESCRIPTOR
    package = json.loads(descriptor.read_text("utf-8"))
    package |= {"created": "2026-01-02T00:00:00Z", "directory": was}
    descriptor.write_text(json.dumps({name: each for name, each in package.items() if each}), "utf-8")
    text = " ".join(client.get("/data").text.split())
    assert "as of January 2, 2026" in text
    day = display.date(catalog_of(client.application.extensions["finder"].directory.snapshot()).built_on)
    assert f"The pages of this site have other data, as of {day}." in text
    assert "<code>finder export data</code>" in text


def test_a_part_of_a_file_and_an_unchanged_file(offering):
    client, folder = offering
    content = (folder / dataset.SQLITE).read_bytes()

    def sent(name, **headers):
        packed = {"Accept-Encoding": "gzip, br, zstd"}
        return client.get(f"/data/{name}", headers={**packed, **headers}, buffered=True)

    whole = sent(dataset.SQLITE)
    assert hashlib.sha256(whole.data).digest() == hashlib.sha256(content).digest()
    assert "Content-Encoding" not in whole.headers
    part = sent(dataset.SQLITE, Range="bytes=100-199")
    assert (part.status_code, part.data) == (206, content[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert sent(dataset.SQLITE, **{"If-None-Match": whole.headers["ETag"]}).status_code == 304
    rows = sent("csv/place.csv", Range="bytes=0-9")
    assert rows.data == (folder / "csv/place.csv").read_bytes()[:10]
    assert sent("csv/place.csv", Range="bytes=99999999-").status_code == 416


@pytest.mark.parametrize(
    "name",
    ["../directory.sqlite", "..%2Fdirectory.sqlite", "csv/../../x", "csv/other.csv", "secret.txt", "csv"],
)
def test_no_other_file_is_sent(offering, name):
    client, folder = offering
    (folder / "secret.txt").write_text("secret")
    assert client.get(f"/data/{name}", buffered=True).status_code == 404


def test_an_unknown_parameter_is_refused(offering):
    client, _folder = offering
    assert client.get(f"/data/{dataset.SQLITE}?as=zip", buffered=True).status_code == 400
