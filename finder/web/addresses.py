"""The query string of a request, and the addresses that ask the same with something changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import request

from finder.search.parameters import Arguments

#: What others hang on shared links. Pages drop it by a redirect, so that it is neither kept nor passed on.
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


#: Where the addresses of the API begin.
API = "/api/"
#: What a reader asks for: the parameters that a private page keeps out of every address.
QUESTION = frozenset(("near", "cancer", "specialty"))

#: The field in which a page without its question in the address asks again, with something changed.
AGAIN = "again"


def arguments() -> Arguments:
    """Return what was asked as name → values: the query string, or the form that was posted."""
    if not is_private():
        return request.args.to_dict(flat=False)
    again = request.form.get(AGAIN)
    if again is None:
        return request.form.to_dict(flat=False)
    return parse_qs(urlsplit(again).query, keep_blank_values=True)


def is_private() -> bool:
    """Tell whether the question was posted, so that it stands in no address."""
    return request.method == "POST"


def is_tracking(name: str) -> bool:
    """Tell whether a parameter only follows the reader."""
    return name.lower().startswith(TRACKING) or name.lower() in TRACKING_NAMES


def local(path: str) -> str:
    """Return an address of this site in the language that is spoken: /about → /es/about."""
    return f"{request.script_root}{path}"


def address(path: str, values: Mapping[str, Sequence[str] | str | int | None]) -> str:
    """Return `path` with a query string; empty values are left out."""
    given: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, str | int):
            given.append((name, str(value)))
        elif value:
            given += [(name, each) for each in value]
    given = [(name, value) for name, value in given if value]
    return f"{path}?{urlencode(given, safe='/')}" if given else path


def asked_again(**changes: Sequence[str] | str | int | None) -> str:
    """Return the address of this request with some parameters changed, or removed by None."""
    if not is_private() and changes.keys().isdisjoint(
        request.args
    ):  # nothing to take out: the query string stays as it is
        added = address("", changes).removeprefix("?")
        asked = "&".join(part for part in (request.query_string.decode("ascii", "replace"), added) if part)
        return f"{local(request.path)}?{asked}" if asked else local(request.path)
    values = {name: texts for name, texts in arguments().items() if name not in changes}
    return address(local(request.path), {**values, **changes})
