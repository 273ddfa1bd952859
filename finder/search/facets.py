"""From the question to what is looked for: the facets under which places, clinicians and hospitals stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from finder.domain.answers import Understood
from finder.domain.cancers import CancerType, Specialty
from finder.domain.care import GROUPS
from finder.geo.place_grammar import simplified
from finder.search.questions import NearQuery
from finder.store.near.find import (
    ADULTS,
    ANY,
    ASSIGNMENT,
    CHILDREN,
    FEMALE,
    MALE,
    NCCN,
    NCI,
    TEAM,
    TELEHEALTH,
    Wanted,
)

#: What each value of `show` asks of a place: flags, and kinds (none given: any).
_SHOWN: dict[str, tuple[int, tuple[str, ...]]] = {
    "all": (0, ()),
    "nci": (NCI, ()),
    "nccn": (NCCN, ()),
    "children": (CHILDREN, ()),
    "programs": (0, ("program",)),
}
PATIENTS: dict[str, tuple[int, Literal["adults", "children"]]] = {
    "adult": (ADULTS, "adults"),
    "pediatric": (CHILDREN, "children"),
}
_SEX = {"female": FEMALE, "male": MALE}


def wanted_for(query: NearQuery, understood: Understood) -> Wanted:
    """Turn the question into facets, flags, words of a name and a place of work."""
    flags, shown = _SHOWN[query.show or "all"]
    if understood.patients and understood.cancer:
        flags |= PATIENTS[understood.cancer.population][0]
    flags |= _SEX.get(query.sex or "", 0)
    flags |= TELEHEALTH * bool(query.telehealth) | ASSIGNMENT * bool(query.assignment)
    for group in GROUPS if "all" in query.team else query.team:
        flags |= TEAM[group]
    kinds = [kind for kind in query.kinds if not shown or kind in shown]
    facets = [facet for kind in kinds for facet in _facets(kind, understood)]
    name = {word for word in simplified(query.name or "").split() if len(word) > 1}
    return Wanted(
        tuple(facets), flags, tuple(sorted(name, key=len, reverse=True)), understood.workplace or None
    )


def _facets(kind: str, understood: Understood) -> Iterable[str]:
    if kind == "clinician":
        return [f"clinician:{slug}" for slug in _answers(understood)]
    groups = sorted(
        {
            group
            for specialty in understood.specialties
            for group in ((specialty.slug,) if specialty.kind == "group" else specialty.groups)
        }
    )
    return [f"{kind}:{group}" for group in groups or (ANY,)]


def _answers(understood: Understood) -> list[str]:
    """Return what clinicians must answer to; pathologists who say no more than that read for any cancer."""
    if not understood.looked_for:
        return [ANY]
    slugs = [each.slug for each in understood.looked_for]
    if understood.cancer:
        # Who asks for a certain kind is taken at the word, and who asks for one group is not sent to another.
        groups = [each.slug for each in understood.specialties if each.kind == "group"]
        if not understood.specialties:
            groups = [group for each in understood.looked_for for group in each.groups]
        slugs += [f"only-{group}" for group in groups]
    return list(dict.fromkeys(slugs))


def looked_for(
    cancer: CancerType | None, asked: tuple[Specialty, ...], treating: tuple[Specialty, ...],
    known: Mapping[str, Specialty],
) -> tuple[Specialty, ...]:  # fmt: skip
    """Return whose clinicians answer the question; none: anybody whose specialty is cancer by itself.

    A subspecialty asked for is taken at its word. A group means, for a cancer, those of the group who treat
    or diagnose it; without a cancer, or where none is on record, its cancer specialists.
    """
    if not asked:
        return treating if cancer else ()
    found: list[Specialty] = []
    for each in asked:
        of_cancer = [other for other in treating if each.slug in other.groups] if each.kind == "group" else []
        found += of_cancer or [each]
        if each.kind == "group" and of_cancer:
            found += [known[slug] for slug in _ALWAYS.get(each.slug, ())]
    return tuple(dict.fromkeys(found))


#: Of these groups everybody's specialty is cancer: a document may name but some of them.
_ALWAYS = {"medical-oncology": ("medical-oncology",), "radiation-oncology": ("radiation-oncology",)}
