"""Read Doctors and Clinicians: the rows that report a specialty of cancer care.

Layout: the data dictionary of the data set mj5m-pzi6, with the names of columns in earlier releases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder.domain.clinicians import is_npi
from finder.language import _, marked, number
from finder.sources.cms.read_table import Row, Table, read_table
from finder.sources.files import clean
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.extract import Extracted
from finder.sources.files.header import Column
from finder.sources.files.public_file import Progress
from finder.sources.files.values import any_column_in, npis_of, text_of

#: The columns of a row that hold a specialty, the primary one first.
SPECIALTIES = ("specialty", *(f"specialty_{n}" for n in range(1, 5)), "specialties")
#: How many specialties that we do not know a report names.
_EXAMPLES = 10

_COLUMNS = {
    "npi": Column(("NPI",), required=True),
    "last": Column(("Provider Last Name", "lst_nm", "Last Name")),
    "first": Column(("Provider First Name", "frst_nm", "First Name")),
    "middle": Column(("Provider Middle Name", "mid_nm", "Middle Name")),
    "name": Column(("Provider Name", "Clinician Name", "Full Name")),
    "suffix": Column(("suff", "Suffix")),
    "sex": Column(("gndr", "Gender", "Sex")),
    "credential": Column(("Cred", "Credential", "Credentials")),
    "specialty": Column(("pri_spec", "Primary Specialty"), required=True),
    **{f"specialty_{n}": Column((f"sec_spec_{n}", f"Secondary specialty {n}")) for n in range(1, 5)},
    "specialties": Column(("sec_spec_all", "All secondary specialties")),
    "telehealth": Column(("Telehlth", "Telehealth")),
    "facility": Column(("Facility Name", "org_nm", "Organization legal name", "Organization Name")),
    "street": Column(("adr_ln_1", "Line 1 Street Address", "Address", "Street Address"), required=True),
    "street2": Column(("adr_ln_2", "Line 2 Street Address")),
    "city": Column(("City/Town", "cty", "City"), required=True),
    "state": Column(("State", "st"), required=True),
    "zip": Column(("ZIP Code", "zip", "Postal Code"), required=True),
    "phone": Column(("Telephone Number", "phn_numbr", "Phone Number", "Phone")),
    "assignment": Column(("ind_assgn", "assgn", "Professional accepts Medicare Assignment")),
}
_FEW_VALUES = frozenset(
    {
        *("first", "middle", "suffix", "sex", "credential", "facility", "city", "state", "zip"),
        *("telehealth", "assignment", *SPECIALTIES),
    }
)


def read_clinicians(path: Path, care: CancerCare, progress: Progress) -> Extracted:
    """Read the file: a row for each clinician and address, in the order of NPIs."""
    specialties = frozenset(map(clean.key, care.cms_specialties))
    people = pa.array(sorted(each.encode() for each in care.npis), pa.binary())
    seen: Counter[str] = Counter()

    def select(rows: pa.RecordBatch) -> pa.Array:
        seen.update(_values(rows.column("specialty")))
        # Whom NPPES has as cancer care is kept whatever Medicare calls the specialty.
        return pc.or_(
            any_column_in(rows, SPECIALTIES, specialties, clean.keys),
            pc.is_in(npis_of(rows), value_set=people),
        )

    what = marked("the CMS file of doctors and clinicians")
    extracted = read_table(path, Table(what, _COLUMNS, _FEW_VALUES, select, _check), progress)
    extracted = replace(extracted, notes=extracted.notes + _unknown(seen, care.known_specialties))
    npis = extracted.table.column("npi").combine_chunks()
    if pc.all(pc.less_equal(npis[:-1], npis[1:])).as_py() is not False:
        return extracted
    # CMS writes them in order, and a build reads them in order, a range at a time.
    return replace(extracted, table=extracted.table.unify_dictionaries().sort_by("npi"))


def _values(column: pa.Array) -> dict[str, int]:
    """Return how often each value is in a column."""
    counted = column.value_counts()
    return dict(zip(text_of(counted.field(0)), counted.field(1).to_pylist(), strict=True))


def _unknown(seen: Mapping[str, int], known: frozenset[str]) -> tuple[str, ...]:
    """Return a sentence that lists the specialties that nobody knows, as a release may spell them anew."""
    keys = frozenset(map(clean.key, known))
    unknown = Counter({text: count for text, count in seen.items() if not keys.issuperset(clean.keys(text))})
    if not known or not unknown:
        return ()
    some = "; ".join(f"{text} ({number(count)})" for text, count in unknown.most_common(_EXAMPLES))
    return (_("specialties that we do not know, and how many rows have them: %(list)s") % {"list": some},)


def _check(row: Row) -> str:
    if not is_npi(row["npi"]):
        return _("the NPI fails its check digit")
    row["zip"] = clean.zip5(row["zip"], row["state"])
    if not (row["zip"] or (row["city"] and row["state"])):
        return _("it has neither a ZIP code nor a city")
    row["phone"] = clean.phone(row.get("phone", ""))
    if name := row.get("name"):
        # "GIVEN M FAMILY": the last word is the family name, as far as one column can tell.
        row["first"], _space, row["last"] = name.rpartition(" ")
    return ""
