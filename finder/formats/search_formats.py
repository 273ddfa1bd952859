"""The formats that a search can be written in, one record each.

The API (`/api/v1/search.NAME`) and the options of `finder search` (`--NAME`) are made from these records. To
add a format, write its module in this package and add its record to SEARCH_FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from finder.domain.answers import Detail, Order, Results, StartHere
from finder.domain.guide.emergencies import Emergency
from finder.domain.kinds import Kind
from finder.domain.to_read import WhatToRead
from finder.formats import csv
from finder.formats.contacts.contact import contact
from finder.formats.exports import geojson
from finder.formats.json.encode import encode
from finder.formats.json.search import Asked, search_answer
from finder.language import marked
from finder.store.read_catalog import Catalog


class WholeAnswer(Protocol):
    """An answer as a format reads it; `beside` is worked out only if the format asks for it."""

    @property
    def results(self) -> Results:
        """One page of results."""

    @property
    def order(self) -> Order:
        """The order of the results: a value of the parameter `order`."""

    @property
    def start_here(self) -> StartHere | None:
        """The specialized center to call first."""

    @property
    def danger(self) -> tuple[Emergency, ...]:
        """The danger signs in the words of the question."""

    @property
    def other_lists(self) -> Sequence[Kind]:
        """The kinds of record that have lists of their own for the same question."""

    @property
    def beside(self) -> Mapping[Kind, Results]:
        """The beginnings of other lists for the same question."""

    def to_read(self) -> WhatToRead | None:
        """Return what to read about the cancer of the question."""


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of another page of the results, by its number, and of the list of another kind.

    None where there are no addresses, as in the terminal. `root` is the address of this website, or empty.
    """

    page: Callable[[int], str | None] = lambda _number: None
    kind: Callable[[Kind], str | None] = lambda _kind: None
    root: str = ""

    def following(self, results: Results) -> str | None:
        """Return the address of the next page; None on the last."""
        return self.page(results.page + 1) if results.page < results.pages else None


@dataclass(frozen=True, slots=True)
class SearchFormat:
    """One format: its name in addresses and options, its media type, the help of its option, its writer."""

    name: str
    media_type: str
    help: str
    write: Callable[[WholeAnswer, Catalog, Links, Detail], bytes]


def _json(answer: WholeAnswer, catalog: Catalog, links: Links, detail: Detail) -> bytes:
    results = answer.results
    lists = {kind: address for kind in answer.other_lists if (address := links.kind(kind))}
    return encode(
        search_answer(
            results,
            catalog,
            Asked(links.following(results), lists, detail),
            answer.order,
            signs=answer.danger,
            read=answer.to_read(),
            start=answer.start_here,
            beside=answer.beside if detail == "full" else {},
        )
    )


def _csv(answer: WholeAnswer, catalog: Catalog, _links: Links, _detail: Detail) -> bytes:
    return csv.search(answer.results, catalog).encode()


def _geojson(answer: WholeAnswer, catalog: Catalog, links: Links, _detail: Detail) -> bytes:
    return geojson.search(answer.results, catalog, links.following(answer.results))


def _vcard(answer: WholeAnswer, catalog: Catalog, links: Links, _detail: Detail) -> bytes:
    from finder.formats.contacts import vcard  # noqa: PLC0415 (its library takes 0.1 s of the start)

    contacts = [contact(each.record, catalog, each) for each in answer.results.results]
    return vcard.cards(contacts, links.root).encode()


SEARCH_FORMATS = {
    each.name: each
    for each in (
        SearchFormat("json", "application/json", marked("Print JSON."), _json),
        SearchFormat("csv", "text/csv", marked("Print CSV."), _csv),
        SearchFormat("geojson", geojson.MEDIA_TYPE, marked("Print a map file (GeoJSON)."), _geojson),
        SearchFormat("vcf", "text/vcard", marked("Print contacts for an address book (vCard)."), _vcard),
    )
}
