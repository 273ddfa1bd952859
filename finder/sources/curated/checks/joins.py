"""Rules on what leads where: claims to programs, specialists and documents to cancer types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from finder.domain.cancers import (
    CANCER_NAMES,
    CANCERS,
    CODES,
    GROUP_RULES,
    NOT_CANCERS,
    SPECIALTIES,
    TREATERS,
)
from finder.domain.care import CLAIM_KINDS, GROUPS, PROGRAMS
from finder.domain.documents import GUIDELINES, SERVES
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated import messages
from finder.sources.curated.data_table import Read


def wording_faults(read: Read) -> Iterator[DataFault]:
    """`dated` has {year} in it, `undated` does not."""
    for row in read.rows(CLAIM_KINDS):
        if "{year}" not in row.record.dated:
            yield row.location.fault(_("dated: write {year} where the year goes. It must have one."))
        if "{year}" in row.record.undated:
            yield row.location.fault(_("undated: remove {year}. It is used where no year is known."))


def unclaimed_faults(read: Read) -> Iterator[DataFault]:
    """Every program has a row in program_claims.csv: that is why it is listed."""
    for row in read.rows(PROGRAMS):
        if not row.record.claims:
            message = _("slug: add a row for `%(id)s` to data/program_claims.csv. It says why we list it.")
            yield row.location.fault(message % {"id": row.record.id})


def missing_group_faults(read: Read) -> Iterator[DataFault]:
    """The four specialist groups each have a row."""
    for group in GROUPS:
        if group not in read.keys(SPECIALTIES):
            message = _("slug: add the group `%(group)s`. It is missing.")
            yield DataFault("data/specialties.csv", 1, message % {"group": group})


def untreated_faults(read: Read) -> Iterator[DataFault]:
    """Every type has a row in treats.csv, and a rule for each of the four groups in treatment_groups.csv."""
    ruled: dict[str, set[str]] = defaultdict(set)
    for rule in read.rows(GROUP_RULES):
        ruled[rule.record.cancer].add(rule.record.group)
    treated = {row.record.cancer for row in read.rows(TREATERS)}
    for row in read.rows(CANCERS):
        slug = row.record.slug
        if missing := [group for group in GROUPS if group not in ruled[slug]]:
            message = _("slug: add rows for `%(slug)s` to data/treatment_groups.csv. Missing: %(missing)s.")
            yield row.location.fault(message % {"slug": slug, "missing": ", ".join(missing)})
        if slug not in treated:
            message = _("slug: add a row for `%(slug)s` to data/treats.csv. It names nobody yet.")
            yield row.location.fault(message % {"slug": slug})


def unexplained_code_faults(read: Read) -> Iterator[DataFault]:
    """A code that leads to no type says why in its note."""
    for row in read.rows(CODES):
        if not row.record.cancers and not row.record.note:
            message = _("note: say why `%(prefix)s` leads to no type.") % {"prefix": row.record.prefix}
            yield row.location.fault(message)


def cancer_after_all_faults(read: Read) -> Iterator[DataFault]:
    """No word is also the name of a cancer in cancers.csv or names.csv."""
    names = {row.record.name.casefold() for row in read.rows(CANCERS)}
    names |= {row.record.name.casefold() for row in read.rows(CANCER_NAMES)}
    for row in read.rows(NOT_CANCERS):
        if row.record.word.casefold() in names:
            message = _("word: remove the row. `%(word)s` is the name of a cancer in data/names.csv.")
            yield row.location.fault(message % {"word": row.record.word})


def topic_faults(read: Read) -> Iterator[DataFault]:
    """A document of that topic and series is in guidelines.csv."""
    topics: dict[str, dict[str, None]] = defaultdict(dict)
    for row in read.rows(GUIDELINES):
        topics[row.record.series_group][row.record.topic] = None
    for each in read.rows(SERVES):
        topic, series = each.record.topic, each.record.series_group
        if topic not in topics[series]:
            near = messages.nearest(topic, topics[series])
            message = (
                _("topic: did you mean `%(near)s`? No %(series)s document is called `%(topic)s`.")
                if near
                else _("topic: use one of data/guidelines.csv. No %(series)s document is called `%(topic)s`.")
            )
            yield each.location.fault(message % {"near": near, "series": series, "topic": topic})


def unreached_document_faults(read: Read) -> Iterator[DataFault]:
    """The topic of every current document has a row in serves.csv."""
    reached = {(row.record.series_group, row.record.topic) for row in read.rows(SERVES)}
    for row in read.rows(GUIDELINES):
        each = row.record
        if each.status == "current" and (each.series_group, each.topic) not in reached:
            message = _("topic: add `%(topic)s` to data/serves.csv. It is reached from no cancer type.")
            yield row.location.fault(message % {"topic": each.topic})


def english_title_faults(read: Read) -> Iterator[DataFault]:
    """A Spanish document has a Spanish title: not the English topic, unless that is a single word."""
    for row in read.rows(GUIDELINES):
        each = row.record
        if each.language == "es" and each.title == each.topic and " " in each.title:
            message = _("title: write it in Spanish. `%(title)s` is the English topic.")
            yield row.location.fault(message % {"title": each.title})


def unserved_faults(read: Read) -> Iterator[DataFault]:
    """Every type is served by a document in serves.csv."""
    served = {row.record.cancer for row in read.rows(SERVES)}
    for row in read.rows(CANCERS):
        for_children = "children" in served and row.record.population != "adult"
        if row.record.slug not in served and not for_children:
            message = _("slug: add a row for `%(slug)s` to data/serves.csv. It has no document yet.")
            yield row.location.fault(message % {"slug": row.record.slug})
