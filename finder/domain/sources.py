"""Where facts come from."""

from __future__ import annotations

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


SOURCES = Table("source", Source, key=("key",))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one fact comes from and when that was seen: `checked` is YYYY, YYYY-MM or YYYY-MM-DD."""

    source: str
    checked: str | None = None
