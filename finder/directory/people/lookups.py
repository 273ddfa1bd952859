"""What the join looks up in the curated data, the gazetteer and the geocoded points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from finder.domain.cancers.specialists import Specialty
from finder.domain.clinicians import Exactness
from finder.domain.curated import Curated
from finder.domain.places import ZipTable
from finder.geo.points import Point
from finder.sources.files import clean
from finder.sources.files.cancer_care import CLINICS
from finder.sources.geocoding.points_file import Located, PostalAddress, read_points
from finder.sources.street_addresses import building


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the join looks up."""

    #: NUCC taxonomy code → slug of the specialty.
    by_code: Mapping[str, str]
    #: CMS specialty → slug of the specialty.
    by_cms: Mapping[str, str]
    specialties: Mapping[str, Specialty]
    zips: ZipTable
    points: Mapping[PostalAddress, Located]
    #: Key of the building, ZIP code → path of the curated place there. With the city in place of the ZIP code
    #: too, because a hospital may have several ZIP codes.
    site_at: Mapping[tuple[str, str], str]
    #: Path of a curated place → its point, where that is the point of its street address.
    point_of: Mapping[str, Point]
    #: CCN → path of the curated place that is this hospital, and its position.
    site_of_ccn: Mapping[str, str]
    positions: Mapping[str, Point]
    #: Hashes of addresses (`address_key`) where several clinicians work.
    shared: frozenset[int] = frozenset()
    #: ZIP code, city, state → the point that stands for them, as far as looked up.
    middles: dict[tuple[str, str, str], Middle | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of a ZIP code, or of a city where the ZIP code is not known."""

    point: Point
    exactness: Exactness


def address_key(street: str, written_zip: str, state: str) -> int:
    """Return a hash that is the same for all ways to write the address of a building."""
    return hash((building(street), clean.zip5(written_zip, state)))


def city_place(city: str, state: str) -> str:
    """Return a city in the form that `Lookups.site_at` has it in place of a ZIP code."""
    return f"{clean.key(city)}, {state}"


def make_lookups(curated: Curated, zips: ZipTable, points: Path) -> Lookups:
    """Return the lookups of the curated data, the gazetteer, and the file of geocoded points."""
    specialties = [each for each in curated.specialties if each.searchable or each.slug in CLINICS]
    treating = [site for site in curated.care_sites if site.treats_patients]
    return Lookups(
        by_code={code: each.slug for each in specialties for code in each.nucc},
        by_cms={clean.key(each.cms): each.specialty for each in curated.cms_specialties if each.specialty},
        specialties={each.slug: each for each in curated.specialties},
        zips=zips,
        points=read_points(points),
        site_at={
            (building(site.address.street), where): site.path
            for site in reversed(treating)
            if site.address.street
            for where in (city_place(site.address.city, site.address.state), (site.address.zip or "")[:5])
            if where
        },
        point_of={
            site.path: site.position.point
            for site in treating
            if site.position and site.position.precision == "address"
        },
        # Several places may name one hospital: the first counts, and centers come before others.
        site_of_ccn={site.ccn.number: site.path for site in reversed(treating) if site.ccn},
        positions={
            site.ccn.number: site.position.point
            for site in reversed(treating)
            if site.ccn and site.position and site.position.precision == "address"
        },
    )  # fmt: skip
