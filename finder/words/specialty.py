"""From words to a specialist, and from a cancer type to the specialists to ask for."""

from __future__ import annotations

from finder.domain.answers import Proposal
from finder.domain.cancers import Role, Specialty
from finder.errors import BadQuery, Choice, Fault
from finder.language import _, translate
from finder.store import read_treaters
from finder.store.connect import Connection, Snapshot
from finder.store.read_catalog import catalog
from finder.words.similar_names import similar_names

_ROLES: tuple[Role, ...] = ("leads", "treats", "diagnoses")


def find_specialty(snapshot: Snapshot, text: str) -> Specialty:
    """Return the specialist group or subspecialty meant. Raises BadQuery with the nearest right names."""
    known = {each.slug: each for each in catalog(snapshot).specialties.values() if each.searchable}
    key = text.casefold().replace(" ", "-")
    if specialty := known.get(key):
        return specialty
    for specialty in known.values():
        if text.casefold() in (specialty.name.casefold(), specialty.one.casefold()):
            return specialty
    names = similar_names(key, known, cutoff=55, limit=4) or [s for s in known if known[s].kind == "group"]
    choices = tuple(Choice(slug, translate(known[slug].name)) for slug in names)
    unknown = _("We know no specialist called “%(text)s”.")
    raise BadQuery(Fault("specialty", unknown % {"text": text}, _("Did you mean:"), choices))


def proposed_for(snapshot: Snapshot, connection: Connection, cancer: str) -> tuple[Proposal, ...]:
    """Return whom to ask for with a cancer type: who leads first, then who treats, then who diagnoses.

    Only specialists that can be searched for, each once, by their first role.
    """
    return snapshot.keep(("proposed", cancer), lambda: _proposed(snapshot, connection, cancer))


def _proposed(snapshot: Snapshot, connection: Connection, cancer: str) -> tuple[Proposal, ...]:
    known = catalog(snapshot).specialties
    treaters = read_treaters.treaters_of(connection, cancer)
    first: dict[str, Proposal] = {}
    for role in _ROLES:
        for each in treaters:
            if each.role == role and each.specialty and known[each.specialty].searchable:
                first.setdefault(each.specialty, Proposal(known[each.specialty], role))
    return tuple(first.values())
