"""JSON objects and lists as text."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

Json = dict[str, object]

encode = msgspec.json.Encoder().encode


def listing(rows: Iterable[Json], more: Json | None = None) -> bytes:
    """Return a whole list with its total; `more` holds further fields of the object around it."""
    results = list(rows)
    return encode({"results": results, "total": len(results), **(more or {})})
