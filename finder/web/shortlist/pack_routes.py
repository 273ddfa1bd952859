"""The second-opinion pack: everything to take along, on one page to print and as a PDF."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from finder.domain.second_opinion import PACK_PARTS, TYPE_SIZES
from finder.formats.paper import contents, qr
from finder.formats.paper import pdf as pack_pdf
from finder.search.shortlist.find import Shortlist, find_shortlist
from finder.search.shortlist.pack_question import PackQuery, pack_documents
from finder.web.addresses import address, arguments, local
from finder.web.context import known, snapshot
from finder.web.reader import picks, split_view, view
from finder.web.shortlist.routes import asked, to_contacts

blueprint = Blueprint("pack", __name__)

PATH = "/pack"


@blueprint.get(PATH)
def page() -> str:
    """Show the pack as a page to read, tick and print."""
    query, found, made = _read()
    return render_template(
        "shortlist/pack.html",
        pack=made,
        found=found,
        query=query,
        parts=PACK_PARTS,
        sizes=TYPE_SIZES,
        here=_address(),
        pdf=address(local(f"{PATH}.pdf"), arguments()),
        code=_code,
        asked_cancer=query.list.cancer,
        asked_near=query.list.near,
    )


@blueprint.get(f"{PATH}.pdf")
def pdf() -> Response:
    """Send the pack as a PDF."""
    query, _found, made = _read()
    body = pack_pdf.render(made, _address(), query.type == "large", known().built_on)
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="second-opinion-pack.pdf"'
    return response


def _read() -> tuple[PackQuery, Shortlist, contents.Pack]:
    _view, own = split_view()
    query = PackQuery.parse(own)
    found = find_shortlist(snapshot(), replace(query.list, pick=picks()))
    made = contents.make(
        list(known().chapters.values()),
        found.cancer,
        found.place.name if found.place else "",
        to_contacts(found),
        pack_documents(snapshot(), found.cancer.slug, view()) if found.cancer else (),
        query.part,
    )
    return query, found, made


def _address() -> str:
    """Return the whole address of this pack: its list, its parts, its size of type."""
    given = arguments()
    own = {name: list(given[name]) for name in ("part", "type") if name in given}
    return address(f"{request.host_url.rstrip('/')}{local(PATH)}", {**asked(), **own})


def _code(url: str) -> Markup:
    """Return the QR code of an address, where a phone could read it from paper."""
    return Markup(qr.svg(url) if qr.fits(url) else "")  # noqa: S704 (drawn from the address, holds none of it)
