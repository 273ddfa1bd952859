"""Clinicians and hospitals: one by its number, many by their numbers, in the order asked for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from finder.domain.clinicians import Clinician, Hospital
from finder.store.schema import affiliation, clinician, hospital

_clinician = msgspec.json.Decoder(Clinician).decode
_hospital = msgspec.json.Decoder(Hospital).decode

_CLINICIANS = select(clinician.c.npi, clinician.c.document).where(
    clinician.c.npi.in_(bindparam("numbers", expanding=True))
)
_HOSPITALS = select(hospital.c.id, hospital.c.document).where(
    hospital.c.id.in_(bindparam("numbers", expanding=True))
)


def clinicians_numbered(connection: Connection, npis: Sequence[int]) -> dict[int, Clinician]:
    """Return NPI → clinician or clinic."""
    return {npi: _clinician(text) for npi, text in connection.execute(_CLINICIANS, {"numbers": list(npis)})}


def hospitals_numbered(connection: Connection, numbers: Sequence[int]) -> dict[int, Hospital]:
    """Return row number → hospital."""
    return {
        number: _hospital(text) for number, text in connection.execute(_HOSPITALS, {"numbers": list(numbers)})
    }


def clinician_with(connection: Connection, npi: int) -> Clinician | None:
    """Return the clinician or clinic with an NPI, if the directory has it."""
    return clinicians_numbered(connection, [npi]).get(npi)


def hospital_with(connection: Connection, ccn: str) -> Hospital | None:
    """Return the hospital with a CCN, if the directory has it."""
    text = connection.execute(select(hospital.c.document).where(hospital.c.ccn == ccn)).scalar()
    return _hospital(text) if text else None


def hospitals_with(connection: Connection, ccns: Sequence[str]) -> dict[str, Hospital]:
    """Return CCN → hospital, of those that the directory has."""
    wanted = select(hospital.c.ccn, hospital.c.document).where(hospital.c.ccn.in_(list(ccns)))
    return {ccn: _hospital(text) for ccn, text in connection.execute(wanted)} if ccns else {}


def names_of(connection: Connection, ccns: Sequence[str]) -> dict[str, str]:
    """Return CCN → name as CMS has it."""
    wanted = select(hospital.c.ccn, hospital.c.name).where(hospital.c.ccn.in_(list(dict.fromkeys(ccns))))
    return {row.ccn: row.name for row in connection.execute(wanted)}


def all_names(connection: Connection) -> dict[str, str]:
    """Return CCN → name as CMS has it, of all hospitals."""
    return {row.ccn: row.name for row in connection.execute(select(hospital.c.ccn, hospital.c.name))}


def working_at(connection: Connection, workplace: str) -> int:
    """Count who works at a CCN, `centers/<slug>` or `programs/<slug>`."""
    count = select(func.count()).where(affiliation.c.workplace == workplace)
    return int(connection.execute(count).scalar_one())
