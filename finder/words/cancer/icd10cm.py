"""From an ICD-10-CM code to the cancer types it may mean, and what the code says besides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.cancers import CancerCode, CodeKind
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, catalog

#: The form of a code with or without its dot (ICD-10-CM Official Guidelines, section I.A.2).
_FORM = re.compile(r"([A-TV-Z][0-9][0-9AB])\.?([0-9A-Z]{0,4})", re.IGNORECASE)
#: Chapter 2, where every code is a tumor's, and the chapter of what is no illness but bears on one.
_TUMORS = ("C", "D0", "D1", "D2", "D3", "D4")


@dataclass(frozen=True, slots=True)
class CodeReading:
    """What a code means: the types to choose from, in the order to offer them, and a word on the code."""

    code: str
    kind: CodeKind
    cancers: tuple[str, ...]
    note: str

    @property
    def sure(self) -> bool:
        """Whether the code alone tells the type. A secondary one tells where a cancer went."""
        return len(self.cancers) == 1 and self.kind not in ("secondary", "unspecified")


def is_code(text: str) -> bool:
    """Tell whether a text has the form of an ICD-10-CM code."""
    return bool(_FORM.fullmatch(text.strip()))


def read_code(snapshot: Snapshot, text: str) -> CodeReading | None:
    """Return what an ICD-10-CM code means, with or without its dot; None for what is no code of ours.

    The longest prefix counts, as in the code book: C18.1 is the appendix, C18 the colon.
    """
    match = _FORM.fullmatch(text.strip())
    if not match:
        return None
    code = "".join(match.groups()).upper()
    known = snapshot.keep("codes", lambda: _prefixes(catalog(snapshot)))
    for length in range(len(code), 2, -1):
        if found := known.get(code[:length]):
            shown = code[:3] + (f".{code[3:]}" if code[3:] else "")
            return CodeReading(shown, found.kind, found.cancers, found.note or "")
    return None


def is_tumor_code(text: str) -> bool:
    """Tell whether a code stands in the chapter of tumors."""
    return is_code(text) and text.strip().upper().startswith(_TUMORS)


def _prefixes(known: Catalog) -> Mapping[str, CancerCode]:
    """Return prefix without its dot → what it means: the types' own, and the table of all others."""
    own: dict[str, list[str]] = {}
    adults_first = sorted(known.cancers.values(), key=lambda cancer: cancer.population == "pediatric")
    for cancer in adults_first:
        for prefix in cancer.icd10cm:
            own.setdefault(prefix.replace(".", ""), []).append(cancer.slug)
    found = {
        prefix: CancerCode(prefix, "type", "cancer-types", tuple(slugs)) for prefix, slugs in own.items()
    }
    return found | {prefix.replace(".", ""): each for prefix, each in known.codes.items()}
