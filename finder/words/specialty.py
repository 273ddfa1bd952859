"""Find the specialty that people type."""

from __future__ import annotations

from finder.domain.cancers.specialists import Specialty
from finder.errors import BadQuery, Choice, Fault
from finder.language import _, translate
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.similar_names import similar_names


def find_specialty(snapshot: Snapshot, text: str) -> Specialty:
    """Return the specialist group or subspecialty with this slug or name.

    Raises BadQuery for field `specialty` with the most similar names if there is none.
    """
    specialties = {each.slug: each for each in catalog_of(snapshot).specialties.values() if each.searchable}
    slug = text.casefold().replace(" ", "-")
    if specialty := specialties.get(slug):
        return specialty
    for specialty in specialties.values():
        if text.casefold() in (specialty.name.casefold(), specialty.one.casefold()):
            return specialty
    groups = [each for each in specialties if specialties[each].kind == "group"]
    slugs = similar_names(slug, specialties, cutoff=55, limit=4) or groups
    choices = tuple(Choice(each, translate(specialties[each].name)) for each in slugs)
    reason = _("We couldn't find a specialist called “%(text)s”.") % {"text": text}
    raise BadQuery(Fault("specialty", reason, _("Did you mean:"), choices))
