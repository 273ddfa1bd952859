"""The pages that say what went wrong: a question that cannot be read, an address that leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from finder.errors import BadQuery, Choice, Fault, NotFound, Unsure
from finder.geo.states import STATES, state_name
from finder.language import _, marked
from finder.search.fields import LABELS
from finder.web.addresses import API, arguments, asked_again, is_private
from finder.web.api import routes as api
from finder.web.headers import NO_TRACE
from finder.web.links import SEARCH, link
from finder.web.reader import asked_with, picks
from finder.web.results.question import question

blueprint = Blueprint("errors", __name__)

GUIDELINES = "/guidelines"
#: Fields whose reason says what it is about.
_PLAIN = ("near", "cancer", "")
#: What the server says in general, in words that help.
_FAILURES = {
    404: (
        marked("We couldn't find that page"),
        marked("The address may have a typo, or the page may have moved. Search below."),
    ),
    405: (marked("This page doesn't work that way"), marked("Search below.")),
    500: (
        marked("Something went wrong on our side"),
        marked("It is our fault, not yours. Try again in a minute, or call someone."),
    ),
}
#: The longest text of a wrong question that its form shows again.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Named:
    """What is wrong with one field of several."""

    field: str
    label: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What a field may mean: links to the same question with each, under a heading where one is needed."""

    label: str
    heading: str
    choices: tuple[Markup, ...]


@blueprint.app_errorhandler(BadQuery)
def bad_query(error: BadQuery) -> Response:
    """Say what is wrong with the question beside the question itself; ask which, if it fits several."""
    unsure = isinstance(error, Unsure)
    response = make_response(render_template("page/error.html", **_values(error, unsure)))
    response.status_code = 200 if unsure else 400
    if is_private():
        response.headers["Cache-Control"] = NO_TRACE
    return response


@blueprint.app_errorhandler(NotFound)
def not_found(error: NotFound) -> tuple[str, int]:
    """Say that a record is not there, and offer those of like names."""
    advice = _("It may have a new name. Search below, or choose from a list.")
    return missing(error.what, advice, error.near), 404


@blueprint.app_errorhandler(HTTPException)
def failed(error: HTTPException) -> Response | tuple[str, int]:
    """Say what the server says in general, in our own words; the API says it in JSON."""
    if request.path.startswith(API):
        return api.failed(error)
    heading, advice = _FAILURES.get(error.code or 500, (error.name, error.description or ""))
    return missing(_(heading), _(advice)), error.code or 500


def missing(heading: str, advice: str, choices: tuple[Choice, ...] = ()) -> str:
    """Return the page about something that is not there, with what may be meant instead."""
    return render_template(
        "page/missing.html", heading=heading, advice=advice, choices=choices, form=question({})
    )


def field_label(field: str) -> str:
    """Return what a parameter is called on the page."""
    return _(LABELS[field]) if field in LABELS else field


def state_in_full(label: str) -> str:
    """Return "Springfield, IL" as "Springfield, Illinois"; anything else as it is."""
    name, comma, code = label.rpartition(", ")
    return f"{name}, {state_name(code)}" if comma and code in STATES else label


def _values(error: BadQuery, unsure: bool) -> dict[str, Any]:
    """Return what the page shows: one fault is its heading, several are a list."""
    first = error.faults[0]
    alone = len(error.faults) == 1
    searches = _("Or search again") if unsure else _("Search again")
    wrong_picks = any(fault.field == "pick" for fault in error.faults)
    rest = link(asked_again(pick=picks() or None), _("Go on with the rest of the list"))
    return {
        "unsure": unsure,
        "title": first.reason if unsure else _("We could not read the question"),
        "heading": _heading(first, unsure) if alone else _("Please look at this again"),
        "heading_id": f"fault-{first.field}" if alone else "",
        "hint": first.hint if alone else "",
        "several": [] if alone else [_named(fault) for fault in error.faults],
        "about": [fault.about for fault in error.faults if fault.about],
        "choices": [_choices(fault, alone, unsure) for fault in error.faults if fault.choices],
        "without_wrong_picks": rest if wrong_picks else "",
        "ask_again": "" if request.path == GUIDELINES else searches,
        "form": question(_shown(), {fault.field for fault in error.faults}),
    }


def _shown() -> dict[str, list[str]]:
    """Return what was asked, short enough to be shown in the form again."""
    return {name: [text[:_LONGEST] for text in texts] for name, texts in arguments().items()}


def _heading(fault: Fault, unsure: bool) -> str:
    if unsure or fault.field in _PLAIN:
        return fault.reason
    return f"{field_label(fault.field)}: {fault.reason}"


def _named(fault: Fault) -> Named:
    return Named(fault.field, field_label(fault.field), fault.reason, fault.hint)


def _choices(fault: Fault, alone: bool, unsure: bool) -> Choices:
    label = field_label(fault.field)
    links = [link(asked_with(fault.field, each.value), state_in_full(each.label)) for each in fault.choices]
    if fault.field == "cancer" and request.path == SEARCH:
        any_cancer = _("I do not know yet: show places for any cancer")
        links.append(link(asked_again(cancer=None), any_cancer))
    heading = _("Did you mean") if alone else _("%(field)s: which one?") % {"field": label}
    return Choices(
        _("Choices for %(field)s") % {"field": label}, "" if unsure and alone else heading, tuple(links)
    )
