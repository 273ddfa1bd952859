"""The words that a person's name is found by: how people type it, and how public files write it."""

from __future__ import annotations

import re
from functools import lru_cache

from finder.plain_text import normalize, searchable_words

_TITLES = frozenset(
    ("dr", "dra", "doctor", "doctora", "prof", "professor", "mr", "mrs", "ms", "miss", "sr", "sra")
)
_DOCTOR = frozenset(("dr", "dra", "doctor", "doctora"))
#: What a doctor is, which people type beside the name: "Dr. Pickering (oncologist)".
_WHAT_THEY_ARE = frozenset((
    "oncologist", "hematologist", "surgeon", "radiologist", "pathologist", "urologist", "dermatologist",
    "gynecologist", "pulmonologist", "gastroenterologist", "neurosurgeon", "physician", "oncologo",
    "oncologa", "hematologo", "hematologa", "cirujano", "cirujana", "medico", "medica",
))  # fmt: skip
_BESIDE = _TITLES | _WHAT_THEY_ARE
#: Letters behind a name. Some are names too (Do, Pa, Ma): these are left out behind a comma alone.
_CREDENTIALS = frozenset(
    ("md", "phd", "ph", "mph", "facs", "facp", "facr", "mbbs", "mbchb", "pharmd", "dnp", "aprn", "msn")
)
_BEHIND_COMMA = _CREDENTIALS | {
    "do", "pa", "np", "rn", "ms", "msc", "ma", "mba", "ba", "bs", "jr", "sr", "ii", "iii", "iv", "esq",
}  # fmt: skip
#: Beginnings that belong to the word behind them: O BRIEN and O'Brien are one name.
_BEGINNINGS = frozenset(("o", "d", "mc", "mac"))


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words to look up for a name as people type it, the longest first.

    "Dr. Pickering", "Alex Pickering, MD" and "Pickering, Alex" have only the words of the name.
    """
    front, _comma, behind = text.partition(",")
    words = _joined(normalize(front).split())
    bare = [word for word in words if word not in _BESIDE and word not in _CREDENTIALS]
    bare += [
        word
        for part in behind.split(",")
        for word in _joined(normalize(part).split())
        if word not in _BEHIND_COMMA and word not in _WHAT_THEY_ARE
    ]
    found = {word for word in bare or words if len(word) > 1}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def is_of_doctor(text: str) -> bool:
    """Return whether a text names somebody as a doctor: "Dr. Pickering", "Alex Pickering, M.D.".

    Without its dots MD may be Maryland.
    """
    words = normalize(text).split()
    has_name = any(word not in _BESIDE and word not in _CREDENTIALS for word in words)
    return has_name and (words[0] in _DOCTOR or words[-2:] in (["m", "d"], ["d", "o"]))


def words_of(*names: str) -> set[str]:
    """Return the words that names of a file are found by: each word, and names of several words as one.

    "SMITH-JONES" has smith, jones and smithjones; "O'BRIEN" and "O BRIEN" both have obrien and brien.
    """
    found: set[str] = set()
    for name in names:
        if name.isascii() and name.isalpha():  # most names are one word
            found.update((name.lower(),) if len(name) > 1 else ())
        elif name:
            found.update(_words_of_several(name))
    return found


@lru_cache(maxsize=1 << 14)
def _words_of_several(name: str) -> tuple[str, ...]:
    words = normalize(name).split()
    found = [word for word in words if len(word) > 1]
    if "'" in name or "’" in name:
        found += searchable_words(re.sub(r"['’]", " ", name))
    if 1 < len(words) <= 3:
        found.append("".join(words))
    return tuple(found)


def _joined(words: list[str]) -> list[str]:
    """Join the beginning of a name with what follows: o brien → obrien."""
    found: list[str] = []
    for word in words:
        if found and found[-1] in _BEGINNINGS:
            found[-1] += word
        else:
            found.append(word)
    return found
