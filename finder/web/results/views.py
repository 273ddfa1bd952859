"""View values of a list of results: its rings of distance, and links to its other pages."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from finder.domain.answers import Order, Proposal, Result, Results, is_unknown
from finder.formats.display import UNKNOWN
from finder.language import _
from finder.search.fields import ORDERS
from finder.store.near import RINGS
from finder.web.addresses import asked_again
from finder.web.language import translate as shown
from finder.web.links import link, page_link


@dataclass(frozen=True, slots=True)
class Ring:
    """A range of distances with its results; if it has none, the heading says so."""

    heading: str
    results: tuple[Result, ...]


def rings(answer: Results, order: Order) -> list[Ring]:
    """Return the results by ring, then those that may not treat the patients of the search.

    On page 1, one heading covers the empty rings before the first result. A list that is not in the order of
    distance has one ring, named for its order.
    """
    if order != "nearest":
        return [Ring(_(ORDERS[order]), answer.results)] if answer.results else []
    found: list[Ring] = []
    unknown = tuple(each for each in answer.results if is_unknown(each, answer.understood))
    treating = answer.results[: len(answer.results) - len(unknown)]
    inner = 0
    for radius in (*RINGS, None):
        here = tuple(
            each for each in treating if inner <= each.miles and (radius is None or each.miles < radius)
        )
        if here:
            found.append(Ring(_heading(inner, radius), here))
        inner = radius or inner
    first = treating[0].miles if treating else 0.0
    if answer.page == 1 and (empty := max((r for r in RINGS if r <= first), default=0)):
        found.insert(0, Ring(_("Within %(miles)s miles: none. The nearest:") % {"miles": empty}, ()))
    if unknown and answer.understood.patients:
        found.append(Ring(_(UNKNOWN[answer.understood.patients]), unknown))
    return found


def _heading(inner: int, outer: int | None) -> str:
    if outer is None:
        return _("More than %(miles)s miles") % {"miles": inner}
    if inner:
        return _("%(inner)s to %(outer)s miles") % {"inner": inner, "outer": outer}
    return _("Within %(miles)s miles") % {"miles": outer}


def page_address(page: int) -> str:
    """Return the address of another page of this list."""
    return asked_again(page=page if page > 1 else None)


def proposal(each: Proposal) -> Markup:
    """Return a doctor to ask for, with a link to the search for them, or else to what they do."""
    if each.specialty:
        return link(asked_again(specialty=each.specialty.slug, kind=None, page=None), shown(each.doctor))
    return (
        page_link(f"/specialties/{each.slug}", shown(each.doctor))
        if each.slug
        else escape(shown(each.doctor))
    )
