"""Find the curated place of care that a site of a trial is: by ZIP code, or near it, and by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from finder.directory.trials.names import Name, likeness, read_name
from finder.domain.care import CareSite
from finder.domain.places import ZipTable
from finder.geo.city_names import city_key
from finder.geo.points import Point, Vector, chord_squared, vector

#: How alike names must be.
_ALIKE = 0.5
#: A campus has several ZIP codes, and its post office may name another town: so far may they be apart.
_NEAR = chord_squared(8.0)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A curated place: its path, its own name and others, and about where it is."""

    path: str
    names: tuple[str, ...]
    city: str
    state: str
    town: str
    here: Vector | None

    def is_near(self, there: Vector) -> bool:
        """Return whether a point may be of the same campus."""
        return self.here is not None and there.chord_squared_to(self.here) <= _NEAR


@dataclass(frozen=True, slots=True)
class PlaceJoin:
    """The curated places that treat patients, by ZIP code and by state."""

    by_zip: dict[str, list[_Candidate]] = field(default_factory=lambda: defaultdict(list))
    by_state: dict[str, list[_Candidate]] = field(default_factory=lambda: defaultdict(list))
    _found: dict[tuple[str, str, str, str], str | None] = field(default_factory=dict)

    def place_of(self, facility: str, city: str, state: str, digits: str, point: Point | None) -> str | None:
        """Return the path of the place that a facility is, None if none is sure."""
        if not (facility and point):
            return None
        key = (facility, city, state, digits)
        if key not in self._found:
            self._found[key] = self._place_of(facility, city, state, digits, point)
        return self._found[key]

    def _place_of(self, facility: str, city: str, state: str, digits: str, point: Point) -> str | None:
        at_zip = [(_score(facility, each), each.path) for each in self.by_zip.get(digits, ())]
        alike = [each for each in at_zip if each[0] >= _ALIKE]
        if len(alike) > 1 and read_name(facility, city, state).is_brand:
            return None
        if alike:
            return _best(alike)
        here, town = vector(point), city_key(city)
        around = [
            (_score(facility, each), each.path)
            for each in self.by_state.get(state, ())
            if (each.town == town or (each.is_near(here) and _is_same(facility, each)))
            and _is_whole(facility, each)
        ]
        return _best(around)


def join_with(sites: Iterable[CareSite], zips: ZipTable) -> PlaceJoin:
    """Return the lookup of places by ZIP code and state, in the order of `sites`."""
    join = PlaceJoin()
    for site in sites:
        if site.treats_patients:
            at = site.address
            digits = (at.zip or "")[:5]
            place = zips.get(digits) if digits else None
            point = place.point if place and place.point else site.position and site.position.point
            here = vector(point) if point else None
            candidate = _Candidate(site.path, tuple(_names(site)), at.city, at.state, city_key(at.city), here)
            join.by_zip[digits].append(candidate)
            join.by_state[at.state].append(candidate)
    return join


def _names(site: CareSite) -> Iterator[str]:
    yield site.name
    if site.host and site.host != site.name:
        yield site.host
    if site.ccn and site.ccn.facility:
        yield site.ccn.facility


def _best(scored: Sequence[tuple[float, str]]) -> str | None:
    """Return the most alike place; the first of those that are equally alike."""
    best = max((score for score, _ in scored), default=0.0)
    return next((path for score, path in scored if score == best), None) if best >= _ALIKE else None


def _read(facility: str, candidate: _Candidate) -> tuple[Name, list[Name]]:
    """Return both sides' names, without the words of the place's town and state."""
    return (
        read_name(facility, candidate.city, candidate.state),
        [read_name(each, candidate.city, candidate.state) for each in candidate.names],
    )


def _score(facility: str, candidate: _Candidate) -> float:
    name, (own, *others) = _read(facility, candidate)
    # The institution's name must fit as a whole: other hospitals of it may be in the same ZIP code.
    scores = [likeness(name, each) for each in others if each.telling == name.telling]
    return max([likeness(name, own), *scores])


def _is_same(facility: str, candidate: _Candidate) -> bool:
    """Return whether a name has the words of the place's, towns and all: "… Aurora" is the one in Aurora."""
    name, own = read_name(facility, "", candidate.state), read_name(candidate.names[0], "", candidate.state)
    return name.words - name.of_place == own.words - own.of_place


def _is_whole(facility: str, candidate: _Candidate) -> bool:
    """Return whether a name has the telling words of the place's name, and no word more than its names.

    Outside of its ZIP code, "Massey Cancer Center at Stony Point" is another place than Massey Cancer Center,
    and "Temple University Hospital" another than the cancer center of Temple Health. The name of the
    institution counts if the place's own name has it.
    """
    name, (own, *others) = _read(facility, candidate)
    words = own.words.union(*(each.words for each in others))
    fits = [own, *(each for each in others if each.words <= own.words)]
    is_one_of_them = any(each.telling == name.telling for each in fits)
    return is_one_of_them and not name.is_brand and name.words - name.of_place <= words | {"university"}
