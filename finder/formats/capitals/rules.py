"""Write text that is in capital letters as names, streets and towns are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from finder.formats.capitals import words

#: A word: initials with dots, or letters and digits with apostrophes between.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W_]+(?:['’][^\W_]+)*")
_ORDINAL = re.compile(r"[0-9]+(?:ST|ND|RD|TH|S)")
#: A unit written together with its number, STE200, or another word with a number behind it.
_UNIT = re.compile(r"(?:APT|BLD|BOX|FL|FLR|HWY|RM|STE|[A-Z]{4,})[0-9]+[A-Z]?")
_VOWEL = re.compile("[AEIOUY]|[^\x00-\x7f]")
#: Longer words begin and end in many ways; acronyms are short.
_LONGEST = 5

#: The words of a text, and the index of one of letters alone → how it is written; None: as other words.
_Rule = Callable[[Sequence[str], int], str | None]


@lru_cache(maxsize=1 << 14)
def organization(text: str) -> str:
    """Return the name of a hospital or practice: "UT HEALTH OF WACO, LLC" → "UT Health of Waco, LLC".

    Text that is not all in capitals is returned unchanged, here and below.
    """
    return _written(text, _in_organization)


@lru_cache(maxsize=1 << 14)
def street(text: str) -> str:
    """Return a street: "100 E 7TH ST STE 7B" → "100 E 7th St Ste 7B"."""
    return _written(text, _in_street)


@lru_cache(maxsize=1 << 14)
def town(text: str) -> str:
    """Return the name of a town: "T OR C" → "T or C"."""
    return _written(text, _in_town)


@lru_cache(maxsize=1 << 14)
def person(text: str) -> str:
    """Return one of the names of a person: "MCMADEUP-O'MADE" → "McMadeup-O'Made"."""
    return _written(text, _in_person)


def _written(text: str, rule: _Rule) -> str:
    if not text.isupper():
        return text
    matches = list(_WORD.finditer(text))
    found = [match[0] for match in matches]
    parts, end = [], 0
    for at, match in enumerate(matches):
        parts += [text[end : match.start()], _word(found, at, rule)]
        end = match.end()
    return "".join([*parts, text[end:]])


def _word(found: Sequence[str], at: int, rule: _Rule) -> str:
    word = found[at]
    if "." in word:
        return word
    if any(map(str.isdigit, word)):
        return _with_digits(word)
    return rule(found, at) or _as_name(word)


def _with_digits(word: str) -> str:
    if _ORDINAL.fullmatch(word):
        return word.lower()
    return _first_capital(word) if _UNIT.fullmatch(word) else word  # 7B, W180N8085


def _in_organization(found: Sequence[str], at: int) -> str | None:
    word = found[at]
    return (
        _state(found, at)
        or _initial_or_article(found, at)
        or _small(found, at)
        or _spanish(found, at)
        or words.SPELLINGS.get(word)
        or _health(word)
        or (word if len(word) == 1 or word in words.STATES or _is_acronym(word, words.SHORTENED) else None)
    )


def _in_street(found: Sequence[str], at: int) -> str | None:
    word, is_first = found[at], all(each.isdigit() for each in found[:at])
    if word == "MC" and at + 1 < len(found):  # a mail code, or Mc Kinley Ave
        return word if any(map(str.isdigit, found[at + 1])) else _first_capital(word)
    if word == "SR" or word in words.STREET_ACRONYMS:
        return word
    if word in words.STATES_OF_HIGHWAYS and set(found[at + 1 : at + 2]) & words.HIGHWAYS:
        return word
    if word in ("KY", "WY"):  # Key, Way
        return _first_capital(word)
    return (
        (None if is_first or word == "BY" else _small(found, at))
        or (None if is_first else _spanish(found, at))
        or words.SPELLINGS.get(word)
        or _health(word)
        or (word if len(word) == 1 or _is_acronym(word, words.STREET_SHORTENED) else None)
    )


def _in_town(found: Sequence[str], at: int) -> str | None:
    word = found[at]
    if len(word) == 1:
        return word
    return (
        _small(found, at)
        or words.SPELLINGS.get(word)
        or (word if _is_acronym(word, words.STREET_SHORTENED) else None)
    )


def _in_person(found: Sequence[str], at: int) -> str | None:
    word = found[at]
    if word.startswith("MAC") and word in words.SPELLINGS:
        return words.SPELLINGS[word]
    # Two letters that nobody could say are initials: JT, RJ. Ng is a name.
    is_initials = len(word) == 2 and not _VOWEL.search(word) and word not in words.SHORTENED
    return word if is_initials or len(word) == 1 else None


def _is_acronym(word: str, shortened: frozenset[str]) -> bool:
    """Tell whether letters are read one by one: they are listed, or nobody could say them as a word."""
    if word in words.ACRONYMS:
        return True
    if word in shortened or len(word) < 2 or len(word) > _LONGEST or "'" in word or "’" in word:
        return False
    if not _VOWEL.search(word):
        return True
    begins, ends = not _VOWEL.search(word[:2]), not _VOWEL.search(word[-2:])
    return (begins and word[:2] not in words.BEGINNINGS) or (ends and word[-2:] not in words.ENDS)


def _state(found: Sequence[str], at: int) -> str | None:
    """Return the code of a state, or a degree, at the end of a name."""
    word = found[at]
    if not at or set(found[at + 1 :]) - words.LEGAL_FORMS:
        return None
    if word in words.STATES_AT_END:
        # A company is not a state: "Made & Up Co. LLC".
        return word if word not in ("CO", "IN", "OR") or found[at - 1] == "OF" else None
    return word if word in words.DEGREES_AT_END else None


def _initial_or_article(found: Sequence[str], at: int) -> str | None:
    word, after = found[at], found[at + 1 : at + 2]
    if word == "A" and at and after and after[0] in words.AFTER_A:
        return "a"
    return word if len(word) == 1 and word != "Y" else None


def _small(found: Sequence[str], at: int) -> str | None:
    word, after = found[at], found[at + 1 : at + 2]
    if (word == "THE" and after and after[0] in words.THE_TOWNS) or at in (0, len(found) - 1):
        return None
    return word.lower() if word in words.SMALL or (word == "DU" and after == ["LAC"]) else None


def _spanish(found: Sequence[str], at: int) -> str | None:
    """Return a small word of a Spanish name; "de la" is small in all names."""
    word, before, after = found[at], set(found[:at]), set(found[at + 1 : at + 2])
    if not before or not after:
        return None
    is_spanish = found[0] in words.SPANISH_NAMES or before & words.SPANISH_WORDS
    is_small = word in words.SPANISH_SMALL and (is_spanish or (word == "DE" and after & words.ARTICLES))
    is_article = word in words.ARTICLES and at > 1 and found[at - 1] in words.SPANISH_SMALL
    return word.lower() if is_small or is_article else None


def _health(word: str) -> str | None:
    """Return AdventHealth, OhioHealth, UCHealth."""
    name = word.removesuffix("HEALTH")
    if name == word or len(name) < 2 or word in words.ONE_WORD:
        return None
    return f"{name if _is_acronym(name, words.SHORTENED) else _as_name(name)}Health"


def _as_name(word: str) -> str:
    lower = word.lower()
    for start in ("mc", "o'", "d'", "l'", "o’", "d’", "l’"):
        if lower.startswith(start) and len(lower) > len(start) + 2:
            return start.capitalize() + _first_capital(lower[len(start) :])
    return _first_capital(lower)


def _first_capital(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
