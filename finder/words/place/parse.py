"""Parse what people type for a place: a ZIP code, a city, or coordinates.

Text only. Whether the ZIP code or the city exists is looked up in `words.place.find`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.city_names import city_key
from finder.geo.points import Point
from finder.geo.states import codes_after_comma, state_codes
from finder.language import _, marked
from finder.plain_text import normalize
from finder.words.place.numbers import DASHES, PATTERNS, coordinates, zip_alone, zips_listed
from finder.words.place.vocabulary import (
    ABROAD,
    ABROAD_CODES,
    COUNTRY,
    HERE,
    MILITARY_MAIL,
    MILITARY_REGIONS,
    MILITARY_UNITS,
    STREET_WORDS,
)

#: Characters a place may have.
MAX_LENGTH = 120
#: The parameter that holds a place: errors are reported under this name.
FIELD = "near"
EXAMPLES = marked(
    "Type a 5-digit ZIP code (02115), a city and state (Boston, MA) or coordinates (42.34, -71.11)."
)
#: How alike a misspelled state must be to the one that is meant, and how many letters it needs.
STATE_LIKENESS, STATE_LETTERS = 74, 4

_PLAIN = str.maketrans(DASHES, "-" * len(DASHES))
_FULL_WIDTH = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)})
#: What stands between the parts of an address.
SEPARATORS = r"\s*(?:[,;/|\[\]()]|\s-\s)\s*"
#: What lists of places add to the name of one that is gone.
REMARK = r"\s*\(historical\)"
_SEPARATOR = re.compile(SEPARATORS)
_REMARK = re.compile(REMARK, re.IGNORECASE)
_COUNTY = re.compile(r"\s*\(([^()]+)\)$")
_EMPTY = re.compile(r"[-.–'\s]*")


@dataclass(frozen=True, slots=True)
class ZipCode:
    """Five digits, the code of the state typed with them, if any, and how we read them if not as typed."""

    digits: str
    state: str | None = None
    note: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class City:
    """A city as typed, its key in the gazetteer, and the state code and county, if they were typed.

    `parts` are the texts between commas without the state; the city is the last. `likely` says that the
    state is misspelled. `whole` is the key of a text without commas together with its state: East L.A. is
    not in Louisiana.
    """

    name: str
    key: str
    state: str | None
    county: str | None = None
    parts: tuple[str, ...] = field(default=(), compare=False)
    likely: bool = field(default=False, compare=False)
    whole: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point in degrees."""

    point: Point


ParsedPlace = ZipCode | City | Coordinates


def parse_place(text: str) -> ParsedPlace:
    """Return what `text` means: a ZIP code, a city or coordinates.

    Raises BadQuery for the field `near`, with a reason and a hint, if it is none of these, and Unsure for
    several ZIP codes.
    """
    typed = _clean(text)
    if digits := zip_alone(typed):
        return ZipCode(digits, note="" if digits in typed else _read_as(typed, digits))
    if several := zips_listed(typed):
        choices = tuple(Choice(each, each) for each in dict.fromkeys(several))
        raise Unsure(
            Fault(FIELD, _("You typed more than one ZIP code."), _("Which one do you mean?"), choices)
        )
    if degrees := coordinates(typed):
        return Coordinates(_point(*degrees))
    if not any(character.isalpha() for character in typed):
        raise _fault(_digits_reason(typed), _digits_hint(typed), _digits_choices(typed))
    typed, county = _REMARK.sub("", typed), None
    if (match := _COUNTY.search(typed)) and normalize(match[1]) not in state_codes():
        typed, county = typed[: match.start()], match[1]
    parts = _without_country([part for part in _SEPARATOR.split(typed) if not _EMPTY.fullmatch(part)])
    return _zip_with_words(", ".join(parts)) or _city(parts, county)


def state_of(parts: list[str]) -> tuple[list[str], str | None, bool]:
    """Split the state off the parts of an address: what is left, the code, and whether it was misspelled.

    The state is the last part, or the longest run of words at its end that is one and leaves a word.
    """
    last = parts[-1]
    if len(parts) > 1 and (state := codes_after_comma().get(normalize(last))):
        # The capital's own name is a form of its district: "3800 Reservoir Rd NW, Washington DC".
        return (
            [*parts[:-1], *(["Washington"] if last[:4].casefold() == "wash" and state == "DC" else [])],
            state,
            False,
        )
    words = last.replace("-", " - ").split()
    for count in range(min(4, len(words) - 1), 0, -1):
        if state := state_codes().get(normalize(" ".join(words[-count:]))):
            left = " ".join(words[:-count]).replace(" - ", "-").strip("- ")
            return ([*parts[:-1], left] if left else parts[:-1]) or [last], state if left else None, False
    if len(parts) > 1 and (state := similar_state(last)):
        return parts[:-1], state, True
    return parts, None, False


def similar_state(text: str) -> str | None:
    """Return the code of the state whose name is most like a text: "Massachusets" → MA."""
    plain = normalize(text)
    if len(plain) < STATE_LETTERS:
        return None
    names = [name for name in state_codes() if len(name) >= STATE_LETTERS]
    best = process.extractOne(plain, names, scorer=fuzz.ratio, score_cutoff=STATE_LIKENESS)
    return state_codes()[best[0]] if best else None


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
    return typed.translate(_PLAIN).translate(_FULL_WIDTH).rstrip(",;.- ")


def _without_country(parts: list[str]) -> list[str]:
    """Drop the United States from the end. Raises BadQuery for them alone, another country, and "here"."""
    plain = normalize(" ".join(parts))
    if any(plain == each or (" " in each and plain.endswith(f" {each}")) for each in HERE):
        raise _fault(
            _("We don't know where you are."),
            _("Press “Use my location”, or type your city or ZIP code."),
        )
    if plain in COUNTRY:
        raise _fault(_("The United States is too large to search at once."), _(EXAMPLES))
    parts = _drop(parts, COUNTRY)
    last = normalize(parts[-1]) if parts else ""
    bare = re.sub(r"\b(?:new|nuevo) mexico$", "", last)
    words = normalize(" ".join(parts)).split()
    is_coded = len(words) > 1 and words[-1] in ABROAD_CODES
    if (
        is_coded
        or (len(parts) > 1 and last in ABROAD)
        or any(bare.endswith(f" {country}") for country in ABROAD_BEHIND)
    ):
        raise _fault(
            _("We only list care in the United States."),
            _("Type a US city or ZIP code near where you could be treated."),
        )
    return parts


#: Behind a space, only names that end no US town: Prince of Wales is one, West Jamaica another.
ABROAD_BEHIND = tuple(
    each for each in ABROAD if len(each) > 4 and each not in ("wales", "jamaica", "panama", "peru", "cuba")
)


def _drop(parts: list[str], endings: tuple[str, ...]) -> list[str]:
    """Drop a country at the end: a part of its own, or the last words of one."""
    if len(parts) > 1 and normalize(parts[-1]) in endings:
        return parts[:-1]
    words = parts[-1].split() if parts else []
    for count in range(min(5, len(words) - 1), 0, -1):
        if normalize(" ".join(words[-count:])) in endings and words[-1] != "us":
            return [*parts[:-1], " ".join(words[:-count]).rstrip(" -,")]
    return parts


def _zip_with_words(typed: str) -> ZipCode | None:
    """Return the ZIP code at the end of a text, before its state, or in front of a town."""
    if match := PATTERNS["zip at end"].search(typed):
        start = match.start(1)
        if not PATTERNS["not before zip"].search(typed[:start]):
            return ZipCode(match[1], _state_at_end(typed[:start]))
    if (match := PATTERNS["zip before state"].search(typed)) and (
        state := state_codes().get(normalize(match[2]))
    ):
        return ZipCode(match[1], state)
    if match := PATTERNS["zip at start"].match(typed):
        rest = typed[match.end() :]
        street = STREET_WORDS.intersection(normalize(rest).split())
        if "," in match[2] or not (street or rest.count(",") > 1):
            return ZipCode(match[1], _state_at_end("x " + rest))
    return None


def _state_at_end(text: str) -> str | None:
    parts = [part for part in _SEPARATOR.split(text) if not _EMPTY.fullmatch(part)]
    if len(parts) == 1 and (state := state_codes().get(normalize(parts[0]))):
        return state
    return state_of(parts)[1] if parts else None


def _city(parts: list[str], county: str | None) -> City:
    plain = normalize(" ".join(parts))
    if is_military_mail(plain.split()):
        raise _fault(
            _("A military or diplomatic post office has no place on the map."),
            _("Type a US city or ZIP code near where you could be treated."),
        )
    if state_codes().get(plain.removeprefix("the ")) == "DC":
        return City("Washington", "washington", "DC", None, ("Washington",))
    whole = plain in codes_after_comma() and len(plain) > 1
    left, state, likely = (parts, None, False) if whole or not parts else state_of(parts)
    key = city_key(left[-1]) if left else ""
    if not key:
        raise _fault(_("We couldn't find a city in that."), _(EXAMPLES))
    whole_key = city_key(parts[0]) if len(parts) == 1 and state else ""
    return City(left[-1].strip(), key, state, county, tuple(left), likely, whole_key)


def is_military_mail(words: list[str]) -> bool:
    """Return whether words are an address of military or diplomatic mail: "PSC 41 Box 15, APO AE"."""
    if not MILITARY_MAIL.isdisjoint(words):
        return True
    return len(words) > 1 and words[-1] in MILITARY_REGIONS and words[0] in MILITARY_UNITS


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


def _read_as(typed: str, digits: str) -> str:
    """Return how we read a ZIP code with letters for digits; blanks and commas need no words."""
    as_typed = sum(map(str.isdigit, typed)) >= len(digits)
    return "" if as_typed else _("We read this as the ZIP code %(zip)s.") % {"zip": digits}


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


def _digits_choices(typed: str) -> tuple[Choice, ...]:
    zeros = f"{typed:0>5}" if re.fullmatch(r"[1-9][0-9]{2,3}", typed) else ""
    return (Choice(zeros, zeros),) if zeros else ()


def _fault(reason: str, hint: str, choices: tuple[Choice, ...] = ()) -> BadQuery:
    return BadQuery(Fault(FIELD, reason, hint, choices))
