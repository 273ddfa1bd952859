"""Rules on what leads where: claims to programs, specialists and documents to cancer types."""

from __future__ import annotations

from collections.abc import Iterator

from finder.domain.cancers import CancerName, GroupRule, Treater
from finder.domain.care import GROUPS
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated.rows import Read
from finder.sources.curated.tables import Line


def claim_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of what is said of programs: unknown programs or claims, programs without any."""
    kinds = {kind.claim for _, kind in read.claim_kinds}
    programs = {site.id for _, site in read.programs}
    for line, kind in read.claim_kinds:
        if "{year}" not in kind.dated or "{year}" in kind.undated:
            yield line.fault(_("dated must hold {year} and undated must not"))
    for line, each in read.program_claims:
        if each.program not in programs:
            yield line.fault(
                _("program: `%(program)s` is not in data/programs.csv") % {"program": each.program}
            )
        if each.claim not in kinds:
            yield line.fault(_("claim: `%(claim)s` is not in data/claims.csv") % {"claim": each.claim})
    for line, site in read.programs:
        if not site.claims:
            yield line.fault(
                _("`%(id)s` has no row in data/program_claims.csv: why is it listed?") % {"id": site.id}
            )


def treater_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of who treats what: unknown types or specialists, types without a treater or a rule."""
    cancers = {cancer.slug for _, cancer in read.cancers}
    specialties = {specialty.slug for _, specialty in read.specialties}
    for group in set(GROUPS) - specialties:
        yield DataFault("data/specialties.csv", 1, _("the group `%(group)s` is missing") % {"group": group})
    for line, specialty in read.specialties:
        for group in set(specialty.groups) - set(GROUPS):
            yield line.fault(
                _("groups: `%(group)s` is not one of %(names)s")
                % {"group": group, "names": ", ".join(GROUPS)}
            )
    for line, each in read.cms_specialties:
        if each.specialty and each.specialty not in specialties:
            yield line.fault(
                _("specialty: `%(specialty)s` is not in data/specialties.csv") % {"specialty": each.specialty}
            )
    ruled: dict[str, set[str]] = {}
    rows: list[tuple[Line, Treater | GroupRule | CancerName]] = []
    rows += read.treaters + read.group_rules + read.cancer_names  # type: ignore[operator]
    for line, record in rows:
        if record.cancer not in cancers:
            yield line.fault(_("cancer: `%(cancer)s` is not in data/cancers.csv") % {"cancer": record.cancer})
        if isinstance(record, Treater) and record.specialty and record.specialty not in specialties:
            yield line.fault(
                _("specialty: `%(specialty)s` is not in data/specialties.csv")
                % {"specialty": record.specialty}
            )
        if isinstance(record, GroupRule):
            ruled.setdefault(record.cancer, set()).add(record.group)
    treated = {treater.cancer for _, treater in read.treaters}
    for line, cancer in read.cancers:
        if missing := set(GROUPS) - ruled.get(cancer.slug, set()):
            yield line.fault(
                _("data/treatment_groups.csv does not say of %(slug)s: %(missing)s")
                % {"slug": cancer.slug, "missing": sorted(missing)}
            )
        if cancer.slug not in treated:
            yield line.fault(_("data/treats.csv names nobody for %(slug)s") % {"slug": cancer.slug})


def word_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of codes and words: codes of unknown types, illnesses that are names of a cancer."""
    cancers = {cancer.slug for _, cancer in read.cancers}
    for line, cancer in read.cancers:
        if cancer.broader and cancer.broader not in cancers:
            yield line.fault(
                _("broader: `%(broader)s` is not in data/cancers.csv") % {"broader": cancer.broader}
            )
    for line, code in read.codes:
        for slug in set(code.cancers) - cancers:
            yield line.fault(_("cancers: `%(slug)s` is not in data/cancers.csv") % {"slug": slug})
        if not code.cancers and not code.note:
            yield line.fault(
                _("`%(prefix)s` leads to no type: the note must say why") % {"prefix": code.prefix}
            )
    for line, other in read.oncotree_codes:
        for slug in set(other.cancers) - cancers:
            yield line.fault(_("cancers: `%(slug)s` is not in data/cancers.csv") % {"slug": slug})
    named = {name.name.casefold() for _, name in read.cancer_names} | {
        cancer.name.casefold() for _, cancer in read.cancers
    }
    for line, each in read.not_cancers:
        if each.word.casefold() in named:
            yield line.fault(
                _("word: `%(word)s` is the name of a cancer in data/names.csv") % {"word": each.word}
            )


def document_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of documents: topics nobody is led to, types without a document, unknown words."""
    cancers = {cancer.slug for _, cancer in read.cancers}
    topics = {(document.series_group, document.topic) for _, document in read.guidelines}
    reached = {(each.series_group, each.topic) for _, each in read.serves}
    served = {each.cancer for _, each in read.serves}
    for line, each in read.serves:
        if (each.series_group, each.topic) not in topics:
            yield line.fault(
                _("topic: no %(series)s document is called `%(topic)s`")
                % {"series": each.series_group, "topic": each.topic}
            )
        if each.cancer not in cancers | {"*", "children"}:
            yield line.fault(_("cancer: `%(cancer)s` is not in data/cancers.csv") % {"cancer": each.cancer})
    for line, document in read.guidelines:
        if document.status == "current" and (document.series_group, document.topic) not in reached:
            yield line.fault(
                _("`%(topic)s` is reached from no cancer type: add it to data/serves.csv")
                % {"topic": document.topic}
            )
    for line, document in read.guidelines:
        if document.language not in LANGUAGES:
            yield line.fault(
                _("language: `%(language)s` is none of %(names)s")
                % {"language": document.language, "names": ", ".join(LANGUAGES)}
            )
        if document.kind not in DOCUMENT_KINDS:
            yield line.fault(
                _("kind: `%(kind)s` is none of %(names)s")
                % {"kind": document.kind, "names": ", ".join(DOCUMENT_KINDS)}
            )
    for line, cancer in read.cancers:
        for_children = "children" in served and cancer.population != "adult"
        if cancer.slug not in served and not for_children:
            yield line.fault(_("`%(slug)s` has no document in data/serves.csv") % {"slug": cancer.slug})
