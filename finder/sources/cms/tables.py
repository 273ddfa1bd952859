"""CMS Provider Data files → extracts: clinicians, their hospital affiliations, hospitals.

Layouts: the data dictionaries of the data sets mj5m-pzi6, 27ea-46a8 and xubh-q36u, with the names that
columns had in earlier releases.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from finder.domain.clinicians import is_npi
from finder.errors import BadFile
from finder.language import _, marked
from finder.sources.files import clean as mending
from finder.sources.files.columns import Refused, Wanted, read_batches, text_of
from finder.sources.files.extract import Extracted, Progress, file_day, gathered
from finder.sources.files.stream import one_part

Row = dict[str, str]

#: Columns that say the same again and again are kept as numbers of what they say: half of the memory.
_FEW = pa.dictionary(pa.int32(), pa.string())
_OFTEN = {
    "first", "middle", "suffix", "sex", "credential", "facility", "city", "state", "zip", "telehealth",
    "assignment", "type", "ccn", "specialty", *(f"specialty_{n}" for n in range(1, 5)),
}  # fmt: skip

CLINICIAN_COLUMNS = {
    "npi": Wanted(("NPI",), needed=True),
    "last": Wanted(("Provider Last Name", "lst_nm")),
    "first": Wanted(("Provider First Name", "frst_nm")),
    "middle": Wanted(("Provider Middle Name", "mid_nm")),
    "name": Wanted(("Provider Name",)),
    "suffix": Wanted(("suff",)),
    "sex": Wanted(("gndr",)),
    "credential": Wanted(("Cred",)),
    "specialty": Wanted(("pri_spec", "Primary Specialty"), needed=True),
    **{f"specialty_{n}": Wanted((f"sec_spec_{n}",)) for n in range(1, 5)},
    "telehealth": Wanted(("Telehlth",)),
    "facility": Wanted(("Facility Name", "org_nm")),
    "street": Wanted(("adr_ln_1", "Address"), needed=True),
    "street2": Wanted(("adr_ln_2",)),
    "city": Wanted(("City/Town", "cty"), needed=True),
    "state": Wanted(("State", "st"), needed=True),
    "zip": Wanted(("ZIP Code", "zip"), needed=True),
    "phone": Wanted(("Telephone Number", "phn_numbr")),
    "assignment": Wanted(("ind_assgn", "assgn")),
}
AFFILIATION_COLUMNS = {
    "npi": Wanted(("NPI",), needed=True),
    "type": Wanted(("facility_type",), needed=True),
    "ccn": Wanted(("Facility Affiliations Certification Number",), needed=True),
}
HOSPITAL_COLUMNS = {
    "ccn": Wanted(("Facility ID", "Provider ID"), needed=True),
    "name": Wanted(("Facility Name", "Hospital Name"), needed=True),
    "street": Wanted(("Address",), needed=True),
    "city": Wanted(("City/Town", "City"), needed=True),
    "state": Wanted(("State",), needed=True),
    "zip": Wanted(("ZIP Code",), needed=True),
    "phone": Wanted(("Telephone Number", "Phone Number")),
    "type": Wanted(("Hospital Type",), needed=True),
    "emergency": Wanted(("Emergency Services",)),
}

SPECIALTIES = ("specialty", *(f"specialty_{n}" for n in range(1, 5)))


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one of the files is read: which rows are ours, and how one is checked (the reason, if refused)."""

    what: str
    member: str
    columns: Mapping[str, Wanted]
    ours: Callable[[pa.RecordBatch], pa.Array]
    mend: Callable[[Row], str]


def extract_clinicians(path: Path, specialties: Collection[str], progress: Progress) -> Extracted:
    """Read the Doctors and Clinicians file: the rows that report one of the CMS specialties given."""
    wanted = pa.array(sorted(each.encode() for each in specialties), pa.binary())

    def ours(rows: pa.RecordBatch) -> pa.Array:
        names = [name for name in SPECIALTIES if name in rows.schema.names]
        found = pc.is_in(rows.column(names[0]), value_set=wanted)
        for name in names[1:]:
            found = pc.or_(found, pc.is_in(rows.column(name), value_set=wanted))
        return found

    what = marked("the CMS file of doctors and clinicians")
    kind = _Kind(what, r".*\.csv", CLINICIAN_COLUMNS, ours, _mend_clinician)
    found = _extract(path, kind, progress)
    npis = found.table.column("npi").combine_chunks()
    if pc.all(pc.less_equal(npis[:-1], npis[1:])).as_py() is not False:
        return found
    # CMS writes them in order; a build reads them so, some at a time.
    return replace(found, table=found.table.unify_dictionaries().sort_by("npi"))


def extract_affiliations(path: Path, progress: Progress) -> Extracted:
    """Read the Facility Affiliation file: who is affiliated with which hospital, each pair once."""

    def ours(rows: pa.RecordBatch) -> pa.Array:
        return pc.equal(pc.binary_length(rows.column("npi")), 10)

    what = marked("the CMS file of facility affiliations")
    kind = _Kind(what, r".*\.csv", AFFILIATION_COLUMNS, ours, _mend_affiliation)
    found = _extract(path, kind, progress)
    table = found.table.unify_dictionaries().combine_chunks()
    types = table.column("type").unique().to_pylist()
    hospitals = pa.array([each for each in types if "hospital" in each.casefold()], pa.string())
    kept = table.filter(pc.is_in(table.column("type"), value_set=hospitals))
    left_out = {marked("other facilities"): table.num_rows - kept.num_rows}
    return Extracted(_pairs(kept), found.read, found.refused, found.as_of, left_out)


def _pairs(rows: pa.Table) -> pa.Table:
    """Return each NPI with each CCN once, in order. As numbers: there are millions of them."""
    if not rows.num_rows:
        return rows.select(["npi", "ccn"])
    column = rows.column("ccn").combine_chunks()
    ccns = column.dictionary.sort()
    numbers = np.asarray(pc.index_in(column.dictionary, ccns), np.int64)[np.asarray(column.indices)]
    pairs = np.unique(np.asarray(rows.column("npi").cast(pa.int64())) * len(ccns) + numbers)
    npis, ccn = pa.array(pairs // len(ccns)).cast(pa.string()), ccns.take(pa.array(pairs % len(ccns)))
    return pa.table({"npi": npis, "ccn": ccn})


def extract_hospitals(path: Path, progress: Progress) -> Extracted:
    """Read Hospital General Information: every hospital with its address and telephone."""

    def ours(rows: pa.RecordBatch) -> pa.Array:
        return pc.greater(pc.binary_length(rows.column("ccn")), 0)

    what = marked("the CMS file of hospitals")
    kind = _Kind(what, r".*\.csv", HOSPITAL_COLUMNS, ours, _mend_hospital)
    return _extract(path, kind, progress)


def ccn_of(text: str) -> str:
    """Return a certification number of six characters, with a zero that a spreadsheet dropped; "" if none."""
    clean = text.strip().upper()
    if clean.isdigit() and len(clean) == 5:  # states 01 to 09
        clean = clean.zfill(6)
    return clean if len(clean) == 6 and clean.isalnum() and clean[:2].isdigit() else ""


def _extract(path: Path, kind: _Kind, progress: Progress) -> Extracted:
    part = one_part(path, kind.member, kind.what)
    refused, read = Refused(), 0
    schema = pa.schema([(name, _FEW if name in _OFTEN else pa.string()) for name in kind.columns])

    def kept() -> Iterator[Row]:
        nonlocal read
        for batch in read_batches(part, kind.columns, kind.what, refused):
            read += batch.rows.num_rows
            ours = kind.ours(batch.rows)
            numbers = [batch.number(at) for at in pc.indices_nonzero(ours).to_pylist()]
            yield from _mended(batch.rows.filter(ours), numbers, kind, refused)
            progress(read, batch.read_bytes, part.size)

    table = gathered(kept(), schema)
    if not read + refused.uneven:
        raise BadFile(_("%(name)s has a header and no rows; download it again") % {"name": part.name})
    return Extracted(table, read + refused.uneven, refused, file_day(path), {})


_MEND = dict.fromkeys(("last", "first", "name"), mending.name)


def _mended(rows: pa.RecordBatch, numbers: list[int], kind: _Kind, refused: Refused) -> Iterator[Row]:
    columns = {name: text_of(rows.column(name)) for name in rows.schema.names}
    for at, number in enumerate(numbers):
        row = {name: _MEND.get(name, mending.words)(values[at]) for name, values in columns.items()}
        if reason := kind.mend(row):
            refused.add(number, reason)
        else:
            yield row


def _mend_clinician(row: Row) -> str:
    if not is_npi(row["npi"]):
        return _("the NPI fails its check digit")
    row["zip"] = mending.zip5(row["zip"], row["state"])
    if not row["zip"]:
        return _("the ZIP code cannot be read")
    row["phone"] = mending.phone(row.get("phone", ""))
    if name := row.get("name"):
        # "GIVEN M FAMILY": the last word is the family name, as far as one column can tell.
        row["first"], _space, row["last"] = name.rpartition(" ")
    return ""


def _mend_affiliation(row: Row) -> str:
    if not is_npi(row["npi"]):
        return _("the NPI fails its check digit")
    row["ccn"] = ccn_of(row["ccn"])
    return "" if row["ccn"] else _("the certification number cannot be read")


def _mend_hospital(row: Row) -> str:
    row["ccn"] = ccn_of(row["ccn"])
    if not row["ccn"]:
        return _("the certification number cannot be read")
    row["zip"] = mending.zip5(row["zip"], row["state"])
    row["phone"] = mending.phone(row.get("phone", ""))
    return "" if row["zip"] else _("the ZIP code cannot be read")
