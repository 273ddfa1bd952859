"""The specialists to propose for a cancer type."""

from __future__ import annotations

from finder.domain.answers import Proposal
from finder.domain.cancers import Role
from finder.store import read_treaters
from finder.store.connect import Connection, Snapshot
from finder.store.read_catalog import catalog_of

_ROLES: tuple[Role, ...] = ("leads", "treats", "diagnoses")


def proposed_for(snapshot: Snapshot, connection: Connection, cancer: str) -> tuple[Proposal, ...]:
    """Return the searchable specialties for the slug of a cancer type, each with its first role.

    Those who lead the care come first, then those who treat, then those who diagnose.
    """
    return snapshot.cached(("proposed", cancer), lambda: _proposed(snapshot, connection, cancer))


def _proposed(snapshot: Snapshot, connection: Connection, cancer: str) -> tuple[Proposal, ...]:
    known = catalog_of(snapshot).specialties
    treaters = read_treaters.treaters_of(connection, cancer)
    proposals: dict[str, Proposal] = {}
    for role in _ROLES:
        for each in treaters:
            if each.role == role and each.specialty and known[each.specialty].searchable:
                proposals.setdefault(each.specialty, Proposal(known[each.specialty], role))
    return tuple(proposals.values())
