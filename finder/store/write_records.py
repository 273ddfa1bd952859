"""Write all records, places of care, hospitals with their teams and clinicians, and what finds them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, insert
from sqlalchemy.schema import CreateIndex, CreateTable

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, People
from finder.domain.curated import Curated
from finder.domain.kinds import Kind
from finder.store import schema
from finder.store.index_records import Index, Teams, index_clinician, index_hospital, index_site
from finder.store.names.gather_names import Names

Row = dict[str, Any]

#: Rows of a table that are held at once while they are written.
_BATCH = 4000
_encode = msgspec.json.Encoder().encode


def write_records(
    connection: Connection, curated: Curated, sites: Sequence[CareSite], people: People
) -> dict[str, int]:
    """Write every record and what finds it: `sites` are the places of care, put on the map.

    Returns table → rows written.
    """
    from finder.store.locations import facet_rows  # noqa: PLC0415 (loads NumPy: most commands build nothing)

    index, names, teams, counts = Index(), Names(), Teams(), Counter[str]()
    specialties = {each.slug: each for each in curated.specialties}
    centers = {site.id: site for site in sites if site.kind is Kind.CENTER}
    site_of_ccn = {site.ccn.number: site.path for site in reversed(sites) if site.ccn}
    number_of = {site.path: number for number, site in enumerate(sites, start=1)}
    first_hospital = 1 + len(sites)
    first_clinician = first_hospital + len(people.hospitals)

    def care_sites() -> Iterator[Row]:
        for number, each in enumerate(sites, start=1):
            index_site(index, number, each, centers)
            names.add_site(number, each)
            yield _record(number, each.kind, each.id, each, each.address.state, each.name)

    def clinicians() -> Iterator[Row]:
        for number, each in enumerate(people.clinicians, start=first_clinician):
            index_clinician(index, number, each, specialties, site_of_ccn)
            teams.add(each, specialties)
            if each.kind is Kind.CLINIC:
                names.add_clinic(number, each)
            counts[f"{each.kind}s"] += 1
            yield _record(number, each.kind, each.npi, each)

    def hospitals() -> Iterator[Row]:
        for number, each in enumerate(map(teams.of, people.hospitals), start=first_hospital):
            index_hospital(index, number, each)
            names.add_hospital(number, each, number_of.get(each.site or ""))
            counts["hospitals"] += bool(each.team)
            yield _record(number, Kind.HOSPITAL, each.ccn, each, each.state, each.name)

    return {
        # Clinicians before hospitals: they make the teams.
        "record": write_table(connection, schema.record, chain(care_sites(), clinicians(), hospitals())),
        "care_name": write_table(connection, schema.care_name, names.rows.values()),
        "care_word": write_table(connection, schema.care_word, names.lists()),
        "name_word": write_table(connection, schema.name_word, _lists("word", index.words)),
        "affiliation": write_table(connection, schema.affiliation, _lists("workplace", index.workplaces)),
        "facet": write_table(connection, schema.facet, facet_rows(index.columns, index.facets)),
        "meta": write_table(
            connection, schema.meta, ({"name": name, "value": str(count)} for name, count in counts.items())
        ),
    }


def _record(
    number: int,
    kind: str,
    key: str,
    document: CareSite | Hospital | Clinician,
    state: str | None = None,
    name: str | None = None,
) -> Row:
    text = _encode(document).decode()
    return {"number": number, "kind": kind, "key": key, "state": state, "name": name, "document": text}


def _lists(key: str, lists: Mapping[str, array[int]]) -> Iterator[Row]:
    """Yield rows of record numbers in the order of their keys: each is then written behind the last."""
    for name in sorted(lists):
        yield {key: name, "records": lists[name].tobytes()}


def write_table(connection: Connection, table: Table, rows: Iterable[Row]) -> int:
    """Create a table where there is none, and write rows, then its indexes; return how many rows.

    Rows go to the driver: SQLAlchemy's own path takes three times as long. Indexes come last: sorting once
    is faster than keeping them in order row by row.
    """
    connection.execute(CreateTable(table, if_not_exists=True))
    count, rest = 0, iter(rows)
    while batch := list(islice(rest, _BATCH)):
        statement = insert(table).values(dict.fromkeys(batch[0])).compile(dialect=connection.dialect)
        names = statement.positiontup or list(batch[0])
        connection.exec_driver_sql(str(statement), [tuple(row[name] for name in names) for row in batch])
        count += len(batch)
    for index in table.indexes:
        connection.execute(CreateIndex(index, if_not_exists=True))
    return count
