"""The files that lists of whom to call and lists of trials are written as, one record each.

The API (`/api/v1/find.NAME`, `/api/v1/shortlist.NAME`, `/api/v1/trials.NAME`) and the options of the commands
(`--NAME`) are made from these records. A list in all formats has the same records in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from finder.domain.trials import TrialResult
from finder.formats import csv
from finder.formats.contacts.contact import Contact
from finder.formats.exports import geojson
from finder.language import marked

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Listed(Generic[One]):
    """A page of a list: its records, how many there are in all, and the address of the next page.

    `root` is the address of this website. Both addresses are missing in the terminal.
    """

    records: Sequence[One]
    total: int
    following: str | None = None
    root: str = ""


@dataclass(frozen=True, slots=True)
class ListFormat(Generic[One]):
    """One format: its name in addresses and options, its media type, the help of its option, its writer."""

    name: str
    media_type: str
    help: str
    write: Callable[[Listed[One]], bytes]


def _contacts_csv(page: Listed[Contact]) -> bytes:
    return csv.shortlist(page.records, page.root).encode()


def _contacts_map(page: Listed[Contact]) -> bytes:
    return geojson.contacts(page.records, page.root, {"total": page.total, "next": page.following})


def _cards(page: Listed[Contact]) -> bytes:
    from finder.formats.contacts import vcard  # noqa: PLC0415 (its library takes 0.1 s of the start)

    return vcard.cards(page.records, page.root).encode()


def _trials_csv(page: Listed[TrialResult]) -> bytes:
    return csv.trials(page.records).encode()


def _trials_map(page: Listed[TrialResult]) -> bytes:
    return geojson.trials(page.records, {"total": page.total, "next": page.following})


_CSV, _MAP = marked("Print CSV."), marked("Print a map file (GeoJSON).")
_CARDS = marked("Print contacts for an address book (vCard).")


def _named(formats: Iterable[ListFormat[One]]) -> dict[str, ListFormat[One]]:
    return {each.name: each for each in formats}


CONTACT_FORMATS = _named(
    (
        ListFormat("csv", "text/csv", _CSV, _contacts_csv),
        ListFormat("geojson", geojson.MEDIA_TYPE, _MAP, _contacts_map),
        ListFormat("vcf", "text/vcard", _CARDS, _cards),
    )
)
TRIAL_FORMATS = _named(
    (
        ListFormat("csv", "text/csv", _CSV, _trials_csv),
        ListFormat("geojson", geojson.MEDIA_TYPE, _MAP, _trials_map),
    )
)
