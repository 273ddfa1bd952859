"""Everything that people curate in data/, as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic

from finder.domain.cancers.specialists import CARE_TEAMS, CMS_SPECIALTIES, GROUP_RULES, SPECIALTIES, VOLUME
from finder.domain.cancers.types import CANCER_NAMES, CANCERS, CODES, NOT_CANCERS, ONCOTREE_CODES, TERMS
from finder.domain.care import CARE_SITE_TABLES, CareSite
from finder.domain.claims import CLAIM_KINDS, DESIGNATION_KINDS
from finder.domain.documents import GUIDELINES, HELPLINES, SERVES
from finder.domain.guide.second_opinion import CHAPTERS
from finder.domain.outward_links import GLOSSARY, OUTWARD_LINKS
from finder.domain.sources import SOURCES
from finder.domain.table import Record, Table


class _Rows(Generic[Record]):
    """An attribute that is the records of one table."""

    def __init__(self, table: Table[Record]) -> None:
        self.table = table

    def __get__(self, curated: Curated, _owner: type[Curated]) -> tuple[Record, ...]:
        return curated.rows(self.table)


@dataclass(frozen=True, slots=True)
class Curated:
    """The checked records of every table of data/.

    `curated.rows(TABLE)` gives the records of any table: a new table needs no attribute of its own.
    """

    tables: Mapping[Table[Any], tuple[Any, ...]]

    def rows(self, table: Table[Record]) -> tuple[Record, ...]:
        """Return the records of a table, in its order."""
        records: tuple[Record, ...] = self.tables[table]
        return records

    def with_rows(self, table: Table[Record], records: Iterable[Record]) -> Curated:
        """Return the same data with other records in one table."""
        return Curated({**self.tables, table: tuple(records)})

    @property
    def care_sites(self) -> tuple[CareSite, ...]:
        """Every place of care that people curate: the centers first."""
        return tuple(site for table in CARE_SITE_TABLES for site in self.rows(table))

    sources = _Rows(SOURCES)
    claim_kinds = _Rows(CLAIM_KINDS)
    designation_kinds = _Rows(DESIGNATION_KINDS)
    specialties = _Rows(SPECIALTIES)
    cms_specialties = _Rows(CMS_SPECIALTIES)
    cancers = _Rows(CANCERS)
    cancer_names = _Rows(CANCER_NAMES)
    codes = _Rows(CODES)
    oncotree_codes = _Rows(ONCOTREE_CODES)
    terms = _Rows(TERMS)
    not_cancers = _Rows(NOT_CANCERS)
    care_teams = _Rows(CARE_TEAMS)
    group_rules = _Rows(GROUP_RULES)
    volume = _Rows(VOLUME)
    guidelines = _Rows(GUIDELINES)
    serves = _Rows(SERVES)
    helplines = _Rows(HELPLINES)
    outward_links = _Rows(OUTWARD_LINKS)
    glossary = _Rows(GLOSSARY)
    chapters = _Rows(CHAPTERS)
