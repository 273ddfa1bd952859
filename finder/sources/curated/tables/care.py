"""The tables of places of care, and of what is said of them."""

from __future__ import annotations

from typing import Any

from finder.domain.care import CENTERS, CLAIM_KINDS, DESIGNATION_KINDS, GROUPS, PROGRAMS
from finder.sources.curated.center_format import CenterFile, center_of
from finder.sources.curated.checks.care_sites import (
    care_faults,
    designation_faults,
    medicare_phone_faults,
    place_faults,
    post_box_faults,
    same_name_faults,
)
from finder.sources.curated.checks.joins import unclaimed_faults, wording_faults
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.forms import PHONE, STATE, URL
from finder.sources.curated.program_format import PROGRAM_CLAIMS, ClaimRow, ProgramRow, program_of
from finder.sources.curated.tables.columns import KEY, OURS, checked, source, url

_LATITUDE, _LONGITUDE = (-90.0, 90.0), (-180.0, 180.0)

_CENTERS = DataTable(
    CENTERS,
    "centers/*.toml",
    "Cancer centers, their campuses and partner hospitals: one file each, named by its slug. Each fact "
    "carries its own source.",
    "lists, searches and the page `/centers/<slug>`",
    {
        "name": Column("What the center is called.", "Huntsman Cancer Institute"),
        "host": Column("The hospital or university it belongs to.", "University of Utah", OURS),
        "source": source("nci-gis-2023", "the name"),
        "checked": checked("2023"),
        "care.treats_patients": Column(
            "Whether it sees patients. A place that does not has a page, but is never offered for care.",
            "true",
        ),
        "care.treats": Column("Whom it treats. `unknown` is never shown as a fact.", "adults"),
        "care.note": Column(
            "What a reader must know about care there; needed where nobody is treated.",
            "This is the office of a consortium and sees no patients.",
            OURS,
            translated=True,
        ),
        "care.partners": Column("Where to go instead: slugs of centers that treat patients.", "uh-seidman"),
        "care.source": source("adult-unless-stated", "whom it treats"),
        "care.checked": checked("2026-11"),
        "designation.*.source": source(
            "nci-gis-2023", "the designation; `*` is `nci`, `nccn` or `pps-exempt`"
        ),
        "designation.*.checked": checked("2023"),
        "designation.*.level": Column(
            "The level of an NCI designation; only `nci` has one.", "comprehensive"
        ),
        "designation.*.note": Column(
            "Whose designation it is, if not its own.",
            "A campus under the designation of Mayo Clinic, Rochester; not a separate NCI center.",
            OURS,
            translated=True,
        ),
        "specialties.groups": Column(
            "The specialist groups that work there with its hospital partners.", "surgery", among=GROUPS
        ),
        "specialties.source": source("multidisciplinary-center", "the groups"),
        "specialties.checked": checked("2026-11"),
        "site.street": Column("The street address where patients go.", "4500 San Pablo Road"),
        "site.city": Column("The city.", "Jacksonville"),
        "site.state": Column("The state or territory.", "FL", form=STATE),
        "site.zip": Column("The ZIP code, five digits; needed where patients are treated.", "32224"),
        "site.source": source("hifld-2023", "the address"),
        "site.checked": checked("2023"),
        "site.position.latitude": Column("Degrees north.", "30.26391", within=_LATITUDE),
        "site.position.longitude": Column(
            "Degrees east; negative in the Americas.", "-81.44108", within=_LONGITUDE
        ),
        "site.position.precision": Column(
            "`zip` if the point is only the middle of the ZIP code: it is shown as about.", "address"
        ),
        "site.position.source": source("hifld-2023", "the point"),
        "site.position.checked": checked("2023"),
        "site.ccn.number": Column("The CMS certification number of the hospital.", "100151"),
        "site.ccn.facility": Column("The hospital's name in the CMS file.", "Mayo Clinic"),
        "site.ccn.relation": Column(
            "How the hospital and the center belong together.", "host hospital", OURS, translated=True
        ),
        "site.ccn.source": source("cms-hospitals-2026-06", "the number"),
        "site.ccn.checked": checked("2026-06"),
        "site.phone.number": Column("A telephone number of the site.", "+1-904-953-0853", form=PHONE),
        "site.phone.for": Column(
            "What the number is for. `clinical trials` is never an appointment line.", "new patients"
        ),
        "site.phone.note": Column(
            "Who answers, if that is not the center.", "host hospital's switchboard", OURS, translated=True
        ),
        "site.phone.source": source("nccn-booklets-2025", "the number"),
        "site.phone.checked": checked("2025"),
        "link.for": Column("What the page is for.", "website"),
        "link.url": url("The page.", "https://www.mayoclinic.org/es-es/appointments/faq"),
        "link.source": source("mayo-site", "the link"),
        "link.checked": checked("2025"),
        "note.about": Column(
            "What the note is about: catchment, second opinions, name, sites.", "catchment", OURS
        ),
        "note.text": Column(
            "A sentence that a reader may need.",
            "Hawai'i and the US-affiliated Pacific islands.",
            OURS,
            translated=True,
        ),
        "note.source": source("nci-catchment-2021", "the note"),
        "note.checked": checked("2021-07"),
        "conflict.about": Column("The fact on which two sources disagree.", "zip", OURS, translated=True),
        "conflict.shown": Column("What this file uses.", "94158", translated=True),
        "conflict.other": Column("What `conflict.source` says.", "94115", translated=True),
        "conflict.source": source("nci-gis-2023", "the other value"),
        "conflict.note": Column(
            "Why we show ours.", "that ZIP code is the one of another campus", OURS, translated=True
        ),
    },
    row=CenterFile,
    make=center_of,
    key=(),
    checks=(
        place_faults,
        post_box_faults,
        care_faults,
        medicare_phone_faults,
        same_name_faults,
        designation_faults,
    ),
)

_PROGRAMS = DataTable(
    PROGRAMS,
    "programs.csv",
    "Hospitals with a community cancer program, one a row. Why each is listed is in `program_claims.csv`.",
    "lists, searches and the page `/programs/<slug>`",
    {
        "slug": Column("The last part of its address here; no center has the same.", "acmh-hospital-pa", KEY),
        "name": Column(
            "What the program is called.", "ACMH Hospital", "not recorded row by row; see `SOURCES.md`"
        ),
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
            "Degrees north; empty if unknown.", "40.80884", "`position_source`", within=_LATITUDE
        ),
        "longitude": Column(
            "Degrees east; negative in the Americas.", "-79.56202", "`position_source`", within=_LONGITUDE
        ),
        "position_source": source("hifld-2020", "the point; empty only if there is no point"),
        "position_checked": checked("2020"),
        "phone": Column(
            "The hospital's switchboard, never an appointment line.",
            "+1-724-543-8500",
            "`phone_source`",
            form=PHONE,
        ),
        "phone_source": source("cms-hospitals-2026-06", "the number; empty only if there is no number"),
        "phone_checked": checked("2026-06"),
        "website": Column("Its web site.", "https://www.altru.org/", "`website_source`", form=URL),
        "website_source": source("program-website", "the address; empty only if there is no website"),
        "website_checked": checked("2023-04", "the page that was seen"),
        "treats": Column("Whom it treats. `unknown` is never shown as a fact.", "adults", "its claims"),
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

_PROGRAM_CLAIMS = DataTable(
    PROGRAM_CLAIMS,
    "program_claims.csv",
    "What a source once said of a program: evidence of its time, not of today.",
    "the card and the page of the program",
    {
        "program": Column("The program it is said of.", "acmh-hospital-pa", KEY, refers_to=PROGRAMS),
        "claim": Column("What kind of claim it is.", "nci-trial-site", refers_to=CLAIM_KINDS),
        "as_of": checked("2018-03", "what is claimed"),
        "source": source("nci-trial-a011106"),
        "seen_in": Column("The record or page inside the source.", "NCT01953588"),
        "checked": checked("2018-03", "the page or report"),
        "note": Column("What else it says.", "For three years.", OURS, translated=True),
    },
    row=ClaimRow,
)

_CLAIMS = DataTable(
    CLAIM_KINDS,
    "claims.csv",
    "How each kind of claim is worded.",
    "the card and the page of a program",
    {
        "claim": Column("The kind of claim.", "coc", KEY),
        "name": Column("What it is called.", "Commission on Cancer", OURS, translated=True),
        "dated": Column(
            "The sentence if the year is known; `{year}` is filled in.",
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
            "The award marked a strong result in a survey of that time; it does not show that the hospital "
            "is accredited today, so check the list of the commission and call first.",
            OURS,
            translated=True,
        ),
        "link": url("Where to check it today.", "https://www.facs.org/find-a-hospital/?companyType=CoC"),
    },
    checks=(wording_faults,),
)

_DESIGNATIONS = DataTable(
    DESIGNATION_KINDS,
    "designations.csv",
    "What each designation of a center is called and means.",
    "the card and the page of a center",
    {
        "scheme": Column("Whose list it is.", "nci"),
        "level": Column("The level; empty where the list has none.", "comprehensive"),
        "name": Column("What it is called.", "NCCN member", translated=True),
        "meaning": Column(
            "What it means for a patient.",
            "The National Cancer Institute supports its laboratory research; it treats no patients.",
            OURS,
            translated=True,
        ),
        "link": url("The list itself.", "https://www.nccn.org/home/member-institutions"),
        "source": source("nci-center-kinds"),
        "checked": checked("2026"),
    },
)

TABLES: tuple[DataTable[Any], ...] = (_CENTERS, _PROGRAMS, _PROGRAM_CLAIMS, _CLAIMS, _DESIGNATIONS)
