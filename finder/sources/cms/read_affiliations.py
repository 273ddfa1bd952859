"""Read Facility Affiliation: which clinician is affiliated with which hospital.

Layout: the data dictionary of the data set 27ea-46a8.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from finder.domain.clinicians import is_npi
from finder.language import _, marked
from finder.sources.cms.read_table import Row, Table, ccn_of, read_table
from finder.sources.files.extract import Extracted
from finder.sources.files.header import Column
from finder.sources.files.public_file import Progress

_COLUMNS = {
    "npi": Column(("NPI",), required=True),
    "type": Column(("facility_type", "Facility Affiliation Type"), required=True),
    "ccn": Column(
        (
            "Facility Affiliations Certification Number",
            "Facility Affiliation Certification Number",
            "afl_ccn",
            "CCN",
        ),
        required=True,
    ),
    "parent": Column(("Facility Type Certification Number", "parent_ccn", "Parent CCN")),
}
_FEW_VALUES = frozenset({"type", "ccn", "parent"})
#: The type that we give to a unit of a hospital.
_UNIT = "unit of a hospital"
#: What the third character of the number of a hospital's unit stands for, and of the hospital's own number
#: there: psychiatric and rehabilitation units, and swing beds. Source: CMS, State Operations Manual, 2779A.
_UNITS = {"S": "0", "T": "0", "U": "0", "W": "2", "Y": "3", "M": "1", "R": "1", "Z": "1"}


def read_affiliations(path: Path, progress: Progress) -> Extracted:
    """Read the file: NPI and CCN (certification number) of a hospital, each pair once, in order."""
    what = marked("the CMS file of facility affiliations")
    extracted = read_table(path, Table(what, _COLUMNS, _FEW_VALUES, _select, _check), progress)
    table = extracted.table.unify_dictionaries().combine_chunks()
    types = table.column("type").unique().to_pylist()
    # A unit of a hospital has a type of its own; its number is the hospital's by now, but for these types.
    hospitals = [each for each in types if "hospital" in each.casefold() or each == _UNIT]
    kept = table.filter(pc.is_in(table.column("type"), value_set=pa.array(hospitals, pa.string())))
    left_out = {marked("other facilities"): table.num_rows - kept.num_rows}
    return Extracted(_pairs(kept), extracted.read, extracted.refused, extracted.as_of, left_out)


def _select(rows: pa.RecordBatch) -> pa.Array:
    return pc.greater(pc.binary_length(rows.column("npi")), 0)


def _check(row: Row) -> str:
    if not is_npi(row["npi"]):
        return _("the NPI fails its check digit")
    written = ccn_of(row["ccn"])
    row["ccn"] = _hospital_of(written, ccn_of(row.pop("parent", "")))
    if row["ccn"] != written:
        row["type"] = _UNIT
    return "" if row["ccn"] else _("the certification number cannot be read")


def _hospital_of(ccn: str, parent: str) -> str:
    """Return the number of the hospital that a unit is a part of; any other number stays as it is."""
    if ccn[2:3] not in _UNITS:
        return ccn
    return parent or ccn[:2] + _UNITS[ccn[2]] + ccn[3:]


def _pairs(rows: pa.Table) -> pa.Table:
    """Return each NPI with each CCN once, in order. Computed with numbers: there are millions of pairs."""
    if not rows.num_rows:
        return rows.select(["npi", "ccn"])
    column = rows.column("ccn").combine_chunks()
    ccns = column.dictionary.sort()
    numbers = np.asarray(pc.index_in(column.dictionary, ccns), np.int64)[np.asarray(column.indices)]
    pairs = np.unique(np.asarray(rows.column("npi").cast(pa.int64())) * len(ccns) + numbers)
    npis, ccn = pa.array(pairs // len(ccns)).cast(pa.string()), ccns.take(pa.array(pairs % len(ccns)))
    return pa.table({"npi": npis, "ccn": ccn})
