"""JSON of where facts come from."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain import sources
from finder.domain.clinicians import Clinician
from finder.domain.sources import NPI_REGISTRY, NPPES, Origin
from finder.formats.json.encode import Answer
from finder.store.read_catalog import Catalog


class Source(Answer, frozen=True, kw_only=True):
    """A source of facts. `as_of` is the day, month or year of its data, if known."""

    key: str
    name: str
    publisher: str | None
    url: str | None
    as_of: str | None


class ListedSource(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A source of facts of a list. `as_of` is the day, month or year of its data, if known."""

    key: str
    name: str
    url: str | None = None
    as_of: str | None = None


class Sourced(Answer, frozen=True, kw_only=True):
    """Where a fact comes from: the key of its source, and when it was checked (YYYY, YYYY-MM or a day)."""

    source: str
    checked: str | None


def source(each: sources.Source) -> Source:
    """Return a source of facts."""
    return Source(key=each.key, name=each.name, publisher=each.publisher, url=each.url, as_of=each.as_of)


def listed_source(each: sources.Source) -> ListedSource:
    """Return a source of facts, as a list names it."""
    return ListedSource(key=each.key, name=each.name, url=each.url, as_of=each.as_of)


def sources_of(keys: Iterable[str], catalog: Catalog) -> tuple[Source, ...]:
    """Return the sources with these keys, each once."""
    return tuple(source(catalog.sources[key]) for key in dict.fromkeys(keys))


def origin(each: Origin) -> Sourced:
    """Return where a fact comes from."""
    return Sourced(source=each.source, checked=each.checked)


def date_checked(each: Clinician, source: str, catalog: Catalog) -> str | None:
    """Return the date of a source's facts about a clinician: of their own record in it, or of its file."""
    return each.updated if source in (NPPES, NPI_REGISTRY) else catalog.sources[source].as_of
