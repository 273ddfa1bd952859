"""The files of static/: read once, kept in memory, with a hash of the content in their addresses."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Blueprint, Response, abort, request

from finder.web.context import site

blueprint = Blueprint("assets", __name__)

#: The name of the stylesheet of the operator's colors, which is made at the start.
COLORS = "colors.css"

FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file with its hash and media type."""

    content: bytes
    digest: str
    media_type: str


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Return every file of static/ by its name."""
    return {
        file.name: _made(file.read_bytes(), file.name)
        for file in (Path(__file__).parent / "static").iterdir()
    }


def asset(name: str) -> Asset | None:
    """Return a file of static/, or the stylesheet of the operator's colors; None if there is no such file."""
    if name == COLORS:
        return _made(site().colors.encode(), COLORS) if site().colors else None
    return assets().get(name)


def address_of(name: str) -> str:
    """Return the address of a file. It changes with the content, so browsers can cache it permanently."""
    found = asset(name)
    if found is None:
        raise KeyError(name)
    return f"/static/{name}?v={found.digest}"


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """Send a static file."""
    found = asset(name)
    if found is None:
        abort(404)
    response = Response(found.content, mimetype=found.media_type)
    tag = found.digest
    if found.media_type.startswith("text/") and request.accept_encodings["br"]:
        response.set_data(_packed(found.content))
        response.headers["Content-Encoding"] = "br"
        response.vary.add("Accept-Encoding")
        tag += "-br"
    # Cached permanently only if the hash matches: during an update an old process may get the address of a
    # new file.
    if request.args.get("v") == found.digest:
        response.headers["Cache-Control"] = FOR_GOOD
    response.set_etag(tag)
    response.make_conditional(request)
    return response


@lru_cache(maxsize=64)
def _packed(content: bytes) -> bytes:
    """Return a file packed as small as it gets, once; pages are packed fast, for each request."""
    packed: bytes = brotli.compress(content)
    return packed


def _made(content: bytes, name: str) -> Asset:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(content, sha256(content).hexdigest()[:12], media_type)
