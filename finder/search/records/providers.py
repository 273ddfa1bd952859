"""Look up one clinician or clinic by NPI, or one hospital by CCN, with everything its page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.answers import Workplace
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, is_npi
from finder.domain.kinds import Kind, split_record
from finder.domain.live import LiveRegistry
from finder.errors import Choice, NotFound
from finder.language import _
from finder.search.records.look_up import look_up
from finder.search.workplaces import workplaces_by_ccn
from finder.store.connect import Connection, Snapshot
from finder.store.read_records import care_site_named, clinician_with, hospital_with


@dataclass(frozen=True, slots=True)
class ClinicianPage:
    """A clinician, with the hospitals (by CCN) and curated places (by "centers/<slug>") in the record."""

    clinician: Clinician
    workplaces: Mapping[str, Workplace]
    sites: Mapping[str, CareSite]


@dataclass(frozen=True, slots=True)
class HospitalPage:
    """A hospital, and its curated record if it has one."""

    hospital: Hospital
    site: CareSite | None


def find_clinician(
    snapshot: Snapshot, npi: str, live: LiveRegistry | None = None, *, chosen: bool = False
) -> ClinicianPage:
    """Return a clinician or clinic. One that is not loaded is looked up live, if the reader has `chosen` it.

    Raises NotFound, also for a number that is not a valid NPI.
    """
    with snapshot.connect() as connection:
        clinician = clinician_with(connection, npi) if is_npi(npi) else None
    if clinician is None:
        clinician = _live(snapshot, npi, live, chosen)
    with snapshot.connect() as connection:
        workplaces = workplaces_by_ccn(snapshot, connection, clinician.hospitals)
        keys = dict.fromkeys(each.site for each in clinician.practices if each.site)
        sites = {key: site for key in keys if (site := _site(connection, key))}
    return ClinicianPage(clinician, workplaces, sites)


def find_hospital(snapshot: Snapshot, ccn: str) -> HospitalPage:
    """Return a hospital with its team. Raises NotFound."""
    with snapshot.connect() as connection:
        hospital = hospital_with(connection, ccn.upper())
        if hospital is None:
            raise NotFound(
                _("We couldn't find a hospital with the CMS number “%(ccn)s” here.") % {"ccn": ccn[:20]},
                (
                    Choice("/centers", _("All cancer centers")),
                    Choice("/programs", _("All community programs")),
                ),
            )
        site = _site(connection, hospital.site) if hospital.site else None
        return HospitalPage(hospital, site)


def _site(connection: Connection, key: str) -> CareSite | None:
    kind_and_slug = split_record(key)
    return care_site_named(connection, *kind_and_slug) if kind_and_slug else None


def _live(snapshot: Snapshot, npi: str, live: LiveRegistry | None, chosen: bool) -> Clinician:
    answer = look_up(snapshot, [npi], live, chosen=chosen) if is_npi(npi) else None
    if answer and answer.clinicians:
        return answer.clinicians[0]
    if answer and answer.note:
        raise NotFound(answer.note)
    choice = Choice(f"/{Kind.CLINICIAN.record(npi)}?live=yes", _("Look up this number in the NPI Registry"))
    can_choose = bool(live) and answer is None and is_npi(npi)
    raise NotFound(_why_not_found(npi), (choice,) if can_choose else ())


def _why_not_found(npi: str) -> str:
    if is_npi(npi):
        reason = _(
            "We couldn't find the NPI %(npi)s. The person may not work in cancer care, may be inactive,"
            " or may not be loaded here."
        )
        return reason % {"npi": npi}
    reason = _("“%(npi)s” is not an NPI. An NPI has 10 digits, and the last one is a check digit.")
    return reason % {"npi": npi[:20]}
