"""Codes of other systems than ICD-10-CM: which system they look like, and what they mean where we know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.cancers.types import OtherCode
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.cancer.codes.forms import CodeForm, code_form
from finder.words.cancer.codes.icd10cm import CodeMeaning, meaning_of, together
from finder.words.cancer.name_index import name_index

#: A system's name with the form of its codes, with and without the prefix that says so. Narrow forms first.
_SYSTEMS = tuple(
    (name, re.compile(form, re.IGNORECASE))
    for name, form in {
        "UMLS": r"(?:UMLS(?:_?CUI)?[:\s]*)?(C\d{7})",
        "MeSH": r"(?:MESH(?:_UI)?[:\s]*)?(D\d{6}|D\d{9}|C[56]\d{5})|MESH[:\s]*([A-Z]?\d+)",
        "NCIt": r"(?:NCI_?T?(?: Thesaurus)?[:\s_]*)?(C\d{3,6})",
        "ICD-O-3": r"(?:ICD-?O(?:-?3)?[:\s]*)?M?-?(\d{4}/\d)",
        "ICD-11": r"(?:ICD-?11[:\s]*)?(2[A-F]\d[0-9A-Z](?:\.[0-9A-Z]{1,3})?)|ICD-?11[:\s]*([0-9A-Z.]+)",
        "ICD-9-CM": r"(?:ICD-?9(?:-?CM)?[:\s]*)?((?:1[4-9]|2[0-3])\d(?:\.\d{1,2})?|V\d\d\.\d{1,2})",
        # The last digit but two and one of a SNOMED CT concept are 00 or 10.
        "SNOMED CT": r"(?:(?:SNOMED|SCT)(?:[ _-]*CT)?(?:_US)?[\w]*[:\s]*)?(\d{3,15}[01]0\d)"
        r"|(?:SNOMED|SCT)[ _A-Z-]*[:\s]*(\d+)",
        "Disease Ontology": r"DOID[:\s_]*(\d+)",
        "Orphanet": r"(?:ORPHA(?:NET)?|ORDO)[:\s_]*(\d+)",
        "OMIM": r"(?:O?MIM|OMIMPS)[:\s_]*(\d+)",
        "GARD": r"GARD[:\s_]*(\d+)",
        "EFO": r"EFO[:\s_]*(\d+)",
        "MONDO": r"MONDO[:\s_]*(\d+)",
    }.items()
)  # fmt: skip


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
    form = code_form(text)
    given = text.strip(" ()[]\"'")
    for candidate, words in _candidates(given, form):
        for system, pattern in _SYSTEMS:
            if match := pattern.fullmatch(candidate):
                code = next(filter(None, match.groups()))
                labeled = match[0] != code or form.labeled or "." in code or not code.isdigit()
                return OtherReading(system, code, _meaning(snapshot, system, code.upper()), words, labeled)
    return None


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


def _found(known: Mapping[tuple[str, str], OtherCode], system: str, code: str) -> list[OtherCode]:
    """Return the rows of a code; of a heading of ICD-9-CM those below it."""
    if (system, code) in known:
        return [known[system, code]]
    if system != "ICD-9-CM":
        return []
    start = code if "." in code else f"{code}."
    return [each for (of, below), each in known.items() if of == system and below.startswith(start)]
