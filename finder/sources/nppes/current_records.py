"""Which record of an NPI counts: the monthly file, what weekly files changed since, who was deactivated."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from finder.sources.files.data_folder import Home
from finder.sources.files.extract import read_between, read_extract, read_facts

#: NPIs from the first on and before the second.
Share = tuple[str, str]
_EVERYBODY: Share = ("", "~")
#: Records that are joined at once.
_AT_ONCE = 25_000


def npi_shares(home: Home, size: int = _AT_ONCE) -> Iterator[Share]:
    """Yield shares of all NPIs, in order, with about `size` records of clinicians in each."""
    columns = [read_extract(home.extract(kind), ["npi"]) for kind in ("nppes", "nppes-weekly", "clinicians")]
    chunks = [chunk for table in columns if table is not None for chunk in table.column("npi").chunks]
    if not chunks:
        return
    npis = pc.unique(pa.chunked_array(chunks)).sort()
    starts = ["", *npis[size::size].to_pylist()]
    yield from zip(starts, [*starts[1:], _EVERYBODY[1]], strict=True)


def newest_of(table: pa.Table) -> pa.Table:
    """Return one row an NPI, the newest, by NPI: by its latest date, then by the day of its file."""
    order = [("npi", "ascending"), ("stamp", "descending"), ("as_of", "descending")]
    table = table.take(pc.sort_indices(table, sort_keys=order))
    npi = table.column("npi").combine_chunks()
    if len(npi) < 2:
        return table
    first = pa.concat_arrays([pa.array([True]), pc.not_equal(npi[1:], npi[:-1])])
    return table.filter(first)


def newest_records(home: Home, share: Share = _EVERYBODY) -> tuple[pa.Table | None, frozenset[str]]:
    """Return the records that count, by NPI (None: nothing was loaded), and the NPIs known to be inactive.

    Those of a share of all NPIs: of everybody, if not told.
    """

    def read(kind: str) -> pa.Table | None:
        return read_between(home.extract(kind), "npi", *share)

    monthly, weekly, reported = read("nppes"), read("nppes-weekly"), read("deactivated")
    days = ("npi", "deactivated")
    columns = [reported.column(name).to_pylist() for name in days] if reported is not None else ((), ())
    deactivated = dict(zip(*columns, strict=True))
    if weekly is not None and (facts := read_facts(home.extract("nppes"))):
        # The monthly file holds all that weekly files up to its day told.
        weekly = weekly.filter(pc.greater(weekly.column("as_of"), facts.as_of))
    tables = [table for table in (monthly, weekly) if table is not None]
    if not tables:
        return None, frozenset(deactivated)
    newest = newest_of(pa.concat_tables(tables))
    gone = newest.filter(newest.column("gone"))
    inactive = gone.filter(
        pc.greater(pc.fill_null(gone.column("deactivated"), ""), pc.fill_null(gone.column("reactivated"), ""))
    )
    active = _still_active(newest, deactivated)
    ended = frozenset(deactivated) - frozenset(active.column("npi").to_pylist())
    kept = active.filter(pc.invert(active.column("gone")))
    return kept, ended | frozenset(inactive.column("npi").to_pylist())


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
