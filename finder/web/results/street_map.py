"""The map of a page of results, with street tiles if the reader chose them."""

from __future__ import annotations

from functools import partial

from flask import Response, make_response

from finder.domain.answers import Results
from finder.domain.places import StreetTiles
from finder.errors import BadQuery, Fault
from finder.formats.map import draw as picture
from finder.language import _
from finder.search.fields import STREETS
from finder.search.parameters import Arguments, read_parameters
from finder.search.towns import towns_around
from finder.web import headers
from finder.web.context import site, snapshot


def split_streets(arguments: Arguments) -> tuple[StreetTiles | None, Arguments]:
    """Return the tile server if the reader chose streets, and the other arguments. Raises BadQuery."""
    chosen = read_parameters(
        {name: texts for name, texts in arguments.items() if name == STREETS.name}, (STREETS,)
    )
    if chosen and site().streets is None:
        hint = _("Leave it out to see the map without streets.")
        raise BadQuery(Fault(STREETS.name, _("This site has no map with streets."), hint))
    rest = {name: texts for name, texts in arguments.items() if name != STREETS.name}
    return site().streets if chosen else None, rest


def draw(answer: Results, first: int, streets: StreetTiles | None) -> picture.Drawing | None:
    """Return the map of a page of results, numbered from `first`."""
    return picture.draw(answer, first, partial(towns_around, snapshot(), answer.place.point), streets)


def answered(page: str, streets: StreetTiles | None) -> str | Response:
    """Return the page; if it shows streets, its policy allows images from their server."""
    if streets is None:
        return page
    response = make_response(page)
    response.headers[headers.POLICY] = headers.policy(streets.origin)
    return response
