"""Rules that cross one curated fact with another. Each rule yields every fault it finds, with its line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from finder import utc
from finder.domain.cancers import Treater
from finder.domain.care import CareSite
from finder.domain.places import ZipTable
from finder.domain.sources import LOADED, Origin
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated.check_chapters import chapter_faults, statements
from finder.sources.curated.check_joins import claim_faults, document_faults, treater_faults, word_faults
from finder.sources.curated.check_outward import glossary_faults, outward_faults
from finder.sources.curated.check_places import care_faults, place_faults, reach_faults
from finder.sources.curated.rows import Place, Read

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def faults(read: Read, zips: ZipTable) -> Iterator[DataFault]:
    """Yield every fault that crosses facts, in no order."""
    yield from _uniqueness(read)
    yield from _sources(read)
    yield from _dates(read)
    yield from place_faults(read, zips)
    yield from reach_faults(read)
    yield from care_faults(read)
    yield from claim_faults(read)
    yield from treater_faults(read)
    yield from document_faults(read)
    yield from word_faults(read)
    yield from outward_faults(read)
    yield from glossary_faults(read)
    yield from chapter_faults(read)


def _uniqueness(read: Read) -> Iterator[DataFault]:
    yield from _twice("slug", [(line(), site.id) for line, site in read.care_sites()])
    yield from _twice("slug", [(line, each.slug) for line, each in read.cancers])
    yield from _twice("slug", [(line, each.slug) for line, each in read.specialties])
    yield from _twice("cms", [(line, each.cms) for line, each in read.cms_specialties])
    yield from _twice("id", [(line, each.id) for line, each in read.guidelines])
    yield from _twice("url", [(line, each.url) for line, each in read.guidelines])
    yield from _twice("claim", [(line, each.claim) for line, each in read.claim_kinds])
    yield from _twice("key", [(line, each.key) for line, each in read.outward_links])
    yield from _twice("key", [(line, each.key) for line, each in read.glossary])
    yield from _twice("designation", [(line, f"{e.scheme} {e.level}") for line, e in read.designation_kinds])
    yield from _twice("group", [(line, f"{e.group} of {e.cancer}") for line, e in read.group_rules])
    yield from _twice("specialist", [(line, _said(each)) for line, each in read.treaters])
    yield from _twice(
        "claim",
        [(line, f"{e.claim} {e.as_of} {e.seen_in} of {e.program}") for line, e in read.program_claims],
    )
    yield from _twice("prefix", [(line, each.prefix) for line, each in read.codes])
    yield from _twice("code", [(line, each.code) for line, each in read.oncotree_codes])
    yield from _twice("word", [(line, each.word) for line, each in read.terms])
    yield from _twice("word", [(line, f"{each.word} ({each.language})") for line, each in read.not_cancers])
    yield from _twice("name", [(line, f"{e.name} → {e.cancer}") for line, e in read.cancer_names])


def _said(each: Treater) -> str:
    """Return what a row says: two sources may well say the same of one specialist."""
    said_by = each.source_url or each.source
    return f"{each.words} {each.role} {each.cancer} ({each.specialty or 'no slug'}, {said_by})"


def _twice(field: str, values: list[tuple[Place, str]]) -> Iterator[DataFault]:
    first: dict[str, Place] = {}
    for line, value in values:
        if value in first:
            yield line.fault(
                _("%(field)s: `%(value)s` is a duplicate of %(path)s:%(number)s")
                % {"field": field, "value": value, "path": first[value].path, "number": first[value].number}
            )
        first.setdefault(value, line)


def _sources(read: Read) -> Iterator[DataFault]:
    known = {source.key for _, source in read.sources}
    used = set(LOADED)
    for line, keys in _cited(read):
        used.update(keys)
        for key in keys:
            if key not in known:
                yield line.fault(_("source: `%(key)s` is not in data/sources.toml") % {"key": key})
    for line, source in read.sources:
        if source.key not in used:
            yield line.fault(_("source `%(key)s` is cited nowhere: remove it") % {"key": source.key})
    for key in sorted(set(LOADED) - known):
        yield DataFault(
            "data/sources.toml", 0, _("`%(key)s` is missing: records of loaded files cite it") % {"key": key}
        )


def _cited(read: Read) -> Iterator[tuple[Place, tuple[str, ...]]]:
    for find, site in read.care_sites():
        for path, origin in _origins(site):
            yield find(*path), (origin.source,)
        for index, conflict in enumerate(site.conflicts):
            yield find("conflict", index, "source"), (conflict.source,)
    for file, chapter in read.chapters:
        for fact, statement in statements(file, chapter):
            yield fact, statement.source
    for line, record in read.flat():
        source = getattr(record, "source", "")
        yield line, source if isinstance(source, tuple) else (source,)


def _origins(site: CareSite) -> Iterator[tuple[tuple[str | int, ...], Origin]]:
    """Yield the origin of every fact of a place, with the path of the fact in a center's file."""
    yield ("source",), site.origin
    yield ("site", 0, "source"), site.address.origin
    if site.treats_origin:
        yield ("care", "source"), site.treats_origin
    if site.groups_origin:
        yield ("specialties", "source"), site.groups_origin
    if site.position:
        yield ("site", 0, "position"), site.position.origin
    if site.ccn:
        yield ("site", 0, "ccn"), site.ccn.origin
    for designation in site.designations:
        yield ("designation", designation.scheme, "source"), designation.origin
    for index, phone in enumerate(site.phones):
        yield ("site", 0, "phone", index, "source"), phone.origin
    for index, link in enumerate(site.links):
        yield ("link", index, "source"), link.origin
    for index, note in enumerate(site.notes):
        yield ("note", index, "source"), note.origin


def _dates(read: Read) -> Iterator[DataFault]:
    today = utc.today().isoformat()
    for line, name, value in _dated(read):
        if not _DATE.fullmatch(value) or not _exists(value):
            yield line.fault(
                _("%(name)s: `%(value)s` is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
                % {"name": name, "value": value}
            )
        elif value > today[: len(value)]:
            yield line.fault(_("%(name)s: %(value)s is in the future") % {"name": name, "value": value})


def _exists(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value + "-01-01"[: 10 - len(value)] if len(value) == 4 else
                                    value + "-01" if len(value) == 7 else value)  # fmt: skip
    except ValueError:
        return False
    return True


def _dated(read: Read) -> Iterator[tuple[Place, str, str]]:
    for find, site in read.care_sites():
        for path, origin in _origins(site):
            if origin.checked:
                yield find(*path[:-1], "checked"), "checked", origin.checked
    for line, source in read.sources:
        if source.as_of:
            yield line, "as_of", source.as_of
    for file, chapter in read.chapters:
        for fact, statement in statements(file, chapter):
            if statement.checked:
                yield fact, "checked", statement.checked
    for line, record in read.flat():
        for name in ("checked", "as_of", "last_seen", "version_year"):
            if value := getattr(record, name, None):
                yield line, name, value
