"""The HL7 Infobutton endpoint: a diagnosis code → documents, as Atom, JSON or a page.

The request may contain data about a patient. search/infobutton_request.py reads what is needed; everything
else is ignored and nothing is stored. The response repeats only the code, the audience and the language.
"""

from __future__ import annotations

from typing import TypeVar

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from finder.domain.infobutton import KnowledgeResponse, ResponseFormat
from finder.errors import BadQuery, Choice
from finder.formats.infobutton import feed as infobutton
from finder.formats.infobutton import serialize
from finder.formats.infobutton.feed import Feed
from finder.formats.infobutton.summaries import response_language
from finder.language import _, translate, using_language
from finder.search.infobutton.answer import find_knowledge
from finder.search.infobutton.request import read_language, read_request, read_response_format
from finder.search.parameters import Arguments
from finder.web.addresses import host_url
from finder.web.context import current_catalog, snapshot
from finder.web.headers import PRIVATE
from finder.web.language import in_language, outside_languages
from finder.web.operator.head import site_name
from finder.web.page.errors import missing

blueprint = Blueprint("infobutton", __name__)

Answer = TypeVar("Answer", bound=BaseResponse)


@blueprint.route("/infobutton", methods=["GET", "POST"])
def knowledge() -> BaseResponse:
    """Return the documents for a diagnosis code."""
    asked = _arguments()
    language = response_language(read_language(asked))
    with using_language(language):
        return _answer(asked, language)


def _answer(asked: Arguments, language: str) -> BaseResponse:
    shape, media = read_response_format(asked)
    built_on, base = current_catalog().built_on, f"{host_url()}{request.script_root}/"
    try:
        found = find_knowledge(snapshot(), read_request(asked))
    except BadQuery as error:
        reason = f"{error.faults[0].reason} {error.faults[0].hint}"
        if shape == "html":
            return _page(error.faults[0].reason, error.faults[0].hint, (), 400)
        return _feed(
            infobutton.refusal(reason, language, base, media, built_on, site_name()), shape, media, 400
        )
    if shape == "html":
        return _html(found)
    root = f"{host_url()}{outside_languages()}/"
    return _feed(infobutton.response(found, base, root, media, built_on, site_name()), shape, media)


def _arguments() -> Arguments:
    """Return the parameters of the query string and, for POST, also those of the form."""
    return request.values.to_dict(flat=False)


def _feed(feed: Feed, shape: ResponseFormat, media: str, status: int = 200) -> Response:
    body = serialize.json(feed) if shape == "json" else serialize.atom(feed)
    return _private(Response(body, status, mimetype=media))


def _html(found: KnowledgeResponse) -> BaseResponse:
    """Redirect to the page of the cancer type; if the code means several types, let the reader choose."""
    if len(found.cancers) == 1:
        return _private(redirect(in_language(f"/cancers/{found.cancers[0].slug}"), 303))
    if not found.cancers:
        return _page(_("We couldn't find a cancer for this code"), _("Search below, or choose from a list."))
    choices = tuple(Choice(f"/cancers/{each.slug}", translate(each.name)) for each in found.cancers)
    advice = found.note or _("Choose the right one.")
    return _page(_("The code can mean several cancers"), advice, choices)


def _page(heading: str, advice: str, choices: tuple[Choice, ...] = (), status: int = 200) -> BaseResponse:
    """Return a page that says something; from an address in another language, lead to that in its own.

    The links of a page are in the language of its address. Status 307 sends a posted form along.
    """
    here = in_language(request.path)
    if here != f"{request.script_root}{request.path}":
        query = request.query_string.decode("ascii", "replace")
        return _private(redirect(f"{here}?{query}" if query else here, 307))
    return _private(Response(missing(heading, advice, choices), status, mimetype="text/html"))


def _private(response: Answer) -> Answer:
    """Allow only private caching. A posted form has no query string, so headers.py cannot know."""
    response.headers["Cache-Control"] = PRIVATE
    return response
