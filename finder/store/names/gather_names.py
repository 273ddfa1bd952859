"""Gather the names of places of care, hospitals and clinics, and the words that find them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.geo.points import Point
from finder.place_words import initials_of, words_of_place, words_of_town

#: What words begin with that are not of a name itself: initials, and words of a town.
INITIALS, TOWN = "=", "@"

_LONGEST = 60


def other_names(site: CareSite) -> list[str]:
    """Return what else a place of care is called: its host, its hospital, and the short name of a center."""
    short = [site.id.replace("-", " ")] if site.kind is Kind.CENTER else []
    return [name for name in (site.host, site.ccn and site.ccn.facility, *short) if name]


@dataclass(frozen=True, slots=True)
class Names:
    """The names while they are gathered: rows by record number, and record numbers by word."""

    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    words: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add_site(self, number: int, site: CareSite) -> None:
        """Add a place of care by its name, its host, its hospital, and for a center its short name."""
        point = site.position.point if site.position else None
        others, address = other_names(site), site.address
        self._add(number, site.kind, site.id, site.name, address.city, address.state, point, others)

    def add_hospital(self, number: int, hospital: Hospital, site: int | None) -> None:
        """Add a hospital, or its name to that of the place of care that it is."""
        if site in self.rows:
            self._words(site, hospital.name)
        else:
            self._add(
                number,
                Kind.HOSPITAL,
                hospital.ccn,
                hospital.name,
                hospital.city,
                hospital.state,
                hospital.point,
            )

    def add_clinic(self, number: int, clinic: Clinician) -> None:
        """Add a clinic by the names of its organization and practices, in the town of the first."""
        if not clinic.practices:
            return
        first = next((each for each in clinic.practices if each.point), clinic.practices[0])
        others = [each.name or "" for each in clinic.practices]
        self._add(
            number, Kind.CLINIC, clinic.npi, clinic.organization, first.city, first.state, first.point, others
        )

    def lists(self) -> Iterator[dict[str, Any]]:
        """Yield the rows of the words in their order: each is then written behind the last."""
        for word in sorted(self.words):
            yield {"word": word, "records": array("i", sorted(self.words[word])).tobytes()}

    def _add(
        self,
        number: int,
        kind: Kind,
        key: str,
        name: str,
        city: str,
        state: str,
        point: Point | None,
        others: list[str] | None = None,
    ) -> None:
        self.rows[number] = {
            "number": number,
            "kind": kind,
            "key": key,
            "name": name,
            "words": " ".join(words_of_place(name)),
            "city": city,
            "state": state,
            "latitude": point.latitude if point else None,
            "longitude": point.longitude if point else None,
        }
        self._words(number, name, *(others or ()))
        for word in words_of_town(city, state):
            self.words[TOWN + word[:_LONGEST]].add(number)

    def _words(self, number: int, *names: str) -> None:
        for name in names:
            for word in words_of_place(name):
                self.words[word[:_LONGEST]].add(number)
            for word in initials_of(name):
                self.words[INITIALS + word].add(number)
