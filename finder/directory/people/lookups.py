"""What the join of the public files needs to know besides them: the curated data and the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from finder.domain.cancers import CmsSpecialty, Specialty
from finder.domain.care import CareSite
from finder.domain.places import ZipTable
from finder.geo.points import Point
from finder.sources.addresses import building
from finder.sources.geocoding.points_file import Located, PostalAddress, read_points

#: Organizations by their specialty of data/specialties.csv.
CLINICS = ("oncology-clinic", "radiation-oncology-clinic")


@dataclass(frozen=True, slots=True)
class Known:
    """What the join needs to know besides the extracts: the curated data and the map."""

    by_code: Mapping[str, str]
    by_cms: Mapping[str, str]
    specialties: Mapping[str, Specialty]
    zips: ZipTable
    points: Mapping[PostalAddress, Located]
    site_at: Mapping[tuple[str, str], str]
    site_of_ccn: Mapping[str, str]
    positions: Mapping[str, Point]
    #: Marks (`hash`) of streets with ZIP where several of ours work.
    shared: frozenset[int] = frozenset()
    middles: dict[str, Point | None] = field(default_factory=dict)


def known_from(
    specialties: tuple[Specialty, ...],
    cms: tuple[CmsSpecialty, ...],
    sites: tuple[CareSite, ...],
    zips: ZipTable,
    points: Path,
) -> Known:
    """Return the curated data as the join looks things up, and the points that `finder geocode` found."""
    ours = [each for each in specialties if each.searchable or each.slug in CLINICS]
    treating = [site for site in sites if site.treats_patients]
    return Known(
        by_code={code: each.slug for each in ours for code in each.nucc},
        by_cms={each.cms: each.specialty for each in cms if each.specialty},
        specialties={each.slug: each for each in specialties},
        zips=zips,
        points=read_points(points),
        site_at={
            (building(site.address.street), (site.address.zip or "")[:5]): site.path
            for site in reversed(treating)
            if site.address.street and site.address.zip
        },
        # Several places may name one hospital: the first, a center before a program, stands for it.
        site_of_ccn={site.ccn.number: site.path for site in reversed(treating) if site.ccn},
        positions={
            site.ccn.number: site.position.point for site in treating if site.ccn and site.position
        },
    )  # fmt: skip
