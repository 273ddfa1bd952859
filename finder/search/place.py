"""From words to a place in the directory's ZIP codes and cities, or a choice of places, or a clear no."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from finder.domain.places import Place
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.circle import Point
from finder.geo.places import EXAMPLES, FIELD, City, Coordinates, ZipCode, parse_place, simplified
from finder.geo.states import CODES, MILITARY, STATES
from finder.store import places as store
from finder.store.connect import Connection


def find_place(connection: Connection, text: str) -> Place:
    """Return the one place that is meant.

    Raises BadQuery if there is none such, Unsure with the choices if there are several.
    """
    match parse_place(text):
        case Coordinates(point):
            return _at(connection, point)
        case ZipCode() as zip_code:
            return _zip(connection, zip_code)
        case City() as city:
            return _city(connection, city)


def _at(connection: Connection, point: Point) -> Place:
    name = f"{point.latitude:g}, {point.longitude:g}"
    if town := store.town_near(connection, point):
        return Place(f"{name} (near {town})", point, "exact")
    note = "This point is far from every US town. Latitude comes first: is that so here?"
    return Place(name, point, "exact", note)


def _zip(connection: Connection, asked: ZipCode) -> Place:
    found = store.zip_named(connection, asked.digits)
    if found is None:
        raise _unknown_zip(connection, asked.digits)
    if found.state in MILITARY:
        raise BadQuery(
            Fault(
                FIELD,
                f"{asked.digits} is a US military or diplomatic post office for {MILITARY[found.state]}; "
                "it has no place on the map.",
                "Type a US city or ZIP code near where you could be treated.",
            )
        )
    if asked.state and asked.state != found.state:
        raise BadQuery(
            Fault(
                FIELD,
                f"{asked.digits} is {found.city}, {found.state}, not in {STATES[asked.state]}.",
                "Type the ZIP code alone, or the city and state.",
                (Choice(asked.digits, f"{found.city}, {found.state} {asked.digits}"),),
            )
        )
    if found.point is None:
        reason = f"We know {asked.digits} ({found.city}, {found.state}), but not where it lies."
        raise BadQuery(Fault(FIELD, reason, "Type a city near it."))
    note = "" if found.active else "This ZIP code is no longer in use; we show the place it stood for."
    return Place(f"{found.city}, {found.state} {found.zip}", found.point, "zip", note)


def _unknown_zip(connection: Connection, digits: str) -> BadQuery:
    beside = store.zips_beside(connection, digits)
    towns = store.cities_with_prefix(connection, digits[:3])
    hint = f"ZIP codes that begin with {digits[:3]} belong to {_listed(towns)}. " if towns else ""
    choices = tuple(Choice(each.zip, f"{each.zip} ({each.city}, {each.state})") for each in beside)
    return BadQuery(
        Fault(FIELD, f"We don't know the ZIP {digits}.", f"{hint}You can also type a city.", choices)
    )


def _listed(towns: list[str]) -> str:
    return towns[0] if len(towns) == 1 else f"{towns[0]} and places around it"


def _city(connection: Connection, asked: City) -> Place:
    found = store.cities_named(connection, asked.key, asked.state)
    if asked.county:
        found = [each for each in found if each.label.endswith(f"({asked.county})")] or found
    if len(found) == 1:
        return Place(found[0].label, found[0].point, "city")
    if found:
        which = f"There are {len(found)} places called {found[0].name}."
        choices = tuple(Choice(each.label, each.label) for each in found)
        raise Unsure(Fault(FIELD, which, "Which one do you mean?", choices))
    if asked.state is None and (state := CODES.get(simplified(asked.name))):
        largest = store.largest_cities(connection, state)
        choices = tuple(Choice(label, label) for label in largest)
        whole = f"{STATES[state]} is a whole state or territory."
        raise BadQuery(Fault(FIELD, whole, "Add a city, or type a ZIP code. The largest are:", choices))
    where = f" in {STATES[asked.state]}" if asked.state else ""
    near = _spelled_like(connection, asked)
    hint = "Did you mean one of these? You can also type a ZIP code." if near else EXAMPLES
    choices = tuple(Choice(label, label) for label in near)
    raise BadQuery(Fault(FIELD, f"We don't know a place called “{asked.name}”{where}.", hint, choices))


def _spelled_like(connection: Connection, asked: City) -> list[str]:
    if asked.state:
        keys = store.city_keys(connection, asked.state)
    else:
        keys = store.keys_beginning(connection, asked.key[:2])
    near = process.extract(asked.key, list(keys), scorer=fuzz.ratio, score_cutoff=75, limit=5)
    return [keys[key] for key, _, _ in near]
