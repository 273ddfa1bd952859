"""Find the hospital, center or program where clinicians work, by its name, CCN or slug."""

from __future__ import annotations

import math
from collections.abc import Sequence
from string import capwords

from finder.domain.kinds import CARE_SITES, split_record
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.points import Point, vector
from finder.language import _
from finder.plain_text import normalize
from finder.store.connect import Connection, Snapshot
from finder.store.read_records import (
    all_names,
    care_site_named,
    care_sites_of,
    hospital_with,
    hospitals_with,
    working_at,
)
from finder.words.similar_names import similar_names

#: The most places with the same name to choose from.
_MAX_CHOICES = 8


def find_workplace(snapshot: Snapshot, connection: Connection, text: str, here: Point | None = None) -> str:
    """Return the key of a workplace: a CCN, or the path of a place of care, `centers/<slug>`.

    `text` is such a key, a slug, a name, or words of a name. Raises Unsure if several places match, with
    those nearest to `here` first, and BadQuery with similar names if none does, both for field `hospital`.
    """
    typed = text.strip()
    if len(typed) == 6 and typed[:2].isdigit():
        ccn = typed.upper()
        if hospital_with(connection, ccn) or working_at(connection, ccn):
            return ccn
        raise _unknown(_("We couldn't find a hospital with the number %(ccn)s.") % {"ccn": ccn})
    record = split_record(typed.casefold())
    slug = record[1] if record else typed.casefold()
    for kind in CARE_SITES:
        if site := care_site_named(connection, kind, slug):
            return site.path
    names = snapshot.cached("names of workplaces", lambda: _normalized_names(connection))
    keys = _matching(normalize(typed), names)
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise Unsure(
            Fault(
                "hospital",
                _("Several places are called “%(name)s”. Which one is it?") % {"name": typed},
                "",
                _choices(connection, keys, here),
            )
        )
    sites = snapshot.cached("names of places", lambda: _names_by_slug(connection))
    similar = similar_names(slug, sites, limit=4)
    reason = _("We couldn't find a hospital called “%(name)s”.") % {"name": text}
    raise _unknown(reason, tuple(Choice(each, sites[each]) for each in similar))


def _names_by_slug(connection: Connection) -> dict[str, str]:
    return {site.id: site.name for kind in CARE_SITES for site in care_sites_of(connection, kind)}


def _normalized_names(connection: Connection) -> dict[str, str]:
    """Return normalized names by key: of curated places, and of the hospitals that are not among these."""
    sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind) if site.treats_patients]
    curated = {site.ccn.number for site in sites if site.ccn}
    hospitals = all_names(connection)
    return {site.path: normalize(site.name) for site in sites} | {
        ccn: normalize(name) for ccn, name in hospitals.items() if ccn not in curated
    }


def _matching(typed: str, names: dict[str, str]) -> list[str]:
    """Return the keys of the places with this name, or else with all its words in their names."""
    if not typed:
        return []
    words = set(typed.split())
    same = [key for key, name in names.items() if name == typed]
    return same or [key for key, name in names.items() if words <= set(name.split())]


def _choices(connection: Connection, keys: Sequence[str], here: Point | None) -> tuple[Choice, ...]:
    """Return the first few places to choose from, those nearest to `here` first."""
    choices: list[tuple[float, Choice]] = []
    records = {key: split_record(key) for key in keys}
    for ccn, hospital in hospitals_with(connection, [key for key in keys if not records[key]]).items():
        label = f"{capwords(hospital.name)}, {capwords(hospital.city)}, {hospital.state}"
        choices.append((_distance(here, hospital.point), Choice(ccn, label)))
    for kind, slug in filter(None, records.values()):
        if site := care_site_named(connection, kind, slug):
            label = f"{site.name}, {site.address.city}, {site.address.state}"
            point = site.position.point if site.position else None
            choices.append((_distance(here, point), Choice(site.path, label)))
    choices.sort(key=lambda each: (each[0], each[1].label))
    return tuple(choice for _, choice in choices[:_MAX_CHOICES])


def _distance(here: Point | None, there: Point | None) -> float:
    return vector(here).chord_squared_to(vector(there)) if here and there else math.inf


def _unknown(reason: str, choices: tuple[Choice, ...] = ()) -> BadQuery:
    hint = _("Type its name or its six-character CMS number, such as 100007.")
    return BadQuery(Fault("hospital", reason, hint, choices))
