"""The parameters of every list: how many rows, which page, how much of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from finder.domain.answers import Detail
from finder.language import _, marked
from finder.search.parameters import Parameter


def _read_number(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]{1,12}", text):
        reason = _("“%(text)s” is not the number of a record.") % {"text": text[:40]}
        raise ValueError(reason + "\n" + _("Write an NPI or a CMS number."))
    return text


LIMIT = Parameter(
    name="limit",
    label=marked("Places per page"),
    help=marked("How many per page (20)."),
    bounds=(1, 100),
)
PAGE = Parameter(name="page", label=marked("Page"), help=marked("Page number (1)."), bounds=(1, 1000))
AFTER = Parameter(
    name="after",
    label=marked("After"),
    help=marked("Only records whose number comes after this one."),
    read=_read_number,
)
#: How much JSON says of each record.
DETAILS: dict[Detail, str] = {
    "brief": marked("What a list shows"),
    "full": marked("Every fact with its source and date"),
}
DETAIL = Parameter(
    name="detail",
    label=marked("Detail"),
    help=marked(
        "With JSON: brief (the default) has what a list shows, full every fact with its source and date."
    ),
    values=cast(Mapping[str, str], DETAILS),
)
