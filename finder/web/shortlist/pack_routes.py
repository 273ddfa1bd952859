"""The routes of the second-opinion pack: one page to print, and the same as a PDF."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from finder.domain.guide.second_opinion import PACK_PARTS, TYPE_SIZES
from finder.formats.emergencies import not_a_call
from finder.formats.paper import contents
from finder.language import _
from finder.search.care_teams import volume_advice
from finder.search.shortlist.find import Shortlist, find_shortlist
from finder.search.shortlist.pack_question import PackQuery, pack_documents, pack_start
from finder.web.addresses import address, arguments, host_url, local
from finder.web.context import current_catalog, exported, live, snapshot
from finder.web.elements import dialable, optional
from finder.web.guide.views import has_ticks
from finder.web.links import link
from finder.web.operator.head import site_name
from finder.web.reader import asks_live, picks, split_view, view
from finder.web.shortlist import pack_views
from finder.web.shortlist.routes import asked, missing_values, to_contacts

blueprint = Blueprint("pack", __name__)

PATH = "/pack"


@blueprint.get(PATH)
def page() -> str:
    """Show the pack as a page to read, check off and print."""
    query, found, made = _read()
    catalog, here = current_catalog(), _address()
    parts = pack_views.parts(made, catalog)
    caption = optional("figcaption", _("This pack on the web"))
    return render_template(
        "shortlist/pack.html",
        pack=made,
        **missing_values(found),
        main_class="large-type" if query.type == "large" else "",
        is_empty=not made.calls and not found.cancer,
        has_ticks=any(has_ticks(each.sections) for each in parts),
        first_calls=pack_views.first_calls(made),
        to_say=pack_views.to_say(made),
        signs=pack_views.signs(made),
        signs_class=pack_views.signs_class(made),
        not_complete=dialable(not_a_call()),
        parts=parts,
        pack_calls=pack_views.calls(made),
        readings=pack_views.readings(made),
        part_choices=pack_views.choices(PACK_PARTS, query.part or PACK_PARTS),
        size_choices=pack_views.choices(TYPE_SIZES, (query.type,)),
        here=here,
        pdf="" if exported() else _to_pdf(),
        code="" if exported() else pack_views.code(here) + caption,
        asked_cancer=query.list.cancer or "",
        asked_near=query.list.near or "",
    )


@blueprint.get(f"{PATH}.pdf")
def pdf() -> Response:
    """Send the pack as a PDF."""
    query, _found, made = _read()
    from finder.formats.paper import pdf as pack_pdf  # noqa: PLC0415 (few need the typesetter)

    body = pack_pdf.render(made, _address(), query.type == "large", current_catalog().built_on, site_name())
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="second-opinion-pack.pdf"'
    return response


def _read() -> tuple[PackQuery, Shortlist, contents.Pack]:
    _reader, own = split_view()
    query = PackQuery.parse(own)
    found = find_shortlist(snapshot(), replace(query.list, pick=picks(), live=asks_live()), live())
    made = contents.make(
        current_catalog(),
        found.cancer,
        found.place.name if found.place else "",
        to_contacts(found),
        pack_documents(snapshot(), found.cancer.slug, view()) if found.cancer else (),
        query.part,
        volume_advice(current_catalog(), found.cancer.slug) if found.cancer else None,
        pack_start(snapshot(), query.list, found),
    )
    return query, found, made


def _address() -> str:
    """Return the full address of this pack: its list, its parts, its type size."""
    given = arguments()
    own = {name: list(given[name]) for name in ("part", "type") if name in given}
    return address(f"{host_url()}{local(PATH)}", {**asked(), **own})


def _to_pdf() -> Markup:
    return link(address(local(f"{PATH}.pdf"), arguments()), _("Open as a PDF"), class_="go-link")
