"""Links to directions, on the map site that the operator chose."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from finder.domain.care import CareSite
from finder.domain.clinicians import Hospital, Practice
from finder.language import _
from finder.web.context import site
from finder.web.elements import aloud
from finder.web.links import link


def directions(where: CareSite | Practice | Hospital, name: str) -> Markup:
    """Return the link to directions, or nothing if the position is not known or no map site is set."""
    words = Markup("{}{} ({})").format(_("Directions"), aloud(name), site().directions_name)
    return link(_address(where), words, class_="directions")


def directions_button(where: CareSite | Practice | Hospital, name: str) -> Markup:
    """Return the link to directions as a button without the name of the map site."""
    return link(_address(where), Markup("{}{}").format(_("Directions"), aloud(name)), class_="act directions")


def _address(where: CareSite | Practice | Hospital) -> str:
    template = site().directions_url
    if isinstance(where, CareSite):
        at, point = where.address, where.position.point if where.position else None
    else:
        at, point = where, where.point  # type: ignore[assignment]
    if not template or point is None:
        return ""
    address = ", ".join(part for part in (at.street, at.city, f"{at.state} {at.zip or ''}".strip()) if part)
    values = {"address": quote(address), "latitude": f"{point.latitude}", "longitude": f"{point.longitude}"}
    return template.format(**values)
