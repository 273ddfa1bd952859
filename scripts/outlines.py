"""Make finder/geo/outlines.json, the lines of states and territories, from the package us-atlas.

    python scripts/outlines.py [states-10m.json]

Without a file it fetches the package with `npm pack`. us-atlas 3.0.1 (ISC) carries the cartographic
boundaries of the US Census Bureau, 2017, which are in the public domain, as TopoJSON: lines between
states are kept once, as arcs, and states name the arcs around them. Two things are done to them here:
names become postal codes, and every point is given a level, which says on how coarse a map it still
matters. So a map is thinned out by leaving out low levels, and nothing is reckoned while it is drawn.
"""

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "us-atlas@3.0.1"
FILE = "states-10m.json"
SHA256 = "d76b391ccfa8bff601d51e3e3da5d43a89fa46cd5caca72ce731b383be5596d0"
#: A point has level n if leaving it out would move the line by at least 0.1 * 2**n miles.
FINEST, LEVELS = 0.1, 10
MILES_PER_DEGREE = 69.1

#: The state part of FIPS codes, which the Census Bureau uses, to postal codes.
POSTAL = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE",
    "11": "DC", "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA",
    "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN",
    "28": "MS", "29": "MO", "30": "MT", "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM",
    "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI",
    "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA",
    "54": "WV", "55": "WI", "56": "WY", "60": "AS", "66": "GU", "69": "MP", "72": "PR", "78": "VI",
}  # fmt: skip

Steps = list[tuple[int, int]]


def main(arguments: Sequence[str]) -> None:
    """Write the file."""
    text = Path(arguments[0]).read_bytes() if arguments else fetched()
    digest = hashlib.sha256(text).hexdigest()
    if digest != SHA256:
        sys.exit(f"This is not {FILE} of {PACKAGE}: its SHA-256 is {digest}")
    target = ROOT / "finder" / "geo" / "outlines.json"
    target.write_text(outlines(json.loads(text)), encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")


def fetched() -> bytes:
    """Return the file of the package, fetched by npm."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", PACKAGE]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            member = archive.extractfile(f"package/{FILE}")
            assert member is not None
            return member.read()


def outlines(topology: dict[str, Any]) -> str:
    """Return the text of the file: an arc on each line, so that a change can be read."""
    scale, corner = topology["transform"]["scale"], topology["transform"]["translate"]
    states = {POSTAL[each["id"]]: rings(each) for each in topology["objects"]["states"]["geometries"]}
    head = {
        "about": "US Census Bureau, cartographic boundaries, 2017, by us-atlas 3.0.1; scripts/outlines.py",
        "degrees": scale,
        "corner": corner,
    }
    lines = [f" {json.dumps(name)}: {compact(value)}," for name, value in head.items()]
    lines += [' "states": {']
    lines += [f'  "{code}": {compact(states[code])},' for code in sorted(states)]
    lines[-1] = lines[-1].removesuffix(",")
    land = [ring for each in topology["objects"]["nation"]["geometries"] for ring in rings(each)]
    lines += [" },", f' "land": {compact(land)},', ' "arcs": [']
    lines += [f"  {compact(levelled(arc, scale, corner))}," for arc in topology["arcs"]]
    lines[-1] = lines[-1].removesuffix(",")
    return "\n".join(["{", *lines, " ]", "}", ""])


def rings(geometry: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a polygon or of several, each as numbers of arcs; ~n is arc n from its end."""
    if geometry["type"] == "Polygon":
        return list(geometry["arcs"])
    return [ring for polygon in geometry["arcs"] for ring in polygon]


def levelled(arc: Steps, scale: Sequence[float], corner: Sequence[float]) -> list[int]:
    """Return an arc as it came, in steps from point to point, with the level of every point after it."""
    places, x, y = [], 0, 0
    for east, north in arc:
        x, y = x + east, y + north
        places.append((x * scale[0] + corner[0], y * scale[1] + corner[1]))
    levels = [level(miles) for miles in importance(places)]
    return [number for (east, north), n in zip(arc, levels, strict=True) for number in (east, north, n)]


def level(miles: float) -> int:
    """Return the level of a point without which the line would lie so many miles off."""
    return sum(miles >= FINEST * 2**n for n in range(1, LEVELS))


def importance(places: Sequence[tuple[float, float]]) -> list[float]:
    """Return how far off the line would be without each point, in miles, after Douglas and Peucker (1973).

    No point matters more than the one that it refines, so every level is whole by itself.
    """
    narrow = math.cos(math.radians(sum(y for _, y in places) / len(places)))
    flat = [(x * narrow * MILES_PER_DEGREE, y * MILES_PER_DEGREE) for x, y in places]
    found = [math.inf] * len(flat)
    spans = [(0, len(flat) - 1, math.inf)]
    while spans:
        first, last, most = spans.pop()
        if last - first < 2:
            continue
        miles, at = max((away(flat[n], flat[first], flat[last]), n) for n in range(first + 1, last))
        found[at] = min(miles, most)
        spans += [(first, at, found[at]), (at, last, found[at])]
    return found


def away(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the distance of a point from the line between two others."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across * across + up * up
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length if length else 0.0
    along = max(0.0, min(1.0, along))
    return math.hypot(point[0] - start[0] - along * across, point[1] - start[1] - along * up)


def compact(value: object) -> str:
    """Return JSON without a space."""
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    main(sys.argv[1:])
