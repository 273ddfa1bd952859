"""From a question to what the store looks for: facets, flags, names and places of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.domain.answers import Understood
from finder.domain.cancers import CancerType, Specialty
from finder.domain.care import Patients
from finder.domain.kinds import Kind
from finder.search.filters import FILTERS
from finder.search.questions import NearQuery
from finder.store.flags import ADULTS, ANY, CHILDREN, PERHAPS_ADULTS, PERHAPS_CHILDREN
from finder.store.near import Criteria

#: The flags of those that treat an age group, and of those of which this is not known.
_PATIENTS: dict[Patients, tuple[int, int]] = {
    "adults": (ADULTS, PERHAPS_ADULTS),
    "children": (CHILDREN, PERHAPS_CHILDREN),
}


def criteria_for(query: NearQuery, understood: Understood) -> Criteria:
    """Turn a question into facets, flags, beginnings of a name and a place of work."""
    conditions = [
        each.ask(query.filters[each.name], understood) for each in FILTERS if each.name in query.filters
    ]
    flags = 0
    for each in conditions:
        flags |= each.flags
    kinds = [kind for kind in query.kinds if all(not each.kinds or kind in each.kinds for each in conditions)]
    return Criteria(
        tuple(facet for kind in kinds for facet in _facets(kind, understood)),
        flags,
        tuple(word for each in conditions for word in each.name),
        next((each.workplace for each in conditions if each.workplace), None),
        _PATIENTS[understood.patients] if understood.patients else None,
    )


def _facets(kind: Kind, understood: Understood) -> Iterable[str]:
    if kind.by_specialty:
        return [f"{kind}:{slug}" for slug in _specialty_facets(understood)]
    groups = sorted(
        {
            group
            for specialty in understood.specialties
            for group in ((specialty.slug,) if specialty.kind == "group" else specialty.groups)
        }
    )
    return [f"{kind}:{group}" for group in groups or (ANY,)]


def _specialty_facets(understood: Understood) -> list[str]:
    """Return the facets of clinicians for a question. `only-` facets: those who report no subspecialty."""
    if not understood.looked_for:
        return [ANY]
    slugs = [each.slug for each in understood.looked_for]
    if understood.cancer:
        # A pathologist who reports only "pathology" may read slides of any cancer. A subspecialty that was
        # asked for is taken literally, and a question for one group never leads to another.
        groups = [each.slug for each in understood.specialties if each.kind == "group"]
        if not understood.specialties:
            groups = [group for each in understood.looked_for for group in each.groups]
        slugs += [f"only-{group}" for group in groups]
    return list(dict.fromkeys(slugs))


def specialties_to_find(
    cancer: CancerType | None,
    requested: tuple[Specialty, ...],
    treating: tuple[Specialty, ...],
    specialties: Mapping[str, Specialty],
) -> tuple[Specialty, ...]:
    """Return the specialties whose clinicians answer a question. Empty: all cancer specialists.

    A subspecialty that was requested is taken literally. A group means, with a cancer, the subspecialties of
    the group that treat or diagnose it; without one, or where none is known, its cancer specialists.
    """
    if not requested:
        return treating if cancer else ()
    found: list[Specialty] = []
    for each in requested:
        of_cancer = [other for other in treating if each.slug in other.groups] if each.kind == "group" else []
        found += of_cancer or [each]
        if each.kind == "group" and of_cancer:
            found += [specialties[slug] for slug in _ALWAYS.get(each.slug, ())]
    return tuple(dict.fromkeys(found))


#: Groups whose members all treat cancer: included even where a document names only some of them.
_ALWAYS = {"medical-oncology": ("medical-oncology",), "radiation-oncology": ("radiation-oncology",)}
