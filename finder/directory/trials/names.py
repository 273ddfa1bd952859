"""Compare the names of facilities: the same place under two names, or two places.

Sponsors write a facility in many ways: "Mayo Clinic Arizona", "Mayo Clinic in Arizona", "Mayo Clinic Hospital
( Site 0012)". A name that is only alike must not join another hospital in the same ZIP code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from finder.geo.states import STATES
from finder.plain_text import normalize

#: Words that say nothing about which facility it is.
_GENERIC = frozenset({
    "a", "an", "the", "of", "at", "in", "on", "and", "for", "to", "by", "cancer", "cancers", "center",
    "centre", "centers", "hospital", "hospitals", "medical", "medicine", "clinic", "clinics",
    "institute", "institutes", "health", "healthcare", "system", "systems", "comprehensive", "oncology",
    "hematology", "care", "research", "foundation", "inc", "llc", "llp", "pa", "pc", "pllc", "ltd",
    "corp", "corporation", "company", "group", "associates", "association", "physicians", "specialists",
    "regional", "community", "campus", "school", "college", "department", "division", "network",
    "program", "treatment", "facility", "services", "service", "main", "office", "offices", "practice",
    "building", "pavilion", "clinical", "sciences", "science", "trials", "trial", "studies", "academic",
    "teaching", "outpatient", "ambulatory", "location", "site", "unit", "dba", "affiliate",
    "affiliated", "part", "member", "radiation",
})  # fmt: skip
#: Words of places and dedications: alone they do not tell two facilities of a town apart.
_WEAK = {word for name in STATES.values() for word in normalize(name).split()} | frozenset({
    "university", "state", "county", "city", "north", "south", "east", "west", "northern", "southern",
    "eastern", "western", "northeast", "northwest", "southeast", "southwest", "central", "mid",
    "valley", "saint", "memorial", "general", "national", "american", "united", "new", "great",
    "greater", "island", "islands", "bay", "lake", "river", "urology", "urologic", "urological", "surgery",
    "surgical", "gynecology", "gynecologic", "imaging", "radiology", "infusion", "blood", "disorders",
})  # fmt: skip
#: Words that companies add to their names.
_BRAND_WORDS = frozenset(
    ["health", "healthcare", "system", "systems", "network", "care", "medical", "group", "campus", "the"]
)
#: Whom a facility is for: two that differ in one of these are two.
_MARKS = frozenset(
    ["childrens", "pediatric", "veterans", "womens", "rehabilitation", "psychiatric", "behavioral", "dental"]
)
#: Short forms and names of the same, each with what it stands for.
_ALIASES = {
    "ctr": "center", "cntr": "center", "med": "medical", "univ": "university", "hosp": "hospital",
    "inst": "institute", "st": "saint", "ste": "saint", "children": "childrens", "child": "childrens",
    "kids": "childrens", "womans": "womens", "women": "womens", "va": "veterans", "vamc": "veterans",
    "vahcs": "veterans", "veteran": "veterans", "uc": "university california",
    "ucsf": "university california san francisco", "ucla": "university california los angeles",
    "ucsd": "university california san diego", "uci": "university california irvine",
    "usc": "university southern california", "ut": "university texas",
    "utsw": "university texas southwestern",
    "uthscsa": "university texas san antonio", "unc": "university north carolina",
    "uab": "university alabama birmingham", "uams": "university arkansas",
    "umass": "university massachusetts",
    "uva": "university virginia", "uw": "university washington", "uwhc": "university wisconsin",
    "upenn": "university pennsylvania", "vumc": "vanderbilt", "wvu": "university west virginia",
    "vcu": "university virginia commonwealth", "osu": "university ohio state",
    "ohsu": "university oregon science", "musc": "university south carolina medical",
    "iu": "university indiana", "msk": "memorial sloan kettering", "mskcc": "memorial sloan kettering",
    "mdacc": "md anderson", "lci": "levine", "mgh": "massachusetts general", "bwh": "brigham womens",
    "hopkins": "johns hopkins",
    "penn": "university pennsylvania", "mt": "mount", "saints": "saint", "affairs": "", "administration": "",
    "s": "", "ii": "", "n": "north", "e": "east", "w": "west",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name: all that say something, and those that say which facility it is."""

    words: frozenset[str]
    telling: frozenset[str]
    marks: frozenset[str]
    full: frozenset[str]
    of_place: frozenset[str]

    @property
    def is_brand(self) -> bool:
        """Whether it is no more than the name of a company with many facilities: "UPMC", "Mercy Health"."""
        return len(self.telling) == 1 and self.full - self.telling <= _BRAND_WORDS


@lru_cache(maxsize=1 << 15)
def read_name(text: str, city: str = "", state: str = "") -> Name:
    """Return the words of a name; those of its city and state do not tell it apart."""
    written = [part for word in normalize(text).split() for part in _ALIASES.get(word, word).split()]
    full = frozenset(word for word in written if len(word) > 1)
    words = full - _GENERIC
    of_place = frozenset(normalize(f"{city} {STATES.get(state, '')}").split())
    return Name(words, words - _WEAK - of_place - _MARKS, words & _MARKS, full, of_place)


def likeness(facility: Name, other: Name) -> float:
    """Return how alike two names in one place are, from 0 (two facilities) to 1 (the same words)."""
    if facility.marks != other.marks or not (facility.words and other.words):
        return 0.0
    same = len(facility.full & other.full) / len(facility.full | other.full)
    if same == 1.0:
        return same
    if facility.telling and other.telling:
        # Each having a word that the other has not, as two hospitals of one company have, is two facilities.
        fits = facility.telling <= other.telling or other.telling <= facility.telling
        return 0.5 + same / 2 if fits else 0.0
    if facility.telling or other.telling:
        return 0.0
    if facility.words == other.words and (len(facility.words) > 1 or same >= 0.75):
        return 0.5 + same / 2
    return 0.0
