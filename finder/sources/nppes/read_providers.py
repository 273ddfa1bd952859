"""Read a monthly or weekly NPPES file: the people and clinics of cancer care, as rows of an extract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from finder.domain.clinicians import is_npi
from finder.errors import BadFile
from finder.language import _, marked, number
from finder.sources.files import clean
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.columns import Refused, any_code_in, read_batches, text_of
from finder.sources.files.extract import Extracted, collect_rows
from finder.sources.files.header import has_columns
from finder.sources.files.public_file import Progress
from finder.sources.files.stream import Part, one_part
from finder.sources.nppes.ended import ENDED_COLUMNS, ended_rows
from finder.sources.nppes.layout import (
    CODES,
    COLUMNS,
    DATES,
    ORGANIZATION,
    PERSON,
    SCHEMA,
    STUDENT,
    SWITCHES,
    TEXTS,
)
from finder.sources.nppes.period import PERIOD, check_contents, check_name
from finder.sources.nppes.read_locations import add_locations, mark_foreign

_WHAT = marked("the NPPES file of providers")
_MAIN = r"npidata_pfile_\d+-\d+\.csv"
_BAD_NPI = marked("the NPI fails its check digit")

_CLEAN = dict.fromkeys(("last", "first", "other_last"), clean.name) | {"state": clean.state}


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

    def rows() -> Iterator[dict[str, object]]:
        nonlocal read, notes
        for batch in read_batches(part, COLUMNS, _WHAT, refused):
            if not read:
                notes = check_contents(part, batch.rows, weekly=weekly)
            read += batch.rows.num_rows
            selected = _is_cancer_care(batch.rows, care)
            others.append(_others(batch.rows, selected, weekly))
            numbers = [batch.number(at) for at in pc.indices_nonzero(selected).to_pylist()]
            yield from _records(batch.rows.filter(selected), numbers, refused, left_out, bad_dates)
            progress(read, batch.read_bytes, part.size)

    table = collect_rows(rows(), SCHEMA)
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


def _records(
    rows: pa.RecordBatch,
    numbers: Sequence[int],
    refused: Refused,
    left_out: Counter[str],
    bad_dates: Counter[str],
) -> Iterator[dict[str, object]]:
    """Yield the rows as records. Rows that must be wrong are refused; who is not active is marked as gone."""
    columns = {name: text_of(rows.column(name)) for name in rows.schema.names}
    blank = [""] * rows.num_rows
    slots = list(zip(*(columns.get(name, blank) for name in CODES), strict=True))
    switches = list(zip(*(columns.get(name, blank) for name in SWITCHES), strict=True))
    texts = {name: columns.get(name, blank) for name in ("sex", *TEXTS)}
    for at, row in enumerate(numbers):
        npi = clean.npi(columns["npi"][at])
        if not is_npi(npi):
            refused.add(row, _(_BAD_NPI))
            continue
        dates = {name: _past_day(columns[name][at], name, bad_dates) for name in DATES}
        codes = [clean.key(code) for code in slots[at] if code.strip()]
        primary = _primary(slots[at], switches[at])
        active = dates["deactivated"] <= dates["reactivated"]
        trainee = bool(codes) and codes[max(primary, 0)] == STUDENT
        if not active or trainee:
            left_out[marked("deactivated") if not active else marked("in training")] += 1
        record = {name: _CLEAN.get(name, clean.words)(values[at]) for name, values in texts.items()}
        record["state"] = record["state"] or clean.state(record["country"])  # a territory
        yield {
            **record,
            **dates,
            "npi": npi,
            "gone": not active or trainee,
            "stamp": max(dates["updated"], dates["deactivated"], dates["reactivated"]),
            "entity": _entity(columns["entity"][at]),
            "mail_same": columns.get("mail_street", blank)[at] == columns["street"][at],
            "codes": codes,
            "primary": primary,
            "places": [],
        }


def _entity(text: str) -> str:
    return clean.number_as_text(text).lstrip("0")


def _primary(codes: Sequence[str], switches: Sequence[str]) -> int:
    """Return the index of the primary code among those that are filled in, or -1. It may not be the first."""
    filled = [switch.strip().upper() for code, switch in zip(codes, switches, strict=True) if code.strip()]
    return filled.index("Y") if "Y" in filled else -1


def _past_day(text: str, column: str, bad_dates: Counter[str]) -> str:
    """Return a date, or "" if it cannot be right, which is counted: the person is still there."""
    try:
        day = clean.day(text)
    except ValueError:
        day = "9999"
    if clean.is_future(day):
        bad_dates[column] += 1
        return ""
    return day
