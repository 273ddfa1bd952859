"""One clinician or clinic by NPI, one hospital by CCN, with what its page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.answers import Workplace
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, is_npi
from finder.domain.kinds import split_record
from finder.errors import Choice, NotFound
from finder.language import _
from finder.search.workplaces import workplaces_by_ccn
from finder.store.connect import Connection, Snapshot
from finder.store.read_records import care_site_named, clinician_with, hospital_with


@dataclass(frozen=True, slots=True)
class ClinicianPage:
    """A clinician with the hospitals (by CCN) and the curated places (by "centers/<slug>") of the record."""

    clinician: Clinician
    workplaces: Mapping[str, Workplace]
    sites: Mapping[str, CareSite]


@dataclass(frozen=True, slots=True)
class HospitalPage:
    """A hospital, and the curated place that it is."""

    hospital: Hospital
    site: CareSite | None


def find_clinician(snapshot: Snapshot, npi: str) -> ClinicianPage:
    """Return a clinician or clinic. Raises NotFound, saying whether the NPI can be one at all."""
    with snapshot.connect() as connection:
        found = clinician_with(connection, npi) if is_npi(npi) else None
        if found is None:
            raise NotFound(_why_not(npi))
        workplaces = workplaces_by_ccn(snapshot, connection, found.hospitals)
        keys = dict.fromkeys(each.site for each in found.practices if each.site)
        sites = {key: site for key in keys if (site := _site(connection, key))}
    return ClinicianPage(found, workplaces, sites)


def find_hospital(snapshot: Snapshot, ccn: str) -> HospitalPage:
    """Return a hospital with its team. Raises NotFound."""
    with snapshot.connect() as connection:
        found = hospital_with(connection, ccn.upper())
        if found is None:
            raise NotFound(
                _("No hospital with the CMS number “%(ccn)s” is loaded here.") % {"ccn": ccn[:20]},
                (
                    Choice("/centers", _("All cancer centers")),
                    Choice("/programs", _("All community programs")),
                ),
            )
        site = _site(connection, found.site) if found.site else None
        return HospitalPage(found, site)


def _site(connection: Connection, key: str) -> CareSite | None:
    found = split_record(key)
    return care_site_named(connection, *found) if found else None


def _why_not(npi: str) -> str:
    if is_npi(npi):
        reason = _("Nobody here has the NPI %(npi)s: not in cancer care, no longer active, or not loaded.")
        return reason % {"npi": npi}
    reason = _("“%(npi)s” is no NPI: these have ten digits, the last of them a check digit.")
    return reason % {"npi": npi[:20]}
