"""Rules for the guide to a second opinion. Each rule yields every fault it finds, with its line."""

from __future__ import annotations

from collections.abc import Iterator

from finder.domain.second_opinion import Chapter, Statement
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated.rows import Read
from finder.sources.curated.toml_lines import FactLine, TomlFile


def chapter_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of the guide: what is empty, twice, out of order or leads nowhere."""
    yield from _order(read)
    yield from _twice(read)
    centers = {center.id for _, center in read.centers}
    specialties = {each.slug for _, each in read.specialties}
    for file, chapter in read.chapters:
        yield from _empty(file, chapter)
        for number, section in enumerate(chapter.sections):
            if section.specialty and section.specialty not in specialties:
                yield file.line("section", number, "specialty").fault(
                    _("specialty: `%(specialty)s` is not in data/specialties.csv")
                    % {"specialty": section.specialty}
                )
            if bool(section.link) != bool(section.link_text) or not (section.link or "/").startswith("/"):
                yield file.line("section", number, "link").fault(
                    _("link: give a page of this site (/help) and its link_text, or neither")
                )
        for line, statement in statements(file, chapter):
            if not statement.source:
                yield line.fault(_("source: every statement names its source"))
            if statement.center and statement.center not in centers:
                yield line.fault(
                    _("center: there is no data/centers/%(center)s.toml") % {"center": statement.center}
                )


def statements(file: TomlFile, chapter: Chapter) -> Iterator[tuple[FactLine, Statement]]:
    """Yield every statement of a chapter with its line."""
    for number, section in enumerate(chapter.sections):
        for index, statement in enumerate(section.statements):
            yield file.line("section", number, "statement", index), statement


def _order(read: Read) -> Iterator[DataFault]:
    """Emergencies are read first: they open the chapter that comes first."""
    if not read.chapters:
        yield DataFault("data/second_opinion", 0, _("there is no chapter here: one file each, <slug>.toml"))
        return
    first = min(chapter.order for _, chapter in read.chapters)
    taken: dict[int, str] = {}
    for file, chapter in read.chapters:
        if chapter.order in taken:
            yield file.line("order").fault(
                _("order: %(chapter)s has %(order)s too")
                % {"chapter": taken[chapter.order], "order": chapter.order}
            )
        taken.setdefault(chapter.order, file.label)
        urgent = [number for number, each in enumerate(chapter.sections) if each.kind == "emergency"]
        if chapter.order == first and urgent[:1] != [0]:
            yield file.line("section", 0).fault(_("kind: the first chapter opens with its emergency section"))
        for number in urgent:
            if chapter.order != first or number:
                yield file.line("section", number).fault(_("kind: emergencies open the first chapter only"))


def _twice(read: Read) -> Iterator[DataFault]:
    ids: dict[str, FactLine] = {}
    texts: dict[tuple[str, str], FactLine] = {}
    for file, chapter in read.chapters:
        for number, section in enumerate(chapter.sections):
            line = file.line("section", number, "id")
            if section.id in ids:
                first = ids[section.id]
                yield line.fault(
                    _("id: `%(id)s` is a duplicate of %(path)s:%(number)s")
                    % {"id": section.id, "path": first.path, "number": first.number}
                )
            ids.setdefault(section.id, line)
            for index, each in enumerate(section.statements):
                line = file.line("section", number, "statement", index, "text")
                if (section.id, each.text) in texts:
                    first = texts[section.id, each.text]
                    yield line.fault(
                        _("text: says the same as %(path)s:%(number)s")
                        % {"path": first.path, "number": first.number}
                    )
                texts.setdefault((section.id, each.text), line)


def _empty(file: TomlFile, chapter: Chapter) -> Iterator[DataFault]:
    for name in ("title", "summary"):
        if not getattr(chapter, name).strip():
            yield file.line(name).fault(_("%(name)s: must not be empty") % {"name": name})
    if not chapter.sections:
        yield file.line().fault(_("section: a chapter needs at least one"))
    for number, section in enumerate(chapter.sections):
        for name in ("id", "heading"):
            if not getattr(section, name).strip():
                yield file.line("section", number, name).fault(
                    _("%(name)s: must not be empty") % {"name": name}
                )
        if not section.statements:
            yield file.line("section", number).fault(_("statement: a section needs at least one"))
    for line, statement in statements(file, chapter):
        if not statement.text.strip():
            yield line.fault(_("text: must not be empty"))
