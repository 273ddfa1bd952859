"""Lists of records: cancers by body system, centers and programs by state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from finder.domain.care import CareSite
from finder.domain.kinds import Kind
from finder.geo.states import state_name
from finder.language import _, number
from finder.search.fields import STATE
from finder.store.read_catalog import Catalog
from finder.web.language import translate as shown
from finder.web.links import page_link
from finder.web.page.views import Entry


@dataclass(frozen=True, slots=True)
class Shelf:
    """Records under one heading; `anchor` is the id of the heading."""

    anchor: str
    label: str
    entries: tuple[Entry, ...]


def by_body_system(catalog: Catalog) -> list[Shelf]:
    """Return all cancer types by the body system where they start."""
    ordered = sorted(catalog.cancers.values(), key=lambda each: (each.body_system, each.name.casefold()))
    return [
        Shelf(
            slug(system),
            shown(system),
            tuple(
                Entry(page_link(f"/cancers/{each.slug}", shown(each.name)), shown(each.plain_name))
                for each in cancers
            ),
        )
        for system, cancers in groupby(ordered, lambda each: each.body_system)
    ]


def by_state(sites: Iterable[CareSite]) -> list[Shelf]:
    """Return sites by state; `sites` must be sorted by state."""
    return [
        Shelf(state, state_name(state), tuple(_entry(each) for each in found))
        for state, found in groupby(sites, lambda each: each.address.state)
    ]


def states_of(kind: Kind, sites: Iterable[CareSite]) -> list[Entry]:
    """Return the states of sites as links to their lists, with how many are there, in order of names."""
    counts = Counter(site.address.state for site in sites)
    return [
        Entry(
            page_link(f"/{kind.path}?{STATE.name}={state}", state_name(state)), f"({number(counts[state])})"
        )
        for state in sorted(counts, key=state_name)
    ]


def slug(text: str) -> str:
    """Return a text as an id for HTML: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _entry(site: CareSite) -> Entry:
    about = "; ".join(part for part in (site.address.city, _whom(site)) if part)
    return Entry(page_link(f"/{site.path}", site.name), about)


def _whom(site: CareSite) -> str:
    """Return whom a site treats if it does not treat everybody, else ""."""
    if not site.treats_patients:
        return _("treats no patients")
    if site.treats == ("children",):
        return _("children")
    return _("veterans only") if site.veterans_only else ""
