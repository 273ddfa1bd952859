"""The kinds of records that a search finds, in one table: everything that depends on the kind alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from finder.language import marked

#: The age groups that a place may treat, and that a search may be for.
Patients = Literal["adults", "children"]


class Kind(StrEnum):
    """A kind of record. Its value is what JSON, `kind=` in an address and the directory call it.

    `path` is the first part of the addresses of its records: clinics share that of clinicians.
    `label` names the list, `singular` one of them in a sentence, `badge` one of them above its name.
    `curated`: kept in data/, not loaded from public files. `by_specialty`: found by subspecialty too, not
    only by specialist group. `missing` says of a curated kind that no record has a key.
    """

    path: str
    label: str
    singular: str
    badge: str
    curated: bool
    by_specialty: bool
    missing: str

    def __new__(  # noqa: D102 (called by the members below)
        cls,
        value: str,
        path: str,
        label: str,
        singular: str,
        badge: str,
        curated: bool = False,
        by_specialty: bool = False,
        missing: str = "",
    ) -> Kind:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.path, kind.label, kind.singular, kind.badge = path, label, singular, badge
        kind.curated, kind.by_specialty, kind.missing = curated, by_specialty, missing
        return kind

    CENTER = (
        "center", "centers", marked("Cancer centers"), marked("cancer center"), marked("Cancer center"),
        True, False, marked("There is no center “%(slug)s”."),
    )  # fmt: skip
    PROGRAM = (
        "program", "programs", marked("Community cancer programs"), marked("community program"),
        marked("Community cancer program"), True, False, marked("There is no program “%(slug)s”."),
    )  # fmt: skip
    SITE = (
        "site", "sites", marked("Hospitals and clinics for cancer care"), marked("hospital or clinic"),
        marked("Hospital or clinic"), True, False, marked("There is no hospital or clinic “%(slug)s”."),
    )  # fmt: skip
    HOSPITAL = (
        "hospital", "hospitals", marked("Hospitals with a team"), marked("hospital with a team"),
        marked("Hospital"),
    )  # fmt: skip
    CLINICIAN = (
        "clinician", "clinicians", marked("Specialists"), marked("specialist"), marked("Specialist"),
        False, True,
    )  # fmt: skip
    CLINIC = "clinic", "clinicians", marked("Cancer clinics"), marked("clinic"), marked("Clinic")

    def record(self, key: str) -> str:
        """Return the path of a record: `centers/huntsman`, `clinicians/1003000126`."""
        return f"{self.path}/{key}"


#: Places of care that people curate in data/, in the order of lists.
CARE_SITES = tuple(kind for kind in Kind if kind.curated)
#: Who has a National Provider Identifier: persons, and organizations.
PROVIDERS = (Kind.CLINICIAN, Kind.CLINIC)
_BY_PATH = {kind.path: kind for kind in reversed(Kind)}


def split_record(path: str) -> tuple[Kind, str] | None:
    """Return the kind and the key of a record's path; None for what is no such path.

    Of `clinicians/…` the kind is CLINICIAN, whether the record is of a person or of a clinic.
    """
    first, _, key = path.partition("/")
    kind = _BY_PATH.get(first)
    return (kind, key) if kind and key else None
