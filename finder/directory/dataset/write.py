"""Write the whole data set: SQLite, CSV and Parquet, with dictionary, data package and checksums.

It is written to a folder beside the one that is named, which it replaces when all of it is there.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from finder.directory.dataset.table_files import TableFiles
from finder.domain import dataset
from finder.domain.cancers.specialists import TeamMember
from finder.domain.care import CareSite
from finder.domain.clinicians import Hospital
from finder.domain.dataset import ExportTable, Written
from finder.formats.dataset import catalog_tables, describe, people_tables, place_tables
from finder.formats.dataset.every_table import TABLES
from finder.store.connect import Snapshot
from finder.store.dataset.sqlite_tables import SqliteTables
from finder.store.read_care_teams import team_members_of
from finder.store.read_catalog import Catalog, catalog_of
from finder.store.read_guidelines import EVERY_TYPE, all_guidelines, all_serves
from finder.store.read_records import every_record
from finder.store.trials.near_trials import every_trial
from finder.store.version import version_of

_BLOCK = 1 << 20


class _Descriptor(msgspec.Struct):
    """What is read of a data package: the version of the directory that it was made of."""

    directory: str = ""


def write_dataset(snapshot: Snapshot, data: Path, folder: Path) -> list[Written]:
    """Write the data set of a directory to a folder; `data` is the folder of the curated data.

    Raises OSError where the disk is full or the folder cannot be written; `folder` is unchanged then.
    """
    with _replacing(folder) as new:
        for each in ("csv", "parquet"):
            (new / each).mkdir()
        counts = _write_tables(snapshot, new)
        written = {each.name: each for each in _measured(new, counts)}
        catalog = catalog_of(snapshot)
        version = version_of(snapshot).name
        day, sources = catalog.built_on, list(catalog.sources.values())
        texts = {
            dataset.DICTIONARY: describe.dictionary(written, day),
            dataset.DESCRIPTOR: _json(describe.data_package(written, sources, day, version)),
            dataset.DATASETTE: _json(describe.datasette(day)),
            dataset.SOURCES: describe.terms(sources) + _notes(data / dataset.SOURCES),
        }
        for name, text in texts.items():
            (new / name).write_text(text, encoding="utf-8")
        every = list(_measured(new, counts))
        sums = "".join(f"{each.digest}  {each.name}\n" for each in every)
        (new / dataset.CHECKSUMS).write_text(sums, encoding="utf-8")
    return every


def is_dataset(folder: Path) -> bool:
    """Tell whether a folder holds a data set, which may be replaced."""
    return (folder / dataset.DESCRIPTOR).is_file() and (folder / dataset.CHECKSUMS).is_file()


def is_of(folder: Path, snapshot: Snapshot) -> bool:
    """Tell whether the data set in a folder was made of this version of the directory."""
    try:
        made = msgspec.json.decode((folder / dataset.DESCRIPTOR).read_bytes(), type=_Descriptor)
    except msgspec.DecodeError:
        return False
    return made.directory == version_of(snapshot).name


def _write_tables(snapshot: Snapshot, folder: Path) -> Mapping[str, int]:
    """Write every row in one pass over the directory. Returns table → rows."""
    with SqliteTables(folder / dataset.SQLITE, TABLES) as database:
        files = {each.name: TableFiles(each, folder, database) for each in TABLES}
        try:
            for tables, record in _records(snapshot):
                for each in tables:
                    files[each.name].add(record)
        finally:
            for written in files.values():
                written.close()
    return {name: each.count for name, each in files.items()}


def _records(snapshot: Snapshot) -> Iterator[tuple[tuple[ExportTable, ...], Any]]:
    """Yield every record of the directory with the tables that it has rows in."""
    catalog = catalog_of(snapshot)
    for table, records in _of_catalog(catalog):
        yield from (((table,), each) for each in records)
    with snapshot.connect() as connection:
        for cancer in catalog.cancers:
            yield from _team(team_members_of(connection, cancer))
        yield from (((catalog_tables.DOCUMENTS,), each) for each in all_guidelines(connection, None))
        pairs = _served(all_serves(connection), catalog)
        yield from (((catalog_tables.CANCER_DOCUMENTS,), each) for each in pairs)
        for _number, record in every_record(connection):
            yield _tables_of(record), record
        for trial in every_trial(connection):
            yield people_tables.OF_TRIAL, trial


def _of_catalog(catalog: Catalog) -> Iterator[tuple[ExportTable, Iterable[Any]]]:
    yield catalog_tables.SOURCES, catalog.sources.values()
    yield catalog_tables.CANCERS, catalog.cancers.values()
    yield catalog_tables.SPECIALTIES, catalog.specialties.values()
    yield catalog_tables.HELPLINES, catalog.helplines.values()


def _team(members: list[TeamMember]) -> Iterator[tuple[tuple[ExportTable, ...], Any]]:
    for place, each in enumerate(members, start=1):
        yield (catalog_tables.CARE_TEAMS,), (each, place)


def _served(serves: list[tuple[str, str, Any]], catalog: Catalog) -> list[tuple[str, str, str]]:
    """Return each cancer type with its documents; those for every type are listed with each."""
    # A group of types has the documents of its types.
    found = {
        (cancer, document): str(scope) for cancer, document, scope in serves if cancer in catalog.cancers
    }
    for cancer in catalog.cancers:
        for every, document, _scope in serves:
            if every == EVERY_TYPE:
                found.setdefault((cancer, document), "general")
    return [(cancer, document, scope) for (cancer, document), scope in sorted(found.items())]


def _tables_of(record: Any) -> tuple[ExportTable, ...]:
    match record:
        case CareSite():
            return place_tables.OF_CARE_SITE
        case Hospital():
            return place_tables.OF_HOSPITAL
        case _:
            return people_tables.OF_CLINICIAN


def _measured(folder: Path, counts: Mapping[str, int]) -> Iterator[Written]:
    """Yield the files of a folder with size and checksum, those of a table with its rows."""
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
        name = file.relative_to(folder).as_posix()
        yield Written(
            name, file.stat().st_size, digest.hexdigest(), counts.get(file.stem) if "/" in name else None
        )


def _notes(file: Path) -> str:
    """Return what the curators say of their sources; nothing for data without such a file."""
    return f"\n{file.read_text(encoding='utf-8')}" if file.is_file() else ""


def _json(whole: object) -> str:
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """Yield a new folder, and put it in the place of `folder` if the block ends well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new, old = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    for each in (new, old):
        shutil.rmtree(each, ignore_errors=True)
    new.mkdir()
    try:
        yield new
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
