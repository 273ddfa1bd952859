"""Street addresses in one form: the street without its unit, the key of a building, and likely homes."""

from __future__ import annotations

import re
import unicodedata
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
#: Longer than any field of the public files; 10,000 addresses of this length are below 5 MB.
_LONGEST = 100

_DASHES = dict.fromkeys(range(0x2010, 0x2016), "-")
_DROPPED = re.compile("[\u0300-\u036f'\u2019]")  # accents of letters, apostrophes
_INITIALS = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\b)")  # N.W. is one word, ST.JOHN is two
_SIGNS = re.compile(r"[^0-9A-Z#&/-]+")
_EDGES = " #&/-"

_NUMBER = r"(?: ?#? ?[A-Z]{0,3}-?[0-9][A-Z0-9/&-]*| [A-Z](?:[&/-][A-Z0-9]+)?| LL)"
_MORE = r"(?:(?: | ?[&/-] ?| AND )(?:[0-9][A-Z0-9-]*|[A-Z]\b))*"
#: A unit inside a building, or a post office box, at the end of a street.
_UNIT = re.compile(
    rf" (?:(?:STE|SUITE|STES|SUITES|RM|ROOM|BLDG|BUILDING|UNIT|APT|FLR|FLOOR|OFC|OFFICE){_NUMBER}{_MORE}"
    r"|FL ?[0-9]+[A-Z]?"
    r"|(?:[0-9]+(?:ST|ND|RD|TH)|FIRST|SECOND|THIRD|FOURTH|FIFTH|MAIN|GROUND|LOWER|UPPER|TOP) (?:FL|FLR|FLOOR)"
    r"|LOWER LEVEL|BASEMENT|BSMT|LOBBY"
    r"|P ?O ?(?:BOX|BX|DRAWER) ?#? ?[A-Z0-9-]+)$"
)
_HASH = re.compile(r" ?# ?[A-Z0-9-]+(?: [0-9]+)*$")
#: A number without a street: what follows it is the street (RM 620 is a road in Texas).
_NO_STREET = re.compile(r"\S+(?: [NSEW]{1,2})?")
#: What else may follow the street of a building. A geocoder needs these: in street names they are common.
_DETAILS = re.compile(
    r"\b(?:STE|SUITE|FL|FLOOR|FLR|RM|ROOM|BLDG|BUILDING|DEPT|DEPARTMENT|UNIT|APT|APARTMENT|OFC|OFFICE|POD|LEVEL|"
    r"MAILSTOP|MS|MC)\b.*|#.*|\b\d+(?:ST|ND|RD|TH) (?:FL|FLOOR)\b.*"
)
_SEPARATORS = re.compile(r"[-/& ]+")

#: An address with one of these words is not a home.
_WORK = re.compile(
    r"\b(?:STE|SUITE|FL|FLOOR|BLDGS?|BUILDING|RM|ROOM|DEPT|DEPARTMENT|HOSPITAL|HOSP|MEDICAL|MED|CLINIC|CENTER|CTR|"
    r"CANCER|ONCOLOGY|HEALTH|PLAZA|TOWER|PAVILION|UNIVERSITY|UNIV|COLLEGE|OFFICE|OFC|LABORATORY|LAB|PROFESSIONAL|"
    r"INSTITUTE|CAMPUS|MALL|VA|VAMC|P ?O BOX|BOX)\b"
)
#: An address with one of these words may be an apartment.
_HOME = re.compile(r"\b(?:APT|APARTMENT|UNIT|LOT|TRLR|TRAILER|PH|PENTHOUSE|CONDO)\b")


@lru_cache(maxsize=1 << 12)
def plain(text: str) -> str:
    """Return text in capitals, without accents and signs other than # & / -; at most 100 characters."""
    text = text.upper()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_DASHES)).upper()
    text = _INITIALS.sub("", _DROPPED.sub("", text))
    return _SIGNS.sub(" ", text)[:_LONGEST].strip(_EDGES)


@lru_cache(maxsize=1 << 12)
def street_line(text: str) -> str:
    """Return a street in capitals, without a suite, floor, room, building or post office box at its end.

    Words are not abbreviated, so that a geocoder can be asked with it.
    """
    street = plain(text)
    while (shorter := _without_last_unit(street)) != street:
        street = shorter
    return street


def _without_last_unit(street: str) -> str:
    # In Puerto Rico the house number comes after the street: CALLE LUNA #12.
    for pattern in (_UNIT, _HASH) if street[:1].isdigit() else (_UNIT,):
        shorter = pattern.sub("", street).strip(_EDGES)
        if not _NO_STREET.fullmatch(shorter):
            street = shorter
    return street


@lru_cache(maxsize=1 << 14)
def building(street: str) -> str:
    """Return the key of the building at a street address: "1 MAIN ST" for "1 Main Street, Suite 4"."""
    line = _SEPARATORS.sub(" ", street_line(street)).strip()
    rest = _DETAILS.sub("", line).strip()
    key = line if not rest or rest.isdigit() else rest  # a number is not a street: "100 MC KINLEY AVE"
    return " ".join(_SHORT.get(word, word) for word in key.split())


#: A post office box, or a lockbox of a bank: letters are sent there.
_POST_BOX = re.compile(
    r"(?:(?:DEPT|DEPARTMENT) [A-Z0-9-]+ )?"
    r"(?:P ?O ?(?:BOX|BX|DRAWER)|POB|POST OFFICE (?:BOX|DRAWER)|(?:PO )?LOCK ?BOX|CALLER BOX|APARTADO"
    r"|DRAWER|BOX)"
    r"(?: #?[A-Z0-9-]+)*"
)
#: A word that only the street of a building has, behind the box: both addresses in one line.
_STREET_WORD = re.compile(
    r" [0-9]+ (?:[A-Z0-9]+ )*(?:ST|AVE?|RD|DR|BLVD|LN|HWY|PKWY|STREET|AVENUE|ROAD|DRIVE)\b"
)


def is_post_box(street: str) -> bool:
    """Tell whether an address is a post office box or a lockbox, and no street."""
    words = plain(street)
    return bool(_POST_BOX.fullmatch(words)) and not _STREET_WORD.search(words)


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
    words = plain(street)
    if _WORK.search(words):
        return False
    return sole or bool(_HOME.search(words))
