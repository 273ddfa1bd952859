"""Extracts: written whole or not at all, and refused where they are damaged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace

import pyarrow as pa
import pytest
from pyarrow import parquet

from finder.errors import BadFile
from finder.sources.files import extract
from finder.sources.files.extract import (
    Facts,
    collect_rows,
    collect_tables,
    read_between,
    read_extract,
    read_facts,
    write_extract,
)
from tests.sources.files.layouts import DAC
from tests.sources.files.made_up_files import (
    READERS,
    cms_row,
    csv_bytes,
    month,
    npi,
    nppes,
    person,
    place,
    written,
)

FACTS = Facts("made_up.zip", "2026-08-09", "2026-08-10T12:00:00+00:00", 5)


@pytest.fixture
def table(tmp_path):
    rows = [person(n) for n in range(1, 40)]
    return month(nppes(tmp_path, rows, places=[place(3, "2 EXAMPLE ST")])).table


@pytest.fixture
def path(tmp_path):
    return tmp_path / "nppes.parquet"


def test_what_is_written_is_read_again(path, table):
    write_extract(path, table, FACTS)
    assert read_extract(path).equals(table)
    assert read_facts(path) == FACTS
    assert read_extract(path, ["npi"]).schema.names == ["npi"]
    assert [file.name for file in path.parent.glob("*.parquet*")] == ["nppes.parquet"]


def test_columns_kept_as_numbers_read_as_they_were(path, tmp_path):
    rows = [cms_row(n, **{"City/Town": "PORTLAND" if n % 2 else "BANGOR"}) for n in range(1, 60)]
    found = READERS["clinicians"](written(tmp_path / "DAC.csv", csv_bytes(rows, DAC))).table
    write_extract(path, found, FACTS)
    assert read_extract(path).to_pylist() == found.to_pylist()
    some = read_between(path, "npi", npi(20), npi(31))
    assert some.column("npi").to_pylist() == [npi(n) for n in range(20, 31)]
    assert some.column("city").to_pylist() == ["BANGOR", *["PORTLAND", "BANGOR"] * 5]


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize("order", [1, -1])
def test_what_lies_between_two_keys_is_read_whatever_the_groups_and_the_order(path, monkeypatch, size, order):
    monkeypatch.setattr(extract, "_GROUP", size)
    npis = [npi(n) for n in range(1, 60)][::order]
    write_extract(path, pa.table({"npi": npis, "city": ["PORTLAND"] * 59}), FACTS)
    for first, beyond in ((npi(1), npi(2)), (npi(20), npi(31)), ("", "~"), (npi(70), npi(80))):
        found = read_between(path, "npi", first, beyond).column("npi").to_pylist()
        assert found == [each for each in npis if first <= each < beyond]


def test_an_extract_without_rows_is_one(path, table):
    write_extract(path, table.slice(0, 0), replace(FACTS, read=0))
    assert read_extract(path).num_rows == 0
    assert read_between(path, "npi", "", "~").num_rows == 0
    assert read_facts(path).read == 0


def test_nothing_loaded_is_none(path):
    assert read_extract(path) is None
    assert read_facts(path) is None
    assert read_between(path, "npi", "", "~") is None


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 11])
def test_rows_collected_in_pieces_are_complete_and_in_order(count):
    schema = pa.schema([("npi", pa.string()), ("city", pa.dictionary(pa.int32(), pa.string()))])
    rows = [{"npi": npi(n), "city": f"CITY {n % 3}"} for n in range(count)]
    assert collect_rows(iter(rows), schema, size=5).to_pylist() == rows


def full(*_, **__):
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("where", "name"), [(os, "fsync"), (parquet.ParquetWriter, "write_batch"), (extract.Path, "replace")]
)
def test_a_write_that_fails_leaves_the_old_one(path, table, monkeypatch, where, name):
    write_extract(path, table, FACTS)
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(where, name, full)
        with pytest.raises(OSError, match="No space left"):
            write_extract(path, table.slice(0, 3), replace(FACTS, file="other.zip"))
    assert path.read_bytes() == before
    assert list(path.parent.glob("*.loading")) == []
    write_extract(path, table.slice(0, 3), replace(FACTS, file="other.zip"))
    assert (read_extract(path).num_rows, read_facts(path).file) == (3, "other.zip")


def test_a_disk_that_is_full_half_way_leaves_the_old_one(path, table, monkeypatch):
    write_extract(path, table, FACTS)
    real = parquet.ParquetWriter.write_batch

    def half(writer, rows, *more):
        real(writer, rows.slice(0, 1), *more)
        full()

    with monkeypatch.context() as patch:
        patch.setattr(parquet.ParquetWriter, "write_batch", half)
        with pytest.raises(OSError, match="No space left"):
            write_extract(path, table, replace(FACTS, file="other.zip"))
    assert (read_extract(path).equals(table), read_facts(path)) == (True, FACTS)


DYING = """
import os, sys
from pathlib import Path
from finder.sources.files import extract
path = Path(sys.argv[1])
os.fsync = lambda file: os._exit(9)
extract.write_extract(path, extract.read_extract(path).slice(0, 1), extract.read_facts(path))
"""


def test_a_process_that_dies_while_writing_leaves_the_old_one(path, table):
    write_extract(path, table, FACTS)
    died = subprocess.run([sys.executable, "-c", DYING, str(path)], timeout=60, check=False)
    assert died.returncode == 9
    assert path.with_name("nppes.parquet.loading").exists()
    assert read_extract(path).equals(table)


def readings(path):
    """What each way of reading makes of the file: what it holds, or BadFile."""
    for read in (read_extract, read_facts, lambda path: read_between(path, "npi", "", "~")):
        try:
            yield read(path)
        except BadFile as error:
            yield (
                BadFile
                if re.search(rf"{path.name} is damaged .*Load its file again", str(error), re.S)
                else error
            )


def test_an_extract_cut_anywhere_is_refused(path, table):
    write_extract(path, table, FACTS)
    whole = path.read_bytes()
    for keep in (0, 1, 4, 100, len(whole) // 2, len(whole) - 9, len(whole) - 1):
        assert list(readings(written(path, whole[:keep]))) == [BadFile] * 3, keep


def test_a_damaged_byte_of_the_rows_never_goes_unseen(path, table):
    write_extract(path, table, FACTS)
    whole = path.read_bytes()
    rows_end = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")  # there the footer begins
    refused = 0
    for at in range(4, rows_end, 31):
        hurt = bytearray(whole)
        hurt[at] ^= 0xFF
        try:
            # A few bytes, such as counts that are written twice, say nothing of the rows.
            assert read_extract(written(path, hurt)).equals(table), at
        except BadFile:
            refused += 1
    assert refused > rows_end / 31 * 0.8


def test_a_damaged_byte_of_the_footer_is_refused_or_read_and_nothing_else(path, table):
    write_extract(path, table, FACTS)
    whole = path.read_bytes()
    refused = 0
    for at in range(len(whole) // 2, len(whole), 61):
        hurt = bytearray(whole)
        hurt[at] ^= 0xFF
        outcome = list(readings(written(path, hurt)))
        assert not any(isinstance(each, BadFile) for each in outcome), outcome
        refused += BadFile in outcome
    assert refused


@pytest.mark.parametrize("content", [b"", b"PAR1", b"<!DOCTYPE html>", b"NPI,State\n", bytes(5000)])
def test_what_is_no_extract_is_refused(path, content):
    assert list(readings(written(path, content))) == [BadFile] * 3


def test_many_small_tables_become_a_few():
    schema = pa.schema([("number", pa.int64())])
    tables = [pa.table({"number": [at]}, schema=schema) for at in range(25)]
    collected = collect_tables(iter(tables), schema, size=10)
    assert collected.column("number").to_pylist() == list(range(25))
    assert collected.column("number").num_chunks == 3
    assert collect_tables(iter(()), schema).equals(schema.empty_table())
