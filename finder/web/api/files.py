"""Lists and records of the API for maps and address books, beside JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from finder.domain.trials import TrialResult
from finder.formats.contacts.contact import Contact
from finder.formats.exports import geojson
from finder.search.shortlist.find import Record
from finder.web.addresses import host_url
from finder.web.api.operations import CSV
from finder.web.context import current_catalog

MAP: Mapping[str, str] = MappingProxyType({"geojson": geojson.MEDIA_TYPE})
#: The formats of lists of places, and those of lists of whom to call.
PLACES: Mapping[str, str] = MappingProxyType({**CSV, **MAP})
CONTACTS: Mapping[str, str] = MappingProxyType({**PLACES, "vcf": "text/vcard"})


def records(found: Iterable[Record]) -> bytes:
    """Return records for a map."""
    return geojson.records(found, current_catalog())


def trials(found: Iterable[TrialResult], total: int, following: str | None) -> bytes:
    """Return a page of trials for a map, each at its nearest site."""
    return geojson.trials(found, {"total": total, "next": following})


def contacts(form: str, found: Sequence[Contact], total: int, following: str | None = None) -> bytes:
    """Return whom to call, for a map or as vCards."""
    if form == "vcf":
        from finder.formats.contacts import vcard  # noqa: PLC0415 (its library takes 0.1 s of the start)

        return vcard.cards(found, host_url()).encode()
    return geojson.contacts(found, host_url(), {"total": total, "next": following})
