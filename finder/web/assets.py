"""The files of static/: read once, kept in memory, with a hash of the content in their addresses."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, request

blueprint = Blueprint("assets", __name__)

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
    return {file.name: _asset(file) for file in (Path(__file__).parent / "static").iterdir()}


def address_of(name: str) -> str:
    """Return the address of a file. It changes with the content, so browsers can cache it permanently."""
    return f"/static/{name}?v={assets()[name].digest}"


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """Send a static file."""
    asset = assets().get(name)
    if asset is None:
        abort(404)
    response = Response(asset.content, mimetype=asset.media_type)
    # Cached permanently only if the hash matches: during an update an old process may get the address of a
    # new file.
    if request.args.get("v") == asset.digest:
        response.headers["Cache-Control"] = FOR_GOOD
    response.set_etag(asset.digest)
    response.make_conditional(request)
    return response


def _asset(file: Path) -> Asset:
    content = file.read_bytes()
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Asset(content, sha256(content).hexdigest()[:12], media_type)
