"""The parameters of a request, and addresses that repeat the request with some parameters changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import request

from finder.search.parameters import Arguments

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
QUESTION = frozenset(("near", "cancer", "specialty"))

#: The form field of a private page that holds the address of the changed search.
AGAIN = "again"


def arguments() -> Arguments:
    """Return the parameters of the request as name → values, from the query string or the posted form."""
    if not is_private():
        return request.args.to_dict(flat=False)
    again = request.form.get(AGAIN)
    if again is None:
        return request.form.to_dict(flat=False)
    return parse_qs(urlsplit(again).query, keep_blank_values=True)


def is_private() -> bool:
    """Tell whether the search was posted, which keeps it out of the address."""
    return request.method == "POST"


def is_tracking(name: str) -> bool:
    """Tell whether a parameter serves only to track the reader."""
    return name.lower().startswith(TRACKING) or name.lower() in TRACKING_NAMES


def local(path: str) -> str:
    """Return an address of this site in the current language: /about → /es/about."""
    return f"{request.script_root}{path}"


def address(path: str, values: Mapping[str, Sequence[str] | str | int | None]) -> str:
    """Return `path` with a query string; parameters with empty values are left out."""
    given: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, str | int):
            given.append((name, str(value)))
        elif value:
            given += [(name, each) for each in value]
    given = [(name, value) for name, value in given if value]
    return f"{path}?{urlencode(given, safe='/')}" if given else path


def asked_again(**changes: Sequence[str] | str | int | None) -> str:
    """Return the address of this request with some parameters changed. None removes a parameter."""
    if not is_private() and changes.keys().isdisjoint(
        request.args
    ):  # nothing to remove: keep the query string as it is
        added = address("", changes).removeprefix("?")
        asked = "&".join(part for part in (request.query_string.decode("ascii", "replace"), added) if part)
        return f"{local(request.path)}?{asked}" if asked else local(request.path)
    values = {name: texts for name, texts in arguments().items() if name not in changes}
    return address(local(request.path), {**values, **changes})
