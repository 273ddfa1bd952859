"""The gazetteer as a file: the one in the package, or one made here if that does not fit."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from finder import plain_text
from finder.domain import places as place_records
from finder.errors import BadDirectory
from finder.geo import cells, city_names, county_names, points
from finder.sources import zip_codes
from finder.sources.zip_codes import read_package, read_places
from finder.store import schema, write_curated
from finder.store.storage.places_file import PlacesFile
from finder.store.write_directory import write_places

#: Made when the package is built (scripts/hatch_places.py): a first start need not read the ZIP package.
PACKAGED = Path(__file__).resolve().parent.parent / "_places.sqlite"


def places_file(home: Path) -> PlacesFile:
    """Return the gazetteer for the ZIP package installed here; it is made in `home` if there is none yet."""
    for path in (PACKAGED, home / "places.sqlite"):
        try:
            places = PlacesFile(path)
        except BadDirectory:
            continue
        if places.made_with() == made_with():
            return places
    return make_places(home / "places.sqlite")


def make_places(path: Path) -> PlacesFile:
    """Read the ZIP package and write the gazetteer to `path`."""
    return write_places(path, read_package.read_gazetteer(), made_with())


def made_with() -> str:
    """Return what a gazetteer depends on: the release of the ZIP package, the towns and the code."""
    modules = [
        zip_codes,
        cells,
        city_names,
        county_names,
        points,
        plain_text,
        place_records,
        schema,
        write_curated,
    ]
    tables = (read_places.FILE, read_places.REGIONS, read_places.ZIP_POINTS)
    towns = hashlib.sha256(b"".join(each.read_bytes() for each in tables)).hexdigest()[:16]
    return f"zipcodes {version('zipcodes')}, towns {towns}, code {code_digest(*modules)[:16]}"


def code_digest(*modules: ModuleType) -> str:
    """Return a digest of modules' sources; of a package, those of all its modules."""
    digest = hashlib.sha256()
    for module in modules:
        source = Path(module.__file__ or "")
        for file in sorted(source.parent.rglob("*.py")) if source.name == "__init__.py" else [source]:
            digest.update(file.read_bytes())
    return digest.hexdigest()
