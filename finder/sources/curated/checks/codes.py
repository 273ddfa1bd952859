"""Rules on codes: what leads nowhere says why, and codes that are referred to exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from finder.domain.cancers.body import HISTOLOGY_RULES, ORGANS
from finder.domain.cancers.types import (
    CANCER_GROUPS,
    CANCER_NAMES,
    CANCERS,
    CODE_TITLES,
    CODES,
    ONCOTREE_CODES,
    OTHER_CODES,
)
from finder.errors import DataFault
from finder.language import _
from finder.plain_text import normalize
from finder.sources.curated.data_table import Read


def unexplained_code_faults(read: Read) -> Iterator[DataFault]:
    """A code that leads to no type says why in its note."""
    for row in read.rows(CODES):
        if not row.record.cancers and not row.record.note:
            message = _("note: say why `%(prefix)s` leads to no type.") % {"prefix": row.record.prefix}
            yield row.location.fault(message)


def other_code_faults(read: Read) -> Iterator[DataFault]:
    """A code of another system leads to codes that exist, in ICD-10-CM or OncoTree."""
    titles, oncotree = read.keys(CODE_TITLES), read.keys(ONCOTREE_CODES)
    for row in read.rows(OTHER_CODES):
        each = row.record
        if not each.icd10cm and not each.oncotree:
            message = _("icd10cm: write the codes that `%(code)s` leads to, or remove the row.")
            yield row.location.fault(message % {"code": each.code})
        for column, codes, known in (
            ("icd10cm", each.icd10cm, titles),
            ("oncotree", each.oncotree, oncotree),
        ):
            for code in codes:
                if code not in known:
                    message = _("%(column)s: use a code of its table. `%(code)s` is not there.")
                    yield row.location.fault(message % {"column": column, "code": code})


def contradicting_name_faults(read: Read) -> Iterator[DataFault]:
    """A name of OncoTree that is also a name of types leads to one of the types of its code there."""
    # Of several codes with one name, each does. Names are compared without case, accents and plurals. What is
    # read by rules, from an organ and a tissue, is not in a table: tests/words/test_tree_names.py reads all.
    names: dict[str, set[str]] = defaultdict(set)
    for row in read.rows(CANCER_NAMES):
        names[_singular(row.record.name)].add(row.record.cancer)
    for of_type in read.rows(CANCERS):
        for name in (of_type.record.name, of_type.record.plain_name):
            names[_singular(name)].add(of_type.record.slug)
    for each in read.rows(ONCOTREE_CODES):
        code, elsewhere = each.record, names[_singular(each.record.name or "")]
        if code.cancers and elsewhere and not elsewhere & {*code.cancers}:
            message = _("name: `%(name)s` leads to %(there)s in data/names.csv. Add a type of %(code)s.")
            there = ", ".join(sorted(elsewhere))
            yield each.location.fault(message % {"name": code.name, "there": there, "code": code.code})


def _singular(name: str) -> str:
    return " ".join(word.removesuffix("s") for word in normalize(name).split())


def group_faults(read: Read) -> Iterator[DataFault]:
    """A group has a slug of its own, and at least two kinds."""
    types = read.keys(CANCERS)
    for row in read.rows(CANCER_GROUPS):
        if row.record.slug in types:
            message = _("slug: use another one. `%(slug)s` is a type in data/cancers.csv.")
            yield row.location.fault(message % {"slug": row.record.slug})
        if len(row.record.kinds) < 2:
            yield row.location.fault(_("kinds: write at least two types."))


def unknown_place_faults(read: Read) -> Iterator[DataFault]:
    """The place of a rule is an organ or a group of organs.csv, or `everywhere`."""
    places = {"everywhere"} | {
        name for row in read.rows(ORGANS) for name in (row.record.organ, row.record.group)
    }
    for row in read.rows(HISTOLOGY_RULES):
        if row.record.place not in places:
            message = _("place: use an organ or a group of data/organs.csv. `%(place)s` is not there.")
            yield row.location.fault(message % {"place": row.record.place})
