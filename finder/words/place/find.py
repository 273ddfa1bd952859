"""From words to a place in the directory's ZIP codes and cities, or a choice of places, or a clear no."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from finder.domain.places import Place
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.points import Point
from finder.geo.states import MILITARY, state_codes, state_name
from finder.language import _
from finder.plain_text import normalize
from finder.store import read_places
from finder.store.connect import Connection
from finder.words.place.parse import EXAMPLES, FIELD, City, Coordinates, ZipCode, parse_place


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
    if town := read_places.town_near(connection, point):
        near = _("%(point)s (near %(town)s)") % {"point": name, "town": town}
        return Place(near, point, "exact")
    note = _("This point is far from every US town. Latitude comes first: is that so here?")
    return Place(name, point, "exact", note)


def _zip(connection: Connection, asked: ZipCode) -> Place:
    found = read_places.zip_named(connection, asked.digits)
    if found is None:
        raise _unknown_zip(connection, asked.digits)
    if found.state in MILITARY:
        raise BadQuery(
            Fault(
                FIELD,
                _(
                    "%(zip)s is a US military or diplomatic post office for %(region)s; "
                    "it has no place on the map."
                )
                % {"zip": asked.digits, "region": _(MILITARY[found.state])},
                _("Type a US city or ZIP code near where you could be treated."),
            )
        )
    if asked.state and asked.state != found.state:
        raise BadQuery(
            Fault(
                FIELD,
                _("%(zip)s is %(city)s, %(state)s, not in %(other)s.")
                % {
                    "zip": asked.digits,
                    "city": found.city,
                    "state": found.state,
                    "other": state_name(asked.state),
                },
                _("Type the ZIP code alone, or the city and state."),
                (Choice(asked.digits, f"{found.city}, {found.state} {asked.digits}"),),
            )
        )
    if found.point is None:
        town = f"{found.city}, {found.state}"
        reason = _("We know %(zip)s (%(town)s), but not where it lies.")
        raise BadQuery(Fault(FIELD, reason % {"zip": asked.digits, "town": town}, _("Type a city near it.")))
    gone = _("This ZIP code is no longer in use; we show the place it stood for.")
    note = "" if found.active else gone
    return Place(f"{found.city}, {found.state} {found.zip}", found.point, "zip", note)


def _unknown_zip(connection: Connection, digits: str) -> BadQuery:
    beside = read_places.zips_beside(connection, digits)
    towns = read_places.cities_with_prefix(connection, digits[:3])
    begins = _("ZIP codes that begin with %(digits)s belong to %(towns)s.")
    hint = begins % {"digits": digits[:3], "towns": _listed(towns)} + " " if towns else ""
    choices = tuple(Choice(each.zip, f"{each.zip} ({each.city}, {each.state})") for each in beside)
    return BadQuery(
        Fault(
            FIELD,
            _("We don't know the ZIP %(zip)s.") % {"zip": digits},
            hint + _("You can also type a city."),
            choices,
        )
    )


def _listed(towns: list[str]) -> str:
    return towns[0] if len(towns) == 1 else _("%(town)s and places around it") % {"town": towns[0]}


def _city(connection: Connection, asked: City) -> Place:
    found = read_places.cities_named(connection, asked.key, asked.state)
    if asked.county:
        found = [each for each in found if each.label.endswith(f"({asked.county})")] or found
    if len(found) == 1:
        return Place(found[0].label, found[0].point, "city")
    if found:
        which = _("There are %(count)s places called %(name)s.") % {
            "count": len(found),
            "name": found[0].name,
        }
        choices = tuple(Choice(each.label, each.label) for each in found)
        raise Unsure(Fault(FIELD, which, _("Which one do you mean?"), choices))
    if asked.state is None and (state := state_codes().get(normalize(asked.name))):
        largest = read_places.largest_cities(connection, state)
        choices = tuple(Choice(label, label) for label in largest)
        whole = _("%(state)s is a whole state or territory.") % {"state": state_name(state)}
        add = _("Add a city, or type a ZIP code. The largest are:")
        raise BadQuery(Fault(FIELD, whole, add, choices))
    unknown = _("We don't know a place called “%(name)s”.") % {"name": asked.name}
    if asked.state:
        unknown = _("We don't know a place called “%(name)s” in %(state)s.") % {
            "name": asked.name,
            "state": state_name(asked.state),
        }
    near = _spelled_like(connection, asked)
    hint = _("Did you mean one of these? You can also type a ZIP code.") if near else _(EXAMPLES)
    choices = tuple(Choice(label, label) for label in near)
    raise BadQuery(Fault(FIELD, unknown, hint, choices))


def _spelled_like(connection: Connection, asked: City) -> list[str]:
    if asked.state:
        keys = read_places.city_keys(connection, asked.state)
    else:
        keys = read_places.keys_beginning(connection, asked.key[:2])
    near = process.extract(asked.key, list(keys), scorer=fuzz.ratio, score_cutoff=75, limit=5)
    return [keys[key] for key, _, _ in near]
