"""NPPES, where every National Provider Identifier (NPI) is registered: three of its public files.

Where they come from: https://download.cms.gov/nppes/NPI_Files.html (CMS, the NPPES Data Dissemination files).

- The monthly file: every NPI. Kept are active people and clinics with an address in the United States whose
  taxonomy codes count as cancer care, with all their codes and places of practice; not those in training.
- The weekly files: what changed since. Kept as in the monthly file, and for every other NPI the date from
  which it is not cancer care or not active, which removes an older record of it.
- The report of deactivated NPIs. Kept are the NPI and the date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from finder.domain.sources import NPPES
from finder.language import marked
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.public_file import Progress, PublicFile

if TYPE_CHECKING:
    from finder.sources.files.extract import Extracted

# The readers are imported when they are called: they need PyArrow (finder/sources/files/public_file.py).


def _read_monthly(path: Path, care: CancerCare, progress: Progress) -> Extracted:
    from finder.sources.nppes.read_providers import read_providers  # noqa: PLC0415

    return read_providers(path, care, progress, weekly=False)


def _read_weekly(path: Path, care: CancerCare, progress: Progress) -> Extracted:
    from finder.sources.nppes.read_providers import read_providers  # noqa: PLC0415

    return read_providers(path, care, progress, weekly=True)


def _read_deactivations(path: Path, _: CancerCare, progress: Progress) -> Extracted:
    from finder.sources.nppes.read_deactivations import read_deactivations  # noqa: PLC0415

    return read_deactivations(path, progress)


KEEPS = marked("doctors and clinics kept: %(count)s")

MONTHLY = PublicFile(
    name="nppes",
    label=marked("the monthly file of National Provider Identifiers (zip)"),
    key="npi",
    read=_read_monthly,
    keeps=KEEPS,
    source=NPPES,
    newest_only=True,
    listed_as=r"NPPES_Data_Dissemination_(?P<month>[A-Z][a-z]+)_(?P<year>\d{4})",
)
WEEKLY = PublicFile(
    name="nppes-weekly",
    label=marked("its weekly updates, as many as you like, in any order (zip)"),
    key="npi",
    read=_read_weekly,
    keeps=KEEPS,
    source=NPPES,
    newest_only=True,
    adds_up=True,
    listed_as=r"NPPES_Data_Dissemination_\d{6}_(?P<date>\d{6})_Weekly",
)
DEACTIVATED = PublicFile(
    name="deactivated",
    label=marked("the report of deactivated NPIs (zip)"),
    key="npi",
    read=_read_deactivations,
    keeps=marked("deactivated NPIs kept: %(count)s"),
    listed_as=r"NPPES_Deactivated_NPI_Report_(?P<date>\d{6})",
)

FILES = (MONTHLY, WEEKLY, DEACTIVATED)
