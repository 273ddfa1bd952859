"""The reader's choices, kept from page to page, and the words explained on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast
from urllib.parse import parse_qs, urlsplit

from flask import g, request

from finder.domain.outward_links import Explained
from finder.errors import BadQuery
from finder.search.documents.reader import Reader
from finder.search.fields import LIVE, PICK, READER
from finder.search.parameters import Arguments, read_parameters
from finder.search.shortlist.find import read_picks, readable_picks
from finder.web.addresses import address, arguments, asked_again, local
from finder.web.context import current_catalog

#: The beginnings of paths of pages that can show a doctor from the live registry.
_LIVE_PAGES = ("/clinicians/", "/shortlist", "/pack")


def read_view() -> Reader:
    """Parse the request of a page that takes only the reader's choices. Raises BadQuery."""
    return remember(Reader.parse(page_arguments()))


def split_view() -> tuple[Reader, Arguments]:
    """Parse the reader's choices, and return them with the page's own arguments. Raises BadQuery."""
    found, rest = Reader.split(page_arguments())
    return remember(found), rest


def page_arguments() -> Arguments:
    """Return the arguments without those that every page accepts. Raises BadQuery.

    They are the shortlist, and the choice to look up doctors in the NPI Registry.
    """
    given = arguments()
    g.picks = read_picks({name: texts for name, texts in given.items() if name == PICK.name})
    g.asks_live = bool(read_parameters({LIVE.name: given.get(LIVE.name, ())}, (LIVE,)))
    return {name: texts for name, texts in given.items() if name not in (PICK.name, LIVE.name)}


def asks_live() -> bool:
    """Tell whether the reader chose to look up doctors in the NPI Registry; on an error page, never."""
    return bool(g.get("asks_live", False))


def picks() -> tuple[str, ...]:
    """Return the reader's shortlist; on an error page, the part of it that can be read."""
    if "picks" not in g:
        try:
            page_arguments()
        except BadQuery:
            g.picks = readable_picks(arguments())
    return cast(tuple[str, ...], g.picks)


def remember(found: Reader) -> Reader:
    """Save the reader's choices for the links of this page."""
    g.view = found
    g.pop("chosen", None)
    g.pop("ready", None)
    return found


def view() -> Reader:
    """Return the reader's choices; on an error page, the defaults if they cannot be read."""
    if "view" not in g:
        try:
            split_view()
        except BadQuery:
            remember(Reader())
    return cast(Reader, g.view)


def kept(path: str, **more: str | None) -> str:
    """Return an address of this site that keeps the reader's choices."""
    values = {**chosen(), **_live_choice(path), **more} if more or asks_live() else chosen()
    if not values:
        return local(path)
    parts = urlsplit(path)
    values = {**values, **parse_qs(parts.query)}
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return address(local(parts.path), values) + fragment


def asked_with(field: str, value: str) -> str:
    """Return the address of this request with one field changed, or `value` itself if it is a path."""
    return kept(value) if value.startswith("/") else asked_again(**{field: value, "page": None})


def chosen() -> Mapping[str, str | Sequence[str] | None]:
    """Return the reader's choices that differ from the defaults, by parameter, and the shortlist."""
    if "chosen" not in g:
        reader, anybody = view(), Reader()
        values = {each.name: getattr(reader, each.name) for each in READER}
        g.chosen = {name: value for name, value in values.items() if value != getattr(anybody, name)}
        if picks():
            g.chosen["pick"] = picks()
    return cast(Mapping[str, str | Sequence[str] | None], g.chosen)


def _live_choice(path: str) -> dict[str, str]:
    """Return the choice to ask the registry, for a page that can show its doctors.

    A new search does not keep it: its place and its specialties would be sent unasked.
    """
    return {LIVE.name: "yes"} if asks_live() and path.startswith(_LIVE_PAGES) else {}


def hidden() -> tuple[tuple[str, str], ...]:
    """Return the reader's choices as hidden fields of a form."""
    return tuple(
        (name, value)
        for name, values in {**chosen(), **_live_choice(request.path)}.items()
        for value in ((values,) if isinstance(values, str) else values or ())
    )


def pick_address(path: str, anchor: str = "") -> str:
    """Return the address of this page with a record added to the shortlist, or removed if it is on it."""
    rest = tuple(each for each in picks() if each != path)
    changed = rest if path in picks() else (*picks(), path)
    return asked_again(pick=changed or None) + (f"#{anchor}" if anchor else "")


def first_time(key: str) -> Explained | None:
    """Return the glossary entry of a word at its first use on the page; later, or if it has none, None."""
    found = current_catalog().glossary.get(key)
    if found is None or key in explained():
        return None
    explained()[key] = found
    return found


def explained() -> dict[str, Explained]:
    """Return the words explained on this page so far."""
    if "explained" not in g:
        g.explained = {}
    return cast(dict[str, Explained], g.explained)
