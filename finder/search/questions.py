"""Queries, parsed once from their arguments: a search near a place, and a list of documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from finder.domain.answers import Detail, Order
from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import BadQuery, Fault
from finder.language import _, format_list
from finder.search.fields import GUIDELINES, SEARCH, WORDS
from finder.search.filters import FILTERS
from finder.search.parameters import Arguments, read_parameters
from finder.words.place.parse import EXAMPLES

PAGE_SIZE = 20
_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class NearQuery:
    """A search near a place. `miles` None means no limit: nearest first, however far.

    `kind` are the kinds of record requested (`kinds` are those that are listed). `filters` holds the values
    of the filters by name. `order` is one of ORDERS. `live`: the reader chose to ask the NPI Registry where
    no clinicians are loaded. `detail` is how much JSON says of each record.
    """

    near: str
    cancer: str | None = None
    specialty: tuple[str, ...] = ()
    miles: float | None = None
    kind: tuple[Kind, ...] = ()
    filters: Mapping[str, Any] = field(default_factory=dict)
    order: Order = "nearest"
    limit: int = PAGE_SIZE
    page: int = 1
    live: bool = False
    detail: Detail = "brief"

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field, with suggestions."""
        required = {"near": Fault("near", _("Enter your city or ZIP code."), _(EXAMPLES))}
        values = read_parameters(arguments, SEARCH, required)
        filters = {each.name: values.pop(each.name) for each in FILTERS if each.name in values}
        values["live"] = "live" in values
        values["kind"] = tuple(_KINDS[each] for each in values.get("kind", ()))
        query = cls(filters=filters, **values)
        if faults := list(query._unsupported_filters()):
            raise BadQuery(*faults)
        return query

    @property
    def words(self) -> Mapping[str, list[str]]:
        """What was typed into each box, by parameter."""
        typed = {"near": [self.near], "cancer": [self.cancer or ""], "specialty": list(self.specialty)}
        return typed | {name: [self.filters[name]] for name in ("name", "hospital") if name in self.filters}

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of record that are listed: those requested, or those that support every filter."""
        if self.kind:
            return self.kind
        # Starts at the narrowest filter. A conflict between filters is reported by _unsupported_filters.
        kinds: tuple[Kind, ...] = ()
        for each in reversed(FILTERS):
            if each.name in self.filters:
                kinds = tuple(kind for kind in kinds or each.kinds if kind in each.kinds) or kinds
        return kinds or CARE_SITES

    def _unsupported_filters(self) -> Iterator[Fault]:
        """Yield a fault for each filter that some listed kind of record does not support."""
        for each in FILTERS:
            if each.name in self.filters and set(self.kinds) - set(each.kinds):
                labels = format_list([_(kind.label).lower() for kind in self.kinds])
                reason = _("We don't know this about %(kinds)s.") % {"kinds": labels}
                kinds = format_list([f"kind={kind}" for kind in each.kinds], "or")
                yield Fault(each.name, reason, _("Use %(kinds)s.") % {"kinds": kinds})


@dataclass(frozen=True, slots=True)
class GuidelineQuery:
    """A query for a list of documents. None means any value."""

    cancer: str | None = None
    publisher: str | None = None
    audience: str | None = None
    language: str | None = None
    kind: str | None = None
    population: str | None = None
    status: str | None = None

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field, with suggestions."""
        return cls(**read_parameters(arguments, GUIDELINES))


def read_words(arguments: Arguments) -> str | None:
    """Read the one parameter `q`. Raises BadQuery."""
    words: str | None = read_parameters(arguments, (WORDS,)).get("q")
    return words
