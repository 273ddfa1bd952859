"""Names, streets and credentials as people write them; public files have them in capital letters."""

from __future__ import annotations

import re

from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import Kind
from finder.formats.capitals import rules

#: Suffixes that tell the generations of a family apart, as they are written.
_GENERATIONS = {"JR": "Jr.", "SR": "Sr."} | {each: each for each in ("I", "II", "III", "IV", "V", "VI")}
_GENERATION_IN_NAME = re.compile(r",? +(JR|SR|II|III|IV)\.?$", re.IGNORECASE)
#: O BRIEN: NPPES has names without apostrophes.
_SPLIT_O = re.compile(r"\bO (?=[A-Z]{3,})")

#: Credentials that are not written in capitals.
_CREDENTIALS = {
    each.upper(): each
    for each in (
        *(
            "PhD",
            "DPhil",
            "PsyD",
            "EdD",
            "ScD",
            "AuD",
            "PharmD",
            "DrPH",
            "MBChB",
            "MBBCh",
            "BCh",
            "MSc",
            "BSc",
        ),
        *("MEd", "LAc"),
    )
}
#: Credentials that are written with blanks inside: "M D", "Ph. D.".
_SPACED = re.compile(r"\b(?:[A-Z](?: [A-Z])+|(?:PH|PHARM|PSY|ED|AU)\.? D|L\.? AC)\b\.?", re.IGNORECASE)
#: What is no credential: "MD (RETIRED)".
_BESIDE = re.compile(r"\([^)]*\)|\b(?:RETIRED|INACTIVE)\b", re.IGNORECASE)

title = rules.organization
city = rules.town


def credentials(text: str) -> str:
    """Return credentials in one style: "M.D.", "M. D." → "MD"; " MD | PHD ", "MD PHD" → "MD, PhD"."""
    spaced = _SPACED.sub(lambda match: re.sub("[. ]", "", match[0]), _BESIDE.sub("", text))
    joined = re.sub(r"\b([A-Za-z])\.\s*", r"\1", spaced)  # M. D. → MD
    parts = [part for part in re.split(r"[|,;/\s]+", joined.replace(".", "")) if part.strip("-")]
    return ", ".join(dict.fromkeys(_CREDENTIALS.get(part.upper(), part.upper()) for part in parts))


def full_name(clinician: Clinician) -> str:
    """Return the name of a clinician or clinic without credentials."""
    if clinician.kind is Kind.CLINIC:
        return title(clinician.organization)
    return " ".join(part for part in name_parts(clinician) if part)


def name_parts(clinician: Clinician) -> tuple[str, str, str, str]:
    """Return given name, middle name, family name and suffix of a clinician; each may be empty."""
    last, suffix = clinician.last, clinician.suffix
    if " " in last:  # as both patterns have: most names are one word
        if found := _GENERATION_IN_NAME.search(last):
            last, suffix = last[: found.start()], suffix or found[1]
        last = _SPLIT_O.sub("O'", last)
    if suffix:
        suffix = _GENERATIONS.get(suffix.strip(" .,").upper(), rules.person(suffix))
    return _initial(clinician.first), _initial(clinician.middle), rules.person(last), suffix


def _initial(text: str) -> str:
    """Return a given name; of an initial with a period: "Q."."""
    if not text:
        return ""
    return f"{text.upper()}." if len(text) == 1 and text.isalpha() else rules.person(text)


def name_with_credentials(clinician: Clinician) -> str:
    """Return the name of a clinician or clinic with credentials: "Mary Q. Madeup, MD"."""
    letters = credentials(clinician.credentials) if clinician.kind is Kind.CLINICIAN else ""
    return f"{full_name(clinician)}, {letters}" if letters else full_name(clinician)


def street(place: Practice | Hospital) -> str:
    """Return the street, or an empty string if it is not shown."""
    return rules.street(place.street or "")


def town(place: Practice | Hospital) -> str:
    """Return city, state and ZIP: "Bozeman, MT 59715"."""
    return f"{city(place.city)}, {place.state} {place.zip}".strip()
