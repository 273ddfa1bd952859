"""JSON of errors, all in one form."""

from __future__ import annotations

from collections.abc import Sequence

from finder.errors import BadQuery, Choice, Fault
from finder.formats.json.encode import Json, encode


def errors(error: BadQuery) -> bytes:
    """Return everything that is wrong with a query."""
    return encode({"errors": [_fault(each) for each in error.faults]})


def failure(reason: str, choices: Sequence[Choice] = ()) -> bytes:
    """Return an error that belongs to no field."""
    return encode({"errors": [_fault(Fault("", reason, "", tuple(choices)))]})


def _fault(fault: Fault) -> Json:
    fields: Json = {
        "field": fault.field,
        "reason": fault.reason,
        "hint": fault.hint,
        "choices": fault.choices,
    }
    return fields | ({"about": fault.about} if fault.about else {})
