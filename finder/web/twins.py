"""Links to the data of a page: JSON, CSV, maps, contacts."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from finder.domain.kinds import split_record
from finder.formats.search_formats import SEARCH_FORMATS
from finder.search.fields import CSV_FOR, LIVE, READER
from finder.search.questions import NearQuery
from finder.web.addresses import address, arguments, is_private, local, this_path
from finder.web.context import exported

#: The list of documents, where audience and language are filters and not only the reader's choices.
GUIDELINES = "/guidelines"
_READER = tuple(each.name for each in READER)
#: Parameters that pages accept and the API does not.
_PAGE_ONLY = ("pick", "map")
#: The beginnings of paths whose data may come from the live registry; pages elsewhere only accept the choice.
_LIVE_LISTS = ("/search", "/clinicians/", "/shortlist")


def list_twins(query: NearQuery) -> dict[str, str]:
    """Return the address of a list of results in each format, by its name.

    The page chooses how many results it shows, and what it lists for a specialty: its files have the same.
    """
    chosen = {"kind": list(query.kind), "limit": str(query.limit)}
    return {form: twin(form, **chosen) for form in SEARCH_FORMATS}


def twin(form: str, **chosen: Sequence[str]) -> str:
    """Return the address of this page's data in a form, without parameters that only pages use.

    `chosen` are parameters that the page has set by itself.
    """
    path = local(f"/api/v1{this_path()}") + ("" if form == "json" else f".{form}")
    is_record = split_record(request.path.removeprefix("/")) is not None  # its data needs no search
    values = {
        name: texts
        for name, texts in arguments().items()
        if name not in _PAGE_ONLY
        and (name == LIVE.name or not is_record)
        and (name not in _READER or request.path == GUIDELINES)
        and (name != LIVE.name or request.path.startswith(_LIVE_LISTS))
    }
    return address(path, {**values, **chosen, **({CSV_FOR.name: "excel"} if form == "csv" else {})})


def has_twins() -> bool:
    """Tell whether the page links to its data; exported pages and private pages do not."""
    return not exported() and not is_private()
