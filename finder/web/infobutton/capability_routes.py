"""What the Infobutton endpoint can do: a page, JSON, and a profile for infobutton managers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup, escape

from finder.formats.infobutton import capabilities as written
from finder.formats.infobutton.feed import PATH
from finder.language import _, language_name, marked, number
from finder.search.infobutton.capabilities import capabilities
from finder.search.parameters import read_parameters
from finder.web.addresses import arguments, host_url
from finder.web.context import current_catalog, snapshot
from finder.web.links import page_link
from finder.web.operator.head import site_name
from finder.web.reader import read_view

blueprint = Blueprint("infobutton_capabilities", __name__, url_prefix=f"/{PATH}")

#: What is read of the codes of a system.
_READS = {
    "all": marked("All codes of cancer"),
    "some": marked("Codes that we can match to ICD-10-CM"),
    "name": marked("Only the name that is sent with the code"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of the page. A long name may break behind its dots."""

    name: Markup
    reads: str
    values: str = ""
    oid: str = ""


@blueprint.get("/capabilities")
def page() -> str:
    """Show what the endpoint can do."""
    read_view()
    able, address = capabilities(snapshot()), f"{_base()}{PATH}"
    most = _("At most %(documents)s documents are listed, and %(criteria)s codes are read.")
    return render_template(
        "infobutton/capabilities.html",
        standard=written.STANDARD,
        address=address,
        template=f"{address}?{written.TEMPLATE}",
        example=f"{address}?{written.EXAMPLE}",
        files=(
            page_link(f"/{PATH}/capabilities.json", "JSON"),
            page_link(f"/{PATH}/profile.xml", _("Profile for OpenInfobutton (XML)")),
        ),
        most=most % {"documents": number(able.most_documents), "criteria": number(able.most_criteria)},
        parameters=[Row(_name(each.name), _(each.reads), ", ".join(each.values)) for each in able.parameters],
        systems=[Row(_name(each.name), _(_READS[each.reads]), oid=each.oid) for each in able.code_systems],
        languages=", ".join(
            f"{language_name(code)} ({number(count)})" for code, count in able.languages.items()
        ),
    )


@blueprint.get("/capabilities.json")
def as_json() -> Response:
    """Return what the endpoint can do as JSON."""
    read_parameters(arguments(), ())
    able = capabilities(snapshot())
    body = written.json(able, _base(), site_name(), current_catalog().built_on)
    return Response(body, mimetype="application/json")


@blueprint.get("/profile.xml")
def profile() -> Response:
    """Return the profile that an infobutton manager imports."""
    read_parameters(arguments(), ())
    able = capabilities(snapshot())
    body = written.profile(able, _base(), site_name(), current_catalog().built_on)
    return Response(body, mimetype="application/xml")


def _name(name: str) -> Markup:
    return escape(name).replace(".", Markup(".<wbr>"))


def _base() -> str:
    return f"{host_url()}{request.script_root}/"
