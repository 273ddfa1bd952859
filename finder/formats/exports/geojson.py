"""GeoJSON (RFC 7946) for maps: one feature for each record, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.domain.answers import Results
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.trials import TrialResult
from finder.formats.contacts.contact import Contact
from finder.formats.exports.rows import contact_row, found_row, record_row, trial_row
from finder.formats.json.encode import Json, encode
from finder.store.read_catalog import Catalog

MEDIA_TYPE = "application/geo+json"
_POINTS: dict[str, object] = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    },
}
_FEATURES: dict[str, object] = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": "string"},
        "geometry": {"anyOf": [_POINTS, {"type": "null"}]},
        "properties": {"type": "object"},
    },
}
#: What OpenAPI says of every map.
SCHEMA: dict[str, object] = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": _FEATURES},
        "total": {"type": "integer"},
        "next": {"type": ["string", "null"]},
    },
}
#: About one meter.
_DIGITS = 5
#: In the geometry already.
_POINT = ("latitude", "longitude")


def search(results: Results, catalog: Catalog, following: str | None = None) -> bytes:
    """Return a page of results; `following` is the address of the next page."""
    understood = results.understood
    paging: Json = {"total": results.total, "page": results.page, "pages": results.pages, "next": following}
    return _collection(
        (_feature(each.record.path, found_row(each, understood, catalog)) for each in results.results), paging
    )


def records(found: Iterable[CareSite | Clinician | Hospital], catalog: Catalog) -> bytes:
    """Return records without a question, such as every place of a kind."""
    return _collection(_feature(each.path, record_row(each, catalog)) for each in found)


def contacts(found: Iterable[Contact], root: str, paging: Mapping[str, object] | None = None) -> bytes:
    """Return people and places to call; `root` is the address of this website, or empty."""
    return _collection((_contact(each, root) for each in found), paging)


def trials(found: Iterable[TrialResult], paging: Mapping[str, object] | None = None) -> bytes:
    """Return trials, each at its nearest site: the middle of its ZIP code or city."""
    rows = (trial_row(each) for each in found)
    return _collection((_feature(f"trials/{row['id']}", row) for row in rows), paging)


def _contact(each: Contact, root: str) -> Json:
    point = {"latitude": each.point.latitude, "longitude": each.point.longitude} if each.point else {}
    return _feature(each.path, {**contact_row(each, root), **point})


def _feature(path: str, row: Json) -> Json:
    """Return a row as a feature. Without a point its geometry is null, as the standard asks."""
    longitude, latitude = row.get("longitude"), row.get("latitude")
    point = None
    if isinstance(longitude, float | int) and isinstance(latitude, float | int):
        point = {"type": "Point", "coordinates": [round(longitude, _DIGITS), round(latitude, _DIGITS)]}
    properties = {name: value for name, value in row.items() if name not in _POINT}
    return {"type": "Feature", "id": path, "geometry": point, "properties": properties}


def _collection(features: Iterable[Json], more: Mapping[str, object] | None = None) -> bytes:
    return encode({"type": "FeatureCollection", "features": list(features), **(more or {})})
