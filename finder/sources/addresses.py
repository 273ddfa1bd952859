"""Street addresses: when two are one, and when one looks like a home."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORT = {
    "STREET": "ST", "AVENUE": "AVE", "AV": "AVE", "ROAD": "RD", "DRIVE": "DR", "BOULEVARD": "BLVD",
    "LANE": "LN", "COURT": "CT", "PLACE": "PL", "PARKWAY": "PKWY", "HIGHWAY": "HWY", "CIRCLE": "CIR",
    "SQUARE": "SQ",
    "TERRACE": "TER", "TURNPIKE": "TPKE", "EXPRESSWAY": "EXPY", "PLAZA": "PLZ", "TRAIL": "TRL",
    "CENTER": "CTR",
    "NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W", "NORTHEAST": "NE", "NORTHWEST": "NW",
    "SOUTHEAST": "SE", "SOUTHWEST": "SW", "MOUNT": "MT", "SAINT": "ST", "FORT": "FT",
}  # fmt: skip
#: What follows is a part of a building, not another building.
_PART = re.compile(
    r"\b(?:STE|SUITE|FL|FLOOR|FLR|RM|ROOM|BLDG|BUILDING|DEPT|DEPARTMENT|UNIT|APT|APARTMENT|OFC|OFFICE|POD|LEVEL|"
    r"MAILSTOP|MS|MC)\b.*|#.*|\b\d+(?:ST|ND|RD|TH) (?:FL|FLOOR)\b.*"
)
_SIGNS = re.compile(r"[^A-Z0-9 #]+")

#: An address with one of these words is a place of work.
_WORK = re.compile(
    r"\b(?:STE|SUITE|FL|FLOOR|BLDG|BUILDING|RM|ROOM|DEPT|DEPARTMENT|HOSPITAL|HOSP|MEDICAL|MED|CLINIC|CENTER|CTR|"
    r"CANCER|ONCOLOGY|HEALTH|PLAZA|TOWER|PAVILION|UNIVERSITY|UNIV|COLLEGE|OFFICE|OFC|LABORATORY|LAB|PROFESSIONAL|"
    r"INSTITUTE|CAMPUS|MALL|VA|VAMC|P ?O BOX|BOX)\b"
)
_HOME = re.compile(r"\b(?:APT|APARTMENT|UNIT|LOT|TRLR|TRAILER|PH|PENTHOUSE|CONDO)\b")


@lru_cache(maxsize=1 << 17)
def building(street: str) -> str:
    """Return the key of a street address: the same for "1 Main Street, Suite 4" and "1 MAIN ST"."""
    plain = _SIGNS.sub(" ", street.upper().replace(".", ""))
    kept = _PART.sub("", plain).strip()
    kept = plain if not kept or kept.isdigit() else kept  # a number is no street: "100 MC KINLEY AVE"
    return " ".join(_SHORT.get(word, word) for word in kept.split())


def looks_like_home(*, sole: bool, street: str, practice: str, shared: bool) -> bool:
    """Tell whether an address may be where a clinician lives; it is then shown by city and ZIP alone.

    The rule, on the side of caution: no file names a practice there, nobody else of ours works there, and
    the clinician is a sole proprietor without a word of a place of work in the address, or the address names
    an apartment. It misses homes of clinicians who are no sole proprietors, and hides single offices that
    read like homes: their telephone is still shown.
    """
    if practice or shared or not street:
        return False
    plain = _SIGNS.sub(" ", street.upper().replace(".", ""))
    if _WORK.search(plain):
        return False
    return sole or bool(_HOME.search(plain))
