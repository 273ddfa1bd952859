"""Every table of the data set, in an order in which no table refers to a later one."""

from __future__ import annotations

from finder.domain.dataset import ExportTable
from finder.formats.dataset import catalog_tables as catalog
from finder.formats.dataset import people_tables as people
from finder.formats.dataset import place_tables as places

TABLES: tuple[ExportTable, ...] = (
    catalog.SOURCES,
    catalog.CANCERS,
    catalog.SPECIALTIES,
    catalog.CARE_TEAMS,
    catalog.HELPLINES,
    catalog.DOCUMENTS,
    catalog.CANCER_DOCUMENTS,
    *places.OF_CARE_SITE,
    *places.OF_HOSPITAL,
    *people.OF_CLINICIAN,
    *people.OF_TRIAL,
)
BY_NAME = {each.name: each for each in TABLES}
