"""Write finder/sources/zip_codes/zip_points.tsv: where the people or the hospital of a ZIP code are.

    scripts/make_zip_points.py ZIP_Code_Population_Weighted_Centroids.csv Hospitals.csv

The first is from HUD (US Department of Housing and Urban Development, addresses of December 2021), the second
from HIFLD (US Department of Homeland Security, 2020); both are in the public domain. Centers of data/ that
have a ZIP code for themselves come next. Only ZIP codes are kept whose point in the `zipcodes` package is
more than a mile away.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import zipcodes

from finder.geo.points import Point
from finder.sources.zip_codes.at_town import Row
from finder.sources.zip_codes.merge import miles

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "finder" / "sources" / "zip_codes" / "zip_points.tsv"
#: A point of the package is good enough so near the other; a point of HUD so far from it is an error.
GOOD_MILES, ERROR_MILES = 1, 60
#: HUD writes the middle of an area where it has no people, with so many decimals.
AREA_DECIMALS = 4
#: Settlements whose point is in another country or in the ocean in the package: Wake Island, Pohnpei,
#: Majuro, Saint Paul Island, Ebeye. Read from GeoNames.
SETTLEMENTS = {
    "96898": Point(19.28, 166.65),
    "96941": Point(6.964, 158.2062),
    "96960": Point(7.0897, 171.3803),
    "99660": Point(57.122, -170.275),
    "96970": Point(8.7803, 167.7379),
}


def people(path: Path, package: dict[str, Point]) -> Iterator[tuple[str, Point]]:
    """Yield the ZIP codes of HUD with the middle of where their people live."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for each in csv.DictReader(file):
            digits = each["STD_ZIP5"]
            degrees = each["LATITUDE"], each["LONGITUDE"]
            if max(len(number.partition(".")[2]) for number in degrees) <= AREA_DECIMALS:
                continue
            point = Point(float(degrees[0]), float(degrees[1]))
            if digits in package and miles(package[digits], point) <= ERROR_MILES:
                yield digits, point


def hospitals(path: Path, package: dict[str, Point], unique: set[str]) -> Iterator[tuple[str, Point]]:
    """Yield the ZIP codes that a hospital has for itself, with its point."""
    found: dict[str, list[Point]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for each in csv.DictReader(file):
            digits = each["ZIP"].zfill(5)
            if digits in unique:
                found[digits].append(Point(float(each["LATITUDE"]), float(each["LONGITUDE"])))
    for digits, points in found.items():
        near = all(miles(points[0], other) <= GOOD_MILES for other in points)
        if near and miles(package[digits], points[0]) <= ERROR_MILES:
            yield digits, points[0]


def centers(unique: set[str]) -> Iterator[tuple[str, Point]]:
    """Yield the ZIP codes that a curated center has for itself, with the point of its street."""
    for path in sorted((ROOT / "data" / "centers").glob("*.toml")):
        for site in tomllib.loads(path.read_text("utf-8")).get("site", ()):
            position = site.get("position", {})
            if site.get("zip") in unique and "latitude" in position and position.get("precision") != "zip":
                yield site["zip"], Point(position["latitude"], position["longitude"])


def main() -> None:
    """Write the file from the two that are named."""
    rows = cast(list[Row], zipcodes.list_all())  # type: ignore[no-untyped-call]
    package = {
        each["zip_code"]: Point(float(each["lat"]), float(each["long"]))
        for each in rows
        if float(each["lat"] or 0) and each["state"]
    }
    unique = {each["zip_code"] for each in rows if each["zip_code_type"] == "UNIQUE"} & package.keys()
    better = dict(centers(unique))
    better |= dict(people(Path(sys.argv[1]), package)) | dict(hospitals(Path(sys.argv[2]), package, unique))
    far = {digits: point for digits, point in better.items() if miles(package[digits], point) > GOOD_MILES}
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(("zip", "latitude", "longitude"))
        writer.writerows(
            (digits, f"{point.latitude:.3f}", f"{point.longitude:.3f}")
            for digits, point in sorted((far | SETTLEMENTS).items())
        )


if __name__ == "__main__":
    main()
