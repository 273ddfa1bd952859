"""Addresses of other sites with a cancer type and a place filled in. The forms stand in data/, not here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from finder.domain.cancers import CancerType
from finder.domain.outward_links import FilledLink, OutwardLink
from finder.domain.places import Place
from finder.language import translate
from finder.store import read_places
from finder.store.connect import Connection, Snapshot
from finder.store.read_catalog import catalog
from finder.words.place.find import find_place

#: How far the ZIP code that stands for a city or a point may be.
_NEAR_MILES = 30


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where to go on about a cancer type, and the place that was filled in, if one was given."""

    place: Place | None
    links: tuple[FilledLink, ...]

    def about(self, topic: str) -> tuple[FilledLink, ...]:
        """Return the links on a topic."""
        return tuple(each for each in self.links if each.topic == topic)


def elsewhere(snapshot: Snapshot, cancer: CancerType, near: str | None) -> Elsewhere:
    """Return each service's most exact address. Raises BadQuery or Unsure for the words of the place."""
    given = {"cancer": short_name(cancer.name)}
    if cancer.icd10cm:
        given["code"] = cancer.icd10cm[0]
    return _elsewhere(snapshot, given, near, ("trials", "reading"))


def _elsewhere(
    snapshot: Snapshot, given: Mapping[str, str], near: str | None, topics: Sequence[str]
) -> Elsewhere:
    place: Place | None = None
    values = dict(given)
    if near:
        catalog(snapshot)
        with snapshot.connect() as connection:
            place = find_place(connection, near)
            values |= _where(connection, place)
    forms: dict[str, OutwardLink] = {}
    for each in catalog(snapshot).outward_links:
        best = forms.get(each.service)
        if each.topic not in topics:
            continue
        if each.slots <= values.keys() and (best is None or len(each.slots) > len(best.slots)):
            forms[each.service] = each
    return Elsewhere(place, tuple(_filled(each, values) for each in forms.values()))


def directories_near(snapshot: Snapshot, near: str | None) -> Elsewhere:
    """Return other directories, with a place filled in where one is given. Raises BadQuery or Unsure."""
    return _elsewhere(snapshot, {}, near, ("directories",))


def short_name(name: str) -> str:
    """Return the name of a type as another site's search understands it: without what brackets add."""
    return re.sub(r"\s*\([^)]*\)", "", name).removesuffix(", adult")


def _where(connection: Connection, place: Place) -> dict[str, str]:
    """Return the town and the ZIP code that stand for a place, where there are any nearby."""
    if place.precision == "zip":
        town, _, digits = place.name.rpartition(" ")
        return {"place": place.name, "zip": digits, **_town(town)}
    found: dict[str, str] = {}
    if place.precision == "city":
        found["place"] = re.sub(r"\s*\([^)]*\)", "", place.name)
    elif nearest := read_places.town_near(connection, place.point, _NEAR_MILES):
        found["place"] = nearest
    if "place" in found:
        found |= _town(found["place"])
    if zips := read_places.zips_within(connection, place.point, _NEAR_MILES):
        found["zip"] = zips[0]
    return found


def _town(name: str) -> dict[str, str]:
    """Return city and state of "Bozeman, MT"."""
    city, _, state = name.rpartition(", ")
    return {"city": city, "state": state}


def _filled(form: OutwardLink, values: Mapping[str, str]) -> FilledLink:
    quoted = {name: quote(value, safe="") for name, value in values.items()}
    return FilledLink(
        form.topic,
        translate(form.name).format(**values),
        translate(form.use_for),
        form.url.format(**quoted),
        form.language,
        form.source,
        not form.slots.isdisjoint(("place", "zip")),
    )
