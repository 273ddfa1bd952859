"""From a question to what the store looks for: facets, flags, names and places of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.domain.answers import Proposal, Understood
from finder.domain.cancers.specialists import Specialty
from finder.domain.cancers.types import CancerType
from finder.domain.kinds import Kind, Patients
from finder.search.filters import FILTERS
from finder.search.questions import NearQuery
from finder.store.flags import ADULTS, ANY, CHILDREN, PERHAPS_ADULTS, PERHAPS_CHILDREN, SPECIALIZED
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
        SPECIALIZED[understood.patients or "adults"],
        query.order == "specialized",
    )


def _facets(kind: Kind, understood: Understood) -> Iterable[str]:
    if kind.by_specialty:
        return [f"{kind}:{slug}" for slug in _specialty_facets(understood)]
    return [f"{kind}:{group}" for group in sorted(groups_of(understood)) or (ANY,)]


def groups_of(understood: Understood) -> set[str]:
    """Return the groups of the specialists that were asked for."""
    return {
        group
        for specialty in understood.specialties
        for group in ((specialty.slug,) if specialty.kind == "group" else specialty.groups)
    }


def _specialty_facets(understood: Understood) -> list[str]:
    """Return the facets of clinicians for a question.

    `only-` facets hold those who report the group itself and none of its subspecialties. With a cancer, the
    medical oncologists of its team are those: not gynecologic or children's oncologists.
    """
    if not understood.looked_for:
        return [ANY]
    if not understood.cancer:
        return [each.slug for each in understood.looked_for]
    slugs = [f"{ONLY}{each.slug}" if is_practiced(each) else each.slug for each in understood.looked_for]
    # A pathologist who reports only "pathology" may read slides of any cancer. A subspecialty that was asked
    # for is taken literally, and a question for one group never leads to another.
    groups = [each.slug for each in understood.specialties if each.kind == "group"]
    if not understood.specialties:
        groups = [group for each in understood.looked_for for group in each.groups if group in _UNPRACTICED]
    return list(dict.fromkeys([*slugs, *(f"{ONLY}{group}" for group in groups)]))


def is_practiced(specialty: Specialty) -> bool:
    """Tell whether doctors report the group itself as a specialty, as medical oncologists do."""
    return specialty.kind == "group" and bool(specialty.nucc)


def specialties_to_find(
    cancer: CancerType | None,
    requested: tuple[Specialty, ...],
    team: tuple[Proposal, ...],
    specialties: Mapping[str, Specialty],
) -> tuple[Specialty, ...]:
    """Return the specialties whose clinicians answer a question. Empty: all cancer specialists.

    A subspecialty that was requested is taken literally. A group means, with a cancer, the specialists of its
    team who are in the group; without one, or where there are none, the cancer specialists of the group.
    """
    if not requested:
        listed = [each.specialty for each in team if each.listed and each.specialty]
        return _as_reported(listed, specialties) if cancer else ()
    found: list[Specialty] = []
    for each in requested:
        of_cancer = _of_group(each, team)
        if of_cancer and each.slug in _ALWAYS and any(one.whose == "adults" for one in team):
            of_cancer.append(each)
        found += _as_reported(of_cancer, specialties) or [each]
    return tuple(dict.fromkeys(found))


def _of_group(group: Specialty, team: Iterable[Proposal]) -> list[Specialty]:
    """Return the specialists of a team in a group; those seldom needed only if there are no others."""
    if group.kind != "group":
        return []
    members = [
        (each.specialty, each.when)
        for each in team
        if each.specialty and group.slug in each.specialty.groups and each.specialty.slug not in _REBUILD
    ]
    usual = [each for each, when in members if when != "seldom"]
    return usual or [each for each, _when in members]


def _as_reported(found: Iterable[Specialty], specialties: Mapping[str, Specialty]) -> tuple[Specialty, ...]:
    """Return specialties with the others under which public files list the same doctors."""
    slugs = [slug for each in found for slug in (each.slug, *_ALSO_REPORTED.get(each.slug, ()))]
    return tuple(specialties[slug] for slug in dict.fromkeys(slugs) if slug in specialties)


#: How facets begin of those who report a group and none of its subspecialties (store/index_records.py).
ONLY = "only-"
#: Groups whose members all treat cancer: included even where the team names only some of them.
_ALWAYS = {"medical-oncology", "radiation-oncology"}
#: Groups that nobody reports as a specialty, or only in the files of CMS.
_UNPRACTICED = {"surgery", "pathology"}
#: They rebuild what an operation took away: a search for surgeons of a cancer does not list them.
_REBUILD = {"plastic-reconstructive", "plastic-head-neck", "otolaryngology-head-neck-reconstruction"}
#: Most pathologists who read tissue report both fields, most medical oncologists hematology and oncology.
_ALSO_REPORTED = {
    "anatomic": ("anatomic-and-clinical",),
    "medical-oncology": ("hematology-oncology",),
    "hematology-oncology": ("hematology",),
}
