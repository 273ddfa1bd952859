"""The same list as JSON or CSV."""

from __future__ import annotations

from flask import request

from finder.search.fields import READER
from finder.web.addresses import address, arguments, is_private, local
from finder.web.context import exported

#: The list of documents: there audience and language are filters, not the reader's alone.
GUIDELINES = "/guidelines"
_READER = tuple(each.name for each in READER)
#: What an address of a page may hold and the same list as data may not.
_PAGE_ONLY = ("pick", "map")


def twin(form: str) -> str:
    """Return the address of this list as JSON or CSV. Who reads it changes nothing but the page."""
    path = local(f"/api/v1{request.path}") + (".csv" if form == "csv" else "")
    values = {
        name: texts
        for name, texts in arguments().items()
        if name not in _PAGE_ONLY and (name not in _READER or request.path == GUIDELINES)
    }
    return address(path, values)


def has_twins() -> bool:
    """Tell whether the page may link to its data: a folder has none, a private page keeps its question."""
    return not exported() and not is_private()
