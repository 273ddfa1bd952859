"""robots.txt, favicon.ico and security.txt, and a small answer for what only machines ask."""

from __future__ import annotations

import datetime
import re
import struct
from functools import lru_cache

from flask import Blueprint, Response, abort, request

from finder.language import SOURCE, languages
from finder.web.addresses import host_url
from finder.web.assets import assets
from finder.web.context import site
from finder.web.headers import PUBLIC
from finder.web.language import outside_languages

blueprint = Blueprint("for_machines", __name__)

#: Pages without end, and those of one reader. Pages of questions say themselves that they are not to be
#: indexed: a robot has to read them to know.
_NOT_FOR_ROBOTS = (
    "/api/", "/fhir/", "/hsds/", "/infobutton", "/cds-services", "/shortlist", "/pack", "/leave", "/mistake"
)  # fmt: skip
#: How long security.txt may be used; RFC 9116 recommends less than a year.
_VALID = datetime.timedelta(days=180)
#: A last part with an ending, any hidden part, and the first parts that scanners ask every site for.
_FILE = re.compile(r"\.[A-Za-z0-9]{1,8}$|/\.|^/(wp-|cgi-bin|vendor|phpmyadmin|admin|actuator)", re.IGNORECASE)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Say which pages robots need not visit, and where all others are listed."""
    prefixes = ["" if code == SOURCE else f"/{code}" for code in languages()]
    lines = [f"Disallow: {prefix}{path}\n" for prefix in prefixes for path in _NOT_FOR_ROBOTS]
    sitemap = f"Sitemap: {host_url()}{outside_languages()}/sitemap.xml\n"
    # No other header: shared caches keep what has the address of the site only where that is known.
    return Response(f"User-agent: *\n{''.join(lines)}\n{sitemap}", mimetype="text/plain")


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Send the icon, for browsers that ask without reading the page."""
    response = Response(_icon(), mimetype="image/x-icon")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """Say whom to tell about a weakness (RFC 9116), if the operator says."""
    contact = site().security_contact
    if not contact:
        abort(404)
    expires = site().now().replace(hour=0, minute=0, second=0, microsecond=0) + _VALID
    return _text(
        f"Contact: {contact if '://' in contact else f'mailto:{contact}'}\n"
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}\n"
        f"Preferred-Languages: {', '.join(languages())}\n"
    )


def not_found() -> Response | None:
    """Return a small answer for a file that is not there, None where a person may have typed the address."""
    accept = request.accept_mimetypes
    for_people = accept.accept_html or not accept
    if for_people and not _FILE.search(request.path):
        return None
    return Response("Not found\n", 404, mimetype="text/plain")


def _text(content: str) -> Response:
    response = Response(content, mimetype="text/plain")
    response.headers["Cache-Control"] = PUBLIC
    return response


@lru_cache(maxsize=1)
def _icon() -> bytes:
    """Return the small icon as an ICO file: a header of 22 bytes before the PNG."""
    picture = assets()["icon-32.png"].content
    header = struct.pack("<3H4B2H2I", 0, 1, 1, 32, 32, 0, 0, 1, 32, len(picture), 22)
    return header + picture
