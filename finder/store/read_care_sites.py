"""Places of care: one by its name in the address, many by their numbers, all of a kind."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, bindparam, select

from finder.domain.care import CareSite
from finder.domain.kinds import Kind
from finder.store.connect import Snapshot
from finder.store.schema import care_site

_BY_NUMBER = select(care_site.c.id, care_site.c.document).where(
    care_site.c.id.in_(bindparam("numbers", expanding=True))
)
_decode = msgspec.json.Decoder(CareSite).decode


def care_sites_numbered(snapshot: Snapshot, connection: Connection, numbers: Sequence[int]) -> list[CareSite]:
    """Return the places with these row numbers, in the order of the numbers."""
    # Places are few, public and never change within a directory.
    kept: dict[int, CareSite] = snapshot.keep("care sites", dict)
    if missing := [number for number in numbers if number not in kept]:
        for number, document in connection.execute(_BY_NUMBER, {"numbers": missing}):
            kept[number] = _decode(document)
    return [kept[number] for number in numbers]


def care_site_named(connection: Connection, kind: Kind, slug: str) -> CareSite | None:
    """Return the place of that kind and slug, if there is one."""
    document = connection.execute(
        select(care_site.c.document).where(care_site.c.kind == kind, care_site.c.slug == slug)
    ).scalar()
    return _decode(document) if document else None


def care_sites_of(connection: Connection, kind: Kind) -> list[CareSite]:
    """Return every place of a kind by state and name, those that treat nobody included."""
    documents = connection.execute(
        select(care_site.c.document)
        .where(care_site.c.kind == kind)
        .order_by(care_site.c.state, care_site.c.name)
    ).scalars()
    return [_decode(document) for document in documents]
