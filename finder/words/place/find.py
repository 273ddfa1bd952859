"""Find the place that people type, among the ZIP codes and cities of the gazetteer."""

from __future__ import annotations

from finder.domain.places import Place
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.points import Point
from finder.geo.states import MILITARY, state_name
from finder.language import _, marked
from finder.store import read_places
from finder.store.connect import Connection
from finder.store.known_zip_codes import town_near, zip_asked_for
from finder.words.center import or_center, with_towns_of_names
from finder.words.place.answers import NoSuchPlace
from finder.words.place.parse import FIELD, City, Coordinates, ZipCode, parse_place
from finder.words.place.towns import find_town

RETIRED = marked("This ZIP code is no longer in use. We show the place it used to cover.")
MILITARY_ZIP = marked(
    "%(zip)s is a US military or diplomatic post office for %(region)s; it has no place on the map."
)


def find_place(connection: Connection, text: str) -> Place:
    """Return the one place that `text` means.

    Raises Unsure with the choices if it may be several, and BadQuery if there is none, both for field `near`.
    """
    match parse_place(text):
        case Coordinates(point):
            return _at_point(connection, point)
        case ZipCode() as zip_code:
            return _at_zip(connection, zip_code)
        case City() as city:
            return _in_town(connection, city, text)


def _in_town(connection: Connection, city: City, text: str) -> Place:
    """Return the town that is meant. Where there is none, the name may be that of a place of care."""
    try:
        found = find_town(connection, city)
    except (NoSuchPlace, Unsure) as error:
        raise with_towns_of_names(connection, text, error) from None
    if city.state is None and len(city.parts) == 1 and (question := or_center(connection, text, found)):
        raise question
    return found


def _at_point(connection: Connection, point: Point) -> Place:
    name = f"{point.latitude:g}, {point.longitude:g}"
    if town := town_near(connection, point):
        near = _("%(point)s (near %(town)s)") % {"point": name, "town": town}
        return Place(near, point, "exact", state=town[-2:])
    note = _("This point is far from every US town. Check that the latitude comes first.")
    return Place(name, point, "exact", note)


def _at_zip(connection: Connection, typed: ZipCode) -> Place:
    zip_code = zip_asked_for(connection, typed.digits)
    if zip_code is None:
        raise _unknown_zip(connection, typed.digits)
    if zip_code.state in MILITARY:
        raise _military(typed.digits, zip_code.state)
    if typed.state and typed.state != zip_code.state:
        raise BadQuery(
            Fault(
                FIELD,
                _("%(zip)s is %(city)s, %(state)s, not in %(other)s.")
                % {
                    "zip": typed.digits,
                    "city": zip_code.city,
                    "state": zip_code.state,
                    "other": state_name(typed.state),
                },
                _("Type the ZIP code alone, or the city and state."),
                (Choice(typed.digits, f"{zip_code.city}, {zip_code.state} {typed.digits}"),),
            )
        )
    if zip_code.point is None:
        town = f"{zip_code.city}, {zip_code.state}"
        reason = _("%(zip)s (%(town)s) is a ZIP code, but we don't know where it is.")
        raise BadQuery(Fault(FIELD, reason % {"zip": typed.digits, "town": town}, _("Type a city near it.")))
    note = typed.note if zip_code.active else " ".join((typed.note, _(RETIRED))).strip()
    return Place(
        f"{zip_code.city}, {zip_code.state} {zip_code.zip}", zip_code.point, "zip", note, zip_code.state
    )


def _military(digits: str, code: str) -> BadQuery:
    reason = _(MILITARY_ZIP) % {"zip": digits, "region": _(MILITARY[code])}
    return BadQuery(Fault(FIELD, reason, _("Type a US city or ZIP code near where you could be treated.")))


def _unknown_zip(connection: Connection, digits: str) -> BadQuery:
    neighbors = read_places.zips_beside(connection, digits)
    towns = read_places.cities_with_prefix(connection, digits[:3])
    if towns and (code := towns[0][-2:]) in MILITARY:
        return _military(digits, code)
    begins = _("ZIP codes that begin with %(digits)s belong to %(towns)s.")
    hint = begins % {"digits": digits[:3], "towns": _region(towns)} + " " if towns else ""
    choices = tuple(Choice(each.zip, f"{each.zip} ({each.city}, {each.state})") for each in neighbors)
    return BadQuery(
        Fault(
            FIELD,
            _("We couldn't find the ZIP code %(zip)s.") % {"zip": digits},
            hint + _("You can also type a city."),
            choices,
        )
    )


def _region(towns: list[str]) -> str:
    return towns[0] if len(towns) == 1 else _("%(town)s and places around it") % {"town": towns[0]}
