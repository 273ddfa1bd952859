"""The parameters of HSDS, in English as the specification is. Those of a search near a place work besides."""

from __future__ import annotations

import datetime
import re
from typing import Any

from finder.search.parameters import Parameter, whole_number

METERS_IN_A_MILE = 1609.344
MOST = 100
_YES_NO = {"true": "Yes", "false": "No"}


def _read_moment(text: str) -> datetime.datetime:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("This is not a date.\nWrite it as 2026-11-30 or 2026-11-30T12:00:00Z.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _read_meters(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,8}(\.[0-9]+)?", text) or not 0 < float(text) <= 20_000_000:
        raise ValueError("This is not a distance.\nGive meters, such as 40000.")
    return float(text)


def _parameter(name: str, help_: str, **more: Any) -> Parameter:
    return Parameter(name=name, label=name, help=help_, **more)


PAGING = (
    _parameter("page", "Page number (1).", read=whole_number(1, 100_000), written="1-100000"),
    _parameter("per_page", "How many per page (20).", read=whole_number(1, MOST), written=f"1-{MOST}"),
    _parameter(
        "format",
        "ndjson: every result on a line of its own, without pages.",
        values={"json": "JSON", "ndjson": "One JSON object a line"},
    ),
)
TEXT = _parameter("search", "Words of the name.")
FULL = _parameter("full", "true: with everything nested.", values=_YES_NO)
FULL_SERVICE = _parameter("full_service", "true: with whole services.", values=_YES_NO)
TAXONOMY = _parameter("taxonomy_id", "Only those with a term of this taxonomy.")
PLACES = (
    TEXT,
    _parameter("text", "The same as search."),
    _parameter("postcode", "Nearest first, from this ZIP code."),
    _parameter(
        "proximity", "At most this many meters from the postcode.", read=_read_meters, written="meters"
    ),
    _parameter("taxonomy_term_id", "Only those that this term finds; may be repeated.", many=True),
    TAXONOMY,
    _parameter("organization_id", "Only those of this organization."),
    _parameter(
        "modified_after", "Only what changed after this moment.", read=_read_moment, written="2026-11-30"
    ),
    *PAGING,
    FULL,
)
SERVICES = (
    *PLACES,
    _parameter("minimal", "true: only id and modified_date, all on one page.", values=_YES_NO),
)
ORGANIZATIONS = (*PLACES, FULL_SERVICE)
TAXONOMIES = (TEXT, *PAGING)
TERMS = (
    TEXT,
    TAXONOMY,
    _parameter("parent_id", "Only the terms below this one."),
    _parameter("top_only", "true: only terms that have none above them.", values=_YES_NO),
    *PAGING,
)
