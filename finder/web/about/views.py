"""View values of the pages about the finder: the meaning of each term, and the table of sources."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from finder.domain.sources import is_overdue
from finder.formats.display import date, source_date
from finder.language import _, ngettext
from finder.store.read_catalog import Catalog
from finder.web.context import site
from finder.web.language import translate
from finder.web.links import link
from finder.web.page.views import joined, origin, source_name
from finder.web.reports import report


@dataclass(frozen=True, slots=True)
class Meaning:
    """A term with its meaning, a link to the official list and its source; `anchor` is its HTML id."""

    anchor: str
    name: str
    meaning: str
    link: Markup
    source: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of the table of sources."""

    key: str
    name: str
    publisher: str
    as_of: str
    rights: str


def overdue(catalog: Catalog, today: datetime.date) -> Markup:
    """Return which loaded sources are older than they should be; nothing if none is."""
    old = [each for each in catalog.sources.values() if is_overdue(each, today)]
    if not old:
        return Markup("")
    item = escape(_("%(name)s (last loaded on %(day)s)"))
    lists = [item % {"name": translate(each.name), "day": date(each.loaded or "")} for each in old]
    message = ngettext(
        "Call to confirm. This list may be out of date: %(lists)s.",
        "Call to confirm. These lists may be out of date: %(lists)s.",
        len(old),
    )
    return escape(message) % {"lists": Markup(", ").join(lists)}


def contact() -> Markup:
    """Return how to reach the operator about accessibility; nothing if they take no messages."""
    to = site().report_to
    return link(report("accessibility"), to if "://" not in to else urlsplit(to).netloc, rel="nofollow")


def designations(catalog: Catalog) -> list[Meaning]:
    """Return the meaning of each designation."""
    return [
        Meaning(
            "-".join(part for part in (each.scheme, each.level) if part),
            translate(each.name),
            translate(each.meaning),
            link(each.link, _("See the list")),
            Markup("{} {}.").format(_("Source:"), origin(each, catalog)),
        )
        for each in catalog.designation_kinds.values()
    ]


def claims(catalog: Catalog) -> list[Meaning]:
    """Return the meaning of each kind of claim about a community program."""
    return [
        Meaning(
            each.claim, translate(each.name), translate(each.meaning), link(each.link, _("See today’s list"))
        )
        for each in catalog.claim_kinds.values()
    ]


def sources(catalog: Catalog) -> list[SourceRow]:
    """Return every source, in the order of the data files."""
    return [
        SourceRow(
            each.key,
            link(each.url, source_name(each.key, catalog)) or escape(source_name(each.key, catalog)),
            translate(each.publisher),
            source_date(each),
            joined((translate(each.rights), translate(each.note)), ". "),
        )
        for each in catalog.sources.values()
    ]
