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
from finder.sources.files.columns import Column
from finder.sources.files.extract import Extracted
from finder.sources.files.public_file import Progress

_COLUMNS = {
    "npi": Column(("NPI",), required=True),
    "type": Column(("facility_type",), required=True),
    "ccn": Column(("Facility Affiliations Certification Number",), required=True),
}
_FEW_VALUES = frozenset({"type", "ccn"})


def read_affiliations(path: Path, progress: Progress) -> Extracted:
    """Read the file: NPI and CCN (certification number) of a hospital, each pair once, in order."""
    what = marked("the CMS file of facility affiliations")
    extracted = read_table(path, Table(what, _COLUMNS, _FEW_VALUES, _select, _check), progress)
    table = extracted.table.unify_dictionaries().combine_chunks()
    types = table.column("type").unique().to_pylist()
    hospitals = pa.array([each for each in types if "hospital" in each.casefold()], pa.string())
    kept = table.filter(pc.is_in(table.column("type"), value_set=hospitals))
    left_out = {marked("other facilities"): table.num_rows - kept.num_rows}
    return Extracted(_pairs(kept), extracted.read, extracted.refused, extracted.as_of, left_out)


def _select(rows: pa.RecordBatch) -> pa.Array:
    return pc.equal(pc.binary_length(rows.column("npi")), 10)


def _check(row: Row) -> str:
    if not is_npi(row["npi"]):
        return _("the NPI fails its check digit")
    row["ccn"] = ccn_of(row["ccn"])
    return "" if row["ccn"] else _("the certification number cannot be read")


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
