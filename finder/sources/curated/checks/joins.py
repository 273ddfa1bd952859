"""Rules on what leads where: claims to programs, specialists and documents to cancer types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from finder.domain.cancers.specialists import GROUP_RULES, SPECIALTIES
from finder.domain.cancers.types import CANCER_NAMES, CANCERS, NOT_CANCERS
from finder.domain.care import CARE_SITE_TABLES, GROUPS, PROGRAMS, SITES
from finder.domain.claims import CLAIM_KINDS
from finder.domain.documents import GUIDELINES, SERVES
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated import messages
from finder.sources.curated.claim_format import PLACE_CLAIMS
from finder.sources.curated.data_table import Read

#: Where the date goes in the wording of a claim.
_DATES = ("{year}", "{month}")


def wording_faults(read: Read) -> Iterator[DataFault]:
    """`dated` has {year} or {month} in it, `undated` has neither."""
    for row in read.rows(CLAIM_KINDS):
        if not any(place in row.record.dated for place in _DATES):
            yield row.location.fault(_("dated: write {year} where the year goes. It must have one."))
        for place in (*_DATES, "{count}"):
            if place in row.record.undated:
                message = _("undated: remove %(place)s. It is used where no date is known.")
                yield row.location.fault(message % {"place": place})


def unclaimed_faults(read: Read) -> Iterator[DataFault]:
    """A program, or a site without a center, has a row in place_claims.csv: that is why it is listed."""
    for row in (*read.rows(PROGRAMS), *read.rows(SITES)):
        if not row.record.claims and not row.record.center:
            message = _("slug: add a row for `%(path)s` to data/place_claims.csv. It says why we list it.")
            yield row.location.fault(message % {"path": row.record.path})


def claimed_place_faults(read: Read) -> Iterator[DataFault]:
    """`place` is the path of a place of care; `count` is there where the wording has {count}."""
    places = [row.record.path for table in CARE_SITE_TABLES for row in read.rows(table)]
    known = frozenset(places)
    kinds = {row.record.claim: row.record for row in read.rows(CLAIM_KINDS)}
    for each in read.rows(PLACE_CLAIMS):
        claim = each.record
        if claim.place not in known:
            yield each.location.at("place").fault(messages.not_among("place", claim.place, places))
        counted = claim.claim in kinds and "{count}" in kinds[claim.claim].dated
        if counted and not (claim.count and claim.as_of):
            yield each.location.at("count").fault(_("count, as_of: fill in both. The wording shows them."))
        if claim.count and not counted:
            yield each.location.at("count").fault(_("count: remove it. No wording shows it."))


def missing_group_faults(read: Read) -> Iterator[DataFault]:
    """The four specialist groups each have a row."""
    for group in GROUPS:
        if group not in read.keys(SPECIALTIES):
            message = _("slug: add the group `%(group)s`. It is missing.")
            yield DataFault("data/specialties.csv", 1, message % {"group": group})


def ungrouped_faults(read: Read) -> Iterator[DataFault]:
    """Every type has a rule for each of the four groups in treatment_groups.csv."""
    ruled: dict[str, set[str]] = defaultdict(set)
    for rule in read.rows(GROUP_RULES):
        ruled[rule.record.cancer].add(rule.record.group)
    for row in read.rows(CANCERS):
        slug = row.record.slug
        if missing := [group for group in GROUPS if group not in ruled[slug]]:
            message = _("slug: add rows for `%(slug)s` to data/treatment_groups.csv. Missing: %(missing)s.")
            yield row.location.fault(message % {"slug": slug, "missing": ", ".join(missing)})


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
            message = _("topic: add `%(topic)s` to data/serves.csv. No cancer type leads to it.")
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
