"""What a map shows below its results: towns, and the server of street pictures that an operator may name."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from finder.geo.circle import Point


@dataclass(frozen=True, slots=True)
class Town:
    """A town to find one's way by; `zips` counts its ZIP codes with street delivery: how large it is."""

    name: str
    state: str
    point: Point
    zips: int


@dataclass(frozen=True, slots=True)
class Streets:
    """Pictures of streets: the form of their addresses with {z}, {x} and {y}, and whom to credit.

    None is asked for before the reader has been told the host and has chosen it.
    """

    template: str
    credit: str
    credit_url: str = ""

    @property
    def origin(self) -> str:
        """Scheme and host, as a content security policy names them."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The host, as people are told whom their browser will ask."""
        return urlsplit(self.template).netloc

    def picture(self, zoom: int, column: int, row: int) -> str:
        """Return the address of one picture, counted from the north-west."""
        return self.template.format(z=zoom, x=column, y=row)
