"""Look up one place of care by its slug, or suggest others; and the sites of a center."""

from __future__ import annotations

from collections import defaultdict

from finder.domain.care import CareSite
from finder.domain.kinds import Kind
from finder.errors import Choice, NotFound
from finder.geo.points import miles_between
from finder.language import _
from finder.store.connect import Snapshot
from finder.store.read_records import care_site_named, care_sites_of
from finder.words.place.find import find_place
from finder.words.similar_names import similar_names


def find_care_site(snapshot: Snapshot, kind: Kind, slug: str) -> CareSite:
    """Return a place of care. Raises NotFound, offering the places with similar slugs."""
    with snapshot.connect() as connection:
        if site := care_site_named(connection, kind, slug):
            return site
        names = {each.id: each.name for each in care_sites_of(connection, kind)}
    near = similar_names(slug, names, limit=3)
    choices = tuple(Choice(f"/{kind.record(each)}", names[each]) for each in near)
    raise NotFound(_(kind.missing) % {"slug": slug[:60]}, choices)


def list_care_sites(snapshot: Snapshot, kind: Kind, state: str | None = None) -> list[CareSite]:
    """Return every place of a kind by state and name, or those of one state (a USPS code)."""
    with snapshot.connect() as connection:
        found = care_sites_of(connection, kind)
    return [each for each in found if state in (None, each.address.state)]


def find_sites(snapshot: Snapshot, center: CareSite, near: str | None) -> list[tuple[CareSite, float | None]]:
    """Return the sites of a center with their miles: nearest to `near` first, or by state and name.

    Raises BadQuery or Unsure for a place that is not known.
    """
    with snapshot.connect() as connection:

        def read() -> dict[str, list[CareSite]]:
            found = defaultdict(list)
            for site in care_sites_of(connection, Kind.SITE):
                if site.center:
                    found[site.center].append(site)
            return found

        sites: list[CareSite] = snapshot.cached("sites of centers", read).get(center.id, [])
        if center.kind is not Kind.CENTER:
            return []
        if near is None:
            return [(site, None) for site in sites]
        point = find_place(connection, near).point
    away = [(miles_between(point, site.position.point), site) for site in sites if site.position]
    return [(site, miles) for miles, site in sorted(away, key=lambda each: each[0])]
