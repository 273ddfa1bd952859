"""The tables of danger signs, and of the words that people type for them."""

from __future__ import annotations

from typing import Any

from finder.domain.guide.emergencies import EMERGENCIES, EMERGENCY_WORDS
from finder.sources.curated.checks.emergencies import body_system_faults, brief_faults, word_faults
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.tables.columns import JUDGED, KEY, OURS, language, source

_TYPED = "common knowledge of how people write"

_EMERGENCIES = DataTable(
    EMERGENCIES,
    "emergencies.toml",
    "Danger signs of people with cancer: what to do, how soon, and the words that people type for them.",
    "the page `/emergencies`, the guide, the pack, and the red panel above any answer",
    {
        "key": Column("The name of its table.", "fever-chemo", KEY),
        "who": Column("Whom the sign is for.", "chemo", JUDGED),
        "urgency": Column(
            "How soon to act. Where the source gives no level, it is ours.", "emergency-room", JUDGED
        ),
        "sign": Column(
            "The sign, as a person sees it.", "You passed out, even for a moment", OURS, translated=True
        ),
        "step": Column("One more thing to do.", "Bring the tube with you.", OURS, translated=True),
        "why": Column("Why it matters.", "A bone with cancer in it can break easily.", OURS, translated=True),
        "brief": Column("Whether it is on the short list of the guide and the pack.", "true", JUDGED),
        "body_systems": Column(
            "Body systems of `cancers.csv`: the pack for one of these cancers also has the sign.",
            "Head and neck",
            JUDGED,
        ),
        "source": source("cdc-fever", "the sign, or a list of them"),
        "grade": Column(
            "How far to trust it: A an official or guideline body, a national charity or a journal, "
            "B a named hospital or a study, C somebody who relays another, D usual practice, no source.",
            "A",
            JUDGED,
        ),
        "words_en": Column(
            "What people type in English. After `=` it counts only if nothing else was typed.",
            "fever after chemo",
            _TYPED,
        ),
        "words_es": Column("The same in Spanish.", "intento de suicidio", _TYPED),
    },
    checks=(brief_faults, body_system_faults),
)

_WORDS = DataTable(
    EMERGENCY_WORDS,
    "emergency_words.csv",
    "Words and phrases that mean the same in a danger sign, misspelled ones too, and harmless ones.",
    "reading danger signs in what people type",
    {
        "word": Column("What people type.", "puking", _TYPED),
        "language": language("Its language."),
        "means": Column("The form for all of them; empty if the phrase is harmless.", "vomit", OURS),
    },
    checks=(word_faults,),
)

TABLES: tuple[DataTable[Any], ...] = (_EMERGENCIES, _WORDS)
