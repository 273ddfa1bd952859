"""Read a monthly or weekly NPPES file: the people and clinics of cancer care, as rows of an extract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from finder.errors import BadFile
from finder.language import _, marked, number
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.columns import read_batches
from finder.sources.files.extract import Extracted, collect_tables
from finder.sources.files.header import has_columns
from finder.sources.files.public_file import Progress
from finder.sources.files.refused import Refused
from finder.sources.files.sieve import Wanted
from finder.sources.files.stream import Part, one_part
from finder.sources.files.values import any_code_in
from finder.sources.nppes.ended import ENDED_COLUMNS, ended_rows
from finder.sources.nppes.kept import kept_rows
from finder.sources.nppes.layout import (
    CODES,
    COLUMNS,
    DATES,
    ORGANIZATION,
    PERSON,
    SCHEMA,
)
from finder.sources.nppes.period import PERIOD, check_contents, check_name
from finder.sources.nppes.read_locations import add_locations, mark_foreign

_WHAT = marked("the NPPES file of providers")
_NUCC = re.compile("[0-9A-Z]{10}")
_MAIN = r"npidata_pfile_\d+-\d+\.csv"


def read_providers(path: Path, care: CancerCare, progress: Progress, *, weekly: bool) -> Extracted:
    """Read a monthly or weekly file, zipped or not.

    A weekly file also yields every other NPI in it, as "gone"; a monthly file those that are deactivated.
    Raises BadFile if it is not such a file, is damaged, or is weekly where the monthly is expected, or the
    reverse.
    """
    part = one_part(path, _MAIN, f"{_(_WHAT)} (npidata_pfile_….csv)", lambda each: has_columns(each, COLUMNS))
    check_name(part, weekly=weekly)
    refused, left_out, bad_dates = Refused(), Counter[str](), Counter[str]()
    read, notes = 0, tuple[str, ...]()
    others: list[pa.RecordBatch] = []
    # Of a weekly file every row is read: those that are not cancer care any more remove older records.
    wanted = None if weekly else _wanted(care)

    def tables() -> Iterator[pa.Table]:
        nonlocal read, notes
        for batch in read_batches(part, COLUMNS, _WHAT, refused, wanted):
            if not read:
                notes = check_contents(part, batch.rows, weekly=weekly)
            read += batch.read
            selected = _is_cancer_care(batch.rows, care)
            others.append(_others(batch.rows, selected, weekly))
            numbers = [batch.number(at) for at in pc.indices_nonzero(selected).to_pylist()]
            yield kept_rows(batch.rows.filter(selected), numbers, refused, left_out, bad_dates)
            progress(read, batch.read_bytes, part.size)

    table = collect_tables(tables(), SCHEMA)
    read += refused.uneven
    if not read:
        raise BadFile(_("Download %(name)s again. It has a header but no rows.") % {"name": part.name})
    if others:
        table = pa.concat_tables([table, ended_rows(others, weekly=weekly)])
    table = mark_foreign(add_locations(table, path, refused), left_out)
    if not weekly:
        ended = pc.greater(*(pc.fill_null(table.column(name), "") for name in ("deactivated", "reactivated")))
        table = table.filter(pc.or_(pc.invert(table.column("gone")), ended))
    as_of = _as_of(part) or pc.max(table.column("stamp")).as_py() or ""
    days = pa.repeat(as_of, table.num_rows)
    dates = tuple(
        _("dates of “%(column)s” left out because they cannot be right: %(count)s")
        % {"count": number(count), "column": DATES[name]}
        for name, count in bad_dates.items()
    )
    return Extracted(
        table.append_column("as_of", days),
        read,
        refused,
        as_of,
        dict(left_out),
        refused.notes() + notes + dates,
    )


def _wanted(care: CancerCare) -> Wanted | None:
    """Return which rows of a monthly file are wanted; None if a code is not one of NUCC's."""
    codes = care.person_codes | care.clinic_codes
    fit = codes and all(_NUCC.fullmatch(code) for code in codes)
    return Wanted(codes, "deactivated") if fit else None


def _as_of(part: Part) -> str:
    match = PERIOD.fullmatch(part.name)
    return f"{match[2]}-{match[3]}-{match[4]}" if match else ""


def _others(rows: pa.RecordBatch, selected: pa.Array, weekly: bool) -> pa.RecordBatch:
    """Return the rows that are not cancer care, of a weekly file, or not active, of a monthly one."""
    others = pc.invert(selected)
    if not weekly:
        # A deactivated NPI has no more than its number and date. Medicare's file may still have the person.
        others = pc.and_(others, pc.greater(pc.binary_length(rows.column("deactivated")), 0))
    return rows.select(ENDED_COLUMNS).filter(others)


def _is_cancer_care(rows: pa.RecordBatch, care: CancerCare) -> pa.Array:
    is_person, is_organization = (any_code_in(rows, ("entity",), kind) for kind in (PERSON, ORGANIZATION))
    # Few rows have one of the codes, so that what each code means is asked of these alone.
    some = pc.indices_nonzero(_has_code(rows, care.person_codes | care.clinic_codes))
    few = rows.take(some)
    kept = pc.or_(
        pc.and_(_has_code(few, care.person_codes), is_person.take(some)),
        pc.and_(_has_code(few, care.clinic_codes), is_organization.take(some)),
    )
    selected = np.zeros(rows.num_rows, bool)
    selected[np.asarray(some.filter(kept))] = True
    return pa.array(selected)


def _has_code(rows: pa.RecordBatch, codes: Collection[str]) -> pa.Array:
    return any_code_in(rows, CODES, codes)
