"""Ask a new directory what it must know, before it takes the place of the old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from sqlalchemy import URL, Connection, create_engine, func, select, text

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.errors import BadDirectory
from finder.geo.points import Point
from finder.language import _
from finder.store import schema
from finder.store.connect import Snapshot
from finder.store.near.find import ANY, Wanted, find_page

_MAY_BE_EMPTY = (*schema.PEOPLE, schema.hospital, schema.spots)


def verify(path: Path, written: Mapping[str, int]) -> dict[str, int]:
    """Ask the new file what it must know; return the rows per table. Raises BadDirectory if one is wrong."""
    counts: dict[str, int] = {}
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            if (state := connection.execute(text("PRAGMA quick_check")).scalar()) != "ok":
                raise BadDirectory(_("the new directory is damaged: %(state)s") % {"state": state})
            for table in schema.metadata.sorted_tables:
                count = connection.execute(select(func.count()).select_from(table)).scalar_one()
                expected = written.get(table.name)
                if (count < 1 and table not in _MAY_BE_EMPTY) or (
                    table not in schema.PLACES and expected is not None and count != expected
                ):
                    lost = _("%(table)s: %(count)s rows where %(expected)s were written")
                    raise BadDirectory(lost % {"table": table.name, "count": count, "expected": expected})
                counts[table.name] = count
    finally:
        engine.dispose()
    snapshot = Snapshot(path)
    try:
        with snapshot.connect() as connection:
            for kind, number, point in _golden(connection):
                _finds_itself(snapshot, connection, kind, number, point)
    finally:
        snapshot.engine.dispose()
    return counts


def _golden(connection: Connection) -> Iterator[tuple[str, int, Point]]:
    """Yield what must be found from where it stands: every place of care, and some of the others."""
    sites = select(schema.care_site.c.id, schema.care_site.c.document)
    for number, document in connection.execute(sites):
        site = msgspec.json.decode(document, type=CareSite)
        if site.treats_patients and site.position:
            yield f"{site.kind}:{ANY}", number, site.position.point
    hospitals = select(schema.hospital.c.id, schema.hospital.c.document).where(schema.hospital.c.id % 50 == 0)
    for number, document in connection.execute(hospitals):
        hospital = msgspec.json.decode(document, type=Hospital)
        if hospital.team and hospital.point:
            yield f"hospital:{ANY}", number, hospital.point
    some = select(schema.clinician.c.npi, schema.clinician.c.document).where(
        schema.clinician.c.npi % 4001 == 0
    )
    for npi, document in connection.execute(some):
        clinician = msgspec.json.decode(document, type=Clinician)
        for point in [each.point for each in clinician.practices if each.point][:1]:
            yield f"{clinician.kind}:{clinician.specialties[0].specialty}", npi, point


def _finds_itself(snapshot: Snapshot, connection: Connection, facet: str, number: int, here: Point) -> None:
    """Check that a search from where something stands finds it there, or a page of others at the spot."""
    # A small circle: in a search of everything even what lies in a wrong cell is found.
    page = find_page(snapshot, connection, here, Wanted((facet,)), miles=1, offset=0, limit=10)
    full = len(page.places) == 10 and page.places[-1][1] <= 0.01
    if not full and number not in (place for place, _ in page.places):
        lost = _("%(facet)s %(number)s is not found from where it stands")
        raise BadDirectory(lost % {"facet": facet, "number": number})
