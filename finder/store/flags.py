"""What records are found under and filtered by: facets of a kind, and flags."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician
from finder.domain.kinds import Patients

ANY = "any"
#: Every clinician of the directory; "any" are those whose specialty is cancer by itself.
ALL = "all"
NCI, NCCN, ADULTS, CHILDREN = 1, 2, 4, 8
#: No file says whom clinicians and hospitals treat: a question for one age does not leave them out.
ANYBODY = ADULTS | CHILDREN
#: A hospital's team, by specialist group.
TEAM = {"surgery": 16, "medical-oncology": 32, "radiation-oncology": 64, "pathology": 128}
FEMALE, MALE, TELEHEALTH, ASSIGNMENT = 256, 512, 1024, 2048
#: It is not known whether a place treats them: it comes after those that do.
PERHAPS_ADULTS, PERHAPS_CHILDREN = 4096, 8192
#: A center for adults that NCI designates or that is a member of NCCN, or the place where one without a
#: clinic treats its patients. Other sites of a center are not meant.
DESIGNATED = 16384
#: A site of the Children's Oncology Group, or a children's hospital.
CHILDRENS_PROGRAM = 32768
#: What makes a place specialized, by whose cancer it is.
SPECIALIZED: dict[Patients, int] = {"adults": DESIGNATED, "children": CHILDRENS_PROGRAM}

#: How the slugs of specialties for children begin (data/specialties.csv).
_OF_CHILDREN = "pediatric-"


def site_flags(site: CareSite, centers: Mapping[str, CareSite]) -> int:
    """Return the flags of a place of care.

    `centers` are all centers by slug. A site that a center runs counts as designated where the center is; one
    that only works with a center does not.
    """
    center = centers[site.center] if site.center and site.relation == "own" else site
    return (
        NCI * bool(center.designation("nci"))
        | NCCN * bool(center.designation("nccn"))
        | DESIGNATED * (site.is_designated or treats_for(site, centers) is not None)
        | CHILDRENS_PROGRAM * site.has_childrens_program
        | _patients_flag(site, "adults", ADULTS, PERHAPS_ADULTS)
        | _patients_flag(site, "children", CHILDREN, PERHAPS_CHILDREN)
    )


def treats_for(site: CareSite, centers: Mapping[str, CareSite]) -> CareSite | None:
    """Return the center whose patients a place treats because the center has no clinic; None for others."""
    center = centers.get(site.center or "")
    return center if center and center.treated_at == site.path else None


def _patients_flag(site: CareSite, patients: Patients, treats: int, perhaps: int) -> int:
    if site.treated(patients) == "no":
        return 0
    return perhaps if site.comes_last_for(patients) else treats


def clinician_flags(clinician: Clinician) -> int:
    """Return the flags of a clinician or clinic. Those who only treat children are not for adults."""
    of_children = all(each.specialty.startswith(_OF_CHILDREN) for each in clinician.specialties)
    return (
        (CHILDREN if of_children else ANYBODY)
        | FEMALE * (clinician.sex == "F")
        | MALE * (clinician.sex == "M")
        | TELEHEALTH * bool(clinician.telehealth)
        | ASSIGNMENT * bool(clinician.assignment)
    )


def team_flags(team: Iterable[str]) -> int:
    """Return the flags of a hospital with these specialist groups."""
    return ANYBODY | sum(TEAM[group] for group in team)
