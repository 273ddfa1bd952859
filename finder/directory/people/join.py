"""Join the extracts: the current NPPES records, the rows of CMS about them, their hospitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from finder.directory.people.lookups import Lookups
from finder.directory.people.make_clinician import make_clinician
from finder.directory.people.make_hospital import make_hospital
from finder.directory.people.sorted_rows import RowsByNpi, all_npis
from finder.domain.clinicians import Clinician, Hospital, People
from finder.sources.cms import AFFILIATIONS, CLINICIANS, HOSPITALS
from finder.sources.cms.read_clinicians import SPECIALTIES
from finder.sources.files.clean import ZERO_STATES
from finder.sources.files.columns import any_column_in
from finder.sources.files.data_folder import DataFolder
from finder.sources.files.extract import read_between, read_extract, read_facts
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
    return People(_clinicians(folder, lookups), _hospitals(folder, lookups), _days(folder))


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
    selected = any_column_in(rows, SPECIALTIES, pa.array(sorted(lookups.by_cms), pa.string()))
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
        pairs = pa.concat_tables(tables).group_by(["npi", "key"]).aggregate([])  # each of an NPI once
        for key in pairs.column("key").to_pylist():
            address = hash(key)
            (several if address in once else once).add(address)
    return frozenset(several)


def _addresses(table: pa.Table) -> pa.Table:
    """Return the NPI and the street with ZIP code of each row."""
    zips = _five_digits(table.column("zip").cast(pa.string()), table.column("state").cast(pa.string()))
    keys = pc.binary_join_element_wise(table.column("street"), zips, "|")
    return pa.table({"npi": table.column("npi"), "key": keys})


def _five_digits(zips: pa.ChunkedArray, states: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the first five digits of ZIP codes, with zeros that a spreadsheet dropped: see clean.zip5."""
    digits = pc.replace_substring(zips, "-", "")
    length = pc.utf8_length(digits)
    has_zeros = pc.is_in(states, value_set=pa.array([*ZERO_STATES]))
    is_short = pc.and_(pc.is_in(length, value_set=pa.array([3, 4, 7, 8], pa.int32())), has_zeros)
    padded = pc.if_else(pc.less(length, 5), pc.utf8_lpad(digits, 5, "0"), pc.utf8_lpad(digits, 9, "0"))
    return pc.utf8_slice_codeunits(pc.if_else(is_short, padded, digits), 0, 5)


def _hospitals(folder: DataFolder, lookups: Lookups) -> list[Hospital]:
    """Return the hospitals of CMS, without their teams, which are counted while clinicians are written."""
    table = read_extract(folder.extract(HOSPITALS.name))
    return [make_hospital(row, lookups) for row in table.to_pylist()] if table is not None else []


def _days(folder: DataFolder) -> dict[str, str]:
    """Return source → the latest day of its files, for the files that are loaded."""
    days: dict[str, str] = {}
    for file in PUBLIC_FILES:
        if file.source and (facts := read_facts(folder.extract(file.name))):
            days[file.source] = max(facts.as_of, days.get(file.source, ""))
    return days
