"""From a name, a CCN or the slug of a center or program to the place whose clinicians are wanted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from string import capwords

from finder.domain.answers import Workplace
from finder.domain.kinds import CARE_SITES, split_record
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.points import Point, vector
from finder.language import _
from finder.plain_text import normalize
from finder.store.connect import Connection, Snapshot
from finder.store.read_care_sites import care_site_named, care_sites_of
from finder.store.read_people import all_names, hospital_with, hospitals_with, names_of, working_at
from finder.words.similar_names import similar_names

#: Places of one name that are offered.
_MOST = 8


def find_workplace(snapshot: Snapshot, connection: Connection, text: str, here: Point | None = None) -> str:
    """Return the key of a place of work: a CCN, `centers/<slug>` or `programs/<slug>`.

    It may be given by its name, or by words of it. Raises Unsure where several have it, those nearest to
    `here` first, and BadQuery with the places of like names where none has.
    """
    key = text.strip()
    if len(key) == 6 and key[:2].isdigit():
        ccn = key.upper()
        if hospital_with(connection, ccn) or working_at(connection, ccn):
            return ccn
        raise _unknown(_("No hospital with the number %(ccn)s is on record.") % {"ccn": ccn})
    given = split_record(key.casefold())
    slug = given[1] if given else key.casefold()
    for kind in CARE_SITES:
        if site := care_site_named(connection, kind, slug):
            return site.path
    names = snapshot.keep("names of workplaces", lambda: _names(connection))
    asked = normalize(key)
    found = [each for each, name in names.items() if name == asked]
    found = found or [each for each, name in names.items() if set(asked.split()) <= set(name.split())]
    if asked and len(found) == 1:
        return found[0]
    if asked and found:
        raise Unsure(
            Fault(
                "hospital",
                _("Several places are called “%(name)s”. Which one is it?") % {"name": key},
                "",
                _choices(connection, found, here),
            )
        )
    sites = {site.id: site.name for kind in CARE_SITES for site in care_sites_of(connection, kind)}
    near = similar_names(slug, sites, limit=4)
    unknown = _("We know no hospital “%(name)s”.") % {"name": text}
    raise _unknown(unknown, tuple(Choice(each, sites[each]) for each in near))


def _names(connection: Connection) -> dict[str, str]:
    """Return key → name in plain letters: curated places, and the hospitals that are none of these."""
    sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind) if site.treats_patients]
    curated = {site.ccn.number for site in sites if site.ccn}
    hospitals = all_names(connection)
    return {site.path: normalize(site.name) for site in sites} | {
        ccn: normalize(name) for ccn, name in hospitals.items() if ccn not in curated
    }


def _choices(connection: Connection, keys: Sequence[str], here: Point | None) -> tuple[Choice, ...]:
    """Return the places to choose from, the nearest first; a few of them, however many there are."""
    found: list[tuple[float, Choice]] = []
    hospitals = hospitals_with(connection, [key for key in keys if "/" not in key])
    for ccn, hospital in hospitals.items():
        label = f"{capwords(hospital.name)}, {capwords(hospital.city)}, {hospital.state}"
        found.append((_away(here, hospital.point), Choice(ccn, label)))
    for kind, slug in filter(None, map(split_record, keys)):
        if site := care_site_named(connection, kind, slug):
            label = f"{site.name}, {site.address.city}, {site.address.state}"
            point = site.position.point if site.position else None
            found.append((_away(here, point), Choice(site.path, label)))
    return tuple(choice for _, choice in sorted(found, key=lambda each: (each[0], each[1].label))[:_MOST])


def _away(here: Point | None, there: Point | None) -> float:
    return vector(here).chord_squared_to(vector(there)) if here and there else math.inf


def workplaces_by_ccn(
    snapshot: Snapshot, connection: Connection, ccns: Sequence[str]
) -> dict[str, Workplace]:
    """Return CCN → name and page of the hospitals on record: a curated place before the hospital of CMS."""
    if not ccns:
        return {}
    curated = snapshot.keep("workplaces", lambda: _curated(connection))
    found = {ccn: Workplace(name, f"/hospitals/{ccn}") for ccn, name in names_of(connection, ccns).items()}
    return found | {ccn: curated[ccn] for ccn in ccns if ccn in curated}


def _curated(connection: Connection) -> dict[str, Workplace]:
    sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind)]
    return {
        site.ccn.number: Workplace(site.host or site.name, f"/{site.path}")
        for site in reversed(sites)
        if site.ccn and site.treats_patients
    }


def _unknown(reason: str, choices: tuple[Choice, ...] = ()) -> BadQuery:
    hint = _("Give its name, or the six characters of its CMS number, such as 100007.")
    return BadQuery(Fault("hospital", reason, hint, choices))
