"""Find the town in what people type, with its state or without."""

from __future__ import annotations

from finder.domain.places import CityPlace, Place
from finder.store import read_places
from finder.store.connect import Connection
from finder.words.place import answers
from finder.words.place.anywhere import Anywhere
from finder.words.place.in_state import InState
from finder.words.place.parse import City


def find_town(connection: Connection, typed: City) -> Place:
    """Return the one town that is meant. Raises Unsure for several and BadQuery for none."""
    if typed.state is None:
        return Anywhere(connection, typed).find()
    if typed.whole and (curated := _curated(read_places.cities_named(connection, typed.whole, None))):
        return answers.place(curated[0])
    return InState(connection, typed, typed.state).find()


def _curated(found: list[CityPlace]) -> list[CityPlace]:
    """Return the places of a name that are curated, if they are in one state."""
    curated = [each for each in found if each.kind != "city"]
    return curated if len({each.state for each in curated}) == 1 else []
