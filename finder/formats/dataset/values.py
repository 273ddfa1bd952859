"""How values of records stand in the cells of the data set."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.dataset import ExportField


def joined(texts: Iterable[str]) -> str | None:
    """Return a list as one text, `a|b`; None for an empty one."""
    return "|".join(texts) or None


def phone(number: str | None) -> str | None:
    """Return a number without the country code, which a spreadsheet would read as a formula."""
    return number.removeprefix("+1-") if number else None


def precision(exactness: str | None) -> str | None:
    """Return how exact a point is: address, zip or city."""
    return "address" if exactness == "street" else exactness


SOURCE = ExportField("source", "Where it comes from.", lambda each: each.source, refers_to="source")
CHECKED = ExportField(
    "checked", "When the source had it: a day, a month or a year.", lambda each: each.checked
)
