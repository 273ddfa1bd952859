"""The rows of place_claims.csv: what sources once said of places of care."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from finder.domain.care import CareSite, Treated
from finder.domain.claims import Claim, ClaimKind
from finder.domain.sources import Origin
from finder.domain.table import Table
from finder.sources.curated.data_table import Row


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A row of place_claims.csv; `place` is the path of a record, such as `programs/acmh-hospital-pa`."""

    place: str
    claim: str
    source: str
    as_of: str | None = None
    count: int | None = None
    seen_in: str | None = None
    checked: str | None = None
    note: str | None = None


#: Not in the directory by itself: each place carries its claims.
PLACE_CLAIMS = Table("place claim", ClaimRow, key=("place", "claim", "as_of", "seen_in"), in_catalog=False)


def claims_by_place(rows: Iterable[Row[ClaimRow]]) -> Mapping[str, tuple[Claim, ...]]:
    """Return the claims about each place by its path, in the order of place_claims.csv."""
    claims: dict[str, list[Claim]] = defaultdict(list)
    for row in rows:
        each = row.record
        origin = Origin(each.source, each.checked)
        claim = Claim(each.claim, origin, each.as_of, each.seen_in, each.note, each.count)
        claims[each.place].append(claim)
    return {place: tuple(found) for place, found in claims.items()}


def with_claims(
    places: Iterable[Row[CareSite]],
    claims: Mapping[str, tuple[Claim, ...]],
    kinds: Mapping[str, ClaimKind],
) -> list[Row[CareSite]]:
    """Return places, each with what is claimed of it, and with what the claims show of whom it treats."""
    return [
        replace(row, record=_with_claims(row.record, claims.get(row.record.path, ()), kinds))
        for row in places
    ]


def _with_claims(site: CareSite, claims: tuple[Claim, ...], kinds: Mapping[str, ClaimKind]) -> CareSite:
    for claim in claims:
        whom = kinds[claim.kind].shows if claim.kind in kinds else None
        shown = Treated("yes", replace(claim.origin, checked=claim.as_of or claim.origin.checked))
        if whom == "adults" and site.adults.answer == "unknown":
            site = replace(site, adults=shown)
        elif whom == "children" and site.children.answer == "unknown":
            site = replace(site, children=shown)
    return replace(site, claims=claims)
