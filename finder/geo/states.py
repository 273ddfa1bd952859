"""The states, districts and territories of the United States by USPS code, and how people write them."""

from __future__ import annotations

from functools import cache

from finder.language import _, languages, marked, using_language
from finder.plain_text import normalize

STATES = {
    "AL": marked("Alabama"), "AK": marked("Alaska"), "AZ": marked("Arizona"), "AR": marked("Arkansas"),
    "CA": marked("California"), "CO": marked("Colorado"), "CT": marked("Connecticut"),
    "DE": marked("Delaware"), "DC": marked("District of Columbia"), "FL": marked("Florida"),
    "GA": marked("Georgia"), "HI": marked("Hawaii"), "ID": marked("Idaho"), "IL": marked("Illinois"),
    "IN": marked("Indiana"), "IA": marked("Iowa"), "KS": marked("Kansas"), "KY": marked("Kentucky"),
    "LA": marked("Louisiana"), "ME": marked("Maine"), "MD": marked("Maryland"),
    "MA": marked("Massachusetts"), "MI": marked("Michigan"), "MN": marked("Minnesota"),
    "MS": marked("Mississippi"), "MO": marked("Missouri"), "MT": marked("Montana"),
    "NE": marked("Nebraska"), "NV": marked("Nevada"), "NH": marked("New Hampshire"),
    "NJ": marked("New Jersey"), "NM": marked("New Mexico"), "NY": marked("New York"),
    "NC": marked("North Carolina"), "ND": marked("North Dakota"), "OH": marked("Ohio"),
    "OK": marked("Oklahoma"), "OR": marked("Oregon"), "PA": marked("Pennsylvania"),
    "RI": marked("Rhode Island"), "SC": marked("South Carolina"), "SD": marked("South Dakota"),
    "TN": marked("Tennessee"), "TX": marked("Texas"), "UT": marked("Utah"), "VT": marked("Vermont"),
    "VA": marked("Virginia"), "WA": marked("Washington"), "WV": marked("West Virginia"),
    "WI": marked("Wisconsin"), "WY": marked("Wyoming"), "AS": marked("American Samoa"),
    "GU": marked("Guam"), "MP": marked("Northern Mariana Islands"), "PR": marked("Puerto Rico"),
    "VI": marked("US Virgin Islands"), "FM": marked("Federated States of Micronesia"),
    "MH": marked("Marshall Islands"), "PW": marked("Palau"),
}  # fmt: skip

#: Codes that the US Postal Service uses for military and diplomatic mail, with the region each serves.
MILITARY = {
    "AA": marked("the Americas"),
    "AE": marked("Europe, Africa and the Middle East"),
    "AP": marked("the Pacific"),
}

#: Traditional abbreviations that people still write, and other names of the territories, normalized.
_ABBREVIATIONS = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "cal": "CA", "colo": "CO", "conn": "CT",
    "del": "DE", "fla": "FL", "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "ky": "KY", "mass": "MA",
    "mich": "MI", "minn": "MN", "miss": "MS", "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV",
    "okla": "OK", "ore": "OR", "oreg": "OR", "penn": "PA", "penna": "PA", "tenn": "TN", "tex": "TX",
    "wash": "WA", "wis": "WI", "wisc": "WI", "wyo": "WY", "dist of columbia": "DC", "d c": "DC",
    "virgin islands": "VI", "u s virgin islands": "VI", "n mex": "NM", "n dak": "ND", "s dak": "SD",
    "w va": "WV", "n j": "NJ", "n y": "NY", "n h": "NH", "n c": "NC", "s c": "SC", "r i": "RI", "p r": "PR",
    "n m": "NM", "micronesia": "FM", "northern marianas": "MP", "saipan": "MP",
}  # fmt: skip


def state_name(code: str) -> str:
    """Return the name of a state in the current language, or `code` itself if it is not a state's."""
    return _(STATES.get(code, code))


@cache
def state_codes() -> dict[str, str]:
    """Return state code by every way to write a state in any of our languages, normalized."""
    found = {code.lower(): code for code in STATES} | _ABBREVIATIONS
    for language in languages():
        with using_language(language):
            found |= {normalize(state_name(code)): code for code in STATES}
    return found
