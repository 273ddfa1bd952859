"""The hospitals that clinicians are affiliated with, by name and page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finder.domain.answers import Workplace
from finder.domain.kinds import CARE_SITES, Kind
from finder.store.connect import Connection, Snapshot
from finder.store.read_records import care_sites_of, hospital_names


def workplaces_by_ccn(
    snapshot: Snapshot, connection: Connection, ccns: Sequence[str]
) -> dict[str, Workplace]:
    """Return the hospitals in the directory by CCN; the page of a curated place comes before that of CMS."""
    if not ccns:
        return {}
    # A few thousand: reading them once is faster than asking for some at each question.
    every = snapshot.cached("workplaces", lambda: _workplaces(connection))
    return {ccn: every[ccn] for ccn in ccns if ccn in every}


def _workplaces(connection: Connection) -> Mapping[str, Workplace]:
    names = hospital_names(connection)
    hospitals = {ccn: Workplace(name, f"/{Kind.HOSPITAL.record(ccn)}") for ccn, name in names.items()}
    return hospitals | _curated(connection)


def _curated(connection: Connection) -> dict[str, Workplace]:
    sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind)]
    return {
        site.ccn.number: Workplace(site.host or site.name, f"/{site.path}")
        for site in reversed(sites)
        if site.ccn and site.treats_patients
    }
