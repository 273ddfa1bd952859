"""The hospitals that clinicians are affiliated with, by name and page."""

from __future__ import annotations

from collections.abc import Sequence

from finder.domain.answers import Workplace
from finder.domain.kinds import CARE_SITES, Kind
from finder.store.connect import Connection, Snapshot
from finder.store.read_records import care_sites_of, names_of


def workplaces_by_ccn(
    snapshot: Snapshot, connection: Connection, ccns: Sequence[str]
) -> dict[str, Workplace]:
    """Return the hospitals in the directory by CCN; the page of a curated place comes before that of CMS."""
    if not ccns:
        return {}
    curated = snapshot.cached("workplaces", lambda: _curated(connection))
    names = names_of(connection, ccns)
    hospitals = {ccn: Workplace(name, f"/{Kind.HOSPITAL.record(ccn)}") for ccn, name in names.items()}
    return hospitals | {ccn: curated[ccn] for ccn in ccns if ccn in curated}


def _curated(connection: Connection) -> dict[str, Workplace]:
    sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind)]
    return {
        site.ccn.number: Workplace(site.host or site.name, f"/{site.path}")
        for site in reversed(sites)
        if site.ccn and site.treats_patients
    }
