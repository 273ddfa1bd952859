"""Whom to call now: who answers at this moment, by need, in the reader's own time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template

from finder.domain.documents import Helpline
from finder.formats import opening_hours
from finder.geo.time_zones import zone_of
from finder.language import _, marked
from finder.search.documents.find import find_guidelines
from finder.search.fields import NEAR
from finder.search.outward_links import directories_near
from finder.search.parameters import read_parameters
from finder.search.questions import GuidelineQuery
from finder.web.context import known, site, snapshot
from finder.web.reader import read_view, split_view

blueprint = Blueprint("help", __name__)

#: What people need, in this order, with the kinds of lines for each.
NEEDS = {
    "talk": (marked("Talk to someone"), ("helpline", "support", "crisis line")),
    "rides": (marked("Rides to treatment"), ("transport",)),
    "stay": (marked("A place to stay"), ("lodging",)),
    "money": (marked("Money and insurance"), ("insurance and money", "coverage")),
    "law": (marked("Law and work"), ("legal and insurance",)),
    "interpreters": (marked("Interpreters"), ("interpreters",)),
    "near": (marked("Help in your town"), ("local help", "clinic finder")),
    "opinions": (marked("Second opinions"), ("second opinion",)),
    "doctors": (
        marked("Check a doctor or find one"),
        ("credential check", "doctor finder", "doctor look-up", "doctor and hospital finder"),
    ),
}
REST = "rest"
#: Whoever answers now stands above all needs.
_FIRST = NEEDS["talk"][1]
_ORDER = [kind for _label, kinds in NEEDS.values() for kind in kinds]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with what to say of its telephone and its chat now."""

    line: Helpline
    phone: opening_hours.Availability
    chat: opening_hours.Availability | None


@blueprint.get("/help")
def help_now() -> str:
    """Show whom to call: emergencies, who answers now, then every line by need."""
    _view, own = split_view()
    near = read_parameters(own, (NEAR,)).get("near")
    elsewhere = directories_near(snapshot(), near)
    reader = zone_of(elsewhere.place.point) if elsewhere.place else None
    now = site().now()
    lines = [
        Shown(each, opening_hours.telephone(each, now, reader), opening_hours.chat(each, now, reader))
        for each in known().helplines.values()
    ]
    return render_template(
        "help/help.html",
        open_now=sorted(
            (each for each in lines if each.phone.is_open and each.line.kind in _FIRST),
            key=lambda each: _ORDER.index(each.line.kind),
        ),
        needs=_by_need(lines),
        elsewhere=elsewhere,
        asked_near=near,
    )


@blueprint.get("/languages")
def by_language() -> str:
    """Show who speaks which language, and what there is to read in each."""
    read_view()
    documents = find_guidelines(snapshot(), GuidelineQuery()).all
    lines = sorted(
        known().helplines.values(), key=lambda each: (*_ORDER, each.kind).index(each.kind)
    )  # those to talk to first
    return render_template(
        "help/languages.html",
        lines={
            code: [each for each in lines if code in each.languages and each.phone]
            for code in sorted({code for each in lines for code in each.languages if each.phone})
        },
        counts=Counter((each.publisher, each.language) for each in documents if each.audience == "patient"),
        lines_by_key=known().helplines,
    )


def _by_need(lines: Iterable[Shown]) -> list[tuple[str, str, list[Shown]]]:
    """Return the lines of each need: those that answer now first, then those with a number."""
    every = sorted(lines, key=lambda each: (not each.phone.is_open, not each.line.phone, each.line.name))
    needs = [
        (key, _(label), [each for kind in kinds for each in every if each.line.kind == kind])
        for key, (label, kinds) in NEEDS.items()
    ]
    rest = [each for each in every if each.line.kind not in _ORDER]
    return [need for need in [*needs, (REST, _("Other directories and places to read"), rest)] if need[2]]
