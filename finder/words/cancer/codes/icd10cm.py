"""The cancer types that an ICD-10-CM code or its official title may mean, and what else the code says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from finder.domain.cancers.types import CancerCode, CodeKind
from finder.plain_text import normalize, normalize_each
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, WordIndex, word_index
from finder.words.cancer.codes.forms import code_form

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
        """Whether the code determines the type. Those of metastases and benign tumors do not."""
        return len(self.cancers) == 1 and self.kind not in ("secondary", "unspecified", "benign")


@dataclass(frozen=True, slots=True)
class _Codes:
    """The codes of a directory, without dots: their meaning by prefix, and all that exist, sorted."""

    by_prefix: Mapping[str, CancerCode]
    existing: Sequence[str]


def read_code(snapshot: Snapshot, text: str) -> CodeMeaning | None:
    """Return what the codes of ICD-10-CM in a text mean together; None if it has none that leads somewhere.

    A name may stand beside the code.
    """
    form = code_form(text)
    if form.nine:
        return None
    if form.from_to:
        return in_range(snapshot, *form.codes)
    return together([found for code in form.codes if (found := meaning_of(snapshot, code))])


def meaning_of(snapshot: Snapshot, code: str) -> CodeMeaning | None:
    """Return what a code in capitals without its dot means; None if it does not exist or leads nowhere here.

    The longest matching prefix counts, as in the code book: C18.1 is the appendix, other C18 the colon.
    A placeholder X at the end is dropped.
    """
    known = word_index(snapshot, CODES)
    code = next((each for each in (code, code.rstrip("X")) if _exists(each, known.existing)), "")
    for length in range(len(code), 2, -1):
        if found := known.by_prefix.get(code[:length]):
            return CodeMeaning(dotted(code), found.kind, found.cancers, found.note or "")
    return None


def of_title(snapshot: Snapshot, text: str) -> CodeMeaning | None:
    """Return what an official title means, or a term that the code book includes; None for others."""
    codes = word_index(snapshot, TITLES).get(normalize(text))
    if not codes:
        return None
    meanings = [found for code in codes if (found := meaning_of(snapshot, code.replace(".", "")))]
    return together(meanings)


def together(meanings: Sequence[CodeMeaning]) -> CodeMeaning | None:
    """Return what several codes mean; those of metastases count only if there are no others."""
    primary = [each for each in meanings if each.kind != "secondary"] or list(meanings)
    if not primary:
        return None
    cancers = tuple(dict.fromkeys(slug for each in primary for slug in each.cancers))
    first = primary[0]
    return first if len(primary) == 1 else replace(first, cancers=cancers)


def in_range(snapshot: Snapshot, first: str, last: str) -> CodeMeaning | None:
    """Return what the codes from `first` to `last` mean, both without dots."""
    known = word_index(snapshot, CODES)
    categories = dict.fromkeys(each[:3] for each in known.existing if first[:3] <= each[:3] <= last[:3])
    meanings = [found for each in categories if (found := meaning_of(snapshot, each))]
    if first == last:
        return meaning_of(snapshot, first)
    found = together(meanings)
    return replace(found, kind="unspecified", note="") if found else None


def is_neoplasm_code(code: str) -> bool:
    """Return whether a code is written as one in the chapter of neoplasms."""
    return code.startswith(_NEOPLASMS)


def dotted(code: str) -> str:
    """Return a code with its dot."""
    return code[:3] + (f".{code[3:]}" if code[3:] else "")


def _exists(code: str, existing: Sequence[str]) -> bool:
    """Return whether a code exists, or begins some that do."""
    at = bisect_left(existing, code)
    return bool(code) and at < len(existing) and existing[at].startswith(code)


def _codes(known: Catalog) -> _Codes:
    """Return the meaning of each prefix: of the codes of types, and of the table of others.

    Of the types of a code, those of adults come first, and the wider type: the one with more codes.
    """
    slugs: dict[str, list[str]] = {}
    for cancer in sorted(
        known.cancers.values(), key=lambda each: (each.population == "pediatric", -len(each.icd10cm))
    ):
        for prefix in cancer.icd10cm:
            slugs.setdefault(prefix.replace(".", ""), []).append(cancer.slug)
    of_types = {
        prefix: CancerCode(prefix, "type", "cancer-types", tuple(each)) for prefix, each in slugs.items()
    }
    others = {prefix.replace(".", ""): each for prefix, each in known.codes.items()}
    return _Codes(of_types | others, sorted(code.replace(".", "") for code in known.code_titles))


def _by_title(known: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Return the codes by their normalized titles and inclusion terms; a title comes before a term."""
    rows = known.code_titles.values()
    texts = [text for each in rows for text in (each.title, *each.also)]
    plain = dict(zip(texts, normalize_each(texts), strict=True))
    titles: dict[str, list[str]] = {}
    for each in rows:
        titles.setdefault(plain[each.title], []).append(each.code)
    for each in rows:
        for term in each.also:
            codes = titles.setdefault(plain[term], [])
            if not any(each.code.startswith(code) or code.startswith(each.code) for code in codes):
                codes.append(each.code)
    return {title: tuple(codes) for title, codes in titles.items()}


CODES = WordIndex("codes", _Codes, _codes)
TITLES = WordIndex("titles", Mapping[str, tuple[str, ...]], _by_title)
