"""The routes of the shortlist: list, comparison, call sheet, and files for other programs."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request

from finder.formats import csv
from finder.formats.contacts import calendar
from finder.formats.contacts.contact import Contact, contact
from finder.formats.exports import geojson
from finder.geo.time_zones import zone_of
from finder.language import _, translate
from finder.search.fields import CSV_FOR, MOST_PICKS, VCARD_VERSION, first_day
from finder.search.parameters import Arguments, Parameter, read_parameters
from finder.search.shortlist.find import Shortlist, ShortlistQuery, find_shortlist, npi_of
from finder.web.addresses import address, arguments, host_url, local
from finder.web.context import current_catalog, live, now, snapshot
from finder.web.reader import asks_live, picks, split_view
from finder.web.results.live_offer import offer_saved
from finder.web.shortlist import compare as comparison
from finder.web.shortlist import views
from finder.web.shortlist.share import share_list

blueprint = Blueprint("shortlist", __name__)

PATH = views.PATH
#: What can be asked of each file, as of a day.
_FILE_OPTIONS: dict[str, Callable[[datetime.date], tuple[Parameter, ...]]] = {
    "vcf": lambda _today: (VCARD_VERSION,),
    "csv": lambda _today: (CSV_FOR,),
    "geojson": lambda _today: (),
    "ics": lambda today: (first_day(today),),
}


@blueprint.get(PATH)
def shortlist() -> str:
    """Show the list: whom to call, what to save or print, how to share it."""
    query, found, contacts = read_list()
    moved_up = _moved_up()
    full = _("The list is full: it holds %(most)s.") % {"most": MOST_PICKS}
    return render_template(
        "shortlist/shortlist.html",
        **_values(query, found),
        contacts=[views.contact_view(each, moved_up) for each in contacts],
        several=len(contacts) > 1,
        for_cancer=_for_cancer(found),
        miles_from=_miles_from(found) if contacts else "",
        full=full if len(picks()) >= MOST_PICKS else "",
        share=share_list(contacts, PATH, asked(), _title(found)),
        near_fields=[("near", query.near)] if query.near else [],
        first_day=_tomorrow(found),
    )


@blueprint.get(f"{PATH}/compare")
def compare() -> str:
    """Show the facts about each record side by side."""
    query, found, contacts = read_list()
    return render_template(
        "shortlist/compare.html",
        **_values(query, found),
        contacts=contacts,
        compared=comparison.compare(contacts) if contacts else None,
    )


@blueprint.get(f"{PATH}/calls")
def calls() -> str:
    """Show a call sheet: which number to call for what, the local time there, what to say."""
    query, found, contacts = read_list()
    times = views.Times(now(), zone_of(found.place.point) if found.place else None)
    return render_template(
        "shortlist/calls.html",
        **_values(query, found),
        times=times,
        first_words=views.first_words(found),
        sheets=[views.call_sheet(each, at, times) for at, each in enumerate(contacts, start=1)],
    )


@blueprint.get(f"{PATH}.<any(vcf, csv, geojson, ics):form>")
def file(form: str) -> Response:
    """Send the list as a file for an address book, a spreadsheet, a map or a calendar."""
    at = now()
    own, options = _options(_FILE_OPTIONS[form](at.date()))
    _query, found, contacts = read_list(own)
    root = f"{host_url()}{local('')}"
    if form == "vcf":
        from finder.formats.contacts import vcard  # noqa: PLC0415 (its library takes 0.1 s of the start)

        version = options.get(VCARD_VERSION.name, vcard.VERSIONS[0])
        return _file(vcard.cards(contacts, root, version), "text/vcard", form)
    if form == "csv":
        return _file(csv.BYTE_ORDER_MARK + csv.shortlist(contacts, root), "text/csv", form)
    if form == "geojson":
        return _file(geojson.contacts(contacts, root), geojson.MEDIA_TYPE, form)
    day = options.get("from") or _tomorrow(found)
    return _file(calendar.calls(contacts, day, root, at), "text/calendar", form)


def read_list(own: Arguments | None = None) -> tuple[ShortlistQuery, Shortlist, list[Contact]]:
    """Return the query, the shortlist, and its records as contacts. Raises BadQuery."""
    if own is None:
        _view, own = split_view()
    query = replace(ShortlistQuery.parse(own), pick=picks(), live=asks_live())
    found = find_shortlist(snapshot(), query, live())
    return query, found, to_contacts(found)


def to_contacts(found: Shortlist) -> list[Contact]:
    """Return the records of a shortlist as contacts, in the reader's order."""
    return [contact(each.record, current_catalog(), each.result) for each in found.picked]


def asked() -> dict[str, list[str] | tuple[str, ...]]:
    """Return the arguments that identify this list in another address: records, cancer, place."""
    given = arguments()
    names = [name for name in ("cancer", "near", "live") if name in given]
    return {"pick": picks(), **{name: list(given[name]) for name in names}}


def _values(query: ShortlistQuery, found: Shortlist) -> dict[str, Any]:
    """Return the values of every shortlist page: what was asked, and the addresses of its pages.

    If the cancer was given as a slug, its name is shown.
    """
    by_slug = found.cancer is not None and query.cancer == found.cancer.slug
    cancer = translate(found.cancer.name) if found.cancer and by_slug else query.cancer
    return {
        **missing_values(found),
        "asked_cancer": cancer or "",
        "asked_near": query.near or "",
        "pages": views.pages(cancer, query.near),
    }


def missing_values(found: Shortlist) -> dict[str, Any]:
    """Return what a page says of records that are not loaded, and the offer to look up doctors among them."""
    doctors = [path for path in found.missing if found.offers_live and npi_of(path)]
    return {
        "found": found,
        "missing_paths": [path for path in found.missing if path not in doctors],
        "note": found.note,
        "offer": offer_saved(request.path, len(doctors)) if doctors else None,
    }


def _for_cancer(found: Shortlist) -> str:
    name = views.cancer_in_sentence(found)
    return _("For %(cancer)s") % {"cancer": name} if name else ""


def _miles_from(found: Shortlist) -> str:
    if found.place is None:
        return ""
    said = _("Miles are from %(place)s.") % {"place": found.place.name}
    return " ".join(part for part in (said, found.place.note) if part)


def _title(found: Shortlist) -> str:
    """Return what a shared list is called."""
    name = views.cancer_in_sentence(found)
    return (
        _("Places to call about %(cancer)s") % {"cancer": name} if name else _("Places to call about cancer")
    )


def _tomorrow(found: Shortlist) -> datetime.date:
    """Return the first working day after today, in the time zone of the place or else Eastern time."""
    zone = zone_of(found.place.point) if found.place else None
    today = now().astimezone(zone or ZoneInfo("America/New_York")).date()
    return calendar.next_working_day(today + datetime.timedelta(days=1))


def _options(of_file: tuple[Parameter, ...]) -> tuple[Arguments, dict[str, Any]]:
    """Return the arguments without the options of a file, and those that were given. Raises BadQuery."""
    _view, own = split_view()
    names = {each.name for each in of_file}
    given = {name: texts for name, texts in own.items() if name in names}
    rest = {name: texts for name, texts in own.items() if name not in names}
    return rest, read_parameters(given, of_file)


def _moved_up() -> dict[str, str]:
    """Return, for each record except the first, the address of the list with it moved up by one."""
    paths = list(picks())
    moved = {}
    for at, path in enumerate(paths[1:], start=1):
        order = [*paths[: at - 1], path, paths[at - 1], *paths[at + 1 :]]
        moved[path] = address(local(PATH), {**asked(), "pick": order})
    return moved


def _file(body: str | bytes, media_type: str, ending: str) -> Response:
    response = Response(body, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="shortlist.{ending}"'
    return response
