"""The plain error page: it needs neither the directory nor the request, and so is there when they fail."""

from __future__ import annotations

from flask import Response, current_app

from finder.domain.documents import EMERGENCY_NUMBER
from finder.formats.json import errors as errors_json
from finder.formats.json.encode import encode
from finder.language import _, marked
from finder.web import assets
from finder.web.context import site
from finder.web.elements import dial, optional
from finder.web.fhir.outcome import is_fhir, outcome_response
from finder.web.headers import NO_TRACE, has_problems
from finder.web.language import translate

_TOO_LONG = (
    marked("That was too much text for us"),
    marked("Shorten it to a few words, such as a city and a cancer. Then search again."),
)
#: The heading and advice by status; others have those of 400 or 500.
_FAILURES = {
    400: (
        marked("We couldn't read that address"),
        marked("Part of it is damaged or has characters that we can't read. Search again below."),
    ),
    408: (
        marked("Your search took too long to arrive"),
        marked("The connection may be slow. Please try again."),
    ),
    413: _TOO_LONG,
    414: _TOO_LONG,
    429: (
        marked("You asked too often"),
        marked("Wait a minute, then ask again. The answer says in its headers how long."),
    ),
    503: (
        marked("We can't search right now"),
        marked("Our list can't be reached for the moment. Try again in a minute, or call someone."),
    ),
    500: (
        marked("Something went wrong on our side"),
        marked("It is our fault, not yours. Try again in a minute, or call someone."),
    ),
}


def plain_response(status: int, path: str, root: str) -> Response:
    """Return the error page of a status, with the numbers of help lines; as JSON for other programs.

    `root` is what addresses of this site begin with.
    """
    heading, advice = _FAILURES.get(status) or _FAILURES[400 if status < 500 else 500]
    if is_fhir(path):
        response = outcome_response(status)
    elif has_problems(path):
        body = encode(errors_json.failure(f"{_(heading)}. {_(advice)}", status))
        response = Response(body, status, mimetype=errors_json.PROBLEM)
    else:
        response = Response(_page(_(heading), _(advice), root), status, mimetype="text/html")
    response.headers["Cache-Control"] = NO_TRACE
    return response


def _page(heading: str, advice: str, root: str) -> str:
    page, name = current_app.jinja_env.get_template("page/plain.html"), str(site().name)
    return page.render(
        heading=heading,
        advice=advice,
        site=name,
        to_home=optional("a", name, class_="name", href=f"{root}/"),
        to_search=optional("a", _("Search again"), class_="act go-act", href=f"{root}/"),
        stylesheet=assets.address_of("finder.css"),
        emergency=dial(EMERGENCY_NUMBER),
        lines=[(translate(each.name), dial(each.phone)) for each in site().lines if each.phone],
    )
