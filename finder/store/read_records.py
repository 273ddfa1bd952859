"""Places of care, hospitals, clinicians: one by its key, many by their numbers, all of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, cast

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.store.connect import Snapshot
from finder.store.schema import affiliation, record

Record: TypeAlias = CareSite | Hospital | Clinician

_TYPES: dict[Kind, type[Record]] = {
    Kind.HOSPITAL: Hospital,
    **dict.fromkeys(CARE_SITES, CareSite),
    **dict.fromkeys(PROVIDERS, Clinician),
}
_DECODERS = {kind.value: msgspec.json.Decoder(type_) for kind, type_ in _TYPES.items()}
_BY_NUMBER = select(record.c.number, record.c.kind, record.c.document).where(
    record.c.number.in_(bindparam("numbers", expanding=True))
)
#: Rows that are read at once where all are read.
_AT_ONCE = 1000
#: Bytes of a record number in name_word and affiliation.
_NUMBER_BYTES = 4


def decode(kind: str, document: str) -> Record:
    """Return the record of a row."""
    return _DECODERS[kind].decode(document)


def records_numbered(snapshot: Snapshot, connection: Connection, numbers: Sequence[int]) -> dict[int, Record]:
    """Return number → record. Raises KeyError for a number that the directory does not have."""
    # Places of care are few, public, and never change within a directory.
    sites: dict[int, Record] = snapshot.cached("care sites", dict)
    records: dict[int, Record] = {}
    if missing := [number for number in numbers if number not in sites]:
        for number, kind, document in connection.execute(_BY_NUMBER, {"numbers": missing}):
            (sites if kind in CARE_SITES else records)[number] = decode(kind, document)
    return {number: sites.get(number) or records[number] for number in numbers}


def every_record(connection: Connection) -> Iterator[tuple[int, Record]]:
    """Yield number and record of everything that a search can find, in the order of the numbers.

    They are asked for in batches: PostgreSQL has no cursor outside of a transaction.
    """
    query = select(record.c.number, record.c.kind, record.c.document).order_by(record.c.number)
    for first in range(0, last_number(connection) + 1, _AT_ONCE):
        batch = query.where(record.c.number.between(first, first + _AT_ONCE - 1))
        for number, kind, document in connection.execute(batch):
            yield number, decode(kind, document)


def care_site_named(connection: Connection, kind: Kind, slug: str) -> CareSite | None:
    """Return the place of that kind and slug, if there is one."""
    return cast(CareSite | None, _with_key(connection, slug, kind))


def care_sites_of(connection: Connection, kind: Kind) -> list[CareSite]:
    """Return every place of a kind by state and name, those that treat nobody included."""
    rows = connection.execute(
        select(record.c.document).where(record.c.kind == kind).order_by(record.c.state, record.c.name)
    )
    return [cast(CareSite, decode(kind, document)) for document in rows.scalars()]


def loaded_records(connection: Connection, kind: Kind, after: str, limit: int) -> list[Hospital | Clinician]:
    """Return the first records of a kind of the public files whose keys (CCN or NPI) come after a text."""
    query = select(record.c.document).where(record.c.kind == kind, record.c.key > after)
    rows = connection.execute(query.order_by(record.c.key).limit(limit)).scalars()
    return [cast(Hospital | Clinician, decode(kind, document)) for document in rows]


def count_of(connection: Connection, kind: Kind) -> int:
    """Return how many records of a kind there are."""
    return connection.execute(select(func.count()).where(record.c.kind == kind)).scalar_one()


def clinician_with(connection: Connection, npi: str) -> Clinician | None:
    """Return the clinician or clinic with an NPI, if the directory has it."""
    return cast(Clinician | None, _with_key(connection, npi, *PROVIDERS))


def hospital_with(connection: Connection, ccn: str) -> Hospital | None:
    """Return the hospital with a CCN, if the directory has it."""
    return cast(Hospital | None, _with_key(connection, ccn, Kind.HOSPITAL))


def hospitals_with(connection: Connection, ccns: Sequence[str]) -> dict[str, Hospital]:
    """Return CCN → hospital, of those that the directory has."""
    if not ccns:
        return {}
    rows = connection.execute(
        select(record.c.key, record.c.document).where(
            record.c.kind == Kind.HOSPITAL, record.c.key.in_(list(ccns))
        )
    )
    return {ccn: cast(Hospital, decode(Kind.HOSPITAL, document)) for ccn, document in rows}


def last_number(connection: Connection) -> int:
    """Return the highest number of a record; they are numbered from 0."""
    return connection.execute(select(func.max(record.c.number))).scalar() or 0


def numbers_of(connection: Connection, kinds: Sequence[Kind]) -> list[tuple[int, Kind, str]]:
    """Return number, kind and key of every record of some kinds, in the order of their numbers."""
    by_value = {kind.value: kind for kind in kinds}
    query = select(record.c.number, record.c.kind, record.c.key).where(record.c.kind.in_(kinds))
    rows = connection.execute(query.order_by(record.c.number))
    return [(number, by_value[kind], key) for number, kind, key in rows]


def record_paths(connection: Connection, first: int, count: int) -> list[str]:
    """Return the paths of `count` records from a number on, such as `centers/huntsman`."""
    rows = connection.execute(
        select(record.c.kind, record.c.key)
        .where(record.c.number.between(first, first + count - 1))
        .order_by(record.c.number)
    )
    return [Kind(row.kind).record(row.key) for row in rows]  # type: ignore[call-arg]


def hospital_names(connection: Connection) -> dict[str, str]:
    """Return CCN → name as CMS has it, of every hospital."""
    query = select(record.c.key, record.c.name).where(record.c.kind == Kind.HOSPITAL)
    return {row.key: row.name for row in connection.execute(query)}


def working_at(connection: Connection, workplace: str) -> int:
    """Count who works at a CCN or at a place of care by its path, `centers/<slug>`."""
    records = connection.execute(
        select(affiliation.c.records).where(affiliation.c.workplace == workplace)
    ).scalar()
    return len(records or b"") // _NUMBER_BYTES


def _with_key(connection: Connection, key: str, *kinds: Kind) -> Record | None:
    query = select(record.c.kind, record.c.document).where(record.c.kind.in_(kinds), record.c.key == key)
    row = connection.execute(query).first()
    return decode(row.kind, row.document) if row else None
