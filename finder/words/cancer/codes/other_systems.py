"""Codes of other systems than ICD-10-CM: which system they look like, and what they mean where we know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from finder.domain.cancers.types import OtherCode
from finder.language import marked
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.cancer.codes.forms import CodeForm, code_form
from finder.words.cancer.codes.icd10cm import CodeMeaning, meaning_of, together
from finder.words.cancer.name_index import name_index

_ICD_O = "ICD-O-3"
_NCIT = "NCIt"
#: What stands between the name of a system and a code, and behind a code.
_BETWEEN = r"[\s:_#.-]*(?:(?:(?:unique|concept)\s+)?(?:id|code|cui|ui)\b)?[\s:_#.-]*"
_BEHIND = r"(?![A-Z0-9])[\s:|)\]\"'–—-]*(?P<words>.*)"
_NUMBER = r"\d[\d-]*"


def _labeled(label: str, code: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{label}){_BETWEEN}(?P<code>{code}){_BEHIND}", re.IGNORECASE)


#: A system's name, with the form of its codes behind a word that says which system it is.
_LABELED = tuple(
    (name, _labeled(label, code))
    for name, label, code in (
        ("UMLS", "UMLS", r"C\d{5,7}"),
        ("MeSH", "MESH", r"[A-Z]?\d+(?:\.\d+)*"),
        (_NCIT, r"NCI[\s_-]?T(?:hesaurus)?|NCI Thesaurus|NCI(?=[:_\s]+C\d)", r"C\d{3,6}"),
        (
            _ICD_O,
            r"ICD[\s-]?O(?:[\s-]?3(?:\.\d)?)?(?:\s+(?:topography|morphology))?|topography|morphology",
            r"(?:M-?)?\d{4}/\d|C\d\d(?:\.?\d)?",
        ),
        ("ICD-11", r"ICD[\s-]?11", "[0-9A-Z][0-9A-Z.]+"),
        ("SNOMED CT", r"(?:SNOMED|SCT)(?:[\s_-]?CT)?(?:[\s_]US)?", r"\d+"),
        ("Disease Ontology", "DOID", _NUMBER),
        ("Orphanet", "ORPHA(?:NET)?|ORDO", _NUMBER),
        ("OMIM", "O?MIM(?:PS)?", _NUMBER),
        ("GARD", "GARD", _NUMBER),
        ("EFO", "EFO", _NUMBER),
        ("MONDO", "MONDO", _NUMBER),
        ("RxNorm", "RxNorm|RxCUI", _NUMBER),
        ("LOINC", "LOINC", _NUMBER),
        ("CPT", "CPT", _NUMBER),
    )
)
#: A system's name, with the form of its codes without such a word. Narrow forms first.
_SYSTEMS = tuple(
    (name, re.compile(form, re.IGNORECASE))
    for name, form in {
        "UMLS": r"(C\d{7})",
        "MeSH": r"(D\d{6}|D\d{9}|C[56]\d{5}|C04(?:\.\d{3})+)",
        _NCIT: r"(C\d{3,6})",
        _ICD_O: r"(?:M-?)?(\d{4}/\d)|(C42(?:\.?\d)?)",
        "ICD-11": r"(2[A-F]\d[0-9A-Z](?:\.[0-9A-Z]{1,3})?)",
        "ICD-9-CM": r"(?:ICD-?9(?:-?CM)?[:\s]*)?((?:1[4-9]|2[0-3])\d(?:\.\d{1,2})?|V\d\d\.\d{1,2})",
        # The last digit but two and one of a SNOMED CT concept are 00 or 10.
        "SNOMED CT": r"(\d{3,15}[01]0\d)",
    }.items()
)  # fmt: skip
#: Places of ICD-O-3 where no type of an organ starts: blood and marrow, skin, lymph nodes, unknown.
_NO_ORGANS = ("C42", "C44", "C76", "C77", "C80")


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A code of another system: its system's name, the code, and what it means, if we know.

    `labeled`: the text says that it is a code. `words` are what stands beside it.
    """

    system: str
    code: str
    meaning: CodeMeaning | None
    words: str = ""
    labeled: bool = False


def read_other_code(snapshot: Snapshot, text: str) -> OtherReading | None:
    """Return the code of another system that a text is, or that stands before a name; None if none does."""
    if labeled := read_labeled_code(snapshot, text):
        return labeled
    form = code_form(text)
    for candidate, words in _candidates(text.strip(" ()[]\"'"), form):
        for system, pattern in _SYSTEMS:
            if match := pattern.fullmatch(candidate):
                code = next(filter(None, match.groups()))
                labeled_too = match[0] != code or form.labeled or "." in code or not code.isdigit()
                return _reading(snapshot, system, code, words, labeled=labeled_too)
    return None


def read_labeled_code(snapshot: Snapshot, text: str) -> OtherReading | None:
    """Return the code in a text that begins with the name of its system; None for other texts."""
    given = text.strip(" ()[]\"'")
    for system, pattern in _LABELED:
        if match := pattern.fullmatch(given):
            code = re.sub(r"(?i)^M-?(?=\d{4}/)", "", match["code"])
            return _reading(snapshot, system, code, match["words"].strip(" |"), labeled=True)
    return None


def read_ncit_code(snapshot: Snapshot, code: str) -> CodeMeaning | None:
    """Return what a code means in NCI's thesaurus; None if that leads to no type."""
    return _meaning(snapshot, _NCIT, code.upper())


def _reading(snapshot: Snapshot, system: str, code: str, words: str, *, labeled: bool) -> OtherReading:
    return OtherReading(system, code, _meaning(snapshot, system, code.upper()), words, labeled)


def _candidates(text: str, form: CodeForm) -> list[tuple[str, str]]:
    """Return what may be a code, each with the words beside it: all of the text, or its first word."""
    bare = text
    if form.labeled:
        bare = form.words or text.rsplit(maxsplit=1)[-1]
    first, _, rest = bare.partition(" ")
    found = [(bare, "")]
    # A number before a name is a code only if it has the length of one.
    if rest and (len(first) > 6 or "." in first or "/" in first or ":" in first):
        found.append((first.rstrip(":;,-"), rest.strip(" -–—:")))
    return found


def _meaning(snapshot: Snapshot, system: str, code: str) -> CodeMeaning | None:
    if system == _ICD_O:
        return _of_place(snapshot, code)
    known = snapshot.cached(
        "other codes",
        lambda: {(str(each.system), each.code): each for each in catalog_of(snapshot).other_codes},
    )
    found = [each for each in _found(known, system, code) if each]
    oncotree = name_index(snapshot).by_oncotree_code
    meanings = [
        meaning
        for each in found
        for icd in each.icd10cm
        if (meaning := meaning_of(snapshot, icd.replace(".", "")))
    ]
    meanings += [
        CodeMeaning(code, "type", tuple(sorted(oncotree[node])), "")
        for each in found
        for node in each.oncotree
        if oncotree.get(node)
    ]
    return together(meanings)


def _of_place(snapshot: Snapshot, code: str) -> CodeMeaning | None:
    """Return what the place of a tumor in ICD-O-3 may mean: its codes are those of ICD-10 for organs."""
    if not code.startswith("C") or code.startswith(_NO_ORGANS):
        return None
    bare = code.replace(".", "")
    found = meaning_of(snapshot, bare) or meaning_of(snapshot, bare[:3])
    note = marked("In ICD-O-3 such a code is a part of the body, not a cancer.")
    return replace(found, code=code, kind="unspecified", note=note) if found else None


def _found(known: Mapping[tuple[str, str], OtherCode], system: str, code: str) -> list[OtherCode]:
    """Return the rows of a code; of a heading of ICD-9-CM those below it."""
    if (system, code) in known:
        return [known[system, code]]
    if system != "ICD-9-CM":
        return []
    start = code if "." in code else f"{code}."
    return [each for (of, below), each in known.items() if of == system and below.startswith(start)]
