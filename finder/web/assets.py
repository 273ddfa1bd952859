"""The stylesheet and the icon: read once, kept in memory, named by their content."""

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
    """A file with its digest and media type."""

    content: bytes
    digest: str
    media_type: str


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Return every file of static/ by name."""
    return {file.name: _asset(file) for file in (Path(__file__).parent / "static").iterdir()}


def address_of(name: str) -> str:
    """Return the address of a file; it changes with the file, so that browsers may keep it for good."""
    return f"/static/{name}?v={assets()[name].digest}"


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """Send a file."""
    asset = assets().get(name)
    if asset is None:
        abort(404)
    response = Response(asset.content, mimetype=asset.media_type)
    # Kept for good only under its own digest: an old process may be asked for a new file's address.
    if request.args.get("v") == asset.digest:
        response.headers["Cache-Control"] = FOR_GOOD
    response.set_etag(asset.digest)
    response.make_conditional(request)
    return response


def _asset(file: Path) -> Asset:
    content = file.read_bytes()
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return Asset(content, sha256(content).hexdigest()[:12], media_type)
