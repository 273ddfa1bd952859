"""The tables of cancer types, and of the names, codes and words that lead to them."""

from __future__ import annotations

from typing import Any

from finder.domain.cancers.types import (
    ADVICE,
    CANCER_GROUPS,
    CANCER_NAMES,
    CANCERS,
    CODE_TITLES,
    CODES,
    NOT_CANCERS,
    ONCOTREE_CODES,
    OTHER_CODES,
    RARE_CANCERS,
    TERMS,
)
from finder.sources.curated.checks.codes import (
    contradicting_name_faults,
    group_faults,
    other_code_faults,
    unexplained_code_faults,
)
from finder.sources.curated.checks.joins import (
    cancer_after_all_faults,
    ungrouped_faults,
    unserved_faults,
)
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.tables.columns import (
    COMMON,
    JUDGED,
    KEY,
    OURS,
    cancer,
    checked,
    language,
    source,
    url,
)

_CANCERS = DataTable(
    CANCERS,
    "cancers.csv",
    "The cancer types that a person can ask for.",
    "every search, the list `/cancers` and the page `/cancers/<slug>`",
    {
        "slug": Column("The last part of its address here.", "acute-myeloid-leukemia", KEY),
        "name": Column("What it is called.", "Acute myeloid leukemia (AML)", translated=True),
        "plain_name": Column(
            "What it is, in a few plain words.", "A fast-growing blood cancer", OURS, translated=True
        ),
        "body_system": Column(
            "The heading of the list that it is under.", "Blood and bone marrow", OURS, translated=True
        ),
        "population": Column("Who gets it: adults, children, or both.", "adult", JUDGED),
        "broader": cancer("The type that it is a kind of.", "non-hodgkin-lymphoma"),
        "icd10cm": Column(
            "The ICD-10-CM codes that lead to it, without what comes after; the longest match wins.",
            "C92.0|C92.5",
            JUDGED,
        ),
        "oncotree": Column("Its OncoTree codes.", "BLL|TLL", JUDGED),
        "nci_page_en": url("NCI's page on the type.", "https://www.cancer.gov/types/leukemia"),
        "nci_page_es": url("NCI's Spanish page.", "https://www.cancer.gov/espanol/tipos/leucemia"),
        "note": Column(
            "What a reader must know, such as which documents include it.",
            "For adults it is part of the AML documents.",
            OURS,
            translated=True,
        ),
        "source": source("cancer-types"),
        "checked": checked("2025-10-03", "the older of the code tables it was checked against"),
    },
    checks=(ungrouped_faults, unserved_faults),
)

_GROUPS = DataTable(
    CANCER_GROUPS,
    "cancer_groups.csv",
    "Types that people ask for by one name before they know which it is.",
    "searches and the page `/cancers/<slug>`; their teams and documents are those most of the kinds share",
    {
        "slug": Column("The last part of its address here.", "lung-cancer", KEY),
        "name": Column("What it is called.", "Lung cancer, kind not known yet", OURS, translated=True),
        "plain_name": Column(
            "What it is, and what says which kind.", "Cancer that starts in the lungs.", OURS, translated=True
        ),
        "population": Column("Who gets it: adults, children, or both.", "adult", JUDGED),
        "kinds": cancer("The types it may be.", "small-cell-lung-cancer"),
        "words": Column("What people type for it.", "lung cancer", COMMON),
        "source": source("cancer-types"),
        "checked": checked("2025-10-03"),
    },
    checks=(group_faults,),
)

_NAMES = DataTable(
    CANCER_NAMES,
    "names.csv",
    "Other names of the types, as people say and misspell them. A name may belong to several types.",
    "reading what people type",
    {
        "cancer": cancer("The type it is a name of.", "acute-lymphoblastic-leukemia", COMMON),
        "name": Column("The name.", "acute lymphocytic leukemia", COMMON),
        "kind": Column("What kind of name it is; `lay` is what people say.", "synonym", OURS),
        "language": language("The language of the name."),
        "source": source("common-knowledge"),
    },
)

_CODES = DataTable(
    CODES,
    "codes.csv",
    "ICD-10-CM codes that are not simply one type's own. The longest prefix wins, here and in `cancers.csv`.",
    "reading a code that somebody types",
    {
        "prefix": Column("The first characters of the code.", "C14"),
        "kind": Column("What the code means: a type, a spread, a history, a risk and so on.", "type", JUDGED),
        "cancers": cancer("The types it may mean, in the order to offer them.", "oral-cavity-cancer"),
        "note": Column(
            "What the code says, where that needs a word; needed where it leads to no type.",
            "Throat cancer with no details on the part of the throat.",
            OURS,
            translated=True,
        ),
        "source": source("cancer-types"),
        "checked": checked("2026-04", "the release of the code table"),
    },
    checks=(unexplained_code_faults,),
)

_ONCOTREE = DataTable(
    ONCOTREE_CODES,
    "oncotree.csv",
    "Every OncoTree code.",
    "reading a code that somebody types",
    {
        "code": Column("The code.", "AA"),
        "name": Column("What the tree calls it.", "Aggressive Angiomyxoma"),
        "cancers": cancer("The types it may mean; empty where we have none.", "soft-tissue-sarcoma"),
        "source": source("oncotree"),
        "checked": checked("2026-05-21", "the tree"),
    },
    checks=(contradicting_name_faults,),
)

_TITLES = DataTable(
    CODE_TITLES,
    "icd10cm.csv",
    "Every ICD-10-CM code of the chapter on neoplasms, and of the other groups that `codes.csv` reads.",
    "telling whether a code exists, and reading its official title",
    {
        "code": Column("The code with its dot; headings that cannot be billed are codes too.", "C18.7"),
        "title": Column("Its title in the code book.", "Malignant neoplasm of sigmoid colon"),
        "also": Column(
            "Other terms that the code book includes in it.", "Malignant neoplasm of sigmoid (flexure)"
        ),
        "source": source("icd-10-cm"),
        "checked": checked("2026-04", "the release of the code book"),
    },
)

_OTHER_CODES = DataTable(
    OTHER_CODES,
    "other_codes.csv",
    "Codes of ICD-9-CM, NCIt and UMLS with the codes of ICD-10-CM or OncoTree that mean the same.",
    "reading a code that somebody types or a records system sends",
    {
        "system": Column("The code system.", "ICD-9-CM"),
        "code": Column("The code as its system writes it.", "153.3"),
        "icd10cm": Column("The ICD-10-CM codes it became.", "C18.7"),
        "oncotree": Column("The OncoTree codes of the same meaning.", "BREAST"),
        "source": source("icd-9-gems"),
        "checked": checked("2018", "the table"),
    },
    checks=(other_code_faults,),
)

_TERMS = DataTable(
    TERMS,
    "terms.csv",
    "Words that people put around a cancer and that leave the type as it is.",
    "reading what people type",
    {
        "word": Column("The word or words, in small letters, English or Spanish.", "stage 0", COMMON),
        "kind": Column("What the word says: a stage, a marker, a person and so on.", "stage", OURS),
        "note": Column(
            "What it means, in plain words.",
            "Stage 1: a small cancer that has not spread.",
            OURS,
            translated=True,
        ),
    },
)

_NOT_CANCERS = DataTable(
    NOT_CANCERS,
    "not_cancers.csv",
    "Illnesses, harmless growths, findings and tests that are not cancers.",
    "the answer to a search for one",
    {
        "word": Column("What people type.", "type 1 diabetes", COMMON),
        "language": language("The language of the word."),
        "note": Column(
            "What to say.",
            "Asthma is not a cancer. A family doctor or a lung specialist treats it.",
            OURS,
            translated=True,
        ),
    },
    checks=(cancer_after_all_faults,),
)

_RARE = DataTable(
    RARE_CANCERS,
    "rare_cancers.csv",
    "Types that a source calls rare, or counts in fewer than 6 of 100,000 people a year. A type that is not "
    "here may be rare too.",
    "the center that a search names first",
    {
        "cancer": cancer("The type.", "anal-cancer", "the source"),
        "source": source("nci-medquad-2019"),
        "source_title": Column(
            "The page or table that says so.", "Special Section: Rare Cancers in Adults, table S1"
        ),
        "checked": checked("2019-01"),
    },
)

_ADVICE = DataTable(
    ADVICE,
    "advice.csv",
    "Words that need a sentence beside the types they mean.",
    "the answer to what people type",
    {
        "advice": Column("What it is about.", "smoldering-myeloma", KEY),
        "words": Column("What people type, also within a sentence.", "smoldering myeloma", COMMON),
        "asks": Column("`yes`: the reader chooses a type. `no`: the sentence is only added.", "no", OURS),
        "cancers": cancer("The types to offer.", "stomach-cancer", JUDGED),
        "note": Column(
            "What to say.", "Many people need only regular checks at first.", OURS, translated=True
        ),
        "source": source("common-knowledge"),
    },
)

TABLES: tuple[DataTable[Any], ...] = (
    _CANCERS,
    _RARE,
    _GROUPS,
    _NAMES,
    _CODES,
    _TITLES,
    _ONCOTREE,
    _OTHER_CODES,
    _TERMS,
    _NOT_CANCERS,
    _ADVICE,
)
