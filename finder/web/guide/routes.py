"""The routes of the guide to a second opinion: contents, chapters, and the whole guide on one page."""

from __future__ import annotations

from flask import Blueprint, render_template
from markupsafe import Markup

from finder.domain.guide.second_opinion import Chapter
from finder.language import _, translate
from finder.search.fields import WHOLE_GUIDE
from finder.search.parameters import read_parameters
from finder.search.records.chapters import find_chapter
from finder.web.context import current_catalog, snapshot
from finder.web.guide import views
from finder.web.links import page_link
from finder.web.reader import read_view, split_view

blueprint = Blueprint("second_opinion", __name__)


@blueprint.get("/second-opinion")
def contents() -> str:
    """Show the urgent sections and the list of chapters; with all=yes show the whole guide, to print."""
    _view, own = split_view()
    whole = read_parameters(own, (WHOLE_GUIDE,)).get("all", False)
    catalog = current_catalog()
    chapters = list(catalog.chapters.values())
    if whole:
        return render_template(
            "guide/whole.html",
            chapters=[(each, views.sections(each.sections, catalog)) for each in chapters],
            cited=views.cited(chapters, catalog),
        )
    urgent = [section for chapter in chapters for section in chapter.emergencies()]
    return render_template("guide/contents.html", chapters=chapters, urgent=views.sections(urgent, catalog))


@blueprint.get("/second-opinion/<slug>")
def chapter(slug: str) -> str:
    """Show one chapter, with links to the previous and the next one."""
    read_view()
    found = find_chapter(snapshot(), slug)
    catalog = current_catalog()
    chapters = list(catalog.chapters.values())
    at = chapters.index(found)
    before, after = chapters[:at][-1:], chapters[at + 1 :][:1]
    sections = views.sections(found.sections, catalog)
    return render_template(
        "guide/chapter.html",
        chapter=found,
        sections=sections,
        has_ticks=views.has_ticks(sections),
        not_first=at > 0,
        first=f"/second-opinion/{chapters[0].slug}",
        chapters=views.chapter_links(chapters, slug),
        before=_beside(_("Previous: %(chapter)s"), before, "prev"),
        after=_beside(_("Next: %(chapter)s"), after, "next"),
    )


def _beside(words: str, chapters: list[Chapter], rel: str) -> Markup:
    """Return the link to the previous or next chapter, or nothing if `chapters` is empty."""
    links = [
        page_link(f"/second-opinion/{each.slug}", words % {"chapter": translate(each.title)}, rel=rel)
        for each in chapters
    ]
    return Markup("").join(links)
