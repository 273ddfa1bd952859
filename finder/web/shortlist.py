"""The shortlist: its page, the comparison, the call sheet, and the files for other programs."""

from __future__ import annotations

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

from babel.dates import format_time, get_timezone_name
from flask import Blueprint, Response, render_template, request

from finder.errors import BadQuery, Fault
from finder.formats import calendar, plain, plain_contacts, table, vcard, words
from finder.formats.contacts import Contact, contact
from finder.formats.plain_people import Json
from finder.geo.zones import zone_of
from finder.language import _, locale
from finder.search.parameters import Arguments
from finder.search.shortlist import Shortlist, ShortlistQuery, find_shortlist
from finder.web.arguments import address, arguments, local
from finder.web.context import known, site, snapshot
from finder.web.reading import picks, split_view

blueprint = Blueprint("shortlist", __name__)

PATH = "/shortlist"


@blueprint.get(PATH)
def shortlist() -> str:
    """Show the list: whom to call, what to take along, where to send it."""
    query, found, contacts = read_list()
    return render_template(
        "shortlist.html",
        **_words(query), found=found, contacts=contacts, moved_up=_moved_up(),
        shared=address(f"{request.host_url.rstrip('/')}{local(PATH)}", asked()),
        days_from=calendar.next_weekday(_today(found)),
    )  # fmt: skip


@blueprint.get(f"{PATH}/compare")
def compare() -> str:
    """Show what is known of each, side by side."""
    query, found, contacts = read_list()
    return render_template("compare.html", **_words(query), found=found, contacts=contacts)


@blueprint.get(f"{PATH}/calls")
def calls() -> str:
    """Show a sheet to make the calls by: which number for what, what time it is there, what to say."""
    query, found, contacts = read_list()
    here = zone_of(found.place.point) if found.place else None
    return render_template(
        "calls.html", **_words(query), found=found, contacts=contacts, clock=clock, here=here
    )


@blueprint.get(f"{PATH}.<any(vcf, csv, ics):form>")
def file(form: str) -> Response:
    """Send the list as a file for an address book, a spreadsheet or a calendar."""
    own, first_day = _first_day() if form == "ics" else (None, None)
    _query, found, contacts = read_list(own)
    root = f"{request.host_url.rstrip('/')}{local('')}"
    if form == "vcf":
        return _file(vcard.cards(contacts, root), "text/vcard", "vcf")
    if form == "csv":
        return _file(
            table.table([plain_contacts.row(each, root) for each in contacts], plain_contacts.COLUMNS),
            "text/csv",
            "csv",
        )
    day = first_day or _today(found)
    return _file(calendar.calls(contacts, day, root, site().now()), "text/calendar", "ics")


@blueprint.get(f"/api/v1{PATH}")
def as_json() -> Response:
    """The list as JSON."""
    _query, found, contacts = read_list()
    rows = [plain_contacts.contact(each) for each in contacts]
    more: Json = {"missing": list(found.missing), "place": plain.place(found.place) if found.place else None}
    return Response(plain.listing(rows, more), mimetype="application/json")


def read_list(own: Arguments | None = None) -> tuple[ShortlistQuery, Shortlist, list[Contact]]:
    """Return the list that is asked for, and its records as contacts. Raises BadQuery."""
    if own is None:
        _view, own = split_view()
    query = replace(ShortlistQuery.parse(own), pick=picks())
    found = find_shortlist(snapshot(), query)
    return query, found, to_contacts(found)


def to_contacts(found: Shortlist) -> list[Contact]:
    """Return the records of a list as contacts, in the reader's order."""
    return [
        contact(each.record, known(), words.miles(each.found.miles, each.found.about) if each.found else "")
        for each in found.picked
    ]


def asked() -> dict[str, list[str] | tuple[str, ...]]:
    """Return the arguments of a list that make it the same list elsewhere."""
    given = arguments()
    return {"pick": picks(), **{name: list(given[name]) for name in ("cancer", "near") if name in given}}


def clock(zone: ZoneInfo) -> str:
    """Return what time it is in a zone, with the zone's name: "3:40 pm Mountain Time"."""
    now = site().now().astimezone(zone)
    name = get_timezone_name(zone, width="long", return_zone=False, locale=locale())
    generic = get_timezone_name(zone, width="long", zone_variant="generic", locale=locale())
    time = format_time(now, "short", tzinfo=zone, locale=locale()).replace("\u202f", "\u00a0")
    return f"{time}, {generic or name}"


def _words(query: ShortlistQuery) -> dict[str, str | None]:
    """Return the words that were asked with, for forms and links to the same list."""
    return {"asked_cancer": query.cancer, "asked_near": query.near}


def _today(found: Shortlist) -> datetime.date:
    zone = zone_of(found.place.point) if found.place else None
    return site().now().astimezone(zone or ZoneInfo("America/New_York")).date()


def _first_day() -> tuple[Arguments, datetime.date | None]:
    """Return the arguments of the list, and the day from which on calls are planned."""
    _view, own = split_view()
    text = (own.get("from") or [""])[0]
    rest = {name: texts for name, texts in own.items() if name != "from"}
    if not text:
        return rest, None
    try:
        return rest, datetime.date.fromisoformat(text)
    except ValueError:
        reason = _("“%(text)s” is no day.") % {"text": text[:40]}
        raise BadQuery(Fault("from", reason, _("Write it as 2026-11-30."))) from None


def _moved_up() -> dict[str, str]:
    """Return for each record but the first the address of the list in which it stands one further up."""
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
