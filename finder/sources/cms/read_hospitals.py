"""Read Hospital General Information: every hospital with its address and telephone number.

Layout: the data dictionary of the data set xubh-q36u, with the names of columns in earlier releases.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder.language import _, marked
from finder.sources.cms.read_table import Row, Table, ccn_of, read_table
from finder.sources.files import clean
from finder.sources.files.extract import Extracted
from finder.sources.files.header import Column
from finder.sources.files.public_file import Progress

_COLUMNS = {
    "ccn": Column(
        ("Facility ID", "Provider ID", "Provider Number", "CMS Certification Number (CCN)", "CCN"),
        required=True,
    ),
    "name": Column(("Facility Name", "Hospital Name", "Provider Name"), required=True),
    "street": Column(("Address", "Address 1", "Street Address"), required=True),
    "city": Column(("City/Town", "City"), required=True),
    "state": Column(("State",), required=True),
    "zip": Column(("ZIP Code", "ZIP"), required=True),
    "phone": Column(("Telephone Number", "Phone Number", "Phone")),
    "type": Column(("Hospital Type",), required=True),
    "emergency": Column(("Emergency Services", "Emergency Service")),
}
_FEW_VALUES = frozenset({"ccn", "city", "state", "zip", "type"})


def read_hospitals(path: Path, progress: Progress) -> Extracted:
    """Read the file: a row for each hospital, by its CCN (certification number)."""
    what = marked("the CMS file of hospitals")
    return read_table(path, Table(what, _COLUMNS, _FEW_VALUES, _select, _check), progress)


def _select(rows: pa.RecordBatch) -> pa.Array:
    return pc.greater(pc.binary_length(rows.column("ccn")), 0)


def _check(row: Row) -> str:
    row["ccn"] = ccn_of(row["ccn"])
    if not row["ccn"]:
        return _("the certification number cannot be read")
    row["zip"] = clean.zip5(row["zip"], row["state"])
    row["phone"] = clean.phone(row.get("phone", ""))
    placed = row["zip"] or (row["city"] and row["state"])
    return "" if placed else _("it has neither a ZIP code nor a city")
