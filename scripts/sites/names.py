"""Names of places: cleaned, compared, and read for the center that a place belongs to."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from finder.formats.proper_names import title

_HERE = Path(__file__).parent
#: What sponsors add to a name: "(Limited Protocol Activities)".
_ADDED = re.compile(r"\s*\((?:all|limited|consent|univ|ucsd|uci|musc|mskcc)\b[^)]*\)", re.IGNORECASE)
_CITIES = {
    "Washington D.C.": "Washington", "The Bronx": "Bronx", "‘Aiea": "Aiea",
    "City of Saint Peters": "Saint Peters",
    "Voorhees Township": "Voorhees", "New York City": "New York",
    "Pompton": "Pompton Plains", "Stateville": "Statesville", "Canandiaqua": "Canandaigua",
}  # fmt: skip
_SHORT = {"saint": "st", "mount": "mt", "fort": "ft", "centers": "center", "hospitals": "hospital"}
#: Words that many names share: they do not tell one place from another.
_COMMON = frozenset((
    "a", "and", "at", "of", "the", "in", "for", "cancer", "center", "centre", "hospital", "medical",
    "medicine", "clinic", "clinics", "health", "healthcare", "institute", "university", "comprehensive",
    "regional", "system", "care", "oncology", "hematology", "radiation", "campus", "services", "inc",
    "llc", "pc", "pa", "pllc", "ltd", "llp", "md", "group", "associates", "physicians", "school",
    "college", "treatment", "centers", "network", "community", "memorial", "general", "city", "county",
    "foundation", "pavilion", "research", "specialists", "professional", "corporation", "corp",
    "program",
))  # fmt: skip
#: No place of care, whatever a list says: offices of groups, laboratories, schools.
_OFFICE = re.compile(
    r"\b(?:M?B?CCOP|NCORP|Consortium|Research Program|Community Oncology Research Program|"
    r"Trials Support Unit|Trials Network|Trials of Utah|Cancer Care Alliance|ECOG|"
    r"Eastern Cooperative|AIDS Research|Research Foundation|Services Foundation|"
    r"Hospital Foundation|Children's Oncology Group|Gynecologic Oncology Group|"
    r"Translational Research In Oncology|Childhood Diseases)\b"
    r"|^(?:SWOG|Swog|NRG Oncology|Cornell University|University of Colorado . Boulder|"
    r"University of (?:Massachusetts Boston|California-Riverside|Alabama - Huntsville))$"
)  # fmt: skip
#: A practice that is called by the name of one doctor.
_PERSON = re.compile(r"\bMD\b(?! Anderson)|\bInvestigator\b|^Tom K Lee")
#: Clinics that look like offices by a word of their names.
_CLINIC = re.compile(r"Seattle Cancer Care Alliance|NCORP-|Cure 4 the Kids")


def clean_name(name: str) -> str:
    """Return a name without what sponsors add to it, with the present name of its center."""
    name = _ADDED.sub("", name).replace("®", "").replace(" / ", "/").strip(" .,")
    name = title(" ".join(name.split()))
    for old, new in _renamed():
        name = old.sub(new, name)
    return name.strip(" .,")


def clean_city(city: str) -> str:
    """Return the usual name of a city."""
    city = _CITIES.get(city, city)
    return re.sub(r"^(?:St\.?|Saint) ", "Saint ", re.sub(r"^Ft\.? ", "Fort ", city))


def is_office(name: str) -> bool:
    """Tell whether a name is that of an office or a laboratory, where nobody is treated."""
    return bool(_OFFICE.search(name)) and not _CLINIC.search(name)


def is_person(name: str) -> bool:
    """Tell whether a name is that of one doctor: no person's record is kept in data/."""
    return bool(_PERSON.search(name))


@lru_cache(maxsize=1 << 15)
def plain(name: str) -> str:
    """Return a name in small letters, without signs, in the usual short forms."""
    words = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("'", "").replace("’", "").replace("&", " and "))
    words = re.sub(r"\bm d anderson\b", "md anderson", words)
    return " ".join(_SHORT.get(word, word) for word in words.split())


@lru_cache(maxsize=1 << 15)
def own_words(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others."""
    return frozenset(plain(name).split()) - _COMMON


def same_place(one: str, other: str) -> bool:
    """Tell whether two names in one ZIP code are those of one organization."""
    if plain(one) == plain(other):
        return True
    first, second = own_words(one), own_words(other)
    if not first or not second:
        return fuzz.token_sort_ratio(plain(one), plain(other)) >= 90
    return first <= second or second <= first or likeness(one, other) >= 90


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 100, by all their words."""
    return float(fuzz.token_sort_ratio(plain(one), plain(other)))


@dataclass(frozen=True, slots=True)
class Brand:
    """A name that says which center a place belongs to."""

    pattern: re.Pattern[str]
    states: frozenset[str]
    center: str
    relation: str


@lru_cache(maxsize=1)
def brands() -> tuple[Brand, ...]:
    """Return the names of centers in brands.csv: the first that fits counts. An empty center means none."""
    return tuple(
        Brand(
            re.compile(row["pattern"], re.IGNORECASE),
            frozenset(row["states"].split()),
            row["center"],
            row["relation"],
        )
        for row in read_table("brands.csv")
    )


def brand_of(name: str, state: str) -> Brand | None:
    """Return the brand that a name in a state carries."""
    for each in brands():
        if each.pattern.search(name) and (not each.states or state in each.states):
            return each
    return None


@lru_cache(maxsize=1)
def families() -> dict[str, str]:
    """Return NCI's name of a center's family → the slug of our center."""
    return {row["family"]: row["center"] for row in read_table("families.csv")}


@lru_cache(maxsize=1)
def _renamed() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["old"]), row["new"]) for row in read_table("renamed.csv"))


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this package."""
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
