"""The tables of the guide to a second opinion, and of the sources that every fact cites."""

from __future__ import annotations

from typing import Any

from finder.domain.cancers.specialists import SPECIALTIES
from finder.domain.care import CENTERS
from finder.domain.guide.second_opinion import CHAPTERS
from finder.domain.sources import SOURCES
from finder.sources.curated.chapter_format import ChapterFile, chapter_of
from finder.sources.curated.checks.chapters import (
    empty_faults,
    link_faults,
    order_faults,
    repeated_faults,
    unsourced_faults,
)
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.forms import DATE, URL
from finder.sources.curated.tables.columns import JUDGED, KEY, OURS, checked, source

#: A publisher that is described and not named begins so; names are not translated.
_DESCRIBED = ("a ", "the ", "this ", "various")

_CHAPTERS = DataTable(
    CHAPTERS,
    "second_opinion/*.toml",
    "The guide to a second opinion: one chapter a file, named by its slug.",
    "the pages `/second-opinion/<slug>`, the pack for a visit, and `finder second-opinion`",
    {
        "order": Column("Its place in the guide; no two chapters share one.", "4", OURS),
        "title": Column("The title.", "Records to bring", OURS, translated=True),
        "summary": Column(
            "One line on what it is about.",
            "A checklist, and your right to copies.",
            OURS,
            translated=True,
        ),
        "section.id": Column("What the section is called in addresses and packs.", "checklist", KEY),
        "section.heading": Column("The heading.", "Your checklist", OURS, translated=True),
        "section.kind": Column("How the section is shown.", "checklist", OURS),
        "section.lead": Column(
            "A sentence before the statements.",
            "Ask your center which of these it needs. Centers differ.",
            OURS,
            translated=True,
        ),
        "section.specialty": Column(
            "The specialist whom the questions are for.", "pathology", OURS, refers_to=SPECIALTIES
        ),
        "section.urgency": Column(
            "For an emergency section: which danger signs of `emergencies.toml` it lists.", "team", OURS
        ),
        "section.link": Column("A page of this site that helps further.", "/help", OURS),
        "section.link_text": Column("What that link is called.", "More help lines", OURS, translated=True),
        "section.statement.text": Column(
            "One thing the guide says.",
            "Ask if the program takes people from your state. Many take people from some states only.",
            "our own words for what `source` says",
            translated=True,
        ),
        "section.statement.grade": Column(
            "How far to trust it: A an official or guideline body or a national charity, B a named hospital "
            "or a study, C somebody who relays another (the text names who), own: our own words, which state "
            "no fact of medicine.",
            "A",
            JUDGED,
        ),
        "section.statement.source": source("mskcc-site", "the statement, or a list of them"),
        "section.statement.checked": checked("2018"),
        "section.statement.note": Column(
            "More on it, in smaller type.",
            "Bring these too, not just the pictures.",
            "our own words for what `source` says",
            translated=True,
        ),
        "section.statement.name": Column("The name of a program.", "Cleveland Clinic"),
        "section.statement.center": Column("The center of that program.", "chop", OURS, refers_to=CENTERS),
    },
    row=ChapterFile,
    make=chapter_of,
    key=(),
    unique=(("order",),),
    checks=(order_faults, repeated_faults, empty_faults, unsourced_faults, link_faults),
)

_SOURCES = DataTable(
    SOURCES,
    "sources.toml",
    "Every source that a fact cites. `SOURCES.md` says how far to trust them.",
    "the page `/about`, and the sources of each record",
    {
        "key": Column("The name of its table: what facts cite.", "nci-gis-2023", KEY),
        "name": Column("What the source is called.", "Accredited facility search", "the source itself"),
        "publisher": Column(
            "Who publishes it; in small letters if described, not named.",
            "American College of Radiology",
            "the source itself",
            translated=lambda text: text.startswith(_DESCRIBED),
        ),
        "url": Column("Where it is.", "https://www.211.org/", "the source itself", form=URL),
        "kind": Column("What kind of source it is.", "federal", JUDGED),
        "as_of": Column(
            "The date of the source; empty if it has none.", "2020", "the source itself", form=DATE
        ),
        "rights": Column("Its license or owner.", "US government work", "the source itself", translated=True),
        "note": Column(
            "How far it can be trusted.",
            "We did not see the address of the Hope Lodge page, so we give none.",
            OURS,
            translated=True,
        ),
        "renew_days": Column(
            "Load it again after so many days. The page `/about` says when it is older.",
            "60",
            OURS,
        ),
    },
)

TABLES: tuple[DataTable[Any], ...] = (_CHAPTERS, _SOURCES)
