"""What lists and other sources say of a place of care: designations, and claims of their time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from finder.domain.kinds import Patients
from finder.domain.sources import Origin
from finder.domain.table import Table

Scheme = Literal["nci", "nccn", "pps-exempt"]

#: The kind of claim of the sites of the Children's Oncology Group (data/claims.csv).
CHILDRENS_ONCOLOGY_GROUP = "cog"


@dataclass(frozen=True, slots=True)
class Designation:
    """A list that includes a center: NCI designation (with its level), NCCN membership, PPS exemption."""

    scheme: Scheme
    origin: Origin
    level: Literal["comprehensive", "clinical", "basic-laboratory"] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DesignationKind:
    """The name of a designation, what it means, and where its list is."""

    scheme: Scheme
    name: str
    meaning: str
    source: str
    level: Literal["comprehensive", "clinical", "basic-laboratory"] | None = None
    link: str | None = None
    checked: str | None = None


DESIGNATION_KINDS = Table("designation kind", DesignationKind, key=("scheme", "level"))


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a source once said about a place: evidence for its time, not for today.

    `count` is how many of something, such as trials, where the kind of claim shows it.
    """

    kind: str
    origin: Origin
    as_of: str | None = None
    seen_in: str | None = None
    note: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """The wording of a kind of claim, what it means, and where to check it today.

    Of several claims with the same `subject` only the newest is shown in short lists. `shows` is whom a place
    treats that has such a claim.
    """

    claim: str
    name: str
    dated: str
    undated: str
    meaning: str
    link: str | None = None
    subject: Literal["trials"] | None = None
    shows: Patients | None = None


CLAIM_KINDS = Table("claim kind", ClaimKind, key=("claim",))


def newest_claims(claims: Iterable[Claim], kinds: Mapping[str, ClaimKind]) -> list[Claim]:
    """Return the claims to show in short: those with a subject first, and of each subject only the newest."""
    newest: dict[str, Claim] = {}
    others: list[Claim] = []
    for claim in claims:
        subject = kinds[claim.kind].subject
        if subject is None:
            others.append(claim)
        elif subject not in newest or (claim.as_of or "") > (newest[subject].as_of or ""):
            newest[subject] = claim
    return [*newest.values(), *others]
