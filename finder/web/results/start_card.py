"""The card of the specialized center to call first, above the list."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.formats.start_here import why_this_one
from finder.language import _
from finder.search.answer import Answer
from finder.web.elements import aloud
from finder.web.links import link
from finder.web.page.record_views import Mark
from finder.web.reader import kept
from finder.web.records.care_site_page import marks
from finder.web.results.card import Call, miles, record_link, who_answers
from finder.web.shortlist.picks import pick


@dataclass(frozen=True, slots=True)
class StartCard:
    """The center to call first: why it is this one, what it is, where, and the number to call."""

    why: str
    name: Markup
    marks: tuple[Mark, ...]
    call: Call | None
    actions: tuple[Markup, ...]


def start_card(answer: Answer) -> StartCard | None:
    """Return the card; None where there is no such center, or where it is in the list and near anyway."""
    start = answer.start_here
    if start is None or answer.query.page > 1 or (start.near and start.listed):
        return None
    site = start.found.site
    where = f"{site.address.city}, {site.address.state} · {miles(start.found)}"
    to_ask = Markup("{}{}").format(_("Ask for a second opinion"), aloud(site.name))
    opinion = link(kept("/second-opinion/how-to-ask"), to_ask, class_="act")
    phone = start.phone
    return StartCard(
        why_this_one(start),
        record_link(site.path, site.name),
        (*marks(site), Mark(where)),
        Call.at(phone.number, site.name, who_answers(phone.purpose)) if phone else None,
        (pick(site.path, site.name), opinion),
    )
