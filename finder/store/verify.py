"""Ask a new directory what it must know, before it takes the place of the old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, func, or_, select

from finder.domain.care import CareSite
from finder.domain.clinicians import Hospital
from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import BadDirectory
from finder.geo.points import Point
from finder.language import _
from finder.store import schema
from finder.store.connect import Snapshot
from finder.store.flags import ANY
from finder.store.read_records import decode

_MAY_BE_EMPTY = (
    schema.word_index,
    schema.fhir_column,
    schema.name_word,
    schema.affiliation,
    schema.trial,
    schema.trial_site,
    schema.trial_list,
    schema.trial_column,
)


def verify(
    snapshot: Snapshot, connection: Connection, written: Mapping[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    """Return the rows per table and the records per kind. Raises BadDirectory if the directory is wrong."""
    counts: dict[str, int] = {}
    for table in schema.metadata.sorted_tables:
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        expected = written.get(table.name)
        if (count < 1 and table not in _MAY_BE_EMPTY) or (
            table not in schema.PLACES and expected is not None and count != expected
        ):
            lost = _("%(table)s has %(count)s rows, but %(expected)s were written")
            raise BadDirectory(lost % {"table": table.name, "count": count, "expected": expected})
        counts[table.name] = count
    kind = schema.record.c.kind
    records = {row[0]: row[1] for row in connection.execute(select(kind, func.count()).group_by(kind))}
    for facet, number, point in _samples(connection):
        _finds_itself(snapshot, connection, facet, number, point)
    return counts, records


def _samples(connection: Connection) -> Iterator[tuple[str, int, Point]]:
    """Yield facet, number and point of records to search for: every place of care, and some of the others."""
    table = schema.record
    query = select(table.c.number, table.c.kind, table.c.document).where(
        or_(
            table.c.kind.in_(CARE_SITES),
            (table.c.kind == Kind.HOSPITAL) & (table.c.number % 50 == 0),
            table.c.number % 4001 == 0,
        )
    )
    for number, kind, document in connection.execute(query):
        match decode(kind, document):
            case CareSite() as site:
                if site.treats_patients and site.position:
                    yield f"{kind}:{ANY}", number, site.position.point
            case Hospital() as hospital:
                if hospital.team and hospital.point:
                    yield f"{kind}:{ANY}", number, hospital.point
            case clinician:
                for point in [each.point for each in clinician.practices if each.point][:1]:
                    yield f"{kind}:{clinician.specialties[0].specialty}", number, point


def _finds_itself(snapshot: Snapshot, connection: Connection, facet: str, number: int, here: Point) -> None:
    """Check that a search from where something is finds it there, or a page of others at the same point."""
    from finder.store.near import Criteria, find_page  # noqa: PLC0415 (loads NumPy: most commands build nothing)

    # A small circle: a search of everything would find even a location in a wrong cell.
    page = find_page(snapshot, connection, here, Criteria((facet,)), miles=1, offset=0, limit=10)
    full = len(page.places) == 10 and page.places[-1][1] <= 0.01
    if not full and number not in (place for place, _ in page.places):
        lost = _("%(facet)s %(number)s is not found from its own location")
        raise BadDirectory(lost % {"facet": facet, "number": number})
