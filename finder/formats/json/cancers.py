"""JSON of cancer types and specialties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from finder.domain import documents, outward_links, to_read
from finder.domain.cancers import specialists, types
from finder.domain.cancers.specialists import GroupRule, Role, TeamDoctor, TeamMember, VolumeStudy, When
from finder.domain.kinds import Patients
from finder.formats.json.documents import Guideline, WhatToRead, document, what_to_read
from finder.formats.json.encode import Answer, Listing, fields


class CancerType(Answer, frozen=True, kw_only=True):
    """A cancer type with the codes that lead to it."""

    slug: str
    name: str
    plain_name: str
    body_system: str
    population: types.Population
    icd10cm: tuple[str, ...]
    oncotree: tuple[str, ...]
    url: str


class CancerTypes(Listing, frozen=True, kw_only=True):
    """Every cancer type."""

    results: tuple[CancerType, ...]


class TeamFact(Answer, frozen=True, kw_only=True):
    """What a part of a doctor in a care team rests on. `inherits_from`: the source is about that type."""

    role: Role
    when: When
    source: str
    title: str | None
    url: str | None
    checked: str | None
    inherits_from: str | None


class CareTeamDoctor(Answer, frozen=True, kw_only=True):
    """A doctor of the usual care team of a cancer; `specialty` is null for one who is not searched for."""

    doctor: str
    specialty: str | None
    roles: tuple[Role, ...]
    when: When
    notes: tuple[str, ...]
    sources: tuple[TeamFact, ...]


class CancerPage(CancerType, frozen=True, kw_only=True):
    """A cancer type with its other names, care teams, studies of volume, documents and links elsewhere."""

    other_names: tuple[str, ...]
    note: str | None
    groups: tuple[GroupRule, ...]
    care_teams: Mapping[Patients, tuple[CareTeamDoctor, ...]]
    volume: tuple[VolumeStudy, ...]
    what_to_read: WhatToRead
    guidelines: tuple[Guideline, ...]
    elsewhere: tuple[outward_links.FilledLink, ...]


class Specialty(Answer, frozen=True, kw_only=True):
    """A specialist group or subspecialty in plain words, with its NUCC taxonomy codes."""

    slug: str
    name: str
    kind: str
    groups: tuple[str, ...]
    one: str
    what: str
    when: str | None
    nucc: tuple[str, ...]
    url: str


class Specialties(Listing, frozen=True, kw_only=True):
    """The specialist groups and subspecialties that can be searched for."""

    results: tuple[Specialty, ...]


def cancer(each: types.CancerType) -> CancerType:
    """Return a cancer type as in a list."""
    return CancerType(
        slug=each.slug,
        name=each.name,
        plain_name=each.plain_name,
        body_system=each.body_system,
        population=each.population,
        icd10cm=each.icd10cm,
        oncotree=each.oncotree,
        url=f"/cancers/{each.slug}",
    )


def cancers(every: Iterable[types.CancerType]) -> CancerTypes:
    """Return a list of cancer types."""
    rows = tuple(map(cancer, every))
    return CancerTypes(results=rows, total=len(rows))


def cancer_page(
    each: types.CancerType,
    names: Sequence[str],
    rules: Sequence[GroupRule],
    teams: Mapping[Patients, Sequence[TeamDoctor]],
    studies: Sequence[VolumeStudy],
    found: Sequence[documents.Document],
    read: to_read.WhatToRead,
    links: Sequence[outward_links.FilledLink],
) -> CancerPage:
    """Return a cancer type with everything on its page: care teams, studies, documents and links."""
    return CancerPage(
        **fields(cancer(each)),
        other_names=tuple(names),
        note=each.note,
        groups=tuple(rules),
        care_teams={whose: tuple(map(_doctor, team)) for whose, team in teams.items()},
        volume=tuple(studies),
        what_to_read=what_to_read(read),
        guidelines=tuple(map(document, found)),
        elsewhere=tuple(links),
    )


def specialty(each: specialists.Specialty) -> Specialty:
    """Return a specialist group or subspecialty."""
    return Specialty(
        slug=each.slug,
        name=each.name,
        kind=each.kind,
        groups=each.groups,
        one=each.one,
        what=each.what,
        when=each.when,
        nucc=each.nucc,
        url=f"/specialties/{each.slug}",
    )


def specialties(every: Iterable[specialists.Specialty]) -> Specialties:
    """Return a list of specialties."""
    rows = tuple(map(specialty, every))
    return Specialties(results=rows, total=len(rows))


def _doctor(each: TeamDoctor) -> CareTeamDoctor:
    return CareTeamDoctor(
        doctor=each.doctor,
        specialty=each.specialty,
        roles=each.roles,
        when=each.when,
        notes=each.notes,
        sources=tuple(map(_fact, each.facts)),
    )


def _fact(each: TeamMember) -> TeamFact:
    return TeamFact(
        role=each.role,
        when=each.when,
        source=each.source,
        title=each.source_title,
        url=each.source_url,
        checked=each.checked,
        inherits_from=each.inherits_from,
    )
