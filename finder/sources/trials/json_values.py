"""Read values of JSON that may have another type than they should, without failing."""

from __future__ import annotations

from typing import TypeAlias

from finder.sources.files import clean

#: JSON as it comes.
Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"

#: Text of the registry is short; anything longer is damage.
_LONGEST = 2000


def section(value: Value, *names: str) -> dict[str, Value]:
    """Return the object at the end of a path of names; an empty one if there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def text(value: Value) -> str:
    """Return text with single blanks; a number as text, "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean.words(str(value)[:_LONGEST].replace("\0", ""))


def items(value: Value) -> list[Value]:
    """Return a list; one value that stands alone as a list of it, none for null."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts(value: Value) -> tuple[str, ...]:
    """Return the texts of a list, each once, without empty ones."""
    return tuple(dict.fromkeys(each for each in map(text, items(value)) if each))


def code(value: Value) -> str:
    """Return one of the registry's codes in its own form: "Not yet recruiting" → NOT_YET_RECRUITING."""
    return text(value).upper().replace(" ", "_").replace(",", "")
