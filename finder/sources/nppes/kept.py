"""The rows of cancer care of an NPPES file, as rows of an extract.

They are made column by column: each different value of a column is cleaned once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from finder.language import _, marked
from finder.sources.files import clean
from finder.sources.files.refused import Refused
from finder.sources.files.values import npis_of, text_of
from finder.sources.nppes.ended import are_npis
from finder.sources.nppes.layout import CODES, DATES, SCHEMA, STUDENT, SWITCHES, TEXTS

_BAD_NPI = marked("the NPI fails its check digit")

_CLEAN = dict.fromkeys(("last", "first", "other_last"), clean.name) | {"state": clean.state}
#: In place of a date that cannot be right.
_WRONG = "?"


def kept_rows(
    rows: pa.RecordBatch,
    numbers: Sequence[int],
    refused: Refused,
    left_out: Counter[str],
    bad_dates: Counter[str],
) -> pa.Table:
    """Return rows with these numbers in the file. Rows that must be wrong are refused.

    Who is not active or in training is marked as gone and counted in `left_out`; `bad_dates` are by column.
    """
    npis = npis_of(rows)
    right = are_npis(npis)
    for row, is_right in zip(numbers, right.to_pylist(), strict=True):
        if not is_right:
            refused.add(row, _(_BAD_NPI))
    rows, npis = rows.filter(right), npis.filter(right)
    columns = {name: _cleaned(rows, name, _CLEAN.get(name, clean.words)) for name in ("sex", *TEXTS)}
    columns |= {name: _past_days(rows, name, bad_dates) for name in DATES}
    territory = _each_once(columns["country"], clean.state)
    columns["state"] = pc.if_else(pc.equal(columns["state"], ""), territory, columns["state"])
    codes, primary = _codes(rows)
    inactive = pc.greater(columns["deactivated"], columns["reactivated"])
    main = codes.offsets.to_numpy()[:-1] + np.maximum(primary, 0)
    trainee = pc.equal(codes.values.take(pa.array(main)), STUDENT)
    for reason, who in (
        (marked("deactivated"), inactive),
        (marked("in training"), pc.and_not(trainee, inactive)),
    ):
        if count := pc.sum(who).as_py():
            left_out[reason] += count
    street = rows.column("street")
    mail = rows.column("mail_street") if "mail_street" in rows.schema.names else pa.scalar(b"")
    columns |= {
        "npi": npis.cast(pa.string()),
        "gone": pc.or_(inactive, trainee),
        "stamp": pc.max_element_wise(*(columns[name] for name in ("updated", "deactivated", "reactivated"))),
        "entity": _cleaned(rows, "entity", _entity),
        "mail_same": pc.equal(street, mail),
        "codes": codes,
        "primary": pa.array(primary, pa.int8()),
        "places": pa.array([[]] * rows.num_rows, SCHEMA.field("places").type),
    }
    return pa.table([columns[name] for name in SCHEMA.names], schema=SCHEMA)


def _cleaned(rows: pa.RecordBatch, name: str, how: Callable[[str], str]) -> pa.Array:
    """Return a column as text; blank if the file does not have it."""
    return _each_once(rows.column(name), how) if name in rows.schema.names else pa.repeat("", rows.num_rows)


def _each_once(column: pa.Array, how: Callable[[str], str]) -> pa.Array:
    encoded = column.dictionary_encode()
    values = encoded.dictionary
    texts = text_of(values) if pa.types.is_binary(values.type) else values.to_pylist()
    return pa.array([how(text) for text in texts], pa.string()).take(encoded.indices)


def _past_days(rows: pa.RecordBatch, name: str, bad_dates: Counter[str]) -> pa.Array:
    """Return dates, "" for those that cannot be right, which are counted: the person is still there."""
    tomorrow = clean.tomorrow()
    days = _each_once(rows.column(name), lambda text: _past_day(text, tomorrow))
    wrong = pc.equal(days, _WRONG)
    if count := pc.sum(wrong).as_py():
        bad_dates[name] += count
        days = pc.if_else(wrong, "", days)
    return days


def _past_day(text: str, tomorrow: str) -> str:
    try:
        day = clean.day(text)
    except ValueError:
        return _WRONG
    return _WRONG if day > tomorrow else day


def _codes(rows: pa.RecordBatch) -> tuple[pa.ListArray, NDArray[np.int64]]:
    """Return the codes that are filled in of each row, and the index of the primary one, or -1."""
    slots = [_cleaned(rows, name, clean.key) for name in CODES]
    switches = [_cleaned(rows, name, lambda text: text.strip().upper()) for name in SWITCHES]
    filled, primary = (
        np.array([pc.equal(each, value).to_numpy(zero_copy_only=False) for each in columns])
        for columns, value in ((slots, ""), (switches, "Y"))
    )
    filled = ~filled
    # Of the slots that are filled in, the primary code may not be the first.
    places, primary = filled.cumsum(axis=0) - 1, primary & filled
    first = places[primary.argmax(axis=0), np.arange(rows.num_rows)]
    row, slot = np.nonzero(filled.T)
    values = pa.concat_arrays(slots).take(pa.array(slot * rows.num_rows + row))
    starts = np.concatenate([[0], filled.sum(axis=0).cumsum()])
    codes = pa.ListArray.from_arrays(pa.array(starts, pa.int32()), values)
    return codes, np.where(primary.any(axis=0), first, -1)


def _entity(text: str) -> str:
    return clean.number_as_text(text).lstrip("0")
