"""Tell which record of an NPI is current, from the monthly file, the weekly files and the deactivations."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from finder.sources.files.data_folder import DataFolder
from finder.sources.files.extract import read_between, read_facts
from finder.sources.nppes import DEACTIVATED, MONTHLY, WEEKLY

#: A range of NPIs: from the first on, and before the second.
NpiRange = tuple[str, str]
ALL_NPIS: NpiRange = ("", "~")


def newest_of(table: pa.Table) -> pa.Table:
    """Return one row per NPI, in the order of NPIs: that of the latest file, then of its own latest date.

    A later file is right even where its date is older: CMS takes back and corrects dates.
    """
    order = [("npi", "ascending"), ("as_of", "descending"), ("stamp", "descending")]
    rows = pc.sort_indices(table, sort_keys=order)
    npi = table.column("npi").take(rows).combine_chunks()
    if len(npi) > 1:
        first = pa.concat_arrays([pa.array([True]), pc.not_equal(npi[1:], npi[:-1])])
        rows = rows.filter(first)
    return table.take(rows)


def current_records(folder: DataFolder, npis: NpiRange = ALL_NPIS) -> tuple[pa.Table | None, frozenset[str]]:
    """Return the current records of a range of NPIs, by NPI, and the NPIs known to be inactive.

    The records are None if neither a monthly nor a weekly file was loaded.
    """
    monthly, weekly, reported = (
        read_between(folder.extract(file.name), "npi", *npis) for file in (MONTHLY, WEEKLY, DEACTIVATED)
    )
    deactivated = _days(reported)
    report_facts = read_facts(folder.extract(DEACTIVATED.name))
    if weekly is not None and (facts := read_facts(folder.extract(MONTHLY.name))):
        # The monthly file holds everything that the weekly files up to its day said.
        weekly = weekly.filter(pc.greater(weekly.column("as_of"), facts.as_of))
    tables = [table for table in (monthly, weekly) if table is not None]
    if not tables:
        return None, frozenset(deactivated)
    newest = newest_of(pa.concat_tables(tables))
    gone = newest.filter(newest.column("gone"))
    inactive = gone.filter(
        pc.greater(pc.fill_null(gone.column("deactivated"), ""), pc.fill_null(gone.column("reactivated"), ""))
    )
    active = _still_active(newest, deactivated, report_facts.as_of if report_facts else "")
    ended = frozenset(deactivated) - frozenset(active.column("npi").to_pylist())
    current = active.filter(pc.invert(active.column("gone")))
    return current, ended | frozenset(inactive.column("npi").to_pylist())


def active_npis(folder: DataFolder) -> frozenset[str]:
    """Return the NPIs of cancer care that are loaded. Read whole: it takes a second for half a million."""
    records, _inactive = current_records(folder)
    return frozenset(records.column("npi").to_pylist()) if records is not None else frozenset()


def _days(reported: pa.Table | None) -> dict[str, str]:
    """Return NPI → the day it was deactivated, from the report."""
    if reported is None:
        return {}
    npis, days = (reported.column(name).to_pylist() for name in ("npi", "deactivated"))
    return dict(zip(npis, days, strict=True))


def _still_active(records: pa.Table, deactivated: dict[str, str], report_day: str) -> pa.Table:
    """Leave out who is in a report that is as late as the file of the record, or was deactivated after it.

    The report lists who is deactivated on its day. Only a later reactivation in the record counts more.
    """
    if not deactivated:
        return records
    names = ("npi", "as_of", "stamp", "reactivated")
    columns = (records.column(name).to_pylist() for name in names)
    active = [
        npi not in deactivated
        or (reactivated or "") > deactivated[npi]
        or (report_day < as_of and deactivated[npi] < stamp)
        for npi, as_of, stamp, reactivated in zip(*columns, strict=True)
    ]
    return records.filter(pa.array(active, pa.bool_()))
