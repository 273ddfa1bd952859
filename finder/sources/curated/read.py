"""data/ → Curated records, or every fault in it with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from finder.domain.care import CARE_SITE_TABLES
from finder.domain.claims import CLAIM_KINDS
from finder.domain.curated import Curated
from finder.domain.places import ZipTable
from finder.domain.table import Table
from finder.errors import BadData, DataFault
from finder.language import _
from finder.sources.curated import messages
from finder.sources.curated.checks import every_table
from finder.sources.curated.claim_format import PLACE_CLAIMS, claims_by_place, with_claims
from finder.sources.curated.data_table import Read, Row
from finder.sources.curated.read_tables import label, read_rows
from finder.sources.curated.tables import TABLES


def read_curated(folder: Path, zips: ZipTable) -> Curated:
    """Return data/, checked against itself and the ZIP table. Raises BadData with every fault."""
    read = read_checked(folder, zips)
    return Curated(
        {table: tuple(table.in_order([row.record for row in rows])) for table, rows in read.tables.items()}
    )


def read_checked(folder: Path, zips: ZipTable) -> Read:
    """Return the rows of data/ with their lines, checked. Raises BadData with every fault."""
    faults: list[DataFault] = [*_stray_files(folder)]
    read = _read(folder, zips, faults)
    unreadable = bool(faults)
    if not unreadable:
        faults.extend(every_table.faults(read))
        faults.extend(fault for table in TABLES for check in table.checks for fault in check(read))
    if faults:
        raise BadData(tuple(sorted(faults)), more_checks=unreadable)
    return read


def fingerprint(folder: Path) -> str:
    """Return a digest of every data file, by which a directory knows whether it is still up to date."""
    digest = hashlib.sha256()
    for file in sorted(file for table in TABLES for file in folder.glob(table.path)):
        digest.update(f"{label(folder, file)}\0".encode())
        digest.update(file.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


def _read(folder: Path, zips: ZipTable, faults: list[DataFault]) -> Read:
    tables: dict[Table[Any], list[Row[Any]]] = {}
    for each in TABLES:
        tables[each.table] = read_rows(folder, each, faults)
        if "*" in each.path and not any(folder.glob(each.path)):
            parent = Path(each.path).parent.as_posix()
            empty = _("add a file <slug>.toml here: one for each row. There is none yet.")
            faults.append(DataFault(f"data/{parent}", 0, empty))
    claims = claims_by_place(tables[PLACE_CLAIMS])
    kinds = {row.record.claim: row.record for row in tables[CLAIM_KINDS]}
    for table in CARE_SITE_TABLES:
        tables[table] = with_claims(tables[table], claims, kinds)
    return Read(tables, zips)


def _stray_files(folder: Path) -> Iterator[DataFault]:
    """Yield files that no table reads: a misspelled name must not make facts disappear."""
    read = {file for table in TABLES for file in folder.glob(table.path)}
    names = [table.path for table in TABLES]
    for pattern in ("*.csv", "*.toml"):
        for file in folder.rglob(pattern):
            if file not in read:
                name = file.relative_to(folder).as_posix()
                if near := messages.nearest(name, names):
                    message = _("did you mean `%(near)s`? No table is read from this file.") % {"near": near}
                else:
                    message = _("remove it. No table is read from this file.")
                yield DataFault(label(folder, file), 0, message)
