"""What we say of a place that was read: the place with a note, a choice of several, or what to do."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.places import CityPlace, Place
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.states import state_name
from finder.language import _, marked
from finder.words.place.parse import EXAMPLES, FIELD

#: Notes on what was left out of an answer.
ADDRESS = marked("We used the town in your address: %(place)s.")
REST = marked("We used %(place)s and left out the rest of what you typed.")
#: A wide area has one point: that of its largest town.
AREA = marked("Distances are from %(town)s. For closer results, type your own town or ZIP code.")
#: Kinds of places that are wider than a town.
WIDE = ("region", "island", "reservation")
STATE_EXAMPLES = marked("Write it as two letters or in full: Boston, MA or Boston, Massachusetts.")


class NoSuchPlace(BadQuery):
    """A place that was not found. The text may be the name of a place of care."""


def place(found: CityPlace, note: str = "") -> Place:
    """Return a place as the place of a search, with a note that may name it."""
    notes = [_(note) % {"place": found.label}] if note else []
    if found.kind in WIDE and found.near != found.label:
        notes.append(_(AREA) % {"town": found.near})
    return Place(found.label, found.point, "city", " ".join(notes), found.state)


def which(name: str, choices: Iterable[Choice], count: int, reason: str = "") -> Unsure:
    """Return the question which of several places is meant."""
    reason = reason or _("There are %(count)s places called %(name)s.") % {"count": count, "name": name}
    return Unsure(Fault(FIELD, reason, _("Which one do you mean?"), tuple(choices)))


def whole_state(state: str, largest: Iterable[str]) -> BadQuery:
    """Return what to do with a state alone: add a town."""
    reason = _("%(state)s is a whole state or territory.") % {"state": state_name(state)}
    hint = _("Add a city or type a ZIP code. The largest cities are:")
    return BadQuery(Fault(FIELD, reason, hint, labels(largest)))


def abroad(offered: Iterable[str] = ()) -> BadQuery:
    """Return that we list care in the United States only, with the places of a foreign city's name."""
    hint = _("Type a US city or ZIP code near where you could be treated.")
    return BadQuery(Fault(FIELD, _("We only list care in the United States."), hint, labels(offered)))


def unknown_state(name: str, offered: Iterable[str]) -> NoSuchPlace:
    """Return that the last part of an address is no state."""
    reason = _("We couldn't find a state or territory called “%(name)s”.") % {"name": name}
    return NoSuchPlace(Fault(FIELD, reason, _(STATE_EXAMPLES), labels(offered)))


def unknown(name: str, state: str | None, offered: Iterable[str]) -> NoSuchPlace:
    """Return that a place was not found, and what it may be."""
    reason = _("We couldn't find a place called “%(name)s”.") % {"name": name}
    if state:
        reason = _("We couldn't find a place called “%(name)s” in %(state)s.") % {
            "name": name,
            "state": state_name(state),
        }
    choices = labels(offered)
    hint = _("Did you mean one of these? You can also type a ZIP code.") if choices else _(EXAMPLES)
    return NoSuchPlace(Fault(FIELD, reason, hint, choices))


def labels(names: Iterable[str]) -> tuple[Choice, ...]:
    """Return labels of places as choices: each is what to type."""
    return tuple(Choice(each, each) for each in dict.fromkeys(names))
