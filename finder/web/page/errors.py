"""Error pages: a query that cannot be read, a record that does not exist, HTTP errors."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from finder.errors import BadQuery, Choice, Fault, NotFound, Unsure, in_short
from finder.geo.states import STATES, state_name
from finder.language import _, marked, number
from finder.plain_text import printable
from finder.search.fields import LABELS
from finder.web.addresses import arguments, asked_again, is_private, repeated
from finder.web.api import problems
from finder.web.context import current_catalog
from finder.web.fhir import outcome
from finder.web.headers import NO_TRACE, has_problems
from finder.web.links import SEARCH, link, page_link
from finder.web.monitoring import for_machines
from finder.web.names.views import NameForm
from finder.web.page.plain import plain_response
from finder.web.reader import asked_with, hidden, picks
from finder.web.records.lists import by_body_system
from finder.web.results.question import question
from finder.words.cancer.codes.answers import SPREAD
from finder.words.cancer.find import LANGUAGES

blueprint = Blueprint("errors", __name__)

GUIDELINES, FIND = "/guidelines", "/find"
#: Fields whose error message is clear without the field's label.
_PLAIN = ("near", "cancer", "")
#: The heading where the reason is too long for one: by field, and whether it is a choice or a fault.
_HEADINGS = {
    ("near", True): marked("Which place do you mean?"),
    ("near", False): marked("We couldn't find that place"),
    ("cancer", True): marked("Which cancer do you mean?"),
    ("cancer", False): marked("Which cancer is it?"),
}
_MOST_WORDS = 8
#: How many choices are buttons; the rest is in a list that opens.
_BUTTONS = 6
#: The heading and advice for errors after which a page can still be made, by status.
_FAILURES = {
    404: (
        marked("We couldn't find that page"),
        marked("The address may have a typo, or the page may have moved. Search below."),
    ),
    405: (marked("This page can't be used that way"), marked("Search below.")),
}
#: What the link to the page of a place of care says, whose name was typed for a cancer.
_ITS_PAGE = marked("Open its page")
#: What the link to the list of all places with that name says.
_WITH_THE_NAME = marked("Show everything with this name")
#: What the link to a page about the words says, by its address.
_ABOUT = {
    SPREAD: marked("What it means that a cancer has spread"),
    LANGUAGES: marked("Help lines by language"),
}
#: The maximum length of a wrong value that is shown again in the form.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Named:
    """The error of one field, if several fields are wrong."""

    field: str
    label: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The possible meanings of a field's value, as links; the heading may be empty.

    The likely ones are buttons, the first of them the one to expect; the rest is in a list that opens.
    """

    label: str
    heading: str
    choices: tuple[Markup, ...]
    rest: tuple[Markup, ...]
    more: str


@blueprint.app_errorhandler(BadQuery)
def bad_query(error: BadQuery) -> Response:
    """Show what is wrong with the query, and its form; if a value has several meanings, ask which one.

    The status is 200 for such a choice and 400 for an error.
    """
    unsure = isinstance(error, Unsure)
    response = make_response(render_template("page/error.html", **_values(error, unsure)))
    response.status_code = 200 if unsure else 400
    if is_private():
        response.headers["Cache-Control"] = NO_TRACE
    return response


@blueprint.app_errorhandler(NotFound)
def not_found(error: NotFound) -> tuple[str, int]:
    """Say that a record does not exist, and offer records with similar names."""
    advice = _("It may have a new name. Search below, or choose from a list.")
    what = printable(in_short(error.what))
    if _is_long(what):
        return missing(_(_FAILURES[404][0]), f"{what} {advice}", error.near), 404
    return missing(what, advice, error.near), 404


@blueprint.app_errorhandler(HTTPException)
def failed(error: HTTPException) -> Response | tuple[str, int]:
    """Show a general HTTP error in plain words; for other programs, return it as JSON."""
    status = error.code or 500
    if outcome.is_fhir(request.path):
        return outcome.failed(error)
    if status not in _FAILURES:
        return plain_response(status, request.path, request.script_root)
    if has_problems(request.path):
        return problems.failed(error)
    if status == HTTPStatus.NOT_FOUND and (small := for_machines.not_found()):
        return small
    heading, advice = _FAILURES[status]
    return missing(_(heading), _(advice)), status


def missing(heading: str, advice: str, choices: tuple[Choice, ...] = ()) -> str:
    """Return the error page for something that does not exist, with links to what may be meant."""
    return render_template(
        "page/missing.html", heading=heading, advice=advice, choices=choices, form=question({})
    )


def field_label(field: str) -> str:
    """Return the label of a parameter, or its name if it has none."""
    return _(LABELS[field]) if field in LABELS else field


def state_in_full(label: str) -> str:
    """Return "Springfield, IL" as "Springfield, Illinois"; other texts are returned unchanged."""
    name, comma, code = label.rpartition(", ")
    return f"{name}, {state_name(code)}" if comma and code in STATES else label


def _values(error: BadQuery, unsure: bool) -> dict[str, Any]:
    """Return the values of the error page: one error becomes its heading, several become a list."""
    first = error.faults[0]
    reason = in_short(first.reason)
    heading = _heading(first.field, reason, unsure)
    alone = len(error.faults) == 1
    searches = _("Or search again") if unsure else _("Search again")
    wrong_picks = any(fault.field == "pick" for fault in error.faults)
    rest = link(asked_again(pick=picks() or None), _("Continue with the rest of the list"))
    return {
        "unsure": unsure,
        "title": heading if unsure else _("We couldn't read your search"),
        "heading": heading if alone else _several(len(error.faults)),
        "reason": reason if alone and reason not in heading else "",
        "groups": _groups(error) if request.path == SEARCH else (),
        "heading_id": f"fault-{first.field}" if alone else "",
        "hint": first.hint if alone else "",
        "several": [] if alone else [_named(fault) for fault in error.faults],
        "about": [(fault.about, _(_about(fault.about))) for fault in error.faults if fault.about],
        "choices": [_choices(fault, alone, unsure) for fault in error.faults if fault.choices],
        "without_wrong_picks": rest if wrong_picks else "",
        "ask_again": "" if request.path == GUIDELINES else searches,
        "form": question(_shown(), {fault.field for fault in error.faults}),
        "name_form": _name_form(),
        "fields": hidden() if request.path == FIND else {},
    }


def _name_form() -> NameForm | None:
    """Return the box for a name with what was typed, on the page that finds by name."""
    shown = _shown()
    first = {name: (shown.get(name) or [""])[0] for name in ("name", "near")}
    return NameForm(**first) if request.path == FIND else None


def _about(address: str) -> str:
    """Return what the link to a page about the words says."""
    return _WITH_THE_NAME if address.startswith("/find?") else _ABOUT.get(address, _ITS_PAGE)


def _shown() -> dict[str, list[str]]:
    """Return the query with its values as the form can show them: cut, and without control characters."""
    return {
        name: [printable(text)[:_LONGEST] for text in texts] for name, texts in repeated(arguments()).items()
    }


def _is_long(text: str) -> bool:
    return len(text.split()) > _MOST_WORDS


def _several(count: int) -> str:
    return _("Two quick questions") if count == 2 else _("A few quick questions")


def _groups(error: BadQuery) -> tuple[Markup, ...]:
    """Return links to the groups of cancers, if the cancer is not known and nothing is like it."""
    if not any(fault.field == "cancer" and not fault.choices for fault in error.faults):
        return ()
    return tuple(
        page_link(f"/cancers#{each.anchor}", each.label, class_="chip")
        for each in by_body_system(current_catalog())
    )


def _heading(field: str, reason: str, unsure: bool) -> str:
    """Return the reason, with the name of the field if it needs one; if it is too long, what it is about."""
    said = reason if unsure or field in _PLAIN else f"{field_label(field)}: {reason}"
    if not _is_long(said):
        return said
    named = _HEADINGS.get((field, unsure))
    return _(named) if named else field_label(field)


def _named(fault: Fault) -> Named:
    return Named(fault.field, field_label(fault.field), in_short(fault.reason), fault.hint)


def _choices(fault: Fault, alone: bool, unsure: bool) -> Choices:
    label = field_label(fault.field)
    links = [
        link(
            asked_with(fault.field, each.value),
            state_in_full(each.label),
            class_="act" if at or fault.field != "near" else "act go-act",
        )
        for at, each in enumerate(fault.choices)
    ]
    shown, rest = links[:_BUTTONS], links[_BUTTONS:]
    if fault.field == "cancer" and request.path == SEARCH:
        shown.append(link(asked_again(cancer=None), _("I don't know yet"), class_="act"))
    heading = _("Did you mean") if alone else _("%(field)s: which one?") % {"field": label}
    return Choices(
        _("Choices for %(field)s") % {"field": label},
        "" if unsure and alone else heading,
        tuple(shown),
        tuple(rest),
        _("%(count)s more") % {"count": number(len(rest))} if rest else "",
    )
