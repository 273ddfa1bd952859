"""Look up one place of care by its slug, or suggest places with similar slugs."""

from __future__ import annotations

from finder.domain.care import CareSite
from finder.domain.kinds import Kind
from finder.errors import Choice, NotFound
from finder.language import _
from finder.store.connect import Snapshot
from finder.store.read_records import care_site_named, care_sites_of
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
