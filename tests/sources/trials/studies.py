"""Made-up studies as ClinicalTrials.gov's version 2 writes them: nobody in them exists."""

from __future__ import annotations

from typing import Any

BOZEMAN = {
    "facility": "Example Bridger Hospital",
    "status": "RECRUITING",
    "city": "Bozeman",
    "state": "Montana",
    "zip": "59715",
    "country": "United States",
}


def site(**changes: Any) -> dict[str, Any]:
    """Return a site in Bozeman with some fields changed; None leaves a field out."""
    return {name: value for name, value in (BOZEMAN | changes).items() if value is not None}


def study(
    number: int = 1, sites: Any = (BOZEMAN,), conditions: Any = ("Breast Cancer",), **changes: Any
) -> dict:
    """Return a study. `changes` replace whole modules by their names, `None` leaves one out."""
    modules: dict[str, Any] = {
        "identificationModule": {"nctId": f"NCT9900{number:04}", "briefTitle": f"Made-up trial {number}"},
        "statusModule": {
            "overallStatus": "RECRUITING",
            "lastUpdatePostDateStruct": {"date": "2026-09-15", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Made Up Sponsor"}},
        "conditionsModule": {"conditions": list(conditions)},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2"],
            "designInfo": {"primaryPurpose": "TREATMENT"},
            "enrollmentInfo": {"count": 99999999},
        },
        "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years"},
        "contactsLocationsModule": {
            "centralContacts": [{"name": "Made Up Office", "role": "CONTACT", "phone": "406-555-0101"}],
            "locations": list(sites) if isinstance(sites, tuple | list) else sites,
        },
    } | changes
    return {"protocolSection": {name: module for name, module in modules.items() if module is not None}}
