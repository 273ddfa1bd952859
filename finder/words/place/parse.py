"""Parse what people type for a place: a ZIP code, a city, or coordinates.

Text only. Whether the ZIP code or the city exists is looked up in `words.place.find`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from finder.errors import BadQuery, Fault
from finder.geo.city_names import city_key
from finder.geo.points import Point
from finder.geo.states import state_codes
from finder.language import _, marked
from finder.plain_text import normalize

#: Characters a place may have.
MAX_LENGTH = 120
#: The parameter that holds a place: errors are reported under this name.
FIELD = "near"
EXAMPLES = marked(
    "Type a 5-digit ZIP code (02115), a city and state (Boston, MA) or coordinates (42.34, -71.11)."
)

# [0-9], not \d: a ZIP code has ASCII digits only, and the ZIP package crashes on those of other scripts.
_ZIP = re.compile(r"([0-9]{5})(?:[-\s]?[0-9]{4})?")
_ZIP_AT_START = re.compile(r"([0-9]{5})(?:-?[0-9]{4})?[\s,]+(?=\D+$)")
_ZIP_AT_END = re.compile(r"(?:^|[\s,])([0-9]{5})(?:-?[0-9]{4})?$")
_NUMBER = r"[-+]?[0-9]{1,3}(?:\.[0-9]{0,12})?"
_COORDINATES = re.compile(rf"\(?\s*({_NUMBER})\s*°?\s*[,;\s]\s*({_NUMBER})\s*°?\s*\)?")
_COUNTRY = re.compile(r"[,\s]+(?:u\.?s\.?a\.?|united states(?: of america)?)\s*$", re.IGNORECASE)
_COUNTY = re.compile(r"\s*\(([^()]+)\)$")
#: Nicknames that are in no list of post offices, with the city and state that people mean.
_NICKNAMES = {
    "nyc": ("New York", "NY"),
    "newyorkcity": ("New York", "NY"),
    "manhattan": ("New York", "NY"),
    "la": ("Los Angeles", "CA"),
    "philly": ("Philadelphia", "PA"),
    "vegas": ("Las Vegas", "NV"),
}
_MILITARY_POST_OFFICE = re.compile(r"(?:apo|fpo|dpo)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ZipCode:
    """Five digits, and the two-letter code of the state typed with them, if any."""

    digits: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class City:
    """A city as typed, its key in the gazetteer, and the state code and county, if they were typed."""

    name: str
    key: str
    state: str | None
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point in degrees."""

    point: Point


ParsedPlace = ZipCode | City | Coordinates


def parse_place(text: str) -> ParsedPlace:
    """Return what `text` means: a ZIP code, a city or coordinates.

    Raises BadQuery for the field `near`, with a reason and a hint, if it is none of these.
    """
    typed = _clean(text)
    if match := _ZIP.fullmatch(typed):
        return ZipCode(match[1])
    if match := _COORDINATES.fullmatch(typed):
        return Coordinates(_point(float(match[1]), float(match[2])))
    if not any(character.isalpha() for character in typed):
        raise _fault(_digits_reason(typed), _digits_hint(typed))
    typed = _COUNTRY.sub("", typed)
    county = None
    if match := _COUNTY.search(typed):
        typed, county = typed[: match.start()], match[1]
    if match := _ZIP_AT_END.search(typed):
        return ZipCode(match[1], _city_and_state(typed[: match.start()])[1])
    if match := _ZIP_AT_START.match(typed):
        return ZipCode(match[1], _city_and_state("x " + typed[match.end() :])[1])
    if _MILITARY_POST_OFFICE.match(typed):
        raise _fault(
            _("A military or diplomatic post office has no place on the map."),
            _("Type a US city or ZIP code near where you could be treated."),
        )
    name, state = _city_and_state(typed)
    key = city_key(name)
    if not key:
        raise _fault(_("We couldn't find a city in that."), _(EXAMPLES))
    full_name, its_state = _NICKNAMES.get(key, (name, state))
    # Manhattan is also a city in Kansas: without a state, only unambiguous nicknames are replaced.
    if its_state == state or (state is None and key not in ("la", "manhattan")):
        return City(full_name, city_key(full_name), its_state, county)
    return City(name, key, state, county)


def _clean(text: str) -> str:
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if not typed:
        raise _fault(_("Enter your city or ZIP code."), _(EXAMPLES))
    if len(typed) > MAX_LENGTH:
        reason = _("This is %(count)s characters long. Use at most %(most)s.")
        raise _fault(reason % {"count": len(typed), "most": MAX_LENGTH}, _(EXAMPLES))
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in typed):
        anew = _("Please type the place again.")
        raise _fault(_("It has characters that we can't read."), f"{anew} {_(EXAMPLES)}")
    return typed.rstrip(",;.-– ")


def _point(latitude: float, longitude: float) -> Point:
    try:
        return Point(latitude, longitude)
    except ValueError:
        raise _fault(
            _("%(point)s is not a place on Earth.") % {"point": f"({latitude:g}, {longitude:g})"},
            _(
                "Latitude comes first, between -90 and 90; "
                "then longitude, between -180 and 180: 42.34, -71.11."
            ),
        ) from None


def _city_and_state(text: str) -> tuple[str, str | None]:
    """Split a state off the end: what follows the last comma, or the longest run of words that is one."""
    before, comma, after = text.rpartition(",")
    if comma and (state := state_codes().get(normalize(after))):
        return before.split(",")[-1].strip(), state
    parts = text.replace(",", " ").split()
    for count in range(min(4, len(parts) - 1), 0, -1):
        if state := state_codes().get(normalize(" ".join(parts[-count:]))):
            return " ".join(parts[:-count]).strip(), state
    if comma:
        raise _fault(
            _("We couldn't find a state or territory called “%(name)s”.") % {"name": after.strip()},
            _("Write it as two letters or in full: Boston, MA or Boston, Massachusetts."),
        )
    return text.strip(), None


def _digits_reason(typed: str) -> str:
    count = sum(character in "0123456789" for character in typed)
    if not count:
        return _("This is not a ZIP code, a city, or coordinates.")
    return _("A ZIP code has 5 digits; this has %(count)s.") % {"count": count}


def _digits_hint(typed: str) -> str:
    if re.fullmatch(r"[1-9][0-9]{2,3}", typed):
        hint = _("Spreadsheets drop leading zeros: did you mean %(zip)s? Type all 5 digits.")
        return hint % {"zip": f"{typed:0>5}"}
    return _(EXAMPLES)


def _fault(reason: str, hint: str) -> BadQuery:
    return BadQuery(Fault(FIELD, reason, hint))
