"""One form for all spellings of a word: accents, case, plurals, British spelling, common synonyms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from finder.plain_text import normalize, normalize_each

#: Words that do not distinguish one cancer type from another.
GENERIC_WORDS = frozenset({
    "cancer", "carcinoma", "tumor", "neoplasm", "malignancy", "malignant", "disease", "mass", "growth",
    "lump",
    "ca", "cancerous", "type", "kind", "cell",
    "of", "the", "a", "an", "in", "on", "my", "i", "have", "with", "to", "and", "for", "from", "at", "s",
    "or", "is", "maligno", "maligna", "tumore", "celula",
    "de", "del", "la", "el", "en", "los", "las", "un", "una", "mi", "y", "con", "al",
})  # fmt: skip
#: Misspellings, short forms and synonyms, each with the word that replaces it.
_SYNONYMS = {
    word: form
    for form, words in {
        "cancer": "canser cancr cancers cncer cander",
        "carcinoma": "carcinom",
        "center": "centre",
        "rinon": "rinones",
        "pulmon": "pulmones",
        "metastasis": "mets metastases metastase metastatises",
        "fiber": "fibre",
        "childhood": "kid child children pediatric toddler infant baby babie girl boy teen teenager "
        "adolescent nino nina infantil pediatrico pediatrica hijito hijita bebe adolescente",
        "male": "man men mens husband father dad daddy brother uncle grandpa grandfather boyfriend "
        "hombre varon masculino esposo marido papa padre hermano abuelo tio",
    }.items()
    for word in words.split()
}
#: British spellings, with the American ones.
_BRITISH = [
    (re.compile(british), american)
    for british, american in {
        r"^oe(?=s)": "e", r"^h?aem(?=[aoi])": "hem", r"aem(?=[ia])": "em", r"^paed": "ped",
        r"gynaec": "gynec", r"^foet": "fet", r"tumour": "tumor", r"caec": "cec", r"orrhoe": "orrhe",
    }.items()
]  # fmt: skip
#: What is in every British spelling: most words have none of it, and need not be tried.
_MAYBE_BRITISH = re.compile("[ao]e|tumour")
#: Endings with an s that do not make a plural.
_SINGULAR = ("ss", "us", "is", "as")
#: Endings that do make a plural, although they look like one of the above.
_PLURAL = ("omas", "emias", "inas")
#: Ways to state an age. Ages below 18 years or in months become "childhood", others are left out.
_AGES = (
    re.compile(r"\b(\d{1,2}) ?(?:years?|yrs?|yr|y|months?|mos?|weeks?|wks?|days?) ?olds?\b"),
    re.compile(r"\b(\d{1,2}) ?(?:yo|y o)\b"),
    re.compile(
        r"\b(?:aged?|turned|tiene|edad|cumplio|(?:nin[oa]|hij[oa]|bebe|joven) de)"
        r" (\d{1,2})\b(?! ?(?:cm|mm|centim\w*|tumor\w*|nodul\w*|bol\w*|manchas?)\b)"
        r"(?: (?:ano|mes|year|month)s?)?(?! de (?!edad))"
    ),
    re.compile(
        r"\b(?:is|im|i am|hes|shes) (\d{1,2})\b"
        r"(?! ?(?:cm|mm|in|inch\w*|months?|weeks?|days?|years? (?!old)|of|out)\b)(?: years?)?"
    ),
)
#: Lengths of time, which say nothing about a cancer: "diagnosed 3 years ago", "6 months of chemo".
_DURATION = re.compile(
    r"\b\d{1,3} ?(?:years?|yrs?|months?|mos|weeks?|wks?|days?|anos?|mes(?:es)?|semanas?|dias?)\b(?: ago\b)?"
)
#: Measures, which are no ages: "her PSA is 9".
_MEASURE = re.compile(
    r"\b(?:psa|cea|afp|ca 125|ca 19 9|gleason|score|level|count|size|grade|hemoglobin|bilirubin|bmi)"
    r" (?:is|was|of|at|es|de|es de) (?=\d)"
)
#: A mother, not a breast: "mi mamá tiene cáncer", "my mama has cancer".
_MOTHER = re.compile(r"\b(mi|mis|su|tu|my|her|his|our|nuestra) mamas?\b|\bmam\u00e1s?\b")
_DIGIT = re.compile(r"\d")
_ADULT = 18
#: Prefixes that people write as separate words.
_PREFIXES = "gastro|adeno|osteo|neuro|hepato|cholangio|cranio|chondro|lipo|rhabdo|retino"
_JOINED = (
    # The abbreviation, and not men: "papa syndrome" is another illness.
    (re.compile(r"\bmen (?=syndrome|type|[124]|ii?\b)"), "multiple endocrine neoplasia "),
    (re.compile(r"\bnon (?=[a-z]{4})"), "non"),
    (re.compile(r"\b(?:no|none) (?=hod|micro)"), "non"),
    (re.compile(rf"\b({_PREFIXES}) (?=[a-z]{{4}})"), r"\1"),
)
#: Words that begin what is joined: most texts have none, and need not be tried.
_BEFORE = frozenset({"men", "no", "non", "none", *_PREFIXES.split("|")})


@lru_cache(maxsize=20_000)
def word_form(word: str) -> str:
    """Return the one form of all spellings of a word, which is given in lower case without accents."""
    if _MAYBE_BRITISH.search(word):
        for pattern, american in _BRITISH:
            word = pattern.sub(american, word)
    if word in _SYNONYMS:
        return _SYNONYMS[word]
    if len(word) > 3 and word.endswith("s") and (word.endswith(_PLURAL) or not word.endswith(_SINGULAR)):
        word = word[:-1]
    return _SYNONYMS.get(word, word)


def word_forms(text: str) -> list[str]:
    """Return the forms of the words of a text, in order. The age of a child becomes "childhood"."""
    folded = text.casefold()
    plain = normalize(_MOTHER.sub(" madre ", folded) if "mam" in folded else folded)
    if not _BEFORE.isdisjoint(plain.split()):
        for pattern, joined in _JOINED:
            plain = pattern.sub(joined, plain)
    if _DIGIT.search(plain):
        plain = _MEASURE.sub(" ", plain)
        for age in _AGES:
            plain = age.sub(_in_words, plain)
        plain = _DURATION.sub(" ", plain)
    return [word_form(word) for word in plain.split()]


def forms_of_each(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the forms of the words of many texts of one line each, by text: faster than one by one."""
    forms: dict[str, list[str]] = {}
    distinct = list(dict.fromkeys(texts))
    for text, plain in zip(distinct, normalize_each(distinct), strict=True):
        words = plain.split()
        is_more = "mam" in plain or _DIGIT.search(plain) or not _BEFORE.isdisjoint(words)
        forms[text] = word_forms(text) if is_more else [word_form(word) for word in words]
    return forms


def _in_words(age: re.Match[str]) -> str:
    in_years = not re.search(r"\d+ ?(?:m|w|d)", age[0])
    return " " if in_years and int(age[1]) >= _ADULT else " childhood "


def is_about_a_child(text: str) -> bool:
    """Tell whether a text names a child or a child's age: "child leukemia", "my 7 year old has leukemia"."""
    return "childhood" in word_forms(text)


def distinctive_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that distinguish cancer types, sorted and each once."""
    return tuple(sorted({word for word in words if word not in GENERIC_WORDS}))
