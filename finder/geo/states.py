"""The states, districts and territories of the United States by USPS code, and the ways people write them."""

from __future__ import annotations

from finder.language import marked

STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "AS": "American Samoa", "GU": "Guam",
    "MP": "Northern Mariana Islands", "PR": "Puerto Rico", "VI": "US Virgin Islands",
    "FM": "Federated States of Micronesia", "MH": "Marshall Islands", "PW": "Palau",
}  # fmt: skip

MILITARY = {
    "AA": marked("the Americas"),
    "AE": marked("Europe, Africa and the Middle East"),
    "AP": marked("the Pacific"),
}

# Traditional abbreviations that people still write, and other names of the territories.
_ALSO = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "cal": "CA", "colo": "CO", "conn": "CT",
    "del": "DE", "fla": "FL", "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "ky": "KY", "mass": "MA",
    "mich": "MI", "minn": "MN", "miss": "MS", "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV",
    "okla": "OK", "ore": "OR", "oreg": "OR", "penn": "PA", "penna": "PA", "tenn": "TN", "tex": "TX",
    "wash": "WA", "wis": "WI", "wisc": "WI", "wyo": "WY", "dist of columbia": "DC", "d c": "DC",
    "virgin islands": "VI", "u s virgin islands": "VI", "n mex": "NM", "n dak": "ND", "s dak": "SD",
    "w va": "WV", "n j": "NJ", "n y": "NY", "n h": "NH", "n c": "NC", "s c": "SC", "r i": "RI", "p r": "PR",
    "n m": "NM", "micronesia": "FM", "northern marianas": "MP", "saipan": "MP",
}  # fmt: skip

#: Every way to write a state, as `geo.places.simplified` leaves it, to its USPS code.
CODES = (
    {code.lower(): code for code in STATES} | {name.lower(): code for code, name in STATES.items()} | _ALSO
)
