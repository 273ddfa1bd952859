"""View values of danger signs: the red panel above an answer, and the list of all signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from finder.domain.guide.emergencies import WHO, Emergency
from finder.domain.sources import Origin
from finder.formats.emergencies import how_soon, not_a_call, number_to_call, whom_to_call
from finder.language import _
from finder.search.danger import danger_in
from finder.store.read_catalog import Catalog
from finder.web.addresses import arguments
from finder.web.context import current_catalog, snapshot
from finder.web.elements import dialable, optional, tel
from finder.web.language import translate as shown
from finder.web.links import page_link
from finder.web.page.views import Fact, joined, origin

#: The most signs in the panel: a frightened person reads no more.
_MOST = 4


@dataclass(frozen=True, slots=True)
class SignView:
    """A danger sign: what to do now, one more step, and why."""

    sign: str
    now: Markup
    step: Markup
    why: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The red panel: the most urgent sign, the number to call for it, then the others."""

    first: SignView
    call: Markup
    others: tuple[SignView, ...]
    trust: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """The signs for one group of people, with their sources."""

    anchor: str
    label: str
    signs: tuple[SignView, ...]
    sources: tuple[Fact, ...]


def danger_panel_view() -> Panel | None:
    """Return the red panel for what the reader typed, into whichever box; None if there is no danger sign."""
    signs = danger_in(snapshot(), arguments())[:_MOST]
    if not signs:
        return None
    catalog = current_catalog()
    first, *others = (view(each, catalog) for each in signs)
    return Panel(first, _call(signs[0], catalog), tuple(others), dialable(not_a_call()))


def view(sign: Emergency, catalog: Catalog) -> SignView:
    """Return a sign as view values."""
    return SignView(
        shown(sign.sign),
        dialable(how_soon(sign.urgency, catalog)),
        dialable(shown(sign.step or "")),
        shown(sign.why),
    )


def groups(signs: Iterable[Emergency], catalog: Catalog) -> list[Group]:
    """Return signs, which are in the order of their groups, by whom they are for."""
    found = [(who, list(each)) for who, each in groupby(signs, key=lambda sign: sign.who)]
    return [
        Group(
            who,
            _(WHO[who]),
            tuple(view(each, catalog) for each in of_them),
            tuple(Fact(shown(each.sign), _sources(each, catalog)) for each in of_them),
        )
        for who, of_them in found
    ]


def _call(sign: Emergency, catalog: Catalog) -> Markup:
    number = tel(number_to_call(sign, catalog))
    return optional("a", whom_to_call(sign, catalog), class_="alarm-call", href=f"tel:{number}")


def _sources(sign: Emergency, catalog: Catalog) -> Markup:
    return joined(
        (
            page_link(
                f"/about#source-{key}",
                Markup("{}: {}").format(
                    catalog.sources[key].publisher, origin(Origin(key, catalog.sources[key].as_of), catalog)
                ),
            )
            for key in sign.source
        ),
        "; ",
    )
