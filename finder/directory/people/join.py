"""Join the extracts: the current NPPES records, the rows of CMS about them, their hospitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from finder.directory.people.lookups import Lookups, address_key, with_hospitals
from finder.directory.people.make_clinician import make_clinician
from finder.directory.people.make_hospital import make_hospital
from finder.directory.people.sorted_rows import RowsByNpi, all_npis
from finder.domain.clinicians import Clinician, Hospital, People
from finder.sources.cms import AFFILIATIONS, CLINICIANS, HOSPITALS
from finder.sources.cms.read_clinicians import SPECIALTIES
from finder.sources.files import clean
from finder.sources.files.data_folder import DataFolder
from finder.sources.files.extract import Facts, read_between, read_extract, read_facts
from finder.sources.files.values import any_column_in
from finder.sources.nppes import MONTHLY, WEEKLY
from finder.sources.nppes.current_records import ALL_NPIS, NpiRange, current_records
from finder.sources.public_files import PUBLIC_FILES

#: How many NPIs are joined at once: all records as one table would take half a gigabyte.
_AT_ONCE = 25_000

_NPPES_COLUMNS = (
    "npi", "entity", "org", "last", "first", "middle", "suffix", "credential", "other_last", "sex", "street",
    "street2", "city", "state", "zip", "phone", "sole", "enumerated", "updated", "codes", "primary", "places",
)  # fmt: skip
_CMS_COLUMNS = (
    "npi", "last", "first", "middle", "suffix", "credential", "sex", *SPECIALTIES, "telehealth", "facility",
    "street", "street2", "city", "state", "zip", "phone", "assignment",
)  # fmt: skip


def join_people(folder: DataFolder, lookups: Lookups) -> People:
    """Return everybody of the extracts who counts as cancer care, the hospitals, and the days of the files.

    The clinicians are an iterator in the order of their NPIs, to be read once, while the folder is locked.
    """
    facts = list(_facts(folder))
    days: dict[str, str] = {}
    loaded: dict[str, str] = {}
    for source, each in facts:
        days[source] = max(each.as_of, days.get(source, ""))
        loaded[source] = max(each.loaded_at[:10], loaded.get(source, ""))
    hospitals = _hospitals(folder, lookups)
    return People(_clinicians(folder, with_hospitals(lookups, hospitals)), hospitals, days, loaded)


def _clinicians(folder: DataFolder, lookups: Lookups) -> Iterator[Clinician]:
    ranges = list(_npi_ranges(folder))
    lookups = replace(lookups, shared=_shared_addresses(folder, lookups, ranges))
    for npis in ranges:
        yield from _clinicians_of(folder, lookups, npis)


def _npi_ranges(folder: DataFolder, size: int = _AT_ONCE) -> Iterator[NpiRange]:
    """Yield ranges of NPIs, in order, that hold about `size` NPIs each and all together."""
    names = [file.name for file in (MONTHLY, WEEKLY, CLINICIANS)]
    columns = [read_extract(folder.extract(name), ["npi"]) for name in names]
    chunks = [chunk for table in columns if table is not None for chunk in table.column("npi").chunks]
    if not chunks:
        return
    npis = pc.unique(pa.chunked_array(chunks)).sort()
    starts = [ALL_NPIS[0], *npis[size::size].to_pylist()]
    yield from zip(starts, [*starts[1:], ALL_NPIS[1]], strict=True)


def _clinicians_of(folder: DataFolder, lookups: Lookups, npis: NpiRange) -> Iterator[Clinician]:
    records, rows = _records(folder, lookups, npis)
    affiliations = read_between(folder.extract(AFFILIATIONS.name), "npi", *npis)
    records_by, rows_by = RowsByNpi(records, _NPPES_COLUMNS), RowsByNpi(rows, _CMS_COLUMNS)
    ccns_by = RowsByNpi(affiliations, ("npi", "ccn"))
    for npi in all_npis(records, rows):
        record = next(iter(records_by.of(npi)), None)
        hospitals = tuple(dict.fromkeys(row["ccn"] for row in ccns_by.of(npi)))
        if clinician := make_clinician(npi, record, rows_by.of(npi), hospitals, lookups):
            yield clinician


def _records(folder: DataFolder, lookups: Lookups, npis: NpiRange) -> tuple[pa.Table | None, pa.Table | None]:
    """Return the current records of NPPES, and the rows of CMS about them and about others in cancer care."""
    records, inactive = current_records(folder, npis)
    rows = read_between(folder.extract(CLINICIANS.name), "npi", *npis)
    return records, _select_rows(rows, records, inactive, lookups)


def _select_rows(
    rows: pa.Table | None, records: pa.Table | None, inactive: frozenset[str], lookups: Lookups
) -> pa.Table | None:
    """Return the CMS rows of the NPIs of the records, and of those that only CMS knows as cancer care.

    NPPES may say no more than "Specialist" or "Internal Medicine" about an oncologist.
    """
    if rows is None:
        return None
    selected = pa.chunked_array(
        [any_column_in(each, SPECIALTIES, lookups.by_cms, clean.keys) for each in rows.to_batches()],
        pa.bool_(),
    )
    gone = pa.array(sorted(inactive), pa.string())
    selected = pc.and_(selected, pc.invert(pc.is_in(rows.column("npi"), value_set=gone)))
    npis = all_npis(records, rows.filter(selected))
    return rows.filter(pc.is_in(rows.column("npi"), value_set=pa.array(npis, pa.string())))


def _shared_addresses(folder: DataFolder, lookups: Lookups, ranges: Iterable[NpiRange]) -> frozenset[int]:
    """Return hashes of the addresses where several people or clinics work: those are not homes."""
    once: set[int] = set()
    several: set[int] = set()
    for npis in ranges:
        tables = [_addresses(table) for table in _records(folder, lookups, npis) if table is not None]
        rows = pa.concat_tables(tables).group_by(["npi", "street", "zip", "state"]).aggregate([])
        keys = {
            (npi, address_key(street or "", zip5 or "", state or ""))
            for npi, street, zip5, state in zip(*(column.to_pylist() for column in rows.columns), strict=True)
        }
        for _npi, key in keys:
            (several if key in once else once).add(key)
    return frozenset(several)


def _addresses(table: pa.Table) -> pa.Table:
    """Return the NPI and the address of each row."""
    names = ("npi", "street", "zip", "state")
    return pa.table({name: table.column(name).cast(pa.string()) for name in names})


def _hospitals(folder: DataFolder, lookups: Lookups) -> list[Hospital]:
    """Return the hospitals of CMS, without their teams, which are counted while clinicians are written."""
    table = read_extract(folder.extract(HOSPITALS.name))
    return [make_hospital(row, lookups) for row in table.to_pylist()] if table is not None else []


def _facts(folder: DataFolder) -> Iterator[tuple[str, Facts]]:
    """Yield the sources that are loaded, with what is known of each file."""
    for file in PUBLIC_FILES:
        if file.source and (facts := read_facts(folder.extract(file.name))):
            yield file.source, facts
