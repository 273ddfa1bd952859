"""Links to other sites, with a cancer type and a place filled in. Their templates are in data/."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from finder.domain.cancers.types import CancerType
from finder.domain.outward_links import FilledLink, OutwardLink
from finder.domain.places import Place
from finder.language import translate
from finder.store import read_places
from finder.store.connect import Connection, Snapshot
from finder.store.known_zip_codes import town_near
from finder.store.read_catalog import catalog_of
from finder.words.place.find import find_place

#: How far the ZIP code or town that is filled in for a city or a point may be from it.
_NEAR_MILES = 30


@dataclass(frozen=True, slots=True)
class OutwardLinks:
    """Links to other sites, and the place that was filled in, if one was given."""

    place: Place | None
    links: tuple[FilledLink, ...]

    def about(self, topic: str) -> tuple[FilledLink, ...]:
        """Return the links on a topic."""
        return tuple(each for each in self.links if each.topic == topic)


def outward_links_for(snapshot: Snapshot, cancer: CancerType, near: str | None) -> OutwardLinks:
    """Return the links about a cancer type, one for each service: the one with the most filled in.

    Raises BadQuery or Unsure if the place cannot be read.
    """
    values = {"cancer": short_name(cancer.name)}
    if cancer.icd10cm:
        values["code"] = cancer.icd10cm[0]
    return _best_links(snapshot, values, near, ("trials", "reading"))


def _best_links(
    snapshot: Snapshot, cancer_values: Mapping[str, str], near: str | None, topics: Sequence[str]
) -> OutwardLinks:
    place: Place | None = None
    values = dict(cancer_values)
    catalog = catalog_of(snapshot)
    if near:
        with snapshot.connect() as connection:
            place = find_place(connection, near)
            values |= _place_values(connection, place)
    best: dict[str, OutwardLink] = {}
    for each in catalog.outward_links:
        other = best.get(each.service)
        if each.topic not in topics:
            continue
        if each.slots <= values.keys() and (other is None or len(each.slots) > len(other.slots)):
            best[each.service] = each
    return OutwardLinks(place, tuple(_filled(each, values) for each in best.values()))


def directories_near(snapshot: Snapshot, near: str | None) -> OutwardLinks:
    """Return links to other directories, with the place filled in. Raises BadQuery or Unsure."""
    return _best_links(snapshot, {}, near, ("directories",))


def short_name(name: str) -> str:
    """Return the name of a cancer type for another site's search: without what parentheses add."""
    return re.sub(r"\s*\([^)]*\)", "", name).removesuffix(", adult")


def _place_values(connection: Connection, place: Place) -> dict[str, str]:
    """Return the town and the ZIP code of a place, or the nearest ones."""
    if place.precision == "zip":
        town, _, digits = place.name.rpartition(" ")
        return {"place": place.name, "zip": digits, **_town(town)}
    values: dict[str, str] = {}
    if place.precision == "city":
        values["place"] = re.sub(r"\s*\([^)]*\)", "", place.name)
    elif nearest := town_near(connection, place.point, _NEAR_MILES):
        values["place"] = nearest
    if "place" in values:
        values |= _town(values["place"])
    if zips := read_places.zips_within(connection, place.point, _NEAR_MILES, standard=True):
        values["zip"] = zips[0]
    return values


def _town(name: str) -> dict[str, str]:
    """Return city and state of "Bozeman, MT"."""
    city, _, state = name.rpartition(", ")
    return {"city": city, "state": state}


def _filled(link: OutwardLink, values: Mapping[str, str]) -> FilledLink:
    quoted = {name: quote(value, safe="") for name, value in values.items()}
    return FilledLink(
        link.topic,
        translate(link.name).format(**values),
        translate(link.use_for),
        link.url.format(**quoted),
        link.language,
        link.source,
        not link.slots.isdisjoint(("place", "zip")),
    )
