"""View values of the map: credit, legend, notes, and the switch between maps."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from markupsafe import Markup, escape

from finder.domain.places import StreetTiles
from finder.formats.map.draw import Drawing
from finder.language import _
from finder.web.addresses import asked_again
from finder.web.context import site
from finder.web.elements import optional
from finder.web.links import link
from finder.web.page.views import joined


@dataclass(frozen=True, slots=True)
class MapView:
    """The map and the texts around it, in the order of the page."""

    svg: Markup
    credit: Markup
    kinds: tuple[tuple[str, str, str], ...]
    note: str
    shown: Markup
    switch: Markup

    @property
    def key(self) -> Hashable:
        """What stands around the map."""
        return self.kinds, self.credit, self.note, self.shown, bool(self.switch)


def map_view(drawing: Drawing | None, streets: StreetTiles | None) -> MapView | None:
    """Return the map next to a list."""
    if drawing is None:
        return None
    return MapView(
        drawing.svg,
        link(streets.credit_url, streets.credit) or escape(streets.credit) if streets else Markup(""),
        drawing.kinds,
        _note(drawing, streets),
        _shown(drawing) if streets else Markup(""),
        _back() if streets else _to_streets(),
    )


def _note(drawing: Drawing, streets: StreetTiles | None) -> str:
    north = _("Your place is the dot, and north is up.")
    rings = _("Your place is the dot, and north is up. The rings show miles in a straight line.")
    numbers = _("The numbers follow the list.")
    leads = _("Where numbers would overlap, a line leads from a number to its place.")
    outlines = _("State lines: US Census Bureau, 2017.")
    parts = (
        north if streets else rings,
        numbers,
        leads if drawing.has_leads else "",
        outlines if drawing.has_outlines else "",
    )
    return " ".join(part for part in parts if part)


def _shown(drawing: Drawing) -> Markup:
    """Say how many results the map shows, if the street map leaves some out."""
    count, every = len(drawing.shown), len(drawing.numbers)
    said = _("Streets are shown around the nearest %(count)s of %(all)s results.")
    return optional("p", said % {"count": count, "all": every} if count < every else "", class_="soft")


def _back() -> Markup:
    to = f"{asked_again(map=None)}#map"
    return link(to, _("Back to the map without streets"), class_="map-switch")


def _to_streets() -> Markup:
    """Return the link to the map with streets, if the site has one, and say which server it contacts."""
    server = site().streets
    if server is None:
        return Markup("")
    said = _(
        "A map with streets loads its pictures from %(host)s. That site can then tell roughly which area you"
        " look at."
    ) % {"host": server.host}
    words = _("Show streets from %(host)s") % {"host": server.host}
    return joined((said, link(f"{asked_again(map='streets')}#map", words, class_="map-switch")), " ")
