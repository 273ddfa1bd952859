"""The tables of guideline documents, help lines, links to other sites, and words that pages explain."""

from __future__ import annotations

from typing import Any

from finder.domain.cancers.types import CANCERS
from finder.domain.documents import DOCUMENT_KINDS, GUIDELINES, HELPLINES, SERVES
from finder.domain.outward_links import GLOSSARY, OUTWARD_LINKS
from finder.sources.curated.checks.care_sites import hours_faults
from finder.sources.curated.checks.joins import (
    english_title_faults,
    topic_faults,
    unreached_document_faults,
)
from finder.sources.curated.checks.outward_links import definition_faults, placeless_faults, slot_faults
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.forms import DATE, OPENING, PHONE
from finder.sources.curated.tables.columns import JUDGED, KEY, OURS, checked, language, source, url

_PUBLISHER = "the publisher's page"

_GUIDELINES = DataTable(
    GUIDELINES,
    "guidelines.csv",
    "Documents of NCI and NCCN, title and link only: one row a document in one language for one audience.",
    "the documents of a type, the library `/guidelines`, and the check of links",
    {
        "id": Column("What we call the document.", "nccn-1-1410-acute-lymphoblastic-leukemia", KEY),
        "topic": Column(
            "The English name that joins the patient page, the professional page and the translations.",
            "Acute Lymphoblastic Leukemia",
            _PUBLISHER,
            translated=True,
        ),
        "title": Column(
            "What a reader sees, in the language of the document.", "Acute Myeloid Leukemia", _PUBLISHER
        ),
        "publisher": Column("Who publishes it.", "NCCN", _PUBLISHER),
        "series": Column("The series; only a row of `PDQ` may be called PDQ.", "PDQ", _PUBLISHER),
        "audience": Column("Who it is written for.", "patient", _PUBLISHER),
        "language": language("The language of the document.", "es", _PUBLISHER),
        "kind": Column("What it is about.", "treatment", JUDGED, among=DOCUMENT_KINDS),
        "population": Column("Adults, children, or `any`.", "adult", JUDGED),
        "format": Column("A web page or a PDF file.", "page", _PUBLISHER),
        "url": url("Its link, without a version number.", "https://www.cancer.gov/types/leukemia"),
        "needs_login": Column("Whether a free login is needed to read it.", "no", _PUBLISHER),
        "version_year": Column("The year of its version, where it is known.", "2025", form=DATE),
        "last_seen": checked("2025-12-30", "the copy in which the link was last seen"),
        "status": Column(
            "`current` is linked; `unverified` has no recent proof and is not; `gone` is no longer there.",
            "current",
            JUDGED,
        ),
        "pmid": Column("The PubMed number of an English PDQ summary.", "26389214"),
        "cdr_id": Column("NCI's own number of the document.", "CDR0000445441"),
        "source": source("nccn-site-2025-11", "title and link"),
        "note": Column(
            "For curators: what to look at when it is checked.",
            "The number in this page's address was seen in one place only; check it on NCCN's site.",
            OURS,
        ),
    },
    unique=(("url",),),
    checks=(english_title_faults, unreached_document_faults),
)

_SERVES = DataTable(
    SERVES,
    "serves.csv",
    "Which types the documents of a topic serve.",
    "the documents of a type",
    {
        "series_group": Column("`nci` is PDQ and cancer.gov together.", "nci", OURS),
        "topic": Column("A topic of `guidelines.csv`.", "Acute Myeloid Leukemia", "`guidelines.csv`"),
        "cancer": Column(
            "The type; `*` is every type, `children` every type of population pediatric or both.",
            "acute-myeloid-leukemia",
            JUDGED,
            refers_to=CANCERS,
            also=("*", "children"),
        ),
        "scope": Column(
            "`own` if the topic is about that type or a part of it; `broader` if wider, nearest or general.",
            "own",
            JUDGED,
        ),
    },
    checks=(topic_faults,),
)

_HELPLINES = DataTable(
    HELPLINES,
    "helplines.toml",
    "Lines and services that people can turn to. Each has a phone, or is a directory or official page.",
    "the page `/help`, and wherever a page shows a number",
    {
        "key": Column("The name of its table.", "acs", KEY),
        "name": Column("What it is called.", "American Cancer Society", translated=True),
        "use_for": Column(
            "What a reader can do with it.",
            "Ask questions about cancer, insurance and services near you.",
            OURS,
            translated=True,
        ),
        "kind": Column("What kind of help it is.", "helpline", OURS, translated=True),
        "url": url("Its page.", "https://www.cancer.org/"),
        "phone": Column("Its number.", "+1-800-227-2345", form=PHONE),
        "tty": Column("Its number for a text telephone.", "+1-877-486-2048", form=PHONE),
        "hours": Column(
            "When the phone answers, only where confirmed.", "24 hours a day, every day", translated=True
        ),
        "opens": Column("`hours` again, for the program.", "always", form=OPENING),
        "chat_hours": Column(
            "When the chat answers.", "weekdays, 7:00 am to 6:30 pm Central", translated=True
        ),
        "chat_opens": Column(
            "`chat_hours` again, for the program.", "mon-fri 07:00-18:30 America/Chicago", form=OPENING
        ),
        "hours_note": Column(
            "What is shown if the hours are not known.", "hours not confirmed", OURS, translated=True
        ),
        "cost": Column("What it costs.", "free", translated=True),
        "languages": language(
            "The languages seen to be spoken; interpreters do not count.", "en", "the source in `source`"
        ),
        "note": Column(
            "What a reader must know before calling.",
            "Call to confirm that it still takes patients: our information is from 2022.",
            OURS,
            translated=True,
        ),
        "clinician_url": Column(
            "Where it shows one clinician; {npi}, {first}, {last} and {state} are filled in.",
            "https://npiregistry.cms.hhs.gov/search?number={npi}",
        ),
        "hospital_url": Column(
            "Where it shows hospitals; {city}, {state} and {zip} are filled in.",
            "https://www.medicare.gov/care-compare/results?searchType=Hospital&page=1&city={city}&state={state}",
        ),
        "source": source("acs-help-line"),
        "checked": checked("2025-09-08"),
    },
    checks=(hours_faults,),
)

_OUTWARD_LINKS = DataTable(
    OUTWARD_LINKS,
    "outward_links.csv",
    "Pages of other sites whose addresses a cancer type and a place fill in.",
    "the links beside an answer",
    {
        "key": Column("What we call the form.", "clinicaltrials-gov-near", KEY),
        "service": Column(
            "The service; its forms differ in what they need to know.", "clinicaltrials-gov", KEY
        ),
        "topic": Column("The heading it is under.", "trials", OURS),
        "name": Column(
            "What the link is called; {place} and the like are filled in.",
            "Medicare Care Compare: hospitals near {place}",
            OURS,
            translated=True,
        ),
        "use_for": Column(
            "What it is good for.", "Hospitals and doctors that take Medicare.", OURS, translated=True
        ),
        "url": Column(
            "The address with its gaps: {cancer}, {place}, {city}, {state}, {zip}, {code}.",
            "https://clinicaltrials.gov/search?cond={cancer}",
        ),
        "language": language("The language of the page."),
        "source": source("clinicaltrials-gov"),
        "checked": checked("2025-11"),
        "note": Column(
            "For curators: how the address is known.",
            "The form was seen in public code and not opened.",
            OURS,
        ),
    },
    checks=(slot_faults, placeless_faults),
)

_GLOSSARY = DataTable(
    GLOSSARY,
    "glossary.csv",
    "Words of the field that pages explain in place.",
    "a small note at the first use of the word on a page",
    {
        "key": Column("What templates call it.", "clinical-trial", KEY),
        "term": Column("The word as it is used in a sentence.", "clinical trial", OURS, translated=True),
        "definition": Column(
            "What it means, in plain words.",
            "A study in which people help to find out whether a treatment or test works.",
            OURS,
            translated=True,
        ),
        "source": source("common-knowledge"),
    },
    checks=(definition_faults,),
)

TABLES: tuple[DataTable[Any], ...] = (_GUIDELINES, _SERVES, _HELPLINES, _OUTWARD_LINKS, _GLOSSARY)
