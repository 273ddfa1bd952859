"""The cancer types that the conditions of a clinical trial name: its own, and those a wider name covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from finder.domain.trials import Conditions
from finder.plain_text import normalize
from finder.words.cancer.interpret import Interpretation, interpret_as_written
from finder.words.cancer.name_index import NameIndex, Slugs
from finder.words.cancer.phrases import find_names, remove_terms
from finder.words.cancer.word_forms import distinctive_words, word_forms

#: A name that more types share than this is a wider name: "lymphoma" is, "colorectal cancer" is not.
_MOST_TYPES = 3
_CANCER = frozenset({
    "cancer", "carcinoma", "tumor", "neoplasm", "malignancy", "malignancie", "malignant", "oncology",
})  # fmt: skip
#: How words for single cancers end; without one of these or of the words above, nothing says cancer.
_ENDINGS = re.compile(r"(oma|emia|plasia|plastic|cytosis|fibrosis|thelioma|noid|noma)$")
#: Words around a wider name that leave it as wide: "relapsed or refractory adult malignancies".
_EMPTY = frozenset({
    "advanced", "unresectable", "refractory", "relapsed", "relapse", "recurrent", "progressive",
    "adult", "adults", "pediatric", "childhood", "locally", "solid", "metastatic", "metastasis",
    "stage", "iii", "iv", "any", "all", "other", "unspecified", "various", "protocol", "specific",
    "rare", "high", "risk", "resectable", "measurable", "related", "hematologic", "hematological",
    "blood", "rr", "or",
})  # fmt: skip
_METASTATIC = re.compile(r"\bmetastatic\b(?! (?:malignan|to\b|disease))", re.IGNORECASE)
_SOLID = re.compile(r"\bsolid\b")
_BLOOD = re.compile(r"\b(ha?ematolog\w*|blood)\b")


def types_of_study(
    conditions: Sequence[str],
    keywords: Sequence[str],
    title: str,
    names: NameIndex,
    *,
    adults: bool = True,
    children: bool = False,
) -> Conditions:
    """Return what a study is for: what its conditions say; if they name no cancer, its title, then key words.

    `adults` and `children` say who may join: with children, "leukemia" means the leukemias of children too.
    """
    said = read_conditions(conditions, names, children=children)
    # "In patients with metastatic melanoma" must not read as a spread to the skin.
    for texts in ((_METASTATIC.sub(" ", title),), keywords):
        if said.own or said.wider:
            break
        more = read_conditions(texts, names, children=children)
        says_cancer = said.says_cancer or more.says_cancer
        if more.names_any:
            said = replace(
                more, any_solid=said.any_solid or more.any_solid, any_blood=said.any_blood or more.any_blood
            )
        said = replace(said, says_cancer=says_cancer)
    not_theirs = frozenset[str]()
    if not children:
        not_theirs = names.childhood
    elif not adults:
        not_theirs = names.adults
    # A study that names nothing else may still be for them: the ages in the registry may be wrong.
    own = said.own - not_theirs or said.own
    return replace(said, own=own, wider=(said.wider - not_theirs or said.wider) - own)


def read_conditions(texts: Iterable[str], names: NameIndex, *, children: bool = False) -> Conditions:
    """Return what conditions (or key words, or a title) say about cancer. Each is read by itself."""
    meanings: list[Slugs] = []
    groups: set[str] = set()
    says_cancer = False
    for text in texts:
        says_cancer = says_cancer or bool(_CANCER.intersection(word_forms(text)))
        if found := _any_cancer(text, names):
            groups |= found
            continue
        for version in (text, f"childhood {text}") if children else (text,):
            if meaning := _meaning(version, names):
                meanings.append(meaning.slugs)
    own = frozenset[str]().union(*(each for each in meanings if _is_own(each, meanings)))
    wider = frozenset[str]().union(*meanings) - own
    if meanings:
        groups -= {"any"}  # "malignant neoplasm" beside "lung cancer" adds nothing
    return Conditions(
        own,
        wider,
        any_solid=bool(groups & {"solid", "any"}),
        any_blood=bool(groups & {"blood", "any"}),
        says_cancer=says_cancer or bool(meanings),
    )


def _is_own(slugs: Slugs, all_of: Sequence[Slugs]) -> bool:
    """Return whether a name means these types themselves, not a group that another condition narrows."""
    narrower = any(len(each) == 1 and each < slugs for each in all_of)
    return len(slugs) <= _MOST_TYPES and not narrower


def _any_cancer(text: str, names: NameIndex) -> set[str]:
    """Return the groups that a condition without a name means: "solid", "blood" or "any" cancer."""
    words = word_forms(text)
    if not _CANCER.intersection(words):
        return set()
    plain = normalize(text)
    groups = {group for group, pattern in (("solid", _SOLID), ("blood", _BLOOD)) if pattern.search(plain)}
    left, _ = remove_terms(words, names)
    if set(distinctive_words(left)) - _EMPTY:
        return groups & {"solid"} if not _named(words, names) else set()
    return groups or {"any"}


def _named(words: list[str], names: NameIndex) -> bool:
    return interpret_as_written(words, names) is not None


def _meaning(text: str, names: NameIndex) -> Interpretation | None:
    for version in _versions(text):
        words = word_forms(version)
        if _says_cancer(words, names) and (meaning := interpret_as_written(words, names)):
            return meaning
    return None


def _versions(text: str) -> Iterator[str]:
    """Yield a condition whole, then without what brackets or a dash add, then that alone.

    "NSCLC (advanced non-small cell lung cancer)", "PDAC - Pancreatic Ductal Adenocarcinoma".
    """
    yield text
    if inside := re.findall(r"\(([^()]*)\)", text):
        yield re.sub(r"\([^()]*\)", " ", text)
        yield from inside
    if " - " in text:
        yield from reversed(text.split(" - "))
    if "/" in text:
        yield from text.split("/")


def _says_cancer(words: list[str], names: NameIndex) -> bool:
    left, _ = remove_terms(words, names)
    spans = find_names(words, names)
    return (
        " ".join(words) in names.by_name
        or " ".join(left) in names.by_name
        or any(span.strong and " ".join(words[span.start : span.end]) in names.by_name for span in spans)
        or bool(_CANCER.intersection(words))
        or any(_ENDINGS.search(word) or word in names.by_name for word in words)
    )
