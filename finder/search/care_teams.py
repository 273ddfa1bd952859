"""The care team of a cancer type, which of its specialists a search lists, and studies on volume."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from finder.domain.answers import Proposal
from finder.domain.cancers.specialists import Specialty, TeamDoctor, TeamMember, VolumeStudy
from finder.domain.cancers.types import WHEN, CancerType, Role
from finder.domain.kinds import Patients
from finder.store import read_care_teams
from finder.store.connect import Connection, Snapshot
from finder.store.read_catalog import Catalog, catalog_of

#: Whose teams answer a question that names no age, by the population of the type.
_WHOSE: Mapping[str, tuple[Patients, ...]] = {
    "adult": ("adults",),
    "pediatric": ("children",),
    "both": ("adults", "children"),
}
#: The source of what is usual practice, and named by no page.
COMMON_KNOWLEDGE = "common-knowledge"
_ROLES: tuple[Role, ...] = (
    "leads", "operates", "gives medicine", "radiates", "diagnoses", "reads slides", "supports"
)  # fmt: skip


def care_team(members: Iterable[TeamMember], whose: Patients) -> tuple[TeamDoctor, ...]:
    """Return the doctors of a team, each once: leaders, others who treat, who helps, who is rarely needed."""
    parts: dict[tuple[str | None, str], list[TeamMember]] = {}
    for each in members:
        if each.population in (whose, "both"):
            parts.setdefault((each.specialty, each.doctor), []).append(each)
    doctors = [_doctor(facts) for facts in parts.values()]
    return tuple(
        sorted(doctors, key=lambda each: (each.when == "seldom", not each.core, "leads" not in each.roles))
    )


def _doctor(facts: Sequence[TeamMember]) -> TeamDoctor:
    when = min((each.when for each in facts), key=WHEN.index)
    usual = {each.role for each in facts if each.when != "seldom"} or {each.role for each in facts}
    return TeamDoctor(
        facts[0].doctor,
        facts[0].specialty,
        tuple(role for role in _ROLES if role in usual),
        when,
        tuple(dict.fromkeys(each.note for each in facts if each.note)),
        tuple(facts),
    )


def teams_of(members: Sequence[TeamMember]) -> dict[Patients, tuple[TeamDoctor, ...]]:
    """Return the teams of a type by whose they are; adults first."""
    both: tuple[Patients, ...] = ("adults", "children")
    led = {each.population for each in members if each.role == "leads"}
    return {whose: care_team(members, whose) for whose in both if {whose, "both"} & led}


def whose_team(
    cancer: CancerType, members: Sequence[TeamMember], asked: Patients | None
) -> tuple[Patients, ...]:
    """Return whose teams answer a question. A type without a team of that age gives the one it has."""
    there = tuple(teams_of(members))
    if asked in there:
        return (asked,)
    usual = tuple(each for each in _WHOSE[cancer.population] if each in there)
    return usual or there


def proposed_for(
    snapshot: Snapshot, connection: Connection, cancer: CancerType, asked: Patients | None
) -> tuple[Proposal, ...]:
    """Return the doctors of a type's team whom a patient asks for, in its order, each once.

    `asked` is the age that the question is about, if it says so.
    """
    return snapshot.cached(
        ("proposed", cancer.slug, asked), lambda: _proposed(snapshot, connection, cancer, asked)
    )


def _proposed(
    snapshot: Snapshot, connection: Connection, cancer: CancerType, asked: Patients | None
) -> tuple[Proposal, ...]:
    known = catalog_of(snapshot).specialties
    members = read_care_teams.team_members_of(connection, cancer.slug)
    proposals: dict[str, Proposal] = {}
    for whose in whose_team(cancer, members, asked):
        team = care_team(members, whose)
        main = {_first(team, "operates"), _first(team, "reads slides")}
        for each in team:
            if each.roles == ("supports",):
                continue
            specialty = known.get(each.specialty or "")
            searchable = specialty if specialty and specialty.searchable else None
            listed = is_listed(each, searchable, is_main=each in main)
            key = searchable.slug if searchable else each.doctor
            found = proposals.get(key)
            if found is None or (listed and not found.listed):
                proposals[key] = Proposal(
                    searchable, each.roles[0], each.doctor, each.when, whose, listed, each.specialty
                )
    return tuple(proposals.values())


def _first(team: Sequence[TeamDoctor], role: Role) -> TeamDoctor | None:
    return next((each for each in team if role in each.roles and each.when != "seldom"), None)


def is_listed(doctor: TeamDoctor, specialty: Specialty | None, *, is_main: bool = False) -> bool:
    """Tell whether a search that names no specialist proposes this one, and lists who can be searched for.

    Surgeons of a part of the body are listed if most patients see one, or if a source says that they are the
    first who operate (`is_main`): else a search for myeloma would list every bone surgeon. Cancer specialists
    are listed where some patients see one, and the doctor who takes the sample where all do. Of the
    pathologists the first of the team is listed, and those who read the slides of every patient.
    """
    if doctor.when == "seldom":
        return False
    if doctor.roles in (("diagnoses",), ("reads slides",)):
        first_reader = is_main and "reads slides" in doctor.roles
        return specialty is not None and (first_reader or doctor.when == "every patient")
    often = doctor.when in ("every patient", "most")
    if often or "leads" in doctor.roles:
        return True
    of_cancer = specialty is not None and specialty.tier == "A"
    if doctor.roles == ("operates",):
        return (of_cancer or is_main) and any(each.source != COMMON_KNOWLEDGE for each in doctor.facts)
    return of_cancer


def studies_of(catalog: Catalog, cancer: str) -> tuple[VolumeStudy, ...]:
    """Return the studies of whether a type is better treated where it is treated often, its own first.

    Those on every type are returned only with some of its own.
    """
    own = tuple(each for each in catalog.volume if cancer in each.cancers)
    return own + tuple(each for each in catalog.volume if not each.cancers) if own else ()


def volume_advice(catalog: Catalog, cancer: str) -> VolumeStudy | None:
    """Return the study whose advice results show for a type: the first that has any."""
    return next((each for each in studies_of(catalog, cancer) if each.advice), None)


def settled_study(catalog: Catalog, cancer: str) -> VolumeStudy | None:
    """Return the first study with advice that shows better results where a treatment of a type is done often.

    A treatment on which studies disagree does not count.
    """
    studies = studies_of(catalog, cancer)
    disputed = {each.treatment for each in studies if each.evidence in ("mixed", "none")}
    return next(
        (
            each
            for each in studies
            if each.advice and each.evidence in ("strong", "moderate") and each.treatment not in disputed
        ),
        None,
    )
