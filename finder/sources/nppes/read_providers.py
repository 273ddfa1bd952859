"""Read a monthly or weekly NPPES file: the people and clinics of cancer care, as rows of an extract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder.domain.clinicians import is_npi
from finder.errors import BadFile
from finder.language import _, marked
from finder.sources.files import clean
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.columns import Batch, Refused, any_column_in, read_batches, text_of
from finder.sources.files.extract import Extracted, collect_rows, file_day
from finder.sources.files.public_file import Progress
from finder.sources.files.stream import Part, one_part
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
from finder.sources.nppes.read_locations import add_locations, mark_foreign

_WHAT = marked("the NPPES file of providers")
_MAIN = r"npidata_pfile_\d+-\d+\.csv"
_PERIOD = re.compile(r"npidata_pfile_(\d{8})-(\d{4})(\d\d)(\d\d)\.csv", re.IGNORECASE)
#: The day NPPES began: a monthly file holds everything since.
_FIRST_DAY = "20050523"

_BAD_NPI = marked("the NPI fails its check digit")
_BAD_DATE = marked("a date cannot be read")
_FUTURE = marked("a date lies in the future")
_ROW_REASONS = (_BAD_NPI, _BAD_DATE, _FUTURE)

_CLEAN = dict.fromkeys(("last", "first", "other_last"), clean.name)


def read_providers(path: Path, care: CancerCare, progress: Progress, *, weekly: bool) -> Extracted:
    """Read a monthly or weekly file, zipped or not.

    A weekly file also yields every other NPI in it, as "gone". Raises BadFile if it is not such a file, is
    damaged, or is weekly where the monthly is expected, or the reverse.
    """
    part = one_part(path, _MAIN, f"{_(_WHAT)} (npidata_pfile_….csv)")
    _check_period(part, weekly)
    refused, left_out = Refused(), Counter[str]()
    read = 0

    def rows() -> Iterator[dict[str, object]]:
        nonlocal read
        for batch in read_batches(part, COLUMNS, _WHAT, refused):
            read += batch.rows.num_rows
            yield from _rows_of(batch, care, weekly, refused, left_out)
            progress(read, batch.read_bytes, part.size)

    table = collect_rows(rows(), SCHEMA)
    read += refused.total - sum(refused.reasons[_(reason)] for reason in _ROW_REASONS)
    if not read:
        raise BadFile(_("%(name)s has a header and no rows; download it again") % {"name": part.name})
    table = mark_foreign(add_locations(table, path, refused), left_out)
    if not weekly:
        table = table.filter(pc.invert(table.column("gone")))
    as_of = _as_of(part) or pc.max(table.column("stamp")).as_py() or file_day(path)
    days = pa.repeat(as_of, table.num_rows)
    return Extracted(table.append_column("as_of", days), read, refused, as_of, dict(left_out))


def _check_period(part: Part, weekly: bool) -> None:
    """Refuse a weekly file loaded as the monthly one, which would remove everybody else; or the reverse."""
    if match := _PERIOD.fullmatch(part.name):
        is_monthly = match[1] == _FIRST_DAY
        if is_monthly and weekly:
            raise BadFile(_("%(name)s is the monthly file: use `finder load nppes`") % {"name": part.name})
        if not is_monthly and not weekly:
            raise BadFile(
                _("%(name)s is a weekly file: use `finder load nppes-weekly`") % {"name": part.name}
            )


def _as_of(part: Part) -> str:
    match = _PERIOD.fullmatch(part.name)
    return f"{match[2]}-{match[3]}-{match[4]}" if match else ""


def _rows_of(
    batch: Batch, care: CancerCare, weekly: bool, refused: Refused, left_out: Counter[str]
) -> Iterator[dict[str, object]]:
    """Yield the rows of a batch that are cancer care; of a weekly file also the others, as gone."""
    selected = _is_cancer_care(batch.rows, care)
    numbers = [batch.number(at) for at in pc.indices_nonzero(selected).to_pylist()]
    yield from _records(batch.rows.filter(selected), numbers, refused, left_out)
    if weekly:
        yield from _gone(batch.rows.filter(pc.invert(selected)))


def _is_cancer_care(rows: pa.RecordBatch, care: CancerCare) -> pa.Array:
    entity = rows.column("entity")
    is_person = pc.is_in(entity, value_set=PERSON)
    is_organization = pc.is_in(entity, value_set=ORGANIZATION)
    return pc.or_(
        pc.and_(_has_code(rows, care.person_codes), is_person),
        pc.and_(_has_code(rows, care.clinic_codes), is_organization),
    )


def _has_code(rows: pa.RecordBatch, codes: Collection[str]) -> pa.Array:
    return any_column_in(rows, CODES, pa.array(sorted(code.encode() for code in codes), pa.binary()))


def _records(
    rows: pa.RecordBatch, numbers: Sequence[int], refused: Refused, left_out: Counter[str]
) -> Iterator[dict[str, object]]:
    """Yield the rows as records. Rows that must be wrong are refused; who is not active is marked as gone."""
    columns = {name: text_of(rows.column(name)) for name in rows.schema.names}
    blank = [""] * rows.num_rows
    slots = list(zip(*(columns.get(name, blank) for name in CODES), strict=True))
    switches = list(zip(*(columns.get(name, blank) for name in SWITCHES), strict=True))
    texts = {name: columns.get(name, blank) for name in ("sex", *TEXTS)}
    for at, number in enumerate(numbers):
        npi = columns["npi"][at]
        if not is_npi(npi):
            refused.add(number, _(_BAD_NPI))
            continue
        try:
            dates = {name: clean.day(columns[name][at]) for name in DATES}
        except ValueError:
            refused.add(number, _(_BAD_DATE))
            continue
        if any(map(clean.is_future, dates.values())):
            refused.add(number, _(_FUTURE))
            continue
        codes = [code for code in slots[at] if code]
        primary = _primary(slots[at], switches[at])
        active = dates["deactivated"] <= dates["reactivated"]
        trainee = bool(codes) and codes[max(primary, 0)] == STUDENT
        if not active or trainee:
            left_out[marked("deactivated") if not active else marked("in training")] += 1
        record = {name: _CLEAN.get(name, clean.words)(values[at]) for name, values in texts.items()}
        yield {
            **record,
            **dates,
            "npi": npi,
            "gone": not active or trainee,
            "stamp": max(dates["updated"], dates["deactivated"], dates["reactivated"]),
            "entity": columns["entity"][at][:1],
            "mail_same": columns.get("mail_street", blank)[at] == columns["street"][at],
            "codes": codes,
            "primary": primary,
            "places": [],
        }


def _primary(codes: Sequence[str], switches: Sequence[str]) -> int:
    """Return the index of the primary code among those that are filled in, or -1. It may not be the first."""
    filled = [switch for code, switch in zip(codes, switches, strict=True) if code]
    return filled.index("Y") if "Y" in filled else -1


def _gone(rows: pa.RecordBatch) -> Iterator[dict[str, object]]:
    """Yield the other rows of a weekly file: the NPI, and from which date it is not cancer care."""
    names = ("updated", "deactivated", "reactivated")
    dates = [text_of(rows.column(name)) for name in names]
    for npi, *texts in zip(text_of(rows.column("npi")), *dates, strict=True):
        try:
            days = dict(zip(names, map(clean.day, texts), strict=True))
        except ValueError:
            continue
        stamp = max(days.values())
        if is_npi(npi) and not clean.is_future(stamp):
            yield {"npi": npi, "gone": True, "stamp": stamp, **days}
