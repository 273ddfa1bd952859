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
    "ala": "AL", "alab": "AL", "alas": "AK", "ariz": "AZ", "ark": "AR", "calif": "CA", "cal": "CA",
    "colo": "CO", "conn": "CT", "del": "DE", "dela": "DE", "fla": "FL", "flor": "FL", "haw": "HI",
    "ida": "ID", "ill": "IL", "ills": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "ky": "KY",
    "kent": "KY", "mass": "MA", "massa": "MA", "maryl": "MD", "mich": "MI", "minn": "MN", "miss": "MS",
    "misso": "MO", "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV", "okla": "OK", "okl": "OK",
    "ore": "OR", "oreg": "OR", "penn": "PA", "penna": "PA", "tenn": "TN", "tex": "TX", "tejas": "TX",
    "verm": "VT", "virg": "VA", "wash": "WA", "wash state": "WA", "wa state": "WA",
    "washington state": "WA", "wis": "WI", "wisc": "WI", "wyo": "WY", "wva": "WV", "new mex": "NM",
    "nuevo mejico": "NM", "n mex": "NM", "new york state": "NY", "nys": "NY", "n york": "NY",
    "n jersey": "NJ", "nuevo jersey": "NJ", "nueva hampshire": "NH", "n hampshire": "NH",
    "new hamp": "NH", "rhode is": "RI", "r island": "RI", "virginia del oeste": "WV",
    "oeste de virginia": "WV", "dist of columbia": "DC", "district of colombia": "DC",
    "distrito de colombia": "DC", "wash dc": "DC", "wash d c": "DC", "washington dc": "DC",
    "washington d c": "DC", "porto rico": "PR", "pto rico": "PR", "virgin islands": "VI",
    "u s virgin islands": "VI", "usvi": "VI", "u s v i": "VI", "islas virgenes": "VI",
    "islas virgenes estadounidenses": "VI", "am samoa": "AS", "amer samoa": "AS",
    "samoa estadounidense": "AS", "cnmi": "MP", "northern marianas": "MP", "n marianas": "MP",
    "saipan": "MP", "islas marianas septentrionales": "MP", "micronesia": "FM", "fsm": "FM", "rmi": "MH",
    "marshalls": "MH", "belau": "PW", "guahan": "GU",
}  # fmt: skip
#: Short forms that are also words and names: they are a state behind a comma alone ("Cleveland, O.").
_AFTER_A_COMMA = {
    "o": "OH", "col": "CO", "con": "CT", "geo": "GA", "ken": "KY", "mar": "MD", "mon": "MT", "lou": "LA",
    "mic": "MI", "ten": "TN", "t h": "HI", "h i": "HI", "nb": "NE", "vir": "VA", "jersey": "NJ",
}  # fmt: skip
#: States that begin with a direction, and how the rest is shortened.
_DIRECTED: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "north": (("n", "no", "norte"), {"NC": ("carolina", "car"), "ND": ("dakota", "dak")}),
    "south": (("s", "so", "sur"), {"SC": ("carolina", "car"), "SD": ("dakota", "dak")}),
    "west": (("w",), {"WV": ("virginia", "va", "virg")}),
}


def state_name(code: str) -> str:
    """Return the name of a state in the current language, or `code` itself if it is not a state's."""
    return _(STATES.get(code, code))


@cache
def state_codes() -> dict[str, str]:
    """Return state code by every way to write a state in any of our languages, normalized."""
    found = {code.lower(): code for code in STATES} | _ABBREVIATIONS
    found |= {f"{code[0]} {code[1]}".lower(): code for code in STATES}  # N.Y.
    for short, ends in _DIRECTED.values():
        found |= {f"{word} {end}": code for word in short for code, forms in ends.items() for end in forms}
    for language in languages():
        with using_language(language):
            found |= {normalize(state_name(code)): code for code in STATES}
    for code, name in STATES.items():
        found |= {f"{what} of {normalize(name)}": code for what in ("state", "commonwealth")}
    return found


@cache
def codes_after_comma() -> dict[str, str]:
    """Return the same with the short forms that are a state only behind a comma."""
    return state_codes() | _AFTER_A_COMMA
