"""Names, streets and credentials as people write them; public files have them in capital letters."""

from __future__ import annotations

import re
from functools import lru_cache

from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import Kind

#: Words that stay in capitals.
_ACRONYMS = {
    "II", "III", "IV", "VI", "NE", "NW", "SE", "SW", "N", "S", "E", "W", "LLC", "LLP", "PC", "PLLC", "PLC",
    "PA", "USA", "US", "VA", "VAMC", "UPMC", "UCLA", "UCSF", "USC", "NYU", "UNC", "UAB", "MD", "HCA", "PO",
}  # fmt: skip
#: Words in lower case, except at the beginning.
_SMALL_WORDS = {"of", "and", "the", "for", "at", "in", "on"}
_ROMAN = {"II", "III", "IV"}
_WORD = re.compile(r"[^\s\-/&(]+")

#: Credentials that are not written in capitals.
_CREDENTIALS = {
    "PHD": "PhD",
    "DPHIL": "DPhil",
    "MBCHB": "MBChB",
    "PHARMD": "PharmD",
    "DRPH": "DrPH",
    "MSC": "MSc",
}


@lru_cache(maxsize=1 << 14)
def title(text: str) -> str:
    """Return text in capitals as a name: "ST. MARY'S OF THE BRONX" → "St. Mary's of the Bronx".

    Other text is returned unchanged.
    """
    if not text.isupper():
        return text
    return _WORD.sub(lambda match: _word(match[0], is_first=match.start() == 0), text)


def _word(word: str, is_first: bool) -> str:
    bare = word.strip(".,;)")
    if bare in _ACRONYMS:
        return word
    if not is_first and bare.lower() in _SMALL_WORDS:
        return word.lower()
    if word[:1].isdigit():
        return word.lower()  # 5th, 42nd
    lower = word.lower()
    for start in ("mc", "o'", "d'", "l'"):
        if lower.startswith(start) and len(lower) > len(start) + 2:
            return start.capitalize() + lower[len(start) :].capitalize()
    return lower[:1].upper() + lower[1:]


def credentials(text: str) -> str:
    """Return credentials in one style: "M.D.", "M. D." → "MD"; " MD | PHD ", "MD PHD" → "MD, PhD"."""
    joined = re.sub(r"\b([A-Za-z])\.\s*", r"\1", text)  # M. D. → MD
    parts = [part for part in re.split(r"[|,;/\s]+", joined.replace(".", "")) if part]
    return ", ".join(dict.fromkeys(_CREDENTIALS.get(part.upper(), part.upper()) for part in parts))


def full_name(clinician: Clinician) -> str:
    """Return the name of a clinician or clinic without credentials."""
    if clinician.kind is Kind.CLINIC:
        return title(clinician.organization)
    suffix = clinician.suffix if clinician.suffix.strip(".") in _ROMAN else title(clinician.suffix)
    middle = title(clinician.middle)
    middle = f"{middle}." if len(middle) == 1 else middle
    return " ".join(part for part in (title(clinician.first), middle, title(clinician.last), suffix) if part)


def name_with_credentials(clinician: Clinician) -> str:
    """Return the name of a clinician or clinic with credentials: "Mary Q. Madeup, MD"."""
    letters = credentials(clinician.credentials) if clinician.kind is Kind.CLINICIAN else ""
    return f"{full_name(clinician)}, {letters}" if letters else full_name(clinician)


def street(place: Practice | Hospital) -> str:
    """Return the street, or an empty string if it is not shown."""
    return title(place.street or "")


def town(place: Practice | Hospital) -> str:
    """Return city, state and ZIP: "Bozeman, MT 59715"."""
    return f"{title(place.city)}, {place.state} {place.zip}".strip()
