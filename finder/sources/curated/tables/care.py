"""The tables of programs and of other hospitals and clinics, and of what is said of places of care."""

from __future__ import annotations

from typing import Any

from finder.domain.care import CENTERS, PROGRAMS, SITES
from finder.domain.claims import CLAIM_KINDS
from finder.sources.curated.checks.care_sites import campus_faults, center_faults
from finder.sources.curated.checks.joins import claimed_place_faults, unclaimed_faults, wording_faults
from finder.sources.curated.claim_format import PLACE_CLAIMS, ClaimRow
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.forms import PHONE, STATE, URL
from finder.sources.curated.place_rows import ProgramRow, SiteRow, program_of, site_of
from finder.sources.curated.tables.columns import KEY, LATITUDE, LONGITUDE, OURS, checked, source, url


def _treated(example: str, day: str) -> dict[str, Column]:
    """Return the columns of whom a place treats, with the source and the date of an example of adults."""
    return {
        "adults": Column(
            "Whether it treats adults. `no` leaves it out of searches for adults; of `unknown` the page says "
            "that we do not know.",
            "yes",
            "`adults_source`",
        ),
        "adults_source": source(example, "that; needed for `yes` and `no`"),
        "adults_checked": checked(day),
        "children": Column(
            "Whether it treats children. `unknown` comes last in searches for children.",
            "yes",
            "`children_source`",
        ),
        "children_source": source("cog-everychild", "that; needed for `yes` and `no`"),
        "children_checked": checked("2015-12-02"),
    }


#: How a place belongs to a center.
_CENTER = {
    "center": Column("The slug of the center it belongs to.", "upmc-hillman", refers_to=CENTERS),
    "relation": Column(
        "`own` if the center runs it, `linked` if it only works with the center. A designation of the "
        "center counts for its own places.",
        "own",
    ),
}

_PROGRAMS = DataTable(
    PROGRAMS,
    "programs.csv",
    "Hospitals with a community cancer program, one a row. Why each is listed is in `place_claims.csv`.",
    "lists, searches and the page `/programs/<slug>`",
    {
        "slug": Column("The last part of its address here; no center has the same.", "acmh-hospital-pa", KEY),
        "name": Column(
            "What the program is called.", "ACMH Hospital", "not recorded row by row; see `SOURCES.md`"
        ),
        **_CENTER,
        "hospital": Column(
            "The hospital's name, if it is another than `name`.", "Altru Hospital", "`address_source`"
        ),
        "ccn": Column("The CMS certification number of the hospital.", "390163", "`address_source`"),
        "street": Column("The street address.", "One Nolte Drive", "`address_source`"),
        "city": Column("The city.", "Kittanning", "`address_source`"),
        "state": Column("The state or territory.", "PA", "`address_source`", form=STATE),
        "zip": Column("The ZIP code, five digits.", "16201", "`address_source`"),
        "address_source": source("cms-hospitals-2026-06", "address and number"),
        "address_checked": checked("2026-06"),
        "latitude": Column(
            "Degrees north; empty if unknown.", "40.80884", "`position_source`", within=LATITUDE
        ),
        "longitude": Column(
            "Degrees east; negative in the Americas.", "-79.56202", "`position_source`", within=LONGITUDE
        ),
        "position_source": source("hifld-2020", "the point; empty only if there is no point"),
        "position_checked": checked("2020"),
        "phone": Column(
            "The hospital's number, never an appointment line. From Medicare's file, pages say so.",
            "+1-724-543-8500",
            "`phone_source`",
            form=PHONE,
        ),
        "phone_source": source("cms-hospitals-2026-06", "the number; empty only if there is no number"),
        "phone_checked": checked("2026-06"),
        "website": Column("Its web site.", "https://www.altru.org/", "`website_source`", form=URL),
        "website_source": source("program-website", "the address; empty only if there is no website"),
        "website_checked": checked("2023-04", "the page that was seen"),
        **_treated("nci-trial-a011106", "2018-03"),
        "veterans_only": Column(
            "Whether it serves enrolled veterans only.",
            "no",
            "yes for hospitals of Veterans Affairs; see `SOURCES.md`",
        ),
        "note": Column(
            "A sentence that a reader may need.",
            "The accreditation listed is for radiation treatment only.",
            OURS,
            translated=True,
        ),
    },
    row=ProgramRow,
    make=program_of,
    key=("slug",),
    checks=(unclaimed_faults,),
)

_SITES = DataTable(
    SITES,
    "sites.csv",
    "Other hospitals and clinics that give cancer care, one a row: sites of our centers, and hospitals and "
    "clinics that take part in cancer trials of the National Cancer Institute. Why each is listed is in its "
    "center, or in `place_claims.csv`. How the rows were made is in `docs/curating.md`.",
    "lists, searches and the page `/sites/<slug>`",
    {
        "slug": Column(
            "The last part of its address here; no center or program has the same.",
            "memorial-sloan-kettering-basking-ridge-nj",
            KEY,
        ),
        "name": Column("What the place is called.", "Memorial Sloan Kettering Basking Ridge"),
        **_CENTER,
        "ccn": Column("The CMS certification number of the hospital.", "240057", "`address_source`"),
        "street": Column("The street address; empty if unknown.", "136 Mountain View", "`address_source`"),
        "city": Column("The city.", "Basking Ridge", "`address_source`"),
        "state": Column("The state or territory.", "NJ", "`address_source`", form=STATE),
        "zip": Column("The ZIP code, five digits.", "07920", "`address_source`"),
        "address_source": source("nci-trial-sites", "name and address"),
        "address_checked": checked("2025-03"),
        "latitude": Column(
            "Degrees north; empty to use the middle of the ZIP code.",
            "30.40422",
            "`position_source`",
            within=LATITUDE,
        ),
        "longitude": Column(
            "Degrees east; negative in the Americas.", "-91.10864", "`position_source`", within=LONGITUDE
        ),
        "precision": Column("`zip` if the point is only near: it is shown as about.", "address"),
        "position_source": source("nci-gis-2024", "the point; empty only if there is no point"),
        "position_checked": checked("2024"),
        "phone": Column("A number to call.", "+1-702-894-5151", "`phone_source`", form=PHONE),
        "phone_for": Column("Whose number it is; pages say so.", "NCI records", "`phone_source`"),
        "phone_source": source("nci-trial-sites", "the number; empty only if there is no number"),
        "phone_checked": checked("2021-08"),
        "office_phone": Column(
            "The number of a research office, which stands at three or more places. It is shown under "
            "Details only.",
            "+1-952-993-1517",
            "`office_phone_source`",
            form=PHONE,
        ),
        "office_phone_source": source("nci-trial-2026-08", "that number"),
        "office_phone_checked": checked("2026-08"),
        "website": Column("Its web site.", "https://www.altru.org/", "`website_source`", form=URL),
        "website_source": source("nci-gis-2024", "the address; empty only if there is no website"),
        "website_checked": checked("2024", "the page that was seen"),
        **_treated("recruiting-2026-10", "2026-10"),
        "veterans_only": Column(
            "Whether it serves enrolled veterans only.", "no", "yes for hospitals of Veterans Affairs"
        ),
        "note": Column("A sentence that a reader may need.", "The former name: X.", OURS, translated=True),
    },
    row=SiteRow,
    make=site_of,
    key=("slug",),
    checks=(center_faults, campus_faults),
)

_PLACE_CLAIMS = DataTable(
    PLACE_CLAIMS,
    "place_claims.csv",
    "What a source once said of a place of care: evidence of its time, not of today.",
    "the card and the page of the place",
    {
        "place": Column("The path of the place it is said of.", "programs/acmh-hospital-pa", KEY),
        "claim": Column("What kind of claim it is.", "nci-trial-site", refers_to=CLAIM_KINDS),
        "as_of": checked("2018-03", "what is claimed"),
        "count": Column("How many, where the wording of the claim has {count}.", "12"),
        "source": source("nci-trial-a011106"),
        "seen_in": Column("The record or page inside the source.", "NCT01953588"),
        "checked": checked("2018-03", "the page or report"),
        "note": Column("What else it says.", "For three years.", OURS, translated=True),
    },
    row=ClaimRow,
    checks=(claimed_place_faults,),
)

_CLAIMS = DataTable(
    CLAIM_KINDS,
    "claims.csv",
    "How each kind of claim is worded.",
    "the card and the page of a place",
    {
        "claim": Column("The kind of claim.", "coc", KEY),
        "name": Column("What it is called.", "Commission on Cancer", OURS, translated=True),
        "dated": Column(
            "The sentence if the date is known; `{year}`, `{month}` and `{count}` are filled in.",
            "Listed as accredited by the Commission on Cancer in {year}",
            OURS,
            translated=True,
        ),
        "undated": Column(
            "The sentence if it is not.",
            "Listed as accredited by the Commission on Cancer (date not known)",
            OURS,
            translated=True,
        ),
        "meaning": Column(
            "What it means for a patient, and what it does not.",
            "The award was for a strong result in a survey at that time. It does not show that the hospital "
            "is accredited today, so check the commission’s list and call first.",
            OURS,
            translated=True,
        ),
        "link": url("Where to check it today.", "https://www.facs.org/find-a-hospital/?companyType=CoC"),
        "subject": Column("What it is about: of several on `trials`, cards show the newest alone.", "trials"),
        "shows": Column("Whom a place treats that has such a claim, where nothing else says so.", "children"),
    },
    checks=(wording_faults,),
)

TABLES: tuple[DataTable[Any], ...] = (_PROGRAMS, _SITES, _PLACE_CLAIMS, _CLAIMS)
