"""The files that CMS offers in the tests: a month, a week, deactivations, three data sets of made-up data."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from tests.sources.cms_server import AFFILIATIONS, CLINICIANS, HOSPITALS, CmsServer
from tests.sources.files.layouts import AFFILIATIONS as AFFILIATION_COLUMNS
from tests.sources.files.layouts import DAC
from tests.sources.files.layouts import HOSPITALS as HOSPITAL_COLUMNS
from tests.sources.files.made_up_files import (
    ONCOLOGY,
    RADIATION,
    affiliation_row,
    clinic,
    cms_row,
    hospital_row,
    members,
    npi,
    person,
    report,
    stub,
    zipped,
)

LISTING, API = "/nppes/NPI_Files.html", "/api/1"
MONTH = "NPPES_Data_Dissemination_September_2026_V2.zip"
MONTH_BEFORE = "NPPES_Data_Dissemination_August_2026_V2.zip"
WEEK = "NPPES_Data_Dissemination_091426_092026_Weekly_V2.zip"
REPORT = "NPPES_Deactivated_NPI_Report_091426_V2.zip"
NAMES = {
    CLINICIANS: "DAC_NationalDownloadableFile.csv",
    AFFILIATIONS: "Facility_Affiliation.csv",
    HOSPITALS: "Hospital_General_Information.csv",
}
SEPTEMBER, THE_WEEK, AUGUST = ("20050523", "20260913"), ("20260914", "20260920"), ("20050523", "20260809")

#: In the month: 1 keeps the record, 2 changes in the week, 3 is in the report, 4 is a clinic, 5 in the week.
ANNA = {"last": "MADEUPANNA", "Provider First Name": "ANNA"}
IN_MONTH = (
    person(1, ONCOLOGY, **ANNA),
    person(2, RADIATION, last="MADEUPOLD"),
    person(3, ONCOLOGY, last="MADEUPLEFT"),
    clinic(4),
    person(9, "163W00000X", last="MADEUPNURSE"),
)
IN_WEEK = (
    person(2, RADIATION, last="MADEUPNEW", updated="09/15/2026"),
    person(5, ONCOLOGY, last="MADEUPFRESH", updated="09/16/2026"),
    stub(8, "09/15/2026"),
)
HOSPITAL = "019001"
OF_CLINICIANS = (
    cms_row(1, "HEMATOLOGY/ONCOLOGY", adr_ln_1="1 EXAMPLE ST", State="MA", Telehlth="Y")
    | {"City/Town": "BOSTON", "ZIP Code": "021150001", "Telephone Number": "6175550177"},
)
OF_AFFILIATIONS = (affiliation_row(1, HOSPITAL), affiliation_row(2, HOSPITAL))
OF_HOSPITALS = (hospital_row(1), hospital_row(2))


def rows_of(columns, rows) -> bytes:
    """Return rows in the format of CMS's data sets."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def offer(cms: CmsServer, folder: Path, more: tuple[dict, ...] = ()) -> None:
    """Offer every file. `more` are further people of the month."""
    cms.offer_listing(MONTH_BEFORE, MONTH, WEEK, REPORT)
    for name, rows, days in (
        (MONTH_BEFORE, IN_MONTH[:1], AUGUST),
        (MONTH, [*IN_MONTH, *more], SEPTEMBER),
        (WEEK, IN_WEEK, THE_WEEK),
    ):
        # Not packed, so that there is something to break off.
        path = zipped(folder / name, members(rows, days), zipfile.ZIP_STORED)
        cms.offer(f"/nppes/{name}", path.read_bytes())
    cms.offer(f"/nppes/{REPORT}", report(folder, [(npi(3), "09/10/2026")]).read_bytes())
    for identifier, columns, rows in (
        (CLINICIANS, DAC, OF_CLINICIANS),
        (AFFILIATIONS, AFFILIATION_COLUMNS, OF_AFFILIATIONS),
        (HOSPITALS, HOSPITAL_COLUMNS, OF_HOSPITALS),
    ):
        url = cms.offer(address_of(identifier), rows_of(columns, rows))
        listing = {"distribution": [{"data": {"downloadURL": url}}], "released": "2026-09-10"}
        cms.offer_data_set(identifier, listing, len(rows))


def address_of(identifier: str) -> str:
    return f"/files/{NAMES[identifier]}"
