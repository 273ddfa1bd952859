"""Join the extracts by NPI: NPPES, CMS clinicians, affiliations; and place everybody on the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from finder.directory.people.lookups import Known
from finder.directory.people.practices import Row, geocoded, middle_of, practices_of
from finder.domain.clinicians import Clinician, Hospital, Reported, Sex
from finder.domain.kinds import Kind
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS, NPPES
from finder.domain.sources import CMS_CLINICIANS as CMS
from finder.sources.cms.tables import SPECIALTIES
from finder.sources.files.data_folder import Home
from finder.sources.files.extract import read_between, read_extract, read_facts
from finder.sources.nppes.current_records import Share, newest_records, npi_shares

_NPPES_COLUMNS = (
    "npi", "entity", "org", "last", "first", "middle", "suffix", "credential", "other_last", "sex", "street",
    "street2", "city", "state", "zip", "phone", "sole", "enumerated", "updated", "codes", "primary", "places",
)  # fmt: skip
_CMS_COLUMNS = (
    "npi", "last", "first", "middle", "suffix", "credential", "sex", *SPECIALTIES, "telehealth", "facility",
    "street", "street2", "city", "state", "zip", "phone", "assignment",
)  # fmt: skip

_SEXES: dict[str, Sex] = {"F": "F", "M": "M"}


def clinicians(home: Home, known: Known) -> Iterator[Clinician]:
    """Yield everybody of the extracts that counts as cancer care, in the order of their NPIs.

    Some at a time: a table of everybody's records takes half a gigabyte.
    """
    shares = list(npi_shares(home))
    known = replace(known, shared=_shared(home, known, shares))
    for share in shares:
        yield from _of_share(home, known, share)


def _of_share(home: Home, known: Known, share: Share) -> Iterator[Clinician]:
    records, rows = _records(home, known, share)
    npis = _all(records, rows)
    affiliations = read_between(home.extract("affiliations"), "npi", *share)
    at_npi, claims = _Groups(records, _NPPES_COLUMNS), _Groups(rows, _CMS_COLUMNS)
    workplaces = _Groups(affiliations, ("npi", "ccn"))
    for npi in npis:
        record = at_npi.at(npi)
        hospitals = tuple(dict.fromkeys(row["ccn"] for row in workplaces.at(npi)))
        if found := _clinician(npi, record[0] if record else None, claims.at(npi), hospitals, known):
            yield found


def _records(home: Home, known: Known, share: Share) -> tuple[pa.Table | None, pa.Table | None]:
    """Return the records of NPPES that count, and the rows of CMS about these and about others of ours."""
    records, gone = newest_records(home, share)
    return records, _telling_rows(
        read_between(home.extract("clinicians"), "npi", *share), records, gone, known
    )


def hospitals(home: Home, known: Known) -> list[Hospital]:
    """Return the hospitals of CMS, placed on the map, without their teams."""
    table = read_extract(home.extract("hospitals"))
    rows: list[Row] = table.to_pylist() if table is not None else []
    found = []
    for row in rows:
        point = known.positions.get(row["ccn"]) or geocoded(known, row["street"], row, row["zip"])
        middle = middle_of(known, row["zip"])
        at = point or middle
        found.append(
            Hospital(
                ccn=row["ccn"],
                name=row["name"],
                city=row["city"],
                state=row["state"],
                zip=row["zip"],
                street=row["street"] or None,
                phone=row["phone"] or None,
                type=row["type"] or None,
                emergency={"Yes": True, "No": False}.get(row["emergency"] or ""),
                latitude=at.latitude if at else None,
                longitude=at.longitude if at else None,
                exactness=("street" if point else "zip") if at else None,
                site=known.site_of_ccn.get(row["ccn"]),
            )
        )
    return found


def days(home: Home) -> dict[str, str]:
    """Return source → the day its file tells of, for what is loaded."""
    of = {"nppes": NPPES, "clinicians": CMS, "affiliations": CMS_AFFILIATIONS, "hospitals": CMS_HOSPITALS}
    facts = {source: read_facts(home.extract(kind)) for kind, source in of.items()}
    weekly = read_facts(home.extract("nppes-weekly"))
    found = {source: fact.as_of for source, fact in facts.items() if fact}
    if weekly:
        found[NPPES] = max(weekly.as_of, found.get(NPPES, ""))
    return found


class _Groups:
    """The rows of a table sorted by NPI, asked for in rising order of NPIs."""

    def __init__(self, table: pa.Table | None, columns: tuple[str, ...]) -> None:
        self._rows = _rows(table, columns) if table is not None else iter(())
        self._next: Row | None = next(self._rows, None)

    def at(self, npi: str) -> list[Row]:
        found = []
        while self._next is not None and self._next["npi"] <= npi:
            if self._next["npi"] == npi:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _rows(table: pa.Table, columns: tuple[str, ...]) -> Iterator[Row]:
    names = [name for name in columns if name in table.schema.names]
    for batch in table.select(names).sort_by("npi").to_batches(max_chunksize=8192):
        lists = [batch.column(name).to_pylist() for name in names]
        for values in zip(*lists, strict=True):
            yield dict(zip(names, values, strict=True))


def _all(nppes: pa.Table | None, cms: pa.Table | None) -> list[str]:
    npis = [table.column("npi") for table in (nppes, cms) if table is not None]
    chunks = [chunk for column in npis for chunk in column.chunks]
    if not chunks:
        return []
    every = pc.unique(pa.chunked_array(chunks))
    return list(every.take(pc.sort_indices(every)).to_pylist())


def _telling_rows(
    rows: pa.Table | None, nppes: pa.Table | None, gone: frozenset[str], known: Known
) -> pa.Table | None:
    """Return the CMS rows of those NPPES knows as ours, and of those only CMS tells to be cancer care.

    NPPES may say no more than "Specialist" or "Internal Medicine" of an oncologist.
    """
    if rows is None:
        return None
    telling = pa.array(sorted(known.by_cms), pa.string())
    told = pa.array([False] * rows.num_rows, pa.bool_())
    for name in (each for each in SPECIALTIES if each in rows.schema.names):
        told = pc.or_(told, pc.is_in(rows.column(name), value_set=telling))
    inactive = pa.array(sorted(gone), pa.string())
    told = pc.and_(told, pc.invert(pc.is_in(rows.column("npi"), value_set=inactive)))
    ours = _all(nppes, rows.filter(told))
    return rows.filter(pc.is_in(rows.column("npi"), value_set=pa.array(ours, pa.string())))


def _shared(home: Home, known: Known, shares: Iterable[Share]) -> frozenset[int]:
    """Return the marks of addresses where several of ours work: those are no homes."""
    once: set[int] = set()
    several: set[int] = set()
    for share in shares:
        tables = [_addresses(table) for table in _records(home, known, share) if table is not None]
        pairs = pa.concat_tables(tables).group_by(["npi", "key"]).aggregate([])  # each of everybody once
        for key in pairs.column("key").to_pylist():
            mark = hash(key)
            (several if mark in once else once).add(mark)
    return frozenset(several)


def _addresses(table: pa.Table) -> pa.Table:
    """Return NPI, and street with ZIP, of everybody's places."""
    zips = pc.utf8_slice_codeunits(table.column("zip").cast(pa.string()), 0, 5)
    keys = pc.binary_join_element_wise(table.column("street"), zips, "|")
    return pa.table({"npi": table.column("npi"), "key": keys})


def _clinician(
    npi: str, record: Row | None, rows: list[Row], hospitals: tuple[str, ...], known: Known
) -> Clinician | None:
    reported = _specialties(record, rows, known)
    if not reported:
        return None
    of: Row = record or rows[0]
    sex = of.get("sex") or _first(rows, "sex")
    return Clinician(
        npi=npi,
        kind=Kind.CLINIC if of.get("entity") == "2" else Kind.CLINICIAN,
        last=of.get("last") or "",
        first=of.get("first") or "",
        middle=of.get("middle") or "",
        suffix=of.get("suffix") or "",
        credentials=of.get("credential") or _first(rows, "credential"),
        organization=of.get("org") or "",
        other_last=of.get("other_last") or "",
        sex=_SEXES.get(sex),
        specialties=reported,
        taxonomies=tuple(record["codes"]) if record else (),
        practices=practices_of(record, rows, known),
        hospitals=hospitals,
        telehealth=any(row.get("telehealth") == "Y" for row in rows) if rows else None,
        assignment=any(row.get("assignment") == "Y" for row in rows) if rows else None,
        enumerated=(record and record["enumerated"]) or None,
        updated=(record and record["updated"]) or None,
        sources=tuple(source for source, has in ((NPPES, record), (CMS, rows)) if has),
    )


def _first(rows: list[Row], name: str) -> str:
    return next((row[name] for row in rows if row.get(name)), "")


def _specialties(record: Row | None, rows: list[Row], known: Known) -> tuple[Reported, ...]:
    """Return what is reported, the primary one first. A group alone gives way to its own subspecialties."""
    sources: dict[str, list[str]] = {}
    primary: set[str] = set()
    if record:
        for at, code in enumerate(record["codes"]):
            if slug := known.by_code.get(code):
                sources[slug] = [NPPES]
                if at == record["primary"]:
                    primary.add(slug)
    for row in rows:
        for name in SPECIALTIES:
            slug = known.by_cms.get(row.get(name) or "")
            if slug and CMS not in (told := sources.setdefault(slug, [])):
                told.append(CMS)
    for slug in [slug for slug in sources if not known.specialties[slug].nucc]:
        if any(slug in known.specialties[other].groups for other in sources if other != slug):
            del sources[slug]
    ordered = sorted(sources, key=lambda slug: (slug not in primary, known.specialties[slug].tier, slug))
    return tuple(Reported(slug, tuple(sources[slug]), slug in primary) for slug in ordered)
