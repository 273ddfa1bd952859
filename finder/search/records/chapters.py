"""Look up one chapter of the guide to a second opinion."""

from __future__ import annotations

from finder.domain.guide.second_opinion import Chapter
from finder.errors import Choice, NotFound
from finder.language import _, translate
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.similar_names import similar_names


def find_chapter(snapshot: Snapshot, slug: str) -> Chapter:
    """Return a chapter. Raises NotFound, offering the chapters with similar slugs."""
    chapters = catalog_of(snapshot).chapters
    if chapter := chapters.get(slug):
        return chapter
    near = similar_names(slug, chapters, limit=3)
    choices = tuple(Choice(f"/second-opinion/{each}", translate(chapters[each].title)) for each in near)
    raise NotFound(_("The guide has no chapter “%(slug)s”.") % {"slug": slug[:60]}, choices)
