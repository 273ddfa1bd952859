"""JSON of errors: problem details (RFC 9457), all in one form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from http import HTTPStatus

from msgspec import UNSET, UnsetType

from finder.domain.guide.emergencies import Emergency
from finder.errors import BadQuery, Choice, Fault, NotFound
from finder.formats.json.emergencies import DangerSign, danger
from finder.formats.json.encode import Answer
from finder.language import _
from finder.store.read_catalog import Catalog

#: The media type of problem details.
PROBLEM = "application/problem+json"


class Meaning(Answer, frozen=True, kw_only=True):
    """One of several things that a value may have meant: what to send instead, and its label."""

    value: str
    label: str


class Mistake(Answer, frozen=True, kw_only=True):
    """One thing that is wrong: the parameter (`field`), the reason, how to correct it, what it may mean."""

    field: str
    reason: str
    hint: str
    choices: tuple[Meaning, ...]
    about: str | UnsetType = UNSET


class Problem(Answer, frozen=True, kw_only=True):
    """A problem (RFC 9457). `errors` holds everything that is wrong, `danger` the danger signs in the words.

    The type is `about:blank`: the status says what kind of problem it is.
    """

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    danger: tuple[DangerSign, ...] = ()
    errors: tuple[Mistake, ...]


def errors(error: BadQuery, signs: Iterable[Emergency], catalog: Catalog) -> Problem:
    """Return the danger signs in a query, and everything that is wrong with it."""
    return _problem(HTTPStatus.BAD_REQUEST, error.faults, danger(signs, catalog))


def failure(reason: str, status: int) -> Problem:
    """Return an error that has nothing to do with what was asked."""
    return _problem(HTTPStatus(status), (Fault("", reason),))


def missing(error: NotFound, near: Sequence[Choice], signs: Iterable[Emergency], catalog: Catalog) -> Problem:
    """Return the danger signs in a query, and what is not here, with records of similar names."""
    return _problem(HTTPStatus.NOT_FOUND, (Fault("", error.what, "", tuple(near)),), danger(signs, catalog))


def changed(first: str) -> Problem:
    """Return that the directory has changed since a cursor was given; `first` is where to start again."""
    reason = _("The directory has changed since the page before.")
    fault = Fault("cursor", reason, _("Start again with the first page."), (Choice(first, _("First page")),))
    return _problem(HTTPStatus.CONFLICT, (fault,))


def _problem(status: HTTPStatus, faults: Sequence[Fault], signs: tuple[DangerSign, ...] = ()) -> Problem:
    detail = " ".join(str(fault) if fault.field else fault.reason for fault in faults)
    return Problem(
        title=status.phrase,
        status=status.value,
        detail=detail,
        danger=signs,
        errors=tuple(map(_mistake, faults)),
    )


def _mistake(fault: Fault) -> Mistake:
    return Mistake(
        field=fault.field,
        reason=fault.reason,
        hint=fault.hint,
        choices=tuple(Meaning(value=each.value, label=each.label) for each in fault.choices),
        about=fault.about or UNSET,
    )
