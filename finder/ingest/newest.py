"""Which record of an NPI counts: the monthly file, what weekly files changed since, who was deactivated."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from finder.ingest.extract import read_extract, read_facts
from finder.ingest.home import Home


def newest_of(table: pa.Table) -> pa.Table:
    """Return one row an NPI, the newest, by NPI: by its latest date, then by the day of its file."""
    order = [("npi", "ascending"), ("stamp", "descending"), ("as_of", "descending")]
    table = table.take(pc.sort_indices(table, sort_keys=order))
    npi = table.column("npi").combine_chunks()
    if len(npi) < 2:
        return table
    first = pa.concat_arrays([pa.array([True]), pc.not_equal(npi[1:], npi[:-1])])
    return table.filter(first)


def newest_records(home: Home) -> tuple[pa.Table | None, frozenset[str]]:
    """Return the records that count, by NPI (None: nothing was loaded), and the NPIs known to be inactive."""
    monthly = read_extract(home.extract("nppes"))
    weekly = read_extract(home.extract("nppes-weekly"))
    deactivated = _deactivated(home)
    if monthly is None and weekly is None:
        return None, frozenset(deactivated)
    if weekly is not None and (facts := read_facts(home.extract("nppes"))):
        # The monthly file holds all that weekly files up to its day told.
        weekly = weekly.filter(pc.greater(weekly.column("as_of"), facts.as_of))
    tables = [table for table in (monthly, weekly) if table is not None]
    newest = newest_of(pa.concat_tables(tables))
    gone = newest.filter(newest.column("gone"))
    inactive = gone.filter(
        pc.greater(pc.fill_null(gone.column("deactivated"), ""), pc.fill_null(gone.column("reactivated"), ""))
    )
    active = _still_active(newest, deactivated)
    reported = frozenset(deactivated) - frozenset(active.column("npi").to_pylist())
    kept = active.filter(pc.invert(active.column("gone")))
    return kept, reported | frozenset(inactive.column("npi").to_pylist())


def _deactivated(home: Home) -> dict[str, str]:
    """Return NPI → the day it was deactivated, of the report."""
    table = read_extract(home.extract("deactivated"))
    if table is None:
        return {}
    return dict(zip(table.column("npi").to_pylist(), table.column("deactivated").to_pylist(), strict=True))


def _still_active(records: pa.Table, deactivated: dict[str, str]) -> pa.Table:
    """Leave out who was deactivated after the last word of the record, and not reactivated since.

    A deactivation date alone does not mean inactive: one in four such NPIs was reactivated.
    """
    if not deactivated:
        return records
    told = zip(records.column("npi").to_pylist(), records.column("stamp").to_pylist(), strict=True)
    return records.filter(
        pa.array([npi not in deactivated or deactivated[npi] < stamp for npi, stamp in told], pa.bool_())
    )
