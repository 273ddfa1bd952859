"""What the join looks up in the curated data, the gazetteer and the geocoded points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from finder.directory.people.middles import Middles
from finder.domain.cancers.specialists import Specialty
from finder.domain.clinicians import Hospital
from finder.domain.curated import Curated
from finder.geo.points import Point
from finder.sources.files import clean
from finder.sources.files.cancer_care import CLINICS
from finder.sources.geocoding.points_file import Located, PostalAddress, read_points
from finder.sources.street_addresses import building
from finder.store.storage.places_file import PlacesFile


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the join looks up."""

    #: NUCC taxonomy code → slug of the specialty.
    by_code: Mapping[str, str]
    #: CMS specialty → slug of the specialty.
    by_cms: Mapping[str, str]
    specialties: Mapping[str, Specialty]
    points: Mapping[PostalAddress, Located]
    #: Key of the building, ZIP code → path of the curated place there. With the city in place of the ZIP code
    #: too, because a hospital may have several ZIP codes.
    site_at: Mapping[tuple[str, str], str]
    #: Path of a curated place → its point, where that is the point of its street address.
    point_of: Mapping[str, Point]
    #: CCN → path of the curated place that is this hospital, and its position.
    site_of_ccn: Mapping[str, str]
    positions: Mapping[str, Point]
    middles: Middles
    #: Hashes of addresses (`address_key`) where several clinicians work.
    shared: frozenset[int] = frozenset()
    #: Building and ZIP code, and building and city, of each hospital of Medicare's list → the hospital.
    hospital_at: Mapping[tuple[str, str], Hospital] = field(default_factory=dict)


def address_key(street: str, written_zip: str, state: str) -> int:
    """Return a hash that is the same for all ways to write the address of a building."""
    return hash((building(street), clean.zip5(written_zip, state)))


def building_keys(street: str, zip5: str, city: str, state: str) -> tuple[tuple[str, str], ...]:
    """Return the keys of a building: with its ZIP code, and with its city, as a hospital may have several."""
    if not street:
        return ()
    key = building(street)
    return tuple((key, where) for where in (zip5[:5], f"{clean.key(city)}, {state}") if where)


def make_lookups(curated: Curated, places: PlacesFile, points: Path) -> Lookups:
    """Return the lookups of the curated data, the gazetteer, and the file of geocoded points."""
    specialties = [each for each in curated.specialties if each.searchable or each.slug in CLINICS]
    treating = [site for site in curated.care_sites if site.treats_patients]
    exact = [
        (site, site.position.point)
        for site in reversed(treating)
        if site.position and site.position.precision == "address"
    ]
    return Lookups(
        by_code={code: each.slug for each in specialties for code in each.nucc},
        by_cms={clean.key(each.cms): each.specialty for each in curated.cms_specialties if each.specialty},
        specialties={each.slug: each for each in curated.specialties},
        points=read_points(points),
        site_at={
            key: site.path
            for site in reversed(treating)
            for key in building_keys(
                site.address.street or "", site.address.zip or "", site.address.city, site.address.state
            )
        },
        point_of={site.path: point for site, point in exact},
        # Several places may name one hospital: the first counts, and centers come before others.
        site_of_ccn={site.ccn.number: site.path for site in reversed(treating) if site.ccn},
        positions={site.ccn.number: point for site, point in exact if site.ccn},
        middles=Middles.made(
            *places.points(), {site.address.zip[:5]: point for site, point in exact if site.address.zip}
        ),
    )


def with_hospitals(lookups: Lookups, hospitals: Iterable[Hospital]) -> Lookups:
    """Return the lookups with the hospitals of Medicare's list by their buildings."""
    return replace(
        lookups,
        hospital_at={
            key: each
            for each in hospitals
            for key in building_keys(each.street or "", each.zip, each.city, each.state)
        },
    )
