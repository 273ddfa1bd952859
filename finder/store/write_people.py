"""Write clinicians, clinics and hospitals with their teams, and what finds and counts them near a place."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection
from sqlalchemy.schema import CreateTable

from finder.domain.care import CareSite
from finder.domain.clinicians import Hospital, People
from finder.domain.curated import Curated
from finder.store import schema
from finder.store.index_people import (
    FIRST_HOSPITAL,
    Facets,
    Joined,
    Teams,
    hospital_near,
    people_rows,
    site_near,
)
from finder.store.write_tables import insert_rows, insert_tuples, write_indexes

#: Tables whose rows are found by a clustered key: written loosely first, then in order.
SORTED = (schema.near, schema.name_word, schema.affiliation)


def write_people(
    connection: Connection, curated: Curated, sites: Sequence[CareSite], people: People
) -> dict[str, int]:
    """Write who and what is found near a place: places of care, clinicians, hospitals with their teams.

    Returns table → rows written.
    """
    known = {each.slug: each for each in curated.specialties}
    site_of_ccn = {site.ccn.number: site.path for site in reversed(sites) if site.ccn}
    facets, teams = Facets(), Teams()
    connection.execute(CreateTable(schema.clinician))
    for table in SORTED:
        connection.execute(CreateTable(table))
        connection.exec_driver_sql(
            f"CREATE TABLE loose.{table.name} AS SELECT * FROM main.{table.name}"  # noqa: S608
        )
    for number, site in enumerate(sites, start=1):
        insert_tuples(connection, schema.near, list(site_near(number, site, facets)), "loose.")
    for rows in people_rows(people.clinicians, Joined(known, site_of_ccn, facets, teams)):
        for table, tuples in rows.items():
            insert_tuples(connection, table, tuples, "loose." if table in SORTED else "")
    hospitals = [teams.of(each) for each in people.hospitals]
    _write_hospitals(connection, hospitals, facets)
    # Rows that come in the order of their key are appended: many times faster than each to its place.
    for table in SORTED:
        key = ", ".join(column.name for column in table.primary_key)
        connection.exec_driver_sql(
            f"INSERT INTO main.{table.name} SELECT DISTINCT * FROM loose.{table.name} ORDER BY {key}"  # noqa: S608
        )
        connection.exec_driver_sql(f"DROP TABLE loose.{table.name}")
        write_indexes(connection, table)
    found = {f"{kind}s": count for kind, count in teams.kinds.items()}
    found["hospitals"] = sum(bool(each.team) for each in hospitals)
    insert_rows(
        connection, schema.meta, [{"name": name, "value": str(count)} for name, count in found.items()]
    )
    connection.execute(CreateTable(schema.facet))
    insert_rows(
        connection,
        schema.facet,
        [{"id": id_, "name": name, "rows": facets.rows[id_]} for name, id_ in facets.numbers.items()],
    )
    crowds = [
        (number, " ".join(map(str, numbers)), flags, count)
        for number, ((numbers, flags), count) in enumerate(facets.crowds.items(), start=1)
    ]
    connection.execute(CreateTable(schema.crowd))
    insert_tuples(connection, schema.crowd, crowds)
    connection.execute(CreateTable(schema.spots))
    counted = list(facets.numbers.values()) if teams.kinds else []
    if counted:
        from finder.store.near.arrays import spots_rows  # noqa: PLC0415 (loads NumPy: needed for people alone)

        for row in spots_rows(connection, counted):
            insert_rows(connection, schema.spots, [row])
    return {
        "near": facets.rows.total(),
        "clinician": teams.kinds.total(),
        "hospital": len(hospitals),
        "facet": len(facets.numbers),
        "crowd": len(crowds),
        "spots": len(counted),
    }


def _write_hospitals(connection: Connection, hospitals: Sequence[Hospital], facets: Facets) -> None:
    encode = msgspec.json.Encoder().encode
    connection.execute(CreateTable(schema.hospital))
    numbered = list(enumerate(hospitals, start=FIRST_HOSPITAL))
    rows = [(number, each.ccn, each.state, each.name, encode(each).decode()) for number, each in numbered]
    insert_tuples(connection, schema.hospital, rows)
    write_indexes(connection, schema.hospital)
    for number, each in numbered:
        insert_tuples(connection, schema.near, list(hospital_near(number, each, facets)), "loose.")
