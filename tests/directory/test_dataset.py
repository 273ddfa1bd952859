"""The whole data set: its three forms agree, stock tools accept it, and it is there whole or not at all."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from finder.cli import cli
from finder.directory.dataset.write import is_dataset, write_dataset
from finder.domain import dataset
from finder.formats.csv import harmless
from finder.formats.dataset import describe
from finder.formats.dataset.every_table import BY_NAME, TABLES
from tests.conftest import DATA, WORLD
from tests.people_world import EVERYBODY, HOSPITALS


@pytest.fixture(scope="module")
def folder(people, tmp_path_factory):
    to = tmp_path_factory.mktemp("data") / "set"
    write_dataset(people, WORLD, to)
    return to


@pytest.fixture
def database(folder):
    with closing(sqlite3.connect(folder / dataset.SQLITE)) as connection:
        yield connection


def run(*command):
    """Run a tool of this environment: (whether it succeeded, what it said)."""
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.name)
def test_sqlite_csv_and_parquet_say_the_same(folder, database, table):
    columns = ", ".join(f'"{each.name}"' for each in table.fields)
    rows = database.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY rowid').fetchall()
    booleans = [each.type == "boolean" for each in table.fields]

    def text(value, is_boolean):
        if value is None:
            return ""
        if is_boolean:
            return "true" if value else "false"
        return harmless(value) if isinstance(value, str) else repr(value)

    with (folder / f"csv/{table.name}.csv").open(encoding="utf-8", newline="") as file:
        header, *cells = csv.reader(file)
    assert header == [each.name for each in table.fields]
    assert cells == [[text(*pair) for pair in zip(row, booleans, strict=True)] for row in rows]
    parquet = pq.read_table(folder / f"parquet/{table.name}.parquet")
    assert [tuple(each.values()) for each in parquet.to_pylist()] == rows
    described = [each.metadata[b"description"].decode() for each in parquet.schema]
    assert described == [each.about for each in table.fields]


def test_every_record_is_there(database):
    def keys(query):
        return {row[0] for row in database.execute(query)}

    assert keys("SELECT npi FROM clinician") == {each.npi for each in EVERYBODY}
    assert keys("SELECT ccn FROM hospital") == {each.ccn for each in HOSPITALS}
    assert keys("SELECT count(*) FROM practice") == {sum(len(each.practices) for each in EVERYBODY)}
    assert {"centers/example-boston", "centers/example-laboratory"} <= keys("SELECT id FROM place")
    assert len(keys("SELECT nct FROM trial")) == 7


def test_no_reference_leads_nowhere_and_the_file_is_whole(database):
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_no_reference_of_the_real_data_leads_nowhere(real, tmp_path):
    write_dataset(real, DATA, tmp_path / "set")
    with closing(sqlite3.connect(tmp_path / "set" / dataset.SQLITE)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM place").fetchone()[0] > 2000
    assert "MIT" in (tmp_path / "set" / dataset.SOURCES).read_text("utf-8")


def test_frictionless_finds_no_fault_in_descriptor_rows_keys_and_checksums(folder):
    valid, said = run("frictionless", "validate", str(folder / dataset.DESCRIPTOR))
    assert valid, said
    assert said.count("VALID") == len(TABLES)


def test_datasette_opens_the_file_and_shows_its_tables(folder):
    opened = (
        "datasette",
        str(folder / dataset.SQLITE),
        "--metadata",
        str(folder / dataset.DATASETTE),
        "--get",
    )
    _valid, said = run(*opened, "/finder.json")
    shown = {each["name"]: each for each in json.loads(said)["tables"] if not each["hidden"]}
    assert shown.keys() == BY_NAME.keys()
    assert {each["other_table"] for each in shown["practice"]["foreign_keys"]["outgoing"]} == {
        "clinician",
        "place",
    }
    _valid, page = run(*opened, "/finder/practice")
    assert 'href="/finder/clinician/' in page
    assert "Madeup" in page  # a reference shows the name of what it leads to


def test_every_file_has_its_checksum(folder):
    lines = (folder / dataset.CHECKSUMS).read_text("utf-8").splitlines()
    named = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    files = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    assert named.keys() == files - {dataset.CHECKSUMS}
    for name, digest in named.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_the_dictionary_has_every_column(folder):
    text = (folder / dataset.DICTIONARY).read_text("utf-8")
    for table in TABLES:
        part = text.split(f"## {table.name}\n")[1].split("\n## ")[0]
        assert [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")] == [
            each.name for each in table.fields
        ]


def test_keys_and_references_of_the_definition_exist():
    before = set()
    for table in TABLES:
        names = {each.name for each in table.fields}
        assert {*table.key, *([table.label] if table.label else [])} <= names
        before.add(table.name)
        assert {each.refers_to for each in table.fields if each.refers_to} <= before
        assert all(len(BY_NAME[each.refers_to].key) == 1 for each in table.fields if each.refers_to)


def test_the_same_directory_gives_the_same_files(people, folder, tmp_path):
    write_dataset(people, WORLD, tmp_path / "again")
    assert (tmp_path / "again" / dataset.CHECKSUMS).read_text() == (folder / dataset.CHECKSUMS).read_text()


def test_a_full_disk_leaves_the_last_data_set(people, tmp_path, monkeypatch):
    to = tmp_path / "set"
    write_dataset(people, WORLD, to)
    before = (to / dataset.CHECKSUMS).read_text()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(describe, "dictionary", full)
    with pytest.raises(OSError, match="No space"):
        write_dataset(people, WORLD, to)
    assert (to / dataset.CHECKSUMS).read_text() == before
    assert [each.name for each in tmp_path.iterdir()] == ["set"]


def test_the_command_writes_it_again_but_never_over_other_files(home, tmp_path):
    runner = CliRunner(env={"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)})
    to = tmp_path / "set"
    for _again in range(2):
        done = runner.invoke(cli, ["export", "data", str(to)])
        assert done.exit_code == 0, done.output
    assert is_dataset(to)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text("mine")
    refused = runner.invoke(cli, ["export", "data", str(other)])
    assert refused.exit_code == 2
    assert [each.name for each in other.iterdir()] == ["a.txt"]
    assert runner.invoke(cli, ["export", "data"]).exit_code == 0
    assert is_dataset(home / "dataset")
