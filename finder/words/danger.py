"""Danger signs in what people type: "fever on chemo", "cant breath", "me quiero morir"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from finder.domain.guide.emergencies import EMERGENCIES, EMERGENCY_WORDS, RANK, Emergency
from finder.plain_text import normalize
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, WordIndex, catalog_of, word_index
from finder.words.cancer.name_index import NameIndex, name_index
from finder.words.illness_names import is_illness_name, may_be_of_name

#: Words that say nothing about a sign.
FILLERS = frozenset({
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been",
    "before", "being", "but", "by", "coming", "do", "does", "during", "feel", "feeling", "feels",
    "felt", "for", "from", "gets", "get", "getting", "getin", "going", "got", "had", "has", "have",
    "having", "he", "her", "hers", "him", "his", "i", "if", "im", "in", "into", "is", "it", "its",
    "ive", "just", "keep", "keeps", "kind", "like", "me", "my", "myself", "of", "on", "or", "our",
    "out", "please", "really", "right", "she", "since", "so", "some", "somebody", "someone", "that",
    "the", "their", "them", "there", "they", "this", "to", "today", "too", "up", "us", "very", "was",
    "we", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with", "you",
    "your", "yesterday", "now", "help", "need", "mom", "dad", "mother", "father", "husband", "wife",
    "brother", "sister", "ahora", "al", "algo", "ando", "así", "asi", "ayuda", "con", "de", "del",
    "desde", "despues", "durante", "el", "ella", "en", "es", "esta", "estan", "estado", "este", "estoy",
    "favor", "ha", "han", "hay", "hoy", "la", "las", "le", "les", "lo", "los", "mi", "mis", "mucha",
    "muchas", "mucho", "muchos", "muy", "o", "para", "pero", "por", "porque", "que", "se", "ser", "si",
    "siento", "siente", "su", "sus", "tan", "tengo", "tener", "tenia", "tiene", "tienen", "todo",
    "tras", "tuve", "tuvo", "un", "una", "unas", "unos", "y", "ya", "mama", "papa", "esposo", "esposa",
    "ayer", "madre", "padre", "hermano", "hermana",
})  # fmt: skip
#: Words that deny what follows them: "no fever". They may also be a part of a sign: "no urine".
_NO = frozenset({
    "no", "not", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "wont", "never", "without",
    "none", "sin", "ni", "nunca", "denies", "havent", "hasnt", "hadnt",
})  # fmt: skip
#: Words after which a sign belongs to a street, a river, a clinic or the name of an illness.
NOT_NOW = frozenset({
    "river", "creek", "lake", "canyon", "springs", "falls", "st", "street", "ave", "avenue", "road",
    "rd", "rio", "history", "disorder", "disorders", "syndrome", "center", "centre", "clinic", "institute",
})  # fmt: skip
#: A temperature by itself: 100.4, 101 F, 38.5 °C.
_TEMPERATURE = re.compile(
    r"\W*(?:10[0-6](?:[.,]\d)?|3[89](?:[.,]\d)?|4[01][.,]\d)\s*(?:°|º|degrees?|grados?|f\b|c\b|fahrenheit|celsius)+\W*"
    r"|\W*(?:10[0-6]|3[89]|4[01])[.,]\d\W*",
    re.IGNORECASE,
)
#: How far apart the words of a sign may be, beyond their number.
_GAP = 3
#: The shortest word that is corrected, and the shortest in which two letters may be wrong.
_SHORTEST, _LONG = 5, 8
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Pattern:
    """The words of one sign, in their common form, and its key. `whole`: only if nothing else was typed."""

    words: frozenset[str]
    sign: str
    whole: bool


@dataclass(frozen=True, slots=True)
class DangerIndex:
    """What the words of signs mean, and the patterns that each word is in."""

    #: The common forms of words and phrases; none if the phrase is harmless.
    means: Mapping[str, tuple[str, ...]]
    #: The number of words in the longest phrase that begins with a word.
    longest: Mapping[str, int]
    #: Each pattern once, by its rarest word.
    patterns: Mapping[str, tuple[Pattern, ...]]
    #: The words that a misspelled word may mean, by their first letter.
    corrections: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as read: its common form, whether it was denied, and whether its spelling was corrected.

    `named`: it ends the name of a street, a river or an illness.
    """

    form: str
    denied: bool = False
    corrected: bool = False
    named: bool = False


def find_signs(snapshot: Snapshot, text: str, *, is_name: bool = False) -> tuple[Emergency, ...]:
    """Return the danger signs that a text describes, the most urgent first, then the most specific.

    With `is_name` the text was typed where a name of a place or person is asked for: there a single
    misspelled word is more likely a name.
    """
    index = danger_index(snapshot)
    words = list(_read(text, index, name_index(snapshot)))
    found: dict[str, int] = {}
    patterns = list(_patterns_in(words, index, is_name))
    if patterns and is_illness_name(normalize(text)):
        patterns = [each for each in patterns if not may_be_of_name(each.words)]
    for pattern in patterns:
        found[pattern.sign] = max(found.get(pattern.sign, 0), len(pattern.words))
    if not found:
        return ()
    signs = [sign for key, sign in catalog_of(snapshot).emergencies.items() if key in found]
    return tuple(sorted(signs, key=lambda sign: (RANK[sign.urgency], -found[sign.key])))


def danger_index(snapshot: Snapshot) -> DangerIndex:
    """Return the index of danger signs of a directory."""
    return word_index(snapshot, SIGNS)


def _read(text: str, index: DangerIndex, names: NameIndex) -> Iterator[_Word]:
    """Yield the words of a text that matter, in their common forms."""
    if _TEMPERATURE.fullmatch(text):
        yield _Word("fever")
        return
    words = normalize(text).split()[:_MOST_WORDS]
    at, denied = 0, False
    while at < len(words):
        forms, size = _longest(words, at, index)
        if size and not forms:
            at += size
            continue
        corrected = False
        if not size:
            size, word = 1, words[at]
            if word in FILLERS:
                at += 1
                continue
            if right := _correction(word, index, names):
                forms, corrected = index.means.get(right, (right,)), True
            else:
                forms = (_form(word),)
        following = words[at + size] if at + size < len(words) else ""
        for form in forms:
            yield _Word(form, denied or following in NOT_NOW, corrected, following in NOT_NOW)
        denied = forms[0] in ("no", "history")
        at += size


def _longest(words: Sequence[str], at: int, index: DangerIndex) -> tuple[tuple[str, ...], int]:
    """Return the common forms of the longest known phrase at a word, and its number of words."""
    for size in range(min(index.longest.get(words[at], 0), len(words) - at), 0, -1):
        forms = index.means.get(" ".join(words[at : at + size]))
        if forms is not None:
            return forms, size
    return (), 0


def _correction(word: str, index: DangerIndex, names: NameIndex) -> str:
    """Return the word that a misspelled one most likely is, or an empty string."""
    if len(word) < _SHORTEST or word in names.known_words or _form(word) in names.known_words:
        return ""
    most = 2 if len(word) >= _LONG else 1
    similar = index.corrections.get(word[0], ())
    found = process.extractOne(word, similar, scorer=OSA.distance, score_cutoff=most)
    return found[0] if found else ""


def _patterns_in(words: Sequence[_Word], index: DangerIndex, is_name: bool) -> Iterator[Pattern]:
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        places[word.form].append(at)
    for form in places:
        for pattern in index.patterns.get(form, ()):
            if pattern.words <= places.keys() and _fits(pattern, words, places, is_name):
                yield pattern


def _fits(
    pattern: Pattern, words: Sequence[_Word], places: Mapping[str, Sequence[int]], is_name: bool
) -> bool:
    """Tell whether the words of a pattern stand together, are not denied, and are what was typed."""
    if pattern.whole and (is_name or pattern.words != places.keys()):
        return False
    for start in places[min(pattern.words)]:
        at = sorted(min(places[form], key=lambda each: abs(each - start)) for form in pattern.words)
        if at[-1] - at[0] > len(at) + _GAP:
            continue
        first, last = words[at[0]], words[at[-1]]
        guessed = is_name and len(at) == 1 and first.corrected
        if not guessed and ("no" in pattern.words or not (first.denied or last.named)):
            return True
    return False


def _build(catalog: Catalog) -> DangerIndex:
    means = {
        normalize(each.word): tuple((each.means or "").split()) for each in catalog.rows(EMERGENCY_WORDS)
    }
    means |= dict.fromkeys(_NO, ("no",))
    longest: dict[str, int] = defaultdict(int)
    for phrase in means:
        first = phrase.partition(" ")[0]
        longest[first] = max(longest[first], phrase.count(" ") + 1)
    signs = catalog.rows(EMERGENCIES)
    index = DangerIndex(means, longest, {}, {})
    patterns = {(pattern.words, sign.key): pattern for sign in signs for pattern in _patterns_of(sign, index)}
    counts: dict[str, int] = defaultdict(int)
    for pattern in patterns.values():
        for form in pattern.words:
            counts[form] += 1
    by_rarest: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns.values():
        by_rarest[min(pattern.words, key=lambda form: (counts[form], form))].append(pattern)
    return DangerIndex(
        means,
        longest,
        {form: tuple(each) for form, each in by_rarest.items()},
        _by_letter(word for word in {*means, *counts} if means.get(word, (word,))),
    )


SIGNS = WordIndex("signs", DangerIndex, _build)


def _by_letter(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _SHORTEST and " " not in word:
            by_letter[word[0]].append(word)
    return {letter: tuple(each) for letter, each in by_letter.items()}


def _patterns_of(sign: Emergency, index: DangerIndex) -> Iterator[Pattern]:
    """Yield the patterns of a sign. A phrase that begins with "=" counts only if nothing else was typed."""
    for phrase in (*sign.words_en, *sign.words_es):
        if forms := frozenset(_forms(normalize(phrase).split(), index)):
            yield Pattern(forms, sign.key, phrase.startswith("="))


def _forms(words: Sequence[str], index: DangerIndex) -> Iterator[str]:
    at = 0
    while at < len(words):
        forms, size = _longest(words, at, index)
        if size:
            yield from forms
        elif words[at] not in FILLERS:
            yield _form(words[at])
        at += size or 1


def _form(word: str) -> str:
    """Return a word without the ending of its plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
