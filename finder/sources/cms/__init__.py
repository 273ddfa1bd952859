"""Medicare's provider data: three of its public files.

Where they come from: https://data.cms.gov/provider-data (CMS), data sets mj5m-pzi6, 27ea-46a8 and xubh-q36u.

- Doctors and Clinicians: who billed Medicare lately, and from which addresses. Kept are the rows that report
  a specialty of data/cms_specialties.csv, and those of people whom the loaded NPPES files have.
- Facility Affiliation: which clinician works at which facility. Kept are pairs of NPI and hospital, by its
  certification number (CCN).
- Hospital General Information: every hospital with its address and telephone number. All are kept.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from finder.domain.sources import CMS_AFFILIATIONS, CMS_CLINICIANS, CMS_HOSPITALS
from finder.language import marked
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.public_file import Progress, PublicFile

if TYPE_CHECKING:
    from finder.sources.files.extract import Extracted

# The readers are imported when they are called: they need PyArrow (finder/sources/files/public_file.py).


def _read_clinicians(path: Path, care: CancerCare, progress: Progress) -> Extracted:
    from finder.sources.cms.read_clinicians import read_clinicians  # noqa: PLC0415

    return read_clinicians(path, care, progress)


def _read_affiliations(path: Path, _: CancerCare, progress: Progress) -> Extracted:
    from finder.sources.cms.read_affiliations import read_affiliations  # noqa: PLC0415

    return read_affiliations(path, progress)


def _read_hospitals(path: Path, _: CancerCare, progress: Progress) -> Extracted:
    from finder.sources.cms.read_hospitals import read_hospitals  # noqa: PLC0415

    return read_hospitals(path, progress)


CLINICIANS = PublicFile(
    name="clinicians",
    label=marked("CMS Doctors and Clinicians (DAC_NationalDownloadableFile.csv)"),
    key="npi",
    read=_read_clinicians,
    keeps=marked("doctors kept: %(count)s (rows: %(rows)s)"),
    source=CMS_CLINICIANS,
    of_known_people=True,
    data_set="mj5m-pzi6",
)
AFFILIATIONS = PublicFile(
    name="affiliations",
    label=marked("CMS Facility Affiliation (csv)"),
    key="npi",
    read=_read_affiliations,
    keeps=marked("doctors with a hospital kept: %(count)s (rows: %(rows)s)"),
    source=CMS_AFFILIATIONS,
    data_set="27ea-46a8",
)
HOSPITALS = PublicFile(
    name="hospitals",
    label=marked("CMS Hospital General Information (csv)"),
    key="ccn",
    read=_read_hospitals,
    keeps=marked("hospitals kept: %(count)s"),
    source=CMS_HOSPITALS,
    data_set="xubh-q36u",
)

FILES = (CLINICIANS, AFFILIATIONS, HOSPITALS)
