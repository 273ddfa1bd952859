"""Make a hospital from its row of CMS."""

from __future__ import annotations

from finder.directory.people.lookups import Lookups
from finder.directory.people.practices import geocoded
from finder.directory.people.sorted_rows import Row
from finder.domain.clinicians import Hospital


def make_hospital(row: Row, lookups: Lookups) -> Hospital:
    """Return the hospital, without its team: where the curated data or the geocoder locate it, or its ZIP."""
    street = lookups.positions.get(row["ccn"]) or geocoded(lookups, row["street"], row, row["zip"])
    middle = None if street else lookups.middles.of(row["zip"], row["city"], row["state"])
    point = street or (middle.point if middle else None)
    return Hospital(
        ccn=row["ccn"],
        name=row["name"],
        city=row["city"],
        state=row["state"],
        zip=row["zip"],
        street=row["street"] or None,
        phone=row["phone"] or None,
        type=row["type"] or None,
        emergency={"Yes": True, "No": False}.get(row["emergency"] or ""),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        exactness="street" if street else middle.exactness if middle else None,
        site=lookups.site_of_ccn.get(row["ccn"]),
    )
