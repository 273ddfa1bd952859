"""Print how far the places of care reach: over all standard ZIP codes, how near the nearest place is.

usage: python -m scripts.coverage [--check]

--check  only check that README.md and docs/performance.md hold the same table
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from finder.domain.care import CareSite
from finder.geo.points import Point, miles_of_chord, vector
from finder.settings import Settings
from finder.sources.curated.read import read_curated
from finder.sources.zip_codes.read_package import read_gazetteer
from finder.store.write_curated import located

ROOT = Path(__file__).resolve().parent.parent
FILES = (ROOT / "README.md", ROOT / "docs" / "performance.md")
RADII = (10, 25, 50, 100)
#: ZIP codes that are worked on at once: a table of these by all places fits the memory.
_BATCH = 2000


def main() -> None:
    """Print the table, or say which file holds another."""
    text = table()
    if "--check" not in sys.argv[1:]:
        print(text)
        return
    if old := [path.name for path in FILES if text not in path.read_text(encoding="utf-8")]:
        sys.exit(f"{', '.join(old)}: put in what python -m scripts.coverage prints:\n\n{text}")


def table() -> str:
    """Return the shares of ZIP codes with a place within each radius, and the median, as Markdown."""
    gazetteer = read_gazetteer()
    zips = {each.zip: each for each in gazetteer.zips}
    sites = [located(each, zips) for each in read_curated(Settings.read({}).data, gazetteer).care_sites]
    homes = [each.point for each in gazetteer.zips if each.kind == "standard" and each.active and each.point]
    rows = {
        "adults": [each for each in sites if each.treated("adults") != "no"],
        "children": [each for each in sites if each.treated("children") == "yes"],
    }
    heads = " | ".join(f"within {radius} miles" for radius in RADII)
    lines = [
        f"| of {len(homes):,} ZIP codes | places | {heads} | median |",
        f"|---|---|{'---|' * len(RADII)}---|",
    ]
    for patients, places in rows.items():
        away = nearest(homes, places)
        shares = " | ".join(f"{np.mean(away <= radius):.0%}" for radius in RADII)
        lines.append(f"| {patients} | {len(places):,} | {shares} | {np.median(away):.1f} miles |")
    return "\n".join(lines)


def nearest(homes: Sequence[Point], places: Sequence[CareSite]) -> NDArray[np.float64]:
    """Return the miles from each point to the nearest of the places."""
    at = _vectors([each.position.point for each in places if each.position])
    miles = []
    for start in range(0, len(homes), _BATCH):
        here = _vectors(homes[start : start + _BATCH])
        chords = ((here[:, None, :] - at[None, :, :]) ** 2).sum(axis=2).min(axis=1)
        miles += [miles_of_chord(chord) for chord in chords]
    return np.array(miles)


def _vectors(points: Sequence[Point]) -> NDArray[np.float64]:
    return np.array([(each.x, each.y, each.z) for each in map(vector, points)])


if __name__ == "__main__":
    main()
