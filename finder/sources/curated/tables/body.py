"""The tables of organs and histologies that names of cancers are made of."""

from __future__ import annotations

from typing import Any

from finder.domain.cancers.body import HISTOLOGIES, HISTOLOGY_RULES, ORGANS, OTHER_LANGUAGES
from finder.sources.curated.checks.codes import unknown_place_faults
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.tables.columns import COMMON, JUDGED, KEY, OURS, cancer, source

_ORGANS = DataTable(
    ORGANS,
    "organs.csv",
    "Parts of the body: the words for them, and the types that a cancer there may be.",
    "reading names that are made of an organ and a tissue",
    {
        "organ": Column("A short name for the rules.", "bile-duct", KEY),
        "group": Column("The group it belongs to, for the rules.", "gi", OURS),
        "tissue": Column("Whether it says more than the place where it is (skin of the lip).", "no", JUDGED),
        "cancers": cancer("The types that a cancer that starts there may be.", "bile-duct-cancer"),
        "words": Column("The words for it and for its parts, English and Spanish.", "bile duct", COMMON),
        "source": source("common-knowledge"),
    },
)

_HISTOLOGIES = DataTable(
    HISTOLOGIES,
    "histologies.csv",
    "Kinds of tissue of tumors: the words for them, and whether they or the organ decide the type.",
    "reading names that are made of an organ and a tissue",
    {
        "histology": Column("A short name for the rules.", "small-cell", KEY),
        "rule": Column("Whether it overrides the organ, yields to it, or is benign.", "yields", JUDGED),
        "alone": Column("Whether it determines the type without an organ.", "no", JUDGED),
        "cancers": cancer("The types it may be anywhere.", "small-cell-lung-cancer"),
        "words": Column("The words for it, English and Spanish.", "small cell carcinoma", COMMON),
        "source": source("common-knowledge"),
    },
)

_RULES = DataTable(
    HISTOLOGY_RULES,
    "histology_rules.csv",
    "The types that a histology means in an organ or group, where the rules above say something else.",
    "reading names that are made of an organ and a tissue",
    {
        "histology": Column("The histology.", "small-cell", KEY, refers_to=HISTOLOGIES),
        "place": Column("An organ or a group of `organs.csv`.", "skin", KEY),
        "cancers": cancer("The types; empty where we have none.", "merkel-cell-carcinoma"),
        "source": source("common-knowledge"),
    },
    checks=(unknown_place_faults,),
)

_LANGUAGES = DataTable(
    OTHER_LANGUAGES,
    "other_languages.csv",
    "Languages that we do not read, and how words in them are recognized.",
    "the answer to words in one of them",
    {
        "language": Column("Its name in English.", "German", COMMON, translated=True),
        "cancer": Column("Its word for cancer.", "Krebs", COMMON),
        "marks": Column("Words with its accents, or its script by the Unicode name.", "CYRILLIC", COMMON),
        "words": Column("Words of it without accents; `*` begins a compound.", "*krebs", COMMON),
        "source": source("common-knowledge"),
    },
)

TABLES: tuple[DataTable[Any], ...] = (_ORGANS, _HISTOLOGIES, _RULES, _LANGUAGES)
