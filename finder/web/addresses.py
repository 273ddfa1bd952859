"""The parameters of a request, and addresses that repeat the request with some parameters changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import parse_qs, quote, urlencode

from flask import g, request
from markupsafe import Markup, escape

from finder.search.parameters import LONGEST, Arguments
from finder.web.stencil import hole, is_hole

#: Parameters that other sites add to links to track people. Pages redirect to an address without them, so
#: that they are neither stored nor passed on.
TRACKING = ("utm_", "mc_", "_hs")
TRACKING_NAMES = {
    "fbclid",
    "gclid",
    "gbraid",
    "wbraid",
    "dclid",
    "msclkid",
    "igshid",
    "yclid",
    "twclid",
    "ttclid",
}


#: The prefix of the addresses of the API.
API = "/api/"
#: The parameters that reveal what the reader searched for. A private page keeps them out of every address.
QUESTION = frozenset(("near", "cancer", "specialty", "name"))

#: How many characters of a query the links of a page repeat; a longer one is cut, its values first.
MOST_REPEATED = 3000

#: Matches what needs no quoting in a query string.
_AS_IS = re.compile(r"[A-Za-z0-9_./~-]*", re.ASCII).fullmatch
#: The form field of a private page that holds the address of the changed search.
AGAIN = "again"


def arguments() -> Arguments:
    """Return the parameters of the request as name → values, from the query string or the posted form.

    Values of blanks alone are left out: a form sends them for fields that nobody filled in.
    """
    if "arguments" not in g:
        g.arguments = {name: [text for text in texts if text.strip()] for name, texts in _given().items()}
    return cast(Arguments, g.arguments)


def _given() -> Arguments:
    if not is_private():
        return request.args.to_dict(flat=False)
    again = request.form.get(AGAIN)
    if again is None:
        return request.form.to_dict(flat=False)
    return parse_qs(again.partition("?")[2].partition("#")[0], keep_blank_values=True)


def is_private() -> bool:
    """Tell whether the search was posted, which keeps it out of the address."""
    return request.method == "POST"


def is_tracking(name: str) -> bool:
    """Tell whether a parameter serves only to track the reader."""
    return name.lower().startswith(TRACKING) or name.lower() in TRACKING_NAMES


def repeated(given: Arguments) -> Arguments:
    """Return the parameters as the links of a page repeat them: each cut, and none beyond MOST_REPEATED."""
    found: dict[str, list[str]] = {}
    size = 0
    for name, text in ((name, text) for name, texts in given.items() for text in texts):
        # One character more than is allowed: where the link leads, the value is still too long.
        value = text[: LONGEST + 1]
        size += len(name) + len(value)
        if size > MOST_REPEATED:
            break
        found.setdefault(name, []).append(value)
    return found


def repeated_query() -> str:
    """Return the query string of the request as links repeat it."""
    asked = request.query_string.decode("ascii", "replace")
    return asked if len(asked) <= MOST_REPEATED else address("", repeated(arguments())).removeprefix("?")


def local(path: str) -> str:
    """Return an address of this site in the current language: /about → /es/about."""
    return f"{request.script_root}{path}"


def host_url() -> str:
    """Return scheme and host of this site, an international name as addresses write it."""
    return f"{request.scheme}://{request.host}"


def page_address() -> str:
    """Return the full address of this page, to print on it."""
    asked = repeated_query()
    return f"{host_url()}{here()}?{asked}" if asked else f"{host_url()}{here()}"


def this_path() -> str:
    """Return the path of this request as an address writes it: browsers read a bare backslash as a slash."""
    return quote(request.path, safe="/:@!$&'()*+,;=")


def here() -> str:
    """Return the address of this request in the current language, without its query."""
    return local(this_path())


def address(path: str, values: Mapping[str, Sequence[str] | str | int | None]) -> str:
    """Return `path` with a query string; parameters with empty values are left out."""
    given: list[str] = []
    for name, value in values.items():
        if not value and value != 0:
            continue
        texts = (str(value),) if isinstance(value, str | int) else value
        given += [_parameter(name, text) for text in texts if text]
    return f"{path}?{'&'.join(given)}" if given else path


def _parameter(name: str, text: str) -> str:
    """Return a parameter as a query string has it. Most are words that stand in it as they are."""
    if is_hole(text):
        return f"{name}={hole(f'{name}_asked')}" if text == hole(name) else f"{name}={text}"
    return f"{name}={text}" if _AS_IS(name) and _AS_IS(text) else urlencode([(name, text)], safe="/")


@dataclass(frozen=True, slots=True)
class _Asked:
    """This request as its links repeat it: its address without the query, and its parameters.

    `pairs` are the parameters as they stand in a query string; `query` is the query string that was sent,
    which is kept as it is where nothing of it changes. A posted request has none.
    """

    here: str
    query: str | None
    names: frozenset[str]
    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls) -> _Asked:
        """Read the request."""
        given = repeated(arguments())
        query = None if is_private() else repeated_query()
        names = frozenset(given) if query is None else frozenset(request.args)
        pairs = ((name, _parameter(name, text)) for name, texts in given.items() for text in texts)
        return cls(here(), query, names, tuple(pairs))


def asked(name: str) -> str:
    """Return the first text of a parameter, as it was typed."""
    return next(iter(arguments().get(name, ())), "")


def in_addresses(name: str) -> Markup | None:
    """Return a parameter as the links of this page write it; None if the query string writes it otherwise.

    With it a part of a page can be made with that parameter left open (left_open).
    """
    written = _parameter(name, asked(name)) if asked(name) else f"{name}="
    parts = [part for part in repeated_query().split("&") if part.startswith(f"{name}=")]
    is_usual = parts == [written] or not (parts or asked(name))
    return escape(written.removeprefix(f"{name}=")) if is_usual and not is_private() else None


def query_but(*names: str) -> str:
    """Return the query string of this page with some parameters left open."""
    found = f"(?:^|(?<=&))({'|'.join(names)})=[^&]*"
    return re.sub(found, lambda part: f"{part[1]}={hole(f'{part[1]}_asked')}", repeated_query())


@contextmanager
def left_open(*names: str) -> Iterator[None]:
    """Leave parameters open in what repeats the request: holes `name` in texts, `name_asked` in addresses."""
    given, request_as_it_is = arguments(), _Asked.read()
    pairs = tuple(
        (name, f"{name}={hole(f'{name}_asked')}" if name in names else pair)
        for name, pair in request_as_it_is.pairs
    )
    holes = {name: [hole(name)] for name in names if name in given}
    g.arguments, g.asked = {**given, **holes}, replace(request_as_it_is, query=query_but(*names), pairs=pairs)
    try:
        yield
    finally:
        g.arguments = given
        del g.asked


def asked_again(**changes: Sequence[str] | str | int | None) -> str:
    """Return the address of this request with some parameters changed. None removes a parameter."""
    if "asked" not in g:
        g.asked = _Asked.read()
    here = cast(_Asked, g.asked)
    added = address("", changes).removeprefix("?")
    if here.query is not None and here.names.isdisjoint(changes):
        kept = here.query  # nothing to remove: the query string stays as it is
    else:
        kept = "&".join(pair for name, pair in here.pairs if name not in changes)
    query = f"{kept}&{added}" if kept and added else kept or added
    return f"{here.here}?{query}" if query else here.here
