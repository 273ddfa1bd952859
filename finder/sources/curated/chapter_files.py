"""data/second_opinion/<slug>.toml → Chapter. The classes below are the format of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from finder.domain.second_opinion import Chapter, Grade, Section, SectionKind, Statement
from finder.errors import DataFault
from finder.sources.curated.tables import readable
from finder.sources.curated.toml_lines import TomlFile, dates_as_text, path_in, read_toml


class _Part(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    pass


class _Statement(_Part):
    text: str
    grade: Grade
    source: str | tuple[str, ...]
    checked: str | None = None
    note: str | None = None
    name: str | None = None
    center: str | None = None


class _Section(_Part):
    id: str
    heading: str
    kind: SectionKind = "points"
    lead: str | None = None
    specialty: str | None = None
    link: str | None = None
    link_text: str | None = None
    statement: tuple[_Statement, ...] = ()


class _Chapter(_Part):
    order: int
    title: str
    summary: str
    section: tuple[_Section, ...] = ()


def read_chapter(file: Path, label: str, faults: list[DataFault]) -> tuple[TomlFile, Chapter] | None:
    """Return the chapter of `file`, or None after adding what is wrong to `faults`."""
    read = read_toml(file, label, faults)
    if read is None:
        return None
    origin = TomlFile(label, read[0])
    raw: dict[str, Any] = {name: dates_as_text(value) for name, value in read[1].items()}
    try:
        return origin, _chapter(file.stem, msgspec.convert(raw, _Chapter))
    except msgspec.ValidationError as error:
        faults.append(origin.line(*path_in(str(error))).fault(readable(str(error))))
        return None


def _chapter(slug: str, file: _Chapter) -> Chapter:
    sections = tuple(
        Section(
            each.id,
            each.heading,
            each.kind,
            tuple(_statement(statement) for statement in each.statement),
            each.lead,
            each.specialty,
            each.link,
            each.link_text,
        )
        for each in file.section
    )
    return Chapter(slug, file.order, file.title, file.summary, sections)


def _statement(each: _Statement) -> Statement:
    source = (each.source,) if isinstance(each.source, str) else each.source
    return Statement(each.text, each.grade, source, each.checked, each.note, each.name, each.center)
