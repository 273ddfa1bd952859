"""ZIP codes and coordinates in the forms that people and programs write them.

Patterns are written so that JavaScript reads them too: the exported folder gets them (formats/offline_index).
"""

from __future__ import annotations

import re

# [0-9], not \d: a ZIP code has ASCII digits only, and the ZIP package crashes on those of other scripts.
_NUMBER = r"([-+]?[0-9]{1,3}(?:\.[0-9]{0,20})?)"
_MARKS = r"\s*(?:°|º|deg(?:rees)?)?\s*"
_BETWEEN = r"\s*(?:[,;\s]|(?=[-+]))\s*"
_SIDE_NUMBER = r"([0-9]{1,3}(?:\.[0-9]{0,20})?)"
_SMALL = r"([0-9]{1,2}(?:\.[0-9]{0,20})?)"
#: Degrees, and minutes and seconds if there are any.
_DEGREES = (
    rf"{_SIDE_NUMBER}\s*(?:°|º|deg|d|\s)?\s*(?:{_SMALL}\s*(?:'|′|’|m|\s)\s*)?"
    rf"(?:{_SMALL}\s*(?:\"|″|”|''|s)?\s*)?"
)

#: Every form by its name; case does not matter.
FORMS = {
    # Words in front of a ZIP code.
    "zip label": (
        r"^(?:(?:my |mi |us |the )?"
        r"(?:zip\s*-?code|zip|postal code|postcode|c[oó]digo postal|zona postal|c\.?p\.?)"
        r"(?:\s+(?:is|es))?\s*[:=#]?\s*|#\s*)(?=[0-9])"
    ),
    # A ZIP code alone, with any four more digits.
    "zip": r"^([0-9]{5})(?:\s*[-+_/\s]\s*[0-9]{1,4}|[0-9]{4}|\.0)?$",
    # Five digits with blanks or a comma in them: "606 12" and 77,054 are too far east to be a latitude and a
    # longitude, which has a minus sign here.
    "zip spaced": r"^(?:[0-9](?:[ .][0-9]){4}|(?=(?: *[0-9]){5}$)[0-9]+(?: +[0-9]+)+)$",
    "zip comma": r"^([0-8][0-9]),(0[0-9]{2}|[2-9][0-9]{2})$",
    # Letters that are typed for digits.
    "zip letters": r"^(?=(?:[^0-9]*[0-9]){3})[0-9oil|]{5}$",
    "zips": r"^[0-9]{5}(?:\s*(?:,|;|/|&|\+|or|and|o|y|to|-)\s*[0-9]{5})+$",
    # A ZIP code at the end, in the middle before a state, or in front of a town.
    "zip at end": r"(?:^|[\s,(]|[a-z]{2})([0-9]{5})(?:\s?-?\s?[0-9]{4})?\)?$",
    "zip before state": r",\s*([0-9]{5})\s*,?\s*([a-z .]+)$",
    "zip at start": r"^([0-9]{5})(?:-?[0-9]{4})?([\s,]+)(?=[^0-9]+$)",
    # Words before five digits that are no ZIP code: "PO Box 12345".
    "not before zip": r"\b(?:box|suite|ste|apt|unit|route|rte|hwy|highway|room)\.?\s*$",
    "point label": r"(?:lat(?:itude|itud)?|lng|lon(?:gitude|gitud|g)?)\.?\s*[:=]?\s*",
    # Well-known text has the longitude first.
    "point text": rf"^point\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)$",
    "point": rf"^{_NUMBER}{_MARKS}{_BETWEEN}{_NUMBER}{_MARKS}$",
    # Decimal commas, as in Spanish.
    "point commas": r"^([-+]?[0-9]{1,3}),([0-9]{2,})\s*[;\s]\s*([-+]?[0-9]{1,3}),([0-9]{2,})$",
    "point sides": rf"^{_DEGREES}([NS])\s*[,;\s]?\s*{_DEGREES}([EWO])$",
    "point sides first": rf"^([NS])\s*{_DEGREES}[,;\s]?\s*([EWO])\s*{_DEGREES}$",
}
#: Programs write a point so; what is around it is dropped.
POINT_AROUND = (r"^(?:geo:|@)\s*", r"^[(\[{]\s*", r"\s*[)\]}]$", r",\s*[0-9.]+[zm]$", r";u=[0-9.]+$")
LETTERS = {"o": "0", "i": "1", "l": "1", "|": "1"}
#: Dashes and minus signs that mean "-".
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"

PATTERNS = {name: re.compile(form, re.IGNORECASE) for name, form in FORMS.items()}
_AROUND = [re.compile(each, re.IGNORECASE) for each in POINT_AROUND]


def zip_alone(typed: str) -> str | None:
    """Return the five digits of a text that is one ZIP code: "ZIP 77030-1234", "7 7 0 3 0", "7703O"."""
    text = PATTERNS["zip label"].sub("", typed.strip("()[]\"'` "))
    if match := PATTERNS["zip"].match(text):
        return match[1]
    if PATTERNS["zip spaced"].match(text) or PATTERNS["zip comma"].match(text):
        return "".join(re.findall(r"[0-9]", text))
    if PATTERNS["zip letters"].match(text):
        return "".join(LETTERS.get(letter.casefold(), letter) for letter in text)
    return None


def zips_listed(typed: str) -> list[str]:
    """Return the ZIP codes of a text that lists several, or nothing."""
    return re.findall(r"[0-9]{5}", typed) if PATTERNS["zips"].match(typed) else []


def coordinates(typed: str) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees as written, or None if `typed` is no point."""
    text = typed
    if match := PATTERNS["point text"].match(text):
        return float(match[2]), float(match[1])
    for around in _AROUND:
        text = around.sub("", text)
    text = PATTERNS["point label"].sub("", text).strip()
    if match := PATTERNS["point"].match(text):
        return float(match[1]), float(match[2])
    if match := PATTERNS["point commas"].match(text):
        return float(f"{match[1]}.{match[2]}"), float(f"{match[3]}.{match[4]}")
    if match := PATTERNS["point sides"].match(text):
        return _degrees(match.groups()[0:3], match[4]), _degrees(match.groups()[4:7], match[8])
    if match := PATTERNS["point sides first"].match(text):
        return _degrees(match.groups()[1:4], match[1]), _degrees(match.groups()[5:8], match[5])
    return None


def _degrees(parts: tuple[str | None, ...], side: str) -> float:
    degrees, minutes, seconds = (float(each or 0) for each in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if side.upper() in "SWO" else value
