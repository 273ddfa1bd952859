"""Read the secondary practice locations of an NPPES zip, and tell who practices in the United States."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder.language import marked
from finder.sources.files import clean
from finder.sources.files.columns import read_batches
from finder.sources.files.refused import Refused
from finder.sources.files.stream import parts_of
from finder.sources.files.values import npis_of, text_of
from finder.sources.nppes.layout import PLACE, PLACE_COLUMNS

_LOCATIONS = r"pl_pfile_\d+-\d+\.csv"
#: How files write that an address is in the United States. Territories may be written as countries. The
#: codes of states are not here: they are those of other countries too (CA is Canada, IL is Israel).
_HERE = frozenset({"", "US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA"})
_TERRITORIES = frozenset({"AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"})


def add_locations(table: pa.Table, path: Path, refused: Refused) -> pa.Table:
    """Return the rows with their secondary locations in the United States, if the zip at `path` has them."""
    part = next((each for each in parts_of(path) if re.fullmatch(_LOCATIONS, each.name, re.IGNORECASE)), None)
    if part is None:
        return table
    npis = pc.cast(table.column("npi"), pa.binary()).combine_chunks()
    places: dict[str, list[dict[str, str]]] = {}
    for batch in read_batches(part, PLACE_COLUMNS, marked("the NPPES file of secondary locations"), refused):
        rows = batch.rows.filter(pc.is_in(npis_of(batch.rows), value_set=npis))
        columns = {name: text_of(rows.column(name)) for name in rows.schema.names}
        names = [name for name in columns if name not in ("npi", "country")]
        countries = columns.get("country", [""] * rows.num_rows)
        for at, (npi, country) in enumerate(zip(columns["npi"], countries, strict=True)):
            if is_here(country):
                place = {name: clean.words(columns[name][at]) for name in names}
                place["state"] = clean.state(place["state"] or country)
                places.setdefault(clean.npi(npi), []).append(place)
    added = pa.array([places.get(npi, []) for npi in table.column("npi").to_pylist()], pa.list_(PLACE))
    return table.set_column(table.schema.get_field_index("places"), "places", added)


def is_here(country: str) -> bool:
    """Tell whether a country is the United States, one of its territories, or blank."""
    country = country.strip().upper().replace(".", "")
    return country in _HERE or country in _TERRITORIES or clean.state(country) in _TERRITORIES


def mark_foreign(table: pa.Table, left_out: Counter[str]) -> pa.Table:
    """Return the rows with those marked as gone that have no address in the United States."""
    countries = table.column("country").combine_chunks().fill_null("").dictionary_encode()
    known = pa.array([is_here(each) for each in countries.dictionary.to_pylist()], pa.bool_())
    here = pc.or_(
        pa.chunked_array([known.take(countries.indices)]),
        pc.greater(pc.fill_null(pc.list_value_length(table.column("places")), 0), 0),
    )
    abroad = pc.and_(pc.invert(here), pc.invert(table.column("gone")))
    left_out[marked("abroad")] += pc.sum(abroad).as_py() or 0
    gone = pc.or_(table.column("gone"), abroad)
    return table.set_column(table.schema.get_field_index("gone"), "gone", gone)
