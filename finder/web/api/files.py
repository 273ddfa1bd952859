"""Lists and records of the API for maps and address books, beside JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from finder.formats.exports import geojson
from finder.formats.exports.list_formats import CONTACT_FORMATS, TRIAL_FORMATS
from finder.search.shortlist.find import Record
from finder.web.api.operations import CSV
from finder.web.context import current_catalog

MAP: Mapping[str, str] = MappingProxyType({"geojson": geojson.MEDIA_TYPE})
#: The formats of lists of places, of whom to call, and of trials.
PLACES: Mapping[str, str] = MappingProxyType({**CSV, **MAP})
CONTACTS: Mapping[str, str] = {each.name: each.media_type for each in CONTACT_FORMATS.values()}
TRIALS: Mapping[str, str] = {each.name: each.media_type for each in TRIAL_FORMATS.values()}


def records(found: Iterable[Record]) -> bytes:
    """Return records for a map."""
    return geojson.records(found, current_catalog())
