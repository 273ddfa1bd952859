"""JSON of errors, all in one form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finder.domain.guide.emergencies import Emergency
from finder.errors import BadQuery, Choice, Fault, NotFound
from finder.formats.json.emergencies import danger
from finder.formats.json.encode import Json, encode
from finder.store.read_catalog import Catalog


def errors(error: BadQuery, signs: Iterable[Emergency], catalog: Catalog) -> bytes:
    """Return the danger signs in a query, and everything that is wrong with it."""
    return encode({**danger(signs, catalog), "errors": [_fault(each) for each in error.faults]})


def failure(reason: str) -> bytes:
    """Return an error that has nothing to do with what was asked."""
    return encode({"errors": [_fault(Fault("", reason))]})


def missing(error: NotFound, near: Sequence[Choice], signs: Iterable[Emergency], catalog: Catalog) -> bytes:
    """Return the danger signs in a query, and what is not here, with records of similar names."""
    return encode({**danger(signs, catalog), "errors": [_fault(Fault("", error.what, "", tuple(near)))]})


def _fault(fault: Fault) -> Json:
    fields: Json = {
        "field": fault.field,
        "reason": fault.reason,
        "hint": fault.hint,
        "choices": fault.choices,
    }
    return fields | ({"about": fault.about} if fault.about else {})
