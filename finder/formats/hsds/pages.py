"""Lists of HSDS: a page of objects with its numbers, or one object a line."""

from __future__ import annotations

import math
from collections.abc import Sequence

from finder.formats.json.encode import Json, encode

NDJSON = "application/x-ndjson"


def page(contents: Sequence[Json], total: int, number: int, per_page: int) -> bytes:
    """Return a page of a list; `total` counts the objects of all pages."""
    pages = max(1, math.ceil(total / per_page))
    return encode(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def line(each: Json) -> bytes:
    """Return an object as one line of NDJSON."""
    return encode(each) + b"\n"
