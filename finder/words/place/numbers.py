"""ZIP codes and coordinates in the forms that people and programs write them.

Patterns are written so that JavaScript reads them too: the exported folder gets them (formats/offline_index).
"""

from __future__ import annotations

import re

# [0-9], not \d: a ZIP code has ASCII digits only, and the ZIP package crashes on those of other scripts.
_NUMBER = r"([-+]?[0-9]{1,3}(?:\.[0-9]{0,20})?)"
_MARKS = r"\s*(?:°|º|deg(?:rees)?)?\s*"
_BETWEEN = r"\s*(?:[,;\s]|(?=[-+]))\s*"

#: Words in front of a ZIP code.
ZIP_LABEL = (
    r"^(?:(?:my |mi |us |the )?"
    r"(?:zip\s*-?code|zip|postal code|postcode|c[oó]digo postal|zona postal|c\.?p\.?)"
    r"(?:\s+(?:is|es))?\s*[:=#]?\s*|#\s*)(?=[0-9])"
)
#: A ZIP code alone, with any four more digits.
ZIP = r"^([0-9]{5})(?:\s*[-+_/\s]\s*[0-9]{1,4}|[0-9]{4}|\.0)?$"
#: Five digits with blanks or a comma in them; 77,054 is too far east to be a longitude behind a latitude.
ZIP_SPACED = r"^([0-9])[ .]([0-9])[ .]([0-9])[ .]([0-9])[ .]([0-9])$"
ZIP_COMMA = r"^([0-8][0-9]),(0[0-9]{2}|[2-9][0-9]{2})$"
#: Letters that are typed for digits.
ZIP_LETTERS = r"^(?=(?:[^0-9]*[0-9]){3})[0-9OoIl|]{5}$"
LETTERS = {"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"}
#: Several ZIP codes.
ZIPS = r"^[0-9]{5}(?:\s*(?:,|;|/|&|\+|or|and|o|y|to|-)\s*[0-9]{5})+$"
#: A ZIP code at the end, in the middle before a state, or in front of a town.
ZIP_AT_END = r"(?:^|[\s,(]|[A-Za-z]{2})([0-9]{5})(?:\s?-?\s?[0-9]{4})?\)?$"
ZIP_BEFORE_STATE = r",\s*([0-9]{5})\s*,?\s*([A-Za-z .]+)$"
ZIP_AT_START = r"^([0-9]{5})(?:-?[0-9]{4})?([\s,]+)(?=[^0-9]+$)"
#: Words before five digits that are no ZIP code: "PO Box 12345".
NOT_BEFORE_ZIP = r"\b(?:box|suite|ste|apt|unit|route|rte|hwy|highway|room)\.?\s*$"

_POINT_LABEL = r"(?:lat(?:itude|itud)?|lng|lon(?:gitude|gitud|g)?)\.?\s*[:=]?\s*"
#: Programs write a point so; what is around it is dropped.
POINT_AROUND = (r"^(?:geo:|@)\s*", r"^[(\[{]\s*", r"\s*[)\]}]$", r",\s*[0-9.]+[zm]$", r";u=[0-9.]+$")
POINT_LABELS = _POINT_LABEL
#: Well-known text has the longitude first.
POINT_WKT = rf"^point\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)$"
POINT = rf"^{_NUMBER}{_MARKS}{_BETWEEN}{_NUMBER}{_MARKS}$"
#: Decimal commas, as in Spanish.
POINT_COMMAS = r"^([-+]?[0-9]{1,3}),([0-9]{2,})\s*[;\s]\s*([-+]?[0-9]{1,3}),([0-9]{2,})$"
#: Degrees, minutes and seconds, or degrees with a letter for the side.
_SIDE_NUMBER = r"([0-9]{1,3}(?:\.[0-9]{0,20})?)"
_SMALL = r"([0-9]{1,2}(?:\.[0-9]{0,20})?)"
_DMS = (
    rf"{_SIDE_NUMBER}\s*(?:°|º|deg|d|\s)?\s*(?:{_SMALL}\s*(?:'|′|’|m|\s)\s*)?"
    rf"(?:{_SMALL}\s*(?:\"|″|”|''|s)?\s*)?"
)
POINT_SIDES = rf"^{_DMS}([NS])\s*[,;\s]?\s*{_DMS}([EWO])$"
POINT_SIDES_FIRST = rf"^([NS])\s*{_DMS}[,;\s]?\s*([EWO])\s*{_DMS}$"

#: Dashes and minus signs that mean "-".
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"

PATTERNS = {
    name: re.compile(pattern, re.IGNORECASE if name.startswith(("POINT", "ZIP_LABEL", "ZIPS", "NOT")) else 0)
    for name, pattern in globals().items()
    if name.isupper() and isinstance(pattern, str) and name != "DASHES"
}
_AROUND = [re.compile(each, re.IGNORECASE) for each in POINT_AROUND]


def zip_alone(typed: str) -> str | None:
    """Return the five digits of a text that is one ZIP code: "ZIP 77030-1234", "7 7 0 3 0", "7703O"."""
    text = PATTERNS["ZIP_LABEL"].sub("", typed.strip("()[]\"'` "))
    if match := PATTERNS["ZIP"].match(text):
        return match[1]
    if match := PATTERNS["ZIP_SPACED"].match(text) or PATTERNS["ZIP_COMMA"].match(text):
        return "".join(match.groups())
    if PATTERNS["ZIP_LETTERS"].match(text):
        return "".join(LETTERS.get(letter, letter) for letter in text)
    return None


def zips_listed(typed: str) -> list[str]:
    """Return the ZIP codes of a text that lists several, or nothing."""
    return re.findall(r"[0-9]{5}", typed) if PATTERNS["ZIPS"].match(typed) else []


def coordinates(typed: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees as written, or None if `typed` is no point."""
    text = typed
    if match := PATTERNS["POINT_WKT"].match(text):
        return float(match[2]), float(match[1])
    for around in _AROUND:
        text = around.sub("", text)
    text = PATTERNS["POINT_LABELS"].sub("", text).strip()
    if match := PATTERNS["POINT"].match(text):
        return float(match[1]), float(match[2])
    if match := PATTERNS["POINT_COMMAS"].match(text):
        return float(f"{match[1]}.{match[2]}"), float(f"{match[3]}.{match[4]}")
    if match := PATTERNS["POINT_SIDES"].match(text):
        return _degrees(match.groups()[0:3], match[4]), _degrees(match.groups()[4:7], match[8])
    if match := PATTERNS["POINT_SIDES_FIRST"].match(text):
        return _degrees(match.groups()[1:4], match[1]), _degrees(match.groups()[5:8], match[5])
    return None


def _degrees(parts: tuple[str | None, ...], side: str) -> float:
    degrees, minutes, seconds = (float(each or 0) for each in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if side.upper() in "SWO" else value
