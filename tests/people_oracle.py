"""A brute-force oracle for searches for people: geopy and all records, no cells and no SQL."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from geopy.distance import geodesic

from finder.domain.clinicians import Clinician, Hospital
from finder.search.questions import NearQuery
from tests.people_world import CLINIC_OF, EVERYBODY, HOSPITALS, OF_CANCER, OF_GROUP, SITE_OF, team_of

RINGS = (25, 50, 100, 250)
Record = Clinician | Hospital
Ranked = list[tuple[float, str]]


def question(**arguments: str | Sequence[str]) -> NearQuery:
    """Return a query from Boston unless another place is given."""
    texts = {name: [value] if isinstance(value, str) else value for name, value in arguments.items()}
    return NearQuery.parse({"near": ["02115"]} | texts)


def id_of(record: Record) -> str:
    """Return the NPI or CCN."""
    return record.npi if isinstance(record, Clinician) else record.ccn


def slugs_of(clinician: Clinician) -> set[str]:
    """Return the specialties that a clinician reports."""
    return {each.specialty for each in clinician.specialties}


def facets_of(record: Record) -> set[str]:
    """Return the facets of a record: its specialties, their groups, and any."""
    if isinstance(record, Hospital):
        team = team_of(record.ccn)
        return {f"hospital:{each}" for each in ("any", *team)} if team else set()
    slugs = slugs_of(record)
    found = set(slugs)
    if record.kind == "clinic":
        found |= {"any", *(CLINIC_OF[slug] for slug in slugs)}
    else:
        found |= {group for group, reported in OF_GROUP.items() if slugs & reported}
        found |= {"any"} if slugs & OF_CANCER else set()
        found |= {f"only-{slug}" for slug in slugs & {"surgery", "pathology"}}
    return {f"{record.kind}:{each}" for each in found}


def answers(record: Record, facets: Iterable[str], everybody: bool = False) -> bool:
    """Tell whether a record has one of the facets; `everybody`: any record of a kind whose facet is any."""
    own = facets_of(record)
    kinds = {facet.partition(":")[0] for facet in facets if facet.endswith(":any")} if everybody else set()
    return bool(own & set(facets)) or any(facet.partition(":")[0] in kinds for facet in own)


def named(clinician: Clinician, *beginnings: str) -> bool:
    """Tell whether each prefix starts a word of a name, or of the name of a clinic's office.

    What stands before an apostrophe or hyphen is a word of its own, and the whole name written as one is too.
    """
    texts = [clinician.last, clinician.first, clinician.other_first, clinician.organization]
    if clinician.kind == "clinic":
        texts += [each.name or "" for each in clinician.practices]
    words: set[str] = set()
    for text in texts:
        plain = unicodedata.normalize("NFD", text.lower())
        letters = "".join(each for each in plain if not unicodedata.combining(each))
        for written in (letters.replace("'", ""), letters):
            parts = "".join(each if each.isalnum() else " " for each in written).split()
            words |= {*parts, "".join(parts)} if len(parts) < 4 else set(parts)
    return all(any(word.startswith(each) for word in words if len(word) > 1) for each in beginnings)


def works_at(clinician: Clinician, workplace: str) -> bool:
    """Tell whether a clinician works at a CCN or a curated place: by affiliation, or by address."""
    places = {SITE_OF[ccn] for ccn in clinician.hospitals if ccn in SITE_OF}
    return workplace in {*clinician.hospitals, *places, *(each.site for each in clinician.practices)}


def ranked(center: tuple[float, float], keep: Callable[[Record], bool]) -> Ranked:
    """Return miles and number of the kept records with a location, at the nearest one, nearest first."""
    found = []
    everything: tuple[Record, ...] = (*EVERYBODY, *HOSPITALS)
    for record in everything:
        spots = record.practices if isinstance(record, Clinician) else (record,)
        points = {(each.latitude, each.longitude) for each in spots if each.latitude is not None}
        if points and keep(record):
            found.append((min(geodesic(center, point).miles for point in points), id_of(record)))
    return sorted(found)


def slack(miles: float) -> float:
    """Return how far a chord's miles may be from geopy's (finder.geo.circle)."""
    return miles * (1e-4 if miles < 1000 else 5e-3) + 1e-3


def same_order(found: Ranked, expected: Ranked) -> bool:
    """Tell whether a list is the expected one: the same numbers and miles, in the order of their miles.

    Two whose miles differ by less than a chord's error may change places; two at one spot may not.
    """
    miles = {number: apart for apart, number in expected}
    return (
        sorted(number for _, number in found) == sorted(miles)
        and all(abs(apart - miles[number]) <= slack(apart) for apart, number in found)
        and all(
            miles[one] <= miles[other] + slack(miles[other])
            and (miles[one] != miles[other] or (len(one), one) < (len(other), other))
            for (_, one), (_, other) in pairwise(found)
        )
    )


def ring_fits(count: int, expected: Ranked, reach: float) -> bool:
    """Tell whether a count is right for a circle. Records on its very edge may count or not."""
    sure = sum(apart <= reach - slack(reach) for apart, _ in expected)
    return sure <= count <= sum(apart <= reach + slack(reach) for apart, _ in expected)
