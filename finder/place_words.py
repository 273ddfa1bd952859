"""The words that a hospital, clinic or center is found by: as people type its name, and as files write it."""

from __future__ import annotations

from itertools import groupby

from finder.geo.states import state_name
from finder.plain_text import normalize

#: Words in between, which nobody remembers.
FILLERS = frozenset((
    "the", "of", "and", "at", "for", "in", "on", "by", "an", "inc", "llc", "pc", "pa", "pllc", "ltd", "near",
    "de", "del", "el", "los", "las", "en",
))  # fmt: skip
#: One form of the words that are written in several; some are two words.
SAME = {
    "saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "hosp": "hospital",
    "hospitals": "hospital", "ctr": "center", "cntr": "center", "cente": "center", "centre": "center",
    "centers": "center", "centres": "center", "centro": "center", "clinics": "clinic", "clinica": "clinic",
    "med": "medical", "medico": "medical", "univ": "university", "universitario": "university",
    "mem": "memorial", "meml": "memorial", "reg": "regional", "regl": "regional", "childrens": "children",
    "childs": "children", "womens": "women", "veterans": "va", "comm": "community", "cmty": "community",
    "gen": "general", "inst": "institute", "instituto": "institute", "natl": "national",
    "onc": "oncology", "hlth": "health", "healthcare": "health care", "healthsystem": "health system",
    "systems": "system", "vamc": "va medical center", "cancers": "cancer", "assoc": "associates",
    "physicians": "physician", "specialists": "specialist", "doctors": "doctor",
}  # fmt: skip
#: Words that say what a place is, not which: a name may be typed with others of them.
GENERIC = frozenset((
    "cancer", "center", "hospital", "clinic", "institute", "medical", "comprehensive", "health", "system",
    "care", "oncology", "program", "department", "services", "campus", "group", "associates",
))  # fmt: skip
#: Words that many names have: one of them alone means no place.
COMMON = GENERIC | {
    "university", "children", "women", "community", "county", "regional", "memorial", "general", "st", "mt",
    "dr", "breast", "lung", "blood", "disorders", "research", "family", "north", "south", "east", "west",
    "new", "national", "state", "va", "city", "hematology", "radiation", "surgery", "physician", "doctor",
    "specialist", "foundation", "affairs", "administration",
}  # fmt: skip


def words_of_place(name: str) -> list[str]:
    """Return the words of a name in their common form: "M.D. Anderson Ctr" → md, anderson, center."""
    words: list[str] = []
    for is_letter, group in groupby(normalize(name).split(), lambda word: len(word) == 1):
        # Letters in a row are one word: the blanks of M. D. Anderson are an accident.
        run = list(group)
        words += ["".join(run)] if is_letter else run
    return [
        same
        for word in words
        for same in SAME.get(word, word).split()
        if len(same) > 1 and same not in FILLERS
    ]


def words_of_town(city: str, state: str) -> list[str]:
    """Return the words of a town and its state, which people type behind a name: "St Vincent Billings"."""
    return [*words_of_place(city), state.lower(), *words_of_place(state_name(state))]


def initials_of(name: str) -> set[str]:
    """Return the initials of a name of three words or more, with its small words and without: mgh."""
    words = [word for word in normalize(name).split() if not word.isdigit()]
    large = [word for word in words if word not in FILLERS]
    found = {"".join(word[0] for word in each) for each in (words, large)}
    return {each for each in found if 3 <= len(each) <= 8}
