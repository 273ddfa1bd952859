"""What all blocks draw from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from random import Random

from .addresses import street_names
from .draws import Weighed, running
from .places import Place, read_places
from .sites import Site, make_sites
from .taxonomies import Organization, Taxonomy, all_organizations, all_taxonomies, scaled

FIRST_DAY = date(2005, 5, 23)


@dataclass(frozen=True, slots=True)
class World:
    """What is drawn from: places by weight, sites by the first three digits of their ZIP, streets, days.

    The weights run up. `codes` are all codes of people, `alike` those of one kind.
    """

    places: Weighed[Place]
    military: list[Place]
    hospitals: list[Site]
    near: dict[str, list[Site]]
    streets: list[str]
    days: list[str]
    codes: Weighed[Taxonomy]
    alike: dict[str, Weighed[Taxonomy]]
    organizations: Weighed[Organization]


@lru_cache(maxsize=1)
def make_world(seed: int, as_of: date, spread: int | None) -> World:
    """Return the same world for the same arguments, whichever process asks."""
    rng = Random(f"world {seed}")
    places, military = read_places(spread)
    streets = street_names(rng)
    hospitals, clinics = make_sites(rng, places, streets)
    near: dict[str, list[Site]] = defaultdict(list)
    for site in (*hospitals, *clinics):
        near[site.address.zip[:3]].append(site)
    found = list(all_taxonomies())
    return World(
        places=places,
        military=military,
        hospitals=hospitals,
        near=dict(near),
        streets=streets,
        days=[f"{FIRST_DAY + timedelta(day):%m/%d/%Y}" for day in range((as_of - FIRST_DAY).days + 8)],
        codes=scaled(found),
        alike={kind: running([pair for pair in found if pair[0].kind == kind]) for kind in "dn"},
        organizations=running(all_organizations()),
    )


def site_near(rng: Random, world: World, code: str) -> Site | None:
    """Return a site whose ZIP code begins with the same three digits."""
    sites = world.near.get(code[:3])
    return sites[int(rng.random() * len(sites))] if sites else None
