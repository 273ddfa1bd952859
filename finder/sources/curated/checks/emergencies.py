"""Rules for danger signs. Each rule yields every fault it finds, with its line."""

from __future__ import annotations

from collections.abc import Iterator

from finder.domain.cancers.types import CANCERS
from finder.domain.guide.emergencies import EMERGENCIES, EMERGENCY_WORDS
from finder.errors import DataFault
from finder.language import _
from finder.plain_text import normalize
from finder.sources.curated.data_table import Read


def brief_faults(read: Read) -> Iterator[DataFault]:
    """A sign on the short list has a source: its grade is not D. Every sign has words in both languages."""
    for row in read.rows(EMERGENCIES):
        sign = row.record
        if sign.brief and sign.grade == "D":
            yield row.location.at("brief").fault(_("brief: find a source first, or leave it off the list"))
        for name, words in (("words_en", sign.words_en), ("words_es", sign.words_es)):
            if not any(normalize(each) for each in words):
                yield row.location.at(name).fault(_("%(name)s: add what people type") % {"name": name})


def body_system_faults(read: Read) -> Iterator[DataFault]:
    """The body systems of a sign are those of the cancer types."""
    systems = {row.record.body_system for row in read.rows(CANCERS)}
    for row in read.rows(EMERGENCIES):
        for each in row.record.body_systems:
            if each not in systems:
                message = _("body_systems: use one of cancers.csv; “%(name)s” is none of them")
                yield row.location.at("body_systems").fault(message % {"name": each})


def word_faults(read: Read) -> Iterator[DataFault]:
    """No word means two things, in whichever language."""
    means: dict[str, str] = {}
    for row in read.rows(EMERGENCY_WORDS):
        word, meaning = normalize(row.record.word), row.record.means or ""
        if means.setdefault(word, meaning) != meaning:
            yield row.location.at("means").fault(
                _("means: “%(word)s” already means “%(other)s”") % {"word": word, "other": means[word]}
            )
