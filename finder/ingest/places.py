"""The gazetteer as a file: the one that came in the package, or one made here, if that does not fit."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from finder import domain, geo, store
from finder.errors import BadDirectory
from finder.ingest import zips
from finder.store.build import PlacesFile, write_places

#: Made when the package is built (scripts/hatch_places.py): a first start need not read the ZIP package.
PACKAGED = Path(__file__).resolve().parent.parent / "_places.sqlite"


def places_file(home: Path) -> PlacesFile:
    """Return the gazetteer for the ZIP package installed here; it is made in `home` where none fits."""
    for path in (PACKAGED, home / "places.sqlite"):
        try:
            found = PlacesFile(path)
        except BadDirectory:
            continue
        if found.made_with() == made_with():
            return found
    return make_places(home / "places.sqlite")


def make_places(path: Path) -> PlacesFile:
    """Read the ZIP package and write the gazetteer to `path`."""
    return write_places(path, zips.read_gazetteer(), made_with())


def made_with() -> str:
    """Return what a gazetteer depends on: the release of the ZIP package, and the code that reads it."""
    return f"zipcodes {version('zipcodes')}, code {code_fingerprint()[:16]}"


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """Return a digest of the modules that shape a directory: changed code calls for a new one too."""
    digest = hashlib.sha256()
    files = [file for package in (domain, geo, store) for file in Path(package.__path__[0]).glob("*.py")]
    for file in [*sorted(files), Path(zips.__file__)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()
