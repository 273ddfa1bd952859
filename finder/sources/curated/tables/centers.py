"""The tables of cancer centers, and of what their designations mean."""

from __future__ import annotations

from typing import Any

from finder.domain.care import CENTERS, GROUPS
from finder.domain.claims import DESIGNATION_KINDS
from finder.sources.curated.center_format import CenterFile, center_of
from finder.sources.curated.checks.care_sites import (
    care_faults,
    designation_faults,
    medicare_phone_faults,
    place_faults,
    post_box_faults,
    same_name_faults,
)
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.forms import PHONE, STATE
from finder.sources.curated.tables.columns import LATITUDE, LONGITUDE, OURS, checked, source, url

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
        "care.adults.treated": Column(
            "Whether it treats adults. `no` leaves it out of searches for adults; of `unknown` the page says "
            "that we do not know.",
            "yes",
        ),
        "care.adults.source": source("adult-cancer-center", "that; needed for `yes` and `no`"),
        "care.adults.checked": checked("2026-11"),
        "care.children.treated": Column(
            "Whether it treats children. `unknown` comes last in searches for children.", "yes"
        ),
        "care.children.source": source("cog-everychild", "that; needed for `yes` and `no`"),
        "care.children.checked": checked("2015-12-10"),
        "care.studies_only": Column("Whether it sees only people who take part in its studies.", "true"),
        "care.note": Column(
            "What a reader must know about care there; needed where nobody is treated.",
            "This is the office of a consortium and sees no patients.",
            OURS,
            translated=True,
        ),
        "care.partners": Column("Where to go instead: slugs of centers that treat patients.", "uh-seidman"),
        "care.treated_at": Column(
            "Where its patients are treated, if it has no clinic of its own: the path of one of its places.",
            "programs/queens-cancer-center-the-queens-medical-center-hi",
            "`care.source`",
        ),
        "care.source": source("nci-basic-laboratory", "`treats_patients` and `note`; needed with a note"),
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
        "site.position.latitude": Column("Degrees north.", "30.26391", within=LATITUDE),
        "site.position.longitude": Column(
            "Degrees east; negative in the Americas.", "-81.44108", within=LONGITUDE
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
            "Who answers, if that is not the center.", "host hospital's number", OURS, translated=True
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
        "note.states": Column(
            "The states that are whole in the area of a note about the catchment: a search there may name "
            "the center first.",
            "UT",
            form=STATE,
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

TABLES: tuple[DataTable[Any], ...] = (_CENTERS, _DESIGNATIONS)
