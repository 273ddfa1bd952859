"""The cancer types that an ICD-10-CM code may mean, and what else the code says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.cancers import CancerCode, CodeKind
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, catalog_of

#: A code with or without its dot (ICD-10-CM Official Guidelines, section I.A.2).
_CODE = re.compile(r"([A-TV-Z][0-9][0-9AB])\.?([0-9A-Z]{0,4})", re.IGNORECASE)
#: How codes of chapter 2, Neoplasms, begin.
_NEOPLASMS = ("C", "D0", "D1", "D2", "D3", "D4")


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """What a code means: the slugs of the types it may mean, in the order to offer them, and a note."""

    code: str
    kind: CodeKind
    cancers: tuple[str, ...]
    note: str

    @property
    def sure(self) -> bool:
        """Whether the code determines the type. Codes of metastases do not: they say where it spread."""
        return len(self.cancers) == 1 and self.kind not in ("secondary", "unspecified")


def is_code(text: str) -> bool:
    """Return whether a text has the form of an ICD-10-CM code."""
    return bool(_CODE.fullmatch(text.strip()))


def read_code(snapshot: Snapshot, text: str) -> CodeMeaning | None:
    """Return what an ICD-10-CM code means, with or without its dot; None if it is not in the directory.

    The longest matching prefix counts, as in the code book: C18.1 is the appendix, other C18 the colon.
    """
    match = _CODE.fullmatch(text.strip())
    if not match:
        return None
    code = "".join(match.groups()).upper()
    known = snapshot.cached("codes", lambda: _by_prefix(catalog_of(snapshot)))
    for length in range(len(code), 2, -1):
        if found := known.get(code[:length]):
            dotted = code[:3] + (f".{code[3:]}" if code[3:] else "")
            return CodeMeaning(dotted, found.kind, found.cancers, found.note or "")
    return None


def is_neoplasm_code(text: str) -> bool:
    """Return whether a text has the form of a code in the chapter of neoplasms."""
    return is_code(text) and text.strip().upper().startswith(_NEOPLASMS)


def _by_prefix(known: Catalog) -> Mapping[str, CancerCode]:
    """Return the meaning of each prefix, without dots: of the codes of types, and of the table of others."""
    slugs: dict[str, list[str]] = {}
    adults_first = sorted(known.cancers.values(), key=lambda cancer: cancer.population == "pediatric")
    for cancer in adults_first:
        for prefix in cancer.icd10cm:
            slugs.setdefault(prefix.replace(".", ""), []).append(cancer.slug)
    of_types = {
        prefix: CancerCode(prefix, "type", "cancer-types", tuple(each)) for prefix, each in slugs.items()
    }
    return of_types | {prefix.replace(".", ""): each for prefix, each in known.codes.items()}
