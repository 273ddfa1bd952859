"""The second-opinion pack: everything to take along, on one page to print and as a PDF."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from finder.domain.pack import PARTS, SIZES
from finder.domain.second_opinion import Chapter, Section
from finder.formats import pack, pack_pdf, qr
from finder.language import _, told
from finder.search.pack import PackQuery
from finder.search.panel import panel_for
from finder.search.shortlist import Shortlist, find_shortlist
from finder.web.arguments import address, arguments, local
from finder.web.context import known, snapshot
from finder.web.reading import picks, split_view, view
from finder.web.results import in_sentence
from finder.web.shortlist import asked, to_contacts

blueprint = Blueprint("pack", __name__)

PATH = "/pack"


@blueprint.get(PATH)
def page() -> str:
    """Show the pack as a page to read, tick and print."""
    query, found, made = _read()
    return render_template(
        "pack.html",
        pack=made,
        found=found,
        query=query,
        parts=PARTS,
        sizes=SIZES,
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


def _read() -> tuple[PackQuery, Shortlist, pack.Pack]:
    _view, own = split_view()
    query = PackQuery.parse(own)
    found = find_shortlist(snapshot(), replace(query.list, pick=picks()))
    chapters = list(known().chapters.values())
    child = bool(found.cancer and found.cancer.population == "pediatric")
    return query, found, pack.Pack(
        title=_title(found),
        about=_about(found),
        urgent=_urgent(chapters),
        parts=pack.parts(chapters, query.part, child),
        calls=tuple(to_contacts(found)),
        readings=_readings(found),
    )  # fmt: skip


def _readings(found: Shortlist) -> tuple[pack.Reading, ...]:
    """Return the documents on treating the cancer that this reader gets first."""
    if not found.cancer:
        return ()
    part = panel_for(snapshot(), found.cancer.slug, view()).part
    first = part.first or (part.folds[0].servings if part.folds else ())
    return tuple(pack.reading(each.document) for each in first if each.document.status == "current")


def _title(found: Shortlist) -> str:
    if not found.cancer:
        return _("Second-opinion pack")
    return _("Second-opinion pack: %(cancer)s") % {"cancer": in_sentence(told(found.cancer.name))}


def _about(found: Shortlist) -> str:
    if not found.place:
        return _("For the visit with another doctor: whom to call, what to bring, what to ask.")
    return _("Places are named by their distance from %(place)s.") % {"place": found.place.name}


def _urgent(chapters: list[Chapter]) -> tuple[Section, ...]:
    return tuple(section for each in chapters for section in each.emergencies())


def _address() -> str:
    """Return the whole address of this pack: its list, its parts, its size of type."""
    given = arguments()
    own = {name: list(given[name]) for name in ("part", "type") if name in given}
    return address(f"{request.host_url.rstrip('/')}{local(PATH)}", {**asked(), **own})


def _code(url: str) -> Markup:
    """Return the QR code of an address, where a phone could read it from paper."""
    return Markup(qr.svg(url) if qr.fits(url) else "")  # noqa: S704 (drawn from the address, holds none of it)
