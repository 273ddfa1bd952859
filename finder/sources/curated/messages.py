"""How faults of data/ are worded: what to do, then why, with the value and what is allowed."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process

from finder.language import _

#: So many allowed values are listed in full; of more only the nearest is named.
MOST_LISTED = 20


def nearest(value: str, allowed: Collection[str]) -> str | None:
    """Return the allowed value that is spelled most like this one, if any is near."""
    names = list(allowed)  # of a dict rapidfuzz would take the values
    match = process.extractOne(value, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60)
    return match[0] if match else None


def not_among(column: str, value: object, allowed: Collection[str]) -> str:
    """Return the message for a value outside an enumeration."""
    names = ", ".join(allowed)
    near = nearest(str(value), allowed)
    if len(allowed) > MOST_LISTED:
        message = (
            _("%(column)s: did you mean `%(near)s`? `%(value)s` is not one we know.")
            if near
            else _("%(column)s: use one we know. `%(value)s` is not one of them.")
        )
    elif near is None:
        message = _("%(column)s: use one of %(names)s. `%(value)s` is not one of them.")
    else:
        message = _("%(column)s: did you mean `%(near)s`? `%(value)s` is not one of %(names)s.")
    return message % {"column": column, "value": value, "names": names, "near": near}


def not_in_file(column: str, value: str, allowed: Collection[str], file: str) -> str:
    """Return the message for a value that must be a key of another file."""
    near = nearest(value, allowed)
    if near is None:
        message = _("%(column)s: use a key of %(file)s, or add one there. `%(value)s` is not in %(file)s.")
    else:
        message = _("%(column)s: did you mean `%(near)s`? `%(value)s` is not in %(file)s.")
    return message % {"column": column, "value": value, "file": file, "near": near}


def unknown_column(name: str, near: str | None, allowed: Collection[str]) -> str:
    """Return the message for a column or field that the table does not have; `near` is what may be meant."""
    names = ", ".join(allowed)
    if near is None:
        message = _("%(name)s: remove it. There is no such column. The columns are: %(names)s.")
    else:
        message = _("%(name)s: did you mean `%(near)s`? There is no such column. The columns are: %(names)s.")
    return message % {"name": name, "near": near, "names": names}


def missing_column(name: str) -> str:
    """Return the message for a column or field that must be there."""
    return _("%(name)s: add it. It is missing here, and it is needed.") % {"name": name}


def empty(name: str) -> str:
    """Return the message for a value that must not be left empty."""
    return _("%(name)s: fill it in. It must not be empty.") % {"name": name}


def wrong_type(column: str, value: object, what: str) -> str:
    """Return the message for a value of another type than `what`, such as "a number"."""
    return _("%(column)s: write %(what)s, not `%(value)s`.") % {
        "column": column,
        "what": what,
        "value": value,
    }


def wrong_form(column: str, value: str, what: str, near: str | None) -> str:
    """Return the message for a text that is not written as it must be; `near` is what may be meant."""
    if near is None:
        message = _("%(column)s: write %(what)s. `%(value)s` is not one.")
    else:
        message = _("%(column)s: did you mean `%(near)s`? Write %(what)s. `%(value)s` is not one.")
    return message % {"column": column, "what": what, "value": value, "near": near}


def out_of_range(column: str, value: float, low: float, high: float) -> str:
    """Return the message for a number outside its range."""
    message = _("%(column)s: write a number from %(low)s to %(high)s. `%(value)s` is out of that range.")
    return message % {"column": column, "low": f"{low:g}", "high": f"{high:g}", "value": value}


def in_the_future(column: str, value: str, today: str) -> str:
    """Return the message for a date that has not come yet."""
    message = _("%(column)s: write a date up to today, %(today)s. %(value)s is in the future.")
    return message % {"column": column, "value": value, "today": today}


def duplicate(columns: str, value: str, path: str, number: int) -> str:
    """Return the message for a row that has the key of an earlier one."""
    message = _(
        "%(columns)s: change it or remove the row. `%(value)s` is a duplicate of %(path)s:%(number)s."
    )
    return message % {"columns": columns, "value": value, "path": path, "number": number}
