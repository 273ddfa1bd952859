"""Links to the data of a page as JSON or CSV."""

from __future__ import annotations

from flask import request

from finder.domain.kinds import split_record
from finder.search.fields import CSV_FOR, LIVE, READER
from finder.web.addresses import address, arguments, is_private, local, this_path
from finder.web.context import exported

#: The list of documents, where audience and language are filters and not only the reader's choices.
GUIDELINES = "/guidelines"
_READER = tuple(each.name for each in READER)
#: Parameters that pages accept and the API does not.
_PAGE_ONLY = ("pick", "map")
#: The beginnings of paths whose data may come from the live registry; pages elsewhere only accept the choice.
_LIVE_LISTS = ("/search", "/clinicians/", "/shortlist")


def twin(form: str) -> str:
    """Return the address of this page's data as JSON or CSV, without parameters that only pages use."""
    path = local(f"/api/v1{this_path()}") + (".csv" if form == "csv" else "")
    is_record = split_record(request.path.removeprefix("/")) is not None  # its data needs no search
    values = {
        name: texts
        for name, texts in arguments().items()
        if name not in _PAGE_ONLY
        and (name == LIVE.name or not is_record)
        and (name not in _READER or request.path == GUIDELINES)
        and (name != LIVE.name or request.path.startswith(_LIVE_LISTS))
    }
    return address(path, {**values, **({CSV_FOR.name: "excel"} if form == "csv" else {})})


def has_twins() -> bool:
    """Tell whether the page links to its data; exported pages and private pages do not."""
    return not exported() and not is_private()
