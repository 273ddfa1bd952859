"""From a CCN, or the slug of a center or program, to the place whose clinicians are wanted."""

from __future__ import annotations

from collections.abc import Sequence

from finder.domain.answers import Workplace
from finder.domain.care import Kind
from finder.errors import BadQuery, Choice, Fault
from finder.search.parameters import nearest_names
from finder.store.care_sites import care_site_named, care_sites_of
from finder.store.connect import Connection, Snapshot
from finder.store.people_found import hospital_with, names_of, working_at

_KINDS: tuple[Kind, ...] = ("center", "program")


def find_workplace(connection: Connection, text: str) -> str:
    """Return the key of a place of work: a CCN, `centers/<slug>` or `programs/<slug>`.

    Raises BadQuery with the places of like names.
    """
    key = text.strip()
    if len(key) == 6 and key[:2].isdigit():
        ccn = key.upper()
        if hospital_with(connection, ccn) or working_at(connection, ccn):
            return ccn
        raise _unknown(f"No hospital with the number {ccn} is on record.")
    slug = key.removeprefix("centers/").removeprefix("programs/").casefold()
    for kind in _KINDS:
        if care_site_named(connection, kind, slug):
            return f"{kind}s/{slug}"
    names = {site.id: site.name for kind in _KINDS for site in care_sites_of(connection, kind)}
    near = nearest_names(slug, names, limit=4)
    raise _unknown(f"We know no hospital “{text}”.", tuple(Choice(each, names[each]) for each in near))


def workplaces_named(snapshot: Snapshot, connection: Connection, ccns: Sequence[str]) -> dict[str, Workplace]:
    """Return CCN → name and page of the hospitals on record: a curated place before the hospital of CMS."""
    if not ccns:
        return {}
    curated = snapshot.keep("workplaces", lambda: _curated(connection))
    found = {ccn: Workplace(name, f"/hospitals/{ccn}") for ccn, name in names_of(connection, ccns).items()}
    return found | {ccn: curated[ccn] for ccn in ccns if ccn in curated}


def _curated(connection: Connection) -> dict[str, Workplace]:
    sites = [site for kind in _KINDS for site in care_sites_of(connection, kind)]
    return {
        site.ccn.number: Workplace(site.host or site.name, f"/{site.kind}s/{site.id}")
        for site in reversed(sites)
        if site.ccn and site.treats_patients
    }


def _unknown(reason: str, choices: tuple[Choice, ...] = ()) -> BadQuery:
    hint = "Give the six characters of its CMS number, such as 100007, or the name in its address here."
    return BadQuery(Fault("hospital", reason, hint, choices))
