"""Where facts come from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from finder.domain.table import Table

#: Sources of what operators load or ask live, cited by the records made from them, not by data/.
NPPES, CMS_CLINICIANS, CMS_AFFILIATIONS = "nppes", "cms-clinicians", "cms-affiliations"
CMS_HOSPITALS, NPI_REGISTRY, CENSUS_GEOCODER = "cms-hospitals", "npi-registry", "census-geocoder"
TRIALS = "clinical-trials"
LOADED = (NPPES, CMS_CLINICIANS, CMS_AFFILIATIONS, CMS_HOSPITALS, NPI_REGISTRY, CENSUS_GEOCODER, TRIALS)


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: one entry of data/sources.toml."""

    key: str
    name: str
    kind: str
    publisher: str | None = None
    url: str | None = None
    as_of: str | None = None
    rights: str | None = None
    note: str | None = None
    #: The day (YYYY-MM-DD) on which an operator loaded it: its data may be older, and `as_of` not known.
    loaded: str | None = None
    #: Days after which an operator should load it again; None for a source that nobody loads.
    renew_days: int | None = None


SOURCES = Table("source", Source, key=("key",))


def days_old(source: Source, today: datetime.date) -> int | None:
    """Return the days since a source was loaded; None if it was not."""
    return (today - datetime.date.fromisoformat(source.loaded)).days if source.loaded else None


def is_overdue(source: Source, today: datetime.date) -> bool:
    """Tell whether a source should have been loaded again."""
    days = days_old(source, today)
    return days is not None and source.renew_days is not None and days > source.renew_days


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one fact comes from and when that was seen: `checked` is YYYY, YYYY-MM or YYYY-MM-DD."""

    source: str
    checked: str | None = None
