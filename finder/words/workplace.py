"""Find the hospital, center or program where clinicians work, by its name, CCN or slug."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from finder.domain.kinds import CARE_SITES, Kind, split_record
from finder.domain.names import CareName
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.points import Point, vector
from finder.language import _
from finder.plain_text import normalize
from finder.store.connect import Connection, Snapshot
from finder.store.read_records import care_site_named, care_sites_of, hospital_with, working_at
from finder.words.care_names import Fit, find_care_names, own_words, town_of, written
from finder.words.similar_names import similar_names

#: The most places to choose from.
_MAX_CHOICES = 8


def find_workplace(snapshot: Snapshot, connection: Connection, text: str, here: Point | None = None) -> str:
    """Return the key of a workplace: a CCN, or the path of a place of care, `centers/<slug>`.

    `text` is such a key, a slug, or a name as people write it. Raises Unsure if several places match, with
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
    found = find_care_names(connection, typed)
    names = [each for each in found.names if each.kind is not Kind.CLINIC]
    if not names or found.fit >= Fit.LIKE:
        reason = _("We couldn't find a hospital called “%(name)s”.") % {"name": text}
        raise _unknown(reason, _choices(names, here) or _with_similar_slugs(snapshot, connection, slug))
    if one := _the_one(names, typed):
        return _key(one)
    reason = _("Several places are called “%(name)s”. Which one is it?") % {"name": typed}
    raise Unsure(Fault("hospital", reason, "", _choices(names, here)))


def _the_one(names: Sequence[CareName], typed: str) -> CareName | None:
    """Return the only name, the only one that is written so, or the only center with a word more at most.

    A center shares its name with its sites: it is meant.
    """
    same = [each for each in names if normalize(each.name) == normalize(typed)]
    own = {each: own_words(each, typed) for each in names if each.kind is Kind.CENTER}
    fewest = min(own.values(), default=0)
    centers = [each for each, count in own.items() if count == fewest <= 1]
    return next((only[0] for only in (names, same, centers) if len(only) == 1), None)


def _with_similar_slugs(snapshot: Snapshot, connection: Connection, slug: str) -> tuple[Choice, ...]:
    sites = snapshot.cached("names of places", lambda: _names_by_slug(connection))
    return tuple(Choice(each, sites[each]) for each in similar_names(slug, sites, limit=4))


def _names_by_slug(connection: Connection) -> dict[str, str]:
    return {site.id: site.name for kind in CARE_SITES for site in care_sites_of(connection, kind)}


def _key(each: CareName) -> str:
    return each.key if each.kind is Kind.HOSPITAL else each.kind.record(each.key)


def _choices(names: Iterable[CareName], here: Point | None) -> tuple[Choice, ...]:
    """Return the first few places to choose from, those nearest to `here` first."""
    nearest = sorted(names, key=lambda each: _distance(here, each.point))
    return tuple(Choice(_key(each), f"{written(each)}, {town_of(each)}") for each in nearest[:_MAX_CHOICES])


def _distance(here: Point | None, there: Point | None) -> float:
    return vector(here).chord_squared_to(vector(there)) if here and there else math.inf


def _unknown(reason: str, choices: tuple[Choice, ...] = ()) -> BadQuery:
    hint = _("Type its name or its six-character CMS number, such as 100007.")
    return BadQuery(Fault("hospital", reason, hint, choices))
