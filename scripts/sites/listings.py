"""The lists that sites are made from → listings: one place as one source names it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from finder.geo.states import STATES
from scripts.sites.names import clean_city, clean_name

#: Trials of adults alone among those that the sites are examples of: at least 18 years, by NCI's own records.
ADULT_TRIALS = frozenset((
    "NCT02201992", "NCT02465060", "NCT02834013", "NCT03233191", "NCT03768414", "NCT03793166",
    "NCT03793179", "NCT03811015", "NCT03851445", "NCT04068103", "NCT04266249", "NCT04513717",
    "NCT04625647", "NCT05174169", "NCT05929768",
))  # fmt: skip
#: The source of children's hospitals in the trial of every child.
EVERY_CHILD = "cog-everychild"
#: Trials of the Children's Oncology Group that are for children alone: who takes part treats children.
CHILDRENS_TRIALS = frozenset(
    ["NCT02176967", "NCT02521493", "NCT02724579", "NCT03007147", "NCT03126916", "NCT03919071"]
)
#: Where each list comes from: a key of data/sources.toml, and the date of what it says.
TRIAL_SITES, RECRUITING, LATEST, POINTS, CHILDREN = (
    "nci-trial-sites", "recruiting-2026-10", "nci-trial-2026-08", "nci-gis-2024", "clinicaltrials-children",
)  # fmt: skip
_CODES = {name: code for code, name in STATES.items()}


@dataclass(frozen=True, slots=True)
class Listing:
    """A place as one source names it. Dates are YYYY-MM; `same_as` is the source's own guess of a record.

    `company` says that it is no place of care. `trials` is how many trials it recruited for, `seen` in how
    many trials the source has it: of two names of a place the one with more is the usual one.
    """

    source: str
    name: str
    street: str
    city: str
    state: str
    zip: str
    date: str = ""
    seen_in: str = ""
    phone: str = ""
    family: str = ""
    own: bool = False
    trials: int = 0
    seen: int = 0
    children: str = ""
    everychild: bool = False
    adults: bool = False
    veterans: bool = False
    company: bool = False
    same_as: str = ""
    point: tuple[float, float] | None = None


def read_trial_sites(path: Path) -> Iterator[Listing]:
    """Yield the sites of trials in NCI's answers of 2020 to 2025."""
    for row in _rows(path):
        again = bool(row["recruiting_2026_10"])
        yield Listing(
            TRIAL_SITES,
            clean_name(row["name"]),
            row["street"],
            clean_city(row["city"]),
            row["state"],
            row["zip"][:5],
            date="2026-10" if again else (row["last_site_status"] or row["newest_copy"])[:7],
            seen_in=row["recruiting_2026_10"],
            phone=_phone(row["trial_office_phone"]),
            family=" ".join(row["center_family"].split()),
            own=row["family_relation"] == "ORGANIZATIONAL",
            seen=int(row["trials_seen"]),
            children=_children(row),
            everychild=bool(row["cog_everychild"]),
            adults=bool(ADULT_TRIALS & {*row["example_trials"].split()}),
            veterans=row["va"] == "yes",
            same_as=row["perhaps_same_as"],
        )


def _children(row: dict[str, str]) -> str:
    """Return the date from which a row shows that the place treats children, or an empty text."""
    if row["cog_everychild"]:
        return row["cog_everychild"].rpartition(" ")[2]
    all_of_children = row["trials_seen"] == row["children_trials"]
    shows = all_of_children or CHILDRENS_TRIALS & {*row["example_trials"].split()}
    return (row["last_site_status"] or row["newest_copy"])[:7] if shows else ""


def read_recruiting(path: Path) -> Iterator[Listing]:
    """Yield the places that the registry named in trials that recruited in October 2026."""
    for row in _rows(path):
        yield Listing(
            RECRUITING,
            clean_name(row["name"]),
            "",
            clean_city(row["city"]),
            row["state"],
            row["zip"][:5],
            date="2026-10",
            trials=int(row["trial_rows"]),
            adults=True,
            company=row["perhaps_research_company"] == "yes",
            same_as=clean_name(row["same_as_trial_site"]),
        )


def read_latest(path: Path) -> Iterator[Listing]:
    """Yield the sites of one large trial of adults, as NCI's API answered in August 2026."""
    (trial,) = json.loads(path.read_text(encoding="utf-8"))["data"]
    for site in trial["sites"]:
        if site["org_country"] == "United States" and site["recruitment_status"] == "ACTIVE":
            yield Listing(
                LATEST,
                clean_name(site["org_name"]),
                site["org_address_line_1"] or "",
                clean_city(site["org_city"]),
                site["org_state_or_province"],
                (site["org_postal_code"] or "")[:5],
                date="2026-08",
                seen=30,
                seen_in=trial["nct_id"],
                phone=_phone(site["contact_phone"] or ""),
                family=" ".join((site["org_family"] or "").split()),
                adults=True,
                veterans=bool(site["org_va"]),
            )


def read_points(path: Path) -> Iterator[Listing]:
    """Yield the affiliate clinics of St. Jude in NCI's point file of its centers."""
    for row in _rows(path):
        if row["name"].startswith("St. Jude") and row["City"] != "Memphis":
            yield Listing(
                POINTS,
                f"St. Jude affiliate clinic in {row['City']}",
                row["Street"],
                clean_city(row["City"]),
                _CODES[row["state"]],
                (row["Zip_Code"] or row["Zip"])[:5],
                date="2024",
                children="2024",
                family="St. Jude affiliate",
                point=(float(row["Latitude"]), float(row["Longitude"])),
            )


def read_children(path: Path) -> Iterator[Listing]:
    """Yield the sites of a trial of the Children's Oncology Group in the registry: a study as JSON."""
    study = json.loads(path.read_text(encoding="utf-8"))["protocolSection"]
    date = study["statusModule"]["lastUpdatePostDateStruct"]["date"][:7]
    for site in study["contactsLocationsModule"]["locations"]:
        if site["country"] == "United States" and site.get("state") in _CODES:
            yield Listing(
                CHILDREN,
                clean_name(site["facility"]),
                "",
                clean_city(site["city"]),
                _CODES[site["state"]],
                site.get("zip", "")[:5],
                date=date,
                children=date,
            )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield {name: " ".join((value or "").split()) for name, value in row.items() if name}


def _phone(text: str) -> str:
    digits = "".join(filter(str.isdigit, text.split("x", maxsplit=1)[0]))
    digits = digits.removeprefix("1") if len(digits) == 11 else digits
    good = len(digits) == 10 and digits[0] not in "01" and digits[3] not in "01"
    return f"+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}" if good else ""
