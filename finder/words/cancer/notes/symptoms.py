"""Symptoms are never read as a diagnosis: "lump in breast" is no breast cancer."""

from __future__ import annotations

import re
from dataclasses import replace

from finder.domain.answers import Matches
from finder.language import _
from finder.plain_text import normalize
from finder.store.connect import Snapshot
from finder.words.danger import find_signs

#: Words that name a cancer, not a symptom.
_CANCER = re.compile(
    r"\b(?:cancer(?:es)?|canser|tumou?r(?:e?s)?|carcinomas?|malignan(?:t|cy)|meta\w+|mets|neoplas\w+"
    r"|\w+(?:omas?|em[iy]as?)|\w*(?:leukemi|leucemi)\w*)\b"
)
_LUMP = re.compile(r"\b(?:lumps?|bumps?|bultos?|bultitos?|bolitas?)\b")


def says_cancer(plain: str) -> bool:
    """Return whether a normalized text has a word for cancer."""
    return bool(_CANCER.search(plain))


def not_a_diagnosis(snapshot: Snapshot, text: str, matches: Matches) -> Matches:
    """Return what a text may mean, as an offer at most if it only describes symptoms."""
    plain = normalize(text)
    if says_cancer(plain):
        return matches
    offered = matches.matches if matches.sure else ()
    if find_signs(snapshot, text):
        note = _("This is not the name of a cancer. If you know which cancer it is, type its name.")
        return Matches(offered, False, note)
    if _LUMP.search(plain):
        note = _("A lump has many causes, and most are not cancer. Have a doctor look at it soon.")
        return replace(matches, sure=False, note=note)
    return matches
