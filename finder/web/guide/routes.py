"""The guide to a second opinion: its contents, its chapters, and the whole of it on one page to print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from flask import Blueprint, render_template
from markupsafe import Markup, escape

from finder.domain.second_opinion import Chapter, Statement
from finder.domain.sources import Origin
from finder.search.fields import WHOLE_GUIDE
from finder.search.parameters import read_parameters
from finder.search.records.chapters import find_chapter
from finder.web.context import known, snapshot
from finder.web.reader import read_view, split_view

blueprint = Blueprint("second_opinion", __name__)

_NUMBER = re.compile(r"\b1-\d{3}-\d{3}-\d{4}\b|\b911\b")


@blueprint.get("/second-opinion")
def contents() -> str:
    """Show what must be read first and the chapters; with all=yes the whole guide, to print."""
    _, own = split_view()
    whole = read_parameters(own, (WHOLE_GUIDE,)).get("all", False)
    chapters = list(known().chapters.values())
    if whole:
        return render_template("guide/whole.html", chapters=chapters, cited=_cited(chapters))
    urgent = [section for chapter in chapters for section in chapter.emergencies()]
    return render_template("guide/contents.html", chapters=chapters, urgent=urgent)


@blueprint.get("/second-opinion/<slug>")
def chapter(slug: str) -> str:
    """Show one chapter, and the way to the one before and the one after."""
    read_view()
    found = find_chapter(snapshot(), slug)
    chapters = list(known().chapters.values())
    at = chapters.index(found)
    return render_template(
        "guide/chapter.html",
        chapter=found,
        before=chapters[at - 1] if at else None,
        after=chapters[at + 1] if at + 1 < len(chapters) else None,
    )


def dialable(text: str) -> Markup:
    """Return a text in which every telephone number is a link that dials it."""
    parts: list[str] = []
    end = 0
    for found in _NUMBER.finditer(text):
        number = found[0] if found[0] == "911" else f"+{found[0].replace('-', '')}"
        link = Markup('<a class="tel" href="tel:{}">{}</a>').format(number, found[0])
        parts += [escape(text[end : found.start()]), link]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def origins(statement: Statement) -> list[Origin]:
    """Return where a statement comes from; of several sources each has its own date."""
    if len(statement.source) == 1 and statement.checked:
        return [Origin(statement.source[0], statement.checked)]
    return [Origin(key, known().sources[key].as_of) for key in statement.source]


def tick_key(text: str) -> str:
    """Return the name under which a device keeps that a text of a checklist is ticked, in every language."""
    return sha256(text.encode()).hexdigest()[:8]


def _cited(chapters: Iterable[Chapter]) -> list[str]:
    """Return the sources that the guide cites, in the order of the list of sources."""
    used = {key for chapter in chapters for each in chapter.statements() for key in each.source}
    return [key for key in known().sources if key in used]
