"""Street addresses: which of them are the same building, and which look like a home."""

from __future__ import annotations

import re
from functools import lru_cache

#: Words → how the USPS shortens them.
_SHORT = {
    "STREET": "ST", "AVENUE": "AVE", "AV": "AVE", "ROAD": "RD", "DRIVE": "DR", "BOULEVARD": "BLVD",
    "LANE": "LN", "COURT": "CT", "PLACE": "PL", "PARKWAY": "PKWY", "HIGHWAY": "HWY", "CIRCLE": "CIR",
    "SQUARE": "SQ",
    "TERRACE": "TER", "TURNPIKE": "TPKE", "EXPRESSWAY": "EXPY", "PLAZA": "PLZ", "TRAIL": "TRL",
    "CENTER": "CTR",
    "NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W", "NORTHEAST": "NE", "NORTHWEST": "NW",
    "SOUTHEAST": "SE", "SOUTHWEST": "SW", "MOUNT": "MT", "SAINT": "ST", "FORT": "FT",
}  # fmt: skip
#: From one of these on, an address names a part of a building.
_PART = re.compile(
    r"\b(?:STE|SUITE|FL|FLOOR|FLR|RM|ROOM|BLDG|BUILDING|DEPT|DEPARTMENT|UNIT|APT|APARTMENT|OFC|OFFICE|POD|LEVEL|"
    r"MAILSTOP|MS|MC)\b.*|#.*|\b\d+(?:ST|ND|RD|TH) (?:FL|FLOOR)\b.*"
)
_SIGNS = re.compile(r"[^A-Z0-9 #]+")

#: An address with one of these words is not a home.
_WORK = re.compile(
    r"\b(?:STE|SUITE|FL|FLOOR|BLDG|BUILDING|RM|ROOM|DEPT|DEPARTMENT|HOSPITAL|HOSP|MEDICAL|MED|CLINIC|CENTER|CTR|"
    r"CANCER|ONCOLOGY|HEALTH|PLAZA|TOWER|PAVILION|UNIVERSITY|UNIV|COLLEGE|OFFICE|OFC|LABORATORY|LAB|PROFESSIONAL|"
    r"INSTITUTE|CAMPUS|MALL|VA|VAMC|P ?O BOX|BOX)\b"
)
#: An address with one of these words may be an apartment.
_HOME = re.compile(r"\b(?:APT|APARTMENT|UNIT|LOT|TRLR|TRAILER|PH|PENTHOUSE|CONDO)\b")


@lru_cache(maxsize=1 << 17)
def building(street: str) -> str:
    """Return the key of the building at a street address: "1 MAIN ST" for "1 Main Street, Suite 4"."""
    plain = _SIGNS.sub(" ", street.upper().replace(".", ""))
    kept = _PART.sub("", plain).strip()
    kept = plain if not kept or kept.isdigit() else kept  # not a number alone: "100 MC KINLEY AVE"
    return " ".join(_SHORT.get(word, word) for word in kept.split())


def looks_like_home(*, sole: bool, street: str, practice: str, shared: bool) -> bool:
    """Tell whether a clinician may live at an address; then only its city and ZIP code are shown.

    `sole` says that the clinician is a sole proprietor, `practice` is the name of a practice there ("" if no
    file has one), `shared` says that others work there. The rule is ours, and cautious: an address is taken
    for a home if no file names a practice there, nobody else works there, no word in it is of a workplace,
    and the clinician is a sole proprietor or it names an apartment. It misses homes of other clinicians, and
    hides some single offices; their telephone numbers are still shown.
    """
    if practice or shared or not street:
        return False
    plain = _SIGNS.sub(" ", street.upper().replace(".", ""))
    if _WORK.search(plain):
        return False
    return sole or bool(_HOME.search(plain))
